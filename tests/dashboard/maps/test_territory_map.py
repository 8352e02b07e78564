"""The small map of one territory."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.territory_map import (
    ASIDE_PX,
    CAPITAL_ID,
    FACILITIES_ID,
    LETTER_PX,
    LINE_PX,
    NAMES_ID,
    OUTLINE_ID,
    PORTS_ID,
    Site,
    Sites,
    named,
    territory_deck,
)
from dashboard.maps.view import pixels

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.scene import Mark, Scene

SUVA = Site("Suva", "FJSUV", 178.42, -18.13)
LAUTOKA = Site("Lautoka", "FJLTK", 177.44, -17.61)
WHARF = Site("Kings Wharf", "", 178.421, -18.131)
CAPITAL = Site("Suva (capital)", "", 178.44, -18.14)
OWN = {OUTLINE_ID, PORTS_ID, FACILITIES_ID, CAPITAL_ID, NAMES_ID}

sites = st.builds(Site, st.text("abc", min_size=1, max_size=20), st.just(""), st.floats(100, 110), st.floats(-5, 5))


def layers(scene: Scene, marked: Sites) -> dict[str, dict[str, Any]]:
    sent = json.loads(territory_deck(scene, marked).to_json())
    return {layer["id"]: layer for layer in sent["layers"]}


def test_everything_that_is_marked_is_drawn(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    drawn = layers(scene(marks=marks[:1], focus=((178.4, -18.1),)), Sites([SUVA, LAUTOKA], [WHARF], CAPITAL))
    assert set(drawn) >= OWN
    assert drawn[PORTS_ID]["data"] == [
        {"n": "Suva", "u": "FJSUV", "p": [178.42, -18.13]},
        {"n": "Lautoka", "u": "FJLTK", "p": [177.44, -17.61]},
    ]
    assert drawn[FACILITIES_ID]["data"] == [{"n": "Kings Wharf", "p": [178.421, -18.131]}]
    assert "None" not in json.dumps(drawn)


def test_nothing_is_drawn_of_what_is_not_there(scene: Callable[..., Scene]) -> None:
    assert not OWN & set(layers(scene(marks=()), Sites([])))


def test_only_the_territory_itself_is_outlined(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    outline = layers(scene(marks=marks[3:4]), Sites([SUVA]))[OUTLINE_ID]
    assert f"features[{marks[3].index}]" in json.dumps(outline)


def test_the_view_is_fitted_to_the_focus(scene: Callable[..., Scene]) -> None:
    marked = Sites([SUVA, LAUTOKA])
    view = json.loads(territory_deck(scene(focus=tuple(marked.points())), marked).to_json())["initialViewState"]
    assert view["longitude"] == pytest.approx(177.93)
    assert view["latitude"] == pytest.approx(-17.87, abs=0.01)


def test_points_are_those_of_all_sites() -> None:
    assert Sites([SUVA], [WHARF], CAPITAL).points() == [(178.42, -18.13), (178.421, -18.131), (178.44, -18.14)]
    assert Sites([]).points() == []


def test_of_two_names_in_one_place_the_first_is_shown() -> None:
    other = Site("Walu Bay", "", 178.42, -18.13)
    assert named([SUVA, other], zoom=6) == [SUVA]
    assert named([other, SUVA], zoom=6) == [other]


def test_no_name_covers_the_dot_of_another_port() -> None:
    east = Site("East", "", 178.5, -18.13)
    assert SUVA not in named([SUVA, east], zoom=7)
    assert named([SUVA, east], zoom=11) == [SUVA, east]


@given(st.lists(sites, max_size=12), st.floats(1, 9))
def test_names_that_are_shown_do_not_meet(marked: list[Site], zoom: float) -> None:
    for one, other in combinations(named(marked, zoom), 2):
        (x, y), (u, v) = pixels(one.lon, one.lat, zoom), pixels(other.lon, other.lat, zoom)
        left, right = x + ASIDE_PX, x + ASIDE_PX + LETTER_PX * len(one.name)
        apart = right < u + ASIDE_PX or u + ASIDE_PX + LETTER_PX * len(other.name) < left
        assert apart or abs(y - v) >= LINE_PX
