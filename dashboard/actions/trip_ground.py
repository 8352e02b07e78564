"""What a plan means on the ground: its stops as places with airports, clocks and calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from itertools import islice
from typing import TYPE_CHECKING

from geodata.airports import airport, field_at, here, label, point_of, serving
from geodata.coast import from_sea_nm
from geodata.errors import ItineraryError
from geodata.flags import ASHORE_NM
from geodata.geodesy import Point, distances_nm
from geodata.journey import Halt, Journey, Place, PortCall
from geodata.territories import to_frame
from geodata.ways import clocks
from geodata.zones import zone_at
from models.calendars import USUAL_WEEKEND, HostCalendar
from models.searching import fold
from models.trips import PlannedStop
from models.vocabulary import HarbourSize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records
    from geodata.importers.airports import Airport
    from models.tables import Port, Territory
    from models.trips import Plan

SETS_OUT = time(8)
"""When a trip leaves its base, local time."""

USUAL_PORTS = 2
"""So many ports a stop has at most if nobody chose any."""

COMPACT_NM = 80.0
"""A further port of a usual stop lies no further from the first one."""

COASTAL_NM = 10.0
"""A port of unknown size further inland is no usual stop: it may be a depot."""

AREA_FROM = {"RUS": 100.0}
"""Degrees east: ports of these partners further west lie outside the area of responsibility."""

_SIZES = tuple(HarbourSize)
"""The largest first."""


def base_place(plan: Plan) -> Place:
    """Return where a trip begins and ends: at the airport that lies there, or the one that serves the place.

    An airfield without airline service is one where no other serves: a base may be such a field itself.
    """
    point = Point(lon=plan.base_lon, lat=plan.base_lat)
    one = here(point) or serving(point, "", plan.base) or field_at(point)
    return _served(Place(plan.base, point, plan.base_zone or zone_at(point)), one)


def halt_of(stop: PlannedStop, records: Records) -> Halt:
    """Return a stop as it is scheduled; ports that are no longer on record are left out."""
    territory = records.territories[stop.territory]
    ports = [port for number in stop.ports if (port := records.port(number))]
    seat = seat_of(territory, ports or records.ports.get(stop.territory, ()))
    calls = [PortCall(port.id or 0, _port_place(port)) for port in ports]
    if (one := airport(stop.airport)) and stop.airport:
        calls = [replace(call, place=_by_way_of(call.place, seat, one)) for call in calls]
        seat = _served(seat, one)
    return Halt(
        territory=stop.territory,
        name=territory.name,
        calendar=calendar_of(territory, records),
        seat=seat,
        ports=calls,
        government=stop.government,
        port=stop.port,
        embassy=stop.embassy,
        fixed_on=stop.fixed_on,
    )


def calendar_of(territory: Territory, records: Records) -> HostCalendar:
    """Return the days on which a territory can be visited and its government works."""
    return HostCalendar(
        territory=territory.name,
        alpha2=territory.alpha2 or "",
        weekend=territory.weekend or USUAL_WEEKEND,
        periods=records.access_periods.get(territory.code, ()),
    )


def seat_of(territory: Territory, ports: Sequence[Port]) -> Place:
    """Return where the government is met: the capital; where none is on record the first port, else the middle.

    Raises:
        ItineraryError: no place of the territory is on record.
    """
    if territory.capital_lon is not None and territory.capital_lat is not None:
        point = Point(lon=territory.capital_lon, lat=territory.capital_lat)
        name = territory.capital or territory.name
        return _served(Place(name, point, territory.time_zone or zone_at(point)), serving(point, territory.code, name))
    if ports:
        return _port_place(ports[0])
    if territory.label_lon is None or territory.label_lat is None:
        raise ItineraryError(f"{territory.name} has no capital, no port and no place on the map.")
    return _place(territory.name, Point(lon=territory.label_lon, lat=territory.label_lat), territory.code)


def usual_stop(territory_code: str, records: Records, ports: Sequence[int] = ()) -> PlannedStop:
    """Return a stop as it is usually made.

    Args:
        territory_code: where.
        records: as they stand.
        ports: ids of the ports visited; without any, the largest one, of several the nearest to the capital, and
            another close to it if it is known to be of some size. One of unknown size lies by the sea: where none
            does, and only depots inland are known, no port is visited. Of a partner that lies partly outside the area
            of responsibility only ports within it are usual, of several those nearest to where its mark stands.
    """
    return PlannedStop(
        territory_code,
        ports=tuple(ports) or _principal(territory_code, records),
        embassy=int(has_post(records.territories[territory_code], records)),
    )


def has_post(territory: Territory, records: Records) -> bool:
    """Tell whether a U.S. post is on record that lies in the territory and not in the capital of another."""
    post = fold(territory.embassy or "")
    if not post or post.endswith(fold(territory.capital or territory.name)):
        return bool(post)
    others = (fold(one.capital) for one in records.territories.values() if one.capital)
    return not any(post.endswith(f" {capital}") for capital in others)


def journey_of(plan: Plan, records: Records) -> Journey:
    """Return a plan as it is scheduled."""
    base = base_place(plan)
    leaves = datetime.combine(plan.leaves_on, SETS_OUT, clocks(base.zone))
    return Journey(base, leaves, [halt_of(stop, records) for stop in plan.stops], plan.pace)


def _principal(code: str, records: Records) -> tuple[int, ...]:
    ports = [port for port in records.ports.get(code, ()) if not port.withdrawn and _is_of_area(port)]
    if not ports:
        return ()
    far = _distances(_centre(records.territories[code], ports), ports)
    order = sorted(range(len(ports)), key=lambda at: (_is_doubtful(ports[at]), _rank(ports[at]), far[at]))
    first = next((ports[at] for at in order if _is_likely(ports[at])), None)
    if first is None:
        return ()
    from_first = _distances(Point(lon=first.lon, lat=first.lat), ports)
    near = (ports[at] for at in order if from_first[at] <= COMPACT_NM)
    more = (port for port in near if port is not first and _is_great(port))
    return tuple(port.id or 0 for port in (first, *islice(more, USUAL_PORTS - 1)))


def _centre(territory: Territory, ports: Sequence[Port]) -> Point:
    """Return what the usual ports lie near: the seat, or the mark on the map where the seat is outside the area."""
    lon, lat = territory.label_lon, territory.label_lat
    if territory.code in AREA_FROM and lon is not None and lat is not None:
        return Point(lon=lon, lat=lat)
    return seat_of(territory, ports).point


def _is_of_area(port: Port) -> bool:
    return port.territory not in AREA_FROM or to_frame(port.lon) >= AREA_FROM[port.territory]


def _rank(port: Port) -> int:
    return _SIZES.index(port.harbour_size)


def _is_likely(port: Port) -> bool:
    """Tell whether a port is known to be of some size, or lies by the sea; depots inland are listed as ports too."""
    known = port.harbour_size is not HarbourSize.UNKNOWN
    return known or (from_sea_nm(Point(lon=port.lon, lat=port.lat)) <= COASTAL_NM)


def _is_great(port: Port) -> bool:
    return not _is_doubtful(port) and _rank(port) <= _SIZES.index(HarbourSize.MEDIUM)


def _is_doubtful(port: Port) -> bool:
    """Tell whether a port was found to lie elsewhere than in its territory or by its shore."""
    return port.located_territory != port.territory or (port.located_nm or 0) > ASHORE_NM


def _distances(point: Point, ports: Sequence[Port]) -> list[float]:
    lons, lats = [port.lon for port in ports], [port.lat for port in ports]
    found: list[float] = distances_nm(point.lon, point.lat, lons, lats).tolist()
    return found


def _port_place(port: Port) -> Place:
    return _place(port.name, Point(lon=port.lon, lat=port.lat), port.territory)


def _place(name: str, point: Point, territory: str) -> Place:
    return _served(Place(name, point, zone_at(point)), serving(point, territory, name))


def _served(place: Place, one: Airport | None) -> Place:
    if one is None:
        return place
    return replace(place, airport=one.icao, airport_label=label(one), gate=point_of(one))


def _by_way_of(place: Place, seat: Place, one: Airport) -> Place:
    """Serve a place by the airport that was chosen, where it was served by that of the seat."""
    return _served(place, one) if place.airport == seat.airport else place
