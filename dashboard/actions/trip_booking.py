"""From plan to bookings to reports: a trip is confirmed, completed or withdrawn, and compared with what was made.

A stop becomes one engagement, dated by its first and last day of work. Every step is one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.actions import entering
from dashboard.actions.trip_intended import Act, bookings_of, confirmed_why, made_of, steps
from models import drafts
from models.changes import writing
from models.coverage import BOOKED
from models.database import reading
from models.errors import InvalidRecordError, UnknownRecordError
from models.tables import Engagement, EngagementCreate, Trip
from models.trips import plan_of
from models.vocabulary import EngagementStatus, TripState
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.records import Records
    from dashboard.actions.trip_intended import Step
    from dashboard.actions.trip_plan import Scheduled
    from models.changes import Writer
    from models.trips import PlannedStop


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


def confirm(  # noqa: PLR0913 - what is booked, by whom, over which version
    engine: Engine,
    trip_id: int,
    scheduled: Scheduled,
    records: Records,
    *,
    seen: int,
    who: str,
    again: Collection[int] = (),
) -> Trip:
    """Make confirmed bookings of the stops of a stored trip; those made before are brought up to date.

    The booking of a stop that was taken out is cancelled; of one that stays the days and the ports follow the plan, and
    so do the travellers, unless somebody named others. A stop that lost its booking, as a step back in its plan makes
    it, is given it again. A visit that joined the trip otherwise is left alone, and so is a booking that a person
    cancelled or took off the trip. Conflicts do not stop it: a planner who has read them decides.
    `trip_intended.intended` tells all of it before.

    Args:
        engine: the database.
        trip_id: the trip.
        scheduled: its stored plan, with its days.
        records: as they stand; the travellers are named from them.
        seen: the version of the trip that was read.
        who: who confirms.
        again: ids of bookings that a person gave up and that are made again.

    Raises:
        ConflictError: if somebody changed the trip.
        InvalidRecordError: if there is no stop, or one without a day of work, or the trip was completed or given up;
            nothing is written.
    """
    _check_days(scheduled)
    with writing(engine, who=who, why=confirmed_why(trip_id)) as writer:
        trip = _trip(writer.session, trip_id)
        if trip.state is TripState.COMPLETED:
            raise InvalidRecordError("state: the trip is completed; change its visits one by one")
        booking = _Booking(writer, trip)
        done = [booking.done(step) for step in steps(writer.session, trip, scheduled, records, again=again)]
        facts = replace(scheduled.plan, stops=tuple(stop for stop in done if stop)).facts()
        return writer.update(Trip, trip_id, facts | {"state": TripState.CONFIRMED}, seen=seen)


def complete(engine: Engine, trip_id: int, *, seen: int, who: str, at: datetime, today: date) -> list[str]:
    """Say that a trip was made, and begin a report of each of its bookings that has none begun.

    Args:
        engine: the database.
        trip_id: the trip.
        seen: the version of the trip that was read.
        who: who says so.
        at: when, with its zone.
        today: the day by the clock of the office.

    Returns:
        The keys of the new drafts, in the order of the visits.

    Raises:
        ConflictError: if somebody changed the trip.
        InvalidRecordError: if it was never confirmed, was completed or given up already, or its last booking has not
            ended.
    """
    with writing(engine, who=who, why=f"Trip {trip_id} completed") as writer:
        trip = _trip(writer.session, trip_id)
        if trip.state is TripState.DRAFT:
            raise InvalidRecordError("state: confirm the trip first; nothing is booked yet")
        if trip.state is TripState.COMPLETED:
            raise InvalidRecordError("state: the trip is completed already; its reports are begun")
        held = [one for one in bookings_of(writer.session, trip_id).values() if one.status in BOOKED]
        _check_over(held, today)
        writer.update(Trip, trip_id, {"state": TripState.COMPLETED}, seen=seen)
        reported = {one.record_id for one in drafts.drafts(session=writer.session) if one.kind == "engagement"}
    begun = []
    for booking in (one for one in held if one.id not in reported):
        key = drafts.new_key()
        subject = drafts.Subject("engagement", booking.id, booking.version)
        drafts.keep(engine, key, subject, entering.completed(entering.content_of(booking)), at=at)
        begun.append(key)
    return begun


def withdraw(engine: Engine, trip_id: int, *, seen: int, who: str, why: str) -> Trip:
    """Give a trip up: it is withdrawn, and the bookings that were made of it are cancelled.

    What was visited stays, and so does an engagement that joined the trip otherwise.

    Raises:
        ConflictError: if somebody changed the trip.
        InvalidRecordError: if no reason is given, or the trip was given up already.
    """
    if not why.strip():
        raise InvalidRecordError("withdrawn: say why the trip is given up")
    with writing(engine, who=who, why=why) as writer:
        _trip(writer.session, trip_id)
        held, made = bookings_of(writer.session, trip_id), made_of(writer.session, trip_id)
        _cancel(writer, [one for number, one in held.items() if number in made], why)
        return writer.update(Trip, trip_id, {"withdrawn": why.strip()}, seen=seen)


def actual(engine: Engine, trip: Trip) -> list[Actual]:
    """Compare what was confirmed with what was made, stop by stop, and with visits that joined the trip later."""
    with reading(engine) as session:
        held = bookings_of(session, trip.id or 0)
        own = made_of(session, trip.id or 0)
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
    if why == confirmed_why(trip_id):
        raise InvalidRecordError("state: bookings were made with this change; withdraw the trip, or confirm it anew")
    if created and any(one.status in BOOKED for one in bookings_of(session, trip_id).values()):
        raise InvalidRecordError("state: the trip has bookings; withdraw it on its page, and they are cancelled too")


def _check_over(bookings: Sequence[Engagement], today: date) -> None:
    last = max(bookings, key=lambda one: one.ends_on, default=None)
    if last and last.ends_on > today:
        raise InvalidRecordError(
            f"state: the trip lasts until {day(last.ends_on)}; complete it on that day or later, or first change the "
            "bookings that ended sooner"
        )


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


class _Booking:
    """Makes the bookings of a trip."""

    def __init__(self, writer: Writer, trip: Trip) -> None:
        self._writer, self._trip = writer, trip

    def done(self, step: Step) -> PlannedStop | None:
        """Do what is intended; return the stop with its booking, None where it was taken out."""
        booking = step.booking
        if step.act is Act.CANCEL and booking is not None:
            _cancel(self._writer, [booking], f"Taken out of {self._trip.name}")
        elif step.act is Act.BOOK:
            booking = self._writer.create(EngagementCreate(**step.facts or {}))
        elif step.act is Act.CHANGE and booking is not None:
            self._writer.update(Engagement, booking.id or 0, step.facts or {}, seen=booking.version)
        if step.stop is None or step.days is None or booking is None:
            return step.stop
        first, last = step.days.first_day, step.days.last_day
        return replace(step.stop, engagement=booking.id, planned_from=first, planned_to=last)


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
