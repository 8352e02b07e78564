"""UN/LOCODE: only function 1 with a place makes a port; a flattened copy makes none."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import TableFileError
from geodata.geodesy import Point
from geodata.importers import unlocode
from geodata.importers.places import whole_minutes_text

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).parents[2] / "data"
OFFICIAL = ["", "FJ", "SUV", "Suva", "Suva", "", "AI", "12345---", "0401", "", "1808S 17826E", ""]


def written(tmp_path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path = tmp_path / "codes.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def official(**changed: str) -> list[str]:
    places = {"change": 0, "suffix": 2, "name": 3, "plain": 4, "function": 7, "place": 10}
    row = list(OFFICIAL)
    for field, text in changed.items():
        row[places[field]] = text
    return row


def test_the_official_list() -> None:
    read = unlocode.read(DATA / "unlocode.csv")
    assert [(row.unlocode, row.name, row.creates) for row in read.rows] == [
        ("FJSUV", "Suva", True),
        ("FJNAN", "Nadi", False),
        ("NCNOU", "Nouméa", True),
        ("FJLEV", "Levuka", False),
    ]
    suva, nadi, noumea, levuka = read.rows
    assert (suva.territory, suva.territory_said, suva.number) == ("FJI", "FJ", 2)
    assert (suva.lon, suva.lat) == (pytest.approx(178 + 26 / 60), pytest.approx(-18 - 8 / 60))
    assert (noumea.territory, noumea.alternate_names) == ("NCL", ("Noumea",))
    assert (levuka.lon, levuka.lat) == (None, None)
    assert nadi.attributes == {"Status": "AI", "Function": "---4----"}


def test_what_is_no_place_is_counted_and_what_is_wrong_rejected() -> None:
    read = unlocode.read(DATA / "unlocode.csv")
    assert read.unused == {"names a territory": 1, "refers to another name": 1, "is marked for removal": 1}
    assert [(row.number, row.column) for row in read.rejected] == [(8, "Column K")]
    assert "1830S 17720E" in read.rejected[0].reason
    assert read.total == 8


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-8-sig"])
def test_both_encodings(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, [official(name="Réunion-sur-Mer", plain="Reunion-sur-Mer")], encoding)
    (row,) = unlocode.read(path).rows
    assert (row.name, row.alternate_names) == ("Réunion-sur-Mer", ("Reunion-sur-Mer",))


def test_the_official_columns_under_headers(tmp_path: Path) -> None:
    headers = ["Change", "Country", "Location", "Name", "NameWoDiacritics", "Subdivision", "Status", "Function"]
    path = written(tmp_path, [[*headers, "Date", "IATA", "Coordinates", "Remarks"], OFFICIAL])
    (row,) = unlocode.read(path).rows
    assert (row.unlocode, row.creates, row.number) == ("FJSUV", True, 2)


@pytest.mark.parametrize(
    ("function", "creates"),
    [("1-------", True), ("1234567B", True), ("1", True), ("13", True), ("0-------", False), ("--3-----", False)],
)
def test_function_1_makes_a_port(tmp_path: Path, function: str, creates: bool) -> None:  # noqa: FBT001 - expected
    (row,) = unlocode.read(written(tmp_path, [official(function=function)])).rows
    assert row.creates is creates


def test_the_flattened_copy_creates_nothing() -> None:
    read = unlocode.read(DATA / "unlocode_flattened.csv")
    assert [row.creates for row in read.rows] == [False, False, False]
    suva, sittwe, le_port = read.rows
    assert (suva.unlocode, suva.name, suva.territory) == ("FJSUV", "Suva", "FJI")
    assert (suva.lon, suva.lat) == (178.43333, -18.133333)
    assert (sittwe.name, sittwe.alternate_names) == ("Sittwe", ("ex Akyab",))
    assert (le_port.name, le_port.alternate_names, le_port.territory) == ("Le Port", ("Pointe des Galets",), "REU")
    assert [(row.number, row.reason[:7]) for row in read.rejected] == [(4, "'381.8'")]


def test_a_flattened_copy_of_eight_columns(tmp_path: Path) -> None:
    path = written(tmp_path, [["FJSUV", "Suva", 1, 2, "C", "Central", -18.1, 178.4]])
    (row,) = unlocode.read(path).rows
    assert (row.lat, row.lon, row.creates) == (-18.1, 178.4, False)


@pytest.mark.parametrize(
    "rows",
    [
        [["Port", "Territory"], ["Suva", "Fiji"]],
        [["FJSUV", "Suva", "1", "2"]],
        [["FJSUV", "Suva", "", "", "north", "east"]],
        [["", "FJ", "SUV", "Suva", "Suva", "", "AI", "port"]],
        [["x"]],
    ],
)
def test_another_table_is_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    with pytest.raises(TableFileError, match=r"^codes.csv is no UN/LOCODE list: "):
        unlocode.read(written(tmp_path, rows))


def test_one_bad_row_among_good_ones_is_rejected(tmp_path: Path) -> None:
    rows = [OFFICIAL] * 20
    path = written(tmp_path, [*rows, official(suffix="S?V"), official(name="", plain=""), official(place="18S")])
    read = unlocode.read(path)
    assert [(row.number, row.column) for row in read.rejected] == [(21, "Column C"), (22, "Column D"), (23, "Column K")]


@given(st.integers(-90 * 60, 90 * 60), st.integers(-180 * 60, 180 * 60))
def test_what_is_accepted_comes_back(tmp_path_factory: pytest.TempPathFactory, lat: int, lon: int) -> None:
    place = whole_minutes_text(Point(lon=lon / 60, lat=lat / 60))
    (row,) = unlocode.read(written(tmp_path_factory.mktemp("codes"), [official(place=place)])).rows
    assert row.lon is not None
    assert row.lat is not None
    assert whole_minutes_text(Point(lon=row.lon, lat=row.lat)) == place
    assert (row.lon, row.lat) == (pytest.approx(lon / 60), pytest.approx(lat / 60))


@pytest.mark.skipif("SEAMARK_UNLOCODE" not in os.environ, reason="SEAMARK_UNLOCODE names no copy of the list")
def test_a_real_list_reads_nearly_whole() -> None:
    read = unlocode.read(Path(os.environ["SEAMARK_UNLOCODE"]))
    assert len(read.rows) > 90_000
    assert len(read.rejected) <= 5
    assert all(row.unlocode for row in read.rows)
