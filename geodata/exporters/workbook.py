"""XLSX workbooks, safe to open: listings, and templates to fill in. The same content gives the same bytes."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.writer.excel import ExcelWriter

from geodata.exporters.archive import STAMP, SteadyArchive
from geodata.exporters.delimited import neutral

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DATE_FORMAT = "d mmm yyyy"
"""How a date looks."""

INSTANT_FORMAT = "d mmm yyyy hh:mm"
"""How an instant looks, in UTC."""

MAX_TEXT = 32_000
"""Signs that a cell is given; the format ends at 32,767."""

CUT = " [cut: too long for a cell]"
"""What ends a text that was cut."""

MAX_EXACT = 10**15
"""Whole numbers from here on would lose figures and are written as text."""

FIRST_DATE = date(1900, 3, 1)
"""Days before it have no right number in a spreadsheet and are written as text."""

_WIDTHS = (9, 60)
_MEASURED_ROWS = 200
_MAX_TITLE = 31
_MAX_PAGE_NOTE = 200
_MAX_PROMPT = 250
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_READ_AS_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_BOLD = Font(bold=True)
_REQUIRED = PatternFill("solid", fgColor="FFE699")


@dataclass(frozen=True)
class SheetOut:
    """A sheet to write."""

    title: str
    """Name on its tab."""

    rows: Sequence[Mapping[str, Any]]
    """Rows with the same keys, in the order of the columns."""

    headers: Sequence[str] = ()
    """Names of the columns; the keys of the first row where none are given."""


@dataclass(frozen=True)
class TemplateColumn:
    """A column of a template."""

    header: str
    """Name of the column."""

    help: str = ""
    """What to write in it."""

    required: bool = False
    """Whether every row needs it."""

    choices: tuple[str, ...] = ()
    """What may be chosen; anything, where there is none."""

    several: bool = False
    """Whether a cell may hold several choices, separated by semicolons."""

    dated: bool = False
    """Whether it holds dates."""


def to_xlsx(sheets: Sequence[SheetOut], *, note: str) -> bytes:
    """Write sheets with a bold, frozen, filtered header and dates as dates.

    Args:
        sheets: at least one.
        note: marking and disclaimer: the first row, and head and foot of each printed page.
    """
    book = Workbook(write_only=True)
    titles: list[str] = []
    for sheet in sheets:
        titles.append(_title(sheet.title, titles))
        _write(book.create_sheet(titles[-1]), sheet, note)
    return _saved(book)


def _write(page: Any, sheet: SheetOut, note: str) -> None:  # noqa: ANN401 - the stubs know too little of it
    headers = list(sheet.headers or (sheet.rows[0] if sheet.rows else ()))
    first = 2 if note else 1
    last = get_column_letter(max(len(headers), 1))
    _set_up(page, note, first)
    for column, header in enumerate(headers):
        cells = [_text(header), *(_plain(row.get(header)) for row in islice(sheet.rows, _MEASURED_ROWS))]
        page.column_dimensions[get_column_letter(column + 1)].width = _width(cells)
    if note:
        page.append([_bold(page, _note(note))])
    page.append([_bold(page, _text(header)) for header in headers])
    for row in sheet.rows:
        page.append([_cell(page, _plain(row.get(header))) for header in headers])
    page.auto_filter.ref = f"A{first}:{last}{first + len(sheet.rows)}"


def _set_up(page: Any, note: str, first: int) -> None:  # noqa: ANN401 - as above
    """Freeze the header, repeat it on each printed page, and mark the page."""
    page.freeze_panes = f"A{first + 1}"
    page.print_title_rows = f"1:{first}"
    page.page_setup.orientation = "landscape"
    if marking := _page_marking(note):
        page.oddHeader.center.text = marking
        page.oddFooter.center.text = marking


def _page_marking(note: str) -> str:
    """Write a note as the head of a page, where an ampersand is written twice and 255 signs are all there is."""
    line = " ".join(_clean(note).split())
    return line[: _MAX_PAGE_NOTE - min(line.count("&"), _MAX_PAGE_NOTE // 2)].replace("&", "&&")


def _note(note: str) -> str:
    """Write a note as one line that a reader of tables passes over."""
    return f"# {' '.join(_clean(note).split())}"


def _title(title: str, taken: Iterable[str]) -> str:
    """Make a name that a tab may bear and no other does."""
    plain = _FORBIDDEN_IN_TITLE.sub(" ", title).strip(" '")[:_MAX_TITLE].strip(" '") or "Sheet"
    lowered = {other.casefold() for other in (*taken, "history")}  # spreadsheets keep that name for themselves
    number, name = 1, plain
    while name.casefold() in lowered:
        number += 1
        name = f"{plain[: _MAX_TITLE - 4]} {number}"
    return name


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell
    """Bring a value to what a cell can hold: text, number, yes or no, date, datetime or None."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return value if value.date() >= FIRST_DATE else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value if value >= FIRST_DATE else value.isoformat()
    if isinstance(value, (int, float)):
        return value if abs(value) < MAX_EXACT else _text(str(value))  # what is not finite becomes text too
    if isinstance(value, (list, tuple)):
        return _text("; ".join(str(part) for part in value))
    return _text(str(value)) or None


