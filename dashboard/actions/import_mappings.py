"""Which column of a file means which field: remembered from the last file with the same headers, else guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sqlmodel import select

from dashboard.actions.column_types import REFERENCE
from dashboard.actions.import_rows import FIXED
from geodata.errors import MappingError
from geodata.importers.columns import guess, normalised, signature
from models.database import reading
from models.tables import ColumnMapping, ColumnMappingCreate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Engine

    from geodata.importers.columns import Field
    from models.changes import Writer

KEY_HEADER = "Seamark reference"
ROW_HEADER = "Row of the file"
WHY_HEADER = "Why it was rejected"
"""What a file of rejected rows has beside the columns it came with."""

_ADDED = {normalised(header) for header in (KEY_HEADER, ROW_HEADER, WHY_HEADER)}


class Mapped(Protocol):
    """Something whose columns are chosen."""

    @property
    def name(self) -> str:
        """Return the name that a choice is remembered under."""

    @property
    def columns(self) -> Sequence[Field]:
        """Return the fields that a column may hold."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A choice of columns to begin with."""

    mapping: Mapping[str, str]
    """Header by field; or, after `FIXED`, what to read in every row."""
    remembered: bool
    """Whether it was used before, for a file with the same headers."""


def propose(engine: Engine, kind: Mapped, headers: Sequence[str]) -> Proposal:
    """Propose which column holds which field."""
    with reading(engine) as session:
        query = select(ColumnMapping).where(
            ColumnMapping.kind == kind.name, ColumnMapping.signature == _signature(headers)
        )
        held = session.exec(query).one_or_none()
    found = _fitted(held.columns, kind, headers) if held else guess(headers, kind.columns)
    if REFERENCE not in found and KEY_HEADER in headers:
        found[REFERENCE] = KEY_HEADER
    return Proposal(found, remembered=held is not None)


def remember(writer: Writer, kind: Mapped, headers: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Keep a choice of columns for the next file with the same headers; the same choice again writes nothing."""
    columns = {name: text for name, text in mapping.items() if text != KEY_HEADER}
    key = _signature(headers)
    query = select(ColumnMapping).where(ColumnMapping.kind == kind.name, ColumnMapping.signature == key)
    held = writer.session.exec(query).one_or_none()
    if held is None:
        writer.create(ColumnMappingCreate(source="chosen at an import", kind=kind.name, signature=key, columns=columns))
    elif held.columns != columns:
        writer.update(ColumnMapping, held.id or 0, {"columns": columns}, seen=held.version)


def parse_choices(kind: Mapped, texts: Iterable[str]) -> dict[str, str]:
    """Read choices as the command line takes them: `FIELD=COLUMN`, `FIELD==TEXT` for every row, `FIELD=` for none.

    Raises:
        MappingError: one is not written so, or names no field.
    """
    names = {normalised(name): column.name for column in kind.columns for name in (column.name, column.label)}
    found = {}
    for text in texts:
        name, sign, header = text.partition("=")
        if not sign or normalised(name) not in names:
            fields = ", ".join(column.name for column in kind.columns)
            raise MappingError(f"--mapping: {text[:60]!r} is not FIELD=COLUMN. Fields: {fields}")
        found[names[normalised(name)]] = header
    return found


def _signature(headers: Iterable[str]) -> str:
    """Stand for the headers of a file; its corrected rejected rows count as the same."""
    return signature(header for header in headers if normalised(header) not in _ADDED)


def _fitted(columns: Mapping[str, str], kind: Mapped, headers: Sequence[str]) -> dict[str, str]:
    """Fit a remembered choice to this file's spelling of its headers."""
    spelt = {normalised(header): header for header in headers}
    fields = {column.name for column in kind.columns}
    return {
        name: text if text.startswith(FIXED) else spelt[normalised(text)]
        for name, text in columns.items()
        if name in fields and (text.startswith(FIXED) or normalised(text) in spelt)
    }
