"""Distances and great circles on the WGS84 ellipsoid.

Points are EPSG:4326 degrees with named axes; distances are nautical miles (1,852 m).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod

from geodata.errors import CoordinateError
from geodata.territories import to_frame

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

GEOD = Geod(ellps="WGS84")
"""The ellipsoid of every distance."""

METRES_PER_NM = 1852.0
"""Metres in a nautical mile, by definition."""

LAT_LIMIT = 90.0
"""The latitude of the poles, degrees."""

LON_LIMIT = 180.0
"""The longitude of the date line as EPSG:4326 has it, degrees."""

NUMBER = re.compile(
    r"\s*([+-]?\d+(?:\.\d*)?)\s*"  # degrees
    r"°?\s*(?:(?<=[\s°])(\d+(?:\.\d*)?)\s*[′'\u2019]?)?"  # minutes, set off by a space or the sign for degrees
    r"\s*([NSEWnsew]?)\s*"
)
"""Degrees, decimal or with decimal minutes, with or without a hemisphere's letter."""

MINUTES = 60
"""In a degree."""

LETTERED = re.compile(r"(.*?[NSEWnsew])\s*,?\s*(.+)")
"""Two coordinates that the first one's letter sets apart."""

WRITTEN = "write them as -18.1, 178.4 or 18°06.0′S 178°24.0′E"
"""The remedy for what cannot be read."""


@dataclass(frozen=True)
class Point:
    """A place on Earth, EPSG:4326."""

    lon: float
    """Longitude in degrees, -180 to 180."""

    lat: float
    """Latitude in degrees, -90 to 90."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and math.isfinite(self.lat)):
            raise CoordinateError(f"Longitude {self.lon} and latitude {self.lat} must be finite numbers.")
        if abs(self.lat) > LAT_LIMIT:
            swapped = abs(self.lat) <= LON_LIMIT and abs(self.lon) <= LAT_LIMIT
            hint = ": are latitude and longitude swapped?" if swapped else "."
            raise CoordinateError(f"Latitude {self.lat:g} lies outside -90 to 90{hint}")
        if abs(self.lon) > LON_LIMIT:
            raise CoordinateError(f"Longitude {self.lon:g} lies outside -180 to 180.")


@dataclass(frozen=True)
class PathPoint:
    """A point of a line on the map, in the Pacific-centred frame."""

    lon: float
    """Longitude in degrees, continuous along the line: it leaves [-30, 330) where the line crosses the seam."""

    lat: float
    """Latitude in degrees, -90 to 90."""


def distance_nm(a: Point, b: Point) -> float:
    """Return the length of the shortest line between two points, nautical miles."""
    return float(GEOD.inv(a.lon, a.lat, b.lon, b.lat)[2]) / METRES_PER_NM


def distances_nm(lon: ArrayLike, lat: ArrayLike, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
    """Return the distances from one place to many, or between pairs of places, nautical miles.

    Args:
        lon: Longitude or longitudes of the places measured from, degrees.
        lat: Their latitudes, degrees.
        lons: Longitudes of the places measured to, degrees.
        lats: Their latitudes, degrees.

    Returns:
        An array of the shape that the four broadcast to.

    Raises:
        CoordinateError: A latitude lies outside -90 to 90 or a number is not finite.
    """
    arrays = [np.asarray(values, dtype=np.float64) for values in (lon, lat, lons, lats)]
    check_coordinates(arrays[0], arrays[1])
    check_coordinates(arrays[2], arrays[3])
    lon_a, lat_a, lon_b, lat_b = (np.ascontiguousarray(array) for array in np.broadcast_arrays(*arrays))
    return np.asarray(GEOD.inv(lon_a, lat_a, lon_b, lat_b)[2]) / METRES_PER_NM


def check_coordinates(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> None:
    """Raise `CoordinateError` unless every number is finite and every latitude lies within -90 to 90 degrees."""
    if not (np.isfinite(lons).all() and np.isfinite(lats).all()):
        raise CoordinateError("Longitudes and latitudes must be finite numbers.")
    if (np.abs(lats) > LAT_LIMIT).any():
        raise CoordinateError("A latitude lies outside -90 to 90.")


def within_nm(centre: Point, radius_nm: float, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.bool_]:
    """Tell which places lie within a radius in nautical miles of a centre."""
    near: NDArray[np.bool_] = distances_nm(centre.lon, centre.lat, lons, lats) <= radius_nm
    return near


def great_circle(a: Point, b: Point, spacing_nm: float = 60.0) -> list[PathPoint]:
    """Return the shortest line between two points as it is drawn on the map.

    Args:
        a: Where the line begins.
        b: Where it ends.
        spacing_nm: The longest step between two points of the line, nautical miles.

    Returns:
        Points from `a` to `b`, both included. The first longitude lies in the frame, [-30, 330); the others follow
        without a jump, so a line over the date line is one stroke.

    Raises:
        CoordinateError: The spacing is not a positive number.
    """
    if not spacing_nm > 0:
        raise CoordinateError(f"Spacing {spacing_nm:g} must be a positive number of nautical miles.")
    steps = max(1, math.ceil(distance_nm(a, b) / spacing_nm))
    between = GEOD.npts(a.lon, a.lat, b.lon, b.lat, steps - 1) if steps > 1 else []
    lons = np.array([a.lon, *(lon for lon, _ in between), b.lon])
    lats = [a.lat, *(lat for _, lat in between), b.lat]
    drawn = np.unwrap(lons, period=360.0)
    drawn += to_frame(a.lon) - drawn[0]
    return [PathPoint(lon=float(lon), lat=lat) for lon, lat in zip(drawn, lats, strict=True)]


def parse_lat_lon(text: str) -> Point:
    """Read a point written as latitude and longitude, in degrees or in degrees and decimal minutes.

    A hemisphere's letter may stand in place of a sign: `18.1S, 178.4E` is `-18.1, 178.4`, and `17°32.1′S 149°34.2′W` is
    `-17.535, -149.57`. With letters the order is free, and the comma may be left out.

    Raises:
        CoordinateError: The text is not two numbers, or they are not a latitude and a longitude; the message says
            which, and whether they look swapped.
    """
    one, other = _two_parts(text)
    (first, first_axis), (second, second_axis) = _degrees(one, text), _degrees(other, text)
    if first_axis and first_axis == second_axis:
        raise CoordinateError(f"{text!r} gives the same axis twice.")
    if first_axis == "lon" or second_axis == "lat":
        first, second = second, first
    return Point(lon=second, lat=first)


def lat_lon_text(point: Point) -> str:
    """Write a point in degrees and decimal minutes, so that `parse_lat_lon` reads it: `17°32.1′S 149°34.2′W`.

    Example:
        >>> lat_lon_text(Point(lon=-149.57, lat=-17.535))
        '17°32.1′S 149°34.2′W'
    """
    return f"{_minutes_text(point.lat, 'NS')} {_minutes_text(point.lon, 'EW')}"


def _minutes_text(degrees: float, letters: str) -> str:
    """A tenth of a minute is a cable's length, 185 metres."""
    whole, tenths = divmod(round(abs(degrees) * MINUTES * 10), MINUTES * 10)
    return f"{whole}°{tenths / 10:04.1f}′{letters[degrees < 0]}"


