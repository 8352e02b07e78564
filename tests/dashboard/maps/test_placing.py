"""Glyphs do not cover one another, and labels cover neither glyphs nor each other."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.placing import APART, LETTER, RANKED, Place, Spot, _badge, _label_box, _spread, arrange
from dashboard.maps.scene import Mark
from dashboard.maps.view import opening_view, pixels

WIDTH, HEIGHT = 900, 430
HONG_KONG = Place("HKG", "Hong Kong", 114.16, 22.28)
MACAU = Place("MAC", "Macau", 113.54, 22.19)
FIJI = Place("FJI", "Fiji", 178.0, -17.8)
POLYNESIA = Place("PYF", "French Polynesia", 225.0, -17.5)


def _places(marks: tuple[Mark, ...]) -> tuple[Place, ...]:
    return tuple(Place(mark.territory, mark.name, mark.lon, mark.lat) for mark in marks)


def test_neighbours_are_moved_apart_a_little() -> None:
    offsets, _ = arrange((HONG_KONG, MACAU, FIJI), WIDTH, HEIGHT)
    assert offsets["FJI"] == (0, 0)
    assert offsets["HKG"][0] > 0 > offsets["MAC"][0]
    assert all(hypot(*offset) <= APART for offset in offsets.values())


def test_all_partners_are_apart_and_near_home(marks: tuple[Mark, ...]) -> None:
    zoom = opening_view(WIDTH, HEIGHT).zoom
    offsets, _ = arrange(_places(marks), WIDTH, HEIGHT)
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
    one, other = _spread([Spot(5, round(y)), Spot(5, y)])
    assert hypot(one.x - other.x, one.y - other.y) >= APART - 0.01


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 400)), max_size=12))
def test_spreading_keeps_number_and_middle(points: list[tuple[float, float]]) -> None:
    spots = [Spot(x, y) for x, y in points]
    moved = _spread(spots)
    assert len(moved) == len(spots)
    assert abs(sum(spot.x for spot in moved) - sum(x for x, _ in points)) < 1e-3


def test_most_partners_are_labelled(marks: tuple[Mark, ...]) -> None:
    _, labels = arrange(_places(marks), 1240, 560)
    assert len(labels) >= 36
    assert {"AUS", "CHN", "IND", "JPN", "PYF"} <= set(labels)
    assert set(RANKED) <= {mark.territory for mark in marks}


def test_a_label_at_the_edge_turns_inwards() -> None:
    _, labels = arrange((POLYNESIA,), WIDTH, 700)
    assert labels["PYF"].anchor != "start"


def test_arranging_again_costs_nothing(marks: tuple[Mark, ...]) -> None:
    assert arrange(_places(marks), WIDTH, HEIGHT) is arrange(_places(marks), WIDTH, HEIGHT)


def test_no_badge_lies_on_the_label_of_another(marks: tuple[Mark, ...]) -> None:
    """At the sizes a page has; where there is no other room, a label that a badge may touch beats none."""
    for width, height in ((800, 400), (900, 430), (1240, 560)):
        zoom = opening_view(width, height).zoom
        offsets, labels = arrange(_places(marks), width, height)
        true = {mark.territory: Spot(*pixels(mark.lon, mark.lat, zoom)) for mark in marks}
        badges = [_badge(Spot(true[code].x + dx, true[code].y + dy)) for code, (dx, dy) in offsets.items()]
        names = {mark.territory: mark.name for mark in marks}
        boxes = [
            _label_box(Spot(true[code].x + label.dx, true[code].y + label.dy), label.anchor, len(names[code]) * LETTER)
            for code, label in labels.items()
        ]
        covered = sum(any(badge.meets(box) for badge in badges) for box in boxes)
        assert covered <= len(boxes) // 4
