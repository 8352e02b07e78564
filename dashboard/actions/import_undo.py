"""Take an import back as a whole: every record it wrote, or none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import case, func
from sqlmodel import col, select

from dashboard.actions.boundaries import boundaries_in_use
from dashboard.actions.columns import KINDS
from dashboard.actions.import_plan import IMPORTS, UNDONE_WHY
from dashboard.actions.port_flags import renew_flags
from dashboard.actions.port_settling import resettle, said_of_ports
from models.audit import state
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, UnknownRecordError
from models.tables import TABLES, AuditContent, AuditEntry, Engagement, PortEntry, PortFacility
from models.vocabulary import EngagementStatus, EntryState
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from models.changes import Writer

LISTED = 25
"""So many imports are listed."""

STEP = 500
"""So many records are read or written between two tellings of the progress."""

NAMED = 5
"""So many records a refusal names."""

ENTRY = "port_entry"
"""What files say of ports comes with the ports and is not counted beside them."""

FACILITY = "port_facility"

_TABLES = [*(str(kind.table.__tablename__) for kind in KINDS.values()), "port", ENTRY, FACILITY]


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was written."""

    id: int
    """The first entry of the audit that it made; names it."""
    at: datetime
    who: str
    why: str
    created: int
    changed: int
    undone: bool


def past_imports(engine: Engine) -> list[PastImport]:
    """List imports, the newest first."""
    with reading(engine) as session:
        told = col(AuditEntry.record_table) != ENTRY
        created = func.sum(case(((col(AuditEntry.action) == "created") & told, 1), else_=0))
        count = func.sum(case((told, 1), else_=0))
        first: Any = func.min(AuditEntry.id)
        query = (
            sqlalchemy.select(first, col(AuditEntry.at), col(AuditEntry.who), col(AuditEntry.why), count, created)
            .where(col(AuditEntry.why).like(IMPORTS), col(AuditEntry.record_table).in_(_TABLES))
            .group_by(col(AuditEntry.at), col(AuditEntry.who), col(AuditEntry.why))
            .order_by(first.desc())
            .limit(LISTED)
        )
        undone = _undone(session)
        return [
            PastImport(number, at, who, why, made, all_told - made, undone=number in undone)
            for number, at, who, why, all_told, made in session.connection().execute(query)
        ]


def undo_import(engine: Engine, number: int, *, who: str, progress: Callable[[int, int], None] | None = None) -> int:
    """Take back everything an import wrote, the last first, in one transaction.

    What it created is withdrawn, an engagement cancelled; what it changed becomes what it was.

    Args:
        engine: the database.
        number: the import, by its `PastImport.id`.
        who: who takes it back.
        progress: is told how many of how many records are done, and may raise to cancel: then nothing is written.

    Returns:
        How many records were taken back.

    Raises:
        UnknownRecordError: there is no such import.
        ConflictError: records were changed since; the message names them, and nothing is written.
    """
    with reading(engine) as session:
        entries = _entries(session, number)
    with writing(engine, who=who, why=f"{UNDONE_WHY}{entries[0].why}, change {number}") as writer:
        versions = _refuse_changed(writer.session, entries)
        _refuse_needed(writer.session, entries)
        done = 0
        for table, part in _parts(entries):
            if progress:
                progress(done, len(entries))
            writer.undo_all(table, [(one.id or 0, versions[one.record_table, one.record_id]) for one in part])
            done += len(part)
        _look_again(writer, entries)
    return len(entries)


def _parts(entries: Sequence[AuditEntry]) -> Iterator[tuple[Any, list[AuditEntry]]]:
    """Divide entries, the last first, into some at a time of one table and one action.

    All changes of ports stay together, so that codes can pass from one to another.
    """
    for (name, action), run in groupby(reversed(entries), key=lambda one: (one.record_table, one.action)):
        part = list(run)
        size = len(part) if (name, action) == ("port", "updated") else STEP
        for start in range(0, len(part), size):
            yield TABLES[name], part[start : start + size]


