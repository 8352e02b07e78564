"""How one gets from one place to another: by air, on the ground or by ship. No schedule of any carrier is known.

A flight takes the great circle between two airports over a speed, and an overhead; that is how its hours come about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import shapely

from geodata.airports import CHOICE_NM, label, overseas, point_of
from geodata.errors import ItineraryError
from geodata.geodesy import distance_nm, great_circle
from geodata.journey import Leg, Place
from geodata.sea_routes import sea_route
from geodata.territories import shipped_boundaries, to_frame
from geodata.zones import zone_at
from models.vocabulary import TravelMode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.geodesy import Point
    from geodata.importers.airports import Airport
    from models.trips import Pace

IN_TOWN_NM = 3.0
"""Places nearer to each other than this lie in one town: capitals and ports are known to a mile or so. No leg."""

TOWN_NM = 25.0
"""An airport further from its place than this is reached by a leg of its own; a nearer one within the overhead."""

FAR_NM = 80.0
"""Places on one island that lie no further apart are reached on the ground, though each has an airport."""

SOUNDING_NM = 2.0
"""So densely a great circle is looked at for land."""

ASHORE_STEPS = 4
"""So many of the first and of the last points may lie ashore."""

MINUTES = 60
"""In an hour."""


class Travel(NamedTuple):
    """What a way takes in all."""

    mode: TravelMode
    """How the longest part of it is travelled."""
    nm: float
    minutes: int


@dataclass(frozen=True, slots=True)
class Hop:
    """A part of a way that is travelled in one go."""

    mode: TravelMode
    start: Place
    end: Place
    nm: float
    minutes: int


def travel(start: Place, end: Place, pace: Pace) -> Travel:
    """Tell what the way from one place to another takes; nothing within one town."""
    parts = hops(start, end, pace)
    longest = max(parts, key=lambda hop: hop.minutes, default=None)
    mode = longest.mode if longest else TravelMode.GROUND
    return Travel(mode, sum(hop.nm for hop in parts), sum(hop.minutes for hop in parts))


@lru_cache(maxsize=65_536)
def hops(start: Place, end: Place, pace: Pace) -> tuple[Hop, ...]:
    """Divide the way from one place to another into its parts; none within one town.

    On the ground between places that one airport serves or that lie close together, or not far apart on one island;
    else by air, from airport to airport; by ship between a place without any and the nearest international airport.
    """
    apart = distance_nm(start.point, end.point)
    if apart < IN_TOWN_NM:
        return ()
    first, last = _airport_of(start), _airport_of(end)
    shared = first.airport == last.airport
    if start.gate and end.gate and (shared or _is_drive(start.point, end.point, apart)):
        return (_ground(start, end, pace),)
    if shared:
        return (_sea(start, end, pace),)
    access, out = _access(start, first, pace)
    egress, into = _access(end, last, pace)
    return (*access, _air(out, into, first, last, pace), *(_reversed(hop) for hop in egress))


def legs(parts: Sequence[Hop], departs: datetime) -> list[Leg]:
    """Travel a way without a pause.

    Args:
        parts: the way.
        departs: when it begins; an aware time.
    """
    made = []
    now = departs.astimezone(UTC)
    for hop in parts:
        then = now + timedelta(minutes=hop.minutes)
        times = local(now, hop.start.zone), local(then, hop.end.zone)
        made.append(Leg(hop.mode, hop.start, hop.end, *times, nm=hop.nm, hours=hop.minutes / MINUTES))
        now = then
    return made


def local(instant: datetime, zone: str) -> datetime:
    """Read an instant on the clocks of a zone."""
    return instant.astimezone(clocks(zone))


@lru_cache(maxsize=1_024)
def clocks(zone: str) -> ZoneInfo:
    """Return a zone by its IANA name, at hand.

    Raises:
        ItineraryError: there is no such zone.
    """
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:  # a folder of the database of zones has a name too
        raise ItineraryError(f"{zone!r} is no time zone; give an IANA name, such as Asia/Tokyo") from error


def _airport_of(place: Place) -> Place:
    """Return the airport that serves a place; where there is none, the one that ships to it leave from."""
    if place.gate:
        return Place(
            place.airport_label or place.name,
            place.gate,
            zone_at(place.gate),
            place.airport,
            place.airport_label,
            place.gate,
        )
    return airport_place(overseas(place.point))


def airport_place(one: Airport) -> Place:
    """Return an airport as somewhere one travels by way of."""
    point = point_of(one)
    return Place(label(one), point, one.time_zone or zone_at(point), one.icao, label(one), point)


def _access(place: Place, its_airport: Place, pace: Pace) -> tuple[tuple[Hop, ...], Place]:
    """Tell how one gets from a place to its airport, and where the flight begins: in the town, where that lies near."""
    if place.gate is None:
        return (_sea(place, its_airport, pace),), its_airport
    if distance_nm(place.point, place.gate) > TOWN_NM:
        return (_ground(place, its_airport, pace),), its_airport
    return (), place


def _reversed(hop: Hop) -> Hop:
    return Hop(hop.mode, hop.end, hop.start, hop.nm, hop.minutes)


def _air(start: Place, end: Place, first: Place, last: Place, pace: Pace) -> Hop:
    nm = distance_nm(first.point, last.point)
    return Hop(TravelMode.AIR, start, end, nm, _minutes(nm, pace.speed_kn) + pace.overhead_min)


def _ground(start: Place, end: Place, pace: Pace) -> Hop:
    nm = distance_nm(start.point, end.point)
    return Hop(TravelMode.GROUND, start, end, nm, _minutes(nm, pace.ground_kn))


def _sea(start: Place, end: Place, pace: Pace) -> Hop:
    nm = _sea_nm(start.point, end.point)
    return Hop(TravelMode.SEA, start, end, nm, _minutes(nm, pace.sea_kn))


@lru_cache(maxsize=1_024)
def _sea_nm(a: Point, b: Point) -> float:
    """Tell how far it is by sea: straight over open water, else along the lanes where they can tell.

    Between islands the lanes are far too coarse: they lead from Samoa to Tokelau by way of some distant crossing.
    """
    straight = distance_nm(a, b)
    return straight if _is_open(a, b) else sea_route(a, b).distance_nm or straight


def _is_open(a: Point, b: Point) -> bool:
    """Tell whether the great circle leads over water, the shores it begins and ends at left aside."""
    steps = great_circle(a, b, SOUNDING_NM)[ASHORE_STEPS:-ASHORE_STEPS]
    points = shapely.points([to_frame(step.lon) for step in steps], [step.lat for step in steps])
    return bool(_land().query(points, predicate="intersects").size == 0)


def _is_drive(a: Point, b: Point, apart: float) -> bool:
    """Tell whether one goes on the ground between places that have airports of their own."""
    return apart <= CHOICE_NM or (apart <= FAR_NM and _island(a) == _island(b))


@lru_cache(maxsize=4_096)
def _island(point: Point) -> int:
    """Return which part of which territory a place lies on or nearest to, by its number."""
    return int(_land().nearest(shapely.Point(to_frame(point.lon), point.lat)))


@lru_cache(maxsize=1)
def _land() -> shapely.STRtree:
    """Return all land, part by part; some tenths of a second at first."""
    return shapely.STRtree(shapely.get_parts(shipped_boundaries().geometries))


def _minutes(nm: float, speed_kn: int) -> int:
    return max(1, round(nm / speed_kn * MINUTES))
