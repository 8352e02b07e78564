"""The boundaries of the territories, in a frame that has the Pacific in its middle.

Coordinates are EPSG:4326 degrees, longitude first. The frame runs from 30° W eastwards right round to 30° W again,
written as longitudes from -30 to 330, so its seam lies in the Atlantic: nothing is cut at 180° or at Greenwich, and
only Greenland lies across the seam.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import shapely

from geodata.errors import ReferenceDataError, UnknownTerritoryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

FRAME_WEST = -30.0
"""The frame's western edge, degrees."""

FRAME_EAST = FRAME_WEST + 360.0
"""The frame's eastern edge, degrees: the same meridian as the western one."""

FRAME_CENTRE = (FRAME_WEST + FRAME_EAST) / 2
"""The longitude in the middle of the frame, degrees."""

BOUNDARIES_PATH = Path(__file__).parent / "reference" / "boundaries.json.gz"
"""The boundaries that ship with the application."""


@overload
def to_frame(lon: float) -> float: ...
@overload
def to_frame(lon: ArrayLike) -> NDArray[np.float64]: ...
def to_frame(lon: ArrayLike) -> float | NDArray[np.float64]:
    """Bring any longitude in degrees into the frame, [-30, 330).

    Args:
        lon: One longitude or an array of them, any finite degrees.

    Returns:
        A float for a single longitude, else an array of the same shape.
    """
    return _wrap(lon, FRAME_WEST)


@overload
def from_frame(lon: float) -> float: ...
@overload
def from_frame(lon: ArrayLike) -> NDArray[np.float64]: ...
def from_frame(lon: ArrayLike) -> float | NDArray[np.float64]:
    """Bring any longitude in degrees, of the frame or not, into [-180, 180).

    Args:
        lon: One longitude or an array of them, any finite degrees.

    Returns:
        A float for a single longitude, else an array of the same shape.
    """
    return _wrap(lon, -180.0)


def _wrap(lon: ArrayLike, west: float) -> float | NDArray[np.float64]:
    lons = np.asarray(lon, dtype=np.float64)
    wrapped = lons - 360.0 * np.floor((lons - west) / 360.0)
    # Rounding can carry a longitude just west of the edge to the far edge itself, which is the near edge again.
    wrapped = np.where(wrapped >= west + 360.0, west, wrapped)
    return float(wrapped) if lons.ndim == 0 else wrapped


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The polygons of a set of territories, in the Pacific-centred frame."""

    codes: tuple[str, ...]
    """ISO 3166-1 alpha-3 codes, one to a polygon; a code's place is the small integer `i` of its feature."""

    names: tuple[str, ...]
    """Short names, in the order of `codes`."""

    geometries: NDArray[np.object_]
    """Polygons and multipolygons in the order of `codes`; longitudes in [-30, 330], degrees."""

    index: Mapping[str, int] = field(init=False, repr=False)
    """Where each code stands in the three sequences."""

    def __post_init__(self) -> None:
        if not len(self.codes) == len(self.names) == len(self.geometries):
            raise ReferenceDataError("Codes, names and geometries differ in number.")
        index = {code: place for place, code in enumerate(self.codes)}
        if len(index) != len(self.codes):
            raise ReferenceDataError("A territory has more than one feature.")
        object.__setattr__(self, "index", index)

    def geometry(self, code: str) -> BaseGeometry:
        """Return one territory's geometry; raise `UnknownTerritoryError` if it has none."""
        if code not in self.index:
            raise UnknownTerritoryError(f"No boundary for territory {code!r}.")
        geometry: BaseGeometry = self.geometries[self.index[code]]
        return geometry

    def geometry_or_point(self, code: str, *, lon: float, lat: float) -> BaseGeometry:
        """Return one territory's geometry, or a point in the frame where it has none."""
        return self.geometry(code) if code in self.index else shapely.Point(to_frame(lon), lat)

    def extent(self, code: str) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of a territory's largest part, degrees in the frame.

        None where it has no boundary.
        """
        if code not in self.index:
            return None
        west, south, east, north = max(shapely.get_parts(self.geometry(code)), key=shapely.area).bounds
        return west, south, east, north

    def inner_point(self, code: str) -> tuple[float, float] | None:
        """Return a point inside a territory's largest part, as longitude in [-180, 180) and latitude, degrees.

        None where it has no boundary.
        """
        if code not in self.index:
            return None
        largest = max(shapely.get_parts(self.geometry(code)), key=shapely.area)
        inside = largest.representative_point()
        return round(from_frame(inside.x), 2), round(inside.y, 2)


def load_boundaries(path: Path = BOUNDARIES_PATH) -> Boundaries:
    """Read boundaries from a gzipped GeoJSON FeatureCollection in the frame.

    Args:
        path: A file as `geodata.reference.build` writes it; by default the one that ships.

    Returns:
        The boundaries, in the order of the features.

    Raises:
        ReferenceDataError: The file is not such a collection.
    """
    return unpacked_boundaries(path.read_bytes(), name=path.name)


@lru_cache(maxsize=1)
def shipped_boundaries() -> Boundaries:
    """Return the boundaries that ship, read once."""
    return load_boundaries()


def unpacked_boundaries(body: bytes, *, name: str) -> Boundaries:
    """Read boundaries from the bytes of such a file; messages call it by the name.

    Raises:
        ReferenceDataError: They are not such a collection.
    """
    try:
        return boundaries_of(json.loads(gzip.decompress(body))["features"])
    except (gzip.BadGzipFile, json.JSONDecodeError, KeyError, TypeError) as error:
        raise ReferenceDataError(f"{name} is not a boundary file: {error}") from error


def boundaries_of(features: Sequence[Mapping[str, Any]]) -> Boundaries:
    """Gather GeoJSON features, each with properties `t` (alpha-3) and `n` (name), into boundaries."""
    geometries = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    return Boundaries(
        codes=tuple(feature["properties"]["t"] for feature in features),
        names=tuple(feature["properties"]["n"] for feature in features),
        geometries=geometries,
    )
