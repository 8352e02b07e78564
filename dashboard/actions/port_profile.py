"""One port: its facts with their sources, what is on record of it, and what lies near."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.actions.initialise import SHIPPED
from dashboard.actions.port_catalogue import flags_of, last_visits
from dashboard.actions.port_labels import known_facts, provenance_of, source_label
from geodata.airports import nearest
from geodata.geodesy import Point, distances_nm
from geodata.reference.read import read_ports
from models import queries
from models.advisories import AdvisoryState, advisory_state
from models.port_facts import REFERENCE
from models.vocabulary import EntryState
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray
    from sqlmodel import Session

    from dashboard.actions.records import Records
    from geodata.airports import NearAirport
    from models.queries import Held
    from models.tables import Port, PortEntry, PortFacility, Territory
    from models.vocabulary import PortFlag

SHOWN = 5
"""So many airports and ports near are told."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a port with its source."""

    name: str
    """Field of `Port`."""
    label: str
    """What it is called."""
    value: Any
    source: str
    """What its source is called: `World Port Index`."""
    said_by: str
    """Which edition or file of it: `World Port Index, UpdatedPub150.csv`; blank where that is not kept."""
    on: date | None
    """Date of that edition, where it is known."""


@dataclass(frozen=True, slots=True)
class NearPort:
    """Another port in use and how far away it is."""

    port: Port
    nm: float


@dataclass(frozen=True, slots=True)
class PortProfile:
    """Everything on record of one port."""

    port: Port
    territory: Territory
    advisory: AdvisoryState
    facts: Sequence[Fact]
    """Those that are known, in the order of `models.port_facts.SETTLED`."""
    flags: Sequence[tuple[PortFlag, str]]
    """What needs a person's eye, each with what exactly."""
    entries: Sequence[PortEntry]
    """What files and persons say of it."""
    doubtful: Sequence[PortEntry]
    """What may be of it and waits for a person."""
    facilities: Sequence[PortFacility]
    """By name."""
    visits: Sequence[Held]
    """Engagements that name it, the latest first, planned ones too."""
    last_visit: Held | None
    """The last of them that counts as a visit made."""
    airports: Sequence[NearAirport]
    """The nearest first, like the ports."""
    ports: Sequence[NearPort]

    @property
    def attributes(self) -> list[tuple[str, str, str]]:
        """Return whatever else its sources say: source, header as written, text."""
        return [
            (source_label(entry.importer), header, text)
            for entry in self.entries
            for header, text in entry.attributes.items()
        ]


def profile(records: Records, port_id: int, *, session: Session, as_of: date) -> PortProfile | None:
    """Describe a port as of a day; None where there is no such port. One that was withdrawn has a profile too."""
    port = records.port(port_id)
    if port is None:
        return None
    entries = queries.port_entries(session=session, port=port_id)
    entries = [entry for entry in entries if entry.state is EntryState.TAKEN]
    waiting = queries.port_entries(session=session, state=EntryState.DOUBTFUL)
    return PortProfile(
        port=port,
        territory=records.territories[port.territory],
        advisory=advisory_state(records.facts, territory=port.territory, as_of=as_of),
        facts=_facts(port, entries),
        flags=[(flag, port.flag_notes.get(flag.value, "")) for flag in flags_of(port)],
        entries=entries,
        doubtful=[entry for entry in waiting if entry.candidate_id == port_id],
        facilities=[one for one in queries.facilities(session=session) if one.port_id == port_id],
        visits=_visits(records, port_id),
        last_visit=last_visits(records, as_of=as_of).get(port_id),
        airports=near_airports(port),
        ports=_near_ports(records, port),
    )


def _facts(port: Port, entries: Sequence[PortEntry]) -> list[Fact]:
    provenance = provenance_of(port)
    found = []
    for name, value in known_facts(port).items():
        source = provenance.get(name, "")
        edition, on = _edition(port, name, source, entries)
        found.append(Fact(name, words(name), value, source_label(source), edition, on))
    return found


def _edition(port: Port, name: str, source: str, entries: Sequence[PortEntry]) -> tuple[str, date | None]:
    """Tell which edition of a source says a fact: that of the entry which says what is held, else of the first."""
    if source == REFERENCE:
        return _shipped(port), None
    said = [entry for entry in entries if entry.importer == source and name in entry.facts]
    same = [entry for entry in said if entry.facts[name] == getattr(port, name)]
    entry = next(iter([*same, *said]), None)
    return (entry.source, entry.source_date) if entry else ("", None)


def _shipped(port: Port) -> str:
    if port.source.startswith(SHIPPED):
        return port.source.removeprefix(SHIPPED)
    return next((row.source for row in read_ports() if row.source_key == port.source_key), "")


def _visits(records: Records, port_id: int) -> list[Held]:
    found = (one for held in records.engagements.values() for one in held if port_id in one.ports)
    return sorted(found, key=lambda one: (-one.ends_on.toordinal(), one.id))


def near_airports(port: Port, *, most: int = SHOWN) -> list[NearAirport]:
    """List the nearest airports that have an IATA code, which is to say airline service."""
    return nearest(Point(lon=port.lon, lat=port.lat), most=most)


def _places(placed: Iterable[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    lons, lats = (np.array(list(map(attrgetter(axis), placed)), dtype=np.float64) for axis in ("lon", "lat"))
    return lons, lats


def _near_ports(records: Records, port: Port) -> list[NearPort]:
    others = [one for ports in records.ports.values() for one in ports if one.id != port.id]
    distances = distances_nm(port.lon, port.lat, *_places(others))
    return [NearPort(others[place], float(distances[place])) for place in distances.argsort(kind="stable")[:SHOWN]]
