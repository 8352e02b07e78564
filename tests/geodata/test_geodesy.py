"""Distances, great circles and points as people write them."""

from __future__ import annotations

import contextlib
import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geodata.errors import CoordinateError
from geodata.geodesy import (
    Point,
    distance_nm,
    distances_nm,
    great_circle,
    lat_lon_text,
    parse_lat_lon,
    within_nm,
)

SUVA = Point(lon=178.44, lat=-18.14)
APIA = Point(lon=-171.77, lat=-13.83)
YOKOTA = Point(lon=139.35, lat=35.75)
PAPEETE = Point(lon=-149.57, lat=-17.53)

points = st.builds(Point, lon=st.floats(-180, 180), lat=st.floats(-90, 90))


def test_a_degree_of_the_equator() -> None:
    assert distance_nm(Point(0, 0), Point(1, 0)) == pytest.approx(111_319.49 / 1852, rel=1e-7)


def test_the_date_line_is_no_obstacle() -> None:
    assert distance_nm(Point(179.5, 0), Point(-179.5, 0)) == pytest.approx(distance_nm(Point(0, 0), Point(1, 0)))
    assert distance_nm(SUVA, APIA) == pytest.approx(623, abs=5)


@given(points, points)
def test_distance_is_the_same_both_ways_and_never_more_than_half_round(a: Point, b: Point) -> None:
    there = distance_nm(a, b)
    assert there == pytest.approx(distance_nm(b, a), abs=1e-6)
    assert 0 <= there <= 10_802


@given(points, points, points)
def test_a_detour_is_no_shorter(a: Point, b: Point, c: Point) -> None:
    assert distance_nm(a, c) <= distance_nm(a, b) + distance_nm(b, c) + 1e-6


@given(points, st.floats(-720, 720))
def test_turns_of_the_globe_do_not_matter(point: Point, turn: float) -> None:
    turned = 360.0 * round(turn / 360)
    away = distances_nm(point.lon + turned, point.lat, [point.lon], [point.lat])
    assert away[0] == pytest.approx(0, abs=1e-6)


def test_distances_broadcast() -> None:
    away = distances_nm(SUVA.lon, SUVA.lat, [APIA.lon, SUVA.lon], [APIA.lat, SUVA.lat])
    assert away.shape == (2,)
    assert away[0] == pytest.approx(distance_nm(SUVA, APIA))
    assert away[1] == 0


@pytest.mark.parametrize(("lon", "lat"), [(0, 91), (0, float("nan")), (float("inf"), 0)])
def test_distances_refuse_what_is_no_place(lon: float, lat: float) -> None:
    with pytest.raises(CoordinateError):
        distances_nm(0, 0, [lon], [lat])
    with pytest.raises(CoordinateError):
        distances_nm(lon, lat, [0], [0])


def test_within_counts_the_edge() -> None:
    radius = distance_nm(SUVA, APIA)
    assert within_nm(SUVA, radius, [APIA.lon, PAPEETE.lon], [APIA.lat, PAPEETE.lat]).tolist() == [True, False]


@given(points, points, st.floats(20, 2000))
def test_a_great_circle_has_no_jump_and_its_ends(a: Point, b: Point, spacing: float) -> None:
    assume(distance_nm(a, b) < 10_700)  # opposite ends of the Earth have no one shortest line
    line = great_circle(a, b, spacing)
    assert (line[0].lat, line[-1].lat) == (a.lat, b.lat)
    assert -30 <= line[0].lon < 330
    assert (line[-1].lon - b.lon) / 360 == pytest.approx(round((line[-1].lon - b.lon) / 360), abs=1e-9)
    assert all(abs(second.lon - first.lon) <= 180 + 1e-9 for first, second in itertools.pairwise(line))
    steps = [
        distances_nm(first.lon, first.lat, second.lon, second.lat).item() for first, second in itertools.pairwise(line)
    ]
    assert max(steps) <= spacing * 1.001
    assert sum(steps) == pytest.approx(distance_nm(a, b), rel=1e-6, abs=1e-6)


