"""A plan with its days, and everything in it that does not go together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard.actions.trip_ground import journey_of
from dashboard.actions.trips import visits_by_trip
from geodata.airports import REACH_NM, airport, label, point_of
from geodata.geodesy import distance_nm
from geodata.journey import Conflict
from geodata.schedule import schedule
from models.advisories import Answer, advisory_state
from models.trips import plan_of
from models.vocabulary import EngagementKind, EngagementStatus
from models.wording import KIND_WORDS, day, plural, with_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.actions.records import Records
    from geodata.journey import Journey, Place, Schedule, ScheduledStop
    from models.queries import Held
    from models.tables import Officer, Trip
    from models.trips import Plan

A_CALL = EngagementKind.LIAISON
"""Contacts take nobody away from a trip."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A plan with its days."""

    plan: Plan
    journey: Journey
    schedule: Schedule
    conflicts: Sequence[Conflict]
    """Of the schedule and of the records, the serious ones first."""


@dataclass(frozen=True, slots=True)
class _Days:
    """Days in a row, both ends included."""

    first: date
    last: date

    def meets(self, first: date, last: date) -> bool:
        return first <= self.last and last >= self.first


def scheduled(plan: Plan, records: Records, *, trip_id: int | None = None) -> Scheduled:
    """Give a plan its days and say what does not go together.

    Args:
        plan: the trip as it was chosen.
        records: as they stand.
        trip_id: of the stored trip that this is a plan of, whose own bookings are no conflict.
    """
    journey = journey_of(plan, records)
    made = schedule(journey)
    found = [
        *made.conflicts,
        *_of_limits(plan, made),
        *_of_officers(plan, made, records, trip_id),
        *(conflict for at, stop in enumerate(made.stops) for conflict in _of_stop(at, stop, plan, records)),
    ]
    return Scheduled(plan, journey, made, sorted(found, key=lambda conflict: not conflict.serious))


def _of_limits(plan: Plan, made: Schedule) -> Iterator[Conflict]:
    if plan.days is not None and made.days > plan.days:
        over = made.days - plan.days
        yield Conflict(f"The trip takes {plural(made.days, 'day')}, {over} more than the {plan.days} it may take.")
    back = made.back.date()
    if plan.back_by is not None and back > plan.back_by:
        yield Conflict(f"The trip is back on {day(back)}, {plural((back - plan.back_by).days, 'day')} too late.")


def _of_officers(plan: Plan, made: Schedule, records: Records, trip_id: int | None) -> Iterator[Conflict]:
    days = _Days(made.leaves.date(), made.back.date())
    travellers = [officer for officer in records.officers if officer.id in plan.officers]
    if not travellers:
        return
    others = list(_other_trips(days, plan, records, trip_id))
    own = {stop.engagement for stop in plan.stops}
    on_trips = {trip_id, *(trip.id for trip, _ in others)} - {None}
    booked = [one for one in _engagements(days, records) if one.id not in own and one.trip_id not in on_trips]
    for officer in travellers:
        yield from _of_leave(officer, days)
        yield from (_of_trip(officer, trip, span) for trip, span in others if officer.id in trip.officers)
        yield from (_of_booking(officer, one, records) for one in booked if officer.name in {one.lead, *one.team})


def _of_leave(officer: Officer, days: _Days) -> Iterator[Conflict]:
    for leave in officer.leave:
        first, last = (date.fromisoformat(leave[end]) for end in ("starts_on", "ends_on"))
        if days.meets(first, last):
            yield Conflict(f"{officer.name} is on leave {_span(first, last)}.")


def _of_trip(officer: Officer, trip: Trip, days: _Days) -> Conflict:
    return Conflict(f"{officer.name} is on the trip {trip.name} {_span(days.first, days.last)}.")


def _of_booking(officer: Officer, one: Held, records: Records) -> Conflict:
    where = with_article(records.territories[one.territory].name)
    what = KIND_WORDS[one.kind]
    return Conflict(f"{officer.name} has another engagement {_span(one.starts_on, one.ends_on)}: {what}, {where}.")


def _other_trips(days: _Days, plan: Plan, records: Records, trip_id: int | None) -> Iterator[tuple[Trip, _Days]]:
    """Return the trips on the same days with one of the same travellers."""
    visits = visits_by_trip(records)
    for number, trip in records.trips.items():
        if number == trip_id or trip.withdrawn or not set(trip.officers) & set(plan.officers):
            continue
        its_days = _days_of(trip, visits.get(number, ()), records)
        if its_days and days.meets(its_days.first, its_days.last):
            yield trip, its_days


