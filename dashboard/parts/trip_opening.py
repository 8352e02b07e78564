"""Which trip the planner shows, and what arrives with the address: territories and ports from other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.parts.asked import asked_id
from dashboard.parts.text import plain
from dashboard.parts.trip_add import with_ports, with_territory
from dashboard.parts.trip_derived import scheduled_of
from dashboard.parts.trip_state import Planning, edit, is_completed, open_new, open_trip, working_on
from models.database import reading
from models.tables import Trip
from models.trips import plan_of

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.records import Records

ID, NEW, ADD, PORTS = "id", "new", "add", "ports"
"""Names in the address: a trip, a new one, codes of territories to add, ids of ports to add."""


def asked_trip() -> tuple[str, Trip | None]:
    """Return what the address asks for, and the stored trip that it names."""
    number = st.query_params.get(ID, "")
    known = asked_id(number)
    if known is None:
        return number, None
    with reading(caching.engine()) as session:
        return number, session.get(Trip, known)


def opened_planning(records: Records, trip: Trip | None, *, today: date) -> Planning | None:
    """Return the plan that is worked on; None for a trip that was recorded afterwards and never planned."""
    plan = plan_of(trip) if trip else None
    if trip is not None and plan is None:
        return None
    working = open_trip(trip, plan) if trip and plan else open_new(records, today=today)
    if not is_completed(trip):
        _take_in(working.key, records)
    held = working_on(working.key) or working
    scheduled = scheduled_of(records, held.plan, held.trip_id)
    return Planning(held, trip, scheduled, records, today)


def _take_in(key: str, records: Records) -> None:
    """Add what arrives, once: the address says it no more afterwards."""
    codes = _listed(ADD)
    ports = [number for said in _listed(PORTS) if (number := asked_id(said)) is not None]
    for name in (ADD, PORTS):
        if name in st.query_params:
            del st.query_params[name]
    held = working_on(key)
    if held is None or not (codes or ports):
        return
    plan = held.plan
    for code in codes:
        if code in records.territories:
            plan = with_territory(plan, code, records)
    plan = with_ports(plan, ports, records)
    _told(len(plan.stops) - len(held.plan.stops), changed=plan != held.plan)
    edit(key, plan)


def _told(added: int, *, changed: bool) -> None:
    said = f"{added} added at the end." if added else "Ports added." if changed else "It is on the trip already."
    st.toast(plain(said), icon=":material/flight_takeoff:")


def _listed(name: str) -> list[str]:
    return [one.strip().upper() for one in st.query_params.get(name, "").split(",") if one.strip()]
