"""What taking one change back makes of a record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models.audit import DISPOSED
from models.errors import ConflictError, InvalidRecordError
from models.tables import TABLES, Engagement, Port
from models.vocabulary import EngagementStatus

if TYPE_CHECKING:
    from models.tables import AuditContent, AuditEntry


def facts(entry: AuditEntry, content: AuditContent | None, *, now: str, why: str) -> dict[str, Any]:
    """Return the facts to write so that the change is taken back.

    Args:
        entry: the change.
        content: what the record was before and after it.
        now: the record's present state, as the audit writes it.
        why: the reason given for taking it back.

    Raises:
        InvalidRecordError: if there is nothing to take back.
        ConflictError: if a later change touched one of the same fields.
    """
    if entry.action in {DISPOSED, "removed"} or content is None or content.after is None:
        raise InvalidRecordError("undo: what was disposed of or removed is gone and cannot come back")
    if content.before is None:
        return _withdrawal(entry, json.loads(now), why)
    before, after, held = json.loads(content.before), json.loads(content.after), json.loads(now)
    changed = [name for name in after if after[name] != before.get(name)]
    moved = sorted(name for name in changed if held.get(name) != after[name])
    if moved:
        raise ConflictError(f"{', '.join(moved)}: changed again since; undo the later change first")
    return {name: before[name] for name in changed if name in before}


def _withdrawal(entry: AuditEntry, held: dict[str, Any], why: str) -> dict[str, Any]:
    table = TABLES[entry.record_table]
    if held.get("withdrawn") or held.get("status") == EngagementStatus.CANCELLED:
        raise InvalidRecordError("undo: the record is cancelled or withdrawn already")
    if table is Engagement:
        return {"status": EngagementStatus.CANCELLED, "closing_reason": why}
    if "withdrawn" in table.model_fields:
        return {"withdrawn": why} | ({"unlocode": None} if table is Port else {})  # for another to have
    noun = entry.record_table.replace("_", " ")
    raise InvalidRecordError(f"undo: a {noun} that was created stays; change it instead")