def test_a_leg_over_the_date_line_is_one_stroke_in_the_frame() -> None:
    lons = [point.lon for point in great_circle(YOKOTA, PAPEETE, spacing_nm=200)]
    assert lons[0] == pytest.approx(139.35)
    assert lons[-1] == pytest.approx(210.43)
    assert lons == sorted(lons)


def test_a_leg_to_where_one_is() -> None:
    assert [(point.lon, point.lat) for point in great_circle(SUVA, SUVA)] == [(178.44, -18.14)] * 2


@pytest.mark.parametrize("spacing", [0.0, -1.0, float("nan")])
def test_a_spacing_that_is_none_is_refused(spacing: float) -> None:
    with pytest.raises(CoordinateError):
        great_circle(SUVA, APIA, spacing)


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("-18.1,178.4", 178.4, -18.1),
        (" -18.1 , 178.4 ", 178.4, -18.1),
        ("-18.1 178.4", 178.4, -18.1),
        ("18.1S, 178.4E", 178.4, -18.1),
        ("178.4E, 18.1S", 178.4, -18.1),
        ("178.4E, -18.1", 178.4, -18.1),
        ("18.1° s, 171.5° w", -171.5, -18.1),
        ("0,180", 180, 0),
        ("90,-180", -180, 90),
        ("18°06.0′S 178°24.0′E", 178.4, -18.1),
        ("18°6'S178°24'E", 178.4, -18.1),
        ("18 06 S, 178 24 E", 178.4, -18.1),
        ("-18 6, 178 24.0", 178.4, -18.1),
        ("178°24′E 18°06′S", 178.4, -18.1),
        ("-0 30, 0 0", 0, -0.5),
    ],
)
def test_points_as_people_write_them(text: str, lon: float, lat: float) -> None:
    assert parse_lat_lon(text) == Point(lon=lon, lat=lat)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("178.4,-18.1", "swapped"),
        ("91,0", "swapped"),
        ("95,181", "outside -90 to 90"),
        ("-18.1,181", "outside -180 to 180"),
        ("", "write them as"),
        ("-18.1", "write them as"),
        ("-18.1,178.4,3", "write them as"),
        ("here, there", "write them as"),
        ("nan,0", "write them as"),
        ("1e999,0", "write them as"),
        ("18S,20S", "same axis"),
        ("-18S,20E", "sign and a letter"),
        ("18 60S,20E", "below 60"),
        ("18.1°6′S,20E", "whole degrees"),
        ("18°06′S", "write them as"),
        ("89°61′N, 0", "below 60"),
    ],
)
def test_what_is_no_point_is_refused_with_a_reason(text: str, complaint: str) -> None:
    with pytest.raises(CoordinateError, match=complaint):
        parse_lat_lon(text)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_written_is_read(lat: float, lon: float) -> None:
    point = parse_lat_lon(f"{lat:.6f}, {lon:.6f}")
    assert np.allclose([point.lat, point.lon], [lat, lon], atol=1e-6)


@given(points)
def test_minutes_are_read_as_they_are_written(point: Point) -> None:
    read = parse_lat_lon(lat_lon_text(point))
    assert np.allclose([read.lat, read.lon], [point.lat, point.lon], atol=0.05 / 60 + 1e-9)


@pytest.mark.parametrize(
    ("point", "text"),
    [
        (Point(lon=-149.57, lat=-17.535), "17°32.1′S 149°34.2′W"),
        (Point(lon=179.9999, lat=0.0), "0°00.0′N 180°00.0′E"),
        (Point(lon=-0.05, lat=89.99917), "90°00.0′N 0°03.0′W"),
    ],
)
def test_minutes_carry_over_to_degrees(point: Point, text: str) -> None:
    assert lat_lon_text(point) == text


@given(st.text("0123456789.°′' NSEW,-", max_size=30))
def test_nothing_that_looks_like_a_point_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(CoordinateError):
        assert isinstance(parse_lat_lon(text), Point)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(CoordinateError):
        assert isinstance(parse_lat_lon(text), Point)


@pytest.mark.parametrize(("lon", "lat"), [(float("nan"), 0), (0, float("inf")), (181, 0), (0, -91)])
def test_a_point_is_a_place(lon: float, lat: float) -> None:
    with pytest.raises(CoordinateError):
        Point(lon=lon, lat=lat)
