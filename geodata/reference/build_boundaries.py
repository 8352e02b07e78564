"""The boundaries of the world: 47 partners finely drawn, the rest as context.

Source: Natural Earth 4.1 at 1:10 million (public domain), as packaged by world-atlas 2.0.2 in TopoJSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from geodata import thinning
from geodata.reference.topology import pieces_of, polygons_of
from geodata.reference.written import partner_codes, world_names
from geodata.territories import FRAME_WEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry import Polygon

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
    world = thinning.coverage({code: _dissolved(parts[code]) for code in order}, partners)
    names = {row["territory"]: row["name"] for row in world_names()}
    return thinning.collection(thinning.thinned(world), names, islets=False)


def write_boundaries(collection: Mapping[str, Any], path: Path) -> None:
    """Write a collection as gzipped JSON, byte for byte the same for the same collection."""
    path.write_bytes(thinning.compressed(collection))


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


def _dissolved(pieces: Sequence[Polygon]) -> list[Polygon]:
    """Join what touches within a territory, such as the halves of an island that was split at 180°."""
    return pieces_of(shapely.union_all(list(pieces)))


def _box(west: float, south: float, east: float, north: float) -> Polygon:
    """Build a box of plain longitudes in the frame; none of ours spans the seam."""
    turn = 360.0 if east < FRAME_WEST else 0.0
    return shapely.box(west + turn, south, east + turn, north)
