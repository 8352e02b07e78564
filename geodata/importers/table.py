"""A table from a CSV or XLSX file, told apart by content: one header, then rows that keep their number.

Leading notes (our own exports begin with `# ` and their marking) and blank rows are passed over, columns without header
and values dropped; a column that has values but no header is called by its letter, `Column C`. A blank cell is None.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from openpyxl.utils import get_column_letter

from geodata.errors import TableFileError
from geodata.exporters.delimited import restored
from geodata.importers import delimited, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Value = str | int | float | date | None
"""A cell: text, number, date (or datetime, which is a date), or None where it is blank."""

Kind = Literal["CSV", "XLSX"]
"""What a table was read from."""

MAX_BYTES = 25 * 1024 * 1024
"""Size of a file."""

MAX_ROWS = 250_000
"""Rows below the header."""

MAX_COLUMNS = 200
"""Columns with a header or a value."""

_CONTROLS = {code: " " if chr(code) in "\v\f" else None for code in (*range(32), 127) if chr(code) not in "\t\n\r"}
"""What becomes of a control character: a break is a space, any other goes. Line ends stay: they set apart lists."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class SheetRow:
    """One row below the header."""

    number: int
    """Number of the row as a spreadsheet shows it, the first of the file being 1."""

    values: tuple[Value, ...]
    """As many values as the sheet has headers."""

    fault: str = ""
    """What is wrong with its shape, of a layer laid out as a table; blank for a point, no shape, or a table."""


@dataclass(frozen=True)
class Sheet:
    """What a file holds."""

    headers: tuple[str, ...]
    """Column names, each once."""

    rows: tuple[SheetRow, ...]
    """The rows that are not blank."""

    digest: str
    """SHA-256 of the file, in hexadecimal digits."""

    kind: Kind
    """What it was read from."""

    title: str | None = None
    """Title of the sheet in its workbook; None for CSV."""


def read_table(path: Path, *, name: str | None = None, sheet: str | None = None, header: bool = True) -> Sheet:
    """Read a CSV or XLSX file.

    Args:
        path: where the file lies.
        name: what messages call it; its own name by default.
        sheet: which sheet of a workbook; the first visible one with a header by default.
        header: False for a file that begins with its first row; then every column is called by its letter.

    Raises:
        TableFileError: it cannot be read, and the message says why and what to do.
    """
    name = name or path.name
    data = _bytes(path, name=name)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_OLE):
        raise TableFileError(f"{name} is an old XLS workbook or has a password. Save it as XLSX without a password")
    if not data.startswith(_ZIP):
        headers, rows = _assembled(delimited.records(data, name=name), name=name, header=header, ragged=not header)
        if not headers:
            raise _without_header(name)
        return Sheet(headers, rows, digest, "CSV")
    for title, records in workbook.sheets(data, name=name, sheet=sheet):
        headers, rows = _assembled(records, name=name, header=header, ragged=True)
        if headers:
            return Sheet(headers, rows, digest, "XLSX", title)
    raise _without_header(name)


def sheet_titles(path: Path, *, name: str | None = None) -> tuple[str, ...]:
    """Return the titles of the visible sheets of a workbook; none of a CSV file.

    Raises:
        TableFileError: it is a damaged or hostile workbook.
    """
    name = name or path.name
    data = _bytes(path, name=name)
    return workbook.titles(data, name=name) if data.startswith(_ZIP) else ()


def _bytes(path: Path, *, name: str) -> bytes:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TableFileError(f"{name} is larger than {MAX_BYTES // 1024**2} MB. Split it")
    return data


def _assembled(
    records: Iterable[tuple[int, list[Any]]], *, name: str, header: bool, ragged: bool
) -> tuple[tuple[str, ...], tuple[SheetRow, ...]]:
    """Set rows under the header; where they may not be ragged, a value beyond the header means that a row is broken."""
    cleaned = ((number, [_value(cell) for cell in cells]) for number, cells in records)
    texts = ((number, cells) for number, cells in cleaned if any(cell is not None for cell in cells))
    names = next((cells for _, cells in texts if not _is_note(cells)), []) if header else []
    rows: list[tuple[int, list[Value]]] = []
    for number, cells in texts:
        if len(rows) == MAX_ROWS:
            raise TableFileError(f"{name} has more than {MAX_ROWS:,} rows. Split it")
        if not ragged and any(cell is not None for cell in cells[len(names) :]):
            raise TableFileError(
                f"{name}, row {number}: more values than the header has columns ({len(names)}). "
                "Put quotes around a text that holds the delimiter"
            )
        rows.append((number, cells))
    return _kept(names, rows, name=name)


def _value(cell: Any) -> Value:  # noqa: ANN401 - any cell
    if isinstance(cell, str):
        return restored(without_controls(cell).strip()) or None
    value: Value = cell
    return value


def without_controls(text: str) -> str:
    """Take out the control characters of a cell: no database keeps a NUL, and no file that is written should have any.

    Tabs and line ends stay.
    """
    return text if text.isprintable() else text.translate(_CONTROLS)


def _is_note(cells: list[Value]) -> bool:
    filled = [cell for cell in cells if cell is not None]
    first = str(filled[0])
    return first.startswith("# ") or (first.startswith("#") and len(filled) == 1)


def _kept(
    header: list[Value], rows: list[tuple[int, list[Value]]], *, name: str
) -> tuple[tuple[str, ...], tuple[SheetRow, ...]]:
    """Keep the columns that have a header or a value, and give each row a value for each."""
    used = {column for column, cell in enumerate(header) if cell is not None}
    for _, cells in rows:
        used.update(column for column, cell in enumerate(cells) if cell is not None)
    if len(used) > MAX_COLUMNS:
        raise TableFileError(f"{name} has {len(used):,} columns; at most {MAX_COLUMNS} are read. Remove the others")
    columns = sorted(used)
    headers = tuple(_header(header, column) for column in columns)
    _refuse_twice(headers, columns, name=name)
    return headers, tuple(SheetRow(number, tuple(_at(cells, column) for column in columns)) for number, cells in rows)


def _at(cells: list[Value], column: int) -> Value:
    return cells[column] if column < len(cells) else None


def _header(header: list[Value], column: int) -> str:
    cell = _at(header, column)
    if cell is None:
        return f"Column {get_column_letter(column + 1)}"
    return " ".join((cell.isoformat() if isinstance(cell, (date, datetime)) else str(cell)).split())


def _refuse_twice(headers: tuple[str, ...], columns: list[int], *, name: str) -> None:
    seen: dict[str, int] = {}
    for header, column in zip(headers, columns, strict=True):
        first = seen.setdefault(header.casefold(), column)
        if first != column:
            letters = f"{get_column_letter(first + 1)} and {get_column_letter(column + 1)}"
            raise TableFileError(f"{name}: the header {header!r} stands over columns {letters}. Rename one of them")


def _without_header(name: str) -> TableFileError:
    return TableFileError(f"{name} is empty. Its first row must hold the names of the columns")
