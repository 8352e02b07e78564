"""Archives built to harm are refused before anything is unpacked or kept."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from openpyxl import Workbook

from geodata.errors import TableFileError
from geodata.importers import archive
from geodata.importers.archive import check_xml, open_archive
from geodata.importers.table import read_table

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def zipped(members: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", compression) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return out.getvalue()


def opened(data: bytes, members: int = archive.MAX_MEMBERS) -> ZipFile:
    return open_archive(io.BytesIO(data), len(data), name="x.zip", members=members)


def workbook(replaced: dict[str, bytes]) -> bytes:
    """Build a workbook some of whose parts are others."""
    out = io.BytesIO()
    book = Workbook()
    assert book.active is not None
    book.active.append(["Port"])
    book.save(out)
    with ZipFile(out) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    return zipped(parts | replaced)


def sheet_of(rows: str) -> bytes:
    return f"<worksheet {SPREADSHEET}><sheetData>{rows}</sheetData></worksheet>".encode()


def refusal(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(TableFileError) as caught:
        read_table(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_plain_archive_opens() -> None:
    assert opened(zipped({"a/b.txt": b"x", "c.txt": b"y"})).namelist() == ["a/b.txt", "c.txt"]


def test_the_ratio_counts_what_the_file_really_weighs() -> None:
    data = zipped({"a": b"\0" * 100_000})
    assert archive.MAX_RATIO * len(data) < 100_000
    with pytest.raises(TableFileError, match="more than 100 times its size"):
        opened(data)
    assert opened(zipped({"a": b"\0" * 100_000}, ZIP_STORED))


def test_a_bomb_that_is_padded_is_refused_by_its_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1024 * 1024)
    assert opened(zipped({"a": b"\0" * 1024 * 1024}, ZIP_STORED))
    with pytest.raises(TableFileError, match="more than 1 MB"):
        opened(zipped({"a": b"\0" * 1024 * 1024, "b": b"\0"}, ZIP_STORED))


def test_a_bomb_of_300_megabytes_in_a_workbook_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as written, written.open("xl/workbook.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1024 * 1024)
    assert len(out.getvalue()) < 400_000
    assert "would unpack to more than 200 MB" in refusal(tmp_path, out.getvalue())


def test_members_are_counted() -> None:
    many = {str(number): b"" for number in range(21)}
    assert opened(zipped(many), members=21)
    with pytest.raises(TableFileError, match="holds 21 files; at most 20"):
        opened(zipped(many))


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "C:/x", "a\\..\\x", "\\x"])
def test_names_that_lead_elsewhere_are_refused(path: str) -> None:
    with pytest.raises(TableFileError, match="leads elsewhere"):
        opened(zipped({"good.txt": b"", path: b""}))


@pytest.mark.parametrize("path", ["a..b", "..a/b..", "a/b.c"])
def test_names_with_dots_are_not(path: str) -> None:
    assert opened(zipped({path: b""}))


def test_two_members_of_one_name_are_refused() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as written:
        written.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            written.writestr("a", b"2")
    with pytest.raises(TableFileError, match="two files of one name"):
        opened(out.getvalue())


def test_a_password_and_an_unusual_compression_are_refused() -> None:
    with pytest.raises(TableFileError, match="compressed in a way"):
        opened(zipped({"a": b"x"}, ZIP_BZIP2))
    data = bytearray(zipped({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(TableFileError, match="password"):
        opened(bytes(data))


def test_a_torn_archive_is_refused() -> None:
    with pytest.raises(TableFileError, match="not a whole zip archive"):
        opened(zipped({"a": b"x"})[:-10])


def test_a_member_that_is_not_what_it_says_is_refused() -> None:
    data = zipped({"a.xml": b"<a/>"}, ZIP_STORED).replace(b"<a/>", b"<b/>")
    with pytest.raises(TableFileError, match=r"damaged in 'a\.xml'"):
        check_xml(opened(data), name="x.zip")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    assert "no XLSX workbook" in refusal(tmp_path, zipped({"a.txt": b"x"}))
    assert "no XLSX workbook" in refusal(tmp_path, zipped({"xl/workbook.xml": b"<workbook/>"}))


def test_what_is_no_xml_is_refused_where_xml_is_due() -> None:
    check_xml(opened(zipped({"a.png": b"\x89PNG", "a.vml": b"<br><br>"})), name="x.zip")
    with pytest.raises(TableFileError, match=r"'a\.xml' is not XML"):
        check_xml(opened(zipped({"a.xml": b"<br><br>"})), name="x.zip")


@pytest.mark.parametrize("name", ["a.xml", "media/picture.png"])
def test_entities_are_refused_whatever_the_part_is_called(name: str) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    with pytest.raises(TableFileError, match="declares a document type"):
        check_xml(opened(zipped({name: laughs})), name="x.zip")


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def test_depth_is_limited() -> None:
    check_xml(opened(zipped({"a.xml": nested(archive.MAX_DEPTH)}, ZIP_STORED)), name="x")
    with pytest.raises(TableFileError, match="fill the memory"):
        check_xml(opened(zipped({"a.xml": nested(archive.MAX_DEPTH + 1)}, ZIP_STORED)), name="x")


def test_elements_are_limited_outside_rows_and_within_each_but_not_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ELEMENTS", 10)
    monkeypatch.setattr(archive, "MAX_ROW_ELEMENTS", 5)
    monkeypatch.setattr(archive, "MAX_STRING_ELEMENTS", 20)

    monkeypatch.setattr(archive, "MAX_XML_ROWS", 200)

    def passes(part: str) -> bool:
        try:
            check_xml(opened(zipped({"a.xml": part.encode()}, ZIP_STORED)), name="x")
        except TableFileError:
            return False
        return True

    assert passes("<a>" + "<x/>" * 9 + "</a>")
    assert not passes("<a>" + "<x/>" * 10 + "</a>")
    assert passes("<a>" + ("<row>" + "<c/>" * 5 + "</row>") * 100 + "</a>")
    assert not passes("<a><row>" + "<c/>" * 6 + "</row></a>")
    assert passes("<p:a>" + ("<p:row>" + "<p:c/>" * 5 + "</p:row>") * 100 + "</p:a>")
    assert passes("<a>" + "<row/>" * 200 + "</a>")
    assert not passes("<a>" + "<row/>" * 201 + "</a>")
    assert passes("<sst>" + "<si/>" * 19 + "</sst>")
    assert not passes("<sst>" + "<si/>" * 20 + "</sst>")


def test_a_tag_of_megabytes_is_refused() -> None:
    part = b"<a " + b" ".join(b'x%d=""' % number for number in range(300_000)) + b"/>"
    with pytest.raises(TableFileError, match="fill the memory"):
        check_xml(opened(zipped({"a.xml": part})), name="x")


def test_a_long_text_is_not_a_long_tag() -> None:
    check_xml(opened(zipped({"a.xml": b"<a>" + b"x y " * 1024 * 1024 + b"</a>"}, ZIP_STORED)), name="x")


def test_a_row_far_below_all_others_is_refused(tmp_path: Path) -> None:
    far = sheet_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')
    assert "row 1,048,577: the sheet is too large" in refusal(tmp_path, workbook({SHEET: far}))


def test_the_size_that_a_sheet_says_it_has_cuts_nothing_off(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>{n * 10}</v></c></row>' for n in range(1, 6))
    part = sheet_of(rows).replace(b"<sheetData>", b'<dimension ref="A1:A2"/><sheetData>')
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook({SHEET: part}))
    assert [row.values for row in read_table(path).rows] == [(n, n * 10) for n in range(2, 6)]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="s"><v>999</v></c>',
        '<c r="A1" t="s"><v>x</v></c>',
        '<c r="A1" s="999"><v>1.5.5</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="ZZZZZ1"><v>1</v></c>',
        '<c r="A1" t="d"><v>someday</v></c>',
        f'<c r="A1"><v>{"9" * 5000}</v></c>',
    ],
)
def test_cells_that_mean_nothing_are_refused(tmp_path: Path, cell: str) -> None:
    refusal(tmp_path, workbook({SHEET: sheet_of(f'<row r="1">{cell}</row>')}))


def test_a_number_beyond_all_numbers_is_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        workbook({SHEET: sheet_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c><v>1e999</v></c></row>')})
    )
    assert read_table(path).rows[0].values == ("inf",)
