"""Trips are drawn as great circles that never jump across the map, light enough to travel with the page."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.maps.contrast import contrast
from dashboard.maps.deck import coverage_deck
from dashboard.maps.layers import DEFAULT_SWITCHES, offered, trips
from dashboard.maps.legend import legend_entries
from dashboard.maps.palette import PALETTES, Palette
from dashboard.maps.scene import Scene, TripPath
from geodata.geodesy import Point, distance_nm
from geodata.territories import FRAME_EAST, FRAME_WEST, from_frame, to_frame

if TYPE_CHECKING:
    from collections.abc import Callable

YOKOTA = Point(139.35, 35.75)
PAPEETE = Point(-149.57, -17.53)
SUVA = Point(178.42, -18.13)
APIA = Point(-171.76, -13.83)
TAOLAGNARO = Point(46.99, -25.03)
EAST = TripPath((YOKOTA, SUVA, APIA, PAPEETE, YOKOTA))
WEST = TripPath((YOKOTA, TAOLAGNARO, YOKOTA), booked=True)


def sent(scene: Scene) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in json.loads(coverage_deck(scene).to_json())["layers"]}


def legs(layer: dict[str, Any]) -> list[list[list[float]]]:
    assert layer["data"]["type"] == "MultiLineString"
    found: list[list[list[float]]] = layer["data"]["coordinates"]
    return found


@pytest.fixture
def drawn(scene: Callable[..., Scene]) -> dict[str, dict[str, Any]]:
    return sent(scene(layers=frozenset({"trips"}), trips=(EAST, WEST)))


def test_no_leg_jumps_across_the_map(drawn: dict[str, dict[str, Any]]) -> None:
    for layer in (trips.ID, trips.BOOKED_ID):
        for leg in legs(drawn[layer]):
            assert all(abs(one[0] - other[0]) < 90 for one, other in pairwise(leg))
            assert all(FRAME_WEST <= lon <= FRAME_EAST for lon, _ in leg)


def test_legs_join_the_stops(drawn: dict[str, dict[str, Any]]) -> None:
    ends = {tuple(end) for leg in legs(drawn[trips.ID]) for end in (leg[0], leg[-1])}
    assert ends == {(round(to_frame(one.lon), 1), round(one.lat, 1)) for one in (YOKOTA, SUVA, APIA, PAPEETE)}


def test_a_leg_over_the_date_line_is_one_short_stroke(drawn: dict[str, dict[str, Any]]) -> None:
    lons = [[lon for lon, _ in leg] for leg in legs(drawn[trips.ID])]
    over = [leg for leg in lons if {178.4, 188.2} == {leg[0], leg[-1]}]
    assert len(over) == 1
    assert max(over[0]) - min(over[0]) < 10


def test_what_is_left_of_a_leg_lies_along_the_great_circle(drawn: dict[str, dict[str, Any]]) -> None:
    (leg,) = legs(drawn[trips.BOOKED_ID])
    points = [Point(from_frame(lon), lat) for lon, lat in leg]
    assert 3 <= len(points) <= 40
    along = sum(distance_nm(one, other) for one, other in pairwise(points))
    assert along == pytest.approx(distance_nm(YOKOTA, TAOLAGNARO), rel=0.005)


def test_only_booked_ones_are_dashed(drawn: dict[str, dict[str, Any]]) -> None:
    assert "extensions" not in drawn[trips.ID]
    assert drawn[trips.BOOKED_ID]["extensions"] == [{"@@type": "PathStyleExtension", "dash": True}]


def test_a_leg_travelled_twice_is_drawn_once(scene: Callable[..., Scene]) -> None:
    there_and_back = TripPath((YOKOTA, SUVA, SUVA, YOKOTA))
    layers = sent(scene(layers=frozenset({"trips"}), trips=(there_and_back, there_and_back)))
    assert len(legs(layers[trips.ID])) == 1


def test_a_trip_that_goes_nowhere_draws_nothing(scene: Callable[..., Scene]) -> None:
    assert not trips.build(scene(trips=(TripPath((YOKOTA, YOKOTA)),)))


def test_trips_are_off_at_first_and_offered_only_if_there_are_any(scene: Callable[..., Scene]) -> None:
    assert "trips" not in DEFAULT_SWITCHES
    assert "trips" not in offered(scene())
    assert "trips" in offered(scene(trips=(EAST,)))


def test_the_legend_counts_trips_made_and_booked(scene: Callable[..., Scene]) -> None:
    on = frozenset({"trips"})
    entries = {entry.label: entry.count for entry in legend_entries(scene(layers=on, trips=(EAST, EAST, WEST)))}
    assert entries["Trip made"] == 2
    assert entries["Trip booked"] == 1
    assert "Trip booked" not in {entry.label for entry in legend_entries(scene(layers=on, trips=(EAST,)))}
    assert not {entry.label for entry in legend_entries(scene(trips=(EAST,)))} & {"Trip made", "Trip booked"}


def test_thirty_trips_are_light(scene: Callable[..., Scene]) -> None:
    stops = [[Point(150.0 + n, -20.0 + n), Point(-170.0 + n, n - 15.0), Point(100.0 + n, n - 10.0)] for n in range(30)]
    many = tuple(TripPath((YOKOTA, *places, YOKOTA)) for places in stops)
    sizes = [
        len(coverage_deck(scene(layers=frozenset({"trips"}), trips=shown)).to_json().encode()) for shown in (many, ())
    ]
    assert sizes[0] - sizes[1] <= 20 * 1024


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_paths_show_on_sea_and_land(palette: Palette) -> None:
    for ground in (palette.ocean, palette.land, palette.filtered):
        assert contrast(palette.trip, ground) >= 3
    assert min(contrast(palette.trip, fill) for fill in palette.fill.values()) >= 2
