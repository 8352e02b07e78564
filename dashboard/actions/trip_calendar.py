"""A trip as the events of a calendar. Exported again, it updates what it brought: every event has a lasting id."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import col, select

from dashboard.actions.calendars import database_mark
from dashboard.actions.trip_brief import hours_words
from dashboard.actions.trip_days import MODE_WORDS, end_words
from dashboard.actions.trip_plan import scheduled as scheduled_plan
from dashboard.actions.trip_rows import ESTIMATES, blocks, ways
from geodata.exporters.calendar import CalendarEvent, EventStatus
from models.errors import InvalidRecordError
from models.forms import checked
from models.tables import AuditContent, AuditEntry, Trip, TripCreate
from models.trips import plan_of
from models.vocabulary import AgendaPart, TripState
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from dashboard.actions.records import Records
    from dashboard.actions.trip_plan import Scheduled
    from dashboard.actions.trip_rows import Block, Way
    from models.trips import Plan

UNSAVED = "draft"
"""Stands for the id of a trip that was never stored."""

_STATUSES = {
    TripState.DRAFT: EventStatus.TENTATIVE,
    TripState.CONFIRMED: EventStatus.CONFIRMED,
    TripState.COMPLETED: EventStatus.CONFIRMED,
}


def _status(trip: Trip | None) -> EventStatus:
    if trip is None:
        return EventStatus.TENTATIVE
    return EventStatus.CANCELLED if trip.withdrawn else _STATUSES[trip.state]


class _Writer:
    """Writes the events of one trip."""

    def __init__(self, scheduled: Scheduled, trip: Trip | None, *, mark: str, demo: bool) -> None:
        self._schedule = scheduled.schedule
        self._name = scheduled.plan.name
        self._version = trip.version if trip else 0
        self._status = _status(trip)
        self._trip = f"trip-{trip.id if trip else UNSAVED}"
        self._mark = mark
        self._demo = "DEMO " if demo else ""

    def events(self) -> Iterator[CalendarEvent]:
        """Write the legs, and then the blocks of work."""
        for way in ways(self._schedule):
            yield self._leg(way)
        for block in blocks(self._schedule):
            yield self._block(block)

    def _leg(self, way: Way) -> CalendarEvent:
        leg = way.leg
        start, end = end_words(leg, start=True), end_words(leg, start=False)
        lines = (f"{leg.nm:,.0f} nm, {hours_words(leg.hours)}.", f"{ESTIMATES}.", self._name)
        return CalendarEvent(
            key=self._key(way.to, "ground" if way.within else "leg", way.number),
            start=leg.departs,
            end=leg.arrives,
            summary=f"{self._demo}{MODE_WORDS[leg.mode]}: {start} to {end}",
            status=self._status,
            description="\n".join(lines),
            location=start,
            categories=("Trip", words(leg.mode)),
            version=self._version,
        )

    def _block(self, block: Block) -> CalendarEvent:
        halt = self._schedule.stops[block.stop].halt
        where = next((call.place.name for call in halt.ports if call.port == block.port), halt.seat.name)
        part = block.part.value if block.part is not AgendaPart.PORT else f"port-{block.port}"
        return CalendarEvent(
            key=self._key(block.stop, part, block.number),
            start=block.begins,
            end=block.ends,
            summary=f"{self._demo}{halt.name}: {block.words}",
            status=self._status,
            description=f"Stop {block.stop + 1} of {len(self._schedule.stops)}\n{self._name}",
            location=where if where == halt.name else f"{where}, {halt.name}",
            categories=("Trip", block.words.partition(":")[0]),
            version=self._version,
        )

    def _key(self, at: int | None, what: str, number: int) -> str:
        """Name an event by its territory, so that it stays the same wherever its stop stands in the order."""
        return f"{self._trip}-{'home' if at is None else self._place(at)}-{what}-{number}-{self._mark}"

    def _place(self, at: int) -> str:
        """Name a stop by its territory; a second one there bears a 2."""
        codes = [stop.halt.territory for stop in self._schedule.stops]
        again = codes[:at].count(codes[at])
        return f"{codes[at]}{again + 1 if again else ''}"


def trip_events(
    scheduled: Scheduled, records: Records, *, trip: Trip | None, session: Session, demo: bool
) -> list[CalendarEvent]:
    """Make the events of a trip: one for each leg and each block of work, in the zone of its place.

    What an earlier version of a stored trip had and this one has not is written as cancelled, so that a calendar that
    has it takes it out; so is everything of a trip that was withdrawn.

    Args:
        scheduled: the trip with its days.
        records: as they stand, to know the days of earlier versions.
        trip: as it is stored; None if it never was.
        session: of the database.
        demo: whether every title says so.
    """
    mark = database_mark(session)
    events = list(_Writer(scheduled, trip, mark=mark, demo=demo).events())
    if trip is None:
        return events
    known = {event.key for event in events}
    gone: dict[str, CalendarEvent] = {}
    for plan in _earlier_plans(trip, session):
        earlier = scheduled_plan(plan, records, trip_id=trip.id)
        for event in _Writer(earlier, trip, mark=mark, demo=demo).events():
            if event.key not in known:
                gone.setdefault(event.key, replace(event, status=EventStatus.CANCELLED))
    return [*events, *(gone[key] for key in sorted(gone))]


def _earlier_plans(trip: Trip, session: Session) -> Iterator[Plan]:
    """Read what the trip was before, the newest first and each plan once; what was disposed of is unknown."""
    query = (
        select(AuditContent.after)
        .join(AuditEntry, col(AuditEntry.id) == AuditContent.entry_id)
        .where(AuditEntry.record_table == "trip", AuditEntry.record_id == trip.id)
        .order_by(col(AuditEntry.id).desc())
    )
    seen = [plan_of(trip)]
    for text in session.exec(query):
        facts = json.loads(text or "{}")
        try:
            form = checked(TripCreate, {name: facts[name] for name in TripCreate.model_fields if name in facts})
        except InvalidRecordError:
            continue  # it was stored before the form said so; no calendar holds days that no trip can have
        plan = plan_of(Trip(**form.model_dump()))
        if plan and plan not in seen:
            seen.append(plan)
            yield plan
