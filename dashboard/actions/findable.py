"""What can be found, group by group: which words an entry is found by, and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from dashboard.actions.sets import OFFICER
from dashboard.actions.territory_timeline import fact_day, fact_title
from dashboard.actions.trips import visits_by_trip
from models import queries
from models.searching import engagement_words, facility_words, fold, follow_up_words
from models.wording import day, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from dashboard.actions.records import Records
    from models.queries import Held
    from models.searching import FacilityWords, FollowUpWords
    from models.tables import AdvisoryFact, Officer, Organisation, Port, Territory, Trip

LONG = 90
"""Letters after which a title is cut."""


class Group(StrEnum):
    """What is found, in the order it is shown."""

    TERRITORIES = "Territories"
    PORTS = "Ports"
    FACILITIES = "Port facilities"
    ADVISORIES = "Advisories"
    ENGAGEMENTS = "Engagements"
    FOLLOW_UPS = "Follow-ups"
    ORGANISATIONS = "Organisations"
    OFFICERS = "Officers"
    TRIPS = "Trips"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, and where it is shown."""

    title: str
    detail: str
    page: str
    """Name of the page's file."""
    address: Mapping[str, str]
    """What the page's address says beside its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found."""

    number: int
    """Its id."""
    text: str
    """Everything it is found by, folded."""
    record: Any
    """What a hit is made from."""
    name: str = ""
    """Folded; a match in it goes before one elsewhere. Blank for what has no name."""
    codes: Collection[str] = ()
    """Folded without spaces; who types one means this entry."""
    order: tuple[Any, ...] = ()
    """Among equals."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the entries of a group come from."""

    tables: frozenset[str]
    """A change in one of these changes the entries."""
    read: Callable[[Records, Session, set[int] | None], Iterable[Entry]]
    """Read all entries, or some by id where `by_id` says so."""
    hit: Callable[[Records, Any], Hit]
    """Say what is shown of an entry's record."""
    by_id: bool = False
    """Whether single entries can be read anew."""


def _entry(
    record: Any,  # noqa: ANN401 - a record of any table
    *parts: object,
    name: str = "",
    codes: Iterable[str | None] = (),
    order: tuple[Any, ...],
) -> Entry:
    return Entry(
        number=record.id,
        text=fold(" ".join(str(part) for part in (name, *parts) if part)),
        record=record,
        name=fold(name),
        codes=tuple(fold(code).replace(" ", "") for code in codes if code),
        order=order,
    )


def _named(records: Records, code: str) -> str:
    """Write a territory's name and code, as far as it is known."""
    territory = records.territories.get(code)
    return f"{territory.name} {code}" if territory else code


def _name(records: Records, code: str) -> str:
    territory = records.territories.get(code)
    return territory.name if territory else code


def _territories(records: Records, _session: Session, _ids: object) -> Iterator[Entry]:
    for one in records.territories.values():
        yield _entry(
            one,
            *(one.long_name, one.code, one.alpha2, one.capital, one.subregion, one.embassy),
            name=one.name,
            codes=(one.code, one.alpha2),
            order=(not one.partner, fold(one.name)),
        )


def _territory_hit(_records: Records, one: Territory) -> Hit:
    place = one.subregion.value if one.subregion else "no partner"
    return Hit(one.name, f"{one.code} · {place}", "territories", {"code": one.code})


def _ports(records: Records, _session: Session, _ids: object) -> Iterator[Entry]:
    for code, ports in records.ports.items():
        where, territory = _named(records, code), records.territories.get(code)
        for one in ports:
            far = not (territory and territory.partner)
            said = (*one.alternate_names, one.unlocode, one.wpi_number, where)
            yield _entry(one, *said, name=one.name, codes=(one.unlocode,), order=(far, one.name, one.id))


def _port_hit(records: Records, one: Port) -> Hit:
    detail = _line(one.unlocode, _name(records, one.territory), demo=one.demo)
    return Hit(one.name, detail, "ports", {"port": str(one.id)})


def _facilities(records: Records, session: Session, _ids: object) -> Iterator[Entry]:
    for one in facility_words(session=session):
        number = (one.imo_number or "").replace("-", "")
        yield _entry(
            one,
            *(one.imo_number, number, one.port, one.unlocode, _named(records, one.territory)),
            name=one.name,
            codes=(one.imo_number,),
            order=(one.name, one.id),
        )


def _facility_hit(records: Records, one: FacilityWords) -> Hit:
    where = _name(records, one.territory)
    if one.port_id is None:
        detail = _line(one.imo_number, one.port, where, "waits for its port", demo=one.demo)
        return Hit(one.name, detail, "data", {"data": "Doubtful", "waiting": str(one.id)})
    detail = _line(one.imo_number, one.port, where, demo=one.demo)
    return Hit(one.name, detail, "ports", {"port": str(one.port_id)})


def _advisories(records: Records, _session: Session, _ids: object) -> Iterator[Entry]:
    """Yield each published fact; its PSA number and its citation are codes."""
    for one in records.facts:
        on, when = fact_day(one) or (date.min, "")
        number = f"PSA {one.psa_number}" if one.psa_number else "PSA"
        yield _entry(
            one,
            *(number, one.notice, fact_title(one), _named(records, one.territory), when),
            *("Port Security Advisory conditions of entry", one.exceptions, one.note),
            codes=(one.psa_number, one.psa_number and number, one.notice),
            order=(-on.toordinal(), _name(records, one.territory), one.id),
        )


def _advisory_hit(records: Records, one: AdvisoryFact) -> Hit:
    number, placed = f"PSA {one.psa_number}" if one.psa_number else "", fact_day(one)
    name = _name(records, one.territory)
    detail = _line(number, one.notice, placed[1] if placed else "", demo=one.demo)
    return Hit(f"{fact_title(one)}, {name}", detail, "advisories", {"of": name})


