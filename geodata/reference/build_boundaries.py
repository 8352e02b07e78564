"""The boundaries of the world: 47 partners finely drawn, the rest as context.

Source: Natural Earth 4.1 at 1:10 million (public domain), as packaged by world-atlas 2.0.2 in TopoJSON.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.reference.topology import DECIMALS, pieces_of, polygons_of
from geodata.reference.written import partner_codes, world_names
from geodata.territories import FRAME_EAST, FRAME_WEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

    Parts = dict[str, list[Polygon]]

LEFT_OUT = frozenset({"ATA"})
"""Antarctica: no port of call, and on a Mercator map a band across the foot."""

BY_NAME = {
    "Akrotiri": "CYP",
    "Ashmore and Cartier Is.": "AUS",
    "Baikonur": "KAZ",
    "Bajo Nuevo Bank": "XXD",
    "Clipperton I.": "FRA",
    "Coral Sea Is.": "AUS",
    "Cyprus U.N. Buffer Zone": "CYP",
    "Dhekelia": "CYP",
    "Indian Ocean Ter.": "CCK",
    "Kosovo": "XKX",
    "N. Cyprus": "CYP",
    "Scarborough Reef": "XXD",
    "Serranilla Bank": "XXD",
    "Siachen Glacier": "XXD",
    "Somaliland": "SOM",
    "Spratly Is.": "XXD",
    "USNB Guantanamo Bay": "CUB",
}
"""Whom a feature without an ISO number belongs to. `XXD`, a user-assigned code, takes no side in a dispute."""

CARVED = (
    ("REU", "FRA", (55.0, -21.6, 56.1, -20.6)),
    ("MYT", "FRA", (44.8, -13.2, 45.5, -12.5)),
    ("GUF", "FRA", (-54.7, 2.0, -51.5, 5.9)),
    ("GLP", "FRA", (-61.9, 15.8, -60.9, 16.6)),
    ("MTQ", "FRA", (-61.3, 14.3, -60.7, 15.0)),
    ("CXR", "CCK", (105.3, -10.8, 106.0, -10.2)),
    ("TKL", "NZL", (-173.0, -9.8, -170.8, -8.2)),
    ("SJM", "NOR", (10.0, 74.0, 35.0, 81.0)),
    ("SJM", "NOR", (-10.0, 70.6, -7.0, 71.4)),
    ("BVT", "NOR", (3.0, -55.0, 4.0, -54.0)),
    ("BES", "NLD", (-69.0, 11.9, -62.8, 17.8)),
    ("UKR", "RUS", (32.3, 44.2, 36.62, 46.3)),
)
"""A territory, the one it is drawn in, and a box of degrees west, south, east, north: what lies in it changes hands."""

CLOSE_UP = frozenset({"ASM", "CCK", "CXR", "GUM", "IOT", "MNP", "NFK", "PCN", "PRK", "UMI"})
"""Not partners, but among them: drawn as finely."""

FINE = 0.011
"""Tolerance of a partner's lines, degrees: a vertex goes if the triangle it spans is smaller than this squared."""

BORDER = 0.03
"""Tolerance of land borders, degrees: no seaport stands on one, save at its end, which stays where it is."""

FINE_ISLAND = 0.004
"""Tolerance of a small island of a partner, degrees."""

SMALL_ISLAND = 0.004
"""Area below which an island counts as small, square degrees."""

TIERS: tuple[tuple[frozenset[str], float], ...] = ((frozenset({"RUS"}), 0.08), (frozenset(), 0.25))
"""Coarser and coarser tolerances of lines, degrees, and which partners each still applies to: Russia, most of it far
from any port of ours, and at last only what is not a partner's."""

SPECK = 0.15
"""Area below which an island that is not a partner's is dropped if it is close by a larger one, square degrees."""

CLOSE_BY = 0.6
"""How near counts as close by, degrees."""

GRAIN = 0.002
"""Area below which an island that is not a partner's is dropped wherever it lies, square degrees."""


def build_boundaries(topology: Mapping[str, Any]) -> dict[str, Any]:
    """Build the feature collection of the whole world from the 10m countries of world-atlas.

    Args:
        topology: The parsed `countries-10m.json`.

    Returns:
        A GeoJSON FeatureCollection in the frame, partners first, each feature with properties `i`, `t` and `n`.
    """
    parts = _carve(_read(topology))
    partners = partner_codes()
    drawn = {code for code, pieces in parts.items() if pieces}
    order = [*partners, *sorted(drawn - set(partners))]
    geometries = _simplify({code: parts[code] for code in order}, len(partners))
    names = {row["territory"]: row["name"] for row in world_names()}
    features = [_feature(place, code, names[code], geometries[place]) for place, code in enumerate(order)]
    return {"type": "FeatureCollection", "features": features}


def write_boundaries(collection: Mapping[str, Any], path: Path) -> None:
    """Write a collection as gzipped JSON, byte for byte the same for the same collection."""
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _read(topology: Mapping[str, Any]) -> Parts:
    """Gather the polygons of each territory."""
    codes = {row["numeric"]: row["territory"] for row in world_names() if row["numeric"]}
    parts: Parts = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = BY_NAME.get(name) or codes[geometry["id"]]
        if code not in LEFT_OUT:
            parts.setdefault(code, []).extend(polygons_of(topology, geometry))
    return parts


