"""Lines of the map cut where a meridian ends the world: at the date line for files, at the frame's seam for paper."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.geodesy import PathPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

WORLD = 360.0
"""Degrees of longitude round the Earth."""


def cut_line(path: Sequence[PathPoint], *, west: float = -180.0) -> list[list[PathPoint]]:
    """Cut an unwrapped line at a meridian, and bring every part to the world that begins there.

    Args:
        path: points whose longitudes follow without a jump, as `great_circle` returns them.
        west: the western edge of the world, degrees; -180 cuts at the date line.

    Returns:
        Parts of at least two points each with longitudes from `west` to `west + 360`, in the order of the line. Where
        it is cut one part ends on the one edge and the next begins on the other, at the same latitude. A line that
        only touches the edge stays whole.

    Example:
        >>> parts = cut_line([PathPoint(lon=170, lat=0), PathPoint(lon=190, lat=10)])
        >>> [[(point.lon, point.lat) for point in part] for part in parts]
        [[(170, 0), (180.0, 5.0)], [(-180.0, 5.0), (-170.0, 10)]]
    """
    pieces: list[tuple[int, list[PathPoint]]] = []
    for start, end in pairwise(path):
        for world, one, other in _steps(start, end, west):
            if pieces and pieces[-1][0] == world:
                pieces[-1][1].append(other)
            else:
                pieces.append((world, [one, other]))
    return [[_within(point, world, west) for point in piece] for world, piece in pieces]


def _within(point: PathPoint, world: int, west: float) -> PathPoint:
    """Bring a point of a world to the first one; rounding does not carry it over the edge."""
    return PathPoint(min(max(point.lon - world * WORLD, west), west + WORLD), point.lat)


def _steps(start: PathPoint, end: PathPoint, west: float) -> list[tuple[int, PathPoint, PathPoint]]:
    """Divide a step where it crosses an edge; each part with the number of the world that it lies in."""
    first, last = sorted(((start.lon - west) / WORLD, (end.lon - west) / WORLD))
    edges = [west + WORLD * number for number in range(math.floor(first) + 1, math.ceil(last))]
    if end.lon < start.lon:
        edges.reverse()
    points = [start, *(_at(start, end, edge) for edge in edges), end]
    return [(_world(one, other, west), one, other) for one, other in pairwise(points)]


def _at(start: PathPoint, end: PathPoint, lon: float) -> PathPoint:
    share = (lon - start.lon) / (end.lon - start.lon)
    return PathPoint(lon=lon, lat=start.lat + share * (end.lat - start.lat))


def _world(one: PathPoint, other: PathPoint, west: float) -> int:
    """Tell the world of a step that crosses no edge: that of its middle."""
    return math.floor(((one.lon + other.lon) / 2 - west) / WORLD)