def _two_parts(text: str) -> tuple[str, str]:
    """Split at the comma, else after the first letter, else at the space."""
    lettered = LETTERED.fullmatch(text.strip())
    if "," not in text and lettered:
        return lettered[1], lettered[2]
    one, comma, other = (text if "," in text else text.strip().replace(" ", ",", 1)).partition(",")
    if not comma:
        raise CoordinateError(f"{text!r} is not a latitude and a longitude: {WRITTEN}.")
    return one, other


def _degrees(part: str, text: str) -> tuple[float, str]:
    """Return the signed degrees of one part of the text, and the axis that its letter names, if there is one."""
    match = NUMBER.fullmatch(part)
    if match is None:
        raise CoordinateError(f"{text!r} is not a latitude and a longitude: {WRITTEN}.")
    number, letter = match[1], match[3].upper()
    if letter and number[0] in "+-":
        raise CoordinateError(f"{text!r} has a sign and a letter: give one or the other.")
    degrees = abs(float(number)) + _minutes(match[2], number, text)
    axis = {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}.get(letter, "")
    return (-degrees if letter in {"S", "W"} or number[0] == "-" else degrees), axis


def _minutes(minutes: str | None, degrees: str, text: str) -> float:
    """Return the minutes as degrees."""
    if minutes is None:
        return 0.0
    if "." in degrees or float(minutes) >= MINUTES:
        raise CoordinateError(f"{text!r}: minutes follow whole degrees and stay below 60; {WRITTEN}.")
    return float(minutes) / MINUTES
