"""Save a record that somebody entered or changed; where somebody else changed it meanwhile, say what each wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models import queries
from models.audit import state
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, UnknownRecordError
from models.forms import checked
from models.merging import Merge, merge
from models.tables import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Engine
    from sqlmodel import Session, SQLModel

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """The record is stored."""

    row: Any
    """The stored row."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the record since it was read. Nothing was written."""

    table: type[SQLModel]
    record_id: int
    base: Mapping[str, Any]
    """What both began from, as JSON values, like the next two."""
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    theirs_version: int
    """What to hand in as `seen` with the merged facts."""
    theirs_who: str
    """Who made the other change."""

    @property
    def merge(self) -> Merge:
        """What is clear, and what must be decided."""
        return merge(self.base, self.mine, self.theirs)


def save(  # noqa: PLR0913 - what is written, over which version, by whom and why
    engine: Engine,
    table: Any,  # noqa: ANN401 - a table of models.tables
    record_id: int | None,
    facts: Mapping[str, Any],
    *,
    seen: int | None = None,
    who: str,
    why: str = "",
) -> Saved | Conflict:
    """Store a new record, or change one as far as nobody else has changed it since version `seen`.

    Raises:
        InvalidRecordError: if the record does not fit its form; `fields` has a message for each field.
        UnknownRecordError: if there is no such record.
    """
    try:
        with writing(engine, who=who, why=why) as writer:
            if record_id is None:
                return Saved(writer.make(table, facts))
            return Saved(writer.update(table, record_id, facts, seen=seen or 0))
    except ConflictError:
        with reading(engine) as session:
            return _conflict(session, table, record_id or 0, facts, seen or 0)


def _conflict(session: Session, table: Any, record_id: int, facts: Mapping[str, Any], seen: int) -> Conflict:  # noqa: ANN401 - a table
    row = session.get(table, record_id)
    if row is None:
        raise UnknownRecordError(f"{table.__tablename__} {record_id}: no such record")
    theirs = json.loads(state(row))
    changes = queries.history(table.__tablename__, record_id, session=session)
    base = next((c.after for entry, c in changes if entry.version == seen and c and c.after), None)
    began = {**theirs, **(json.loads(base) if base else {})}
    mine = json.loads(checked(FORMS[table], {**began, **facts}).model_dump_json(warnings=False))
    return Conflict(table, record_id, began, mine, theirs, row.version, changes[0][0].who)
