"""The audit: an append-only chain in which each entry carries the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, text
from sqlmodel import col, select

from models.tables import FORMS, AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlmodel import Session

GENESIS = "0" * 64
_LOCK_KEY = 0x5EA3A12C


class Chain:
    """Appends entries at the end of the chain, inside the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        if session.get_bind().dialect.name == "postgresql":
            # SQLite writers already queue for the one write lock; here the chain's end is what they must queue for.
            session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        last = session.exec(select(AuditEntry.hash).order_by(col(AuditEntry.id).desc()).limit(1)).first()
        self._end = last or GENESIS

    def append(self, *, at: datetime, **facts: Any) -> None:  # noqa: ANN401 - the columns of AuditEntry
        """Add one entry."""
        entry = AuditEntry(at=at, previous_hash=self._end, hash="", **facts)
        entry.hash = self._end = digest(entry)
        self._session.add(entry)


def canonical(facts: dict[str, Any]) -> str:
    """Write facts as JSON that is the same for the same facts."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(entry: AuditEntry) -> str:
    """Hash an entry together with the hash of its predecessor (SHA-256, hex)."""
    facts = entry.model_dump(exclude={"id", "hash", "at"})
    return hashlib.sha256(canonical({**facts, "at": entry.at.isoformat()}).encode()).hexdigest()


def problems(session: Session) -> Iterator[str]:
    """Tell what is wrong with the chain, and where a record differs from what its last entry says."""
    expected = GENESIS
    for entry in session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).yield_per(1000):
        if entry.previous_hash != expected or entry.hash != digest(entry):
            yield f"audit entry {entry.id} was altered, or an entry before it is missing"
            return
        expected = entry.hash
    yield from _records_without_entry(session)


def _records_without_entry(session: Session) -> Iterator[str]:
    """Compare each record's version with the newest one audited: a chain that was cut off at its end shows here."""
    for table in FORMS:
        name = table.__tablename__
        newest = (
            select(AuditEntry.record_id, func.max(AuditEntry.version).label("version"))
            .where(AuditEntry.record_table == name)
            .group_by(col(AuditEntry.record_id))
            .subquery()
        )
        rows = session.exec(
            select(table.id, table.version, newest.c.version)  # type: ignore[attr-defined] # every table is Recorded
            .outerjoin(newest, newest.c.record_id == table.id)  # type: ignore[attr-defined] # as above
            .where((newest.c.version.is_(None)) | (newest.c.version != table.version))  # type: ignore[attr-defined]
        )
        for record_id, version, audited in rows:
            yield f"{name} {record_id} is at version {version}, the audit ends at {audited or 'nothing'}"
