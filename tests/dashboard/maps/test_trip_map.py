"""The map of a trip: flights as one stroke over the date line, stops by number, and the small maps beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dashboard.maps.picking import CLICKABLE
from dashboard.maps.trip_map import (
    AIR_ID,
    BASE_ID,
    NUMBERS_ID,
    SEA_ID,
    TripScene,
    TripSite,
    small_deck,
    trip_deck,
)
from geodata.geodesy import Point, great_circle
from geodata.territories import to_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    import pydeck as pdk

    from dashboard.maps.scene import Scene

BASE = TripSite("", "Yokota", 139.35, 35.75)
APIA = TripSite("1", "Samoa {n}", to_frame(-171.76), -13.83, "7 to 9 Dec 2026", "WSM")
HONOLULU = TripSite("2", "Hawaii", to_frame(-157.9), 21.3)
TOKYO_POINT, APIA_POINT, HONOLULU_POINT = Point(139.35, 35.75), Point(-171.76, -13.83), Point(-157.9, 21.3)
WAYS = [great_circle(TOKYO_POINT, APIA_POINT), great_circle(APIA_POINT, HONOLULU_POINT)]


def layers(deck: pdk.Deck) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}


def test_a_flight_over_the_date_line_is_one_stroke(scene: Callable[..., Scene]) -> None:
    drawn = layers(trip_deck(TripScene(scene(), BASE, [APIA, HONOLULU], WAYS), 600, 300))
    lines = drawn[AIR_ID]["data"]["coordinates"]
    assert len(lines) == 2
    for line in lines:
        assert max(abs(one[0] - other[0]) for one, other in pairwise(line)) < 20
    assert lines[0][0] == [139.35, 35.75]
    assert lines[0][-1] == [188.24, -13.83]


def test_stops_bear_their_numbers_the_first_uppermost_and_can_be_told_by_the_pointer(
    scene: Callable[..., Scene],
) -> None:
    drawn = layers(trip_deck(TripScene(scene(), BASE, [APIA, HONOLULU]), 600, 300))
    assert [row["k"] for row in drawn[NUMBERS_ID]["data"]] == ["2", "1"]
    assert drawn[NUMBERS_ID]["data"][1] == {
        "n": "Samoa {n}",
        "k": "1",
        "p": [188.24, -13.83],
        "u": "7 to 9 Dec 2026",
        "t": "WSM",
    }
    assert drawn[BASE_ID]["data"][0]["n"] == "Yokota"
    assert AIR_ID not in drawn
    assert SEA_ID not in drawn


def test_ways_by_ship_are_dashed(scene: Callable[..., Scene]) -> None:
    drawn = layers(trip_deck(TripScene(scene(), BASE, [APIA], sea=WAYS[:1]), 600, 300))
    assert drawn[SEA_ID]["getDashArray"]


def test_without_a_stop_there_is_the_base_alone(scene: Callable[..., Scene]) -> None:
    drawn = layers(trip_deck(TripScene(scene(), BASE, []), 600, 300))
    assert NUMBERS_ID not in drawn
    assert BASE_ID in drawn


def test_partners_are_drawn_where_there_are_any_and_can_be_clicked(scene: Callable[..., Scene]) -> None:
    with_partners = layers(trip_deck(TripScene(scene(), BASE, [APIA]), 600, 300))
    without = layers(trip_deck(TripScene(scene(marks=()), BASE, [APIA]), 600, 300))
    assert "glyphs" in with_partners
    assert "glyphs" not in without
    assert set(CLICKABLE) & set(with_partners)


def test_the_view_follows_the_place_and_not_the_arrangement_of_the_glyphs(scene: Callable[..., Scene]) -> None:
    shown = TripScene(replace(scene(), focus=((139.0, 35.0), (188.0, -14.0))), BASE, [APIA], WAYS)
    narrow, wide = (json.loads(trip_deck(shown, width, 300).to_json())["initialViewState"] for width in (200, 900))
    assert narrow["zoom"] < wide["zoom"]
    assert narrow["longitude"] == wide["longitude"]


def test_small_maps_share_the_places_of_the_glyphs_with_the_large_one(scene: Callable[..., Scene]) -> None:
    small = layers(small_deck(scene(), 540, 230))
    large = layers(trip_deck(TripScene(scene(), BASE, []), 600, 300))
    assert small["glyphs"]["data"] == large["glyphs"]["data"]
    assert "http" not in json.dumps(small)