def _carve(parts: Parts) -> Parts:
    """Give each carved territory the pieces in its box and take them from the parent."""
    carved = {code: list(pieces) for code, pieces in parts.items()}
    for code, parent, (west, south, east, north) in CARVED:
        box = _box(west, south, east, north)
        taken = [piece for piece in carved[parent] if box.contains(piece.representative_point())]
        carved[parent] = [piece for piece in carved[parent] if piece not in taken]
        carved.setdefault(code, []).extend(taken)
    return carved


def _box(west: float, south: float, east: float, north: float) -> Polygon:
    """Build a box of plain longitudes in the frame; none of ours spans the seam."""
    turn = 360.0 if east < FRAME_WEST else 0.0
    return shapely.box(west + turn, south, east + turn, north)


def _simplify(parts: Parts, partners: int) -> NDArray[np.object_]:
    """Simplify the world as one coverage: the first `partners` and the close-ups finely, the rest coarsely.

    The coverage is of single polygons, since a simplification may drop an island of a multipolygon, but never a
    polygon that stands alone.
    """
    owners = np.array([place for place, pieces in enumerate(_dissolved(parts)) for _ in pieces])
    polygons = np.array([piece for pieces in _dissolved(parts) for piece in pieces], dtype=object)
    near = np.array([place < partners or code in CLOSE_UP for place, code in enumerate(parts)])[owners]
    fine = shapely.coverage_simplify(_clean(polygons), FINE)
    fine = shapely.coverage_simplify(fine, BORDER, simplify_boundary=False)
    islands = near & (shapely.area(polygons) < SMALL_ISLAND) & _alone(fine)
    fine[islands] = shapely.coverage_simplify(polygons[islands], FINE_ISLAND)
    for partners_too, tolerance in TIERS:
        far = ~near | np.isin(np.array(list(parts))[owners], list(partners_too))
        fine[far] = _coarsen(fine, far, tolerance)
    return _gathered(fine, owners, near)


def _dissolved(parts: Parts) -> list[list[Polygon]]:
    """Join what touches within each territory, such as the halves of an island that was split at 180°."""
    return [pieces_of(shapely.union_all(pieces)) for pieces in parts.values()]


def _clean(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Settle the few edges where neighbours overlap; the other polygons stay as they are, specks and all."""
    torn = ~shapely.is_empty(shapely.coverage_invalid_edges(polygons))
    cleaned = polygons.copy()
    cleaned[torn] = shapely.coverage_clean(polygons[torn])  # type: ignore[attr-defined]  # newer than the stubs
    return cleaned


def _alone(polygons: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which polygons touch no other."""
    tree = shapely.STRtree(polygons)
    left, right = tree.query(polygons, predicate="intersects")
    alone = np.ones(len(polygons), dtype=bool)
    alone[left[left != right]] = False
    return alone


def _coarsen(polygons: NDArray[np.object_], far: NDArray[np.bool_], tolerance: float) -> NDArray[np.object_]:
    """Simplify the far polygons, leaving their borders with the near ones as they are.

    The ocean takes part as one more polygon of the coverage. So every line between two far polygons or between one
    and the sea is inside the coverage and is simplified; every line shared with a near polygon is its outer boundary,
    which is left alone.
    """
    world = shapely.box(FRAME_WEST, -70.0, FRAME_EAST, 85.0)
    ocean = shapely.difference(world, shapely.union_all(polygons))
    coverage = np.array([*polygons[far], ocean], dtype=object)
    return np.array(shapely.coverage_simplify(coverage, tolerance, simplify_boundary=False))[:-1]


def _gathered(polygons: NDArray[np.object_], owners: NDArray[np.int64], near: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Gather each territory's polygons into one geometry, without the specks of those far off."""
    kept = near | ~_specks(polygons, owners)
    gathered = [shapely.multipolygons(polygons[kept & (owners == place)]) for place in range(owners.max() + 1)]
    return np.array([_valid(geometry) for geometry in gathered], dtype=object)


def _specks(polygons: NDArray[np.object_], owners: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which polygons nobody would miss: small islands close by a larger piece of their own territory.

    A territory's largest piece is none, nor is an enclave that borders on another territory.
    """
    areas = shapely.area(polygons)
    largest = np.zeros(owners.max() + 1)
    np.maximum.at(largest, owners, areas)
    small = np.flatnonzero((areas < SPECK) & (areas < largest[owners]) & _alone(polygons))
    large = np.flatnonzero((areas >= SPECK) | (areas == largest[owners]))
    by, beside = shapely.STRtree(polygons[large]).query(polygons[small], predicate="dwithin", distance=CLOSE_BY)
    own = owners[small[by]] == owners[large[beside]]
    specks = np.zeros(len(polygons), dtype=bool)
    specks[small[by[own]]] = True
    specks[small] |= areas[small] < GRAIN
    return specks


def _valid(geometry: BaseGeometry) -> BaseGeometry:
    """Return a valid multipolygon, shells counter-clockwise, corners on whole thousandths."""
    geometry = shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))
    if not shapely.is_valid(geometry):
        geometry = shapely.multipolygons(pieces_of(geometry))
    return shapely.orient_polygons(geometry)


def _feature(place: int, code: str, name: str, geometry: BaseGeometry) -> dict[str, Any]:
    """Write one territory as a GeoJSON feature."""
    return {
        "type": "Feature",
        "properties": {"i": place, "t": code, "n": name},
        "geometry": json.loads(shapely.to_geojson(geometry)),
    }
