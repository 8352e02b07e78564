"""What to know of a stop, as plain values for one page: the same on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.actions.advisory_list import ANSWER_WORDS, cutoff_words, listed_on
from dashboard.actions.coverage import coverage_of
from dashboard.actions.port_labels import value_text
from dashboard.actions.port_profile import profile
from dashboard.actions.territory import read_dossier
from dashboard.actions.territory_days import Holiday, local_time, weekend_words
from dashboard.actions.trip_days import leg_words, lived_days
from dashboard.actions.trip_rows import port_names, ways
from geodata.airports import label, nearest
from geodata.geodesy import Point, lat_lon_text
from models.calendars import us_holiday
from models.coverage import counts
from models.queries import UNDONE
from models.settings import Office
from models.tables import Engagement
from models.vocabulary import OrganisationKind, TravelMode
from models.wording import span, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from sqlmodel import Session

    from dashboard.actions.advisory_list import Listed
    from dashboard.actions.port_profile import PortProfile
    from dashboard.actions.records import Records
    from dashboard.actions.territory import Dossier
    from dashboard.actions.territory_days import LocalTime
    from dashboard.actions.trip_days import LivedDay
    from dashboard.actions.trip_plan import Scheduled
    from geodata.journey import ScheduledStop
    from models.advisories import Answer
    from models.coverage import Coverage, Status
    from models.tables import AccessPeriod, FollowUp, Organisation, PortFacility, Territory

AIRPORTS_SHOWN = 3
"""So many airports are told beside the one that serves the stop."""

LONGEST = 320
"""Letters of the summary of the last visit at most."""

TOLD_FACTS = (
    *("harbour_size", "harbour_type", "channel_m", "anchorage_m", "cargo_pier_m", "oil_terminal_m"),
    *("vessel_length_m", "vessel_draught_m", "port_security", "first_port_of_entry"),
)
"""Facts of a port that a visitor asks for."""

NO_HOLIDAYS = "The holiday tables that ship have none for this territory; ask the post."


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The last visit that counts."""

    engagement: int
    """Its id."""
    words: str
    """What it was, when, and who led it."""
    summary: str
    """What its record says, cut after `LONGEST` letters."""


@dataclass(frozen=True, slots=True)
class Task:
    """A follow-up that is still to be done."""

    what: str
    who: str
    due_on: date
    late: bool
    """Whether it is overdue on the last day of the stop."""


@dataclass(frozen=True, slots=True)
class PortFact:
    """A fact of a port with its source."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class PortBrief:
    """A port that is visited."""

    id: int
    name: str
    code: str
    """UN/LOCODE, blank where there is none."""
    facts: Sequence[PortFact]
    """Where it lies, in degrees and decimal minutes, and what a visitor asks for."""
    flags: Sequence[str]
    """What needs a person's eye, in words."""
    facilities: Sequence[str]
    """Each with its number and the state of its security plan."""
    last_visit: date | None


@dataclass(frozen=True, slots=True)
class OfficeBrief:
    """A counterpart office."""

    name: str
    kind: str
    port: str
    """Blank where it belongs to no port."""
    reach: str
    """Phone and mail."""
    last_contact_on: date | None


@dataclass(frozen=True, slots=True)
class StopBrief:
    """What to know of one stop."""

    number: int
    """Of the stop, from 1."""
    territory: str
    """Code."""
    name: str
    subregion: str
    """Blank where the territory is no partner."""
    arrives: datetime
    """Local time, as the next."""
    departs: datetime
    time: LocalTime | None
    """At the arrival, with its difference to the base."""
    status: Status | None
    """Today; None where the territory is no partner."""
    why: str
    advisory: Answer
    """On the first day of the stop."""
    advisory_words: str
    """Since when, by which notices, and what is excepted."""
    advisory_known: str
    """Up to which day the facts are known."""
    last_visit: LastVisit | None
    tasks: Sequence[Task]
    """The earliest due first."""
    ports: Sequence[PortBrief]
    """In the order of the visits."""
    offices: Sequence[OfficeBrief]
    weekend: str
    """Days on which the government does not work; blank where that is not on record."""
    holidays: Sequence[Holiday] | None
    """Of the host during the stop; None where the tables have none for it."""
    us_holidays: Sequence[Holiday]
    embassy: str
    """Blank where no U.S. post is on record."""
    airport: str
    """The one that serves the stop; blank where one goes by ship."""
    airports: Sequence[str]
    """The nearest others, each with its distance."""
    ground: Sequence[str]
    """Ways on the ground and by sea."""
    days: Sequence[LivedDay]
    """What takes place on each day of it."""
    conflicts: Sequence[str]
    marking: str
    """The highest of the records that it speaks of."""
    demo: bool
    """Some of them are generated."""


