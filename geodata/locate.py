"""Which territory a coordinate belongs to.

The rule, in order:

1. the territory whose polygon holds the point;
2. else the one whose polygon is nearest on the ellipsoid, if within 250 km: ports stand on the shore, and terminals
   off it;
3. else none: the point is offshore.

Where the record declares a territory and its polygon comes within 5 km of the point, that one stands: lines drawn at
1:10 million and then simplified are no more exact than that. Any other disagreement is reported, never settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.errors import CoordinateError
from geodata.geodesy import METRES_PER_NM, check_coordinates, distances_nm
from geodata.territories import FRAME_EAST, FRAME_WEST, Boundaries, to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

REACH_NM = 250_000.0 / METRES_PER_NM
"""How far from a polygon a point may lie and still belong to it."""

TOLERANCE_NM = 5_000.0 / METRES_PER_NM
"""How far from the declared territory's polygon a point may lie and still be held to be in it."""

REMEMBERED = 100_000
"""So many places are remembered before all are forgotten."""

LONGEST = 0.5
"""Degrees that a stretch of boundary may span before it is cut in two, so that it is as good as straight."""

EQUATOR_M = 6_378_137.0
"""WGS84 equatorial radius, metres."""

ECCENTRICITY_2 = 0.006_694_379_990_14
"""WGS84 first eccentricity, squared."""

SHORTEST_DEGREE_M = 110_500.0
"""Less than the metres in any degree of latitude, so a search box made with it holds its circle."""


@dataclass(frozen=True)
class Location:
    """Where one coordinate lies."""

    territory: str | None
    """Alpha-3 code of the territory it belongs to; None offshore."""

    distance_nm: float | None
    """Nautical miles to that territory's polygon; 0 inside, None offshore."""

    declared: str | None
    """The territory that the record declared, if it did."""

    @property
    def agrees(self) -> bool | None:
        """Whether the place bears out the declaration; None where nothing was declared."""
        return None if self.declared is None else self.territory == self.declared


def locate(
    lons: ArrayLike,
    lats: ArrayLike,
    *,
    boundaries: Boundaries,
    declared: Sequence[str | None] | None = None,
) -> list[Location]:
    """Find the territory of each point, by the rule at the head of this module.

    Args:
        lons: Longitudes in degrees, EPSG:4326, any turn of the globe.
        lats: Latitudes in degrees, as many.
        boundaries: The territories' polygons, in the frame.
        declared: What each record says its territory is, alpha-3, or None where it does not say.

    Returns:
        One location per point, in order.

    Raises:
        CoordinateError: The sequences differ in length or a coordinate is not a place on Earth.
    """
    xs, ys = _checked(lons, lats)
    said: Sequence[str | None] = [None] * len(xs) if declared is None else declared
    if len(said) != len(xs):
        raise CoordinateError(f"{len(xs)} points and {len(said)} declared territories.")
    shores = _shores(boundaries)
    owners, distances = _found(xs, ys, shores, boundaries)
    _hold_to_declared(xs, ys, shores, _declared_places(said, boundaries), (owners, distances))
    return [_location(*found, boundaries) for found in zip(owners.tolist(), distances.tolist(), said, strict=True)]


def locate_once(
    lons: Sequence[float], lats: Sequence[float], *, boundaries: Boundaries, declared: Sequence[str | None]
) -> list[Location]:
    """Find territories as `locate` does, and look up each place only once: ports stay where they are.

    Args:
        lons: Longitudes in degrees.
        lats: Latitudes in degrees, as many.
        boundaries: The territories' polygons; places are remembered for as long as these are in use.
        declared: What each record says its territory is.
    """
    known = _remembered(boundaries)
    asked = list(zip(lons, lats, declared, strict=True))
    held = {one: location for one in asked if (location := known.get(one)) is not None}
    unknown = [one for one in dict.fromkeys(asked) if one not in held]
    if not unknown:
        return [held[one] for one in asked]
    xs, ys, said = zip(*unknown, strict=True)
    held |= zip(unknown, locate(xs, ys, boundaries=boundaries, declared=said), strict=True)
    if len(known) > REMEMBERED:
        known.clear()
    known.update((one, held[one]) for one in unknown)
    return [held[one] for one in asked]


@lru_cache(maxsize=4)
def _remembered(boundaries: Boundaries) -> dict[tuple[float, float, str | None], Location]:
    del boundaries  # part of the key
    return {}


