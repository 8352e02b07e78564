"""Ports chosen for a trip: a tray that stays with the session while other pages are shown."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.parts.port_choice import open_port
from dashboard.parts.port_downloads import port_buttons
from dashboard.parts.text import plain
from dashboard.parts.trip_button import plan_ports
from geodata.geodesy import Point, distance_nm
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from models.tables import Port

TRAY_KEY = "port_tray"
"""Ids of the chosen ports, in order."""

MOST = 100
"""So many ports are more than any trip has."""


def in_tray() -> list[int]:
    """Return the ids of the chosen ports, in the order in which they are called at."""
    return list(st.session_state.get(TRAY_KEY, ()))


def chosen(records: Records) -> list[Port]:
    """Return the chosen ports that are still in use, in order."""
    found = (records.port(number) for number in in_tray())
    return [port for port in found if port is not None and not port.withdrawn]


def add(number: int) -> None:
    """Choose a port; chosen twice, it keeps its place."""
    held = in_tray()
    if number not in held and len(held) < MOST:
        st.session_state[TRAY_KEY] = [*held, number]


def remove(number: int) -> None:
    """Take a port out."""
    st.session_state[TRAY_KEY] = [one for one in in_tray() if one != number]


def earlier(number: int) -> None:
    """Call at a port before the one that goes ahead of it now."""
    held = in_tray()
    place = held.index(number) if number in held else 0
    if place:
        held[place - 1 : place + 1] = [held[place], held[place - 1]]
        st.session_state[TRAY_KEY] = held


def clear() -> None:
    """Take every port out."""
    st.session_state[TRAY_KEY] = []


def length_nm(ports: Sequence[Port]) -> float:
    """Add up the great circles from port to port, nautical miles."""
    return sum(distance_nm(_point(one), _point(other)) for one, other in pairwise(ports))


def choose_button(port: Port) -> None:
    """Draw the button that chooses a port for a trip, or takes it out again."""
    number = port.id or 0
    if number in in_tray():
        st.button(
            "Chosen: take out",
            key=f"tray_out_{number}",
            icon=":material/playlist_remove:",
            on_click=remove,
            args=(number,),
        )
    else:
        st.button(
            "Choose for a trip",
            key=f"tray_in_{number}",
            type="primary",
            icon=":material/playlist_add:",
            disabled=bool(port.withdrawn),
            on_click=add,
            args=(number,),
        )


def port_tray(records: Records, *, today: date) -> None:
    """Draw the tray: its ports in order, how far it is, and what can be done with it."""
    ports = chosen(records)
    label = f"For a trip: {plural(len(ports), 'port')}" if ports else "For a trip"
    with st.popover(label, icon=":material/checklist:", key="port_tray_popover"):
        if not ports:
            st.markdown("No port is chosen. Open a port and press **Choose for a trip**.")
            return
        for place, port in enumerate(ports):
            _line(records, port, place)
        st.markdown(f"**{length_nm(ports):,.0f} nm** in this order, by great circles from port to port.")
        plan_ports([port.id or 0 for port in ports])
        _downloads(records, ports, today)
        st.button("Clear", key="tray_clear", icon=":material/delete_sweep:", on_click=clear)


def _downloads(records: Records, ports: Sequence[Port], today: date) -> None:
    listed = {port.id: port for port in caching.port_catalogue_of(records, as_of=today)}
    held = [listed[port.id or 0] for port in ports]
    port_buttons(records, held, told="chosen for a trip, in order", today=today, key="trip-ports")


def _line(records: Records, port: Port, place: int) -> None:
    number = port.id or 0
    territory = records.territories.get(port.territory)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.button(
            plain(f"{place + 1}. {port.name}, {territory.name if territory else port.territory}"),
            key=f"tray_open_{number}",
            type="tertiary",
            width="stretch",
            help="Opens its profile",
            on_click=open_port,
            args=(number,),
        )
        st.button(
            "Earlier",
            key=f"tray_earlier_{number}",
            icon=":material/arrow_upward:",
            disabled=not place,
            on_click=earlier,
            args=(number,),
        )
        st.button("Remove", key=f"tray_remove_{number}", icon=":material/close:", on_click=remove, args=(number,))


def _point(port: Port) -> Point:
    return Point(port.lon, port.lat)
