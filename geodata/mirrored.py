"""Coordinates as they may have been meant: a sign lost, or latitude and longitude exchanged."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from geodata.geodesy import LAT_LIMIT, Point

if TYPE_CHECKING:
    from collections.abc import Iterator


class Slip(StrEnum):
    """What may have happened to a pair of coordinates."""

    LATITUDE_SIGN = "the sign of the latitude may be wrong"
    LONGITUDE_SIGN = "the sign of the longitude may be wrong"
    SWAPPED = "latitude and longitude may be swapped"
    BOTH_SIGNS = "both signs may be wrong"
    SWAPPED_LATITUDE_SIGN = "latitude and longitude may be swapped, and the sign of the latitude wrong"
    SWAPPED_LONGITUDE_SIGN = "latitude and longitude may be swapped, and the sign of the longitude wrong"


def readings(lon: float, lat: float) -> Iterator[tuple[Slip, Point]]:
    """Give the places that may have been meant, the likelier slips first; never the given place itself."""
    given = lon, lat
    meant = (
        (Slip.LATITUDE_SIGN, (lon, -lat)),
        (Slip.LONGITUDE_SIGN, (-lon, lat)),
        (Slip.SWAPPED, (lat, lon)),
        (Slip.BOTH_SIGNS, (-lon, -lat)),
        (Slip.SWAPPED_LATITUDE_SIGN, (lat, -lon)),
        (Slip.SWAPPED_LONGITUDE_SIGN, (-lat, lon)),
    )
    for slip, (east, north) in meant:
        if abs(north) <= LAT_LIMIT and (east, north) != given:
            yield slip, Point(lon=east, lat=north)