def _days_of(trip: Trip, visits: Sequence[Held], records: Records) -> _Days | None:
    """Return the days of a trip by its plan; of its visits where it was recorded afterwards."""
    if plan := plan_of(trip):
        made = schedule(journey_of(plan, records))
        return _Days(made.leaves.date(), made.back.date())
    if not visits:
        return None
    return _Days(visits[0].starts_on, max(visit.ends_on for visit in visits))


def _engagements(days: _Days, records: Records) -> Iterator[Held]:
    """Return the engagements of some days that somebody is away for."""
    for territory in records.engagements:
        for one in records.engaged_since(territory, days.first):
            away = one.status is not EngagementStatus.CANCELLED and one.kind is not A_CALL
            if away and days.meets(one.starts_on, one.ends_on):
                yield one


def _of_stop(at: int, stop: ScheduledStop, plan: Plan, records: Records) -> Iterator[Conflict]:
    code, name = stop.halt.territory, with_article(stop.halt.name)
    if code in plan.territories()[:at]:
        yield Conflict(f"{_capital(name)} is visited more than once.", at)
    if code in plan.excluded:
        yield Conflict(f"{_capital(name)} is excluded from this trip.", at)
    if all(partner.code != code for partner in records.partners):
        yield Conflict(f"{_capital(name)} is not a partner; a visit there clears nobody.", at, serious=False)
    yield from _of_access(at, stop)
    yield from _of_ports(at, plan, records)
    yield from _of_airport(at, stop, plan, records)
    years = range(stop.arrives.year, stop.departs.year + 1)
    if not all(stop.halt.calendar.knows_holidays(year) for year in years):
        yield Conflict(f"The public holidays of {name} are not known.", at, serious=False)
    advisory = advisory_state(records.facts, territory=code, as_of=stop.first_day)
    if advisory.answer is Answer.IN_FORCE:
        words = f"A Port Security Advisory is in force for {name} since {advisory.since_words}."
        yield Conflict(words, at, serious=False)


def _of_access(at: int, stop: ScheduledStop) -> Iterator[Conflict]:
    """Object to a stay on a day on which the territory cannot be visited, be it only to wait for the work."""
    calendar = stop.halt.calendar
    on = calendar.first_inaccessible(stop.arrives.date(), stop.departs.date())
    if on:
        stay = f"one would be there {_span(stop.arrives.date(), stop.departs.date())}"
        yield Conflict(f"{calendar.why_inaccessible(on)}; {stay}. Leave later, or put another stop before it.", at)


def _of_airport(at: int, stop: ScheduledStop, plan: Plan, records: Records) -> Iterator[Conflict]:
    code = plan.stops[at].airport
    one = airport(code) if code else None
    if code and one is None:
        yield Conflict(f"The airport of this stop, {code}, is not known; the one that serves the place is taken.", at)
    if one is None:
        return
    served = [place for place in _places(stop) if place.airport == one.icao]
    nm, name = max((distance_nm(place.point, point_of(one)), place.name) for place in served)
    elsewhere = one.territory != stop.halt.territory
    if nm > REACH_NM or elsewhere:
        where = f" in {with_article(records.territories[one.territory].name)}," if elsewhere else ""
        words = f"The airport of this stop, {label(one)}, lies{where} {nm:,.0f} nm from {name}."
        yield Conflict(words, at, serious=False)


def _places(stop: ScheduledStop) -> list[Place]:
    return [stop.halt.seat, *(call.place for call in stop.halt.ports)]


def _of_ports(at: int, plan: Plan, records: Records) -> Iterator[Conflict]:
    stop = plan.stops[at]
    for place, number in enumerate(stop.ports):
        port = records.port(number)
        if port is None:
            yield Conflict(f"A port of this stop, number {number}, is not on record.", at)
        elif number in stop.ports[:place]:
            yield Conflict(f"{port.name} is visited more than once on this stop.", at)
        elif port.territory != stop.territory:
            where = with_article(records.territories[port.territory].name)
            yield Conflict(f"{port.name} lies in {where}, not here.", at)
        elif port.withdrawn:
            yield Conflict(f"{port.name} was withdrawn: {port.withdrawn.rstrip('.')}.", at)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _span(first: date, last: date) -> str:
    return f"on {day(first)}" if first == last else f"from {day(first)} to {day(last)}"
