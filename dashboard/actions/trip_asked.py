"""A plan from what is asked for in words: a base by its airport, territories and officers by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.actions.spellings import spoken, territory_names
from dashboard.actions.trip_ground import base_place, halt_of, usual_stop
from geodata.airports import airport, label
from geodata.errors import CoordinateError, ItineraryError
from geodata.geodesy import lat_lon_text, parse_lat_lon
from geodata.schedule import travel
from models.days import FIRST_DAY, LAST_DAY
from models.errors import InvalidRecordError
from models.trips import Plan
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from geodata.journey import Place
    from models.trips import PlannedStop


@dataclass(frozen=True, slots=True)
class Asked:
    """What a trip is asked to be."""

    start: date
    days: int
    base: str = ""
    """IATA code or ICAO indicator, or latitude and longitude; blank for the base of the staff."""
    must: Sequence[str] = ()
    """Territories that it visits, by code or name."""
    exclude: Sequence[str] = ()
    """Territories that it does not visit."""
    officers: Sequence[str] = ()
    """Names."""


def plan_asked(asked: Asked, records: Records) -> Plan:
    """Make the plan that is asked for, with the stops that it must make, in the order of the least travel.

    Raises:
        InvalidRecordError: there is no such airport, territory or officer, or a territory is wanted and excluded; the
            message names the option of the command line.
    """
    must, exclude = _codes("--must", asked.must, records), _codes("--exclude", asked.exclude, records)
    for code in must:
        if code in exclude:
            raise InvalidRecordError(f"--exclude: {code} stands under --must too; leave it out of one of the two")
    plan = replace(_from_base(asked, records), officers=_officers(asked.officers, records), excluded=tuple(exclude))
    stops = [_wanted(code, records) for code in must]
    return replace(plan, stops=tuple(_in_order(plan, stops, records)))


def _wanted(code: str, records: Records) -> PlannedStop:
    stop = replace(usual_stop(code, records), pinned=True)
    try:
        halt_of(stop, records)
    except ItineraryError as error:
        raise InvalidRecordError(f"--must: {error} Leave {code} out.") from error
    return stop


def _from_base(asked: Asked, records: Records) -> Plan:
    if not FIRST_DAY <= asked.start <= LAST_DAY:
        raise InvalidRecordError(f"--start: {asked.start} is out of range; give a day from {FIRST_DAY} to {LAST_DAY}")
    name = f"Plan of {plural(asked.days, 'day')}"
    if not asked.base:
        base = records.settings.base
        return Plan(name, base.name, base.lon, base.lat, base.time_zone, asked.start, days=asked.days)
    if found := airport(asked.base):
        zone = found.time_zone or ""
        return Plan(name, label(found), found.lon, found.lat, zone, asked.start, days=asked.days)
    if "," not in asked.base:
        raise InvalidRecordError(
            f"--base: {asked.base!r} is no airport on record; give another IATA code, such as HNL, its ICAO indicator, "
            "such as PHNL, or a place as LAT,LON"
        )
    try:
        place = parse_lat_lon(asked.base)
    except CoordinateError as error:
        raise InvalidRecordError(f"--base: {error}") from error
    return Plan(name, lat_lon_text(place), place.lon, place.lat, "", asked.start, days=asked.days)


def _codes(option: str, said: Iterable[str], records: Records) -> list[str]:
    spellings = territory_names(records.territories.values())
    codes = []
    for text in said:
        code = spellings.get(spoken(text))
        if code is None:
            raise InvalidRecordError(f"{option}: {text!r} is not a territory; use its ISO alpha-3 code, such as FJI")
        codes.append(code)
    return list(dict.fromkeys(codes))


def _officers(names: Iterable[str], records: Records) -> tuple[int, ...]:
    known = {spoken(one.name): one.id or 0 for one in records.officers}
    for name in names:
        if spoken(name) not in known:
            listed = ", ".join(one.name for one in records.officers) or "none is on record"
            raise InvalidRecordError(f"--officer: {name!r} is no officer; officers: {listed}")
    return tuple(dict.fromkeys(known[spoken(name)] for name in names))


def _in_order(plan: Plan, stops: Sequence[PlannedStop], records: Records) -> list[PlannedStop]:
    """Put each stop where it adds the least travel."""
    base = base_place(plan)
    seats = {stop.territory: halt_of(stop, records).seat for stop in stops}
    order: list[PlannedStop] = []
    for stop in stops:
        tried = [[*order[:at], stop, *order[at:]] for at in range(len(order) + 1)]
        order = min(tried, key=lambda some: _minutes([base, *(seats[one.territory] for one in some), base], plan))
    return order


def _minutes(places: Sequence[Place], plan: Plan) -> int:
    return sum(travel(start, end, plan.pace).minutes for start, end in pairwise(places))