def _checked(lons: ArrayLike, lats: ArrayLike) -> tuple[Floats, Floats]:
    xs = np.atleast_1d(np.asarray(lons, dtype=np.float64))
    ys = np.atleast_1d(np.asarray(lats, dtype=np.float64))
    if xs.shape != ys.shape or xs.ndim != 1:
        raise CoordinateError("Longitudes and latitudes must be sequences of one length.")
    check_coordinates(xs, ys)
    return to_frame(xs), ys


def _location(owner: int, distance: float, said: str | None, boundaries: Boundaries) -> Location:
    if owner < 0:
        return Location(territory=None, distance_nm=None, declared=said)
    return Location(territory=boundaries.codes[owner], distance_nm=distance, declared=said)


def _declared_places(said: Sequence[str | None], boundaries: Boundaries) -> Ints:
    """Return where each declared code stands among the boundaries; -1 where it has none."""
    return np.array([-1 if code is None else boundaries.index.get(code, -1) for code in said], dtype=np.int64)


def _found(xs: Floats, ys: Floats, shores: _Shores, boundaries: Boundaries) -> tuple[Ints, Floats]:
    """Return each point's territory by place, -1 offshore, and the distance to it in nautical miles."""
    owners = _holding(xs, ys, boundaries)
    distances = np.zeros(len(xs))
    outside = np.flatnonzero(owners < 0)
    owners[outside], distances[outside] = shores.nearest(xs[outside], ys[outside])
    return owners, distances


def _holding(xs: Floats, ys: Floats, boundaries: Boundaries) -> Ints:
    """Return the place of the polygon that holds each point; the first of several, -1 for none."""
    tree = shapely.STRtree(np.asarray(shapely.points(xs, ys)))
    owner, point = tree.query(boundaries.geometries, predicate="intersects")
    holding = np.full(len(xs), len(boundaries.codes), dtype=np.int64)
    np.minimum.at(holding, point, owner)
    holding[holding == len(boundaries.codes)] = -1
    return holding


def _hold_to_declared(xs: Floats, ys: Floats, shores: _Shores, said: Ints, found: tuple[Ints, Floats]) -> None:
    """Settle, in place, for the declared territory where its polygon is within the tolerance."""
    owners, distances = found
    doubtful = np.flatnonzero((said >= 0) & (said != owners))
    radius = np.full(len(doubtful), TOLERANCE_NM)
    nearest, away = shores.nearest_of(xs[doubtful], ys[doubtful], radius, only=said[doubtful])
    held = nearest >= 0
    owners[doubtful[held]] = nearest[held]
    distances[doubtful[held]] = away[held]


@lru_cache(maxsize=4)
def _shores(boundaries: Boundaries) -> _Shores:
    return _Shores(boundaries)


