"""The World Port Index reads the same from every layout, and unknown is never 0."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import TableFileError
from geodata.flags import flags
from geodata.importers import wpi
from geodata.importers.rows import PortRow, Read, Rejected
from geodata.locate import locate
from geodata.reference.read import read_territories
from geodata.territories import Boundaries
from models.vocabulary import HarbourSize, HarbourType, PortFlag

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).parents[2] / "data"
HEADERS = ["Main Port Name", "Country Code", "Latitude", "Longitude", "Harbor Size"]
EAST_OF = 100.0
"""Degrees east: only ports of Russia beyond it are of the area of responsibility."""

ROW = ["Suva", "Fiji", "-18.1", "178.4", "Medium"]

needs_real = pytest.mark.skipif("SEAMARK_WPI" not in os.environ, reason="SEAMARK_WPI names no copy of the Index")


def written(tmp_path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path = tmp_path / "index.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def one(tmp_path: Path, **said: str) -> PortRow:
    read = wpi.read(written(tmp_path, [[*HEADERS, *said], [*ROW, *said.values()]]))
    assert read.rejected == ()
    return read.rows[0]


def test_words_as_headers() -> None:
    read = wpi.read(DATA / "world_port_index.csv")
    suva, sittwe, example = read.rows
    assert (suva.name, suva.alternate_names) == ("Suva", ("Suva Harbour", "Suva Bay"))
    assert (suva.unlocode, suva.wpi_number, suva.territory) == ("FJSUV", "99001", "FJI")
    assert (suva.lon, suva.lat) == (pytest.approx(178.433333), pytest.approx(-18.133333))
    assert (suva.harbour_size, suva.harbour_type) == (HarbourSize.MEDIUM, HarbourType.COASTAL_NATURAL)
    assert (suva.port_security, suva.first_port_of_entry) == (True, True)
    assert (suva.depths.channel, suva.depths.anchorage, suva.depths.cargo_pier) == (11.0, None, 9.4)
    assert (sittwe.territory, sittwe.wpi_number, sittwe.unlocode) == ("MMR", "99002.5", "MMAKY")
    assert (example.territory, example.unlocode, example.port_security) == ("REU", None, False)
    assert (example.depths.vessel_length, example.depths.vessel_beam, example.depths.vessel_draught) == (200, 32, 10.5)
    assert (example.harbour_size, example.harbour_type) == (HarbourSize.UNKNOWN, HarbourType.UNKNOWN)


def test_rows_that_are_wrong_are_rejected_with_row_column_and_reason() -> None:
    rejected = wpi.read(DATA / "world_port_index.csv").rejected
    assert rejected == (
        Rejected(5, "Country Code", "'Atlantis' is no territory that is known. Write its name or its ISO code"),
        Rejected(6, "Longitude", "'181.0' is no longitude: it lies outside -180 to 180. Correct it"),
    )


def test_the_old_layout_has_codes_for_everything() -> None:
    suva, wake = wpi.read(DATA / "world_port_index_old.csv").rows
    assert (suva.name, suva.territory, suva.wpi_number, suva.unlocode) == ("SUVA", "FJI", "99001", None)
    assert (suva.harbour_size, suva.harbour_type) == (HarbourSize.MEDIUM, HarbourType.COASTAL_NATURAL)
    depths = suva.depths
    assert (depths.channel, depths.anchorage, depths.cargo_pier, depths.oil_terminal) == (11.0, 23.2, 9.4, None)
    assert suva.attributes == {"REGION_NO": "99000", "TIDE_RANGE": "1", "MAX_VESSEL": "L"}
    assert (wake.territory, wake.first_port_of_entry, wake.depths.channel) == ("UMI", False, None)


def test_attributes_hold_the_rest_but_nothing_unknown_or_idle() -> None:
    suva, _, example = wpi.read(DATA / "world_port_index.csv").rows
    assert suva.attributes == {
        "Region Name": "Example -- 99000",
        "World Water Body": "South Pacific Ocean",
        "Tidal Range (m)": "1.2",
        "Shelter Afforded": "Good",
    }
    assert example.attributes == {"Shelter Afforded": "None", "Services -Diving": "Yes"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_upper_snake_headers_and_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    headers = ["MAIN_PORT_NAME", "COUNTRY_CODE", "LATITUDE", "LONGITUDE", "HARBOR_SIZE", "UN_LOCODE", "CHANNEL_DEPTH_M"]
    rows = [[*headers, "", ""], [*ROW, "FJ SUV", "11", "", ""]]
    (row,) = wpi.read(written(tmp_path, rows, delimiter)).rows
    assert (row.name, row.territory, row.unlocode, row.depths.channel) == ("Suva", "FJI", "FJSUV", 11.0)


def test_decimal_commas_between_semicolons(tmp_path: Path) -> None:
    (row,) = wpi.read(written(tmp_path, [HEADERS, ["Suva", "Fiji", "-18,1", "178,4", "M"]], ";")).rows
    assert (row.lat, row.lon, row.harbour_size) == (-18.1, 178.4, HarbourSize.MEDIUM)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("0", None),
        ("0.0", None),
        ("", None),
        (" ", None),
        ("Unknown", None),
        ("-3", None),
        ("deep", None),
        ("9,4", 9.4),
    ],
)
def test_a_depth_is_a_positive_number_or_unknown(tmp_path: Path, said: str, read: float | None) -> None:
    assert one(tmp_path, **{"Channel Depth (m)": said}).depths.channel == read


@pytest.mark.parametrize(("letter", "read"), [("A", 23.2), ("a", 23.2), ("P", 1.8), ("Q", None), ("I", None)])
def test_a_letter_stands_for_the_least_of_its_band(tmp_path: Path, letter: str, read: float | None) -> None:
    assert one(tmp_path, CHAN_DEPTH=letter).depths.channel == read


def test_feet_become_metres(tmp_path: Path) -> None:
    assert one(tmp_path, **{"Anchorage Depth (ft)": "30"}).depths.anchorage == 9.1
    assert one(tmp_path, **{"Anchorage Depth (feet)": "0"}).depths.anchorage is None


@pytest.mark.parametrize(
    ("said", "read"),
    [("FJ SUV", "FJSUV"), ("FJSUV", "FJSUV"), (" fj suv ", "FJSUV"), ("FJ", None), ("", None), ("FJ SU", None)],
)
def test_forms_of_a_locode(tmp_path: Path, said: str, read: str | None) -> None:
    assert one(tmp_path, **{"UN/LOCODE": said}).unlocode == read


@pytest.mark.parametrize(
    ("said", "read"), [("7950.0", "7950"), ("49454.5", "49454.5"), ("9510.10", "9510.1"), ("61090.000000", "61090")]
)
def test_forms_of_a_number(tmp_path: Path, said: str, read: str) -> None:
    assert one(tmp_path, **{"World Port Index Number": said}).wpi_number == read


@pytest.mark.parametrize(("said", "read"), [("Yes", True), ("Y", True), ("No", False), ("N", False), ("Unknown", None)])
def test_yes_no_and_unknown(tmp_path: Path, said: str, read: bool | None) -> None:  # noqa: FBT001 - expected
    row = one(tmp_path, **{"Port Security": said, "First Port of Entry": said})
    assert (row.port_security, row.first_port_of_entry) == (read, read)


WRONG = [
    ("Main Port Name", ""),
    ("Latitude", ""),
    ("Latitude", "91"),
    ("Latitude", "18S"),
    ("Latitude", "9" * 400),
    ("Longitude", "nan"),
    ("Longitude", "inf"),
    ("Longitude", "1e9"),
    ("Country Code", "Mars"),
]


@pytest.mark.parametrize(("column", "said"), WRONG)
def test_what_is_needed_rejects_its_row_only(tmp_path: Path, column: str, said: str) -> None:
    wrong = [said if header == column else cell for header, cell in zip(HEADERS, ROW, strict=True)]
    read = wpi.read(written(tmp_path, [HEADERS, wrong, ROW]))
    assert [(row.number, row.column) for row in read.rejected] == [(2, column)]
    assert "\n" not in read.rejected[0].reason
    assert len(read.rejected[0].reason) < 160
    assert [row.number for row in read.rows] == [3]
    assert read.total == 2


def test_a_swap_that_would_be_a_place_is_told(tmp_path: Path) -> None:
    read = wpi.read(written(tmp_path, [HEADERS, ["Savusavu", "Fiji", "179.5", "-17.3", "Small"]]))
    assert [(row.number, row.column) for row in read.rejected] == [(2, "Latitude")]
    assert read.rejected[0].reason.endswith("latitude and longitude may be swapped: 17.3 S, 179.5 E")


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        TableFileError, match=r"^index.csv is no World Port Index: it has no column for the port's name, "
    ):
        wpi.read(written(tmp_path, [["a", "b"], ["1", "2"]]))


def test_a_name_is_not_its_own_alternate(tmp_path: Path) -> None:
    row = one(tmp_path, **{"Alternate Port Name": "SUVA; Rewa;; Rewa ;"})
    assert row.alternate_names == ("Rewa",)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
names = texts.filter(lambda text: re.fullmatch(r"[^\W_].*", text))


degrees = st.floats(-90, 90).map(lambda drawn: round(drawn, 6))
depths = st.none() | st.floats(0.1, 99).map(lambda drawn: round(drawn, 1))
sizes = st.sampled_from(HarbourSize)


@given(names, st.tuples(degrees, degrees), st.tuples(depths, sizes, st.none() | st.booleans()))
def test_what_is_accepted_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    place: tuple[float, float],
    facts: tuple[float | None, HarbourSize, bool | None],
) -> None:
    headers = [*HEADERS, "Channel Depth (m)", "Port Security"]
    (lon, lat), (depth, size, security) = place, facts
    answer = {None: "Unknown", True: "Yes", False: "No"}[security]
    cells = [name, "Fiji", f"{lat:f}", f"{2 * lon:f}", size.title(), str(depth or 0.0), answer]
    (row,) = wpi.read(written(tmp_path_factory.mktemp("wpi"), [headers, cells])).rows
    assert (row.name, row.lon, row.lat) == (name, pytest.approx(2 * lon, abs=1e-6), lat)
    assert (row.depths.channel, row.harbour_size, row.port_security) == (depth, size, security)


@needs_real
def test_the_real_index_reads_nearly_whole() -> None:
    read: Read[PortRow] = wpi.read(Path(os.environ["SEAMARK_WPI"]))
    assert len(read.rows) > 3_500
    assert len(read.rejected) <= 5
    assert all(row.territory for row in read.rows)


@needs_real
def test_the_real_index_has_its_known_errors(boundaries: Boundaries) -> None:
    rows = wpi.read(Path(os.environ["SEAMARK_WPI"])).rows
    found = {(rows[flag.row].name.casefold(), flag.kind): flag for flag in flags(rows, boundaries=boundaries)}
    kapus = found["kuala kapus", PortFlag.LIKELY_SLIP]
    assert "in or by Malaysia" in kapus.detail
    assert "the sign of the latitude" in kapus.detail
    assert kapus.correction is not None
    assert kapus.correction.lat == -3.0
    dzaoudzi = found["dzaoudzi", PortFlag.OUTSIDE_TERRITORY]
    assert (dzaoudzi.territory, dzaoudzi.correction) == ("MYT", None)


@needs_real
def test_nearly_all_real_ports_of_partners_lie_in_their_declared_territory(boundaries: Boundaries) -> None:
    partners = {row.territory for row in read_territories() if row.partner}
    rows = [row for row in wpi.read(Path(os.environ["SEAMARK_WPI"])).rows if row.territory in partners]
    aor = [row for row in rows if row.territory != "RUS" or not 0 <= (row.lon or 0) < EAST_OF]
    lons, lats = [row.lon or 0 for row in aor], [row.lat or 0 for row in aor]
    found = locate(lons, lats, boundaries=boundaries, declared=[row.territory for row in aor])
    assert sum(bool(location.agrees) for location in found) / len(found) >= 0.995
