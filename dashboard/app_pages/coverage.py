"""Coverage: which partners have been visited, which are due, and why."""

from __future__ import annotations

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.comparison import differences
from dashboard.actions.figures import LOOK_BACK, figures
from dashboard.actions.snapshot import taken
from dashboard.parts.comparison import comparison
from dashboard.parts.coverage_filters import coverage_filters
from dashboard.parts.coverage_map import coverage_map
from dashboard.parts.coverage_panel import HOW_TO_CHOOSE, coverage_panel
from dashboard.parts.coverage_table import coverage_table
from dashboard.parts.event_strip import event_strip
from dashboard.parts.key_figures import key_figures
from dashboard.parts.panel_frame import SCROLLS, panel_frame
from dashboard.parts.screen import on_phone

records = caching.records()
known_on = clock.today(records.settings)

numbers_place = st.container()
above = st.container()
filters = coverage_filters(records, known_on=known_on)
map_side, panel_side = (above, st.container()) if on_phone() else st.columns([3, 1])
rows = caching.rows(records, as_of=filters.as_of, known_on=known_on, with_bookings=filters.with_bookings)
scope = [row for row in rows if filters.in_scope(row)]
before = caching.rows(records, as_of=filters.as_of - LOOK_BACK, known_on=known_on, with_bookings=filters.with_bookings)
numbers = figures(scope, [row for row in before if filters.in_scope(row)], as_of=filters.as_of)
kept = [row for row in rows if filters.keep(row)]

changed = None
if filters.compared_with:
    first, last = sorted((filters.compared_with, filters.as_of))
    one, other = (
        caching.rows(records, as_of=moment, known_on=known_on, with_bookings=filters.with_bookings)
        for moment in (first, last)
    )
    changed = [
        d for d in differences(taken(one, on=first), other) if d.territory in {row.territory.code for row in kept}
    ]
    kept = [row for row in kept if row.territory.code in {d.territory for d in changed}]

with numbers_place:
    key_figures(numbers, partners=len(scope))
with map_side:
    coverage_map(records, rows, kept, filters, numbers)
with panel_side, panel_frame(below=SCROLLS if filters.selected or changed else HOW_TO_CHOOSE):
    if changed is None or filters.selected:
        coverage_panel(records, rows, kept, filters)
    else:
        comparison(records, changed, first, last)
event_strip(records, filters, known_on=known_on)
coverage_table(records, kept, filters)
