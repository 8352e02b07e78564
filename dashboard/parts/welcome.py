"""What a database without records offers: look at the demonstration, or start empty."""

from __future__ import annotations

import streamlit as st

from dashboard import caching, clock
from dashboard.actions import initialise


def welcome() -> None:
    """Draw the offer."""
    st.title("Welcome to Seamark")
    st.write(
        "Boundaries, ports and advisories are loaded; no engagement is on record yet. Look around with generated "
        "records, which are marked DEMO everywhere and can be removed at any time, or start with an empty record."
    )
    with st.container(horizontal=True):
        st.button("Look at the demo", type="primary", icon=":material/visibility:", on_click=_demo)
        st.button("Start empty", icon=":material/edit_note:", on_click=_empty)


def _demo() -> None:
    initialise.load_demo(caching.engine(), as_of=clock.today(caching.records().settings))


def _empty() -> None:
    initialise.start_empty(caching.engine())
