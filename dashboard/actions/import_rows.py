"""Rows of a file as facts of records: by a choice of columns, each cell read, each row checked against its form."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dashboard.actions.cells import NamedCell, Place
from dashboard.actions.column_types import REFERENCE
from geodata.errors import CellError
from geodata.importers.columns import MappedRow, apply
from geodata.importers.values import as_text
from models.errors import InvalidRecordError
from models.forms import checked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sqlmodel import SQLModel

    from dashboard.actions.column_types import Column, Kind
    from dashboard.actions.naming import Known
    from geodata.importers.table import Sheet

FIXED = "="
"""How a choice of columns begins that is no header but what to read in every row."""

STEP = 200
"""After so many rows the progress is told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read."""

    mapping: Mapping[str, str]
    """Header by field; or, after `FIXED`, what to read in every row."""
    source: str
    """Source of the rows that name none."""
    source_date: date | None = None
    """Its date, for the rows that name none."""
    day_first: bool | None = None
    """Whether `03/04/2026` is 3 April; None where nobody said."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a row cannot be imported. A row may have several reasons."""

    number: int
    """Number of the row, as a spreadsheet shows it."""
    column: str
    """The column as the file calls it."""
    reason: str
    """What is wrong, and the remedy."""


@dataclass(slots=True)
class ReadRow:
    """A row, read."""

    number: int
    facts: dict[str, Any]
    """What the file says, by field."""
    problems: list[Rejected] = field(default_factory=list)
    key: str = ""
    """What the file calls the record, or what stands for it."""
    form: SQLModel | None = None
    """What a new record is made from; None if there are problems."""
    misfits: list[Rejected] = field(default_factory=list)
    """Why the row alone makes no record; no matter where it changes one."""


def read_rows(
    kind: Kind, sheet: Sheet, reading: Reading, known: Known, *, progress: Callable[[int, int], None] | None = None
) -> list[ReadRow]:
    """Read every row of a file.

    Args:
        kind: what the rows are.
        sheet: the file.
        reading: how it is read.
        known: what its cells may name.
        progress: is told how many of how many rows are read, and may raise to cancel.

    Raises:
        MappingError: the choice of columns does not fit the file or leaves out what is required.
    """
    fixed = {name: text[len(FIXED) :] for name, text in reading.mapping.items() if text.startswith(FIXED)}
    headers = {name: text for name, text in reading.mapping.items() if name not in fixed}
    mapped = apply(sheet, headers, [column for column in kind.columns if column.name not in fixed])
    rows: list[ReadRow] = []
    for done, one in enumerate(mapped):
        if progress and done % STEP == 0:
            progress(done, len(mapped))
        rows.append(_read(kind, MappedRow(one.number, {**one.values, **fixed}), reading, known))
    _name_all(kind, rows, reading)
    for row in rows:
        _check(kind, row, reading, known)
    return rows


def _read(kind: Kind, mapped: MappedRow, reading: Reading, known: Known) -> ReadRow:
    row = ReadRow(mapped.number, {})
    for column in kind.columns:
        if column.name not in mapped.values:
            continue
        at = Place(heading(column, reading), known, row.facts.get("territory") or "", reading.day_first)
        if isinstance(column.cell, NamedCell) and not at.territory:
            continue  # what is wrong is the territory; without it no name can be looked up
        value = mapped.values[column.name]
        if column.required and not as_text(value):
            row.problems.append(Rejected(row.number, at.column, f"is blank. {column.help}".strip()))
            continue
        try:
            row.facts[column.name] = column.cell.read(value, at)
        except CellError as error:
            row.problems.append(Rejected(row.number, at.column, str(error).removeprefix(f"{at.column}: ")))
    _end_on_the_same_day(kind, row)
    return row


def heading(column: Column, reading: Reading) -> str:
    """Return the header that a column has in the file; its label if the file has none."""
    header = reading.mapping.get(column.name, FIXED)
    return column.label if header.startswith(FIXED) else header


def _end_on_the_same_day(kind: Kind, row: ReadRow) -> None:
    if _must_end(kind) and "ends_on" in row.facts and row.facts["ends_on"] is None:
        row.facts["ends_on"] = row.facts.get("starts_on")


def _must_end(kind: Kind) -> bool:
    return "ends_on" in kind.form.model_fields and kind.form.model_fields["ends_on"].is_required()


def _name_all(kind: Kind, rows: Sequence[ReadRow], reading: Reading) -> None:
    """Give each row its key: the reference of the file, or what its identifying facts and its place among equals give.

    Rows with problems count among the equals, so that leaving them out does not change what the others are called.
    """
    equals: Counter[str] = Counter()
    references: dict[str, int] = {}
    for row in rows:
        reference = str(row.facts.get(REFERENCE) or "")
        if reference:
            first = references.setdefault(reference, row.number)
            if first != row.number:
                reason = f"{reference[:40]!r} stands in row {first}, too. Give each record a reference of its own"
                row.problems.append(Rejected(row.number, heading(kind.column(REFERENCE), reading), reason))
            row.key = reference
        elif all(row.facts.get(name) for name in kind.identity):
            digest = _digest(kind, row)
            equals[digest] += 1
            row.key = f"{digest}-{equals[digest]}"


def _digest(kind: Kind, row: ReadRow) -> str:
    facts = [kind.name, *(" ".join(str(row.facts[name]).casefold().split()) for name in kind.identity)]
    return f"facts-{hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]}"


def _check(kind: Kind, row: ReadRow, reading: Reading, known: Known) -> None:
    """Make the form of a new record, or note what is wrong with it."""
    if row.problems:
        return
    facts = {name: value for name, value in row.facts.items() if name not in {REFERENCE, "source", "source_date"}}
    facts |= {
        "marking": row.facts.get("marking") or known.settings.allowed_markings[0],
        "source": row.facts.get("source") or reading.source,
        "source_date": row.facts.get("source_date") or reading.source_date,
        REFERENCE: row.key,
    }
    if _must_end(kind):
        facts.setdefault("ends_on", facts["starts_on"])
    try:
        row.form = checked(kind.form, facts)
    except InvalidRecordError as error:
        row.misfits = problems_of(kind, row.number, error, reading)


def problems_of(kind: Kind, number: int, error: InvalidRecordError, reading: Reading) -> list[Rejected]:
    """Say what a form found wrong, under the headers of the file."""
    columns = {column.name: column for column in kind.columns}
    found = []
    for name, reason in error.fields.items():
        column = columns.get(name.split(".")[0])
        found.append(Rejected(number, heading(column, reading) if column else "", reason))
    return found or [Rejected(number, "", str(error))]
