"""Take back at once what a decision about a record wrote: every record of its transaction, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from models.changes import writing
from models.database import reading
from models.errors import UnknownRecordError
from models.tables import TABLES, AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

TAKEN_BACK = "Decision taken back"
"""The reason that stands in the history."""

DECIDED, SPLIT, CORRECTED = "Decided: ", "Merge undone", "Corrected by hand"
"""How the reasons of decisions about ports begin."""


def is_decision(why: str) -> bool:
    """Tell whether a reason is that of a decision about a port, which is taken back as a whole."""
    return why.startswith((DECIDED, SPLIT, CORRECTED, TAKEN_BACK))


def newest_change(table: str, record_id: int, *, session: Session) -> int:
    """Return the newest change of a record, by its entry of the audit.

    Raises:
        UnknownRecordError: nothing is known of such a record.
    """
    query = select(AuditEntry.id).where(AuditEntry.record_table == table, AuditEntry.record_id == record_id)
    found = session.exec(query.order_by(col(AuditEntry.id).desc()).limit(1)).first()
    if found is None:
        raise UnknownRecordError(f"{table.replace('_', ' ')} {record_id}: no such record")
    return found


def take_back(engine: Engine, change: int, *, who: str) -> int:
    """Take back everything that was written together with a change, the last first, in one transaction.

    Args:
        engine: the database.
        change: the entry of the audit, as `newest_change` names it.
        who: who takes it back.

    Returns:
        How many records were changed.

    Raises:
        UnknownRecordError: there is no such change.
        ConflictError: one of the fields has changed since; then nothing is written.
        InvalidRecordError: it cannot be taken back, or was already.
    """
    with reading(engine) as session:
        entries = _together(session, change)
    with writing(engine, who=who, why=TAKEN_BACK) as writer:
        for part in _parts(entries):
            table: Any = TABLES[part[0].record_table]
            rows = [writer.session.get(table, entry.record_id) for entry in part]
            seen = [0 if row is None else row.version for row in rows]
            writer.undo_all(table, [(entry.id or 0, version) for entry, version in zip(part, seen, strict=True)])
    return len(entries)


def _parts(entries: Sequence[AuditEntry]) -> Iterator[list[AuditEntry]]:
    """Divide entries, the last first, into runs of one table with each record once: there codes change hands."""
    part: list[AuditEntry] = []
    for entry in reversed(entries):
        if part and (entry.record_table != part[0].record_table or entry.record_id in {one.record_id for one in part}):
            yield part
            part = []
        part.append(entry)
    if part:
        yield part


def _together(session: Session, change: int) -> Sequence[AuditEntry]:
    """Return the changes of one transaction, in order: they share instant, person and reason."""
    first = session.get(AuditEntry, change)
    if first is None:
        raise UnknownRecordError(f"change {change}: no such change")
    query = select(AuditEntry).where(
        AuditEntry.at == first.at, AuditEntry.who == first.who, AuditEntry.why == first.why
    )
    return session.exec(query.order_by(col(AuditEntry.id))).all()
