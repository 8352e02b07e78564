"""Ways by sea: never shorter than the great circle, one stroke across the date line, and honest about the rest."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import sea_routes
from geodata.geodesy import Point, distance_nm
from geodata.sea_routes import LONGEST_APPROACH_NM, NOT_FOR_NAVIGATION, sea_route

SUVA = Point(lon=178.42, lat=-18.13)
APIA = Point(lon=-171.76, lat=-13.82)
PAPEETE = Point(lon=-149.57, lat=-17.53)
SINGAPORE = Point(lon=103.85, lat=1.27)
COLOMBO = Point(lon=79.84, lat=6.95)
ROTTERDAM = Point(lon=4.48, lat=51.9)
NEW_YORK = Point(lon=-74.0, lat=40.7)
YINING = Point(lon=81.3, lat=43.9)
"""A place in the middle of Asia."""

PLACES = st.builds(Point, lon=st.floats(-180, 180), lat=st.floats(-90, 90))


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        (SINGAPORE, COLOMBO, 1_550, 1_700),
        (SUVA, PAPEETE, 1_831, 2_050),
        (ROTTERDAM, NEW_YORK, 3_150, 3_600),
        (ROTTERDAM, SINGAPORE, 8_000, 9_000),
    ],
)
def test_ways_are_about_as_long_as_ships_have_it(a: Point, b: Point, least: float, most: float) -> None:
    route = sea_route(a, b)
    assert route.distance_nm is not None
    assert least < route.distance_nm < most


def test_a_way_back_is_as_long() -> None:
    there, back = sea_route(SUVA, PAPEETE), sea_route(PAPEETE, SUVA)
    assert there.distance_nm == pytest.approx(back.distance_nm)
    assert there.approaches_nm == back.approaches_nm[::-1]


def test_the_line_begins_and_ends_at_the_places_and_crosses_the_date_line_in_one_stroke() -> None:
    points = sea_route(SUVA, APIA).points
    assert (points[0].lon, points[0].lat) == pytest.approx((178.42, -18.13))
    assert (points[-1].lon, points[-1].lat) == pytest.approx((188.24, -13.82))
    assert all(abs(one.lon - other.lon) < 20 for one, other in pairwise(points))


def test_the_first_longitude_lies_in_the_frame() -> None:
    assert sea_route(PAPEETE, SUVA).points[0].lon == pytest.approx(210.43)
    assert sea_route(NEW_YORK, ROTTERDAM).points[0].lon == pytest.approx(286.0)
    assert sea_route(NEW_YORK, ROTTERDAM).points[-1].lon == pytest.approx(364.48)


@pytest.mark.parametrize("lon", [179.9, -179.9])
def test_a_place_by_the_date_line_finds_the_nearest_lane_on_either_side(lon: float) -> None:
    place = Point(lon=lon, lat=-20.2)
    assert max(sea_route(place, PAPEETE).approaches_nm) == pytest.approx(13.3, abs=1.0)


def test_a_point_of_the_lanes_itself_stands_once_in_the_line() -> None:
    start = Point(lon=180.0, lat=-20.0)
    route = sea_route(start, PAPEETE)
    assert route.approaches_nm[0] == 0
    assert len(set(route.points)) == len(route.points)


def test_the_length_is_that_of_the_line() -> None:
    route = sea_route(SUVA, PAPEETE)
    walked = sum(
        distance_nm(Point((one.lon + 180) % 360 - 180, one.lat), Point((other.lon + 180) % 360 - 180, other.lat))
        for one, other in pairwise(route.points)
    )
    assert route.distance_nm == pytest.approx(walked)


def test_what_is_told_says_what_it_leaves_open() -> None:
    route = sea_route(SUVA, APIA)
    assert "may cross land" in route.why
    assert route.why.endswith(NOT_FOR_NAVIGATION)


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (SUVA, SUVA, "same point"),
        (SUVA, Point(lon=178.43, lat=-18.14), "same point"),
        (YINING, SUVA, "nm from the nearest sea lane"),
        (SUVA, Point(lon=0.0, lat=-90.0), "nm from the nearest sea lane"),
    ],
)
def test_where_the_network_cannot_tell_there_is_no_distance_but_a_reason(a: Point, b: Point, why: str) -> None:
    for route in (sea_route(a, b), sea_route(b, a)):
        assert route.distance_nm is None
        assert route.points == ()
        assert why in route.why
        assert route.why.endswith("No distance can be told.")


def test_where_straight_lines_are_most_of_the_way_there_is_no_distance() -> None:
    near = [Point(lon=170.0, lat=7.7 + north / 10) for north in range(12)]
    untold = [sea_route(one, other) for one in near for other in near]
    assert all(
        route.distance_nm is None or route.distance_nm > 2 * sum(route.approaches_nm) or sum(route.approaches_nm) == 0
        for route in untold
    )


def test_where_every_way_is_barred_there_is_no_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sea_routes, "_lanes", lambda _start, _end: None)
    assert sea_route(SUVA, APIA).why.startswith("No sea lane leads")


def test_the_northwest_passage_is_left_aside() -> None:
    route = sea_route(Point(lon=-51.7, lat=64.2), Point(lon=139.8, lat=35.5))
    assert route.distance_nm is not None
    assert max(point.lat for point in route.points) < 75
    assert route.distance_nm > 9_000


@settings(max_examples=40)
@given(PLACES, PLACES)
def test_no_way_is_shorter_than_the_great_circle_or_jumps(a: Point, b: Point) -> None:
    route = sea_route(a, b)
    if route.distance_nm is None:
        assert not route.points
        return
    assert route.distance_nm >= distance_nm(a, b) * 0.9999
    assert max(route.approaches_nm) <= LONGEST_APPROACH_NM
    assert all(abs(one.lon - other.lon) <= 180 for one, other in pairwise(route.points))
