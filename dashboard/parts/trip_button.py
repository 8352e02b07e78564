"""The way from other pages to a trip: add a territory to the one that is being planned, or begin one with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.text import plain
from dashboard.parts.trip_add import with_territory
from dashboard.parts.trip_state import Working, edit, last_worked_on, working_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records

TRIP_PAGE = "app_pages/trip.py"


def address_of(working: Working) -> dict[str, str]:
    """Return the address of a plan that is being worked on."""
    return {"new": "1"} if working.trip_id is None else {"id": working.key}


def add_to_trip(records: Records, territory: str) -> None:
    """Draw the button that adds a territory to a trip; with a trip open it stays on the page."""
    held = last_worked_on()
    if held is None:
        if st.button("Add to trip", key=f"trip_add_{territory}", icon=":material/flight_takeoff:"):
            st.switch_page(TRIP_PAGE, query_params={"new": "1", "add": territory})
        return
    name = plain(held.plan.name)
    if territory in held.plan.territories():
        at = held.plan.territories().index(territory) + 1
        st.page_link(
            TRIP_PAGE, label=f"Stop {at} of {name}", icon=":material/flight_takeoff:", query_params=address_of(held)
        )
        return
    st.button(
        "Add to trip",
        key=f"trip_add_{territory}",
        icon=":material/flight_takeoff:",
        help=f"Adds it to {name}, which is being planned",
        on_click=_add,
        args=(held.key, territory, records),
    )


def plan_ports(ports: Sequence[int]) -> None:
    """Draw the button that plans a trip to ports, in their order."""
    held = last_worked_on()
    label = f"Add to {plain(held.plan.name)}" if held else "Plan a trip"
    if st.button(label, key="tray_plan", type="primary", icon=":material/flight_takeoff:"):
        asked = {"ports": ",".join(map(str, ports))}
        st.switch_page(TRIP_PAGE, query_params=(address_of(held) if held else {"new": "1"}) | asked)


def _add(key: str, territory: str, records: Records) -> None:
    held = working_on(key)
    if held is not None:
        edit(key, with_territory(held.plan, territory, records))
        st.toast(plain(f"Stop {len(held.plan.stops) + 1} of {held.plan.name}."), icon=":material/flight_takeoff:")