def _text(text: str) -> str:
    written = _READ_AS_AN_ESCAPE.sub("_x005F_", str(neutral(_clean(text))))
    return written if len(written) <= MAX_TEXT else written[: MAX_TEXT - len(CUT)] + CUT


def _clean(text: str) -> str:
    """Show what the format cannot hold as a replacement sign; line breaks become one kind."""
    return _FORBIDDEN_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cell(page: Any, value: Any) -> Any:  # noqa: ANN401 - as above
    """Make a cell of its own where a bare value would be misread or look wrong."""
    if isinstance(value, date):
        cell = WriteOnlyCell(page)
        cell.value = value
        cell.number_format = INSTANT_FORMAT if isinstance(value, datetime) else DATE_FORMAT
        return cell
    if isinstance(value, str) and value.startswith("#"):  # `#N/A` is a text here, not an error
        cell = WriteOnlyCell(page, value)
        cell.data_type = "s"
        return cell
    return value


def _bold(page: Any, text: str) -> Any:  # noqa: ANN401 - as above
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    cell.font = _BOLD
    return cell


def _width(cells: Iterable[Any]) -> int:
    longest = max(len(DATE_FORMAT) if isinstance(cell, date) else len(str(cell or "")) for cell in cells)
    return min(max(longest + 3, _WIDTHS[0]), _WIDTHS[1])


def _saved(book: Workbook) -> bytes:
    book.properties.creator = "Seamark"
    book.properties.created = book.properties.modified = STAMP
    out = io.BytesIO()
    ExcelWriter(book, SteadyArchive(out, "w", ZIP_DEFLATED)).save()
    return out.getvalue()


def template_xlsx(title: str, columns: Sequence[TemplateColumn], *, note: str, rows: int = 500) -> bytes:
    """Write an empty table to fill in, with a guide, drop-down lists and checks.

    Args:
        title: name on the tab.
        columns: what to fill in; the header of a required one is coloured, and the guide says so.
        note: marking and disclaimer, as in `to_xlsx`.
        rows: how many rows have the lists and checks.
    """
    book = Workbook()
    page: Any = book.active
    page.title = _title(title, ("Guide", "Choices"))
    first = 2 if note else 1
    _set_up(page, note, first)
    if note:
        page["A1"] = _note(note)
        page["A1"].font = _BOLD
    for number, column in enumerate(columns, start=1):
        _head(page, number, first, column)
    _write_guide(book.create_sheet("Guide"), columns)
    lists = _write_choices(book.create_sheet("Choices"), columns)
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        check = _check(column, lists.get(column.header))
        check.add(f"{letter}{first + 1}:{letter}{first + rows}")
        page.add_data_validation(check)
    return _saved(book)


def _head(page: Any, number: int, row: int, column: TemplateColumn) -> None:  # noqa: ANN401 - as above
    cell = page.cell(row, number, _text(column.header))
    cell.data_type = "s"
    cell.font = _BOLD
    if column.required:
        cell.fill = _REQUIRED
    dimension = page.column_dimensions[get_column_letter(number)]
    dimension.width = _width([column.header, *column.choices])
    if column.dated:
        dimension.number_format = DATE_FORMAT


def _write_guide(page: Any, columns: Sequence[TemplateColumn]) -> None:  # noqa: ANN401 - as above
    lines = [("Column", "Required", "What to write", "Choices")]
    for column in columns:
        choices = _text("; ".join(column.choices))
        lines.append((_text(column.header), "required" if column.required else "", _text(column.help), choices))
    for line in lines:
        page.append(line)
    for number in range(1, 5):
        page.cell(1, number).font = _BOLD
        page.column_dimensions[get_column_letter(number)].width = _width(line[number - 1] for line in lines)
    page.freeze_panes = "A2"


def _write_choices(page: Any, columns: Sequence[TemplateColumn]) -> dict[str, str]:  # noqa: ANN401 - as above
    """Write each list of choices into a hidden sheet, and return where it stands by header."""
    page.sheet_state = "hidden"
    places: dict[str, str] = {}
    for number, column in enumerate((column for column in columns if column.choices), start=1):
        for row, text in enumerate((column.header, *column.choices), start=1):
            page.cell(row, number, _text(text)).data_type = "s"
        letter = get_column_letter(number)
        places[column.header] = f"Choices!${letter}$2:${letter}${len(column.choices) + 1}"
    return places


def _check(column: TemplateColumn, choices: str | None) -> DataValidation:
    """Make what a spreadsheet checks and says in the cells of a column."""
    said = " ".join(part for part in ("Required." if column.required else "", column.help) if part)
    check = DataValidation(allow_blank=True, prompt=_clean(said)[:_MAX_PROMPT] or None, showInputMessage=bool(said))
    if choices:
        check.type, check.formula1 = "list", choices
        check.showErrorMessage = not column.several
        check.error = "Choose from the list."
    elif column.dated:
        check.type, check.operator, check.formula1 = "date", "greaterThan", "DATE(1900,3,1)"
        check.showErrorMessage = True
        check.error = "Write a date, such as 22 Nov 2026."
    return check
