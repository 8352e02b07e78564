"""Coverage: which partners have been visited, which are due, and why."""

from __future__ import annotations

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.coverage import figures
from dashboard.parts.coverage_filters import coverage_filters
from dashboard.parts.coverage_map import coverage_map
from dashboard.parts.coverage_panel import coverage_panel
from dashboard.parts.coverage_table import coverage_table
from dashboard.parts.key_figures import key_figures

records = caching.records()
known_on = clock.today(records.settings)

numbers_place = st.container()
filters = coverage_filters(records.partners, known_on=known_on)
rows = caching.rows(records, as_of=filters.as_of, known_on=known_on, with_bookings=filters.with_bookings)
kept = [row for row in rows if filters.keep(row)]
numbers = figures(kept, as_of=filters.as_of)

with numbers_place:
    key_figures(numbers)
map_side, panel_side = st.columns([3, 1])
with map_side:
    coverage_map(records, rows, filters, numbers)
with panel_side, st.container(height=470, border=False):
    coverage_panel(records, rows, filters)
coverage_table(records, kept, filters)
