"""Slips in coordinates: each undone gives the place that was meant, and never one off the Earth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geodata.geodesy import Point
from geodata.mirrored import Slip, readings

SUVA = Point(lon=178.43, lat=-18.13)


def test_a_place_that_cannot_be_swapped_has_three_other_readings() -> None:
    assert dict(readings(SUVA.lon, SUVA.lat)) == {
        Slip.LATITUDE_SIGN: Point(lon=178.43, lat=18.13),
        Slip.LONGITUDE_SIGN: Point(lon=-178.43, lat=-18.13),
        Slip.BOTH_SIGNS: Point(lon=-178.43, lat=18.13),
    }


def test_the_likelier_slip_comes_first() -> None:
    assert [slip for slip, _ in readings(45.0, -12.0)] == list(Slip)


def test_nothing_is_meant_but_the_origin() -> None:
    assert list(readings(0.0, 0.0)) == []


@given(st.floats(-180, 180), st.floats(-90, 90), st.sampled_from([Slip.LATITUDE_SIGN, Slip.LONGITUDE_SIGN]))
def test_undoing_a_sign_twice_gives_the_place_back(lon: float, lat: float, slip: Slip) -> None:
    once = dict(readings(lon, lat)).get(slip)
    if once is not None:
        assert dict(readings(once.lon, once.lat))[slip] == Point(lon=lon, lat=lat)


@given(st.floats(-90, 90), st.floats(-90, 90))
def test_a_swap_is_undone_by_a_swap(lon: float, lat: float) -> None:
    once = dict(readings(lon, lat)).get(Slip.SWAPPED)
    assert once == (None if lon == lat else Point(lon=lat, lat=lon))


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_no_reading_is_the_given_place(lon: float, lat: float) -> None:
    assert Point(lon=lon, lat=lat) not in [point for _, point in readings(lon, lat)]
