"""Trips: the list, a new one, and trips side by side."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.port_warming import warm_up
from dashboard.parts.trip_button import TRIP_PAGE
from dashboard.parts.trip_list import trip_comparison, trip_list

records = caching.records()
today = clock.today(records.settings)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Trips", anchor=False, width="content")
    if st.button("New trip", type="primary", icon=":material/add:", key="new_trip"):
        st.switch_page(TRIP_PAGE, query_params={"new": "1"})

views = {"List": partial(trip_list, records, today=today), "Compare": partial(trip_comparison, records, today=today)}
for tab, draw in zip(st.tabs(list(views), key="tab", bind="query-params"), views.values(), strict=True):
    if tab.open:
        with tab:
            draw()
warm_up(records)