def stop_brief(scheduled: Scheduled, at: int, records: Records, *, session: Session, today: date) -> StopBrief:
    """Gather what to know of a stop.

    Args:
        scheduled: the trip with its days.
        at: which stop, from 0.
        records: as every page reads them.
        session: of the database that they are from.
        today: the day of the status; the advisory is that of the first day of the stop.
    """
    stop = scheduled.schedule.stops[at]
    territory = records.territories[stop.halt.territory]
    dossier = read_dossier(territory.code, session=session)
    visit = _visit(records, territory, today, session)
    ports = _profiles(stop, records, session=session, as_of=today)
    offices = _offices(dossier, stop)
    tasks = [one for one in dossier.follow_ups if one.state in UNDONE]
    listed = _listed(records, territory, stop.first_day)
    coverage = _coverage(records, territory, today)
    spoken: list[Engagement | FollowUp | Organisation] = [*offices, *tasks, *([visit] if visit else [])]
    return StopBrief(
        number=at + 1,
        territory=territory.code,
        name=territory.name,
        subregion=territory.subregion.value if territory.subregion else "",
        arrives=stop.arrives,
        departs=stop.departs,
        time=local_time(stop.arrives, stop.halt.seat.zone, _base(scheduled)),
        status=coverage.status if coverage else None,
        why=coverage.why if coverage else "No partner: no visit is due here.",
        advisory=listed.state.answer,
        advisory_words=_advisory_words(listed),
        advisory_known=cutoff_words(records.facts, as_of=stop.first_day),
        last_visit=_last_visit(visit, records) if visit else None,
        tasks=[Task(one.what, one.who, one.due_on, one.due_on < stop.last_day) for one in tasks],
        ports=[_port(one) for one in ports],
        offices=[_office(one, records) for one in offices],
        weekend=weekend_words(territory.weekend),
        holidays=_holidays(stop),
        us_holidays=[Holiday(on, name) for on in stop_days(stop) if (name := us_holiday(on))],
        embassy=territory.embassy or "",
        airport=stop.halt.seat.airport_label,
        airports=list(_airports(stop)),
        ground=_ground(scheduled, at),
        days=[one for one in lived_days(scheduled.schedule, port_names(scheduled.schedule)) if one.stop == at],
        conflicts=[one.words for one in scheduled.conflicts if one.stop == at],
        marking=records.settings.highest(one.marking for one in [*spoken, *_closures(records, territory)]),
        demo=any(one.demo for one in spoken) or any(one.port.demo for one in ports),
    )


def stop_days(stop: ScheduledStop) -> list[date]:
    """List the local days of a stop, from its arrival to its departure."""
    first, last = stop.arrives.date(), stop.departs.date()
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _base(scheduled: Scheduled) -> Office:
    base = scheduled.journey.base
    return Office(base.name, base.point.lon, base.point.lat, base.zone)


def _coverage(records: Records, territory: Territory, today: date) -> Coverage | None:
    return coverage_of(records, territory, as_of=today, known_on=today) if territory.partner else None


def _closures(records: Records, territory: Territory) -> Sequence[AccessPeriod]:
    return records.access_periods.get(territory.code, ())


def _listed(records: Records, territory: Territory, on: date) -> Listed:
    rows = listed_on(records.facts, records.territories, as_of=on, besides=[territory.code])
    return next(row for row in rows if row.code == territory.code)


def _advisory_words(listed: Listed) -> str:
    """Say since when an advisory is in force, or why one cannot tell; with the citations and what is excepted."""
    words_of = [f"{ANSWER_WORDS[listed.state.answer]} {listed.since}".strip() if listed.since else listed.state.why]
    further = [cited for cited in listed.citations if listed.since and cited not in listed.since]
    if further:
        words_of.append(f"Cited: {', '.join(further)}")
    if listed.state.exceptions:
        words_of.append(f"Excepted: {listed.state.exceptions}")
    return " ".join(f"{part.rstrip('.')}." for part in words_of)


