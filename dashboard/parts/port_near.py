"""What lies near a port, and how far another one is by sea."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.port_search import PortFilter
from dashboard.parts.port_choice import open_port
from dashboard.parts.text import plain
from geodata.geodesy import Point, distance_nm
from geodata.sea_routes import NOT_FOR_NAVIGATION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.port_catalogue import CataloguePort
    from dashboard.actions.port_profile import PortProfile
    from dashboard.actions.records import Records
    from geodata.geodesy import PathPoint

SEA_KEY = "sea_to"
"""In the page's address: the name or code of the port that is measured to."""

OTHERS = 3
"""So many other answers are named."""


def nearby(records: Records, known: PortProfile) -> None:
    """List the nearest ports, each of which a click opens, and the nearest airports."""
    st.markdown("**Nearest ports**")
    with st.container(gap=None):
        for near in known.ports:
            territory = records.territories.get(near.port.territory)
            away = "" if near.port.territory == known.port.territory or territory is None else f", {territory.name}"
            st.button(
                plain(f"{near.port.name}{away} · {near.nm:,.0f} nm"),
                key=f"near_port_{near.port.id}",
                type="tertiary",
                on_click=open_port,
                args=(near.port.id or 0,),
            )
    st.markdown("**Nearest airports**")
    with st.container(gap="xsmall"):
        for served in known.airports:
            st.markdown(f":small[{plain(f'{served.airport.name} ({served.airport.iata}) · {served.nm:,.0f} nm')}]")
    st.caption("Great-circle distances.")


def is_measuring() -> bool:
    """Tell whether the way to another port is asked for, before its control is drawn."""
    return bool(st.session_state.get(SEA_KEY) or st.query_params.get(SEA_KEY))


def sea_distance(records: Records, known: PortProfile, *, today: date) -> Sequence[PathPoint]:
    """Draw the distance by sea to another port; return the way for the map."""
    asked = st.text_input(
        "By sea to",
        key=SEA_KEY,
        type="search",
        live=True,
        max_chars=60,
        placeholder="Name or code of a port",
        bind="query-params",
        persist_state="session",
    )
    if not (asked or "").strip():
        return ()
    wanted = PortFilter(text=asked or "", partners_only=False)
    found = caching.found_ports(records, wanted, as_of=today)
    others = [one.port for one in found if one.port.id != known.port.id]
    if not others:
        st.caption("No other port is called so.")
        return ()
    return _measured(known, others)


def _measured(known: PortProfile, others: Sequence[CataloguePort]) -> Sequence[PathPoint]:
    other = others[0]
    here, there = Point(known.port.lon, known.port.lat), Point(other.lon, other.lat)
    with st.spinner("Measuring", show_time=True):
        route = caching.way_by_sea(here.lon, here.lat, there.lon, there.lat)
    place = plain(f"{other.name}, {other.territory_name}")
    straight = f"{distance_nm(here, there):,.0f} nm by great circle"
    if route.distance_nm is None:
        st.markdown(f"To {place}: no distance by sea. {straight.capitalize()}.")
    else:
        st.markdown(f"To {place}: **{route.distance_nm:,.0f} nm by sea**, {straight}. **{NOT_FOR_NAVIGATION}**")
    st.caption(plain(route.why.replace(NOT_FOR_NAVIGATION, "").strip()))
    if also := [f"{one.name}, {one.territory_name}" for one in others[1 : 1 + OTHERS]]:
        st.caption(plain(f"Also called so: {'; '.join(also)}. Type more of the name, or the code."))
    return route.points
