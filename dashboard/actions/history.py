"""The history of a record, field by field, and taking a change back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.actions import trip_booking
from dashboard.actions.boundaries import follow_boundaries
from dashboard.actions.decision_undo import is_decision, take_back
from dashboard.actions.import_plan import IMPORTS, UNDONE_WHY
from dashboard.actions.source_order import follow_precedence
from models import queries
from models.audit import DISPOSED
from models.changes import writing
from models.database import reading
from models.tables import FORMS, TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.engine import Engine

    from models.tables import AuditContent, AuditEntry

PORT = "port"
"""Table of what is settled from files and decisions."""

TRIP = "trip"
"""Table of what bookings are made of."""

LASTING = frozenset({DISPOSED, "removed"})
"""Actions that cannot be taken back."""


IMPORT = IMPORTS.partition("%")[0]
"""How the reason of an import begins."""

TOLD_ELSEWHERE = frozenset({"provenance"})
"""Fields that a history passes over: a port's page has the source of every fact."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one field was, and what it became, as JSON values."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a record."""

    entry_id: int
    at: datetime
    who: str
    action: str
    why: str
    version: int
    fields: Sequence[FieldChange]
    """What changed; of a record that was created, every field that says something. Empty once disposed of."""
    disposed: bool
    """The content of this change is gone."""
    can_undo: bool


def changes(engine: Engine, table: str, record_id: int) -> list[Change]:
    """Read the history of a record, the newest change first."""
    with reading(engine) as session:
        return [_change(entry, content) for entry, content in queries.history(table, record_id, session=session)]


def undo(engine: Engine, change: Change, *, table: str, record_id: int, who: str) -> None:
    """Take one change back, as a new change; a decision about a port with all that it wrote.

    Raises:
        ConflictError: if a later change touched the same field.
        InvalidRecordError: if it cannot be taken back.
    """
    if table == PORT and is_decision(change.why):
        take_back(engine, change.entry_id, who=who)
        return
    why = f"Undo of version {change.version}" + (f" ({change.why})" if change.why else "")
    with writing(engine, who=who, why=why) as writer:
        if table == TRIP:
            trip_booking.check_undo(writer.session, record_id, why=change.why, created=change.action == "created")
        row: Any = writer.session.get(TABLES[table], record_id)
        undone = writer.undo(change.entry_id, seen=row.version if row else 0)
        follow_boundaries(writer, undone)
        follow_precedence(writer, undone)


def _change(entry: AuditEntry, content: AuditContent | None) -> Change:
    before = json.loads(content.before) if content and content.before else None
    after = json.loads(content.after) if content and content.after else {}
    gone = content is None or (entry.action == DISPOSED)
    form = FORMS[TABLES[entry.record_table]]
    names = [name for name in form.model_fields if name in after and name not in TOLD_ELSEWHERE]
    fields = (
        [FieldChange(name, None, after[name]) for name in names if after[name] not in (None, "", [], False)]
        if before is None
        else [FieldChange(name, before.get(name), after[name]) for name in names if before.get(name) != after[name]]
    )
    return Change(
        entry_id=entry.id or 0,
        at=entry.at,
        who=entry.who,
        action=entry.action,
        why=entry.why,
        version=entry.version,
        fields=[] if gone else fields,
        disposed=gone,
        can_undo=not gone and entry.action not in LASTING and not _is_derived(entry),
    )


def _is_derived(entry: AuditEntry) -> bool:
    """Tell whether a change of a port follows from files or settings, so that taking it back alone would not last."""
    imported = entry.why.startswith((IMPORT, UNDONE_WHY))
    return (
        entry.record_table == PORT
        and not is_decision(entry.why)
        and (imported or entry.action not in {"created", "undone"})
    )
