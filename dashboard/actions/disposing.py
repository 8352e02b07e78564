"""Records whose disposal date has passed: which they are, what will be lost for good, and disposing of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from models.changes import writing
from models.disposal import CONTENT
from models.tables import FORMS, TABLES, Assessment, Engagement, KeptBrief
from models.wording import day, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

_SAYS = ("name", "what", "reason")
"""Fields of which the first that there is names a record."""


@dataclass(frozen=True, slots=True)
class Due:
    """A record whose content is to be disposed of."""

    table: str
    """The table's name."""
    id: int
    version: int
    """The one that was seen."""
    title: str
    """What it is, in words."""
    territory: str | None
    """Code; None of what belongs to no single one."""
    dispose_after: date
    marking: str
    demo: bool


def due(today: date, *, session: Session) -> list[Due]:
    """Read every record whose disposal date has passed, whether it still counts or not, the longest due first."""
    found = [_due(row) for row in expired(today, session=session)]
    return sorted(found, key=lambda one: (one.dispose_after, one.table, one.id))


def expired(today: date, *, session: Session) -> list[Any]:
    """Read the records themselves, whole."""
    found: list[Any] = []
    for table in _disposable():
        query = select(table).where(col(table.disposed_on).is_(None), col(table.dispose_after) < today)
        found += session.exec(query.order_by(table.id))
    return found


def next_date(today: date, *, session: Session) -> date | None:
    """Return the next day after which something will be due."""
    days: list[date] = []
    for table in _disposable():
        query = select(table.dispose_after).where(col(table.disposed_on).is_(None), col(table.dispose_after) >= today)
        days.extend(session.exec(query.order_by(table.dispose_after).limit(1)))
    return min(days, default=None)


def lost(tables: Iterable[str]) -> dict[str, list[str]]:
    """Say which fields of each kind of record will be blanked, in words."""
    return {words(table): [words(field) for field in CONTENT[TABLES[table]]] for table in sorted(set(tables))}


def dispose(engine: Engine, records: Sequence[Due], *, today: date, who: str, why: str) -> int:
    """Dispose of all of them, or of none.

    Returns:
        How many they were.

    Raises:
        ConflictError: if one of them was changed since it was read.
        InvalidRecordError: if one of them is not due.
    """
    with writing(engine, who=who, why=why) as writer:
        for record in records:
            table: Any = TABLES[record.table]
            writer.dispose(table, record.id, seen=record.version, today=today)
    return len(records)


def _disposable() -> list[Any]:
    return [table for table in FORMS if table in CONTENT]


def _due(row: Any) -> Due:  # noqa: ANN401 - any row that can be disposed of
    return Due(
        table=row.__tablename__,
        id=row.id,
        version=row.version,
        title=_title(row),
        territory=getattr(row, "territory", None),
        dispose_after=row.dispose_after,
        marking=row.marking,
        demo=row.demo,
    )


def _title(row: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(row, Engagement):
        return f"{words(row.kind)}, {day(row.starts_on)}"
    if isinstance(row, Assessment):
        return f"{words(row.outcome)}, {day(row.assessed_on)}"
    if isinstance(row, KeptBrief):
        return f"{row.title}, {day(row.as_of)}"
    return str(next(getattr(row, field) for field in _SAYS if hasattr(row, field)))
