"""Workbooks open safely, keep dates and numbers, carry their marking, and templates read back empty."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from geodata.exporters import workbook
from geodata.exporters.workbook import CUT, MAX_TEXT, SheetOut, TemplateColumn, template_xlsx, to_xlsx
from geodata.importers.table import read_table

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "UNCLASSIFIED // DEMO & test\nBoundaries are not authoritative"
COLUMNS = (
    TemplateColumn("Territory", "ISO 3166-1 alpha-3 code", required=True, choices=("FJI", "WSM")),
    TemplateColumn("First day", "The day it begins", required=True, dated=True),
    TemplateColumn("Topics", choices=("ISPS", "+governance", "#N/A"), several=True),
    TemplateColumn("Summary", "What was agreed. " * 40),
    TemplateColumn("Remarks"),
)


class Kind(StrEnum):
    """A choice, as records hold them."""

    PORT_VISIT = "port visit"


def opened(data: bytes) -> Any:  # noqa: ANN401 - the stubs know too little of it
    return load_workbook(io.BytesIO(data))


def written(*values: object, note: str = NOTE) -> Any:  # noqa: ANN401 - as above
    """Write one row of values and open the sheet."""
    row = {f"c{number}": value for number, value in enumerate(values)}
    return opened(to_xlsx([SheetOut("Visits", [row])], note=note)).active


def test_the_header_is_bold_frozen_filtered_and_repeated() -> None:
    page = written("Suva", 1)
    assert [cell.value for cell in page[2]] == ["c0", "c1"]
    assert all(cell.font.bold for cell in (*page[2], page["A1"]))
    assert not page["A3"].font.bold
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A3", "A2:B3", "$1:$2")


def test_the_marking_stands_in_the_first_row_and_on_each_page() -> None:
    page = written("Suva")
    marking = " ".join(NOTE.split())
    assert page["A1"].value == f"# {marking}"
    assert page.oddHeader.center.text == page.oddFooter.center.text == marking.replace("&", "&&")


def test_without_a_note_the_header_is_the_first_row() -> None:
    page = written("Suva", note="")
    assert [cell.value for cell in page[1]] == ["c0"]
    assert (page.freeze_panes, page.auto_filter.ref, page.oddHeader.center.text) == ("A2", "A1:A2", None)


@pytest.mark.parametrize(
    "note", ["&C&R&L&P", '&"Arial"&K00-1 x', "x" * 5000, "&" * 5000, "x&" * 90, "&[Tab]\x00\ud800", "12"]
)
def test_a_hostile_note_spoils_no_page(tmp_path: Path, note: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(to_xlsx([SheetOut("A", [{"a": 1}])], note=note))
    sheet = read_table(path)
    assert (sheet.headers, sheet.rows[0].values) == (("a",), (1,))
    with ZipFile(path) as archive:
        part = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - as written above
    header = next(found.text or "" for found in part.iter() if found.tag.endswith("}oddHeader"))
    assert 0 < len(header) < 255
    assert "&" not in header.removeprefix("&C").replace("&&", "")


def test_dates_are_dates_and_instants_are_utc() -> None:
    page = written(date(2026, 11, 22), datetime(2026, 11, 22, 23, 30, tzinfo=UTC), datetime(2026, 1, 2, 3, 4))  # noqa: DTZ001 - as rows may hold
    assert [cell.is_date for cell in page[3]] == [True] * 3
    assert [cell.number_format for cell in page[3]] == ["d mmm yyyy", "d mmm yyyy hh:mm", "d mmm yyyy hh:mm"]
    assert page["A3"].value == datetime(2026, 11, 22)  # noqa: DTZ001 - a cell has no zone
    assert page["B3"].value == datetime(2026, 11, 22, 23, 30)  # noqa: DTZ001 - as above


def test_days_that_a_spreadsheet_gets_wrong_are_text() -> None:
    page = written(date(1900, 2, 28), date(1900, 3, 1), datetime(1800, 1, 1, 1, tzinfo=UTC))
    assert [cell.value for cell in page[3]][::2] == ["1900-02-28", "1800-01-01 01:00:00"]
    assert page["B3"].is_date


@pytest.mark.parametrize(
    "text", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\tx", "\uff1d1", "#N/A", "#REF!", "=", "1e5"]
)
def test_no_text_is_a_formula_an_error_or_a_number(text: str) -> None:
    cell = written(text)["A3"]
    assert cell.data_type == "s"
    assert cell.value == (f"'{text}" if text[0] in "=+-@\t\uff1d" else text)


def test_no_header_is_a_formula() -> None:
    page = opened(to_xlsx([SheetOut("A", [{"=1+1": 1, "#N/A": 2}])], note="=1")).active
    assert [(cell.value, cell.data_type) for cell in page[2]] == [("'=1+1", "s"), ("#N/A", "s")]


def test_numbers_stay_numbers_and_blanks_blank() -> None:
    page = written(-1, -1.5, 0, bool(1), None, "")
    assert [cell.value for cell in page[3]] == [-1, -1.5, 0, True, None, None]


def test_numbers_that_a_cell_cannot_hold_are_text() -> None:
    page = written(10**15 - 1, 10**15, -(10**400), float("nan"), float("-inf"))
    assert [cell.value for cell in page[3]] == [10**15 - 1, str(10**15), f"'-1{'0' * 400}", "nan", "'-inf"]


def test_choices_and_lists_are_text() -> None:
    assert [cell.value for cell in written(Kind.PORT_VISIT, ("a", "b"), ["=1"])[3]] == ["port visit", "a; b", "'=1"]


def test_what_the_format_cannot_hold_is_shown_as_such() -> None:
    assert written("a\x00b\ud800c\r\nd\ufffe")["A3"].value == "a\ufffdb\ufffdc\nd\ufffd"


@pytest.mark.parametrize("length", [MAX_TEXT, MAX_TEXT + 1, 100_000])
def test_a_text_too_long_for_a_cell_says_that_it_was_cut(length: int) -> None:
    value = written("x" * length)["A3"].value
    assert len(value) == MAX_TEXT
    assert value.endswith(CUT) is (length > MAX_TEXT)


def test_a_text_that_looks_like_an_escape_is_not_one() -> None:
    data = to_xlsx([SheetOut("A", [{"a": "_x003D_cmd _x_"}])], note="")
    with ZipFile(io.BytesIO(data)) as archive:
        assert b"_x005F_x003D_cmd _x_" in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Visits", "visits", "VISITS"), ["Visits", "visits 2", "VISITS 3"]),
        (("a/b:c", "[x]*?\\", "'quoted'", "", "\x00\ud800"), ["a b c", "x", "quoted", "Sheet", "Sheet 2"]),
        (("History", "x" * 40, "x" * 41), ["History 2", "x" * 31, "x" * 27 + " 2"]),
    ],
)
def test_tabs_bear_names_that_are_allowed_and_differ(titles: tuple[str, ...], expected: list[str]) -> None:
    assert opened(to_xlsx([SheetOut(title, []) for title in titles], note=NOTE)).sheetnames == expected


def test_a_sheet_without_rows_has_its_header(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(to_xlsx([SheetOut("A", [], ("Port", "Territory"))], note=NOTE))
    sheet = read_table(path)
    assert (sheet.headers, sheet.rows) == (("Port", "Territory"), ())


def test_given_headers_choose_and_order_the_columns() -> None:
    page = opened(to_xlsx([SheetOut("A", [{"a": 1, "b": 2}], ("b", "x"))], note="")).active
    assert [[cell.value for cell in row] for row in page] == [["b", "x"], [2, None]]


def test_columns_are_as_wide_as_their_text_within_limits() -> None:
    page = written("x" * 20, "x" * 500, 1)
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [23, 60, 9]


def test_the_same_content_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [SheetOut("A", [{"a": "x", "b": date(2026, 1, 1)}])]
    before = to_xlsx(sheets, note=NOTE), template_xlsx("A", COLUMNS, note=NOTE)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert (to_xlsx(sheets, note=NOTE), template_xlsx("A", COLUMNS, note=NOTE)) == before
    with ZipFile(io.BytesIO(before[0])) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"openpyxl</dc:creator>" not in archive.read("docProps/core.xml")


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.one_of(st.text(), st.integers(), st.floats(), st.dates()))))
def test_no_content_spoils_a_workbook(rows: list[dict[str, object]]) -> None:
    numbered = [{"n": number, **row} for number, row in enumerate(rows)]
    page = opened(to_xlsx([SheetOut("A", numbered, "nabc")], note="DEMO")).active
    cells = list(page.iter_rows(min_row=3))
    assert [row[0].value for row in cells] == list(range(len(rows)))
    assert all(cell.data_type in "snd" for row in cells for cell in row)


# templates


def test_a_template_reads_back_with_its_headers_and_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    for note in (NOTE, ""):
        path.write_bytes(template_xlsx("Engagements", COLUMNS, note=note))
        sheet = read_table(path)
        assert sheet.headers == ("Territory", "First day", "Topics", "Summary", "Remarks")
        assert (sheet.rows, sheet.title) == ((), "Engagements")


def test_what_is_filled_in_reads_back(tmp_path: Path) -> None:
    book = opened(template_xlsx("Engagements", COLUMNS, note=NOTE))
    page = book["Engagements"]
    page["A3"], page["B3"], page["C3"] = "FJI", datetime(2026, 11, 22), book["Choices"]["B3"].value  # noqa: DTZ001 - as a cell holds it
    path = tmp_path / "filled.xlsx"
    book.save(path)
    assert read_table(path).rows[0].number == 3
    assert read_table(path).rows[0].values == ("FJI", date(2026, 11, 22), "+governance", None, None)


def checks(data: bytes) -> dict[str, Any]:
    return {str(check.sqref): check for check in opened(data).worksheets[0].data_validations.dataValidation}


def test_choices_are_lists_fed_from_a_hidden_sheet() -> None:
    data = template_xlsx("Engagements", COLUMNS, note=NOTE, rows=10)
    found = checks(data)
    assert list(found) == ["A3:A12", "B3:B12", "C3:C12", "D3:D12", "E3:E12"]
    assert (found["A3:A12"].type, found["A3:A12"].formula1) == ("list", "Choices!$A$2:$A$3")
    assert (found["C3:C12"].type, found["C3:C12"].formula1) == ("list", "Choices!$B$2:$B$4")
    lists = opened(data)["Choices"]
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists["A"]][:3] == ["Territory", "FJI", "WSM"]
    assert [(cell.value, cell.data_type) for cell in lists["B"]][2:] == [("'+governance", "s"), ("#N/A", "s")]


def test_one_choice_is_enforced_and_several_are_offered() -> None:
    found = checks(template_xlsx("Engagements", COLUMNS, note=NOTE, rows=10))
    assert found["A3:A12"].showErrorMessage
    assert not found["C3:C12"].showErrorMessage


def test_dates_are_checked_and_look_like_dates() -> None:
    data = template_xlsx("Engagements", COLUMNS, note=NOTE, rows=10)
    assert (checks(data)["B3:B12"].type, checks(data)["B3:B12"].showErrorMessage) == ("date", True)
    assert opened(data)["Engagements"].column_dimensions["B"].number_format == "d mmm yyyy"


def test_help_and_what_is_required_are_said_at_the_cell_and_in_the_guide() -> None:
    data = template_xlsx("Engagements", COLUMNS, note=NOTE, rows=10)
    assert checks(data)["A3:A12"].prompt == "Required. ISO 3166-1 alpha-3 code"
    assert len(checks(data)["D3:D12"].prompt) <= 255
    guide = [[cell.value or "" for cell in row] for row in opened(data)["Guide"]]
    assert guide[1] == ["Territory", "required", "ISO 3166-1 alpha-3 code", "FJI; WSM"]
    assert guide[4][2] == "What was agreed. " * 40
    page = opened(data)["Engagements"]
    assert [cell.fill.fill_type for cell in page[2]] == ["solid", "solid", None, None, None]


def test_a_template_may_bear_the_name_of_its_own_sheets() -> None:
    assert opened(template_xlsx("guide", COLUMNS, note=NOTE)).sheetnames == ["guide 2", "Guide", "Choices"]


def test_a_listing_can_be_measured_by_its_first_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MEASURED_ROWS", 1)
    page = opened(to_xlsx([SheetOut("A", [{"a": "x"}, {"a": "x" * 50}])], note="")).active
    assert page.column_dimensions["A"].width == 9
