"""Every cache of the app. Values are shared between sessions and never depend on who asks: treat them as read-only."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from dashboard.actions import initialise, port_catalogue, port_search, trips
from dashboard.actions.boundaries import drawn, recently_drawn
from dashboard.actions.coverage import CoverageRow, coverage_rows
from dashboard.actions.entry_ground import Ground as EntryGround
from dashboard.actions.entry_ground import ground_of
from dashboard.actions.records import Records, read_records
from dashboard.actions.search import Index, read_index
from dashboard.maps.derived import rebuild_from
from dashboard.maps.port_map import CATALOGUE, Catalogue, Place, publish_places
from dashboard.maps.published import (
    PORTS,
    SIZE_OF,
    PortRow,
    Published,
    keep,
    publish_boundaries,
    publish_ports,
    rebuild_with,
)
from geodata.geodesy import Point
from geodata.sea_routes import sea_route
from geodata.territories import Boundaries, unpacked_boundaries
from models import queries
from models.database import database_url, open_engine, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine

    from dashboard.actions.boundaries import InUse
    from dashboard.actions.port_catalogue import CataloguePort
    from dashboard.actions.port_search import Found, PortFilter
    from dashboard.paper.printed_map import PrintedMap
    from geodata.sea_routes import SeaRoute
    from models.queries import Held

Answer = TypeVar("Answer")


def engine() -> Engine:
    """Return the engine of the database in use, with its schema and reference tables brought up to date."""
    return _engine(database_url().render_as_string(hide_password=False))


def records() -> Records:
    """Return all records as of the newest change; only what changed since the last call is read."""
    shelf = _shelf(str(engine().url))
    with reading(engine()) as session:
        version = queries.data_version(session=session)
        held = shelf.held
        if held is None or held.version != version:
            with shelf.lock:
                held = shelf.held = read_records(session=session, previous=shelf.held)
    return held


def search_index(data: Records) -> Index:
    """Return what a search looks through; only what changed since the last call is read."""
    shelf = _shelf(str(engine().url))
    with shelf.index_lock:
        if shelf.index is None or shelf.index.version != data.version:
            with reading(engine()) as session:
                shelf.index = read_index(data, session=session, previous=shelf.index)
        return shelf.index


def rows(data: Records, *, as_of: date, known_on: date, with_bookings: bool) -> list[CoverageRow]:
    """Return coverage of all partners on a day."""
    return _rows(str(engine().url), data.version, as_of, known_on, with_bookings=with_bookings, _records=data)


def listing(data: Records, read: Callable[..., Answer], *asked: object, **how: object) -> Answer:
    """Return what a named read gives, read once for each data version and question.

    Args:
        data: the records, for their version.
        read: a read with a keyword-only session.
        asked: its other arguments, as `how`: values that `repr` tells apart.
        how: by name.
    """
    question = f"{read.__module__}.{read.__qualname__}{asked!r}{sorted(how.items())!r}"
    answer: Answer = _listing(str(engine().url), data.version, question, _read=read, _asked=asked, _how=how)
    return answer


def derived(data: Records, ask: Callable[..., Answer], *asked: object, **how: object) -> Answer:
    """Return what follows from the records for some values, worked out once for each data version and question.

    Args:
        data: the records.
        ask: takes what is asked, then the records.
        asked: values that `repr` tells apart.
        how: by name.
    """
    question = f"{ask.__module__}.{ask.__qualname__}{asked!r}{sorted(how.items())!r}"
    answer: Answer = _derived(str(engine().url), data.version, question, _ask=ask, _asked=(*asked, data), _how=how)
    return answer


def visits_by_trip(data: Records) -> Mapping[int, Sequence[Held]]:
    """Return the visits of every trip by its id, in the order of their days."""
    return _visits_by_trip(str(engine().url), data.version, _records=data)


def port_catalogue_of(data: Records, *, as_of: date) -> Sequence[CataloguePort]:
    """Return every port in use as of a day."""
    return _port_catalogue(str(engine().url), data.version, as_of, _records=data)


def found_ports(data: Records, wanted: PortFilter, *, as_of: date) -> Sequence[Found]:
    """Return the ports that are wanted, the best answer first."""
    return _found_ports(str(engine().url), data.version, as_of, repr(wanted), _records=data, _wanted=wanted)


def entry_ground(data: Records) -> EntryGround:
    """Return the ports, facilities and advisories that calls of a vessel are checked against."""
    return _entry_ground(str(engine().url), data.version, _records=data)


def published_catalogue(data: Records) -> Catalogue:
    """Return the public address and content of all ports, for the map that finds them."""
    made = _published_catalogue(str(engine().url), data.ports_version, _records=data)
    keep(made.published)
    return made


@st.cache_resource(max_entries=64, show_spinner=False)
def way_by_sea(lon: float, lat: float, to_lon: float, to_lat: float) -> SeaRoute:
    """Return the way by sea from one place to another, degrees."""
    return sea_route(Point(lon, lat), Point(to_lon, to_lat))


def published_ports(data: Records) -> Published:
    """Return the public address and content of all ports."""
    return keep(_published_ports(str(engine().url), data.ports_version, _records=data))


def printed_maps(
    data: Records, what: Sequence[object], draw: Callable[[], Mapping[str, PrintedMap]]
) -> Mapping[str, PrintedMap]:
    """Return the printed maps of a page, drawn once for what they show and the boundaries in use.

    Args:
        data: the records, for their boundaries.
        what: all that they are drawn from, as values that `repr` tells apart.
        draw: draws them, by the key of their block.
    """
    return _printed_maps(data.settings.boundaries, sha256(repr(what).encode()).hexdigest(), _draw=draw)


def boundaries(data: Records) -> Boundaries:
    """Return the boundaries in use as the map draws them, each at its place in what is published."""
    return _ground(str(engine().url), data.settings.boundaries).shapes


def published_boundaries(data: Records) -> Published:
    """Return the public address and content of the boundaries in use."""
    return keep(_ground(str(engine().url), data.settings.boundaries).published)


def boundaries_in_use(data: Records) -> InUse:
    """Return what the boundaries in use are."""
    return _ground(str(engine().url), data.settings.boundaries).used


@st.cache_resource(max_entries=4, show_spinner=False)
def _engine(address: str) -> Engine:
    del address  # part of the key
    opened = open_engine()
    initialise.prepare(opened)
    rebuild_with(PORTS, lambda: published_ports(records()))
    rebuild_from(_recent_boundaries)
    rebuild_with(CATALOGUE, lambda: published_catalogue(records()).published)
    return opened


@dataclass(frozen=True)
class _Ground:
    """The boundaries in use, as every page needs them."""

    used: InUse
    published: Published
    shapes: Boundaries


@st.cache_resource(max_entries=4, show_spinner=False)
def _ground(address: str, digest: str) -> _Ground:
    """Read boundaries by their digest: what stands under one never changes."""
    del address  # part of the key
    with reading(engine()) as session:
        used = drawn(digest, session=session)
    return _Ground(used, publish_boundaries(used.drawn), unpacked_boundaries(used.drawn, name=used.name))


def _recent_boundaries() -> Sequence[bytes]:
    with reading(engine()) as session:
        return recently_drawn(session=session)


@dataclass(slots=True)
class _Shelf:
    """Where the newest records of a database stand, and what a search looks through."""

    held: Records | None = None
    lock: Lock = field(default_factory=Lock)
    index: Index | None = None
    index_lock: Lock = field(default_factory=Lock)


@st.cache_resource(max_entries=4, show_spinner=False)
def _shelf(address: str) -> _Shelf:
    del address  # part of the key
    return _Shelf()


@st.cache_resource(max_entries=256, show_spinner=False)
def _rows(
    address: str, version: int, as_of: date, known_on: date, *, with_bookings: bool, _records: Records
) -> list[CoverageRow]:
    del address, version  # part of the key
    return coverage_rows(_records, as_of=as_of, known_on=known_on, with_bookings=with_bookings)


@st.cache_resource(max_entries=128, show_spinner=False)
def _listing(
    address: str,
    version: int,
    question: str,
    *,
    _read: Callable[..., Any],
    _asked: tuple[object, ...],
    _how: dict[str, object],
) -> Any:  # noqa: ANN401 - whatever the read gives
    del address, version, question  # part of the key
    with reading(engine()) as session:
        return _read(*_asked, session=session, **_how)


@st.cache_resource(max_entries=256, show_spinner=False)
def _derived(
    address: str,
    version: int,
    question: str,
    *,
    _ask: Callable[..., Any],
    _asked: tuple[object, ...],
    _how: dict[str, object],
) -> Any:  # noqa: ANN401 - whatever the question is answered
    del address, version, question  # part of the key
    return _ask(*_asked, **_how)


@st.cache_resource(max_entries=20, show_spinner=False)
def _printed_maps(
    boundaries_digest: str, question: str, *, _draw: Callable[[], Mapping[str, PrintedMap]]
) -> Mapping[str, PrintedMap]:
    del boundaries_digest, question  # part of the key
    return _draw()


@st.cache_resource(max_entries=4, show_spinner=False)
def _visits_by_trip(address: str, version: int, *, _records: Records) -> Mapping[int, Sequence[Held]]:
    del address, version  # part of the key
    return trips.visits_by_trip(_records)


@st.cache_resource(max_entries=4, show_spinner=False)
def _port_catalogue(address: str, version: int, as_of: date, *, _records: Records) -> Sequence[CataloguePort]:
    del address, version  # part of the key
    counts = listing(_records, port_catalogue.facility_counts)
    return port_catalogue.catalogue(_records, counts, as_of=as_of)


@st.cache_resource(max_entries=32, show_spinner=False)
def _found_ports(
    address: str, version: int, as_of: date, question: str, *, _records: Records, _wanted: PortFilter
) -> Sequence[Found]:
    del address, version, question  # part of the key
    return port_search.find(port_catalogue_of(_records, as_of=as_of), _wanted)


@st.cache_resource(max_entries=2, show_spinner=False)
def _entry_ground(address: str, version: int, *, _records: Records) -> EntryGround:
    del address, version  # part of the key
    return ground_of(_records, listing(_records, queries.facilities))


@st.cache_resource(max_entries=2, show_spinner=False)
def _published_catalogue(address: str, version: int, *, _records: Records) -> Catalogue:
    del address, version  # part of the key
    return publish_places(
        Place(
            port.id or 0, port.name, port.unlocode or "", _named(_records, code), port.lon, port.lat, port.harbour_size
        )
        for code, ports in _records.ports.items()
        for port in ports
    )


def _named(data: Records, code: str) -> str:
    return data.territories[code].name if code in data.territories else code


@st.cache_resource(max_entries=2, show_spinner=False)
def _published_ports(address: str, version: int, *, _records: Records) -> Published:
    del address, version  # part of the key
    return publish_ports(
        PortRow(port.name, port.unlocode, port.territory, port.lon, port.lat, SIZE_OF[port.harbour_size])
        for ports in _records.ports.values()
        for port in ports
    )
