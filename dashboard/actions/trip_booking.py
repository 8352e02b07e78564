"""From plan to bookings to reports: a trip is confirmed, completed or withdrawn, and compared with what was made.

A stop becomes one engagement, dated by its first and last day of work. Every step is one transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions import entering
from dashboard.actions.trip_effect import stop_kind
from models import drafts
from models.agenda import AGENDA_TEMPLATES
from models.changes import writing
from models.coverage import BOOKED
from models.database import reading
from models.errors import InvalidRecordError, UnknownRecordError
from models.tables import AuditContent, AuditEntry, Engagement, EngagementCreate, Trip
from models.trips import plan_of
from models.vocabulary import AgendaPart, EngagementStatus, TripState
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.records import Records
    from dashboard.actions.trip_plan import Scheduled
    from geodata.journey import ScheduledStop
    from models.changes import Writer
    from models.trips import Plan, PlannedStop


@dataclass(frozen=True, slots=True)
class Actual:
    """One stop: planned when, and made when."""

    territory: str
    planned_from: date | None
    """None where the plan has no such stop, or it was not confirmed yet; like the next."""
    planned_to: date | None
    engagement: int | None
    """Id of the booking or the visit; None where none was made."""
    status: EngagementStatus | None
    """How far it has come."""
    made_from: date | None
    """None where it was cancelled, like the next."""
    made_to: date | None
    words: str
    """What became of it, in a sentence without a full stop."""


def confirm(engine: Engine, trip_id: int, scheduled: Scheduled, records: Records, *, seen: int, who: str) -> Trip:
    """Make confirmed bookings of the stops of a stored trip; those made before are brought up to date.

    The booking of a stop that was taken out is cancelled; of one that stays the days and the ports follow the plan, and
    so do the travellers, unless somebody named others. A stop that lost its booking, as a step back in its plan makes
    it, is given it again. A visit that joined the trip otherwise is left alone. Conflicts do not stop it: a planner who
    has read them decides.

    Args:
        engine: the database.
        trip_id: the trip.
        scheduled: its stored plan, with its days.
        records: as they stand; the travellers are named from them.
        seen: the version of the trip that was read.
        who: who confirms.

    Raises:
        ConflictError: if somebody changed the trip.
        InvalidRecordError: if there is no stop, or one without a day of work, or the trip was completed or given up;
            nothing is written.
    """
    _check_days(scheduled)
    with writing(engine, who=who, why=_confirmed_why(trip_id)) as writer:
        trip = _trip(writer.session, trip_id)
        if trip.state is TripState.COMPLETED:
            raise InvalidRecordError("state: the trip is completed; change its visits one by one")
        booking = _Booking(writer, trip, scheduled.plan, records)
        stops = booking.book(scheduled.schedule.stops)
        facts = replace(scheduled.plan, stops=tuple(stops)).facts()
        return writer.update(Trip, trip_id, facts | {"state": TripState.CONFIRMED}, seen=seen)


def complete(engine: Engine, trip_id: int, *, seen: int, who: str, at: datetime) -> list[str]:
    """Say that a trip was made, and begin a report of each of its bookings.

    Args:
        engine: the database.
        trip_id: the trip.
        seen: the version of the trip that was read.
        who: who says so.
        at: when, with its zone.

    Returns:
        The keys of the drafts, in the order of the visits.

    Raises:
        ConflictError: if somebody changed the trip.
        InvalidRecordError: if it was never confirmed, or was completed or given up already.
    """
    with writing(engine, who=who, why=f"Trip {trip_id} completed") as writer:
        trip = _trip(writer.session, trip_id)
        if trip.state is TripState.DRAFT:
            raise InvalidRecordError("state: confirm the trip first; nothing is booked yet")
        if trip.state is TripState.COMPLETED:
            raise InvalidRecordError("state: the trip is completed already; its reports are begun")
        held = [one for one in _bookings(writer.session, trip_id).values() if one.status in BOOKED]
        writer.update(Trip, trip_id, {"state": TripState.COMPLETED}, seen=seen)
    begun = []
    for booking in sorted(held, key=lambda one: (one.starts_on, one.id)):
        key = drafts.new_key()
        subject = drafts.Subject("engagement", booking.id, booking.version)
        drafts.keep(engine, key, subject, entering.completed(entering.content_of(booking)), at=at)
        begun.append(key)
    return begun


def withdraw(engine: Engine, trip_id: int, *, seen: int, who: str, why: str) -> Trip:
    """Give a trip up: it is withdrawn, and its bookings are cancelled. What was visited stays.

    Raises:
        ConflictError: if somebody changed the trip.
        InvalidRecordError: if no reason is given, or the trip was given up already.
    """
    if not why.strip():
        raise InvalidRecordError("withdrawn: say why the trip is given up")
    with writing(engine, who=who, why=why) as writer:
        _trip(writer.session, trip_id)
        held = _bookings(writer.session, trip_id).values()
        _cancel(writer, [one for one in held if one.status in BOOKED], why)
        return writer.update(Trip, trip_id, {"withdrawn": why.strip()}, seen=seen)


def actual(engine: Engine, trip: Trip) -> list[Actual]:
    """Compare what was confirmed with what was made, stop by stop, and with visits that joined the trip later."""
    with reading(engine) as session:
        held = _bookings(session, trip.id or 0)
        own = _made(session, trip.id or 0)
    plan = plan_of(trip)
    stops = plan.stops if plan else ()
    rows = [_compared(stop, held.pop(stop.engagement or 0, None)) for stop in stops]
    others = (one for one in held.values() if one.status is not EngagementStatus.CANCELLED)
    return [*rows, *(_joined(one, own=one.id in own) for one in others)]


def check_undo(session: Session, trip_id: int, *, why: str, created: bool) -> None:
    """See to it that no change of a trip is taken back that bookings were made with.

    Args:
        session: of the database.
        trip_id: the trip.
        why: the reason of the change.
        created: whether the change recorded the trip.

    Raises:
        InvalidRecordError: if bookings would be left over; it says what to do instead.
    """
    if why == _confirmed_why(trip_id):
        raise InvalidRecordError("state: bookings were made with this change; withdraw the trip, or confirm it anew")
    if created and any(one.status in BOOKED for one in _bookings(session, trip_id).values()):
        raise InvalidRecordError("state: the trip has bookings; withdraw it on its page, and they are cancelled too")


def out_of_step(scheduled: Scheduled, trip: Trip) -> list[str]:
    """Say how the bookings of a confirmed trip differ from the plan as it stands; nothing while it is a draft."""
    if trip.state is TripState.DRAFT:
        return []
    names = [days.halt.name for days in scheduled.schedule.stops]
    said = [
        _moved(name, stop, days)
        for name, stop, days in zip(names, scheduled.plan.stops, scheduled.schedule.stops, strict=True)
    ]
    booked = {item["engagement"] for item in trip.stops} - {None}
    dropped = len(booked - {stop.engagement for stop in scheduled.plan.stops})
    gone = f"{plural(dropped, 'booking')} of stops that were taken out would be cancelled" if dropped else ""
    return [words for words in (*said, gone) if words]


def _check_days(scheduled: Scheduled) -> None:
    if not scheduled.schedule.stops:
        raise InvalidRecordError("stops: there is nothing to book; add a stop first")
    for place, stop in enumerate(scheduled.schedule.stops, start=1):
        if not stop.sessions:
            raise InvalidRecordError(
                f"stops: stop {place}, {stop.halt.name}, has no day of work; change its agenda, or take it out"
            )


def _trip(session: Session, trip_id: int) -> Trip:
    trip = session.get(Trip, trip_id)
    if trip is None:
        raise UnknownRecordError(f"trip {trip_id}: no such trip")
    if trip.withdrawn:
        raise InvalidRecordError(f"withdrawn: the trip was given up ({trip.withdrawn.rstrip('.')}); copy it instead")
    return trip


def _confirmed_why(trip_id: int) -> str:
    return f"Trip {trip_id} confirmed"


def _made(session: Session, trip_id: int) -> set[int]:
    """Return the ids of the engagements that were made of a trip, and did not join it otherwise."""
    query = select(AuditEntry.record_id).where(
        AuditEntry.record_table == "engagement",
        AuditEntry.action == "created",
        AuditEntry.why == _confirmed_why(trip_id),
    )
    return set(session.exec(query))


def _confirmed_officers(session: Session, trip_id: int) -> list[int]:
    """Return the travellers when the trip was confirmed last."""
    query = (
        select(AuditContent.after)
        .join(AuditEntry, col(AuditEntry.id) == AuditContent.entry_id)
        .where(AuditEntry.record_table == "trip", AuditEntry.record_id == trip_id)
        .where(AuditEntry.why == _confirmed_why(trip_id))
        .order_by(col(AuditEntry.id).desc())
    )
    found: list[int] = json.loads(session.exec(query).first() or "{}").get("officers", [])
    return found


def _bookings(session: Session, trip_id: int) -> dict[int, Engagement]:
    """Read the engagements of a trip by their ids, in the order of their days."""
    query = select(Engagement).where(Engagement.trip_id == trip_id)
    rows = session.exec(query.order_by(col(Engagement.starts_on), col(Engagement.id))).all()
    return {row.id or 0: row for row in rows}


class _Booking:
    """Makes the bookings of a trip."""

    def __init__(self, writer: Writer, trip: Trip, plan: Plan, records: Records) -> None:
        number = trip.id or 0
        self._writer, self._trip, self._plan = writer, trip, plan
        self._held = _bookings(writer.session, number)
        self._made = _made(writer.session, number)
        self._team = _team(plan.officers, records)
        self._before = _team(_confirmed_officers(writer.session, number), records)

    def book(self, days: Sequence[ScheduledStop]) -> list[PlannedStop]:
        """Book every stop, and cancel what was booked of stops that were taken out."""
        stops = [self._stop(stop, its_days) for stop, its_days in zip(self._rejoined(), days, strict=True)]
        kept = {stop.engagement for stop in stops}
        gone = [one for number, one in self._held.items() if number in self._made and number not in kept]
        _cancel(self._writer, gone, f"Taken out of {self._trip.name}")
        return stops

    def _rejoined(self) -> list[PlannedStop]:
        """Give stops that lost their bookings those that were made of them."""
        taken = {stop.engagement for stop in self._plan.stops}
        loose = [one for number, one in self._held.items() if number in self._made - taken and one.status in BOOKED]
        stops = []
        for stop in self._plan.stops:
            its = next((one for one in loose if one.territory == stop.territory), None)
            if stop.engagement is None and its is not None:
                loose.remove(its)
                stops.append(replace(stop, engagement=its.id))
            else:
                stops.append(stop)
        return stops

    def _stop(self, stop: PlannedStop, days: ScheduledStop) -> PlannedStop:
        """Book a stop, or bring its booking up to date."""
        booking = self._held.get(stop.engagement or 0)
        if booking is not None and booking.status is EngagementStatus.COMPLETED:
            return stop  # what was reported already stays as it was reported, and as it was planned
        facts = _facts(stop, days)
        if booking is None or booking.status is EngagementStatus.CANCELLED:
            booking = self._writer.create(EngagementCreate(**facts, **_new(self._trip, stop, self._team)))
        else:
            facts |= self._travellers(booking)
            self._writer.update(Engagement, booking.id or 0, facts, seen=booking.version)
        return replace(stop, engagement=booking.id, planned_from=days.first_day, planned_to=days.last_day)

    def _travellers(self, booking: Engagement) -> dict[str, Any]:
        """Name the travellers of the plan where nobody named others than the earlier plan did."""
        if _named(self._before) != {"lead": booking.lead, "team": booking.team}:
            return {}
        return _named(self._team)


def _team(officers: Collection[int], records: Records) -> list[str]:
    names = {officer.id: officer.name for officer in records.officers}
    return [names[number] for number in officers if number in names]


def _named(team: Sequence[str]) -> dict[str, Any]:
    return {"lead": team[0] if team else "", "team": list(team[1:])}


def _facts(stop: PlannedStop, days: ScheduledStop) -> dict[str, Any]:
    """Return what the plan says of a booking."""
    return {
        "kind": stop_kind(stop),
        "status": EngagementStatus.CONFIRMED,
        "starts_on": days.first_day,
        "ends_on": days.last_day,
        "ports": list(stop.ports),
    }


def _new(trip: Trip, stop: PlannedStop, team: Sequence[str]) -> dict[str, Any]:
    """Return what a booking begins with besides: a person fills in the rest."""
    parts = {AgendaPart.GOVERNMENT: stop.government, AgendaPart.PORT: stop.port and len(stop.ports)}
    parts[AgendaPart.EMBASSY] = stop.embassy
    return {
        "territory": stop.territory,
        "agenda": [
            {"part": part, "item": item} for part, wanted in parts.items() if wanted for item in AGENDA_TEMPLATES[part]
        ],
        **_named(team),
        "trip_id": trip.id,
        "marking": trip.marking,
        "demo": trip.demo,
        "source": trip.source if trip.demo else entering.SOURCE,
    }


def _cancel(writer: Writer, bookings: Sequence[Engagement], why: str) -> None:
    for one in bookings:
        if one.status in BOOKED:
            facts = {"status": EngagementStatus.CANCELLED, "closing_reason": why}
            writer.update(Engagement, one.id or 0, facts, seen=one.version)


def _compared(stop: PlannedStop, made: Engagement | None) -> Actual:
    cancelled = made is not None and made.status is EngagementStatus.CANCELLED
    return Actual(
        territory=stop.territory,
        planned_from=stop.planned_from,
        planned_to=stop.planned_to,
        engagement=made.id if made else None,
        status=made.status if made else None,
        made_from=None if made is None or cancelled else made.starts_on,
        made_to=None if made is None or cancelled else made.ends_on,
        words=_became(stop, made),
    )


def _joined(made: Engagement, *, own: bool) -> Actual:
    words = (
        "Taken out of the plan, still booked"
        if own and made.status in BOOKED
        else "Not planned; it joined the trip later"
    )
    return Actual(made.territory, None, None, made.id, made.status, made.starts_on, made.ends_on, words)


def _became(stop: PlannedStop, made: Engagement | None) -> str:
    if made is None:
        return "Not booked"
    if made.status is EngagementStatus.CANCELLED:
        return f"Cancelled: {made.closing_reason}" if made.closing_reason else "Cancelled"
    done = "Visited" if made.status is EngagementStatus.COMPLETED else "Booked"
    if stop.planned_from is None or (made.starts_on, made.ends_on) == (stop.planned_from, stop.planned_to):
        return f"{done} as planned"
    return f"{done}, {_shift((made.starts_on - stop.planned_from).days, made, stop)}"


def _shift(days: int, made: Engagement, stop: PlannedStop) -> str:
    if days:
        return f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than planned"
    planned = ((stop.planned_to or made.ends_on) - made.starts_on).days
    longer = (made.ends_on - made.starts_on).days - planned
    return f"{plural(abs(longer), 'day')} {'longer' if longer > 0 else 'shorter'} than planned"


def _moved(name: str, stop: PlannedStop, days: ScheduledStop) -> str:
    if stop.engagement is None:
        return f"{name} is not booked yet"
    if (stop.planned_from, stop.planned_to) == (days.first_day, days.last_day) or stop.planned_from is None:
        return ""
    return f"{name} is booked from {day(stop.planned_from)}; the plan now says {day(days.first_day)}"
