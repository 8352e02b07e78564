"""The view of the printed map of a route: what of the Earth it shows, in an equal-area projection centred on 150° E."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Transformer

from geodata.territories import FRAME_CENTRE, FRAME_EAST, FRAME_WEST, to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.geodesy import PathPoint, Point
    from geodata.territories import Boundaries

    Floats = NDArray[np.float64]

PROJECTION = f"+proj=eqearth +lon_0={FRAME_CENTRE:g} +datum=WGS84 +over"
"""Equal Earth; `+over` keeps both edges of the frame where they are."""

WIDTH, HEIGHT = 493.0, 300.0
"""Of the map, points: as wide as the text of the sheet."""

MARGIN = 0.09
"""Kept free on each side of the route, as a share of what is shown."""

LEAST_M = 2_400_000.0
"""No map shows less than this across, metres."""

FINE = 0.25
"""Corners nearer together than about this are left out, points."""

EDGE = 40
"""So many places along each edge of the sheet are asked for their coordinates."""


@dataclass(frozen=True, slots=True)
class View:
    """Brings the frame to the sheet; x grows eastward and y southward, points."""

    west: float
    """Western edge, metres of the projection."""
    north: float
    """Northern edge."""
    metres: float
    """To a point."""

    def xy(self, lons: Floats, lats: Floats) -> tuple[Floats, Floats]:
        """Place coordinates of the frame on the sheet."""
        east, north = _projection().transform(lons, lats)
        return (np.asarray(east) - self.west) / self.metres, (self.north - np.asarray(north)) / self.metres

    def spot(self, point: Point) -> tuple[float, float]:
        """Place a point on the sheet."""
        xs, ys = self.xy(np.array([to_frame(point.lon)]), np.array([point.lat]))
        return float(xs[0]), float(ys[0])

    def centre(self) -> tuple[float, float]:
        """Return the longitude, in the frame, and the latitude of the middle of the sheet."""
        lons, lats = self._lon_lat(np.array([WIDTH / 2]), np.array([HEIGHT / 2]))
        return float(lons[0]), float(lats[0])

    def window(self) -> tuple[float, float, float, float]:
        """Return what the sheet shows at most: west, south, east, north, degrees of the frame."""
        across, down = np.linspace(0, WIDTH, EDGE), np.linspace(0, HEIGHT, EDGE)
        xs = np.concatenate([across, across, np.zeros(EDGE), np.full(EDGE, WIDTH)])
        ys = np.concatenate([np.zeros(EDGE), np.full(EDGE, HEIGHT), down, down])
        lons, lats = self._lon_lat(xs, ys)
        if not (np.isfinite(lons) & np.isfinite(lats)).all():
            return FRAME_WEST, -90.0, FRAME_EAST, 90.0
        west, east = max(float(lons.min()), FRAME_WEST), min(float(lons.max()), FRAME_EAST)
        return west, float(lats.min()), east, float(lats.max())

    def geometries(self, boundaries: Boundaries) -> dict[str, BaseGeometry]:
        """Place the territories that the sheet shows on it, by code."""
        west, south, east, north = self.window()
        clipped = shapely.clip_by_rect(boundaries.geometries, west, south, east, north)
        placed = shapely.transform(clipped, lambda at: np.column_stack(self.xy(at[:, 0], at[:, 1])))
        fine = shapely.simplify(placed, FINE)
        sheet = shapely.box(0, 0, WIDTH, HEIGHT)
        shown = ~shapely.is_empty(fine) & shapely.intersects(shapely.box(*shapely.bounds(fine).T), sheet)
        return {code: shape for code, shape, seen in zip(boundaries.codes, fine, shown, strict=True) if seen}

    def _lon_lat(self, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
        east, north = self.west + xs * self.metres, self.north - ys * self.metres
        lons, lats = _projection().transform(east, north, direction="INVERSE")
        return np.asarray(lons), np.asarray(lats)


@lru_cache(maxsize=1)
def _projection() -> Transformer:
    return Transformer.from_crs("EPSG:4326", PROJECTION, always_xy=True)


def view_of(places: Sequence[Point], lines: Sequence[Sequence[PathPoint]]) -> View:
    """Show places and lines with room around them.

    Args:
        places: at least one.
        lines: within the frame.
    """
    points = [point for line in lines for point in line]
    lons = np.array([*(to_frame(place.lon) for place in places), *(point.lon for point in points)])
    lats = np.array([*(place.lat for place in places), *(point.lat for point in points)])
    east, north = map(np.asarray, _projection().transform(lons, lats))
    across, down = float(np.ptp(east)), float(np.ptp(north))
    metres = max(across / WIDTH, down / HEIGHT) / (1 - 2 * MARGIN)
    metres = max(metres, LEAST_M / WIDTH)
    middle = float(east.min() + east.max()) / 2, float(north.min() + north.max()) / 2
    return View(middle[0] - WIDTH * metres / 2, middle[1] + HEIGHT * metres / 2, metres)
