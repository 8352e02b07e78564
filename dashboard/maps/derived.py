"""Two lighter geometries made from the boundaries: what is stroked, and what catches the pointer.

Without a graphics card, stroking every coast takes most of a second a frame, and a click sends the whole clicked
feature to the server. So only the borders that two territories share are stroked, since the fill shows the coasts, and
the pointer is caught by an unseen, simpler copy of the land.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import shapely

from dashboard.maps.published import (
    BOUNDARIES,
    KEPT,
    Published,
    at,
    boundaries,
    keep,
    publish,
    publish_boundaries,
    rebuild_with,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    Point = tuple[float, float]

BORDERS = "borders"
"""Name of the published borders."""

ZONES = "zones"
"""Name of the published zones."""

ZONE_TOLERANCE = 0.1
"""How far a zone's edge may lie from the coast, degrees: a pixel at zoom 3."""

ZONE_PARTS = 80
"""How many islands a zone has at most, the largest first."""

DECIMALS = 2
"""Of the zones: a kilometre."""


def borders(boundaries_url: str) -> Published:
    """Publish the borders that two territories share, as an array of paths.

    Args:
        boundaries_url: where the boundaries are published.
    """
    return keep(_borders(boundaries_url))


@lru_cache(maxsize=KEPT)
def _borders(boundaries_url: str) -> Published:
    lines = shapely.line_merge(shapely.MultiLineString(_shared(_features(boundaries_url))))
    paths = [[list(point) for point in line.coords] for line in shapely.get_parts(lines)]
    return publish(BORDERS, _compact(paths))


def zones(boundaries_url: str) -> Published:
    """Publish the simpler copy of the land, features in the order of the boundaries.

    Args:
        boundaries_url: where the boundaries are published.
    """
    return keep(_zones(boundaries_url))


@lru_cache(maxsize=KEPT)
def _zones(boundaries_url: str) -> Published:
    features = [{**feature, "geometry": _zone(feature["geometry"])} for feature in _features(boundaries_url)]
    return publish(ZONES, _compact({"type": "FeatureCollection", "features": features}))


def rebuild_from(bodies: Callable[[], Iterable[bytes]]) -> None:
    """Say which boundaries pages may show, so that they and what is made of them can be published again.

    Args:
        bodies: returns gzipped GeoJSON FeatureCollections in the frame.
    """

    def again(made: Callable[[str], Published]) -> None:
        for body in bodies():
            made(publish_boundaries(body).url)

    rebuild_with(BOUNDARIES, lambda: [publish_boundaries(body) for body in bodies()])
    rebuild_with(BORDERS, lambda: again(borders))
    rebuild_with(ZONES, lambda: again(zones))


def _features(boundaries_url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gzip.decompress(at(boundaries_url).body))["features"]
    return found


def _shared(features: Iterable[dict[str, Any]]) -> list[tuple[Point, Point]]:
    """Return the edges that lie in more than one feature."""
    owners: dict[tuple[Point, Point], set[int]] = defaultdict(set)
    for place, feature in enumerate(features):
        for edge in _edges(feature["geometry"]):
            owners[edge].add(place)
    return [edge for edge, places in owners.items() if len(places) > 1]


def _edges(geometry: dict[str, Any]) -> Iterator[tuple[Point, Point]]:
    """Walk over the edges of every ring, each from its lesser end."""
    for ring in _rings(geometry):
        for (ax, ay), (bx, by) in pairwise(ring):
            one, other = sorted(((ax, ay), (bx, by)))
            yield one, other


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    polygons = geometry["coordinates"]
    for polygon in polygons if geometry["type"] == "MultiPolygon" else [polygons]:
        yield from polygon


def _zone(geometry: dict[str, Any]) -> dict[str, Any]:
    """Simplify a territory and leave out the smallest of very many islands."""
    shape: BaseGeometry = shapely.from_geojson(json.dumps(geometry))
    parts = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    simple = shapely.simplify(shapely.MultiPolygon(parts[:ZONE_PARTS]), ZONE_TOLERANCE)
    rounded = shapely.transform(simple, lambda points: points.round(DECIMALS))
    zone: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return zone


def _compact(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


rebuild_with(BORDERS, lambda: borders(boundaries().url))
rebuild_with(ZONES, lambda: zones(boundaries().url))
