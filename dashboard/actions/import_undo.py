"""Take an import back as a whole: every record it wrote, or none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import case, func
from sqlmodel import col, select

from dashboard.actions.columns import KINDS
from dashboard.actions.import_plan import IMPORTS, UNDONE_WHY
from models.audit import state
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, UnknownRecordError
from models.tables import TABLES, AuditContent, AuditEntry
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

LISTED = 25
"""So many imports are listed."""

STEP = 20
"""After so many records the progress is told."""

NAMED = 5
"""So many records a refusal names."""

_TABLES = [str(kind.table.__tablename__) for kind in KINDS.values()]


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
        created = func.sum(case((col(AuditEntry.action) == "created", 1), else_=0))
        first: Any = func.min(AuditEntry.id)
        query = (
            sqlalchemy.select(
                first, col(AuditEntry.at), col(AuditEntry.who), col(AuditEntry.why), func.count(), created
            )
            .where(col(AuditEntry.why).like(IMPORTS), col(AuditEntry.record_table).in_(_TABLES))
            .group_by(col(AuditEntry.at), col(AuditEntry.who), col(AuditEntry.why))
            .order_by(first.desc())
            .limit(LISTED)
        )
        undone = _undone(session)
        return [
            PastImport(number, at, who, why, made, count - made, undone=number in undone)
            for number, at, who, why, count, made in session.connection().execute(query)
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
        for done, entry in enumerate(reversed(entries)):
            if progress and done % STEP == 0:
                progress(done, len(entries))
            writer.undo(entry.id or 0, seen=versions[entry.record_id])
    return len(entries)


def _entries(session: Session, number: int) -> Sequence[AuditEntry]:
    query = select(AuditEntry).where(col(AuditEntry.why).like(IMPORTS), col(AuditEntry.record_table).in_(_TABLES))
    first = session.exec(query.where(AuditEntry.id == number)).one_or_none()
    if first is None:
        raise UnknownRecordError(f"import {number}: no such import")
    query = query.where(AuditEntry.at == first.at, AuditEntry.why == first.why)
    return session.exec(query.where(AuditEntry.record_table == first.record_table).order_by(col(AuditEntry.id))).all()


def _refuse_changed(session: Session, entries: Sequence[AuditEntry]) -> dict[int, int]:
    """Return the version of each record, if all are still as the import left them."""
    table: Any = TABLES[entries[0].record_table]
    versions: dict[int, int] = {}
    changed: list[str] = []
    for entry in entries:
        row, content = session.get(table, entry.record_id), session.get(AuditContent, entry.id)
        if row is None or content is None or _differs(row, content):
            changed.append(f"{entry.record_table.replace('_', ' ')} {entry.record_id}")
        else:
            versions[entry.record_id] = row.version
    if changed:
        more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
        raise ConflictError(
            f"{plural(len(changed), 'record')} changed since the import: {', '.join(changed[:NAMED])}{more}. Undo the "
            "later changes first; nothing was taken back"
        )
    return versions


def _differs(row: Any, content: AuditContent) -> bool:  # noqa: ANN401 - any row
    held, left = json.loads(state(row)), json.loads(content.after or "{}")
    return any(held.get(name) != value for name, value in left.items())


def _undone(session: Session) -> set[int]:
    """Return the imports that were taken back."""
    query = select(AuditEntry.why).where(col(AuditEntry.why).startswith(UNDONE_WHY)).distinct()
    ends = (text.rpartition(", change ")[2] for text in session.exec(query))
    return {int(end) for end in ends if end.isdecimal()}
