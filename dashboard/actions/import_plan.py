"""What an import would do, row by row: new, changed, unchanged or rejected. Nothing is written here.

A row is compared with the record of its key. Where it says what an import last wrote, whatever a person made of it
since stays; only what is new in the file changes the record. See docs/decisions/2026-11-22-import.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions.column_types import REFERENCE, Column
from dashboard.actions.import_rows import Reading, Rejected, heading, problems_of
from dashboard.actions.naming import own_id, reference_of
from geodata.importers.values import as_text
from models.audit import KEPT_BY_WRITER
from models.errors import InvalidRecordError
from models.forms import checked
from models.tables import AuditContent, AuditEntry, Engagement, Marked
from models.vocabulary import EngagementStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel import Session, SQLModel

    from dashboard.actions.column_types import Kind
    from dashboard.actions.import_rows import ReadRow
    from dashboard.actions.naming import Known
    from geodata.importers.table import Value

IMPORTS = "Import of % (SHA-256 %)"
"""What the reasons of imports have in common; see `why`."""

UNDONE_WHY = "Import undone: "
"""How the reason begins for an import that was taken back."""

AT_ONCE = 500
"""So many ids go into one question to the database."""

_NOT_COMPARED = {REFERENCE, "demo"}
"""The key, and what a file may not change: a real record never becomes a generated one, or the other way round."""


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """What a row would change in one field."""

    label: str
    held: Value
    said: Value


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that becomes a record."""

    number: int
    form: SQLModel
    like: int | None
    """Id of a record with the same identifying facts that did not come from this row; perhaps the same thing."""


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that changes a record."""

    number: int
    record_id: int
    seen: int
    """The version that was compared."""
    title: str
    """Which record, in words."""
    facts: Mapping[str, Any]
    diffs: Sequence[FieldDiff]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do."""

    kind: Kind
    name: str
    """Name of the file."""
    digest: str
    """SHA-256 of the file."""
    new: Sequence[NewRow]
    changed: Sequence[ChangedRow]
    unchanged: Sequence[int]
    """Numbers of the rows that say nothing new."""
    rejected: Sequence[Rejected]
    keys: Mapping[int, str]
    """What each row is called, by its number."""

    @property
    def rejected_rows(self) -> list[int]:
        """Numbers of the rejected rows, each once."""
        return list(dict.fromkeys(one.number for one in self.rejected))

    @property
    def writes(self) -> int:
        """How many records would be written."""
        return len(self.new) + len(self.changed)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A row beside the record of its key."""

    row: ReadRow
    held: Any
    diffs: Mapping[str, FieldDiff]


class Planner:
    """Compares rows with what is held."""

    def __init__(self, session: Session, kind: Kind, reading: Reading, known: Known) -> None:
        self._session = session
        self._kind = kind
        self._reading = reading
        self._known = known
        self._table: Any = kind.table
        self._new: list[NewRow] = []
        self._changed: list[ChangedRow] = []
        self._unchanged: list[int] = []
        self._rejected: list[Rejected] = []

    def plan(self, rows: Sequence[ReadRow], *, name: str, digest: str) -> Plan:
        """Sort the rows by what they would do."""
        held = self._held({row.key for row in rows if row.key})
        like = self._alike({row.id for row in held.values()})
        compared: list[_Compared] = []
        for row in rows:
            record = held.get(row.key)
            if row.problems:
                self._rejected += row.problems
            elif record is None:
                self._add(row, like)
            elif not self._is_another(row, record):
                compared.append(_Compared(row, record, self._diffs(row, record)))
        self._settle(compared)
        keys = {row.number: row.key for row in rows}
        self._rejected.sort(key=lambda one: one.number)
        return Plan(self._kind, name, digest, self._new, self._changed, sorted(self._unchanged), self._rejected, keys)

    def _add(self, row: ReadRow, like: Mapping[tuple[Any, ...], int]) -> None:
        if row.form is None:
            self._rejected += row.misfits
        else:
            self._new.append(NewRow(row.number, row.form, like.get(self._identity(row.form))))

    def _held(self, keys: set[str]) -> dict[str, Any]:
        """Read the records that the keys name, withdrawn ones included."""
        found: dict[str, Any] = {}
        for part in _parts(sorted(keys)):
            query = select(self._table).where(col(self._table.source_key).in_(part))
            found.update({row.source_key: row for row in self._session.exec(query)})
        ids = {number: key for key in keys - found.keys() if (number := own_id(key)) is not None}
        for part in _parts(sorted(ids)):
            rows = self._session.exec(select(self._table).where(col(self._table.id).in_(part)))
            found.update({ids[row.id]: row for row in rows if reference_of(row) == ids[row.id]})
        return found

    def _identity(self, row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a form or a row
        return tuple(getattr(row, name) for name in self._kind.identity)

    def _alike(self, known: set[int]) -> dict[tuple[Any, ...], int]:
        """Read the records by their identifying facts, without those that rows of the file stand for."""
        query = select(self._table.id, *(getattr(self._table, name) for name in self._kind.identity))
        if self._table is Engagement:
            query = query.where(col(Engagement.status) != EngagementStatus.CANCELLED)
        else:
            query = query.where(self._table.withdrawn == "")
        return {tuple(facts): number for number, *facts in self._session.exec(query) if number not in known}

    def _is_another(self, row: ReadRow, record: Any) -> bool:  # noqa: ANN401 - a row of the table
        """Reject a row whose reference belongs to a record of another territory: two registers number alike."""
        if record.territory == row.facts["territory"]:
            return False
        reason = (
            f"{row.key[:40]!r} is the reference of a record of {self._known.territory_name(record.territory)}. Write "
            "the name of the register before the reference, or correct the territory"
        )
        self._rejected.append(Rejected(row.number, heading(self._kind.column(REFERENCE), self._reading), reason))
        return True

    def _diffs(self, row: ReadRow, record: Any) -> dict[str, FieldDiff]:  # noqa: ANN401 - as above
        found = {}
        for column in self._kind.columns:
            if column.name not in row.facts or column.name in _NOT_COMPARED:
                continue
            said = column.cell.write(self._said(column, row), self._known)
            held = column.cell.write(getattr(record, column.name), self._known)
            if said != held:
                found[column.name] = FieldDiff(column.label, held, said)
        return found

    def _said(self, column: Column, row: ReadRow) -> Any:  # noqa: ANN401 - the value of any field
        """Return what a row says of a field; a blank source stands for the file."""
        value = row.facts[column.name]
        if column.name == "source":
            return value or self._reading.source
        return value or self._reading.source_date if column.name == "source_date" else value

    def _settle(self, compared: Sequence[_Compared]) -> None:
        """Tell changed from unchanged, by what imports wrote before."""
        bases = self._bases([one.held.id for one in compared if one.diffs])
        for one in compared:
            base = bases.get(one.held.id, {})
            diffs = {name: diff for name, diff in one.diffs.items() if not self._said_before(name, diff, base)}
            reopened = _reopened(one.held, one.row)
            if one.held.disposed_on is not None or not (diffs or reopened):
                self._unchanged.append(one.row.number)
            else:
                self._change(one, diffs, reopened)

    def _said_before(self, name: str, diff: FieldDiff, base: Mapping[str, Any]) -> bool:
        return name in base and self._kind.column(name).cell.write(base[name], self._known) == diff.said

    def _change(self, one: _Compared, diffs: Mapping[str, FieldDiff], reopened: Mapping[str, Any]) -> None:
        facts: dict[str, Any] = {name: self._said(self._kind.column(name), one.row) for name in diffs}
        facts |= reopened
        if "source" not in one.row.facts:
            facts["source"] = self._reading.source
        if "source_date" not in one.row.facts and self._reading.source_date:
            facts["source_date"] = self._reading.source_date
        held = {
            name: value for name, value in one.held.model_dump(warnings=False).items() if name not in KEPT_BY_WRITER
        }
        try:
            checked(self._kind.form, {**held, **facts})
        except InvalidRecordError as error:
            self._rejected += problems_of(self._kind, one.row.number, error, self._reading)
            return
        shown = [*diffs.values(), *(FieldDiff("Import undone", "yes", "no") for _ in reopened)]
        title = self._title(one.held)
        self._changed.append(ChangedRow(one.row.number, one.held.id, one.held.version, title, facts, shown))

    def _title(self, record: Any) -> str:  # noqa: ANN401 - as above
        parts = [self._kind.column(name).cell.write(getattr(record, name), self._known) for name in self._kind.identity]
        return ", ".join(as_text(part) for part in parts)

    def _bases(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Read what imports last wrote into each field of some records, as JSON values."""
        bases: dict[int, dict[str, Any]] = {}
        for part in _parts(sorted(ids)):
            query = (
                select(AuditEntry.record_id, AuditContent.before, AuditContent.after)
                .join(AuditContent, col(AuditContent.entry_id) == AuditEntry.id)
                .where(AuditEntry.record_table == self._table.__tablename__, col(AuditEntry.record_id).in_(part))
                .where(col(AuditEntry.why).like(IMPORTS) | col(AuditEntry.why).startswith(UNDONE_WHY))
                .order_by(col(AuditEntry.id))
            )
            for number, before, after in self._session.exec(query):
                bases.setdefault(number, {}).update(_written(before, after))
        return bases


def why(plan: Plan) -> str:
    """Return the reason that the audit gives for an import."""
    return f"Import of {plan.kind.nouns} from {plan.name} (SHA-256 {plan.digest})"


def _written(before: str | None, after: str | None) -> dict[str, Any]:
    """Return the fields that a change wrote."""
    was, became = json.loads(before or "{}"), json.loads(after or "{}")
    return {name: value for name, value in became.items() if name not in was or was[name] != value}


def _reopened(record: Marked, row: ReadRow) -> dict[str, Any]:
    """Return what brings back a record whose import was taken back; importing it again is how it comes back."""
    name = "closing_reason" if isinstance(record, Engagement) else "withdrawn"
    closed = str(getattr(record, name)).startswith(UNDONE_WHY)
    return {name: ""} if closed and not row.facts.get(name) else {}


def _parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
