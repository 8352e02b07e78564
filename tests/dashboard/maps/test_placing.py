"""Glyphs do not cover one another, and labels cover neither glyphs nor each other."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.placing import BADGE, CLEARLY, RANKED, Place, arrange
from dashboard.maps.scene import Mark
from dashboard.maps.spots import APART, Box, Spot, spread
from dashboard.maps.view import opening_view, pixels

WIDTH, HEIGHT = 900, 430
HONG_KONG = Place("HKG", "Hong Kong", 114.16, 22.28)
MACAU = Place("MAC", "Macau", 113.54, 22.19)
FIJI = Place("FJI", "Fiji", 178.0, -17.8)
POLYNESIA = Place("PYF", "French Polynesia", 225.0, -17.5)


def _places(marks: tuple[Mark, ...]) -> tuple[Place, ...]:
    return tuple(Place(mark.territory, mark.name, mark.lon, mark.lat) for mark in marks)


def test_neighbours_are_moved_apart_a_little() -> None:
    offsets = arrange((HONG_KONG, MACAU, FIJI), WIDTH, HEIGHT).glyphs
    assert offsets["FJI"] == (0, 0)
    assert offsets["HKG"][0] > 0 > offsets["MAC"][0]
    assert all(hypot(*offset) <= APART for offset in offsets.values())


def test_all_partners_are_apart_and_near_home(marks: tuple[Mark, ...]) -> None:
    zoom = opening_view(WIDTH, HEIGHT).zoom
    offsets = arrange(_places(marks), WIDTH, HEIGHT).glyphs
    spots = []
    for mark in marks:
        x, y = pixels(mark.lon, mark.lat, zoom)
        dx, dy = offsets[mark.territory]
        assert hypot(dx, dy) <= 2 * APART
        spots.append((x + dx, y + dy))
    gaps = [hypot(a - c, b - d) for i, (a, b) in enumerate(spots) for c, d in spots[:i]]
    assert min(gaps) >= APART - 2


@pytest.mark.parametrize("y", [5.0, 5.0 + 1e-12, 5e-324])
def test_two_in_one_place_part_too(y: float) -> None:
    one, other = spread([Spot(5, round(y)), Spot(5, y)])
    assert hypot(one.x - other.x, one.y - other.y) >= APART - 0.01


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 400)), max_size=12))
def test_spreading_keeps_number_and_middle(points: list[tuple[float, float]]) -> None:
    spots = [Spot(x, y) for x, y in points]
    moved = spread(spots)
    assert len(moved) == len(spots)
    assert abs(sum(spot.x for spot in moved) - sum(x for x, _ in points)) < 1e-3


def test_most_partners_are_labelled(marks: tuple[Mark, ...]) -> None:
    labels = arrange(_places(marks), 1240, 560).labels
    assert len(labels) >= 36
    assert {"AUS", "CHN", "IND", "JPN", "PYF"} <= set(labels)
    assert set(RANKED) <= {mark.territory for mark in marks}


def test_a_label_at_the_edge_turns_inwards() -> None:
    labels = arrange((POLYNESIA,), WIDTH, 700).labels
    assert labels["PYF"].anchor != "start"


def test_arranging_again_costs_nothing(marks: tuple[Mark, ...]) -> None:
    assert arrange(_places(marks), WIDTH, HEIGHT) is arrange(_places(marks), WIDTH, HEIGHT)


SIZES = ((800, 380), (900, 430), (1240, 560))
"""Widths and heights that a map has."""

TIGHT = 3
"""How many badges may find no free place where partners are crowded; most never show."""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_names_cover_no_glyph_and_no_other_name(marks: tuple[Mark, ...], width: int, height: int) -> None:
    boxes = arrange(_places(marks), width, height).boxes
    names = {code: name for code, (_, _, name) in boxes.items() if name}
    glyphs = {code: glyph for code, (glyph, _, _) in boxes.items()}
    for code, name in names.items():
        assert not [other for other in names if other != code and names[other].meets(name)]
        assert not [other for other, glyph in glyphs.items() if other != code and glyph.meets(name)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_badges_move_out_of_the_way_of_names_and_glyphs(marks: tuple[Mark, ...], width: int, height: int) -> None:
    boxes = arrange(_places(marks), width, height).boxes
    covering = [
        code
        for code, (_, badge, _) in boxes.items()
        for other, (glyph, _, name) in boxes.items()
        if (name and badge.meets(name)) or (other != code and badge.meets(glyph))
    ]
    assert len(set(covering)) <= TIGHT


def test_a_lonely_badge_stands_where_it_usually_does() -> None:
    assert arrange((FIJI,), WIDTH, HEIGHT).badges == {"FJI": BADGE}


def test_a_badge_gives_way_to_a_neighbour() -> None:
    """Mayotte lies a little north of Madagascar; the badge of one must not cover the other."""
    madagascar, mayotte = Place("MDG", "Madagascar", 46.9, -19.0), Place("MYT", "Mayotte", 46.9, -14.5)
    arranged = arrange((madagascar, mayotte), WIDTH, HEIGHT)
    assert arranged.badges["MDG"] != BADGE
    badge = arranged.boxes["MDG"][1]
    for thing in arranged.boxes["MYT"]:
        assert thing is None or not badge.meets(thing)


def test_a_name_is_read_as_that_of_the_glyph_on_its_line() -> None:
    """Of two glyphs equally far, the one level with the text seems nearer."""
    box = Box(0, 0, 50, 13)
    level, below = Spot(60, 6), Spot(25, 23)
    assert box.distance(level) == box.distance(below) == 10
    assert box.seems(level) < box.seems(below) == 10


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_name_seems_nearest_to_its_own_glyph(marks: tuple[Mark, ...], width: int, height: int) -> None:
    boxes = arrange(_places(marks), width, height).boxes
    middles = {code: Spot((g.left + g.right) / 2, (g.top + g.bottom) / 2) for code, (g, _, _) in boxes.items()}
    for code, (_, _, name) in boxes.items():
        if name:
            own = name.distance(middles[code])
            assert own + CLEARLY - 1 <= min(name.seems(middles[other]) for other in boxes if other != code)
