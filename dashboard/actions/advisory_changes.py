"""Notices that were entered, each taken back as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from models import queries
from models.changes import writing
from models.database import reading
from models.errors import UnknownRecordError
from models.tables import AdvisoryFact, AuditEntry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

TABLE = str(AdvisoryFact.__tablename__)

LISTED = 10
"""So many are listed."""


@dataclass(frozen=True, slots=True)
class PastNotice:
    """What was entered at once."""

    id: int
    """The first entry of the audit that it made; names it."""
    at: datetime
    who: str
    why: str
    facts: Sequence[int]
    """Ids of the facts that it recorded and that still count."""


def past_notices(engine: Engine, begins: str) -> list[PastNotice]:
    """List what was entered with a reason that begins so, the newest first; what was taken back is left out."""
    with reading(engine) as session:
        counting = {fact.id for fact in queries.advisory_facts(session=session)}
        found: dict[tuple[datetime, str, str], list[AuditEntry]] = {}
        for entry in session.exec(_created(begins).order_by(col(AuditEntry.id).desc())):
            found.setdefault((entry.at, entry.who, entry.why), []).append(entry)
    past = [
        PastNotice(min(entry.id or 0 for entry in entries), at, who, why, kept)
        for (at, who, why), entries in found.items()
        if (kept := [entry.record_id for entry in entries if entry.record_id in counting])
    ]
    return past[:LISTED]


def take_back(engine: Engine, number: int, *, who: str) -> int:
    """Withdraw everything that was recorded at once, all of it or nothing.

    Args:
        engine: the database.
        number: what was entered, by its `PastNotice.id`.
        who: who takes it back.

    Returns:
        How many facts were withdrawn.

    Raises:
        UnknownRecordError: nothing of the kind was entered.
        InvalidRecordError: part of it was taken back already.
    """
    with reading(engine) as session:
        first = session.get(AuditEntry, number)
        if first is None or first.record_table != TABLE or first.action != "created":
            raise UnknownRecordError(f"entry {number}: no such entry")
        entries = _entered_with(first, session)
    with writing(engine, who=who, why=f"Taken back: {first.why}") as writer:
        rows: Any = {entry.id: writer.session.get(AdvisoryFact, entry.record_id) for entry in entries}
        return len(writer.undo_all(AdvisoryFact, [(number, rows[number].version) for number in rows]))


def _created(begins: str) -> Any:  # noqa: ANN401 - a query
    return select(AuditEntry).where(
        AuditEntry.record_table == TABLE, AuditEntry.action == "created", col(AuditEntry.why).startswith(begins)
    )


def _entered_with(first: AuditEntry, session: Session) -> Sequence[AuditEntry]:
    query = _created(first.why).where(AuditEntry.at == first.at, AuditEntry.who == first.who)
    found: Sequence[AuditEntry] = session.exec(query.order_by(col(AuditEntry.id))).all()
    return found
