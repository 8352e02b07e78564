"""The one way to write.

A writer validates by the Create form, checks the version that was seen, writes and audits, in one transaction: leaving
the `with` block commits everything, an error inside it leaves nothing behind.

    with writing(engine, who="planner", why="Visit booked by phone") as writer:
        writer.create(EngagementCreate(...))
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from models import audit, disposal, undoing
from models.audit import KEPT_BY_WRITER, state
from models.database import IMMEDIATE
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.forms import checked
from models.settings import check_choice, read_settings
from models.tables import (
    FORMS,
    TABLES,
    AuditContent,
    AuditEntry,
    Draft,
    Engagement,
    FollowUp,
    Marked,
    Organisation,
    Port,
    PortFacility,
    Recorded,
    Setting,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine

Row = TypeVar("Row", bound=Recorded)

_TABLE_OF = {form: table for table, form in FORMS.items()}

_REFERENCES: dict[str, type[SQLModel]] = {"ports": Port, "facilities": PortFacility, "organisations": Organisation}
"""Lists of ids inside an engagement, and the table that each id must be found in."""

AT_ONCE = 500
"""So many records go into one question to the database."""


@dataclass(frozen=True, slots=True)
class Update:
    """One of many updates at once."""

    record_id: int
    facts: Mapping[str, Any]
    """The fields that change; the others stay."""
    seen: int
    """The version that was seen."""


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

    def make(self, table: type[Row], facts: Mapping[str, Any]) -> Row:
        """Store a new record from plain facts.

        Raises:
            InvalidRecordError: if they do not fit the table's form.
        """
        row: Row = self.create(checked(FORMS[table], facts))
        return row

    def create_all(self, forms: Sequence[SQLModel]) -> list[Any]:
        """Store many records at once; forms of one call are all of one kind."""
        rows: list[Any] = []
        for form in forms:
            facts = checked(type(form), form.model_dump(warnings=False)).model_dump()
            rows.append(_TABLE_OF[type(form)](**facts, created_at=self._at, updated_at=self._at))
        self._check(rows)
        self._session.add_all(rows)
        self._flush()
        self._note([_note("created", row, before=None, after=state(row)) for row in rows])
        return rows

    def update(self, table: type[Row], record_id: int, facts: Mapping[str, Any], *, seen: int) -> Row:
        """Replace facts of a record, provided that nobody changed it since version `seen` was read.

        Facts that are already so write nothing, and the version stays.

        Raises:
            UnknownRecordError: if there is no such record.
            ConflictError: if the record has moved on to another version.
            InvalidRecordError: if the record with these facts does not fit its form, or was disposed of.
        """
        row = self._locked(table, record_id, seen)
        before = state(row)
        self._set(row, facts)
        if state(row) != before:
            self._finish(row, "updated", before)
        return row

    def update_all(self, table: type[Row], updates: Sequence[Update]) -> list[Row]:
        """Replace facts of many records of one table at once, with the guarantees of `update`.

        A value that no two records may share can pass from one to another.

        Returns:
            The records that changed, in order; facts that are already so write nothing.

        Raises:
            InvalidRecordError: as `update`, and if two updates are of one record.
        """
        rows = self._all_locked(table, [(one.record_id, one.seen) for one in updates])
        return self._change_all(table, rows, [one.facts for one in updates], "updated")

    def undo(self, entry_id: int, *, seen: int) -> Any:  # noqa: ANN401 - the row's class follows from the entry's
        """Take one change back, as a new change: its fields become what they were, and nothing else is touched.

        A record that was created is withdrawn; an engagement is cancelled.

        Raises:
            UnknownRecordError: if there is no such change.
            ConflictError: if the record has moved on from version `seen`, or a later change touched the same field.
            InvalidRecordError: if the change cannot be taken back.
        """
        entry = self._session.get(AuditEntry, entry_id)
        if entry is None:
            raise UnknownRecordError(f"change {entry_id}: no such change")
        table: Any = TABLES[entry.record_table]
        row = self._locked(table, entry.record_id, seen)
        content = self._session.get(AuditContent, entry_id)
        before = state(row)
        self._set(row, undoing.facts(entry, content, now=before, why=self._why))
        self._finish(row, "undone", before)
        return row

    def undo_all(self, table: type[Row], changes: Sequence[tuple[int, int]]) -> list[Row]:
        """Take many changes back at once, each of another record of one table, with the guarantees of `undo`.

        Args:
            table: the records' table.
            changes: entry of the audit, and the version of its record that was seen.
        """
        numbers = [entry_id for entry_id, _ in changes]
        entries = {one.id: one for one in self._some(AuditEntry, AuditEntry.id, numbers)}
        if missing := set(numbers) - entries.keys():
            raise UnknownRecordError(f"change {min(missing)}: no such change")
        contents = {one.entry_id: one for one in self._some(AuditContent, AuditContent.entry_id, numbers)}
        rows = self._all_locked(table, [(entries[number].record_id, seen) for number, seen in changes])
        facts = [
            undoing.facts(entries[number], contents.get(number), now=state(row), why=self._why)
            for number, row in zip(numbers, rows, strict=True)
        ]
        return self._change_all(table, rows, facts, "undone")

    def dispose(self, table: type[Row], record_id: int, *, seen: int, today: date | None = None) -> Row:
        """Blank the content of a record for good, in its row and in the audit, which keeps the hashes.

        Of an engagement, what its follow-ups quote goes with it.

        Args:
            table: the record's table.
            record_id: its id.
            seen: the version that was seen.
            today: the day at the base; the day in UTC where none is given.

        Raises:
            InvalidRecordError: if the record has no disposal date, or it is still to come.
        """
        row = self._locked(table, record_id, seen)
        self._forget(row, disposal.blanked(row, today=today or self._at.date()))
        if isinstance(row, Engagement):
            quoting = (col(FollowUp.engagement_id) == row.id) & (col(FollowUp.observation) != "")
            for one in self._session.exec(select(FollowUp).where(quoting)).all():
                self._forget(one, {"observation": disposal.GONE})
        return row

    def remove(self, table: type[Row], record_id: int, *, seen: int) -> None:
        """Take a record away. Only generated demonstration data is ever removed; the audit keeps what it was.

        Raises:
            InvalidRecordError: if the record is a real one.
        """
        row = self._locked(table, record_id, seen, even_disposed=True)
        if not getattr(row, "demo", False):
            raise InvalidRecordError(f"{_name(table)} {record_id} is a real record: cancel or supersede it instead")
        before = state(row)
        self._session.delete(row)
        self._flush()
        row.version = seen + 1
        self._note([_note("removed", row, before=before, after=None)])

    def _forget(self, row: Any, facts: Mapping[str, Any]) -> None:  # noqa: ANN401 - any row
        """Put blanks in the place of content, and take it out of the audit and out of drafts."""
        name, before = _name(type(row)), state(row)
        earlier = select(AuditEntry.id).where(AuditEntry.record_table == name, AuditEntry.record_id == row.id)
        connection = self._session.connection()
        connection.execute(delete(AuditContent).where(col(AuditContent.entry_id).in_(earlier)))
        connection.execute(delete(Draft).where(col(Draft.kind) == name, col(Draft.record_id) == row.id))
        self._set(row, facts)
        self._finish(row, audit.DISPOSED, before)

    def _locked(self, table: type[Row], record_id: int, seen: int, *, even_disposed: bool = False) -> Row:
        query = select(table).where(table.id == record_id).with_for_update()
        row = self._session.exec(query).one_or_none()
        return _sound(table, record_id, row, seen, even_disposed=even_disposed)

    def _all_locked(self, table: type[Row], wanted: Sequence[tuple[int, int]]) -> list[Row]:
        """Lock many records by their ids, provided that each is at the version that was seen."""
        ids = [record_id for record_id, _ in wanted]
        if len(set(ids)) < len(ids):
            raise InvalidRecordError(f"{_name(table)}: one record cannot be changed twice at once")
        found = {row.id: row for row in self._some(table, table.id, sorted(ids), lock=True)}
        return [_sound(table, record_id, found.get(record_id), seen) for record_id, seen in wanted]

    def _some(self, table: Any, key: Any, ids: Sequence[int], *, lock: bool = False) -> Iterator[Any]:  # noqa: ANN401 - a table
        """Read records by their ids, some at a time."""
        for start in range(0, len(ids), AT_ONCE):
            query = select(table).where(key.in_(ids[start : start + AT_ONCE])).order_by(key)
            yield from self._session.exec(query.with_for_update() if lock else query)

    def _change_all(
        self, table: type[Row], rows: Sequence[Row], facts: Sequence[Mapping[str, Any]], action: str
    ) -> list[Row]:
        before = [state(row) for row in rows]
        held = self._held_uniquely(table, rows)
        for row, one in zip(rows, facts, strict=True):
            self._set(row, one)
        changed = [(row, was) for row, was in zip(rows, before, strict=True) if state(row) != was]
        self._hand_over(held, rows)
        self._finish_all([row for row, _ in changed], action, [was for _, was in changed])
        return [row for row, _ in changed]

    def _held_uniquely(self, table: Any, rows: Sequence[Row]) -> list[tuple[str, dict[Any, Any]]]:  # noqa: ANN401 - as above
        """Return who holds which value of each column that may be blank and in which no two records share one."""
        columns = [c.name for c in table.__table__.columns if c.unique and c.nullable]
        return [(name, {getattr(row, name): row for row in rows if getattr(row, name) is not None}) for name in columns]

    def _hand_over(self, held: Sequence[tuple[str, dict[Any, Any]]], rows: Sequence[Any]) -> None:
        """Let go of values that other records take over, before these are written."""
        for name, holders in held:
            takers = [row for row in rows if holders.get(getattr(row, name), row) is not row]
            moving = {row.id: row for taker in takers for row in (taker, holders[getattr(taker, name)])}
            wanted = {number: getattr(row, name) for number, row in moving.items()}
            for row in moving.values():
                setattr(row, name, None)
            if moving:
                self._flush()
            for number, row in moving.items():
                setattr(row, name, wanted[number])

    def _set(self, row: Any, facts: Mapping[str, Any]) -> None:  # noqa: ANN401 - any row
        held = {name: value for name, value in row.model_dump(warnings=False).items() if name not in KEPT_BY_WRITER}
        for name, value in checked(FORMS[type(row)], {**held, **facts}).model_dump().items():
            setattr(row, name, value)

    def _finish(self, row: Any, action: str, before: str) -> None:  # noqa: ANN401 - any row
        self._finish_all([row], action, [before])

    def _finish_all(self, rows: Sequence[Any], action: str, before: Sequence[str]) -> None:
        for row in rows:
            row.version, row.updated_at = row.version + 1, self._at
        self._check(list(rows))
        self._flush()
        notes = zip(rows, before, strict=True)
        self._note([_note(action, row, before=was, after=state(row)) for row, was in notes])

    def _check(self, rows: list[Any]) -> None:
        """Refuse what only the rest of the database can tell: unknown ids, a marking above the maximum."""
        for field, table in _REFERENCES.items():
            wanted = {one for row in rows if isinstance(row, Engagement) for one in getattr(row, field)}
            missing = wanted - self._known(table, wanted)
            if missing:
                noun = str(table.__tablename__).replace("_", " ")
                raise InvalidRecordError(f"{field}: no {noun} with id {min(missing)}; choose one from the list")
        self._check_markings({row.marking for row in rows if isinstance(row, Marked)})
        for row in rows:
            if isinstance(row, Setting):
                check_choice(row.name, row.value, session=self._session)

    def _known(self, table: Any, wanted: set[int]) -> set[int]:  # noqa: ANN401 - a table
        return set(self._session.exec(select(table.id).where(table.id.in_(wanted)))) if wanted else set()

    def _check_markings(self, borne: set[str]) -> None:
        if not borne:
            return
        allowed = read_settings(self._session).allowed_markings
        if refused := sorted(borne.difference(allowed)):
            raise InvalidRecordError(
                f"marking: {refused[0]} is not among the markings this database may hold ({', '.join(allowed)}); "
                "choose one of them, or have the maximum raised in the settings"
            )

    def _flush(self) -> None:
        try:
            self._session.flush()
        except IntegrityError as error:
            raise InvalidRecordError(f"The database refused the record: {error.orig}; nothing was written") from error

    def _note(self, notes: Sequence[audit.Note]) -> None:
        if notes:
            self._chain.append(notes, at=self._at, who=self._who, why=self._why)


def _note(action: str, row: Any, *, before: str | None, after: str | None) -> audit.Note:  # noqa: ANN401 - any row
    return audit.Note(action, _name(type(row)), row.id, row.version, before, after)


def _sound(table: type[Row], record_id: int, row: Row | None, seen: int, *, even_disposed: bool = False) -> Row:
    """Return a record that may be changed."""
    if row is None:
        raise UnknownRecordError(f"{_name(table)} {record_id}: no such record")
    if not even_disposed and getattr(row, "disposed_on", None) is not None:
        raise InvalidRecordError(f"{_name(table)} {record_id} was disposed of: what is gone cannot come back")
    if row.version != seen:
        raise ConflictError(
            f"{_name(table)} {record_id} was changed by somebody else (version {row.version}, you saw {seen}); "
            "reload it and make your change again"
        )
    return row


@contextmanager
def writing(engine: Engine, *, who: str, why: str) -> Iterator[Writer]:
    """Open a transaction that commits as a whole, or not at all."""
    session = Session(engine.execution_options(**IMMEDIATE), autoflush=False, expire_on_commit=False)
    with session, session.begin():
        yield Writer(session, who=who, why=why)


def _name(table: type[SQLModel]) -> str:
    return str(table.__tablename__)