def _visit(records: Records, territory: Territory, today: date, session: Session) -> Engagement | None:
    """Read the last visit that counts."""
    held = records.engagements.get(territory.code, ())
    last = next((one for one in held if counts(one, as_of=today, known_on=today)), None)
    return session.get(Engagement, last.id) if last else None


def _last_visit(visit: Engagement, records: Records) -> LastVisit:
    ports = ", ".join(port.name for port in map(records.port, visit.ports) if port)
    parts = (words(visit.kind), span(visit.starts_on, visit.ends_on), ports, visit.lead)
    return LastVisit(visit.id or 0, " · ".join(part for part in parts if part), _cut(visit.summary))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"


def _profiles(stop: ScheduledStop, records: Records, *, session: Session, as_of: date) -> list[PortProfile]:
    found = (profile(records, call.port, session=session, as_of=as_of) for call in stop.halt.ports)
    return [one for one in found if one]


def _port(known: PortProfile) -> PortBrief:
    port = known.port
    return PortBrief(
        id=port.id or 0,
        name=port.name,
        code=port.unlocode or "",
        facts=list(_facts(known)),
        flags=[": ".join(part for part in (words(flag.value), note) if part) for flag, note in known.flags],
        facilities=[_facility(one) for one in known.facilities],
        last_visit=known.last_visit.ends_on if known.last_visit else None,
    )


def _facts(known: PortProfile) -> Iterator[PortFact]:
    for fact in known.facts:
        if fact.name == "lat":
            yield PortFact("Position", lat_lon_text(Point(known.port.lon, known.port.lat)), fact.source)
        elif fact.name in TOLD_FACTS:
            yield PortFact(fact.label, value_text(fact.value), fact.source)


def _facility(one: PortFacility) -> str:
    """Write a port facility with what is known of its security plan."""
    states = (("plan withdrawn", one.plan_withdrawn), ("plan approved", one.plan_approved))
    plan = next((said for said, holds in states if holds), "plan not approved" if one.plan_approved is False else "")
    told = (one.name, one.imo_number or "", plan, "DEMO" if one.demo else "")
    return ", ".join(part for part in told if part)


def _offices(dossier: Dossier, stop: ScheduledStop) -> list[Organisation]:
    """List the counterpart offices of the territory and of the ports that are visited, by what they are."""
    visited = {None, *(call.port for call in stop.halt.ports)}
    kinds = list(OrganisationKind)
    return sorted((one for one in dossier.organisations if one.port_id in visited), key=lambda o: kinds.index(o.kind))


def _office(one: Organisation, records: Records) -> OfficeBrief:
    port = records.port(one.port_id)
    return OfficeBrief(
        name=f"DEMO {one.name}" if one.demo and not one.name.startswith("DEMO") else one.name,
        kind=words(one.kind),
        port=port.name if port else "",
        reach=" · ".join(part for part in (one.phone, one.mail) if part),
        last_contact_on=one.last_contact_on,
    )


def _holidays(stop: ScheduledStop) -> list[Holiday] | None:
    calendar, days = stop.halt.calendar, stop_days(stop)
    if not all(calendar.knows_holidays(year) for year in {on.year for on in days}):
        return None
    return [Holiday(on, name) for on in days if (name := calendar.holiday(on))]


def _airports(stop: ScheduledStop) -> Iterator[str]:
    """Name the nearest airports with airline service, but the one that serves the stop."""
    seat = stop.halt.seat
    near = [one for one in nearest(seat.point, most=AIRPORTS_SHOWN + 1) if one.airport.icao != seat.airport]
    for one in near[:AIRPORTS_SHOWN]:
        yield f"{label(one.airport)}, {one.nm:,.0f} nm"


def _ground(scheduled: Scheduled, at: int) -> list[str]:
    """Tell the ways within the stop, and those by sea that lead to it and on from it."""
    schedule = scheduled.schedule
    leads_on = {at + 1 if at + 1 < len(schedule.stops) else None, at}
    told = [
        way.leg
        for way in ways(schedule)
        if (way.within and way.to == at) or (not way.within and way.to in leads_on and way.leg.mode is TravelMode.SEA)
    ]
    return [f"{leg_words(leg)}, {hours_words(leg.hours)}" for leg in told]


def hours_words(hours: float) -> str:
    """Write a length of time: `2 h 10 min`."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"{whole} h {minutes} min" if whole and minutes else f"{whole} h" if whole else f"{minutes} min"