def _refuse_needed(session: Session, entries: Sequence[AuditEntry]) -> None:
    """Refuse to withdraw a port that something else has been said of meanwhile, or has facilities; or an engagement's.

    What the import itself said of a port, or attached to it, is taken back with it.
    """
    said = select(PortEntry.port_id, PortEntry.id).where(PortEntry.withdrawn == "", PortEntry.state == EntryState.TAKEN)
    held = select(PortFacility.port_id, PortFacility.id).where(PortFacility.withdrawn == "")
    own, attached = _written(entries, ENTRY), _written(entries, FACILITY)
    meetings = session.exec(select(Engagement).where(Engagement.status != EngagementStatus.CANCELLED)).all()
    needed: dict[str, set[int | None]] = {
        "port": {port for port, entry in session.exec(said) if entry not in own}
        | {port for port, facility in session.exec(held) if facility not in attached}
        | {port for one in meetings for port in one.ports},
        FACILITY: {facility for one in meetings for facility in one.facilities},
    }
    for table, numbers in needed.items():
        if both := sorted(_written(entries, table, "created").intersection(numbers)):
            noun = table.replace("_", " ")
            raise ConflictError(
                f"{plural(len(both), noun)} of this import are needed by what came later: {_named(noun, both)}. Undo "
                "that first; nothing was taken back"
            )


def _written(entries: Sequence[AuditEntry], table: str, action: str = "") -> set[int]:
    """Return which records of a table an import wrote, or created."""
    return {one.record_id for one in entries if one.record_table == table and action in {"", one.action}}


def _look_again(writer: Writer, entries: Sequence[AuditEntry]) -> None:
    """Settle the ports by the order of sources and look at them by the boundaries that are in use by now."""
    if ports := _written(entries, "port"):
        resettle(writer, ports & said_of_ports(session=writer.session).keys())
        renew_flags(writer, boundaries_in_use(session=writer.session))


def _named(noun: str, numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - NAMED} more" if len(numbers) > NAMED else ""
    return ", ".join(f"{noun} {number}" for number in numbers[:NAMED]) + more


def _entries(session: Session, number: int) -> Sequence[AuditEntry]:
    query = select(AuditEntry).where(col(AuditEntry.why).like(IMPORTS), col(AuditEntry.record_table).in_(_TABLES))
    first = session.exec(query.where(AuditEntry.id == number)).one_or_none()
    if first is None:
        raise UnknownRecordError(f"import {number}: no such import")
    query = query.where(AuditEntry.at == first.at, AuditEntry.why == first.why)
    return session.exec(query.order_by(col(AuditEntry.id))).all()


def _refuse_changed(session: Session, entries: Sequence[AuditEntry]) -> dict[tuple[str, int], int]:
    """Return the version of each record, if all are still as the import left them."""
    rows = _rows(session, entries)
    contents = _contents(session, entries)
    versions: dict[tuple[str, int], int] = {}
    changed: list[str] = []
    for entry in entries:
        key = (entry.record_table, entry.record_id)
        row, content = rows.get(key), contents.get(entry.id)
        if row is None or content is None or _differs(row, content):
            changed.append(f"{entry.record_table.replace('_', ' ')} {entry.record_id}")
        else:
            versions[key] = row.version
    if changed:
        more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
        raise ConflictError(
            f"{plural(len(changed), 'record')} changed since the import: {', '.join(changed[:NAMED])}{more}. Undo the "
            "later changes first; nothing was taken back"
        )
    return versions


def _rows(session: Session, entries: Sequence[AuditEntry]) -> dict[tuple[str, int], Any]:
    found: dict[tuple[str, int], Any] = {}
    for name in {entry.record_table for entry in entries}:
        table: Any = TABLES[name]
        ids = [entry.record_id for entry in entries if entry.record_table == name]
        for some in _some(ids):
            found.update({(name, row.id): row for row in session.exec(select(table).where(table.id.in_(some)))})
    return found


def _contents(session: Session, entries: Sequence[AuditEntry]) -> dict[int | None, AuditContent]:
    found: dict[int | None, AuditContent] = {}
    for some in _some([entry.id or 0 for entry in entries]):
        query = select(AuditContent).where(col(AuditContent.entry_id).in_(some))
        found.update({content.entry_id: content for content in session.exec(query)})
    return found


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + STEP] for start in range(0, len(ids), STEP))


def _differs(row: Any, content: AuditContent) -> bool:  # noqa: ANN401 - any row
    held, left = json.loads(state(row)), json.loads(content.after or "{}")
    return any(held.get(name) != value for name, value in left.items())


def _undone(session: Session) -> set[int]:
    """Return the imports that were taken back."""
    query = select(AuditEntry.why).where(col(AuditEntry.why).startswith(UNDONE_WHY)).distinct()
    ends = (text.rpartition(", change ")[2] for text in session.exec(query))
    return {int(end) for end in ends if end.isdecimal()}
