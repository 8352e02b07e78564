"""Entry check: whether conditions of entry apply to a vessel bound for the United States, by its last ports of call."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.entry_check_input import arrival_and_vessel
from dashboard.parts.entry_check_state import ONE_VESSEL, PART_KEY, begin
from dashboard.parts.entry_check_vessel import one_vessel
from dashboard.parts.entry_check_vessels import many_vessels

records = caching.records()
today = clock.today(records.settings)
ground = caching.entry_ground(records)

begin(today=today)
arrival_and_vessel(today=today)
parts = {
    ONE_VESSEL: partial(one_vessel, records, ground, today=today),
    "Many vessels": partial(many_vessels, records, ground),
}
for tab, draw in zip(st.tabs(list(parts), key=PART_KEY, on_change="rerun"), parts.values(), strict=True):
    if tab.open:
        with tab:
            draw()
