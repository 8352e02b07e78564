"""Thinned boundaries are light, lose no island of a small partner, and neighbours still share their lines."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from geodata import thinning
from geodata.errors import TableFileError
from geodata.territories import Boundaries, boundaries_of
from geodata.thinning import LIMIT, MANY_ISLANDS, STAGES, Coverage, collection, compressed, coverage, fitted, thinned

if TYPE_CHECKING:
    from shapely.geometry import Polygon

NAMES = {"FJI": "Fiji", "TON": "Tonga", "CAN": "Canada", "HKG": "Hong Kong", "CHN": "China"}
GRAIN = 0.001


def jagged(west: float, south: float, size: float, corners: int, depth: float) -> Polygon:
    """Draw a square whose western side zigzags."""
    ys = np.linspace(south, south + size, corners)
    side = [(west + depth * (number % 2), y) for number, y in enumerate(ys)]
    return shapely.Polygon([*side, (west + size, south + size), (west + size, south)])


def read_back(body: bytes) -> Boundaries:
    return boundaries_of(json.loads(gzip.decompress(body))["features"])


def drawn(world: Coverage, **options: Any) -> Boundaries:  # noqa: ANN401 - options of collection
    return boundaries_of(collection(world, NAMES, **options)["features"])


def test_a_partner_is_finer_than_the_rest() -> None:
    coast = {"FJI": [jagged(170, -20, 2, 201, 0.05)], "CAN": [jagged(250, 50, 2, 201, 0.05)]}
    corners = shapely.get_num_coordinates(drawn(thinned(coverage(coast, ["FJI"]))).geometries)
    assert corners.tolist()[0] > 190
    assert corners.tolist()[1] < 20


def test_neighbours_share_their_line_however_far_it_is_thinned() -> None:
    west = jagged(0, 0, 2, 101, 0.04)
    east = shapely.box(-2, 0, 0.1, 2).difference(west)
    world = coverage({"FJI": [west], "CAN": list(shapely.get_parts(east))}, ["FJI"])
    for times in (1.0, 3.0, 10.0):
        shapes = thinned(world, times=times).polygons
        assert shapely.coverage_is_valid(shapes)
        assert shapely.area(shapely.intersection(shapes[0], shapely.union_all(shapes[1:]))) == 0


@pytest.mark.parametrize("size", [0.00001, 0.0004, 0.001, 0.01, 0.1])
def test_no_islet_of_a_partner_vanishes(size: float) -> None:
    """Not beside a large island, and not if it is narrower than what the corners are rounded to."""
    islet = shapely.box(173.0003, -18, 173.0003 + size, -18 + size)
    world = thinned(coverage({"FJI": [shapely.box(170, -20, 172, -18), islet]}, ["FJI"]))
    parts = shapely.get_parts(drawn(world).geometry("FJI"))
    assert len(parts) == 2
    assert min(shapely.area(parts)) > 0
    assert min(part.distance(shapely.Point(173.0003, -18)) for part in parts) <= GRAIN


def test_slips_of_a_coarse_source_are_left_out_where_that_is_asked_for() -> None:
    slip = shapely.box(173, -18, 173.00001, -18 + 0.00001)
    world = coverage({"FJI": [shapely.box(170, -20, 172, -18), slip]}, ["FJI"])
    assert len(shapely.get_parts(drawn(world, islets=False).geometry("FJI"))) == 1


def test_an_overlap_goes_to_the_smaller_so_that_an_enclave_stays() -> None:
    around, enclave = shapely.box(110, 20, 116, 26), shapely.box(113, 22, 114, 23)
    world = coverage({"CHN": [around], "HKG": [enclave]}, ["CHN", "HKG"])
    shapes = dict(zip(world.codes, world.polygons, strict=True))
    assert shapes["HKG"].area == pytest.approx(1)
    assert shapes["CHN"].area == pytest.approx(35)
    assert shapely.coverage_is_valid(world.polygons)


def test_neighbours_that_overlap_by_a_sliver_are_settled() -> None:
    world = coverage({"FJI": [shapely.box(0, 0, 1.00001, 1)], "TON": [shapely.box(1, 0, 2, 1)]}, ["FJI", "TON"])
    assert shapely.coverage_is_valid(world.polygons)
    assert shapely.area(world.polygons).sum() == pytest.approx(2)


def test_what_is_torn_into_pieces_keeps_its_owner() -> None:
    bar, across = shapely.box(0, 0, 9, 1), shapely.box(4, -1, 5, 1.5)
    world = coverage({"FJI": [bar], "TON": [across]}, ["FJI"])
    areas = {code: shapely.area(world.polygons[world.of({code})]).sum() for code in world.codes}
    assert areas == pytest.approx({"FJI": 8, "TON": 2.5})
    assert world.owners.tolist() == sorted(world.owners.tolist())


def test_corners_stand_on_whole_thousandths_and_shapes_are_valid() -> None:
    shape = jagged(170.12345, -20.98765, 1.23456, 401, 0.0123456)
    found = read_back(fitted(coverage({"FJI": [shape]}, ["FJI"]), NAMES))
    corners = shapely.get_coordinates(found.geometries)
    assert np.array_equal(corners, corners.round(3))
    assert shapely.is_valid(found.geometries).all()
    assert shapely.is_ccw(shapely.get_exterior_ring(shapely.get_parts(found.geometry("FJI")))).all()


def test_each_feature_knows_its_place() -> None:
    body = fitted(coverage({"TON": [shapely.box(0, 0, 1, 1)], "FJI": [shapely.box(3, 0, 4, 1)]}, ["FJI"]), NAMES)
    said = [feature["properties"] for feature in json.loads(gzip.decompress(body))["features"]]
    assert said == [{"i": 0, "t": "TON", "n": "Tonga"}, {"i": 1, "t": "FJI", "n": "Fiji"}]


def islands(count: int, *, west: float = 0) -> list[Polygon]:
    """Scatter islets beside a mainland."""
    places = [(west + 4.05 + 0.02 * (number % 20), 0.02 * (number // 20)) for number in range(count)]
    return [shapely.box(west, 0, west + 4, 4), *(shapely.Point(place).buffer(0.006, 2) for place in places)]


def test_it_is_thinned_further_until_it_is_light_enough() -> None:
    world = coverage({"FJI": [jagged(170, -20, 9, 4001, 0.05)]}, ["FJI"])
    free = fitted(world, NAMES)
    tight = fitted(world, NAMES, limit=len(free) // 2)
    assert len(tight) <= len(free) // 2
    assert read_back(tight).geometry("FJI").area == pytest.approx(81, rel=0.05)


def test_only_very_many_islands_lose_the_smallest_and_only_where_they_must() -> None:
    few = {"FJI": islands(MANY_ISLANDS - 1)}
    many = {"FJI": islands(MANY_ISLANDS + 1), "TON": islands(3, west=20)}
    assert len(shapely.get_parts(read_back(fitted(coverage(many, NAMES), NAMES)).geometry("FJI"))) == MANY_ISLANDS + 2
    kept = drawn(coverage(few, NAMES), keep=1.0)
    assert len(shapely.get_parts(kept.geometry("FJI"))) == MANY_ISLANDS
    lost = drawn(coverage(many, NAMES), keep=1.0)
    assert [len(shapely.get_parts(lost.geometry(code))) for code in ("FJI", "TON")] == [1, 4]


def test_what_can_never_be_light_is_refused() -> None:
    with pytest.raises(TableFileError, match="Leave the smallest ones out of the file"):
        fitted(coverage({"FJI": islands(MANY_ISLANDS - 1)}, ["FJI"]), NAMES, limit=500)


def test_the_stages_are_told_in_order() -> None:
    told: list[tuple[int, int]] = []
    fitted(coverage({"FJI": islands(2)}, ["FJI"]), NAMES, progress=lambda *stage: told.append(stage))
    assert told == [(done, STAGES) for done in range(len(told))]
    assert len(told) < STAGES


def test_whoever_is_told_may_cancel() -> None:
    class CancelledError(Exception):
        pass

    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        fitted(coverage({"FJI": islands(2)}, ["FJI"]), NAMES, progress=cancel)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert compressed({"a": "é"}) == compressed({"a": "é"})
    assert gzip.decompress(compressed({"a": "é"})) == '{"a":"é"}'.encode()


def test_what_ships_is_within_the_limit(boundaries: Boundaries) -> None:
    parts = {code: list(shapely.get_parts(boundaries.geometry(code))) for code in boundaries.codes}
    names = dict(zip(boundaries.codes, boundaries.names, strict=True))
    world = coverage(parts, boundaries.codes[:47])
    body = compressed(collection(world, names))
    assert len(body) <= LIMIT
    assert read_back(body).codes == boundaries.codes


def test_specks_are_small_alone_and_close_to_their_own() -> None:
    mainland, islet = shapely.box(0, 0, 5, 5), shapely.box(5.1, 0, 5.3, 0.2)
    far, grain = shapely.box(9, 0, 9.2, 0.2), shapely.box(20, 0, 20.01, 0.01)
    enclave, neighbour = shapely.box(5, 3, 5.2, 3.2), shapely.box(5.2, 3, 8, 5)
    polygons = np.array([mainland, islet, far, grain, enclave, neighbour], dtype=object)
    specks = thinning._specks(polygons, np.array([0, 0, 0, 0, 0, 1]))
    assert specks.tolist() == [False, True, False, True, False, False]


def test_coarsening_leaves_the_border_with_a_partner() -> None:
    jagged = [(0.0, 0.0)] + [(x / 10, 2 + 0.05 * (x % 2)) for x in range(1, 20)] + [(2.0, 0.0)]
    partner = shapely.Polygon([*jagged[1:-1], (1.9, 4.0), (0.1, 4.0)])
    context = shapely.Polygon(jagged)
    polygons = np.array([partner, context], dtype=object)
    (coarse,) = thinning._coarsen(polygons, np.array([False, True]), 0.5)
    assert shapely.intersection(coarse, partner).length == pytest.approx(shapely.intersection(context, partner).length)
    assert shapely.area(shapely.intersection(coarse, partner)) == 0
