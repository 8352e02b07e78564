"""The profile of a port: what is known of it and from where, what was done there, and what lies near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.port_profile import profile
from dashboard.parts.port_choice import close_port, open_port
from dashboard.parts.port_correction import port_correction
from dashboard.parts.port_facts import port_attributes, port_facts
from dashboard.parts.port_filters import near_port
from dashboard.parts.port_history import port_history
from dashboard.parts.port_near import nearby, sea_distance
from dashboard.parts.port_records import port_facilities, port_visits
from dashboard.parts.port_said import port_said
from dashboard.parts.port_tray import choose_button
from dashboard.parts.territory_choice import ENGAGEMENT_PAGE
from dashboard.parts.text import plain
from geodata.geodesy import Point, lat_lon_text
from models.advisories import Answer
from models.database import reading
from models.vocabulary import HarbourSize
from models.wording import day, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.port_profile import PortProfile
    from dashboard.actions.records import Records
    from geodata.geodesy import PathPoint
    from models.tables import Port


def port_profile(records: Records, opened: Port, *, today: date) -> Sequence[PathPoint]:
    """Draw the profile of a port; return the way by sea that it measures, for the map."""
    with reading(caching.engine()) as session:
        known = profile(records, opened.id or 0, session=session, as_of=today)
    if known is None:
        return ()
    _head(known)
    _warnings(known)
    facts, made, near = st.columns([6, 4, 3], gap="medium")
    with facts:
        port_facts(known)
    with made:
        port_facilities(known)
        port_visits(records, known)
        route = sea_distance(records, known, today=today)
    with near:
        nearby(records, known)
    port_said(known)
    port_attributes(known)
    port_correction(records, known.port)
    port_history(known)
    return route


def _head(known: PortProfile) -> None:
    port, number = known.port, known.port.id or 0
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(plain(port.name), anchor=False, width="content")
        st.caption(plain(_line(known)), width="stretch")
        choose_button(port)
        if st.button("Enter a visit", key="port_visit", icon=":material/edit_note:"):
            st.switch_page(ENGAGEMENT_PAGE, query_params={"partner": port.territory, "port": str(number)})
        st.button(
            "Near it",
            key="port_near",
            icon=":material/my_location:",
            help="Searches around this port",
            on_click=near_port,
            args=(port.lon, port.lat),
        )
        st.button(
            "Show",
            key="port_show",
            icon=":material/center_focus_strong:",
            help="Brings it into sight on the map",
            on_click=open_port,
            args=(number,),
        )
        st.page_link(
            "app_pages/territories.py",
            label=plain(known.territory.name),
            icon=":material/flag:",
            query_params={"code": port.territory},
        )
        st.button("Close", key="port_close", type="tertiary", icon=":material/close:", on_click=close_port)


def _line(known: PortProfile) -> str:
    port = known.port
    size = "" if port.harbour_size is HarbourSize.UNKNOWN else words(port.harbour_size.value)
    visit = f"last visit {day(known.last_visit.ends_on)}" if known.last_visit else "no visit on record"
    parts = [port.unlocode, size, lat_lon_text(Point(port.lon, port.lat)), visit, "DEMO" if port.demo else ""]
    return " · ".join(part for part in parts if part)


def _warnings(known: PortProfile) -> None:
    for flag, note in known.flags:
        st.warning(plain(note) or "See its place and codes.", title=words(flag.value), icon=":material/outlined_flag:")
    if known.advisory.answer is Answer.IN_FORCE:
        excepted = f" Excepted: {known.advisory.exceptions}." if known.advisory.exceptions else ""
        title = f"Port Security Advisory in force for {known.territory.name}"
        st.warning(plain(f"{known.advisory.why}{excepted}"), title=plain(title), icon=":material/policy:")
