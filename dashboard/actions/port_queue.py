"""What waits for a person: doubtful ports and facilities without a port; and decisions, which no later file changes.

Every decision is one transaction: the entry, the port's facts settled anew, and the flags of all ports.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions.boundaries import boundaries_in_use
from dashboard.actions.decision_undo import CORRECTED, DECIDED, SPLIT
from dashboard.actions.facility_attaching import attach_waiting
from dashboard.actions.facility_plan import NO_PORT, located
from dashboard.actions.port_flags import ports_in_use, renew_flags
from dashboard.actions.port_plan import free_key
from dashboard.actions.port_settling import Said, resettle, said_of_ports, settled
from geodata.attaching import attach
from models import queries
from models.changes import writing
from models.errors import InvalidRecordError, UnknownRecordError
from models.port_facts import PERSON, SETTLED
from models.settings import read_settings
from models.tables import Port, PortCreate, PortEntry, PortEntryCreate, PortFacility
from models.vocabulary import EntryState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from models.changes import Writer

BY_HAND = "corrected by hand"
"""The source of a person's correction."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entry that waits, and the port that it may be."""

    entry: PortEntry
    candidate: Port | None


@dataclass(frozen=True, slots=True)
class WaitingFacility:
    """A facility that waits for its port."""

    facility: PortFacility
    port: Port | None
    """The port that is proposed."""
    why: str
    """What speaks for it, in one line."""


def doubts(*, session: Session) -> list[Doubt]:
    """Read the entries that wait for a person, in the order in which they came."""
    waiting = queries.port_entries(session=session, state=EntryState.DOUBTFUL)
    ports = queries.ports_by_id((entry.candidate_id or 0 for entry in waiting), session=session)
    held = {number: port for number, port in ports.items() if not port.withdrawn}
    return [Doubt(entry, held.get(entry.candidate_id or 0)) for entry in waiting]


def waiting_facilities(*, session: Session) -> list[WaitingFacility]:
    """Read the facilities without a port, by name, each with the port that is proposed."""
    waiting = [one for one in queries.facilities(session=session) if one.port_id is None]
    ports = ports_in_use(session=session) if waiting else []
    found = attach([located(one) for one in waiting], ports)
    ids = [0 if match.port is None else ports[match.port].id or 0 for match in found]
    proposed = queries.ports_by_id(ids, session=session)
    return [
        WaitingFacility(one, proposed.get(number), match.why or NO_PORT)
        for one, match, number in zip(waiting, found, ids, strict=True)
    ]


def same_port(engine: Engine, entry_id: int, port_id: int, *, seen: int, who: str) -> PortEntry:
    """Say that an entry is a port: its facts count for that port from now on.

    Raises:
        UnknownRecordError: there is no such entry or port.
        InvalidRecordError: the port is no longer in use, or the entry no longer waits.
        ConflictError: somebody changed the entry since version `seen`.
    """
    with _deciding(engine, who, f"{DECIDED}the same port") as (writer, moved):
        entry = _waiting(writer.session, entry_id)
        _port_in_use(writer.session, port_id)
        moved.append(port_id)
        taken = {"state": EntryState.TAKEN, "port_id": port_id, "candidate_id": None, "decided": True}
        return writer.update(PortEntry, entry.id or 0, taken, seen=seen)


def own_port(engine: Engine, entry_id: int, *, seen: int, who: str) -> PortEntry:
    """Say that an entry is no known port: it becomes one, or is set aside where its file makes none.

    Raises:
        UnknownRecordError: there is no such entry.
        InvalidRecordError: the entry no longer waits.
        ConflictError: somebody changed the entry since version `seen`.
    """
    with _deciding(engine, who, f"{DECIDED}another port") as (writer, moved):
        return _stand_alone(writer, _waiting(writer.session, entry_id), moved, seen=seen)


def split(engine: Engine, entry_id: int, *, seen: int, who: str) -> PortEntry:
    """Undo a merge: an entry leaves its port, which is settled without it, and stands alone.

    Raises:
        UnknownRecordError: there is no such entry.
        InvalidRecordError: it has no port, or is all that is known of it.
        ConflictError: somebody changed the entry since version `seen`.
    """
    with _deciding(engine, who, SPLIT) as (writer, moved):
        entry = _entry(writer.session, entry_id)
        if entry.state is not EntryState.TAKEN or entry.port_id is None or entry.importer == PERSON:
            raise InvalidRecordError(f"{entry.name}: it is not merged with a port")
        if not _stands_without(writer.session, entry):
            raise InvalidRecordError(f"{entry.name}: nothing else is known of its port, so there is nothing to split")
        moved.append(entry.port_id)
        return _stand_alone(writer, entry, moved, seen=seen)


def correct(engine: Engine, port_id: int, facts: Mapping[str, Any], *, seen: int, who: str, why: str = "") -> Port:
    """Correct facts of a port by hand: they beat every file from now on, until they are corrected again.

    Args:
        engine: the database.
        port_id: the port.
        facts: values by field of `models.port_facts.SETTLED`; None says that it is unknown.
        seen: version of the port that was seen.
        who: who corrects it.
        why: the reason, for its history.

    Raises:
        UnknownRecordError: there is no such port.
        InvalidRecordError: a value does not fit, or the port is no longer in use.
        ConflictError: somebody changed the port since version `seen`.
    """
    if unknown := sorted(facts.keys() - set(SETTLED)):
        raise InvalidRecordError(f"{unknown[0]}: is no fact of a port that can be corrected")
    with _deciding(engine, who, f"{CORRECTED}: {why}" if why else CORRECTED) as (writer, moved):
        port = _port_in_use(writer.session, port_id)
        _refuse_held_code(writer.session, port, facts.get("unlocode"))
        pair = {name: getattr(port, name) for name in ("lon", "lat") if {"lon", "lat"} & facts.keys()}
        written = writer.update(Port, port_id, facts, seen=seen)  # checks them, as a form would
        said = PortCreate.model_validate(written.model_dump(include=set(PortCreate.model_fields), warnings=False))
        plain = said.model_dump(mode="json", include={*facts, *pair}, warnings=False)
        _keep_correction(writer, port, plain)
        moved.append(port_id)
    return written


