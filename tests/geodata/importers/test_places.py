"""Coordinates and codes in every notation of the sources, at the bounds of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.geodesy import Point
from geodata.importers import places
from geodata.importers.rows import RowError

AXES = ["lon", "lat"]


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("-18.1", -18.1), ("-18,1", -18.1), ("+5", 5.0), ("0", 0.0), ("-0.0", 0.0), ("90", 90.0), ("-90.000", -90.0)],
)
def test_decimal_degrees(text: str, degrees: float) -> None:
    assert places.decimal_degrees(text, column="Lat", axis="lat") == degrees


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize(
    "text", ["", "-", "1 2", "1.2.3", "1,000.5", "0x10", "1_0", "nan", "inf", "1e400", "\u0661", "12345"]
)
def test_what_is_no_number_of_degrees(text: str, axis: str) -> None:
    with pytest.raises(RowError, match=r"^C: ") as error:
        places.decimal_degrees(text, column="C", axis=axis)
    assert error.value.column == "C"
    assert str(error.value) == f"C: {error.value.reason}"


@pytest.mark.parametrize(("axis", "limit"), [("lon", 180), ("lat", 90)])
def test_degrees_end_where_the_axis_does(axis: str, limit: int) -> None:
    for sign in ("", "-"):
        text = f"{sign}{limit}"
        assert places.decimal_degrees(text, column="C", axis=axis) == float(text)
        with pytest.raises(RowError, match=f"lies outside -{limit} to {limit}"):
            places.decimal_degrees(f"{text}.000001", column="C", axis=axis)


@given(st.floats(-90, 90))
def test_degrees_come_back_as_programs_write_them(degrees: float) -> None:
    whole = round(degrees, 9)
    assert places.decimal_degrees(str(whole), column="C", axis="lat") == whole


@pytest.mark.parametrize("text", ["1860S 17720E", "1830S 17760E", "9001S 00000E", "0000N 18001E", "1830 17720", ""])
def test_what_is_no_place_in_whole_minutes(text: str) -> None:
    with pytest.raises(RowError, match=r"^Coordinates: "):
        places.whole_minutes(text, column="Coordinates")


@pytest.mark.parametrize("text", ["1830S 17720E", "1830S17720E", "1830s 17720e", "1830S, 17720E", "1830S/17720E"])
def test_a_place_in_whole_minutes(text: str) -> None:
    place = places.whole_minutes(text, column="Coordinates")
    assert (place.lat, place.lon) == (-18.5, pytest.approx(177 + 20 / 60))


def test_poles_and_the_date_line_are_places() -> None:
    assert places.whole_minutes("9000S 18000W", column="C") == Point(lon=-180.0, lat=-90.0)
    assert places.hundredths_of_minutes("900000N", column="C", axis="lat") == 90
    assert places.hundredths_of_minutes("1800000W", column="C", axis="lon") == -180
    with pytest.raises(RowError, match="no latitude"):
        places.hundredths_of_minutes("900001N", column="C", axis="lat")


def test_hundredths_are_of_minutes_not_seconds() -> None:
    degrees = places.hundredths_of_minutes("491799N", column="C", axis="lat")
    assert degrees == pytest.approx(49 + 17.99 / 60)


UNLOCODES = {
    "FJSUV": "FJSUV",
    "FJ SUV": "FJSUV",
    "FJ-SUV": "FJSUV",
    '"FJ SUV"': "FJSUV",
    "us2ab": "US2AB",
    'GB ME""': None,
    "F1SUV": None,
    "FJSUVA": None,
    "FJ  SUV": None,
    "": None,
}


@pytest.mark.parametrize(("text", "code"), UNLOCODES.items())
def test_unlocodes(text: str, code: str | None) -> None:
    assert places.unlocode_of(text) == code


@pytest.mark.parametrize("text", ["-1", "1.2.3", "", "12a", "1" * 10, "1e3"])
def test_what_is_no_index_number(text: str) -> None:
    with pytest.raises(RowError, match="no World Port Index number"):
        places.wpi_number(text, column="Number")


@given(st.integers(0, 10**7), st.integers(0, 99))
def test_index_numbers_are_the_same_however_many_zeros(whole: int, hundredths: int) -> None:
    number = places.wpi_number(f"{whole}.{hundredths:02d}", column="N")
    assert places.wpi_number(number, column="N") == number
    assert places.wpi_number(f"{whole}.{hundredths:02d}00", column="N") == number
    assert float(number) == float(f"{whole}.{hundredths:02d}")


def test_a_blank_is_no_territory_and_a_wrong_one_an_error() -> None:
    assert places.territory("", column="Country") is None
    assert places.territory("Fiji", column="Country") == "FJI"
    with pytest.raises(RowError, match=r"^Country: 'Mars' is no territory"):
        places.territory("Mars", column="Country")


def test_a_long_cell_is_quoted_in_part() -> None:
    assert places.quoted("x" * 41) == repr("x" * 40 + "…")
    assert places.quoted("x" * 40) == repr("x" * 40)
    assert "\n" not in places.quoted("a\nb")
