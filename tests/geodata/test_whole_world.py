"""A file's boundaries win, and the world around them meets them without holes and without double coasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from geodata.territories import Boundaries
from geodata.whole_world import whole_world

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PARTNERS = ("FJI", "NCL")
SHIPPED = {
    "FJI": shapely.box(0, 0, 10, 10),
    "NCL": shapely.box(20, 0, 22, 2),
    "CAN": shapely.box(10, 0, 20, 10),
    "FRA": shapely.box(40, 40, 50, 50),
}


@pytest.fixture
def shipped() -> Boundaries:
    return Boundaries(tuple(SHIPPED), tuple(SHIPPED), np.array(list(SHIPPED.values()), dtype=object))


def areas(own: dict[str, BaseGeometry], shipped: Boundaries) -> dict[str, float]:
    world = whole_world(own, shipped, partners=PARTNERS)
    return {code: float(shapely.area(parts).sum()) for code, parts in world.items()}


def test_a_whole_file_replaces_everything(shipped: Boundaries) -> None:
    own = {code: shapely.MultiPolygon([shapely.box(at, 60, at + 1, 61)]) for at, code in enumerate(SHIPPED)}
    world = whole_world(own, shipped, partners=PARTNERS)
    assert {code: parts[0].bounds for code, parts in world.items()} == {code: own[code].bounds for code in SHIPPED}


def test_what_the_file_has_not_keeps_what_ships(shipped: Boundaries) -> None:
    assert areas({"FJI": SHIPPED["FJI"]}, shipped) == {"FJI": 100, "NCL": 4, "CAN": 100, "FRA": 100}


def test_the_order_of_what_ships_stays_and_newcomers_follow(shipped: Boundaries) -> None:
    own = {code: shapely.box(60 + at, 0, 60.5 + at, 1) for at, code in enumerate(("XKX", "FRA", "ABW"))}
    assert list(whole_world(own, shipped, partners=PARTNERS)) == ["FJI", "NCL", "CAN", "FRA", "ABW", "XKX"]


def test_a_neighbour_gives_way_to_the_file(shipped: Boundaries) -> None:
    assert areas({"FJI": shapely.box(0, 0, 11, 10)}, shipped) == {"FJI": 110, "NCL": 4, "CAN": 90, "FRA": 100}


def test_a_neighbour_fills_the_gap_that_the_file_leaves_on_its_border(shipped: Boundaries) -> None:
    assert areas({"FJI": shapely.box(0, 0, 9.5, 10)}, shipped) == {"FJI": 95, "NCL": 4, "CAN": 105, "FRA": 100}


def test_a_coast_that_the_file_draws_elsewhere_is_sea(shipped: Boundaries) -> None:
    assert areas({"FJI": shapely.box(1, 0, 10, 10)}, shipped)["CAN"] == 100
    assert areas({"FJI": shapely.box(0, 0.1, 10, 10)}, shipped)["CAN"] == pytest.approx(100)


def test_an_island_that_the_file_gives_to_its_motherland_stays_a_partners_own(shipped: Boundaries) -> None:
    """France with New Caledonia in it, drawn with another coast: no stripe of France is left along the shore."""
    france = shapely.MultiPolygon([shapely.box(40, 40, 51, 50), shapely.box(19.9, -0.1, 22.1, 2.1)])
    world = whole_world({"FJI": SHIPPED["FJI"], "FRA": france}, shipped, partners=PARTNERS)
    assert [piece.bounds for piece in world["FRA"]] == [(40, 40, 51, 50)]
    assert [piece.bounds for piece in world["NCL"]] == [(20, 0, 22, 2)]


def test_what_the_file_has_under_another_code_is_not_drawn_twice(shipped: Boundaries) -> None:
    assert "CAN" not in areas({"FJI": shapely.box(0, 0, 19, 10)}, shipped)


def test_nothing_overlaps(shipped: Boundaries) -> None:
    own = {"FJI": shapely.Point(8, 5).buffer(6), "FRA": shapely.Point(20, 5).buffer(5)}
    pieces = [piece for parts in whole_world(own, shipped, partners=PARTNERS).values() for piece in parts]
    assert shapely.union_all(pieces).area == pytest.approx(
        sum(shapely.area(pieces)) - own["FJI"].intersection(own["FRA"]).area
    )


def test_antarctica_is_left_out(shipped: Boundaries) -> None:
    assert "ATA" not in areas({"FJI": SHIPPED["FJI"], "ATA": shapely.box(0, -80, 9, -70)}, shipped)
