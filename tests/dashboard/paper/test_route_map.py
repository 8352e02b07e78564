"""The map of a route on paper: what it holds, that nothing covers a name, and that the date line is no wall."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.paper.route_labels import Sheet, text_width
from dashboard.paper.route_map import HEIGHT, SMALL, WIDTH, Partner, Route, RouteLine, RouteStop, route_map
from dashboard.paper.route_view import MARGIN, view_of
from geodata.geodesy import Point, great_circle
from geodata.territories import Boundaries
from models.vocabulary import TravelMode

SVG = "{http://www.w3.org/2000/svg}"
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


def route(*places: tuple[str, Point], mode: TravelMode = TravelMode.AIR) -> Route:
    stops = [RouteStop(name, point) for name, point in places]
    points = [YOKOTA, *(stop.point for stop in stops), YOKOTA]
    lines = [RouteLine(mode, great_circle(one, other)) for one, other in pairwise(points)]
    return Route(RouteStop("Yokota", YOKOTA), stops, lines, {"WSM"}, PARTNERS, BOUNDARIES)


ISLANDS = route(("Samoa", APIA), ("French Polynesia", PAPEETE), ("Honolulu", HONOLULU))


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own text


def test_the_base_and_every_stop_stand_on_it_with_number_and_name() -> None:
    said = texts(route_map(ISLANDS))
    assert {"Yokota", "1", "2", "3", "Samoa", "French Polynesia", "Honolulu"} <= set(said)
    assert "180° date line" in said
    assert any(re.fullmatch(r"[\d,]+ nm at \d+°[NS]?", text) for text in said)


def test_the_same_route_gives_the_same_text() -> None:
    assert route_map(ISLANDS) == route_map(ISLANDS)


def test_no_line_runs_back_round_the_world() -> None:
    root = ET.fromstring(route_map(ISLANDS))  # noqa: S314 - our own text
    drawn = [path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("stroke") == "#4a2500"]
    assert len(drawn) >= 4
    for line in drawn:
        points = [tuple(map(float, pair.split())) for pair in line.removeprefix("M").split("L")]
        assert all(abs(one[0] - other[0]) < 60 for one, other in pairwise(points))


def test_everything_that_is_visited_lies_on_the_sheet_with_room_around_it() -> None:
    points = [YOKOTA, APIA, PAPEETE]
    view = view_of(points, [great_circle(YOKOTA, PAPEETE)])
    for point in points:
        x, y = view.spot(point)
        assert WIDTH * MARGIN * 0.99 <= x <= WIDTH * (1 - MARGIN * 0.99)
        assert HEIGHT * MARGIN * 0.99 <= y <= HEIGHT * (1 - MARGIN * 0.99)


@given(st.lists(st.builds(Point, lon=st.floats(-180, 180), lat=st.floats(-60, 60)), min_size=1, max_size=5))
@settings(deadline=None, max_examples=40)
def test_any_places_fit_on_the_sheet(points: list[Point]) -> None:
    view = view_of(points, [])
    for point in points:
        x, y = view.spot(point)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_the_projection_keeps_areas() -> None:
    view = view_of([Point(100, -40), Point(-140, 40)], [])
    cells = []
    for lon, lat in ((110, -30), (150, 0), (200, 25)):
        ring = shapely.segmentize(shapely.box(lon, lat, lon + 4, lat + 4), 0.1).exterior.coords
        xs, ys = view.xy(np.array([x for x, _ in ring]), np.array([y for _, y in ring]))
        sphere = np.sin(np.radians(lat + 4)) - np.sin(np.radians(lat))
        cells.append(shapely.Polygon(zip(xs, ys, strict=True)).area / sphere)
    assert cells == pytest.approx([cells[0]] * 3, rel=0.01)


def test_a_partner_too_small_to_see_has_a_ring_and_a_name() -> None:
    far = route(("French Polynesia", PAPEETE))
    assert "Samoa" not in texts(route_map(far))  # it counts as visited, and its stop would name it
    seen = Route(far.base, far.stops, far.lines, set(), far.partners, far.boundaries)
    root = ET.fromstring(route_map(seen))  # noqa: S314 - our own text
    assert "Samoa" in texts(route_map(seen))
    assert len([one for one in root.iter(f"{SVG}circle") if one.get("r") == "2.6"]) == 2  # and the one of the key
    assert SMALL < 100


@pytest.mark.parametrize(
    ("mode", "told"),
    [(TravelMode.AIR, "Flight, great circle"), (TravelMode.SEA, "By ship"), (TravelMode.GROUND, "By road")],
)
def test_the_key_says_only_what_is_on_the_map(mode: TravelMode, told: str) -> None:
    said = texts(route_map(route(("Samoa", APIA), mode=mode)))
    assert {one for one in said if one in {"Flight, great circle", "By ship", "By road"}} == {told}


def test_a_hostile_name_stays_a_name() -> None:
    name = '</text><script>alert("1")</script>'
    svg = route_map(route((name, APIA)))
    assert name in texts(svg)
    assert "<script" not in svg


def test_a_trip_without_a_stop_has_a_map_of_its_base() -> None:
    assert "Yokota" in texts(route_map(route()))


@given(st.lists(st.tuples(st.floats(20, 480), st.floats(20, 280)), min_size=1, max_size=25))
@settings(deadline=None)
def test_no_name_covers_another_or_leaves_the_sheet(points: list[tuple[float, float]]) -> None:
    sheet = Sheet(WIDTH, HEIGHT)
    for x, y in points:
        sheet.label("Papua New Guinea", x, y, size=8)
    boxes = sheet.taken
    for number, box in enumerate(boxes):
        assert shapely.box(0, 0, WIDTH, HEIGHT).covers(box)
        assert not any(shapely.intersects(box, other) for other in boxes[number + 1 :])


def test_badges_at_one_place_part() -> None:
    sheet = Sheet(WIDTH, HEIGHT)
    spots = [sheet.badge(100, 100, 6) for _ in range(5)]
    assert spots[0] == (100, 100)
    assert all(
        max(abs(one[0] - other[0]), abs(one[1] - other[1])) > 12
        for number, one in enumerate(spots)
        for other in spots[number + 1 :]
    )


def test_a_name_keeps_off_the_route_where_it_can() -> None:
    sheet = Sheet(WIDTH, HEIGHT, routes=shapely.LineString([(100, 100), (300, 100)]))
    placed = sheet.label("Samoa", 100, 100, size=8)
    assert placed is not None
    assert not shapely.intersects(sheet.taken[-1], sheet.routes)
    assert text_width("Samoa", 8) > text_width("lit", 8)