def _engagements(records: Records, session: Session, ids: set[int] | None) -> Iterator[Entry]:
    """Yield what may be very many: what recurs is folded once."""
    held = {one.id: one for engagements in records.engagements.values() for one in engagements}
    folded = cache(fold)
    for number, told in engagement_words(session=session, ids=ids):
        one = held.get(number)
        if one is None:  # newer than the records: it comes with them
            continue
        ports = " ".join(port.name for port in map(records.port, one.ports) if port)
        what = f"{_named(records, one.territory)} {words(one.kind.value)} {words(one.status.value)} {ports}"
        text = f"{number} {folded(what)} {folded(day(one.starts_on))} {one.ends_on.year} {fold(told)}"
        yield Entry(number, text, one, codes=(str(number),), order=(-one.starts_on.toordinal(), number))


def _engagement_hit(records: Records, one: Held) -> Hit:
    detail = _line(day(one.starts_on), words(one.status.value), one.lead, demo=one.demo)
    title = f"{words(one.kind.value)}, {_name(records, one.territory)}"
    return Hit(title, detail, "engagement", {"id": str(one.id)})


def _follow_ups(records: Records, session: Session, ids: set[int] | None) -> Iterator[Entry]:
    for one, told in follow_up_words(session=session, ids=ids):
        parts = (one.what, told, words(one.state.value), _named(records, one.territory), day(one.due_on))
        yield _entry(one, *parts, order=(-one.due_on.toordinal(), one.id))


def _follow_up_hit(records: Records, one: FollowUpWords) -> Hit:
    due = f"due {day(one.due_on)}"
    detail = _line(_name(records, one.territory), due, words(one.state.value), demo=one.demo)
    of_engagement = one.engagement_id is not None
    page, address = (
        ("engagement", {"id": str(one.engagement_id)}) if of_engagement else ("territories", {"code": one.territory})
    )
    return Hit(_cut(one.what), detail, page, address)


def _organisations(records: Records, session: Session, _ids: object) -> Iterator[Entry]:
    for one in queries.organisations(session=session):
        parts = (words(one.kind.value), _named(records, one.territory), one.phone, one.mail, one.note)
        yield _entry(one, *parts, name=one.name, order=(one.name, _name(records, one.territory), one.id))


def _organisation_hit(records: Records, one: Organisation) -> Hit:
    detail = _line(words(one.kind.value), _name(records, one.territory), demo=one.demo)
    return Hit(one.name, detail, "territories", {"code": one.territory})


def _officers(records: Records, _session: Session, _ids: object) -> Iterator[Entry]:
    for one in records.officers:
        yield _entry(one, *(_named(records, code) for code in one.territories), name=one.name, order=(one.name,))


def _officer_hit(_records: Records, one: Officer) -> Hit:
    assigned = f"{len(one.territories)} {'territory' if len(one.territories) == 1 else 'territories'}"
    return Hit(one.name, _line(assigned, demo=one.demo), "coverage", {"region": OFFICER + one.name})


def _trips(records: Records, _session: Session, _ids: object) -> Iterator[Entry]:
    visits = visits_by_trip(records)
    for one in records.trips.values():
        made = visits.get(one.id or 0, ())
        places = " ".join(dict.fromkeys(_named(records, code) for code in _trip_places(one, made)))
        last = made[-1].ends_on if made else one.leaves_on
        yield Entry(
            number=one.id or 0,
            text=fold(f"{one.name} {one.base} {places} {last.year if last else ''}"),
            record=(one, tuple(made)),
            name=fold(one.name),
            order=(-(last.toordinal() if last else 0), one.id),
        )


def _trip_hit(records: Records, found: tuple[Trip, Sequence[Held]]) -> Hit:
    one, visits = found
    names = dict.fromkeys(_name(records, code) for code in _trip_places(one, visits))
    return Hit(one.name, _line(_cut(", ".join(names)) or "no stop yet", demo=one.demo), "trip", {"id": str(one.id)})


def _trip_places(trip: Trip, visits: Sequence[Held]) -> Iterator[str]:
    """Return the codes of the territories of a trip: those planned, then those visited besides."""
    yield from (stop["territory"] for stop in trip.stops)
    yield from (visit.territory for visit in visits)


def _line(*parts: str | None, demo: bool) -> str:
    """Join what is known; generated records say so wherever they are shown."""
    line = " · ".join(part for part in parts if part)
    return f"{line} · DEMO" if demo and "DEMO" not in line else line


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1].rstrip()}…"


NAMING = frozenset({"territory", "port"})
"""Tables whose names stand in the text of all groups: a change there changes everything."""

SOURCES: Mapping[Group, Source] = {
    Group.TERRITORIES: Source(frozenset(), _territories, _territory_hit),
    Group.PORTS: Source(frozenset(), _ports, _port_hit),
    Group.FACILITIES: Source(frozenset({"port_facility"}), _facilities, _facility_hit),
    Group.ADVISORIES: Source(frozenset({"advisory_fact"}), _advisories, _advisory_hit),
    Group.ENGAGEMENTS: Source(frozenset({"engagement"}), _engagements, _engagement_hit, by_id=True),
    Group.FOLLOW_UPS: Source(frozenset({"follow_up"}), _follow_ups, _follow_up_hit, by_id=True),
    Group.ORGANISATIONS: Source(frozenset({"organisation"}), _organisations, _organisation_hit),
    Group.OFFICERS: Source(frozenset({"officer"}), _officers, _officer_hit),
    Group.TRIPS: Source(frozenset({"trip", "engagement"}), _trips, _trip_hit),
}
"""Where each group comes from, beside `NAMING`."""
