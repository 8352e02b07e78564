"""Drafts: what somebody has begun to enter and not saved. They survive a closed browser and a restarted server."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from models.database import IMMEDIATE, reading
from models.errors import InvalidRecordError
from models.tables import TABLES, Draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Engine


@dataclass(frozen=True, slots=True)
class Subject:
    """What a draft will be: a new record of a table, or a change of one."""

    kind: str
    """The table's name."""
    record_id: int | None = None
    seen: int | None = None
    """The version of the record that its writer saw."""


def new_key() -> str:
    """Make a key that nobody can guess; it names the draft in an address."""
    return secrets.token_urlsafe(9)


def keep(engine: Engine, key: str, subject: Subject, content: Mapping[str, Any], *, at: datetime) -> None:
    """Store what was entered so far, over what was stored before under the key.

    Raises:
        InvalidRecordError: if the record it changes is gone or was disposed of; nothing of it is kept.
    """
    with Session(engine.execution_options(**IMMEDIATE)) as session, session.begin():
        if subject.record_id is not None:
            row = session.get(TABLES[subject.kind], subject.record_id)
            if row is None or getattr(row, "disposed_on", None) is not None:
                raise InvalidRecordError("draft: the record is gone or was disposed of; nothing was kept")
        session.merge(
            Draft(
                key=key,
                kind=subject.kind,
                record_id=subject.record_id,
                seen=subject.seen,
                content=dict(content),
                updated_at=at,
            )
        )


def find(engine: Engine, key: str) -> Draft | None:
    """Return a draft, or None where it was saved or discarded since."""
    with reading(engine) as session:
        return session.get(Draft, key)


def drafts(*, session: Session) -> Sequence[Draft]:
    """Read all drafts, the latest touched first."""
    return session.exec(select(Draft).order_by(col(Draft.updated_at).desc(), col(Draft.key))).all()


def discard(engine: Engine, key: str) -> None:
    """Throw a draft away; one that is gone already is no error."""
    with Session(engine.execution_options(**IMMEDIATE)) as session, session.begin():
        draft = session.get(Draft, key)
        if draft is not None:
            session.delete(draft)
