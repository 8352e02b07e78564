"""The audit: an append-only chain in which each entry carries the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, text
from sqlmodel import col, select

from models.tables import FORMS, AuditContent, AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from models.tables import Recorded

GENESIS = "0" * 64
DISPOSED = "disposed"
"""The action after which a record's content is gone from the audit, and only its hashes are left."""

KEPT_BY_WRITER = frozenset({"id", "version", "created_at", "updated_at"})
"""Columns that are no facts: the writer keeps them itself."""

_LOCK_KEY = 0x5EA3A12C


@dataclass(frozen=True, slots=True)
class Note:
    """What happened to one record."""

    action: str
    table: str
    record_id: int
    version: int
    before: str | None
    """Its state as canonical JSON; None if there was none."""
    after: str | None


class Chain:
    """Appends entries at the end of the chain, inside the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        if session.get_bind().dialect.name == "postgresql":
            # SQLite writers already queue for the one write lock; here the chain's end is what they must queue for.
            session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        last = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1)).first()
        self._end = last.hash if last else GENESIS
        self._next = (last.id or 0) + 1 if last else 1

    def append(self, notes: Sequence[Note], *, at: datetime, who: str, why: str) -> None:
        """Add one entry for each change, in order; of what a disposal took away only the hash is kept."""
        entries = [self._link(note, at=at, who=who, why=why) for note in notes]
        contents = [
            {"entry_id": entry["id"], "before": None if note.action == DISPOSED else note.before, "after": note.after}
            for entry, note in zip(entries, notes, strict=True)
        ]
        connection = self._session.connection()
        connection.execute(insert(AuditEntry), entries)
        connection.execute(insert(AuditContent), contents)

    def _link(self, note: Note, *, at: datetime, who: str, why: str) -> dict[str, Any]:
        entry = {
            "id": self._next,
            "at": at,
            "who": who,
            "why": why,
            "action": note.action,
            "record_table": note.table,
            "record_id": note.record_id,
            "version": note.version,
            "before_hash": _sha256(note.before),
            "after_hash": _sha256(note.after),
            "previous_hash": self._end,
        }
        self._end = _digest(entry)
        self._next += 1
        return {**entry, "hash": self._end}


def state(row: Recorded) -> str:
    """Write a row's facts as the audit keeps them: canonical JSON.

    Inside a JSON column choices come back as text, which is no matter here, so that pydantic need not warn of it.
    """
    return canonical(row.model_dump(mode="json", exclude=set(KEPT_BY_WRITER), warnings=False))


def canonical(facts: dict[str, Any]) -> str:
    """Write facts as JSON that is the same for the same facts."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(entry: AuditEntry) -> str:
    """Hash an entry together with the hash of its predecessor (SHA-256, hex)."""
    return _digest(entry.model_dump(exclude={"hash"}))


def _digest(entry: Mapping[str, Any]) -> str:
    facts = {name: value for name, value in entry.items() if name != "id"}
    return hashlib.sha256(canonical({**facts, "at": entry["at"].isoformat()}).encode()).hexdigest()


def _sha256(content: str | None) -> str | None:
    return None if content is None else hashlib.sha256(content.encode()).hexdigest()


def problems(session: Session) -> Iterator[str]:
    """Tell what is wrong with the chain, and where a record differs from what its last entry says."""
    disposed = _disposals(session)
    expected = GENESIS
    query = select(AuditEntry, AuditContent).outerjoin(
        AuditContent,
        col(AuditContent.entry_id) == AuditEntry.id,
    )
    for entry, content in session.exec(query.order_by(col(AuditEntry.id))).yield_per(1000):
        if entry.previous_hash != expected or entry.hash != digest(entry):
            yield f"audit entry {entry.id} was altered, or an entry before it is missing"
            return
        expected = entry.hash
        may_be_gone = (entry.id or 0) < disposed.get((entry.record_table, entry.record_id), 0)
        if not _content_fits(entry, content, may_be_gone=may_be_gone):
            yield f"the content of audit entry {entry.id} was altered or taken away"
    for table in FORMS:
        yield from _unlike_their_last_entry(session, table)
        yield from _gone_past_the_audit(session, table)
    yield from _cut_off(session)


def _disposals(session: Session) -> Mapping[tuple[str, int], int]:
    """Return the newest disposal of each record that was disposed of, by its table and id."""
    query = select(AuditEntry.record_table, AuditEntry.record_id, func.max(AuditEntry.id)).where(
        AuditEntry.action == DISPOSED
    )
    found = session.exec(query.group_by(col(AuditEntry.record_table), col(AuditEntry.record_id)))
    return {(table, record): entry or 0 for table, record, entry in found}


def _content_fits(entry: AuditEntry, content: AuditContent | None, *, may_be_gone: bool) -> bool:
    if content is None:
        return may_be_gone
    hashes = (_sha256(content.before), _sha256(content.after))
    if entry.action == DISPOSED and content.before is None:
        return hashes[1] == entry.after_hash
    return hashes == (entry.before_hash, entry.after_hash)


def _unlike_their_last_entry(session: Session, table: Any) -> Iterator[str]:  # noqa: ANN401 - a table
    """Compare each record with what the newest entry of it says: a chain that was cut off at its end shows here."""
    name = str(table.__tablename__)
    versions = (
        select(AuditEntry.record_id, func.max(AuditEntry.version).label("version"))
        .where(AuditEntry.record_table == name)
        .group_by(col(AuditEntry.record_id))
        .subquery()
    )
    newest = (
        select(AuditEntry.record_id, AuditEntry.version, AuditContent.after)
        .join(versions, (versions.c.record_id == AuditEntry.record_id) & (versions.c.version == AuditEntry.version))
        .join(AuditContent, col(AuditContent.entry_id) == AuditEntry.id)
        .where(AuditEntry.record_table == name)
        .subquery()
    )
    query = select(table, newest.c.version, newest.c.after).outerjoin(newest, newest.c.record_id == table.id)
    for row, version, after in session.exec(query).yield_per(1000):
        if version != row.version:
            yield f"{name} {row.id} is at version {row.version}, the audit ends at {version or 'nothing'}"
        elif changed := _changed_unseen(row, after):
            yield f"{name} {row.id} was changed past the audit: {', '.join(changed)}"


def _gone_past_the_audit(session: Session, table: Any) -> Iterator[str]:  # noqa: ANN401 - a table
    """Find records that the audit knows and that are not there any more, though nobody removed them."""
    name = str(table.__tablename__)
    removed = select(AuditEntry.record_id).where(AuditEntry.record_table == name, AuditEntry.action == "removed")
    query = select(AuditEntry.record_id).where(
        AuditEntry.record_table == name,
        col(AuditEntry.record_id).not_in(select(table.id)),
        col(AuditEntry.record_id).not_in(removed),
    )
    for record in session.exec(query.distinct().order_by(col(AuditEntry.record_id))):
        yield f"{name} {record} was taken away past the audit"


def _cut_off(session: Session) -> Iterator[str]:
    """Compare the chain's end with the number of entries ever written, which SQLite remembers."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return
    ever = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'audit_entry'")).scalar() or 0
    last = session.exec(select(func.max(AuditEntry.id))).one() or 0
    if ever > last:
        yield f"the audit ends at entry {last}, but {ever} were written: its end was cut off"


def _changed_unseen(row: Recorded, after: str | None) -> list[str]:
    """Name the fields that are not as the audit says; a column that is younger than the entry says nothing."""
    if after is None:
        return []
    held, said = json.loads(state(row)), json.loads(after)
    return sorted(name for name, value in said.items() if name in held and held[name] != value)
