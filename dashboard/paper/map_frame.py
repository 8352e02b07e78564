"""What a printed map shows of the Earth: an equal-area projection, and the part of it that fits the sheet.

The whole area of responsibility is drawn by Equal Earth centred on 150° E. A region is drawn by Lambert's azimuthal
projection about its own middle, which is equal-area too and does not shear what lies far from 150° E.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from cartopy import crs

from geodata.geodesy import Point, distance_nm
from geodata.territories import FRAME_CENTRE, FRAME_EAST, FRAME_WEST, to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.territories import Boundaries

WIDE_DEG = 75.0
"""A region wider than this is drawn like the whole area."""

MARGIN, MARGIN_NORTH = 0.14, 0.07
"""Kept free beside the glyphs, and above and below them, as a share of their extent: names stand beside them."""

LEAST_M = 1_600_000.0
"""No map of a region shows less than this from side to side, metres."""

REACH_DEG = (80.0, 55.0)
"""So far from the middle of a region ground is drawn, degrees of longitude and latitude: an azimuthal projection tears
what lies behind the Earth."""

EDGE = 0.02
"""So far beyond the edges land is kept, as a share of the larger side: its cut is never seen."""

SEEN_PT = 0.25
"""A corner that lies nearer to a line than this is not seen, points."""

RIM_DEG = 0.01
"""So far from the seam of a whole map ground and lines are kept, degrees: the seam itself is both of its edges."""

PROBES = 24
"""So many places along each side of a map are asked for their coordinates."""


@dataclass(frozen=True, slots=True)
class MapFrame:
    """A projection, and the part of it that is shown."""

    projection: crs.Projection
    west: float
    """Metres of the projection, like the rest."""
    south: float
    east: float
    north: float
    middle: tuple[float, float]
    """Longitude in the frame and latitude of the middle, degrees."""
    whole: bool
    """Whether ground is drawn all round the Earth."""

    @property
    def metres_per_nm(self) -> float:
        """Return how long a nautical mile east to west is in the middle, metres of the projection.

        Equal Earth, which keeps areas, draws the equator an eighth too short.
        """
        lon, lat = (FRAME_CENTRE, 0.0) if self.whole else self.middle
        west, east = self.project([lon - 0.5, lon + 0.5], [lat, lat])
        return float(np.hypot(*(east - west))) / distance_nm(Point(-0.5, lat), Point(0.5, lat))

    def project(self, lons: Sequence[float], lats: Sequence[float]) -> NDArray[np.float64]:
        """Bring places, degrees, to metres of the projection, shape (n, 2)."""
        placed = self.projection.transform_points(_geodetic(), np.asarray(lons, float), np.asarray(lats, float))
        return np.asarray(placed[:, :2])

    def part(self, west: float, south: float, east: float, north: float) -> MapFrame:
        """Return a part of this map, edges in metres of its projection."""
        return replace(self, west=west, south=south, east=east, north=north)

    def outline(self) -> BaseGeometry:
        """Return what of the Earth is shown, metres: the sheet, cut by the rim of the Earth where that is on it."""
        sheet = shapely.box(self.west, self.south, self.east, self.north)
        return shapely.intersection(sheet, shapely.Polygon(self.projection.boundary.coords)) if self.whole else sheet

    def degrees(self) -> tuple[float, float, float, float]:
        """Return what the map shows at most: west, south, east and north, degrees east of the frame's seam."""
        xs = np.linspace(self.west, self.east, PROBES)
        ys = np.linspace(self.south, self.north, PROBES)
        grid = [axis.ravel() for axis in np.meshgrid(xs, ys)]
        found = _geodetic().transform_points(self.projection, *grid)
        found = found[np.isfinite(found).all(axis=1)]
        lons = self.middle[0] + (found[:, 0] - self.middle[0] + 180.0) % 360.0 - 180.0
        if self.whole:
            lons = to_frame(found[:, 0])
        return float(lons.min()), float(found[:, 1].min()), float(lons.max()), float(found[:, 1].max())

    def ground(self, boundaries: Boundaries, *, points: float) -> list[BaseGeometry]:
        """Bring the territories to metres of the projection, in the order of their codes.

        What cannot be seen is left out: land beyond the edge, and corners nearer to a line than a quarter of a point.

        Args:
            boundaries: of the territories, in the Pacific-centred frame.
            points: width of the map on the sheet.
        """
        width, height = self.east - self.west, self.north - self.south
        beyond = EDGE * max(width, height)
        edges = (self.west - beyond, self.south - beyond, self.east + beyond, self.north + beyond)
        shapes = _ground(boundaries, self.projection, None if self.whole else self.middle)
        return [_seen(shape, edges, SEEN_PT * width / points) for shape in shapes]


