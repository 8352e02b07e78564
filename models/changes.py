"""The one way to write.

A writer validates by the Create form, checks the version that was seen, writes and audits, in one transaction: leaving
the `with` block commits everything, an error inside it leaves nothing behind.

    with writing(engine, who="planner", why="Visit booked by phone") as writer:
        writer.create(EngagementCreate(...))
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from models import audit
from models.database import IMMEDIATE
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.tables import FORMS, Engagement, Port, Recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.engine import Engine

Row = TypeVar("Row", bound=Recorded)

_TABLE_OF = {form: table for table, form in FORMS.items()}
_KEPT_BY_US = frozenset(Recorded.model_fields)


class Writer:
    """Writes rows inside one transaction. Made by `writing`, never directly."""

    def __init__(self, session: Session, *, who: str, why: str) -> None:
        self._session = session
        self._who = who
        self._why = why
        self._at = datetime.now(UTC)
        self._chain = audit.Chain(session)

    @property
    def session(self) -> Session:
        """The transaction's session, for reading what the change depends on."""
        return self._session

    def create(self, form: SQLModel) -> Any:  # noqa: ANN401 - the row's class follows from the form's
        """Store a new record from its Create form and return the row."""
        return self.create_all([form])[0]

    def create_all(self, forms: Sequence[SQLModel]) -> list[Any]:
        """Store many records at once; forms of one call are all of one kind."""
        rows: list[Any] = []
        for form in forms:
            facts = _facts(type(form), form.model_dump())
            rows.append(_TABLE_OF[type(form)](**facts, created_at=self._at, updated_at=self._at))
        self._check_ports(rows)
        self._session.add_all(rows)
        self._flush()
        for row in rows:
            self._note("created", row, before=None, after=state(row))
        return rows

    def update(self, table: type[Row], record_id: int, facts: Mapping[str, Any], *, seen: int) -> Row:
        """Replace facts of a record, provided that nobody changed it since version `seen` was read.

        Raises:
            UnknownRecordError: if there is no such record.
            ConflictError: if the record has moved on to another version.
            InvalidRecordError: if the record with these facts does not fit its form.
        """
        row = self._locked(table, record_id, seen)
        before = state(row)
        held = {name: value for name, value in row.model_dump().items() if name not in _KEPT_BY_US}
        for name, value in _facts(FORMS[table], {**held, **facts}).items():
            setattr(row, name, value)
        row.version, row.updated_at = seen + 1, self._at
        self._check_ports([row])
        self._flush()
        self._note("updated", row, before=before, after=state(row))
        return row

    def remove(self, table: type[Row], record_id: int, *, seen: int) -> None:
        """Take a record away. Only generated demonstration data is ever removed; the audit keeps what it was.

        Raises:
            InvalidRecordError: if the record is a real one.
        """
        row = self._locked(table, record_id, seen)
        if not getattr(row, "demo", False):
            raise InvalidRecordError(f"{_name(table)} {record_id} is a real record: cancel or supersede it instead")
        before = state(row)
        self._session.delete(row)
        self._flush()
        row.version = seen + 1
        self._note("removed", row, before=before, after=None)

    def _locked(self, table: type[Row], record_id: int, seen: int) -> Row:
        query = select(table).where(table.id == record_id).with_for_update()
        row = self._session.exec(query).one_or_none()
        if row is None:
            raise UnknownRecordError(f"{_name(table)} {record_id}: no such record")
        if row.version != seen:
            raise ConflictError(
                f"{_name(table)} {record_id} was changed by somebody else (version {row.version}, you saw {seen}); "
                "reload it and make your change again"
            )
        return row

    def _check_ports(self, rows: list[Any]) -> None:
        wanted = {port for row in rows if isinstance(row, Engagement) for port in row.ports}
        if not wanted:
            return
        missing = wanted - set(self._session.exec(select(Port.id).where(col(Port.id).in_(wanted))))
        if missing:
            raise InvalidRecordError(f"ports: no port with id {min(missing)}; choose one from the port list")

    def _flush(self) -> None:
        try:
            self._session.flush()
        except IntegrityError as error:
            raise InvalidRecordError(f"The database refused the record: {error.orig}; nothing was written") from error

    def _note(self, action: str, row: Any, *, before: str | None, after: str | None) -> None:  # noqa: ANN401 - any row
        self._chain.append(
            at=self._at,
            who=self._who,
            action=action,
            record_table=_name(type(row)),
            record_id=row.id,
            version=row.version,
            before=before,
            after=after,
            why=self._why,
        )


@contextmanager
def writing(engine: Engine, *, who: str, why: str) -> Iterator[Writer]:
    """Open a transaction that commits as a whole, or not at all."""
    session = Session(engine.execution_options(**IMMEDIATE), autoflush=False, expire_on_commit=False)
    with session, session.begin():
        yield Writer(session, who=who, why=why)


def state(row: Recorded) -> str:
    """Write a row's facts as the audit keeps them: canonical JSON, without the columns this module keeps itself."""
    return audit.canonical(row.model_dump(mode="json", exclude=set(_KEPT_BY_US)))


def _facts(form: type[SQLModel], facts: dict[str, Any]) -> dict[str, Any]:
    try:
        return form.model_validate(facts).model_dump()
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in problem["loc"]) or form.__name__.removesuffix("Create").lower()
        raise InvalidRecordError(f"{field}: {problem['msg']}; nothing was written") from error


def _name(table: type[SQLModel]) -> str:
    return str(inspect(table).local_table.name)
