"""Time zones by coordinate, from the package `tzfpy` (MIT), whose borders are simplified."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tzfpy import get_tz

from geodata.airports import REACH_NM, nearest

if TYPE_CHECKING:
    from geodata.geodesy import Point

AT_SEA = "Etc/"
"""What the names of the zones of the high seas begin with."""

HIGH_SEAS = "Etc/UTC"
"""Where nothing else is known."""


@lru_cache(maxsize=8_192)
def zone_at(point: Point) -> str:
    """Return the IANA name of the time zone that a place lies in.

    A harbour that the simplified borders leave at sea has the zone of the nearest airport within reach, if there is
    one: the zones of the high seas follow the longitude, not the clocks ashore.
    """
    zone = get_tz(point.lon, point.lat)
    if zone and not zone.startswith(AT_SEA):
        return zone
    near = [one for one in nearest(point) if one.nm <= REACH_NM]
    return next((one.airport.time_zone for one in near if one.airport.time_zone), zone or HIGH_SEAS)
