"""Lines cut at a meridian: nothing is lost, nothing jumps, every part lies in its world."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.geodesy import GEOD, PathPoint, Point, great_circle
from geodata.line_cutting import cut_line

LONS = st.floats(-180, 180, allow_nan=False)
LATS = st.floats(-85, 85, allow_nan=False)
POINTS = st.builds(Point, lon=LONS, lat=LATS)
EDGE = 180.0


def drawn(*points: tuple[float, float]) -> list[PathPoint]:
    return [PathPoint(lon, lat) for lon, lat in points]


def pairs(parts: list[list[PathPoint]]) -> list[list[tuple[float, float]]]:
    return [[(point.lon, point.lat) for point in part] for part in parts]


def test_a_line_over_the_date_line_ends_on_one_edge_and_begins_on_the_other_at_the_same_latitude() -> None:
    assert pairs(cut_line(drawn((170, 0), (190, 10)))) == [
        [(170, 0), (180, 5)],
        [(-180, 5), (-170, 10)],
    ]
    assert pairs(cut_line(drawn((190, 10), (170, 0)))) == [
        [(-170, 10), (-180, 5)],
        [(180, 5), (170, 0)],
    ]


def test_a_point_on_the_date_line_belongs_to_both_parts() -> None:
    assert pairs(cut_line(drawn((170, 0), (180, 1), (190, 2)))) == [
        [(170, 0), (180, 1)],
        [(-180, 1), (-170, 2)],
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ([(170, 0), (180, 1), (170, 2)], [(170, 0), (180, 1), (170, 2)]),
        ([(170, 0), (180, 1)], [(170, 0), (180, 1)]),
        ([(190, 0), (180, 1)], [(-170, 0), (-180, 1)]),
        ([(180, 0), (180, 5)], [(-180, 0), (-180, 5)]),
        ([(10, 5), (10, 5)], [(10, 5), (10, 5)]),
    ],
)
def test_a_line_that_only_touches_the_date_line_stays_whole(
    line: list[tuple[float, float]], told: list[tuple[float, float]]
) -> None:
    assert pairs(cut_line(drawn(*line))) == [told]


def test_a_line_round_the_world_is_cut_each_time() -> None:
    parts = cut_line(drawn((0, 0), (400, 0), (600, 0)))
    assert [(part[0].lon, part[-1].lon) for part in parts] == [(0, 180), (-180, 180), (-180, -120)]


def test_another_meridian_ends_the_world_of_the_map() -> None:
    parts = cut_line(drawn((320, 50), (340, 60)), west=-30)
    assert pairs(parts) == [[(320, 50), (330, 55)], [(-30, 55), (-20, 60)]]


@given(POINTS, POINTS)
def test_no_part_of_a_great_circle_leaves_its_world_or_jumps(one: Point, other: Point) -> None:
    parts = cut_line(great_circle(one, other, spacing_nm=240))
    for part in parts:
        assert len(part) >= 2
        assert all(-EDGE <= point.lon <= EDGE for point in part)
        assert all(abs(first.lon - second.lon) <= EDGE for first, second in pairwise(part))
    for before, after in pairwise(parts):
        assert abs(before[-1].lon) == pytest.approx(EDGE)
        assert after[0].lon == pytest.approx(-before[-1].lon)
        assert after[0].lat == pytest.approx(before[-1].lat)


@given(POINTS, POINTS)
def test_both_ends_stay_where_they_are(one: Point, other: Point) -> None:
    parts = cut_line(great_circle(one, other, spacing_nm=240))
    for place, point in ((one, parts[0][0]), (other, parts[-1][-1])):
        assert point.lat == pytest.approx(place.lat, abs=1e-9)
        assert (point.lon - place.lon) % 360 == pytest.approx(0, abs=1e-6) or (place.lon - point.lon) % 360 < 1e-6


def test_the_parts_together_are_as_long_as_the_whole() -> None:
    apia, papeete, tarawa = Point(-171.8, -13.8), Point(-149.6, -17.5), Point(173.1, 1.4)
    for start, end in ((tarawa, apia), (papeete, tarawa)):
        parts = cut_line(great_circle(start, end))
        assert len(parts) == 2
        length = sum(GEOD.line_length([p.lon for p in part], [p.lat for p in part]) for part in parts)
        assert length == pytest.approx(GEOD.inv(start.lon, start.lat, end.lon, end.lat)[2], rel=1e-4)
    assert np.all([len(part) > 5 for part in parts])
