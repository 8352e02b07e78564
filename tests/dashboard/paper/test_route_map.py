"""The map of a route on paper: what it holds, that nothing covers a name, and that the date line is no wall."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.maps.spots import Box
from dashboard.paper.map_frame import frame_of
from dashboard.paper.printed_map import POINTS
from dashboard.paper.route_map import (
    HEIGHT,
    LEAST_M,
    ROUTE,
    WIDTH,
    Partner,
    Route,
    RouteLine,
    RouteStop,
    drawn_route,
    route_map,
)
from geodata.geodesy import Point, great_circle
from geodata.territories import Boundaries
from models.vocabulary import TravelMode

if TYPE_CHECKING:
    from dashboard.paper.printed_map import PrintedMap

YOKOTA, APIA, PAPEETE, HONOLULU = Point(139.35, 35.75), Point(-171.8, -13.8), Point(-149.6, -17.5), Point(-157.9, 21.3)
BOUNDARIES = Boundaries(
    codes=("AUS", "WSM", "JPN"),
    names=("Australia", "Samoa", "Japan"),
    geometries=np.array(
        [shapely.box(114, -38, 153, -12), shapely.box(187.5, -14.1, 188.6, -13.4), shapely.box(130, 31, 141, 40)],
        dtype=object,
    ),
)
PARTNERS = (Partner("AUS", "Australia", Point(134, -25)), Partner("WSM", "Samoa", APIA))
SHEET = Box(0, 0, WIDTH, HEIGHT)


def route(
    *places: tuple[str, Point], mode: TravelMode = TravelMode.AIR, visited: frozenset[str] | None = None
) -> Route:
    stops = [RouteStop(name, point) for name, point in places]
    points = [YOKOTA, *(stop.point for stop in stops), YOKOTA]
    lines = [RouteLine(mode, great_circle(one, other)) for one, other in pairwise(points) if one != other]
    codes = frozenset({"WSM"}) if visited is None else visited
    return Route(RouteStop("Yokota", YOKOTA), stops, lines, codes, PARTNERS, BOUNDARIES)


ISLANDS = route(("Samoa", APIA), ("French Polynesia", PAPEETE), ("Honolulu", HONOLULU))


def texts(drawn: PrintedMap) -> list[str]:
    return [text.get_text() for text in drawn.figure.axes[0].texts if not text.get_path_effects()]


def strokes(drawn: PrintedMap) -> list[np.ndarray]:  # type: ignore[type-arg] # of any shape
    found = [line for line in drawn.figure.axes[0].lines if line.get_color() == ROUTE]
    return [np.asarray(line.get_xydata()) for line in found if len(line.get_xdata()) > 2]


def overlaps(drawn: PrintedMap) -> list[tuple[str, str]]:
    """Return every pair of names, or name and sign, or name and scale, of which one covers the other."""
    things = [(f"name {key}", placed.box) for key, placed in drawn.names.items()]
    things += [(f"sign {key}", box) for key, box in drawn.glyphs.items()]
    things += [("scale", box) for box in drawn.furniture]
    return [
        (one, other)
        for place, (one, box) in enumerate(things)
        for other, beside in things[:place]
        if box.meets(beside) and not (one.startswith("sign") and other.startswith("sign"))
    ]


def test_the_base_and_every_stop_stand_on_it_with_number_and_name() -> None:
    drawn = drawn_route(ISLANDS)
    said = texts(drawn)
    assert {"Yokota", "1", "2", "3", "Samoa", "French Polynesia", "Honolulu", "180°"} <= set(said)
    assert any(re.fullmatch(r"[\d,]+ nm (at the equator|in the middle)", text) for text in said)
    assert set(drawn.names) >= {"0", "1", "2", "3"}
    assert overlaps(drawn) == []


def test_the_same_route_gives_the_same_drawing_of_the_size_of_the_sheet() -> None:
    svg = route_map(ISLANDS)
    assert svg == route_map(ISLANDS)
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    assert root.get("viewBox") == f"0 0 {WIDTH:g} {HEIGHT:g}"
    assert "<text" not in svg
    assert tuple(drawn_route(ISLANDS).figure.get_size_inches()) == (WIDTH / POINTS, HEIGHT / POINTS)


def test_no_line_runs_back_round_the_world() -> None:
    drawn = strokes(drawn_route(ISLANDS))
    assert len(drawn) == 4
    for points in drawn:
        assert np.abs(np.diff(points, axis=0)).max() < 60


@pytest.mark.parametrize("far", [Point(-40, 10), Point(45, -20), Point(-70, -33), Point(179.9, 0), Point(-29.9, 0)])
def test_a_route_round_the_seam_of_the_map_is_parted(far: Point) -> None:
    for points in strokes(drawn_route(route(("Far", far), ("Samoa", APIA)))):
        assert np.abs(np.diff(points, axis=0)).max() < 60


def test_scale_and_key_stand_below_the_map_where_no_route_ends() -> None:
    drawn = drawn_route(ISLANDS)
    (scale,) = drawn.furniture
    assert SHEET.holds(scale)
    assert max(points[:, 1].max() for points in strokes(drawn)) < scale.top
    assert max(box.bottom for box in drawn.glyphs.values()) < scale.top


@given(st.lists(st.builds(Point, lon=st.floats(-180, 180), lat=st.floats(-60, 60)), min_size=1, max_size=5))
@settings(deadline=None, max_examples=40)
def test_any_places_fit_on_the_sheet(points: list[Point]) -> None:
    frame = frame_of([(point.lon, point.lat) for point in points], ratio=1.7, least=LEAST_M)
    seen = frame.project([point.lon for point in points], [point.lat for point in points])
    assert (seen >= (frame.west, frame.south)).all()
    assert (seen <= (frame.east, frame.north)).all()
    assert frame.east - frame.west >= LEAST_M * 0.999


def test_a_partner_too_small_to_see_has_a_ring_and_a_name() -> None:
    far = ("French Polynesia", PAPEETE)
    assert "Samoa" not in texts(drawn_route(route(far)))  # it counts as visited, and its stop would name it
    seen = drawn_route(route(far, visited=frozenset()))
    assert "Samoa" in texts(seen)
    assert "WSM" in seen.glyphs
    assert "AUS" not in seen.glyphs


@pytest.mark.parametrize(
    ("mode", "told"),
    [(TravelMode.AIR, "Flight, great circle"), (TravelMode.SEA, "By ship"), (TravelMode.GROUND, "By road")],
)
def test_the_key_says_only_what_is_on_the_map(mode: TravelMode, told: str) -> None:
    said = texts(drawn_route(route(("Samoa", APIA), mode=mode)))
    assert {one for one in said if one in {"Flight, great circle", "By ship", "By road"}} == {told}


@pytest.mark.parametrize(
    "name",
    ['</text><script>alert("1")</script>', "x" * 200, "\u202eevil", "$\\frac{1}{0}$", "a\nb\x00", "\U0001f6a2" * 9],
)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    drawn = drawn_route(route((name, APIA)))
    assert "<script" not in drawn.file("svg").decode()
    assert all(SHEET.holds(placed.box) for placed in drawn.names.values())
    assert overlaps(drawn) == []


def test_a_trip_without_a_stop_has_a_map_of_its_base() -> None:
    said = texts(drawn_route(route()))
    assert "Yokota" in said
    assert "Stop, in order" not in said


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=9))
@settings(deadline=None, max_examples=10)
@example([(0.0, 0.0)] * 6)
def test_crowded_stops_are_all_named_and_nothing_covers_a_name(places: list[tuple[float, float]]) -> None:
    stops = [
        (f"Port of call {number}", Point(178 + lon - 360 * (178 + lon > 180), -17 + lat))
        for number, (lon, lat) in enumerate(places)
    ]
    drawn = drawn_route(route(*stops))
    assert set(drawn.names) >= {str(number) for number in range(len(stops) + 1)}
    assert overlaps(drawn) == []
    assert all(SHEET.holds(placed.box) for placed in drawn.names.values())
    signs = [box for key, box in drawn.glyphs.items() if key.isdigit()]
    middles = np.array([((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in signs])
    apart = np.hypot(*(middles[:, None] - middles).transpose(2, 0, 1)) + 99 * np.eye(len(middles))
    assert apart.min() > 10, "badges at one place part"


def test_a_name_keeps_off_the_route_where_it_can() -> None:
    drawn = drawn_route(route(("Samoa", APIA)))
    box = drawn.names["1"].box
    name = shapely.box(box.left, box.top, box.right, box.bottom)
    assert not any(shapely.intersects(shapely.LineString(points), name) for points in strokes(drawn))
