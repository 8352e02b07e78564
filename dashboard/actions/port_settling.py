"""A port's own facts, settled from what its entries say, in the order of precedence that the staff chose."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import true
from sqlmodel import col, select

from dashboard.actions.port_fields import UNSAID
from dashboard.actions.port_flags import claimed_codes
from geodata.reference.read import read_ports
from models import queries
from models.changes import Update
from models.port_facts import PERSON, REFERENCE, SETTLED, Claim, settle
from models.settings import read_settings
from models.tables import Port, PortEntry
from models.vocabulary import EntryState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

    from models.changes import Writer

LAST = 2**62
"""Stands for the id of an entry that is still to be written."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one entry says of a port."""

    id: int
    importer: str
    facts: Mapping[str, Any]
    source: str
    source_date: date | None

    @property
    def age(self) -> tuple[int, int]:
        """Return what puts the newest of one source first."""
        return -(self.source_date or date.min).toordinal(), -self.id


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Claim]:
    """Return what the shipped table says of each port, by its key."""
    return {
        row.source_key: Claim(
            REFERENCE,
            {"name": row.name, "territory": row.territory, "lon": row.lon, "lat": row.lat}
            | ({"unlocode": row.unlocode} if row.unlocode else {}),
        )
        for row in read_ports()
    }


def said_of_ports(*, session: Session, ports: Iterable[int] | None = None) -> dict[int, list[Said]]:
    """Read what the entries that are taken say, by the id of their port; of some ports only where they are named."""
    columns = (PortEntry.id, PortEntry.importer, PortEntry.facts, PortEntry.source, PortEntry.source_date)
    query = sqlalchemy.select(PortEntry.port_id, *columns).where(  # type: ignore[call-overload]
        col(PortEntry.withdrawn) == "", col(PortEntry.state) == EntryState.TAKEN
    )
    whose = [true()] if ports is None else [col(PortEntry.port_id).in_(some) for some in queries.in_parts(ports)]
    found: dict[int, list[Said]] = defaultdict(list)
    for each in whose:
        for port, *one in session.connection().execute(query.where(each)):
            found[port].append(Said(*one))
    return dict(found)


def settled(port: Port | None, said: Iterable[Said], *, precedence: Sequence[str]) -> dict[str, Any]:
    """Return the facts of a port, from its entries and from what ships.

    Args:
        port: the port as it is; None for one that is still to be made.
        said: what its entries say.
        precedence: sources, the most trusted first.
    """
    entries = sorted(said, key=lambda one: one.age)
    base = [_base(port)] if port is not None else []
    found = settle([*(Claim(one.importer, one.facts) for one in entries), *filter(None, base)], precedence=precedence)
    return {**UNSAID, **found.facts, "provenance": dict(found.provenance), **_source(port, entries, precedence)}


def _base(port: Port) -> Claim | None:
    """Return what is known of a port without its entries."""
    if port.source_key in _shipped():
        return _shipped()[port.source_key]
    kept = [name for name in SETTLED if getattr(port, name) != UNSAID[name]]
    own = [name for name in kept if port.provenance.get(name, REFERENCE) == REFERENCE]
    facts = {name: getattr(port, name) for name in own if not port.provenance or name in port.provenance}
    return Claim(REFERENCE, facts) if facts else None


def _source(port: Port | None, entries: Sequence[Said], precedence: Sequence[str]) -> dict[str, Any]:
    """Name the file that is trusted most; a port that files speak of is not renewed from what ships."""
    order = [*(name for name in precedence if name != REFERENCE)]
    ranked = sorted(entries, key=lambda one: (one.importer == PERSON, _place(one.importer, order)))
    if ranked:
        return {"source": ranked[0].source, "source_date": ranked[0].source_date}
    return {"source": port.source, "source_date": port.source_date} if port else {}


def _place(importer: str, order: Sequence[str]) -> int:
    return order.index(importer) if importer in order else len(order)


def share_codes(facts: Mapping[int, dict[str, Any]], holders: Mapping[int, str]) -> dict[int, str]:
    """Give each UN/LOCODE to one port: who has it keeps it, else the first that claims it. In place.

    Args:
        facts: settled facts of the ports that may change, by id; those that are still to be made last.
        holders: the code of every port that has one, by id.

    Returns:
        The code that each of them claims, had or not.
    """
    claimed = {number: one["unlocode"] for number, one in facts.items() if one["unlocode"]}
    taken = {code: n for n, code in holders.items() if n not in facts or claimed.get(n) == code}
    for number, code in claimed.items():
        if taken.setdefault(code, number) != number:
            facts[number]["unlocode"] = None
            facts[number]["provenance"].pop("unlocode", None)
    return claimed


def resettle(writer: Writer, numbers: Iterable[int]) -> list[Port]:
    """Settle ports in use anew after what is said of them has changed, and write what differs.

    Ports that wait for a code which another holds are settled as well. Flags are for `renew_flags` to renew.
    """
    session = writer.session
    ports = queries.ports_by_id([*numbers, *claimed_codes(session=session)], session=session)
    said = said_of_ports(session=session, ports=ports)
    precedence = read_settings(session).precedence
    wanted = sorted(number for number, port in ports.items() if not port.withdrawn)
    facts = {number: settled(ports[number], said.get(number, ()), precedence=precedence) for number in wanted}
    share_codes(facts, _holders(session))
    return writer.update_all(
        Port, [Update(n, facts[n], ports[n].version) for n in wanted if differs(ports[n], facts[n])]
    )


def _holders(session: Session) -> dict[int, str]:
    """Return the code of every port that has one."""
    rows = session.exec(select(Port.id, Port.unlocode).where(col(Port.unlocode).is_not(None)))
    return {number or 0: code for number, code in rows if code}


def differs(port: Port, facts: Mapping[str, Any]) -> bool:
    """Tell whether facts would change a port."""
    return any(getattr(port, name) != value for name, value in facts.items())
