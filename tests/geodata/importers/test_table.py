"""A table reads the same from CSV and XLSX, keeps its row numbers, and says what is wrong with it."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from geodata.errors import GeodataError, TableFileError
from geodata.exporters.delimited import to_csv
from geodata.exporters.workbook import SheetOut, to_xlsx
from geodata.importers import table
from geodata.importers.table import Sheet, SheetRow, read_table

if TYPE_CHECKING:
    from pathlib import Path

ANY_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
NOTE = 'DEMO DATA, not for use. It\'s "marked"'


def read(tmp_path: Path, data: bytes | str, **options: Any) -> Sheet:  # noqa: ANN401 - handed on
    path = tmp_path / "visits.dat"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_table(path, **options)


def read_or_refusal(tmp_path: Path, data: bytes) -> Sheet | str:
    try:
        return read(tmp_path, data)
    except GeodataError as error:
        return str(error)


def rows(sheet: Sheet) -> list[tuple[int, tuple[object, ...]]]:
    return [(row.number, row.values) for row in sheet.rows]


def workbook(*sheets: tuple[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, lines in sheets:
        page = book.create_sheet(title)
        for line in lines:
            page.append(line)
        page.sheet_state = "hidden" if title in hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# CSV


def test_csv_keeps_the_numbers_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    sheet = read(tmp_path, 'Port,Note\r\n\r\nSuva,"two\r\nlines"\r\n , \r\nApia,\r\n')
    assert sheet.headers == ("Port", "Note")
    assert rows(sheet) == [(3, ("Suva", "two\r\nlines")), (5, ("Apia", None))]
    assert sheet.kind == "CSV"
    assert sheet.title is None


def test_control_characters_are_taken_out(tmp_path: Path) -> None:
    sheet = read(tmp_path, 'na\x01me,note\nSu\x1bva,"one\x0btwo\nthree\x7f"\n')
    assert (sheet.headers, sheet.rows[0].values) == (("name", "note"), ("Suva", "one two\nthree"))


def test_the_digest_is_of_the_file(tmp_path: Path) -> None:
    data = b"a,b\n1,2\n"
    assert read(tmp_path, data).digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_is_found(tmp_path: Path, delimiter: str, end: str) -> None:
    lines = [["Port", "Lat", "Topics"], ["Suva", "-18.1", "a, b; c"], ["Apia", "-13.8", "d | e"]]
    text = end.join(delimiter.join(f'"{cell}"' for cell in line) for line in lines) + end
    assert rows(read(tmp_path, text)) == [(2, tuple(lines[1])), (3, tuple(lines[2]))]


def test_decimal_commas_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Port, official;Lat;Lon\nSuva, Fiji;-18,1;178,4\nApia;-13,8;-171,8\n")
    assert sheet.headers == ("Port, official", "Lat", "Lon")
    assert sheet.rows[0].values == ("Suva, Fiji", "-18,1", "178,4")


def test_a_declared_delimiter_is_taken_and_its_line_is_not_counted(tmp_path: Path) -> None:
    sheet = read(tmp_path, "sep=|\r\na;b|c\r\n1;2|3\r\n")
    assert sheet.headers == ("a;b", "c")
    assert rows(sheet) == [(2, ("1;2", "3"))]


def test_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "Port\nSuva\nApia")) == [(2, ("Suva",)), (3, ("Apia",))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    sheet = read(tmp_path, "Territory;Port\nRéunion;Le Port: “Pointe des Galets”\n".encode(encoding))
    assert sheet.headers == ("Territory", "Port")
    assert sheet.rows[0].values == ("Réunion", "Le Port: “Pointe des Galets”")


def test_a_byte_order_mark_before_windows_1252_is_no_part_of_the_header(tmp_path: Path) -> None:
    sheet = read(tmp_path, b"\xef\xbb\xbfTerritory;Port\nR\xe9union;Le Port\n")
    assert sheet.headers == ("Territory", "Port")
    assert sheet.rows[0].values == ("Réunion", "Le Port")


def test_utf8_cut_off_within_a_sign_is_not_misread_as_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(TableFileError, match=r"^visits\.dat is damaged at byte 26\. "):
        read(tmp_path, "Port\nNouméa\nRéunion\nNouméa".encode()[:-2])


@pytest.mark.parametrize(
    "data", [b"a,b\n1,\x00\n", "a,b\n1,2\n".encode("utf-16"), b"%PDF-1.7\x00\x01", b"a\n\x81\x8d\n"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TableFileError, match="CSV UTF-8"):
        read(tmp_path, data)


@pytest.mark.parametrize("data", [b"", b"\n\n", b" , \n", b"# DEMO DATA\r\n", b"\xef\xbb\xbf"])
def test_a_file_without_header_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TableFileError, match="is empty"):
        read(tmp_path, data)


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Port,Territory\r\n")
    assert (sheet.headers, sheet.rows) == (("Port", "Territory"), ())


def test_a_quote_that_is_never_closed_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(TableFileError, match=r"row 3: unexpected end of data\. Close each quote"):
        read(tmp_path, 'Port,Note\nSuva,fine\nApia,"never closed\nNadi,x\n')


def test_a_line_of_ten_megabytes_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(TableFileError, match="row 2: field larger than field limit"):
        read(tmp_path, "Port,Note\nSuva," + "x" * 10_000_000)


def test_a_row_with_more_values_than_headers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableFileError, match=r"row 3: more values than the header has columns \(2\)\. Put quotes"):
        read(tmp_path, "Port,Note\nSuva,x,\nApia,one, two\n")


def test_trailing_empty_columns_are_dropped(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Port,Note,,\nSuva,x,,\nApia\n")
    assert sheet.headers == ("Port", "Note")
    assert rows(sheet) == [(2, ("Suva", "x")), (3, ("Apia", None))]


def test_values_without_a_header_are_kept_under_the_letter_of_their_column(tmp_path: Path) -> None:
    sheet = read(tmp_path, ",Port,\n0,Suva,\n1,Apia,stray\n")
    assert sheet.headers == ("Column A", "Port", "Column C")
    assert sheet.rows[1].values == ("1", "Apia", "stray")


def test_a_file_may_begin_with_its_first_row(tmp_path: Path) -> None:
    sheet = read(tmp_path, "FJSUV,Suva,,-18.1\nWSAPW,Apia,,-13.8,x\n", header=False)
    assert sheet.headers == ("Column A", "Column B", "Column D", "Column E")
    assert rows(sheet) == [(1, ("FJSUV", "Suva", "-18.1", None)), (2, ("WSAPW", "Apia", "-13.8", "x"))]


@pytest.mark.parametrize("data", ["Port,Note,port\n1,2,3\n", workbook(("A", [["Port", "Note", " PORT "], [1, 2, 3]]))])
def test_a_header_twice_is_refused_with_its_columns(tmp_path: Path, data: str | bytes) -> None:
    with pytest.raises(TableFileError, match=r"the header '(port|PORT)' stands over columns A and C\. Rename"):
        read(tmp_path, data)


@pytest.mark.parametrize(
    ("text", "headers", "number"),
    [
        ('# DEMO, DATA "x"\r\n#\r\nPort,Note\r\n1,2\r\n', ("Port", "Note"), 4),
        ('"# DEMO, DATA",\r\nPort,Note\r\n1,2\r\n', ("Port", "Note"), 3),
        ("#,Port\r\n1,Suva\r\n", ("#", "Port"), 2),
        ("#Port,Note\r\n1,Suva\r\n", ("#Port", "Note"), 2),
    ],
)
def test_notes_above_the_header_are_passed_over_but_counted(
    tmp_path: Path, text: str, headers: tuple[str, ...], number: int
) -> None:
    sheet = read(tmp_path, text)
    assert sheet.headers == headers
    assert sheet.rows[0].number == number


def test_a_row_that_begins_with_a_hash_below_the_header_is_a_row(tmp_path: Path) -> None:
    assert read(tmp_path, "Berth,Port\n# 4,Suva\n").rows[0].values == ("# 4", "Suva")


# limits


def test_a_file_larger_than_25_megabytes_is_refused_and_one_of_25_is_not(tmp_path: Path) -> None:
    line = b"Suva," + b"x" * 1018 + b"\n"
    path = tmp_path / "large.csv"
    path.write_bytes(b"Port,Note\n" + line * 26 * 1024)
    with pytest.raises(TableFileError, match=r"^large\.csv is larger than 25 MB\. Split it$"):
        read_table(path)
    path.write_bytes((b"Port,Note\n" + line * 26 * 1024)[: table.MAX_BYTES])
    assert len(read_table(path).rows) == pytest.approx(25 * 1024, abs=1)


def test_too_many_rows_and_columns_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 3)
    monkeypatch.setattr(table, "MAX_COLUMNS", 2)
    assert len(read(tmp_path, "a,b\n1,2\n1,2\n1,2\n").rows) == 3
    with pytest.raises(TableFileError, match="more than 3 rows"):
        read(tmp_path, "a,b\n1,2\n1,2\n1,2\n1,2\n")
    with pytest.raises(TableFileError, match="has 3 columns; at most 2"):
        read(tmp_path, workbook(("A", [["a", "b", "c"]])))


def test_messages_call_the_file_by_the_name_given(tmp_path: Path) -> None:
    with pytest.raises(TableFileError, match=r"^My visits\.csv is empty"):
        read(tmp_path, "", name="My visits.csv")


# XLSX


def test_cells_of_a_workbook_come_as_what_they_are(tmp_path: Path) -> None:
    line = [" Suva ", 3.0, 2.5, date(2026, 11, 22), datetime(2026, 11, 22, 14, 30), True, "", "=1+1"]  # noqa: DTZ001 - a cell has no zone
    sheet = read(tmp_path, workbook(("Visits", [["a", "b", "c", "d", "e", "f", "g", "h"], line])))
    assert sheet.rows[0].values == (
        "Suva",
        3,
        2.5,
        date(2026, 11, 22),
        datetime(2026, 11, 22, 14, 30),  # noqa: DTZ001 - as above
        "TRUE",
        None,
        None,
    )
    assert [type(value) for value in sheet.rows[0].values[1:4]] == [int, float, date]
    assert (sheet.kind, sheet.title) == ("XLSX", "Visits")


def test_row_numbers_of_a_workbook_count_blank_rows(tmp_path: Path) -> None:
    sheet = read(
        tmp_path, workbook(("A", [[], ["# note", None], ["Port", None, "Note"], [], ["Suva", "stray"], [None]]))
    )
    assert sheet.headers == ("Port", "Column B", "Note")
    assert rows(sheet) == [(5, ("Suva", "stray", None))]


def test_cells_of_blanks_are_blank(tmp_path: Path) -> None:
    sheet = read(tmp_path, workbook(("A", [[" ", "\u00a0"], ["Port", "Note", " "], ["  ", ""], ["Suva", " ", " "]])))
    assert sheet.headers == ("Port", "Note")
    assert rows(sheet) == [(4, ("Suva", None))]


def test_the_first_visible_sheet_with_a_header_is_read(tmp_path: Path) -> None:
    data = workbook(
        ("Lists", [["x"]]), ("Empty", []), ("Visits", [["Port"], ["Suva"]]), ("More", [["y"]]), hidden=("Lists",)
    )
    assert read(tmp_path, data).title == "Visits"
    assert read(tmp_path, data, sheet=" more ").headers == ("y",)
    assert read(tmp_path, data, sheet="Lists").headers == ("x",)


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(TableFileError, match=r"no sheet 'Trips'\. Choose one of: Visits, More"):
        read(tmp_path, workbook(("Visits", [["a"]]), ("More", [["b"]])), sheet="Trips")


@pytest.mark.parametrize("sheet", [None, "Empty"])
def test_a_workbook_without_header_is_refused(tmp_path: Path, sheet: str | None) -> None:
    with pytest.raises(TableFileError, match="is empty"):
        read(tmp_path, workbook(("Empty", [])), sheet=sheet)


def test_dates_and_numbers_as_headers_become_text(tmp_path: Path) -> None:
    assert read(tmp_path, workbook(("A", [[2026, date(2026, 1, 2), " two\nlines "]]))).headers == (
        "2026",
        "2026-01-02",
        "two lines",
    )


def test_an_old_or_protected_workbook_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TableFileError, match="Save it as XLSX without a password"):
        read(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


def test_the_name_of_a_file_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_bytes(workbook(("A", [["Port"], ["Suva"]])))
    assert read_table(path).kind == "XLSX"


# Both


FORMULAS = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''+x",
    "\uff1d1",
    "'",
    "it's",
    "_x003D_cmd",
    "#N/A",
    "TRUE",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_an_export_reads_back_as_it_was(tmp_path: Path, text: str) -> None:
    line = {"Port": "Suva", "Text": text, "Number": -7}
    from_csv = read(tmp_path, to_csv([line], note=NOTE))
    assert rows(from_csv) == [(3, ("Suva", text, "-7"))]
    from_xlsx = read(tmp_path, to_xlsx([SheetOut("Visits", [line])], note=NOTE))
    assert rows(from_xlsx) == [(3, ("Suva", text, -7))]
    assert from_csv.headers == from_xlsx.headers == ("Port", "Text", "Number")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)


@ANY_FILE
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_every_text_reads_back_from_both_formats(tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    lines = [{"n": str(number), "a": a, "b": b} for number, (a, b) in enumerate(cells)]
    expected = [(str(number), a.strip() or None, b.strip() or None) for number, (a, b) in enumerate(cells)]
    csv_file = to_csv(lines, note="DEMO") if lines else "n,a,b\r\n"
    for data in (csv_file, to_xlsx([SheetOut("A", lines, ("n", "a", "b"))], note="DEMO")):
        sheet = read(tmp_path, data)
        assert [row.values for row in sheet.rows] == [
            tuple(values[("n", "a", "b").index(header)] for header in sheet.headers) for values in expected
        ]


@ANY_FILE
@given(st.binary(max_size=400))
def test_no_bytes_crash_it(tmp_path: Path, data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"a,b\n"):
        outcome = read_or_refusal(tmp_path, start + data)
        if isinstance(outcome, Sheet):
            assert all(isinstance(row, SheetRow) and len(row.values) == len(outcome.headers) for row in outcome.rows)
        else:
            assert "\n" not in outcome


WHOLE = workbook(("A", [["Port", "Note"], ["Suva", "x"], ["Apia", 2.5]]))


@ANY_FILE
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_workbook_is_refused_or_read(tmp_path: Path, place: int, byte: int, cut: bool) -> None:  # noqa: FBT001 - given
    data = WHOLE[:place] if cut else WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    outcome = read_or_refusal(tmp_path, data)
    assert isinstance(outcome, Sheet) or "\n" not in outcome


def test_csv_written_by_anyone_is_numbered_as_csv_counts(tmp_path: Path) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["Port", "Note"], ["Suva", 'a "quoted"\n\nnote'], ["Apia", "b"]])
    assert rows(read(tmp_path, out.getvalue())) == [(2, ("Suva", 'a "quoted"\n\nnote')), (3, ("Apia", "b"))]
