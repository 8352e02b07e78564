"""Every cache of the app. Values are shared between sessions and never depend on who asks: treat them as read-only."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions import initialise
from dashboard.actions.coverage import CoverageRow, coverage_rows
from dashboard.actions.records import Records, read_records
from dashboard.maps.published import PORTS, PortRow, Published, publish_ports, rebuild_with
from geodata.territories import Boundaries, load_boundaries
from models import queries
from models.database import database_url, open_engine, reading

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.engine import Engine


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


def rows(data: Records, *, as_of: date, known_on: date, with_bookings: bool) -> list[CoverageRow]:
    """Return coverage of all partners on a day."""
    return _rows(str(engine().url), data.version, as_of, known_on, with_bookings=with_bookings, _records=data)


def published_ports(data: Records) -> Published:
    """Return the public address and content of all ports."""
    return _published_ports(str(engine().url), data.ports_version, _records=data)


@st.cache_resource(max_entries=1, show_spinner=False)
def boundaries() -> Boundaries:
    """Return the boundaries that ship, read once."""
    return load_boundaries()


@st.cache_resource(max_entries=4, show_spinner=False)
def _engine(address: str) -> Engine:
    del address  # part of the key
    opened = open_engine()
    initialise.prepare(opened)
    rebuild_with(PORTS, lambda: published_ports(records()))
    return opened


@dataclass(slots=True)
class _Shelf:
    """Where the newest records of a database stand."""

    held: Records | None = None
    lock: Lock = field(default_factory=Lock)


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


@st.cache_resource(max_entries=2, show_spinner=False)
def _published_ports(address: str, version: int, *, _records: Records) -> Published:
    del address, version  # part of the key
    return publish_ports(
        PortRow(port.name, port.unlocode, port.territory, port.lon, port.lat)
        for ports in _records.ports.values()
        for port in ports
    )
