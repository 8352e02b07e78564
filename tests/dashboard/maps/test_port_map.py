"""The map of the Ports page."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps import published
from dashboard.maps.port_map import (
    CATALOGUE,
    FOUND_ID,
    NAMES_ID,
    NEAR_ID,
    NEAR_POINT_ID,
    OPEN_ID,
    ROUTE_ID,
    TRAY_ID,
    TRAY_LINE_ID,
    Circle,
    Place,
    Shown,
    circle,
    digits,
    picked_port,
    ports_deck,
    publish_places,
)
from dashboard.maps.territory_map import Site
from geodata.geodesy import PathPoint, Point, distance_nm
from geodata.territories import from_frame
from models.vocabulary import HarbourSize

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.scene import Scene

SUVA = Place(7, "Suva", "FJSUV", "Fiji", 178.4, -18.1, HarbourSize.LARGE)
PAGO = Place(3, "Pago Pago", "ASPPG", "American Samoa", -170.7, -14.3, HarbourSize.UNKNOWN)
CREEK = Place(9, "Creek", "", "Fiji", 178.5, -18.2, HarbourSize.VERY_SMALL)
PLACES = (SUVA, PAGO, CREEK)
SITES = {place.name: Site(place.name, place.code, place.lon % 360, place.lat) for place in PLACES}
EXTRAS = {OPEN_ID, TRAY_ID, TRAY_LINE_ID, NEAR_ID, NEAR_POINT_ID, ROUTE_ID, NAMES_ID}


def layers(scene: Scene, shown: Shown) -> dict[str, dict[str, Any]]:
    sent = json.loads(ports_deck(scene, publish_places(PLACES), shown).to_json())
    return {layer["id"]: layer for layer in sent["layers"]}


def test_ports_are_published_with_what_anybody_may_know() -> None:
    catalogue = publish_places(PLACES)
    content = json.loads(gzip.decompress(catalogue.published.body))
    features = {feature["properties"]["p"]: feature for feature in content["features"]}
    assert features[3]["properties"] == {
        "n": "Pago Pago",
        "u": "ASPPG",
        "t": "American Samoa",
        "p": 3,
        "i": catalogue.positions[3],
    }
    assert features[3]["geometry"]["coordinates"] == [189.3, -14.3]
    assert [content["features"][catalogue.positions[place.id]]["properties"]["p"] for place in PLACES] == [7, 3, 9]


def test_the_same_ports_have_the_same_address_in_whatever_order() -> None:
    one, other = publish_places(PLACES), publish_places(reversed(PLACES))
    assert one == other
    assert published.find(CATALOGUE, one.published.digest) == one.published
    assert publish_places(PLACES[:2]).published.url != one.published.url


def test_digits_say_which_ports_were_found_and_how_large_they_are() -> None:
    catalogue = publish_places(PLACES)
    found = digits(catalogue, [(7, HarbourSize.LARGE), (9, HarbourSize.VERY_SMALL), (404, HarbourSize.LARGE)])
    assert {place.name: found[catalogue.positions[place.id]] for place in PLACES} == {
        "Suva": "4",
        "Creek": "1",
        "Pago Pago": "0",
    }
    assert digits(catalogue, []) == "000"


@given(st.sets(st.sampled_from(PLACES)))
def test_as_many_digits_as_were_found(found: set[Place]) -> None:
    catalogue = publish_places(PLACES)
    said = digits(catalogue, [(place.id, place.size) for place in found])
    assert len(said) == len(PLACES)
    assert sum(digit != "0" for digit in said) == len(found)


def test_only_what_is_asked_for_is_drawn(scene: Callable[..., Scene]) -> None:
    drawn = layers(scene(), Shown("012", 2))
    assert not EXTRAS & set(drawn)
    circles = drawn[FOUND_ID]["_subLayerProps"]["points-circle"]
    assert "('012')" in circles["getRadius"]
    other = layers(scene(), Shown("021", 2))[FOUND_ID]["_subLayerProps"]["points-circle"]
    assert circles["updateTriggers"] != other["updateTriggers"], "the browser reads the digits anew"
    assert drawn[FOUND_ID]["data"].startswith("/geo/catalogue-")


def test_everything_that_is_asked_for_is_drawn(scene: Callable[..., Scene]) -> None:
    shown = Shown(
        "012",
        2,
        named=[SITES["Suva"]],
        opened=SITES["Pago Pago"],
        tray=[SITES["Suva"], SITES["Pago Pago"]],
        near=Circle(Point(178.4, -18.1), 100),
        route=[PathPoint(178.4, -18.1), PathPoint(189.3, -14.3)],
    )
    drawn = layers(scene(focus=((178.4, -18.1), (189.3, -14.3))), shown)
    assert set(drawn) >= EXTRAS
    assert drawn[ROUTE_ID]["data"]["coordinates"] == [[[178.4, -18.1], [189.3, -14.3]]]
    leg = drawn[TRAY_LINE_ID]["data"]["coordinates"][0]
    assert leg[0] == [178.4, -18.1]
    assert leg[-1] == [189.3, -14.3]
    assert sorted(row["n"] for row in drawn[NAMES_ID]["data"]) == ["Pago Pago", "Suva"], "each once"
    assert not any(drawn[name].get("pickable") for name in EXTRAS)


def test_one_port_in_the_tray_makes_no_line(scene: Callable[..., Scene]) -> None:
    drawn = layers(scene(), Shown("000", 0, tray=[SITES["Suva"]]))
    assert TRAY_ID in drawn
    assert TRAY_LINE_ID not in drawn


def test_near_a_point_without_a_limit_draws_no_circle(scene: Callable[..., Scene]) -> None:
    drawn = layers(scene(), Shown("000", 0, near=Circle(Point(0, 0), None)))
    assert NEAR_POINT_ID in drawn
    assert NEAR_ID not in drawn


@pytest.mark.parametrize("centre", [Point(178.4, -18.1), Point(-179.9, 0), Point(-30.0, 10), Point(329.9 - 360, 5)])
def test_a_circle_lies_at_its_distance_and_never_jumps(centre: Point) -> None:
    drawn = circle(centre, 250)
    assert drawn[0] == pytest.approx(drawn[-1], abs=0.01)
    for (lon, lat), (other, _) in pairwise(drawn):
        assert abs(lon - other) < 1
        assert distance_nm(centre, Point(from_frame(lon), lat)) == pytest.approx(250, abs=1)


def selection(objects: object) -> dict[str, object]:
    return {"selection": {"indices": {}, "objects": objects}}


def test_a_click_means_the_port_under_it() -> None:
    assert picked_port(selection({FOUND_ID: [{"properties": {"p": 7}}]})) == 7


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "x",
        {},
        {"selection": None},
        selection(None),
        selection({}),
        selection({"land": [{"properties": {"p": 7}}]}),
        selection({FOUND_ID: []}),
        selection({FOUND_ID: [7]}),
        selection({FOUND_ID: [{"properties": {"p": "7"}}]}),
        selection({FOUND_ID: [{"properties": {"p": True}}]}),
    ],
)
def test_anything_else_means_none(sent: object) -> None:
    assert picked_port(sent) is None
