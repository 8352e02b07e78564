"""Chips of engagements cover nothing, stand near their point, and a name that must give way does."""

from __future__ import annotations

import json
import re
from math import hypot
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.chips import FARTHEST, REACH, SLOTS, STEP, Chips, chips
from dashboard.maps.deck import coverage_deck
from dashboard.maps.layers import SWITCHES
from dashboard.maps.points import arrangement
from dashboard.maps.scene import EngagementMark, Mark, Scene
from dashboard.maps.spots import Spot, square
from dashboard.maps.view import opening_view, pixels
from models.vocabulary import EngagementKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.spots import Box

KINDS = list(EngagementKind)
PAGE = {"width_px": 800, "height_px": 380, "layers": frozenset(SWITCHES)}


def everywhere(marks: tuple[Mark, ...], kinds: int) -> tuple[EngagementMark, ...]:
    return tuple(EngagementMark(m.lon, m.lat, kind, m.territory) for m in marks for kind in KINDS[:kinds])


def boxes(placed: Chips) -> list[Box]:
    zoom = opening_view(800, 380).zoom
    points = [(Spot(*pixels(chip.lon, chip.lat, zoom)), SLOTS[slot]) for chip, slot in placed.slots.items()]
    return [square(Spot(point.x + dx, point.y + dy), REACH) for point, (dx, dy) in points]


def test_slots_are_near_distinct_and_no_two_touch() -> None:
    assert len(set(SLOTS)) == len(SLOTS)
    assert all(REACH + 6 < hypot(*slot) <= FARTHEST for slot in SLOTS)
    assert SLOTS[0] == (0, STEP), "below the point, if there is room"
    assert 2 * REACH < STEP


def test_one_engagement_everywhere_covers_nothing(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    shown = scene(**PAGE, engagements=everywhere(marks, 1))
    placed, arranged = chips(shown), arrangement(shown)
    found = boxes(placed)
    assert len(found) == 47
    assert not [1 for place, box in enumerate(found) for other in found[:place] if box.meets(other)]
    badged = {mark.territory for mark in shown.with_advisory()}
    for code, (glyph, badge, name) in arranged.boxes.items():
        for box in found:
            assert not box.meets(glyph)
            assert code not in badged or not box.meets(badge)
            assert name is None or code in placed.covered or not box.meets(name)
    assert len(placed.covered) <= 6


def test_in_a_crowd_names_give_way_and_chips_stay(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    few, many = (chips(scene(**PAGE, engagements=everywhere(marks, kinds))) for kinds in (1, 7))
    assert len(many.slots) == 7 * 47
    assert len(many.covered) > len(few.covered)


def test_what_is_off_is_not_placed(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    off = scene(**(PAGE | {"layers": frozenset({"labels"})}), engagements=everywhere(marks, 7))
    assert chips(off) == Chips({}, frozenset())
    assert chips(scene(**PAGE)) == Chips({}, frozenset())


def test_without_advisories_their_badges_are_not_in_the_way(
    scene: Callable[..., Scene], marks: tuple[Mark, ...]
) -> None:
    calls = everywhere(marks, 3)
    with_badges = chips(scene(**PAGE, engagements=calls))
    without = chips(scene(**(PAGE | {"layers": frozenset(SWITCHES) - {"advisories"}}), engagements=calls))
    assert with_badges.slots.keys() == without.slots.keys()
    assert with_badges.slots != without.slots


def test_two_of_a_kind_at_one_place_are_one_chip(scene: Callable[..., Scene]) -> None:
    twice = tuple(EngagementMark(178.4 + wee, -18.1, KINDS[0], "FJI") for wee in (0.01, 0.02))
    assert len(chips(scene(**PAGE, engagements=twice)).slots) == 1


@given(lon=st.floats(-30, 330), lat=st.floats(-80, 80), kind=st.sampled_from(KINDS))
def test_any_place_has_a_slot(marks: Any, lon: float, lat: float, kind: EngagementKind) -> None:  # noqa: ANN401 - fixture
    shown = Scene(
        marks=marks,
        theme="light",
        layers=frozenset({"engagements"}),
        boundaries_url="/",
        engagements=(EngagementMark(lon, lat, kind, "FJI"),),
    )
    [slot] = chips(shown).slots.values()
    assert 0 <= slot < len(SLOTS)


def _sent(scene: Scene) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in json.loads(coverage_deck(scene).to_json())["layers"]}


def test_names_that_give_way_appear_on_zooming_in(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    shown = scene(**PAGE, engagements=everywhere(marks, 7))
    covered, sent = chips(shown).covered, _sent(shown)
    digits = re.search(r"\('(\d+)'\)\[i\]-0", sent["labels"]["getText"])
    assert digits
    assert {mark.territory for mark in marks if digits[1][mark.index] == "0"} == covered
    assert sent["labels"]["getText"].endswith("?n:''")
    assert sent["labels-near"]["getText"].endswith("?'':n")


def test_names_are_written_anew_when_others_give_way(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    plain, crowded = _sent(scene(**PAGE)), _sent(scene(**PAGE, engagements=everywhere(marks, 7)))
    assert plain["labels"]["getText"] == "@@=l?n:''"
    assert plain["labels"]["data"] == crowded["labels"]["data"], "records are in nothing that is published"
    assert plain["labels"]["updateTriggers"] != crowded["labels"]["updateTriggers"]


@pytest.mark.parametrize("kinds", [1, 2])
def test_offsets_are_listed_only_as_far_as_they_are_used(
    scene: Callable[..., Scene], marks: tuple[Mark, ...], kinds: int
) -> None:
    sent = _sent(scene(**PAGE, engagements=everywhere(marks, kinds)))["engagements"]
    table = json.loads(re.sub(r"^@@=\((.*)\)\[this\[4\]\]$", r"\1", sent["getPixelOffset"]))
    assert [tuple(offset) for offset in table] == list(SLOTS[: len(table)])
    assert max(row[4] for row in sent["data"]) == len(table) - 1
