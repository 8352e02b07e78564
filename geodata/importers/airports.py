"""The airports of the package `airportsdata` (MIT), for trips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import airportsdata

from geodata.errors import CoordinateError
from geodata.geodesy import Point
from geodata.importers.territory_names import prefixes

SOURCE = "airports"
"""Name of the source."""

VERSION: str = airportsdata.__version__
"""Version of the package, the day of its release."""


@dataclass(frozen=True)
class Airport:
    """An airport or landing strip."""

    icao: str
    """ICAO location indicator, or the local identifier of the United States or Canada that stands for it."""

    iata: str | None
    """IATA location code; None for a strip without airline service."""

    name: str
    """Name."""

    city: str
    """City that it serves, blank where none is given."""

    territory: str
    """Alpha-3 code of its territory."""

    lon: float
    """Longitude, degrees, -180 to 180."""

    lat: float
    """Latitude, degrees."""

    time_zone: str | None
    """IANA name of its time zone; None in Antarctica."""


@lru_cache(maxsize=1)
def read() -> tuple[Airport, ...]:
    """Read all airports that lie in a territory that is known, in order of their ICAO codes."""
    found = (_airport(record) for _, record in sorted(airportsdata.load().items()))
    return tuple(airport for airport in found if airport is not None)


def _airport(record: airportsdata.Airport) -> Airport | None:
    territory = prefixes().get(record["country"])
    try:
        place = Point(lon=record["lon"], lat=record["lat"])
    except CoordinateError:
        return None
    if territory is None:
        return None
    return Airport(
        icao=record["icao"],
        iata=record["iata"] or None,
        name=record["name"],
        city=record["city"],
        territory=territory,
        lon=place.lon,
        lat=place.lat,
        time_zone=record["tz"] or None,
    )
