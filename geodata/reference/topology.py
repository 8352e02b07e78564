"""Polygons out of a TopoJSON file, with rings that cross the date line unwrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry import MultiPolygon, Polygon

from geodata.territories import FRAME_EAST, FRAME_WEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

DECIMALS = 3
"""Decimals of a degree that are kept: 0.001° is 110 m."""

CLOSED = 4
"""Positions in the shortest ring that encloses anything."""


def polygons_of(topology: Mapping[str, Any], geometry: Mapping[str, Any]) -> list[Polygon]:
    """Return the polygons of one TopoJSON geometry, in the frame, valid and rounded to 0.001°.

    Args:
        topology: The whole TopoJSON object, quantised.
        geometry: One of its geometries, of type `Polygon` or `MultiPolygon`.

    Returns:
        Valid polygons; those that lay across the frame's seam are cut there.
    """
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    drawn = [[_ring(topology, ring) for ring in rings] for rings in parts]
    return [piece for rings in drawn for piece in pieces_of(_polygon(rings))]


def pieces_of(geometry: BaseGeometry) -> list[Polygon]:
    """Make a geometry valid and return its polygons that have an area."""
    valid = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    parts = shapely.get_parts(valid)
    polygons = [part for part in parts if isinstance(part, Polygon) and not part.is_empty]
    nested = [part for part in parts if isinstance(part, MultiPolygon)]
    return [*polygons, *(piece for part in nested for piece in part.geoms)]


def _ring(topology: Mapping[str, Any], arcs: Sequence[int]) -> NDArray[np.float64]:
    """Join the arcs of one ring, in degrees, without a jump where it crosses 180°."""
    steps = [_arc(topology, arc) for arc in arcs]
    joined = np.concatenate([steps[0], *(step[1:] for step in steps[1:])])
    transform = topology["transform"]
    ring: NDArray[np.float64] = joined * np.array(transform["scale"]) + np.array(transform["translate"])
    jumps = np.round(np.diff(ring[:, 0]) / 360.0)
    ring[1:, 0] -= 360.0 * np.cumsum(jumps)
    return np.round(ring, DECIMALS)


def _arc(topology: Mapping[str, Any], arc: int) -> NDArray[np.int64]:
    """Return one arc's quantised positions; a complemented number means the arc backwards."""
    steps = np.array(topology["arcs"][arc if arc >= 0 else ~arc], dtype=np.int64)
    positions = np.cumsum(steps, axis=0)
    return positions if arc >= 0 else positions[::-1]


def _polygon(rings: Sequence[NDArray[np.float64]]) -> BaseGeometry:
    """Build a polygon in the frame, its holes on the same turn of the globe as its shell; a line makes none."""
    shell, *holes = rings
    if len(shell) < CLOSED:
        return Polygon()
    west = shell[:, 0].min()
    turns = _turns(shell)
    near = [_turned(hole, turns + _turns(hole, west)) for hole in holes if len(hole) >= CLOSED]
    return shapely.union_all(list(_cut_at_seam(Polygon(_turned(shell, turns), near))))


def _turned(ring: NDArray[np.float64], turns: float) -> NDArray[np.float64]:
    """Bring a ring back by whole turns, its corners still the very numbers that its neighbours have."""
    moved: NDArray[np.float64] = np.round(ring - [360.0 * turns, 0.0], DECIMALS)
    return moved


def _turns(ring: NDArray[np.float64], west: float = FRAME_WEST) -> float:
    """Count the whole turns of the globe that a ring's middle lies east of a meridian."""
    middle = (ring[:, 0].min() + ring[:, 0].max()) / 2
    return float(np.floor((middle - west) / 360.0))


def _cut_at_seam(polygon: Polygon) -> Iterator[BaseGeometry]:
    """Yield a polygon as it lies in the frame: whole, or cut at the seam with each piece on its own side."""
    west, _, east, _ = polygon.bounds
    if west >= FRAME_WEST and east <= FRAME_EAST:
        yield polygon
        return
    valid = shapely.make_valid(polygon, method="structure")
    for shift in (-360.0, 0.0, 360.0):
        moved = shapely.affinity.translate(valid, xoff=shift)
        inside = shapely.intersection(moved, shapely.box(FRAME_WEST, -90.0, FRAME_EAST, 90.0))
        yield shapely.transform(inside, lambda xy: np.round(xy, DECIMALS))
