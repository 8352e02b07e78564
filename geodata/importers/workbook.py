"""Records of an XLSX workbook."""

from __future__ import annotations

import io
import math
import re
import warnings
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - the library gives its error class a small letter

import openpyxl

from geodata.errors import TableFileError
from geodata.importers.archive import MAX_XML_ROWS, check_xml, open_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PARTS = 500
"""Members of a workbook's archive."""

MAX_ROW_NUMBER = MAX_XML_ROWS
"""The last row that a spreadsheet has."""

MAX_RECORDS = 250_100
"""Rows that are not blank."""

MAX_CELLS = 20_000_000
"""Cells of a sheet, blank ones before the last of a row included."""

_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    ZlibError,
)
"""What the library raises, by and by, on a workbook that is not what it should be."""

_ESCAPED_LOW_LINE = re.compile("_x005F_", re.IGNORECASE)
_CARRIAGE_RETURN = re.compile("_x000D_", re.IGNORECASE)


def sheets(data: bytes, *, name: str, sheet: str | None) -> Iterator[tuple[str, list[tuple[int, list[Any]]]]]:
    """Give the visible sheets, or the one asked for, each by its title and its records that are not blank.

    A record is the number of its row and its values: text, number, date, datetime or None.

    Raises:
        TableFileError: it is no workbook, damaged or hostile, or has no such sheet.
    """
    book = _opened(data, name=name)
    chosen = [each for each in book.worksheets if _is_chosen(each, sheet)]
    if sheet is not None and not chosen:
        there = ", ".join(each.title for each in book.worksheets)
        raise TableFileError(f"{name} has no sheet {sheet!r}. Choose one of: {there}")
    for each in chosen:
        yield each.title, _records(each, name=name)


def titles(data: bytes, *, name: str) -> tuple[str, ...]:
    """Return the titles of the visible sheets.

    Raises:
        TableFileError: it is no workbook, damaged or hostile.
    """
    return tuple(each.title for each in _opened(data, name=name).worksheets if _is_chosen(each, None))


def _opened(data: bytes, *, name: str) -> Any:  # noqa: ANN401 - the stubs do not know read-only sheets
    archive = open_archive(io.BytesIO(data), len(data), name=name, members=MAX_PARTS)
    if "xl/workbook.xml" not in archive.namelist():
        raise TableFileError(f"{name} is a zip archive but no XLSX workbook. Save the table as XLSX or CSV")
    check_xml(archive, name=name)
    with _refusing_what_is_damaged(name):
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _is_chosen(sheet: Any, title: str | None) -> bool:  # noqa: ANN401 - the stubs do not know read-only sheets
    if title is None:
        return bool(sheet.sheet_state == "visible")
    return bool(sheet.title.strip().casefold() == title.strip().casefold())


@contextmanager
def _refusing_what_is_damaged(name: str) -> Iterator[None]:
    """Turn what the library raises into our own error, and keep its warnings to ourselves."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="openpyxl")
            yield
    except TableFileError:
        raise
    except _UNREADABLE as error:
        raise TableFileError(
            f"{name} is damaged or no XLSX workbook. Open it in a spreadsheet and save it again"
        ) from error


def _records(sheet: Any, *, name: str) -> list[tuple[int, list[Any]]]:  # noqa: ANN401 - as above
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    records: list[tuple[int, list[Any]]] = []
    cells = 0
    with _refusing_what_is_damaged(name):
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells += len(row)
            if number > MAX_ROW_NUMBER or cells > MAX_CELLS or len(records) > MAX_RECORDS:
                raise TableFileError(f"{name}, row {number:,}: the sheet is too large. Split it")
            values = [_plain(value) for value in _trimmed(row)]
            if any(value not in (None, "") for value in values):
                records.append((number, values))
    return records


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave off the blank cells at the end of a row, of which a formatted sheet has thousands."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell
    """Bring a cell to text, number, date, datetime or None."""
    if isinstance(value, str):
        return _ESCAPED_LOW_LINE.sub("_", _CARRIAGE_RETURN.sub("", value)).strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _plain_number(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else value
    return value if value is None or isinstance(value, (int, date)) else _plain_other(value)


def _plain_number(value: float) -> int | float | str:
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() else value


def _plain_other(value: time | timedelta) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, time) else str(value)
