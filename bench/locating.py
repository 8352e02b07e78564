"""Which territory a coordinate lies in: `geodata.locate` beside `geopandas.sjoin_nearest`.

The peer is used as most people would: boundaries and points in EPSG:4326 with longitudes from -180 to 180, nearness in
degrees, reach 250 km as degrees of latitude. Ours is nearness on the ellipsoid, with nothing cut at 180°.
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from shapely import affinity

from geodata.geodesy import distances_nm
from geodata.locate import REACH_NM, locate
from geodata.territories import FRAME_EAST, from_frame, load_boundaries, to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.territories import Boundaries

    Floats = NDArray[np.float64]

POINTS = 100_000
GOAL = 2.0
"""Seconds."""
SEED = 20261122
REACH_DEGREES = 2.25
JUDGED = 400
"""So many of the points on which the two differ are held against a third way."""

FINE = 0.02
"""Degrees between the corners of an outline that the third way measures to: about a mile."""

NEAR_DATE_LINE = 5.0
"""Degrees of longitude on either side of 180° that count as across it."""


@dataclass(frozen=True, slots=True)
class Locating:
    """Both ways over the same points."""

    ours: float
    """Seconds."""
    theirs: float
    """Seconds."""
    differing: int
    """Points to which they give another territory."""
    differing_near_date_line: int
    """Of which around 180°."""
    near_date_line: int
    """Points around 180°."""
    judged: Judged
    """Who is right where they differ."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Points to which the two ways give another territory, held against a third, slow one."""

    points: int
    ours_right: int
    theirs_right: int


def measure() -> Locating:
    """Locate random points of the area of responsibility both ways."""
    dice = np.random.default_rng(SEED)
    lons, lats = dice.uniform(40.0, 230.0, POINTS), dice.uniform(-50.0, 50.0, POINTS)
    boundaries = load_boundaries()
    world = _cut_at_date_line(boundaries)
    locate(lons[:10], lats[:10], boundaries=boundaries)
    began = time.perf_counter()
    ours = np.array([place.territory or "" for place in locate(lons, lats, boundaries=boundaries)])
    between = time.perf_counter()
    theirs = _nearest(world, from_frame(lons), lats)
    ended = time.perf_counter()
    near = np.abs(lons - 180.0) <= NEAR_DATE_LINE
    differing = ours != theirs
    counts = (int(differing.sum()), int((differing & near).sum()), int(near.sum()))
    points = [(float(lons[at]), float(lats[at]), str(ours[at]), str(theirs[at])) for at in np.flatnonzero(differing)]
    judged = _judge(points[:: max(1, len(points) // JUDGED)][:JUDGED], boundaries)
    return Locating(between - began, ended - between, *counts, judged)


def _judge(points: Sequence[tuple[float, float, str, str]], boundaries: Boundaries) -> Judged:
    """Measure the geodesic from each point to every corner of the outlines of both answers, cut fine."""
    right = [_nearer(lon, lat, ours, theirs, boundaries) for lon, lat, ours, theirs in points]
    return Judged(len(points), right.count("ours"), right.count("theirs"))


def _nearer(lon: float, lat: float, ours: str, theirs: str, boundaries: Boundaries) -> str:
    """Tell which answer names the nearer territory; at sea is right where neither lies within reach."""
    away = {code: _away(lon, lat, code, boundaries) for code in {ours, theirs} - {""}}
    within = {code: nm for code, nm in away.items() if nm <= REACH_NM}
    truth = min(within, key=within.__getitem__) if within else ""
    return {ours: "ours", theirs: "theirs"}.get(truth, "neither")


def _away(lon: float, lat: float, code: str, boundaries: Boundaries) -> float:
    shape = boundaries.geometry(code)
    if shapely.intersects_xy(shape, to_frame(lon), lat):
        return 0.0
    outline = _outline(boundaries, code)
    return float(distances_nm(lon, lat, outline[:, 0], outline[:, 1]).min())


@cache
def _outline(boundaries: Boundaries, code: str) -> Floats:
    corners: Floats = shapely.get_coordinates(shapely.segmentize(boundaries.geometry(code), FINE))
    return corners


def _nearest(world: gpd.GeoDataFrame, lons: Floats, lats: Floats) -> NDArray[np.str_]:
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lons, lats), crs=world.crs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it warns that degrees are no distance
        joined = gpd.sjoin_nearest(points, world, how="left", max_distance=REACH_DEGREES)
    found = joined[~joined.index.duplicated()]["t"].fillna("")
    return np.array(found.to_list())


def _cut_at_date_line(boundaries: Boundaries) -> gpd.GeoDataFrame:
    """Bring the boundaries into longitudes from -180 to 180."""
    shapes = [_cut(shape) for shape in boundaries.geometries]
    return gpd.GeoDataFrame({"t": boundaries.codes}, geometry=shapes, crs="EPSG:4326")


def _cut(shape: BaseGeometry) -> BaseGeometry:
    west = shapely.intersection(shape, shapely.box(-180, -90, 180, 90))
    east = shapely.intersection(shape, shapely.box(180, -90, FRAME_EAST, 90))
    return shapely.union(west, affinity.translate(east, xoff=-360.0))
