"""The small map of a vessel's calls: numbered badges, and ways that are one stroke wherever they run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.calls_map import LEGS_ID, NUMBERS_ID, STRAIGHT_ID, CallSite, CallsScene, calls_deck, in_frame
from geodata.geodesy import PathPoint
from geodata.territories import FRAME_EAST, FRAME_WEST
from models.advisories import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.scene import Scene

SUVA = CallSite("1", "Suva {n}", 178.42, -18.13, Answer.NOT_IN_FORCE)
APIA = CallSite("2, 3", "Apia", 188.23, -13.83, Answer.IN_FORCE)
WAY = (PathPoint(178.42, -18.13), PathPoint(184.0, -15.0), PathPoint(188.23, -13.83))


def layers(shown: CallsScene) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in json.loads(calls_deck(shown).to_json())["layers"]}


def badges(shown: CallsScene) -> list[dict[str, Any]]:
    return [row for name, layer in layers(shown).items() if name.startswith(NUMBERS_ID) for row in layer["data"]]


def test_each_call_bears_its_number_and_the_last_is_uppermost(scene: Callable[..., Scene]) -> None:
    shown = CallsScene(scene(focus=((178.4, -18.1),)), [SUVA, APIA])
    assert badges(shown) == [
        {"n": "Apia", "t": "2, 3", "p": [188.23, -13.83]},
        {"n": "Suva {n}", "t": "1", "p": [178.42, -18.13]},
    ]


def test_a_badge_has_the_colours_of_its_answer(scene: Callable[..., Scene]) -> None:
    drawn = layers(CallsScene(scene(), [SUVA, APIA]))
    looks = [json.dumps(drawn[f"{NUMBERS_ID}-{place}"]["_subLayerProps"]) for place in range(2)]
    assert looks[0] != looks[1]


def test_ways_are_drawn_and_those_that_cannot_be_told_are_dashed(scene: Callable[..., Scene]) -> None:
    drawn = layers(CallsScene(scene(), [SUVA, APIA], legs=[WAY], straight=[WAY]))
    assert drawn[LEGS_ID]["data"]["coordinates"] == [[[178.42, -18.13], [184.0, -15.0], [188.23, -13.83]]]
    assert "getDashArray" not in drawn[LEGS_ID]
    assert drawn[STRAIGHT_ID]["getDashArray"]


def test_without_calls_and_ways_there_is_only_ground(scene: Callable[..., Scene]) -> None:
    drawn = layers(CallsScene(scene(), [], legs=[WAY[:1]]))
    assert {LEGS_ID, STRAIGHT_ID, f"{NUMBERS_ID}-0"}.isdisjoint(drawn)


@pytest.mark.parametrize(
    ("lons", "copies"),
    [((FRAME_WEST, 0.0), 1), ((-35.0, -20.0), 2), ((320.0, FRAME_EAST), 1), ((320.0, 340.0), 2), ((-31.0, 331.0), 3)],
)
def test_what_leaves_the_frame_comes_in_on_the_other_side(lons: tuple[float, float], copies: int) -> None:
    assert len(in_frame([PathPoint(lon, 0.0) for lon in lons])) == copies


def degrees(least: int, most: int) -> st.SearchStrategy[float]:
    """Draw degrees as they are recorded: to a tenth of a metre."""
    return st.floats(least, most).map(lambda value: round(value, 6))


@given(st.lists(st.tuples(degrees(-40, 340), degrees(-60, 60)), min_size=2, max_size=6))
def test_every_copy_has_the_ends_of_the_way_a_whole_turn_apart(points: list[tuple[float, float]]) -> None:
    line = [PathPoint(*point) for point in points]
    for copy in in_frame(line):
        turn = copy[0][0] - points[0][0]
        assert min(abs(turn), abs(abs(turn) - 360)) <= 0.01
        assert copy[-1][0] - points[-1][0] == pytest.approx(turn, abs=0.02)