def _seen(shape: BaseGeometry, edges: tuple[float, float, float, float], tolerance: float) -> BaseGeometry:
    """Cut a territory at the edges of the map, a part at a time, since most parts need no cutting."""
    window = shapely.box(*edges)
    parts = [part for part in shapely.get_parts(shape) if _is_land(part) and part.intersects(window)]
    cut = [part if window.contains(part) else shapely.clip_by_rect(part, *edges) for part in parts]
    simple = shapely.simplify(cut, tolerance, preserve_topology=False)
    polygons = [part for part in shapely.get_parts(simple) if _is_land(part)]
    return shapely.orient_polygons(shapely.MultiPolygon(polygons))


def _is_land(part: BaseGeometry) -> bool:
    return part.geom_type == "Polygon" and not part.is_empty and bool(np.isfinite(part.bounds).all())


@lru_cache(maxsize=1)
def _geodetic() -> crs.Geodetic:
    return crs.Geodetic()


def frame_of(places: Sequence[tuple[float, float]], *, ratio: float, least: float = LEAST_M) -> MapFrame:
    """Choose what a map shows.

    Args:
        places: longitude and latitude of what must be seen, EPSG:4326 degrees.
        ratio: width of the sheet over its height.
        least: no less than this is shown from side to side, metres.
    """
    lons = [to_frame(lon) for lon, _ in places] or [FRAME_CENTRE]
    lats = [lat for _, lat in places] or [0.0]
    whole = max(lons) - min(lons) > WIDE_DEG
    middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    projection: crs.Projection = (
        crs.EqualEarth(central_longitude=FRAME_CENTRE)
        if whole
        else crs.LambertAzimuthalEqualArea(central_longitude=middle[0], central_latitude=middle[1])
    )
    seen = MapFrame(projection, 0, 0, 0, 0, middle, whole).project(lons, lats)
    (west, south), (east, north) = seen.min(axis=0), seen.max(axis=0)
    width = max((east - west) * (1 + 2 * MARGIN), (north - south) * (1 + 2 * MARGIN_NORTH) * ratio, least)
    half, tall = width / 2, width / ratio / 2
    x, y = (west + east) / 2, (south + north) / 2
    if whole:
        y = _on_earth(y, tall, projection.y_limits)
    return MapFrame(projection, x - half, y - tall, x + half, y + tall, middle, whole)


def _on_earth(middle: float, half: float, limits: tuple[float, float]) -> float:
    """Move a map off the end of the Earth; one that is higher than the Earth has it in its middle."""
    least, most = limits[0] + half, limits[1] - half
    return min(max(middle, least), most) if least < most else sum(limits) / 2


@lru_cache(maxsize=16)
def _ground(
    boundaries: Boundaries, projection: crs.Projection, middle: tuple[float, float] | None
) -> list[BaseGeometry]:
    shapes = boundaries.geometries
    if middle is not None:
        lon, lat = middle
        shapes = shapely.clip_by_rect(
            shapely.make_valid(shapes),
            *(lon - REACH_DEG[0], max(lat - REACH_DEG[1], -90.0), lon + REACH_DEG[0], min(lat + REACH_DEG[1], 90.0)),
        )
    geodetic = _geodetic()

    def to_metres(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        lons = degrees[:, 0] if middle is not None else off_seam(degrees[:, 0])
        return np.asarray(projection.transform_points(geodetic, lons, degrees[:, 1])[:, :2])

    # What crosses itself once projected would be cut at the edges of the map as if it were the sea around it.
    return list(shapely.make_valid(shapely.transform(shapes, to_metres), method="structure"))


def off_seam(lons: ArrayLike) -> NDArray[np.float64]:
    """Keep longitudes in the frame off its seam, degrees."""
    return np.asarray(np.clip(np.asarray(lons, float), FRAME_WEST + RIM_DEG, FRAME_EAST - RIM_DEG))
