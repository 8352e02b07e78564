"""The small map of two places that may be one port."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.maps.pair_map import BETWEEN_ID, HELD_ID, NAMES_ID, SAID_GLYPH, SAID_ID, pair_deck
from dashboard.maps.published import boundaries
from dashboard.maps.scene import Scene
from dashboard.maps.territory_map import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.scene import Mark

SUVA = Site("Suva", "FJSUV", 178.42, -18.13)
WALU = Site("Walu Bay {n}", "", 178.43, -18.12)
OWN = {BETWEEN_ID, HELD_ID, SAID_ID, NAMES_ID}

places = st.builds(Site, st.just("A"), st.just(""), st.floats(100, 110), st.floats(-5, 5))


def sent(scene: Scene, held: Site | None, said: Site | None) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(pair_deck(scene, held=held, said=said).to_json())
    return whole


def layers(scene: Scene, held: Site | None, said: Site | None) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in sent(scene, held, said)["layers"]}


def test_both_places_stand_on_the_map_with_a_line_between(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    drawn = layers(scene(marks=marks[:1], focus=((178.4, -18.1),)), SUVA, WALU)
    assert set(drawn) >= OWN
    assert drawn[HELD_ID]["data"] == [{"n": "Suva", "u": "FJSUV", "p": [178.42, -18.13]}]
    assert drawn[SAID_ID]["data"] == [{"n": "Walu Bay {n}", "p": [178.43, -18.12], "t": SAID_GLYPH}]
    assert drawn[BETWEEN_ID]["data"] == [{"a": [178.42, -18.13], "b": [178.43, -18.12]}]


@pytest.mark.parametrize(("held", "said", "missing"), [(SUVA, None, SAID_ID), (None, WALU, HELD_ID)])
def test_a_place_that_is_not_known_is_left_out(
    scene: Callable[..., Scene], held: Site | None, said: Site | None, missing: str
) -> None:
    drawn = layers(scene(focus=((178.4, -18.1),)), held, said)
    assert OWN - set(drawn) == {missing, BETWEEN_ID}
    assert len(drawn[NAMES_ID]["data"]) == 1


def test_without_a_place_there_is_only_ground(scene: Callable[..., Scene]) -> None:
    assert not OWN & set(layers(scene(), None, None))


def test_the_ports_nearby_are_drawn_as_well(scene: Callable[..., Scene]) -> None:
    published = scene(ports_url="/geo/ports-0.json", port_sizes=("L",), focus=((178.4, -18.1),))
    assert "ports" in layers(published, SUVA, WALU)


def test_the_view_holds_both(scene: Callable[..., Scene]) -> None:
    far = Site("Far", "", 170.0, -10.0)
    view = sent(scene(focus=((178.42, -18.13), (170.0, -10.0))), SUVA, far)["initialViewState"]
    assert view["longitude"] == pytest.approx(174.21)


@settings(deadline=None)
@given(places, places)
def test_names_stand_apart_and_run_into_the_map(held: Site, said: Site) -> None:
    rows = layers(Scene((), "light", frozenset(), boundaries().url), held, said)[NAMES_ID]["data"]
    assert rows[0]["o"][1] == -rows[1]["o"][1] != 0
    assert {row["s"] for row in rows} == {"start", "end"}
    west = min((held, said), key=lambda site: site.lon)
    if held.lon != said.lon:
        assert rows[0 if west is held else 1]["s"] == "start"
