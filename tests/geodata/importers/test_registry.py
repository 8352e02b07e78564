"""Every source: registered, recognised, and never crashed by any file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from geodata.errors import GeodataError
from geodata.importers import SOURCES, Kind, boundaries
from geodata.importers.recognising import recognise

DATA = Path(__file__).parents[2] / "data"
HEADERS = {
    "wpi": "Main Port Name,Country Code,Latitude,Longitude,Harbor Size,Channel Depth (m),World Port Index Number",
    "gisis": "Country Code,Port Name,Facility Name,IMO Port Facility Number,Longitude,Latitude,Review Date",
    "unlocode": '"","FJ","SUV","Suva","Suva","","AI","1-------","0401","","1808S 17826E",""',
    "table": "Name,UN/LOCODE,Territory,Latitude,Longitude,Position",
}
ANY_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_is_complete(name: str) -> None:
    source = SOURCES[name]
    importer: Any = source.importer()
    assert (source.name, importer.SOURCE, importer.LABEL) == (name, name, source.label)
    assert source.kind is (Kind.FACILITIES if name == "gisis" else Kind.PORTS)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("world_port_index.csv", "wpi"),
        ("world_port_index_old.csv", "wpi"),
        ("unlocode.csv", "unlocode"),
        ("unlocode_flattened.csv", "unlocode"),
        ("port_facilities.csv", "gisis"),
    ],
)
def test_a_file_is_recognised_and_reads_with_what_it_is_recognised_as(file: str, name: str) -> None:
    source = recognise(DATA / file)
    assert source.name == name
    read = source.importer().read(DATA / file, name="upload.csv")
    assert (read.source, bool(read.rows), len(read.digest)) == (name, True, 64)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Name,Lat,Lon\nSuva,1,2\n", "table"),
        ('{"type": "FeatureCollection", "features": []}', "table"),
        ("# DEMO DATA\n" + HEADERS["wpi"] + "\n", "wpi"),
        ("Change,Country,Location,Name,Function\n,FJ,SUV,Suva,1\n", "unlocode"),
        (HEADERS["gisis"].replace(",", ";") + "\n", "gisis"),
    ],
)
def test_what_is_recognised(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / "file.dat"
    path.write_text(text, encoding="utf-8")
    assert recognise(path).name == name


def outcome(path: Path, name: str) -> str:
    """Read a file with one importer and with what it is recognised as; return why it is refused, if it is."""
    try:
        recognise(path)
        read = SOURCES[name].importer().read(path)
    except GeodataError as error:
        return str(error)
    assert read.total >= 0
    assert all(rejected.reason and "\n" not in rejected.reason for rejected in read.rejected)
    assert all(-180 <= row.lon <= 180 and -90 <= row.lat <= 90 for row in read.rows if row.lon is not None)
    return ""


def tried(tmp_path: Path, data: bytes, name: str) -> str:
    path = tmp_path / "any.dat"
    path.write_bytes(data)
    refusal = outcome(path, name)
    assert "\n" not in refusal
    assert len(refusal) < 400
    return refusal


@ANY_FILE
@given(st.sampled_from(list(SOURCES)), st.binary(max_size=300))
@example("wpi", b"")
@example("unlocode", b"\xff\xfe\x00")
@example("gisis", "é".encode() + "é".encode("cp1252"))
@example("table", b"PK\x03\x04")
@example("table", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example("table", b"{" * 50)
def test_no_bytes_crash_an_importer(tmp_path: Path, name: str, data: bytes) -> None:
    tried(tmp_path, data, name)


CELLS = st.text(max_size=12) | st.sampled_from(
    ["NaN", "nan", "inf", "-1e400", "", " ", "FJSUV", "1808S 17826E", "1782600E", "180800S", "31/02/2005", "0" * 5000]
)


@ANY_FILE
@given(st.sampled_from(list(SOURCES)), st.lists(st.lists(CELLS, max_size=13), max_size=4))
def test_no_cells_crash_an_importer(tmp_path: Path, name: str, rows: list[list[str]]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    tried(tmp_path, "\n".join([HEADERS[name], *quoted]).encode(errors="replace"), name)


@ANY_FILE
@given(st.sampled_from(list(SOURCES)), st.integers(0, 400))
def test_no_file_cut_short_crashes_an_importer(tmp_path: Path, name: str, length: int) -> None:
    files = {"wpi": "world_port_index", "gisis": "port_facilities", "unlocode": "unlocode", "table": "unlocode"}
    tried(tmp_path, (DATA / f"{files[name]}.csv").read_bytes()[:length], name)


@pytest.mark.parametrize("name", SOURCES)
def test_headers_alone_are_an_empty_file_or_one_row(tmp_path: Path, name: str) -> None:
    assert tried(tmp_path, HEADERS[name].encode(), name) == ""


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("sign", ["x", '"', "é", "{", ","])
def test_a_line_of_ten_megabytes_is_refused_unless_blank(tmp_path: Path, name: str, sign: str) -> None:
    refusal = tried(tmp_path, HEADERS[name].encode() + b"\n" + (sign * 10_000_000).encode(), name)
    assert bool(refusal) is (sign != ",")


@pytest.mark.parametrize("name", SOURCES)
def test_a_workbook_of_odd_cells_crashes_none(tmp_path: Path, name: str) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(HEADERS[name].replace('"', "").split(","))
    book.active.append([True, None, 1e300, -0.0, "=1/0", 12345678901234567890])
    out = io.BytesIO()
    book.save(out)
    tried(tmp_path, out.getvalue(), name)
    tried(tmp_path, out.getvalue()[:-50], name)


@pytest.mark.parametrize("name", SOURCES)
def test_an_archive_that_is_nothing_crashes_none(tmp_path: Path, name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("notes.txt", "x")
    assert tried(tmp_path, out.getvalue(), name)


@ANY_FILE
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: ("{" + text).encode(errors="replace")))
def test_no_bytes_crash_the_boundaries(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.dat"
    path.write_bytes(data)
    with pytest.raises(GeodataError) as refused:
        boundaries.read(path, partners=["FJI"])
    assert "\n" not in str(refused.value)
