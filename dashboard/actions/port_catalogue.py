"""Every port in use as the plain values that the page of ports searches, filters, lists and draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from dashboard.actions.port_labels import provenance_of
from models.advisories import Answer, advisory_state
from models.coverage import counts
from models.searching import fold
from models.tables import PortFacility
from models.vocabulary import PortFlag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlmodel import Session

    from dashboard.actions.records import Records
    from models.queries import Held
    from models.tables import Port, Territory
    from models.vocabulary import HarbourSize, HarbourType, Subregion

_FLAGS = {flag.value: flag for flag in PortFlag}


@dataclass(frozen=True, slots=True)
class CataloguePort:
    """A port in use, as of a day."""

    id: int
    name: str
    alternate_names: tuple[str, ...]
    unlocode: str | None
    wpi_number: str | None
    territory: str
    """Code of the territory that it is declared in."""
    territory_name: str
    subregion: Subregion | None
    lon: float
    """Degrees, -180 to 180."""
    lat: float
    size: HarbourSize
    type: HarbourType
    facilities: int
    """How many port facilities it has."""
    flags: tuple[PortFlag, ...]
    advisory: Answer
    """Whether an advisory is in force for its territory."""
    last_visit: date | None
    """Last day of the last visit that counts and names the port."""
    days_since: int | None
    """Days since then."""
    partner: bool
    """Whether its territory is a partner."""
    sources: tuple[str, ...]
    """Names of the sources that its facts are from, the most trusted first."""
    demo: bool
    """Whether the port or its last visit was generated."""
    marking: str
    """Of its last visit; blank where there is none, for a port itself bears none."""
    names: str = field(repr=False, compare=False)
    """Its name and then its alternate names in the form in which words are compared, a line break around each."""
    words: str = field(repr=False, compare=False)
    """Words of its names, its codes and its territory in that form, each once, a space before each."""


def catalogue(records: Records, facility_counts: Mapping[int, int], *, as_of: date) -> list[CataloguePort]:
    """Describe every port in use, by territory and name.

    Args:
        records: as every page reads them.
        facility_counts: how many facilities each port has, by its id; see `facility_counts`.
        as_of: the day of the advisories and of the days since the last visit.
    """
    visits = last_visits(records, as_of=as_of)
    listed = []
    for code, ports in sorted(records.ports.items()):
        territory = records.territories[code]
        advisory = advisory_state(records.facts, territory=code, as_of=as_of).answer
        for port in ports:
            number = port.id or 0
            visit = visits.get(number)
            listed.append(_described(port, territory, advisory, visit, facility_counts.get(number, 0), as_of))
    return listed


def _described(
    port: Port, territory: Territory, advisory: Answer, visit: Held | None, facilities: int, as_of: date
) -> CataloguePort:
    spelled = list(dict.fromkeys(map(fold, (port.name, *port.alternate_names))))
    return CataloguePort(
        id=port.id or 0,
        name=port.name,
        alternate_names=tuple(port.alternate_names),
        unlocode=port.unlocode,
        wpi_number=port.wpi_number,
        territory=port.territory,
        territory_name=territory.name,
        subregion=territory.subregion,
        lon=port.lon,
        lat=port.lat,
        size=port.harbour_size,
        type=port.harbour_type,
        facilities=facilities,
        flags=flags_of(port),
        advisory=advisory,
        last_visit=visit.ends_on if visit else None,
        days_since=(as_of - visit.ends_on).days if visit else None,
        partner=territory.partner,
        sources=tuple(dict.fromkeys(provenance_of(port).values())),
        demo=port.demo or (visit is not None and visit.demo),
        marking=visit.marking if visit else "",
        names="\n".join(("", *spelled, "")),
        words=_words(port, territory, spelled),
    )


def _words(port: Port, territory: Territory, spelled: Iterable[str]) -> str:
    codes = (port.unlocode or "", port.wpi_number or "", territory.code, territory.name)
    words = " ".join((*spelled, *map(fold, codes))).split()
    return "".join(f" {word}" for word in sorted(set(words)))


def last_visits(records: Records, *, as_of: date) -> dict[int, Held]:
    """Find the last visit of each port by its id, made by a day; what was booked for later does not count."""
    found: dict[int, Held] = {}
    for held in records.engagements.values():
        for visit in held:
            if visit.ports and counts(visit, as_of=as_of, known_on=as_of):
                for number in visit.ports:
                    known = found.get(number)
                    if known is None or known.ends_on < visit.ends_on:
                        found[number] = visit
    return found


def flags_of(port: Port) -> tuple[PortFlag, ...]:
    """Return what about a port needs a person's eye; a word that is no flag is passed over."""
    return tuple(_FLAGS[flag] for flag in port.flags.split(",") if flag in _FLAGS)


def facility_counts(*, session: Session) -> dict[int, int]:
    """Count the facilities of each port, by its id."""
    query = select(PortFacility.port_id, func.count()).where(col(PortFacility.withdrawn) == "")
    rows = session.exec(query.where(col(PortFacility.port_id).is_not(None)).group_by(col(PortFacility.port_id)))
    return {number or 0: count for number, count in rows}
