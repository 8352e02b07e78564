"""How far a place lies from the sea, by the boundaries that ship with the application."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from geodata.geodesy import Point, distance_nm
from geodata.territories import from_frame, shipped_boundaries, to_frame

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@lru_cache(maxsize=4_096)
def from_sea_nm(place: Point) -> float:
    """Return nautical miles from a place to the nearest coast, ashore or at sea; the nearest one in degrees."""
    here = shapely.Point(to_frame(place.lon), place.lat)
    foot = shapely.get_point(shapely.shortest_line(here, _coast()), 1)
    return distance_nm(place, Point(lon=from_frame(foot.x), lat=foot.y))


@lru_cache(maxsize=1)
def _coast() -> BaseGeometry:
    """Return all coasts, without the borders on land; a tenth of a second at first."""
    return shapely.boundary(shapely.disjoint_subset_union_all(shipped_boundaries().geometries))
