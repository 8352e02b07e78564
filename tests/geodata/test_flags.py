"""Flags: how far outside, what was likely meant, codes used twice or of another territory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.flags import Flag, flags
from geodata.geodesy import Point
from geodata.importers.rows import PortRow
from geodata.territories import Boundaries
from models.vocabulary import PortFlag

KUALA_KAPUS = PortRow(1, "Kuala Kapus", territory="IDN", lon=114.366667, lat=3.0)
DZAOUDZI = PortRow(2, "Dzaoudzi", territory="COM", lon=45.25, lat=-12.783333)
SUVA = PortRow(3, "Suva", unlocode="FJSUV", wpi_number="56090", territory="FJI", lon=178.43, lat=-18.13)


def one(boundaries: Boundaries, *rows: PortRow) -> Flag:
    (flag,) = flags(rows, boundaries=boundaries)
    return flag


def test_a_port_in_its_place_has_no_flag(boundaries: Boundaries) -> None:
    assert flags([SUVA], boundaries=boundaries) == []
    assert flags([], boundaries=boundaries) == []


def test_a_lost_sign_is_named_with_the_place_that_was_meant(boundaries: Boundaries) -> None:
    flag = one(boundaries, KUALA_KAPUS)
    assert (flag.row, flag.kind, flag.territory) == (0, PortFlag.LIKELY_SLIP, None)
    assert flag.correction == Point(lon=114.366667, lat=-3.0)
    assert flag.distance_nm == pytest.approx(43, abs=5)
    assert flag.detail == (
        "lies in or by Malaysia, 43 nm outside Indonesia; the sign of the latitude may be wrong: "
        "at 3°00.0′S 114°22.0′E it would be in Indonesia"
    )


def test_a_port_of_another_territory_is_told_whose_it_may_be(boundaries: Boundaries) -> None:
    flag = one(boundaries, DZAOUDZI)
    assert (flag.kind, flag.territory, flag.correction) == (PortFlag.OUTSIDE_TERRITORY, "MYT", None)
    assert flag.detail == "lies in or by Mayotte, 50 nm outside Comoros"
    assert flag.distance_nm == pytest.approx(50, abs=2)


def test_slips_of_signs(boundaries: Boundaries) -> None:
    north = one(boundaries, replace(SUVA, lat=18.13))
    assert (north.kind, north.correction) == (PortFlag.LIKELY_SLIP, Point(lon=178.43, lat=-18.13))
    assert "; the sign of the latitude may be wrong: " in north.detail
    apia = one(boundaries, PortRow(1, "Apia", territory="WSM", lon=171.76, lat=13.82))
    assert apia.correction == Point(lon=-171.76, lat=-13.82)
    assert "; both signs may be wrong: " in apia.detail


def test_a_swap_of_latitude_and_longitude(boundaries: Boundaries) -> None:
    flag = one(boundaries, PortRow(1, "Colombo", territory="LKA", lon=6.95, lat=79.85))
    assert flag.correction == Point(lon=79.85, lat=6.95)
    assert "latitude and longitude swapped may be wrong" not in flag.detail
    assert "latitude and longitude may be swapped: at 6°57.0′N 79°51.0′E it would be in Sri Lanka" in flag.detail


def test_a_terminal_at_sea_by_its_own_territory_is_right(boundaries: Boundaries) -> None:
    assert flags([PortRow(1, "Example Terminal", territory="IDN", lon=107.0, lat=4.6)], boundaries=boundaries) == []


def test_the_open_ocean_is_at_sea(boundaries: Boundaries) -> None:
    flag = one(boundaries, PortRow(1, "Example Buoy", territory="NRU", lon=-140.0, lat=30.0))
    assert flag.detail.startswith("lies at sea, ")
    assert flag.detail.endswith(" nm outside Nauru")
    assert flag.territory is None


def test_what_cannot_be_placed_is_not_flagged_for_its_place(boundaries: Boundaries) -> None:
    rows = [
        PortRow(1, "No place", territory="FJI"),
        PortRow(2, "No territory", lon=178.4, lat=-18.1),
        PortRow(3, "No boundary", territory="VAT", lon=178.4, lat=-18.1),
    ]
    assert flags(rows, boundaries=boundaries) == []


def test_codes_and_numbers_used_twice_name_the_others(boundaries: Boundaries) -> None:
    rows = [SUVA, replace(SUVA, name="Suva Point"), replace(SUVA, name="Lami", unlocode=None)]
    found = [(flag.row, flag.kind, flag.detail) for flag in flags(rows, boundaries=boundaries)]
    assert found == [
        (0, PortFlag.DUPLICATE_CODE, "FJSUV is also that of Suva Point"),
        (0, PortFlag.DUPLICATE_NUMBER, "56090 is also that of Suva Point, Lami"),
        (1, PortFlag.DUPLICATE_CODE, "FJSUV is also that of Suva"),
        (1, PortFlag.DUPLICATE_NUMBER, "56090 is also that of Suva, Lami"),
        (2, PortFlag.DUPLICATE_NUMBER, "56090 is also that of Suva, Suva Point"),
    ]


def test_of_many_that_share_a_code_a_few_are_named(boundaries: Boundaries) -> None:
    rows = [replace(SUVA, name=f"Suva {number}", wpi_number=None) for number in range(20_000)]
    found = flags(rows, boundaries=boundaries)
    assert len(found) == len(rows)
    assert found[0].detail == "FJSUV is also that of Suva 1, Suva 2, Suva 3, Suva 4, Suva 5 and 19,994 more"
    assert found[9].detail == "FJSUV is also that of Suva 0, Suva 1, Suva 2, Suva 3, Suva 4 and 19,994 more"


@pytest.mark.parametrize(
    ("code", "detail", "territory"),
    [
        ("TOSUV", "TOSUV begins as codes of Tonga do", "TON"),
        ("QQSUV", "QQSUV begins as codes of no territory do", None),
    ],
)
def test_a_code_of_another_territory(boundaries: Boundaries, code: str, detail: str, territory: str | None) -> None:
    flag = one(boundaries, replace(SUVA, unlocode=code))
    assert (flag.kind, flag.detail, flag.territory) == (PortFlag.CODE_PREFIX, detail, territory)


def test_flags_come_in_the_order_of_the_rows(boundaries: Boundaries) -> None:
    rows = [replace(DZAOUDZI, unlocode="YTDZA"), SUVA, KUALA_KAPUS]
    assert [(flag.row, flag.kind) for flag in flags(rows, boundaries=boundaries)] == [
        (0, PortFlag.OUTSIDE_TERRITORY),
        (0, PortFlag.CODE_PREFIX),
        (2, PortFlag.LIKELY_SLIP),
    ]
