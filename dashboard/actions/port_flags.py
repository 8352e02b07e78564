"""What about ports needs a person's eye, and where they were found to lie, kept in their records."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import sqlalchemy
from sqlmodel import col, select

from geodata.flags import flags
from geodata.locate import locate_once
from geodata.reconcile import Place
from models import queries
from models.changes import Update
from models.port_facts import Claim, settle
from models.settings import read_settings
from models.tables import Port, PortEntry
from models.vocabulary import EntryState, PortFlag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

    from geodata.flags import Flag
    from geodata.locate import Location
    from geodata.territories import Boundaries
    from models.changes import Writer


DUPLICATES = {PortFlag.DUPLICATE_CODE.value, PortFlag.DUPLICATE_NUMBER.value}
"""Flags that a port bears because of another."""


class Known(Place, Protocol):
    """A port with what names it."""

    @property
    def id(self) -> int | None:
        """Return its id, or any number that no other port of the same call has."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one port."""

    located_territory: str | None
    """The territory its place lies in or by; None offshore."""
    located_nm: float | None
    """Nautical miles to it, to one decimal."""
    flags: Sequence[Flag]
    """What is doubtful; none of a kind twice."""

    @property
    def facts(self) -> dict[str, Any]:
        """Return the fields of the port that say so."""
        return {
            "located_territory": self.located_territory,
            "located_nm": self.located_nm,
            "flags": ",".join(flag.kind.value for flag in self.flags),
            "flag_notes": {flag.kind.value: flag.detail for flag in self.flags},
        }


@dataclass(frozen=True, slots=True)
class Claimant:
    """What names and places a port, with the code that it claims, which another may hold."""

    id: int | None
    name: str
    alternate_names: Sequence[str]
    unlocode: str | None
    wpi_number: str | None
    territory: str | None
    lon: float | None
    lat: float | None


def findings(ports: Sequence[Known], boundaries: Boundaries) -> dict[int, Finding]:
    """Say where ports lie and what is doubtful about them, by id.

    Args:
        ports: all ports in use, each with a place and the code that it claims.
        boundaries: the territories' polygons.
    """
    if not ports:
        return {}
    doubts: dict[int, list[Flag]] = defaultdict(list)
    for flag in flags(ports, boundaries=boundaries):
        doubts[flag.row].append(flag)
    lons, lats = [port.lon or 0.0 for port in ports], [port.lat or 0.0 for port in ports]
    places = locate_once(lons, lats, boundaries=boundaries, declared=[port.territory for port in ports])
    return {port.id or 0: _finding(places[at], doubts[at]) for at, port in enumerate(ports)}


def _finding(place: Location, found: Sequence[Flag]) -> Finding:
    away = None if place.distance_nm is None else round(place.distance_nm, 1)
    return Finding(place.territory, away, sorted(found, key=lambda flag: flag.kind.value))


def renew_flags(writer: Writer, boundaries: Boundaries, *, among: Iterable[int] | None = None) -> int:
    """Look again at ports in use, and write what changed.

    Args:
        writer: of the transaction.
        boundaries: the territories' polygons.
        among: ids of the ports that may have changed; those that share a code or a number, or did, are looked at as
            well. None looks at all.

    Returns:
        How many ports changed.
    """
    session = writer.session
    claimed = claimed_codes(session=session)
    if among is None:
        ports = queries.ports(session=session)
    else:
        concerned = queries.ports_by_id([*among, *_sharing(claimed, session)], session=session)
        ports = [port for port in concerned.values() if not port.withdrawn]
    found = findings([_claimant(port, claimed) for port in ports], boundaries)
    updates = [
        Update(port.id or 0, facts, port.version)
        for port, facts in ((port, found[port.id or 0].facts) for port in ports)
        if any(getattr(port, name) != value for name, value in facts.items())
    ]
    return len(writer.update_all(Port, updates))


def _sharing(claimed: Mapping[int, str], session: Session) -> list[int]:
    """Return the ports in use whose code or number another has as well, or had when they were last looked at."""
    query = select(Port.id, Port.unlocode, Port.wpi_number, Port.flags).where(Port.withdrawn == "")
    rows = [
        (number or 0, code or claimed.get(number or 0), wpi, flags) for number, code, wpi, flags in session.exec(query)
    ]
    codes, numbers = Counter(code for _, code, *_ in rows), Counter(wpi for *_, wpi, _ in rows)
    return [
        number
        for number, code, wpi, flags in rows
        if (code and codes[code] > 1) or (wpi and numbers[wpi] > 1) or DUPLICATES.intersection(flags.split(","))
    ]


def claimed_codes(*, session: Session) -> dict[int, str]:
    """Read the code that sources give to ports in use which do not hold it, by the port's id."""
    precedence = read_settings(session).precedence
    query = (
        select(PortEntry.port_id, PortEntry.importer, PortEntry.facts)
        .join(Port, col(Port.id) == PortEntry.port_id)
        .where(PortEntry.withdrawn == "", PortEntry.state == EntryState.TAKEN)
        .where(Port.withdrawn == "", col(Port.unlocode).is_(None))
        .order_by(col(PortEntry.id))
    )
    said: dict[int, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for port, importer, facts in session.exec(query):
        said[port or 0].append((importer, facts))
    settled = {port: settle([Claim(*one) for one in claims], precedence=precedence) for port, claims in said.items()}
    return {port: found.facts["unlocode"] for port, found in settled.items() if found.facts.get("unlocode")}


def ports_in_use(*, session: Session) -> list[Claimant]:
    """Read what names and places every port in use, by territory and name: far less than the whole records."""
    columns = (Port.id, Port.name, Port.alternate_names, Port.unlocode, Port.wpi_number, Port.territory, Port.lon)
    query: Any = sqlalchemy.select(*columns, Port.lat).where(Port.withdrawn == "")  # type: ignore[call-overload]
    query = query.order_by(col(Port.territory), col(Port.name), col(Port.id))
    return [Claimant(*row) for row in session.connection().execute(query)]


def _claimant(port: Port, claimed: Mapping[int, str]) -> Claimant:
    return Claimant(
        id=port.id,
        name=port.name,
        alternate_names=port.alternate_names,
        unlocode=port.unlocode or claimed.get(port.id or 0),
        wpi_number=port.wpi_number,
        territory=port.territory,
        lon=port.lon,
        lat=port.lat,
    )
