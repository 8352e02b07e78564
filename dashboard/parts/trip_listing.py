"""Trips as lines of a list: planned ones by their plan, the others by the visits that were recorded of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard import caching
from dashboard.parts.trip_derived import effect_of, scheduled_of
from geodata.geodesy import Point, distance_nm
from models.trips import plan_of
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from models.queries import Held
    from models.tables import Trip
    from models.trips import Plan

RECORDED = "Recorded"
"""State of a trip that was never planned here."""


@dataclass(frozen=True, slots=True)
class TripRow:
    """One trip of the list."""

    id: int
    name: str
    state: str
    leaves: date | None
    back: date | None
    days: int | None
    stops: int
    travellers: str
    nm: float | None
    cleared: int | None
    """Partners that it clears; None where it is not planned ahead."""
    demo: bool


def trip_rows(records: Records, *, today: date) -> list[TripRow]:
    """List the trips, those that leave last first, those without a day at the end."""
    visits = caching.visits_by_trip(records)
    rows = [_row(records, trip, visits.get(number, ()), today) for number, trip in records.trips.items()]
    return sorted(rows, key=lambda row: (-(row.leaves.toordinal() if row.leaves else 0), -row.id))


def _row(records: Records, trip: Trip, visits: Sequence[Held], today: date) -> TripRow:
    plan = plan_of(trip)
    if plan is None:
        return _recorded(records, trip, visits)
    schedule = scheduled_of(records, plan, trip.id).schedule
    ahead = plan.leaves_on >= today
    return TripRow(
        id=trip.id or 0,
        name=trip.name,
        state=words(trip.state),
        leaves=plan.leaves_on,
        back=schedule.back.date(),
        days=schedule.days,
        stops=len(plan.stops),
        travellers=travellers(records, plan),
        nm=schedule.distance_nm,
        cleared=len(effect_of(records, plan, trip.id, known_on=today).cleared) if ahead else None,
        demo=trip.demo,
    )


def travellers(records: Records, plan: Plan) -> str:
    """Name who travels."""
    names = {one.id: one.name for one in records.officers}
    return ", ".join(names[number] for number in plan.officers if number in names)


def _recorded(records: Records, trip: Trip, visits: Sequence[Held]) -> TripRow:
    first = min((visit.starts_on for visit in visits), default=None)
    last = max((visit.ends_on for visit in visits), default=None)
    base = Point(trip.base_lon, trip.base_lat)
    way = [base, *(place_of(records, visit) for visit in visits), base]
    return TripRow(
        id=trip.id or 0,
        name=trip.name,
        state=RECORDED,
        leaves=first,
        back=last,
        days=(last - first).days + 1 if first and last else None,
        stops=len(visits),
        travellers="",
        nm=sum(distance_nm(one, other) for one, other in pairwise(way)) if visits else None,
        cleared=None,
        demo=trip.demo,
    )


def place_of(records: Records, visit: Held) -> Point:
    """Return the first port of a visit, else where the territory is named."""
    port = next((records.port(number) for number in visit.ports), None)
    if port is not None:
        return Point(port.lon, port.lat)
    territory = records.territories[visit.territory]
    return Point(territory.label_lon or 0.0, territory.label_lat or 0.0)
