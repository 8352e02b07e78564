"""Port facilities: degrees and decimal minutes, days first, approved, withdrawn; from CSV and XLSX alike."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from geodata.errors import TableFileError
from geodata.importers import gisis
from geodata.importers.places import hundredths_text
from geodata.importers.rows import FacilityRow, Read

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).parents[2] / "data"
HEADERS = ["Country Code", "Port Name", "Facility Name", "IMO Port Facility Number", "Longitude", "Latitude"]
ROW = ["FJ", "Suva", "Example Wharf", "FJSUV-0001", "1782600E", "180800S"]


def written(tmp_path: Path, rows: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path = tmp_path / "facilities.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def read_with(tmp_path: Path, **said: str) -> Read[FacilityRow]:
    cells = dict(zip(HEADERS, ROW, strict=True)) | said
    return gisis.read(written(tmp_path, [list(cells), list(cells.values())]))


def test_an_export_in_csv() -> None:
    read = gisis.read(DATA / "port_facilities.csv")
    wharf, platform = read.rows
    assert (wharf.name, wharf.imo_number, wharf.port_code) == ("Example Wharf", "FJSUV-0001", "FJSUV")
    assert (wharf.port_name, wharf.territory, wharf.territory_said) == ("Suva", "FJI", "Fiji")
    assert (wharf.lon, wharf.lat) == (pytest.approx(178 + 26 / 60), pytest.approx(-18 - 8 / 60))
    assert (wharf.plan_approved, wharf.withdrawn, wharf.withdrawn_on) == (True, False, None)
    assert (wharf.approved_on, wharf.compliance_on) == (date(2005, 4, 3), date(2010, 6, 30))
    assert wharf.updated_on == date(2025, 11, 22)
    assert wharf.description == "Cargo; containers"
    assert (platform.port_code, platform.lon, platform.lat) == ("CM394", None, None)
    assert (platform.withdrawn, platform.withdrawn_on) == (True, date(2015, 3, 2))


def test_wrong_rows_are_rejected() -> None:
    rejected = gisis.read(DATA / "port_facilities.csv").rejected
    assert [(row.number, row.column) for row in rejected] == [
        (4, "Longitude"),
        (5, "IMO Port Facility Number"),
        (6, "Initial Approval Date"),
    ]
    assert rejected[1].reason.startswith("'not listed' is no IMO port facility number")
    assert rejected[2].reason.startswith("'31/02/2005' is no day")


def test_a_workbook_reads_as_its_csv_does(tmp_path: Path) -> None:
    with (DATA / "port_facilities.csv").open(encoding="utf-8", newline="") as file:
        lines: list[list[Any]] = list(csv.reader(file))
    lines[1][9] = date(2005, 4, 3)
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "facilities.xlsx")
    from_book, from_text = gisis.read(tmp_path / "facilities.xlsx"), gisis.read(DATA / "port_facilities.csv")
    assert from_book.rows == from_text.rows
    assert from_book.rejected == from_text.rejected


@pytest.mark.parametrize(
    ("lat", "degrees"),
    [("491722N", 49 + 17.22 / 60), ("491722s", -49 - 17.22 / 60), ("000001N", 0.01 / 60), ("900000S", -90.0)],
)
def test_latitudes_are_degrees_and_decimal_minutes(tmp_path: Path, lat: str, degrees: float) -> None:
    (row,) = read_with(tmp_path, Latitude=lat).rows
    assert row.lat == pytest.approx(degrees, abs=1e-12)


@pytest.mark.parametrize(
    ("lon", "degrees"), [("1230615W", -123 - 6.15 / 60), ("171722E", 17 + 17.22 / 60), ("178.4", 178.4)]
)
def test_longitudes_may_lack_a_zero_or_be_decimal(tmp_path: Path, lon: str, degrees: float) -> None:
    (row,) = read_with(tmp_path, Longitude=lon).rows
    assert row.lon == pytest.approx(degrees, abs=1e-12)


@pytest.mark.parametrize("lat", ["496000N", "910000N", "491722E", "49°17′N", "4917N", "1722N", "N", "-491722S"])
def test_what_is_no_latitude_is_rejected(tmp_path: Path, lat: str) -> None:
    (rejected,) = read_with(tmp_path, Latitude=lat).rejected
    assert rejected.column == "Latitude"


def test_zeros_are_no_place_and_one_coordinate_is_none(tmp_path: Path) -> None:
    (row,) = read_with(tmp_path, Latitude="000000N", Longitude="0000000E").rows
    assert (row.lon, row.lat) == (None, None)
    (rejected,) = read_with(tmp_path, Latitude="").rejected
    assert (rejected.column, rejected.reason[:9]) == ("Latitude", "is blank ")


@pytest.mark.parametrize(
    ("said", "number"), [("FJSUV-0001", "FJSUV-0001"), ("fjsuv 0001", "FJSUV-0001"), ("CM3940001", "CM394-0001")]
)
def test_forms_of_a_facility_number(tmp_path: Path, said: str, number: str) -> None:
    (row,) = read_with(tmp_path, **{"IMO Port Facility Number": said}).rows
    assert row.imo_number == number


@pytest.mark.parametrize("said", ["", "FJSUV", "FJSUV-1", "GQ362-0001/0002", "FJSUV-00011", "12345-0001"])
def test_what_is_no_facility_number_is_rejected(tmp_path: Path, said: str) -> None:
    (rejected,) = read_with(tmp_path, **{"IMO Port Facility Number": said}).rejected
    assert rejected.column == "IMO Port Facility Number"


def test_days_come_first_whatever_they_are(tmp_path: Path) -> None:
    (row,) = read_with(tmp_path, **{"Review Date": "02/03/2015"}).rows
    assert row.reviewed_on == date(2015, 3, 2)
    (rejected,) = read_with(tmp_path, **{"Review Date": "03/22/2015"}).rejected
    assert rejected.column == "Review Date"


@pytest.mark.parametrize("said", ["perhaps", "2"])
def test_an_answer_is_yes_or_no(tmp_path: Path, said: str) -> None:
    (rejected,) = read_with(tmp_path, **{"Plan Approved?": said}).rejected
    assert (rejected.column, rejected.reason) == ("Plan Approved?", f"'{said}' is neither yes nor no. Write yes or no")
    (row,) = read_with(tmp_path, **{"Plan Approved?": ""}).rows
    assert row.plan_approved is None


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableFileError, match="is no list of IMO GISIS port facilities"):
        gisis.read(written(tmp_path, [["Port", "Country"], ["Suva", "Fiji"]]))


@given(st.integers(-540_000, 540_000), st.integers(-1_080_000, 1_080_000).filter(bool))
def test_what_is_accepted_comes_back(tmp_path_factory: pytest.TempPathFactory, lat: int, lon: int) -> None:
    said = {"Latitude": hundredths_text(lat / 6000, axis="lat"), "Longitude": hundredths_text(lon / 6000, axis="lon")}
    (row,) = read_with(tmp_path_factory.mktemp("gisis"), **said).rows
    assert row.lat == pytest.approx(lat / 6000, abs=1e-9)
    assert row.lon == pytest.approx(lon / 6000, abs=1e-9)
