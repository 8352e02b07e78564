"""What confirming a trip does to its bookings, told before it is done: which it makes, changes, cancels, leaves alone.

A booking that a person cancelled, or took off the trip, was given up on purpose: it is not made again unasked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions import entering
from dashboard.actions.trip_effect import stop_kind
from models.agenda import AGENDA_TEMPLATES
from models.coverage import BOOKED
from models.database import reading
from models.tables import AuditContent, AuditEntry, Engagement
from models.vocabulary import AgendaPart, EngagementStatus
from models.wording import KIND_WORDS, day, plural, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.records import Records
    from dashboard.actions.trip_plan import Scheduled
    from geodata.journey import ScheduledStop
    from models.tables import Trip
    from models.trips import PlannedStop


UNASKED = "; it is not made again unless you choose so"
"""Said of a booking that a person gave up."""


class Act(StrEnum):
    """What becomes of a booking."""

    BOOK = "book"
    CHANGE = "change"
    CANCEL = "cancel"
    KEEP = "keep"
    LEAVE = "leave"
    """A person gave it up: it is not made again unless that is asked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is done for one stop, or for a booking whose stop was taken out."""

    act: Act
    words: str
    """How the booking differs from the plan, in a sentence without a full stop; blank where it does not."""
    stop: PlannedStop | None = None
    """As it is planned; None where it was taken out."""
    days: ScheduledStop | None = None
    """Its days; None where the booking does not follow them: it was reported, given up, or its stop taken out."""
    booking: Engagement | None = None
    """What is changed, cancelled, kept or left; None where nothing was booked before."""
    facts: Mapping[str, Any] | None = None
    """What is written, of a booking that is made or changed."""


@dataclass(frozen=True, slots=True)
class Intended:
    """What confirming would do, stop by stop."""

    steps: Sequence[Step]

    @property
    def words(self) -> list[str]:
        """Say how the bookings differ from the plan, one sentence without a full stop for each that does."""
        return [f"{step.words}{UNASKED if step.act is Act.LEAVE else ''}" for step in self.steps if step.words]

    @property
    def left(self) -> list[Step]:
        """What a person gave up and the plan still holds."""
        return self._of(Act.LEAVE)

    @property
    def summary(self) -> str:
        """Say in one sentence what is done, such as `Books 1 stop, changes 2 bookings and cancels 1 booking`."""
        counts = {"Books": (Act.BOOK, "stop"), "changes": (Act.CHANGE, "booking"), "cancels": (Act.CANCEL, "booking")}
        parts = [
            f"{verb} {plural(len(found), noun)}" for verb, (act, noun) in counts.items() if (found := self._of(act))
        ]
        if not parts:
            return "Changes no booking."
        line = " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
        return f"{line[0].upper()}{line[1:]}."

    def _of(self, act: Act) -> list[Step]:
        return [step for step in self.steps if step.act is act]


def intended(
    engine: Engine, trip: Trip, scheduled: Scheduled, records: Records, *, again: Collection[int] = ()
) -> Intended:
    """Tell what confirming a stored trip would do; `steps` says what is asked."""
    with reading(engine) as session:
        return Intended(steps(session, trip, scheduled, records, again=again))


def steps(
    session: Session, trip: Trip, scheduled: Scheduled, records: Records, *, again: Collection[int] = ()
) -> list[Step]:
    """Work out what is to be done so that the bookings of a trip follow its plan.

    Args:
        session: of the database.
        trip: as it is stored.
        scheduled: its plan as it is to be booked, with its days.
        records: as they stand; the travellers are named from them.
        again: ids of bookings that a person gave up and that are to be made again.
    """
    deciding = _Deciding(session, trip, scheduled, records, again)
    made = [deciding.stop(stop, days) for stop, days in zip(deciding.rejoined(), scheduled.schedule.stops, strict=True)]
    return [*made, *deciding.taken_out(made)]


def bookings_of(session: Session, trip_id: int) -> dict[int, Engagement]:
    """Read the engagements of a trip by their ids, in the order of their days."""
    query = select(Engagement).where(Engagement.trip_id == trip_id)
    rows = session.exec(query.order_by(col(Engagement.starts_on), col(Engagement.id))).all()
    return {row.id or 0: row for row in rows}


def made_of(session: Session, trip_id: int) -> set[int]:
    """Return the ids of the engagements that were made of a trip, and did not join it otherwise."""
    query = select(AuditEntry.record_id).where(
        AuditEntry.record_table == "engagement",
        AuditEntry.action == "created",
        AuditEntry.why == confirmed_why(trip_id),
    )
    return set(session.exec(query))


def confirmed_why(trip_id: int) -> str:
    """Write the reason that the audit keeps of whatever confirming a trip does."""
    return f"Trip {trip_id} confirmed"


class _Deciding:
    """Decides what becomes of each booking of a trip."""

    def __init__(
        self, session: Session, trip: Trip, scheduled: Scheduled, records: Records, again: Collection[int]
    ) -> None:
        number = trip.id or 0
        self._session, self._trip, self._plan, self._again = session, trip, scheduled.plan, again
        self._made = made_of(session, number)
        self._held = bookings_of(session, number)
        self._known = self._held | _some(session, self._wanted() - self._held.keys())
        self._team = _team(scheduled.plan.officers, records)
        self._before = _team(_confirmed_officers(session, number), records)
        self._records = records

    def rejoined(self) -> list[PlannedStop]:
        """Give stops that lost their bookings those that were made of them."""
        taken = {stop.engagement for stop in self._plan.stops}
        loose = [one for number, one in sorted(self._known.items()) if number in self._made - taken]
        stops = []
        for stop in self._plan.stops:
            its = None if stop.engagement else _latest(one for one in loose if one.territory == stop.territory)
            if its is not None:
                loose.remove(its)
                stops.append(replace(stop, engagement=its.id))
            else:
                stops.append(stop)
        return stops

    def stop(self, stop: PlannedStop, days: ScheduledStop) -> Step:
        """Decide about a stop that is planned."""
        name, booking = days.halt.name, self._known.get(stop.engagement or 0)
        if booking is None:
            return self._booked(f"{name} is not booked yet", stop, days)
        if booking.status is EngagementStatus.COMPLETED:
            return Step(Act.KEEP, "", stop, booking=booking)  # stays as it was reported, and as it was planned
        if why := self._given_up(booking):
            if booking.id in self._again:
                return self._booked(f"The booking of {name} {why}; it is made again", stop, days)
            return Step(Act.LEAVE, f"The booking of {name} {why}", stop, booking=booking)
        if booking.status is EngagementStatus.CANCELLED:
            return self._booked(f"{name} is not booked any more", stop, days)
        facts = _facts(stop, days) | self._travellers(booking)
        differs = _differing(name, booking, facts)
        return Step(Act.CHANGE if differs else Act.KEEP, differs, stop, days, booking, facts)

    def taken_out(self, made: Sequence[Step]) -> list[Step]:
        """Decide about bookings that were made of stops which the plan no longer has."""
        kept = {step.stop.engagement for step in made if step.stop}
        gone = [one for number, one in self._held.items() if number in self._made - kept and one.status in BOOKED]
        return [Step(Act.CANCEL, self._cancelled(one), booking=one) for one in gone]

    def _wanted(self) -> set[int]:
        return {stop.engagement for stop in self._plan.stops if stop.engagement} | self._made

    def _booked(self, said: str, stop: PlannedStop, days: ScheduledStop) -> Step:
        return Step(Act.BOOK, said, stop, days, None, _facts(stop, days) | _new(self._trip, stop, self._team))

    def _cancelled(self, one: Engagement) -> str:
        name = self._records.territories[one.territory].name
        return f"{name} was taken out of the plan; its booking {_span(one.starts_on, one.ends_on)} is cancelled"

    def _given_up(self, booking: Engagement) -> str:
        """Say how a person gave a booking up; blank where nobody did."""
        if booking.status is EngagementStatus.CANCELLED:
            if _cancelled_why(self._session, booking.id or 0) == confirmed_why(self._trip.id or 0):
                return ""
            return (
                f"was cancelled ({booking.closing_reason.rstrip('.')})" if booking.closing_reason else "was cancelled"
            )
        if booking.trip_id != self._trip.id:
            return f"{_span(booking.starts_on, booking.ends_on)} was taken off this trip"
        return ""

    def _travellers(self, booking: Engagement) -> dict[str, Any]:
        """Name the travellers of the plan where nobody named others than the earlier plan did."""
        if _named(self._before) != {"lead": booking.lead, "team": booking.team}:
            return {}
        return _named(self._team)


def _some(session: Session, ids: Collection[int]) -> dict[int, Engagement]:
    """Read engagements by their ids."""
    rows = session.exec(select(Engagement).where(col(Engagement.id).in_(sorted(ids)))).all() if ids else ()
    return {row.id or 0: row for row in rows}


def _latest(some: Iterable[Engagement]) -> Engagement | None:
    """Return the booking that counts of several: one that stands, else the one that was made last."""
    return max(some, key=lambda one: (one.status in BOOKED, one.id or 0), default=None)


def _confirmed_officers(session: Session, trip_id: int) -> list[int]:
    """Return the travellers when the trip was confirmed last."""
    query = (
        select(AuditContent.after)
        .join(AuditEntry, col(AuditEntry.id) == AuditContent.entry_id)
        .where(AuditEntry.record_table == "trip", AuditEntry.record_id == trip_id)
        .where(AuditEntry.why == confirmed_why(trip_id))
        .order_by(col(AuditEntry.id).desc())
    )
    found: list[int] = json.loads(session.exec(query).first() or "{}").get("officers", [])
    return found


def _cancelled_why(session: Session, booking: int) -> str:
    """Return the reason that the audit keeps of the change by which a booking was cancelled last."""
    query = (
        select(AuditEntry.why, AuditContent.before)
        .join(AuditContent, col(AuditEntry.id) == AuditContent.entry_id)
        .where(AuditEntry.record_table == "engagement", AuditEntry.record_id == booking)
        .order_by(col(AuditEntry.id).desc())
    )
    changes = ((why, json.loads(before or "{}").get("status")) for why, before in session.exec(query))
    return next((why for why, status in changes if status != EngagementStatus.CANCELLED), "")


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


def _differing(name: str, booking: Engagement, facts: Mapping[str, Any]) -> str:
    """Say how a booking differs from what the plan says of it; blank where it does not."""
    other = {fact for fact, value in facts.items() if getattr(booking, fact) != value}
    told = [
        (
            {"starts_on", "ends_on"},
            _span(booking.starts_on, booking.ends_on),
            _span(facts["starts_on"], facts["ends_on"]),
        ),
        ({"kind"}, f"as {KIND_WORDS[booking.kind]}", f"as {KIND_WORDS[facts['kind']]}"),
        ({"ports"}, f"with {plural(len(booking.ports), 'port')}", _ports(booking.ports, facts["ports"])),
        ({"status"}, f"as {words(booking.status).lower()}, not confirmed", "confirmed"),
        ({"lead", "team"}, f"for {_people(booking.lead, booking.team)}", f"for {_people(**_travelling(facts))}"),
    ]
    said = [(booked, planned) for fields, booked, planned in told if fields & other]
    if not said:
        return ""
    booked, planned = (", ".join(each) for each in zip(*said, strict=True))
    return f"{name} is booked {booked}; the plan now has it {planned}"


def _ports(booked: Sequence[int], planned: Sequence[int]) -> str:
    same = len(planned) == len(booked)
    return "with others, or in another order" if same else f"with {plural(len(planned), 'port')}"


def _travelling(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"lead": facts.get("lead", ""), "team": facts.get("team", ())}


def _people(lead: str, team: Sequence[str]) -> str:
    return ", ".join(one for one in (lead, *team) if one) or "nobody"


def _span(first: date, last: date) -> str:
    return f"on {day(first)}" if first == last else f"from {day(first)} to {day(last)}"
