"""Distance by sea between two places, along the lanes of the package `searoute` (Apache-2.0). Not for navigation.

The package brings a network of the world's sea lanes with it: 9,708 nodes, some tens to hundreds of miles apart. It
finds the node nearest to a place in degrees, which is wrong by the date line and far from the equator; here it is
found on the ellipsoid, and the length is measured there. From a place to its node the way is a straight line that may
cross land, so where these lines are long, or make up more of the way than the lanes do, no distance is told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import searoute

from geodata.geodesy import GEOD, METRES_PER_NM, PathPoint, Point, distances_nm
from geodata.territories import to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Node = tuple[float, float]

NOT_FOR_NAVIGATION = "Not for navigation."
"""Stands beside every distance and line by sea."""

LONGEST_APPROACH_NM = 100.0
"""A place further than this from every lane is taken to be out of the network's reach."""


@dataclass(frozen=True, slots=True)
class SeaRoute:
    """A way by sea, as far as it can be told. Not for navigation."""

    distance_nm: float | None
    """Length, nautical miles; None where it cannot be told."""
    points: tuple[PathPoint, ...]
    """The line as it is drawn on the map, both places included: the first longitude in the frame, the others without
    a jump. Empty where there is no distance."""
    approaches_nm: tuple[float, float]
    """From the first place to the lanes and from the lanes to the last one, straight, perhaps over land."""
    why: str
    """What the distance leaves open, or why there is none, in words."""


def sea_route(a: Point, b: Point) -> SeaRoute:
    """Find the shortest way by sea between two places, the Northwest Passage left aside. Not for navigation."""
    (start, from_a), (end, to_b) = _nearest_node(a), _nearest_node(b)
    approaches = (from_a, to_b)
    if max(approaches) > LONGEST_APPROACH_NM:
        return _untold(approaches, f"One of the places lies {max(approaches):,.0f} nm from the nearest sea lane.")
    if start == end:
        return _untold(approaches, "Both places lie nearest to the same point of the sea lanes.")
    lanes = _lanes(start, end)
    if lanes is None:
        return _untold(approaches, "No sea lane leads from one place to the other.")
    along = _length_nm(lanes)
    if along < sum(approaches):
        return _untold(approaches, "The places lie too close together for sea lanes this coarse.")
    why = f"The first {from_a:,.0f} nm and the last {to_b:,.0f} nm are straight lines and may cross land."
    line = _drawn([(a.lon, a.lat), *lanes, (b.lon, b.lat)])
    return SeaRoute(along + sum(approaches), line, approaches, f"{why} {NOT_FOR_NAVIGATION}")


def _untold(approaches: tuple[float, float], why: str) -> SeaRoute:
    return SeaRoute(None, (), approaches, f"{why} No distance can be told.")


@lru_cache(maxsize=1)
def _network() -> tuple[Any, Sequence[Node], NDArray[np.float64]]:
    """Return the sea lanes and their nodes, as tuples and as an array: 40 MB and some tenths of a second at first."""
    lanes = searoute.setup_M()
    nodes = tuple(lanes.nodes)
    return lanes, nodes, np.array(nodes, dtype=np.float64)


def _nearest_node(place: Point) -> tuple[Node, float]:
    """Return the nearest node of the lanes and its distance, nautical miles."""
    _, nodes, places = _network()
    distances = distances_nm(place.lon, place.lat, places[:, 0], places[:, 1])
    nearest = int(distances.argmin())
    return nodes[nearest], float(distances[nearest])


def _lanes(start: Node, end: Node) -> list[Node] | None:
    """Return the nodes along the shortest way; None where every way is barred."""
    length, path = _network()[0].shortest_path(start, end)
    return None if path is None or math.isinf(length) else list(path)


def _length_nm(line: Sequence[Node]) -> float:
    lons, lats = zip(*line, strict=True)
    return float(GEOD.line_length(lons, lats)) / METRES_PER_NM


def _drawn(line: Sequence[Node]) -> tuple[PathPoint, ...]:
    """Write a line with longitudes that go on without a jump across the date line, each point once."""
    lons = np.unwrap(np.array([lon for lon, _ in line]), period=360.0)
    lons += to_frame(line[0][0]) - lons[0]
    points = (PathPoint(lon=float(lon), lat=lat) for lon, (_, lat) in zip(lons, line, strict=True))
    return tuple(dict.fromkeys(points))