def place_facility(engine: Engine, facility_id: int, port_id: int, *, seen: int, who: str) -> PortFacility:
    """Say which port a facility belongs to; no later file changes that.

    Raises:
        UnknownRecordError: there is no such facility or port.
        InvalidRecordError: the port is no longer in use.
        ConflictError: somebody changed the facility since version `seen`.
    """
    with writing(engine, who=who, why=f"{DECIDED}the facility's port") as writer:
        facility = writer.session.get(PortFacility, facility_id)
        _port_in_use(writer.session, port_id)
        provenance = {**(facility.provenance if facility else {}), "port_id": PERSON}
        return writer.update(PortFacility, facility_id, {"port_id": port_id, "provenance": provenance}, seen=seen)


@contextmanager
def _deciding(engine: Engine, who: str, why: str) -> Iterator[tuple[Writer, list[int]]]:
    """Open a transaction that ends with settling the ports that were named, their facilities and flags."""
    moved: list[int] = []
    with writing(engine, who=who, why=why) as writer:
        yield writer, moved
        settled_anew = resettle(writer, moved)
        attach_waiting(writer)
        among = [*moved, *(port.id or 0 for port in settled_anew)]
        renew_flags(writer, boundaries_in_use(session=writer.session), among=among)


def _entry(session: Session, entry_id: int) -> PortEntry:
    entry = session.get(PortEntry, entry_id)
    if entry is None or entry.withdrawn:
        raise UnknownRecordError(f"port entry {entry_id}: no such record")
    return entry


def _waiting(session: Session, entry_id: int) -> PortEntry:
    entry = _entry(session, entry_id)
    if entry.state is EntryState.TAKEN:
        raise InvalidRecordError(f"{entry.name}: it was decided already; undo that first")
    return entry


def _port_in_use(session: Session, port_id: int) -> Port:
    port = session.get(Port, port_id)
    if port is None:
        raise UnknownRecordError(f"port {port_id}: no such record")
    if port.withdrawn:
        raise InvalidRecordError(f"{port.name}: the port is no longer in use; choose another")
    return port


def _refuse_held_code(session: Session, port: Port, code: str | None) -> None:
    query = select(Port).where(Port.unlocode == code, Port.id != port.id)
    if code and (holder := session.exec(query).first()):
        raise InvalidRecordError(f"unlocode: {code} is that of {holder.name}; correct that port first")


def _stand_alone(writer: Writer, entry: PortEntry, moved: list[int], *, seen: int) -> PortEntry:
    """Make a port of an entry; set it aside where it makes none."""
    facts: dict[str, Any] = {"state": EntryState.SET_ASIDE, "port_id": None, "candidate_id": None, "decided": True}
    if entry.creates and entry.territory and "lon" in entry.facts:
        port = _port_of(writer, entry)
        moved.append(port)
        facts |= {"state": EntryState.TAKEN, "port_id": port}
    return writer.update(PortEntry, entry.id or 0, facts, seen=seen)


def _port_of(writer: Writer, entry: PortEntry) -> int:
    """Make a port of an entry, or bring back the one that was made of it before; its code is shared out after."""
    session, key = writer.session, f"{entry.importer}:{entry.key}"
    former = session.exec(select(Port).where(Port.source_key == key)).one_or_none()
    if former is not None and former.withdrawn:
        return writer.update(Port, former.id or 0, {"withdrawn": ""}, seen=former.version).id or 0
    said = Said(entry.id or 0, entry.importer, entry.facts, entry.source, entry.source_date)
    facts = settled(None, [said], precedence=read_settings(session).precedence) | {"unlocode": None}
    used = set(session.exec(select(Port.source_key).where(col(Port.source_key).startswith(key, autoescape=True))))
    row: Port = writer.create(PortCreate(**facts, source_key=free_key(key, used)))
    return row.id or 0


def _stands_without(session: Session, entry: PortEntry) -> bool:
    """Tell whether a port would still be one without an entry: it has a name, a territory and a place."""
    number = entry.port_id or 0
    others: Sequence[Said] = [
        said for said in said_of_ports(session=session, ports=[number]).get(number, ()) if said.id != entry.id
    ]
    facts = settled(session.get(Port, number), others, precedence=read_settings(session).precedence)
    return all(facts[name] is not None for name in ("name", "territory", "lon", "lat"))


def _keep_correction(writer: Writer, port: Port, facts: Mapping[str, Any]) -> None:
    """Keep a correction as an entry of its own; earlier ones of other fields stay, unless they were taken back."""
    key = f"port-{port.id}"
    query = select(PortEntry).where(PortEntry.importer == PERSON, PortEntry.key == key)
    held = writer.session.exec(query).one_or_none()
    if held is not None:
        earlier = {} if held.withdrawn else held.facts
        said = {"facts": {**earlier, **facts}, "withdrawn": "", "name": port.name, "territory": port.territory}
        writer.update(PortEntry, held.id or 0, said, seen=held.version)
        return
    writer.create(
        PortEntryCreate(
            importer=PERSON,
            key=key,
            name=port.name,
            territory=port.territory,
            facts=dict(facts),
            state=EntryState.TAKEN,
            port_id=port.id,
            decided=True,
            source=BY_HAND,
        )
    )
