"""The frame of every page: page config, navigation and the marking banner."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import caching
from dashboard.parts.marking import banner
from dashboard.parts.record_form import tell
from dashboard.parts.search import search_button
from dashboard.parts.welcome import welcome

# A Material icon here would be fetched from outside: the favicon is an image, and no request leaves the machine.
ICON = Path(__file__).with_name("favicon.png")

st.set_page_config(page_title="Seamark", page_icon=ICON, layout="wide")

page = st.navigation(
    {
        "Monitor": [
            st.Page("app_pages/coverage.py", title="Coverage", icon=":material/public:", default=True),
            st.Page("app_pages/territories.py", title="Territories", icon=":material/flag:"),
            st.Page("app_pages/advisories.py", title="Advisories", icon=":material/policy:"),
            st.Page("app_pages/entry_check.py", title="Entry check", icon=":material/fact_check:"),
        ],
        "Plan": [
            st.Page("app_pages/ports.py", title="Ports", icon=":material/anchor:"),
            st.Page("app_pages/trips.py", title="Trips", icon=":material/flight_takeoff:"),
            st.Page("app_pages/trip.py", title="Trip", visibility="hidden"),
        ],
        "Brief": [
            st.Page("app_pages/brief.py", title="Brief", icon=":material/co_present:"),
            st.Page("app_pages/present.py", title="Present", visibility="hidden"),
        ],
        "Records": [
            st.Page("app_pages/engagements.py", title="Engagements", icon=":material/event_note:"),
            st.Page("app_pages/engagement.py", title="Engagement", visibility="hidden"),
            st.Page("app_pages/data.py", title="Data", icon=":material/swap_vert:"),
        ],
        "Admin": [
            st.Page("app_pages/settings.py", title="Settings", icon=":material/tune:"),
        ],
        "Help": [
            st.Page("app_pages/help.py", title="Help", icon=":material/help:"),
        ],
    },
    position="hidden" if st.context.is_embedded else "top",
)
records = caching.records()
begun = bool(records.settings.started or records.engagements)

with st.container(horizontal=True, vertical_alignment="center"):
    banner(records, place="top")
    if begun and "print" not in st.query_params and not st.context.is_embedded:  # nothing to search with
        with st.container(width="content"):
            search_button(page.url_path or "coverage")
tell()
if begun:
    page.run()
else:
    welcome()
banner(records, place="bottom")