class _Shores:
    """Every stretch of boundary with its territory, to be searched by nearness on the ellipsoid.

    A tree in degrees finds candidates: first any near stretch, for a distance that the nearest cannot exceed, then
    all that touch a box of that reach. The choice among them is made on the ellipsoid, in three dimensions, where
    neither the seam nor a pole is special.
    """

    def __init__(self, boundaries: Boundaries) -> None:
        lines = shapely.segmentize(shapely.boundary(boundaries.geometries), LONGEST)
        parts, owner = shapely.get_parts(lines, return_index=True)
        corners, line = shapely.get_coordinates(parts, return_index=True)
        joined = line[1:] == line[:-1]
        self.owners: Ints = owner[line[1:][joined]]
        self.starts: Floats = corners[:-1][joined]
        self.ends: Floats = corners[1:][joined]
        self.tree = shapely.STRtree(np.asarray(shapely.linestrings(np.stack([self.starts, self.ends], axis=1))))

    def nearest(self, xs: Floats, ys: Floats) -> tuple[Ints, Floats]:
        """Return the nearest territory within reach of each point, -1 for none, and its distance."""
        if not len(xs) or not len(self.owners):
            return np.full(len(xs), -1, dtype=np.int64), np.full(len(xs), np.nan)
        first = np.asarray(self.tree.nearest(shapely.points(xs, ys)), dtype=np.int64)
        bound = self._distances(xs, ys, first)
        return self.nearest_of(xs, ys, np.minimum(bound * 1.001 + 0.001, REACH_NM))

    def nearest_of(self, xs: Floats, ys: Floats, radius_nm: Floats, only: Ints | None = None) -> tuple[Ints, Floats]:
        """Return the nearest territory within a radius of each point, or only the one named for it."""
        point, stretch = self._candidates(xs, ys, radius_nm)
        if only is not None:
            wanted = self.owners[stretch] == only[point]
            point, stretch = point[wanted], stretch[wanted]
        best = _first_of_each(point, self._chords(xs[point], ys[point], stretch), self.owners[stretch])
        owners = np.full(len(xs), -1, dtype=np.int64)
        distances = np.full(len(xs), np.nan)
        at, chosen = point[best], stretch[best]
        away = self._distances(xs[at], ys[at], chosen)
        within = away <= radius_nm[at]
        owners[at[within]] = self.owners[chosen[within]]
        distances[at[within]] = away[within]
        return owners, distances

    def _candidates(self, xs: Floats, ys: Floats, radius_nm: Floats) -> tuple[Ints, Ints]:
        """Return pairs of a point and a stretch that may lie within the radius of it, across the seam as well."""
        half_height = radius_nm * METRES_PER_NM / SHORTEST_DEGREE_M
        half_width = _half_width(ys, half_height)
        pairs = []
        for turn in (-360.0, 0.0, 360.0):
            west, east = xs + turn - half_width, xs + turn + half_width
            here = np.flatnonzero((east >= FRAME_WEST) & (west <= FRAME_EAST))
            boxes = shapely.box(west[here], (ys - half_height)[here], east[here], (ys + half_height)[here])
            found = self.tree.query(boxes)
            pairs.append((here[found[0]], found[1]))
        point, stretch = (np.concatenate(side) for side in zip(*pairs, strict=True))
        return point, stretch

    def _feet(self, xs: Floats, ys: Floats, stretch: Ints) -> tuple[Floats, Floats]:
        """Return the longitude and latitude of the point of each stretch that is nearest to each point."""
        start, end = self.starts[stretch], self.ends[stretch]
        origin = _cartesian(start[:, 0], start[:, 1])
        along = _cartesian(end[:, 0], end[:, 1]) - origin
        length_2 = np.maximum((along * along).sum(axis=1), np.finfo(float).tiny)
        share = np.clip(((_cartesian(xs, ys) - origin) * along).sum(axis=1) / length_2, 0.0, 1.0)
        foot = start + share[:, np.newaxis] * (end - start)
        return foot[:, 0], foot[:, 1]

    def _chords(self, xs: Floats, ys: Floats, stretch: Ints) -> Floats:
        """Return the straight distances through the Earth to each stretch, metres: quick, and in the true order."""
        return np.asarray(np.linalg.norm(_cartesian(*self._feet(xs, ys, stretch)) - _cartesian(xs, ys), axis=1))

    def _distances(self, xs: Floats, ys: Floats, stretch: Ints) -> Floats:
        """Return the distances over the ellipsoid to each stretch, nautical miles."""
        return distances_nm(xs, ys, *self._feet(xs, ys, stretch))


def _half_width(lats: Floats, half_height: Floats) -> Floats:
    """Return how many degrees of longitude a circle of so many degrees of latitude reaches to either side."""
    reach = np.radians(np.minimum(half_height, 90.0))
    parallel = np.cos(np.radians(lats))
    polar = np.sin(reach) >= parallel
    ratio = np.where(polar, 0.0, np.sin(reach) / np.where(polar, 1.0, parallel))
    return np.where(polar, 180.0, np.degrees(np.arcsin(ratio)) * 1.01)


def _cartesian(lons: Floats, lats: Floats) -> Floats:
    """Return earth-centred coordinates of points on the WGS84 ellipsoid, metres, shape (n, 3)."""
    lam, phi = np.radians(lons), np.radians(lats)
    normal = EQUATOR_M / np.sqrt(1.0 - ECCENTRICITY_2 * np.sin(phi) ** 2)
    level = normal * np.cos(phi)
    return np.stack([level * np.cos(lam), level * np.sin(lam), normal * (1 - ECCENTRICITY_2) * np.sin(phi)], axis=1)


def _first_of_each(point: Ints, chords: Floats, owners: Ints) -> Ints:
    """Return the index of the shortest chord of each point; of equals, that of the earlier territory."""
    order = np.lexsort((owners, chords, point))
    ordered = point[order]
    leads = np.ones(len(order), dtype=bool)
    leads[1:] = ordered[1:] != ordered[:-1]
    first: Ints = order[leads]
    return first
