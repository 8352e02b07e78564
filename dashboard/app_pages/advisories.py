"""Advisories: where a Port Security Advisory is in force on any day, was, and since when."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.advisory_list import NO_LEGAL_ADVICE, cutoff_words, listed_on
from dashboard.parts.advisory_changes import advisory_changes
from dashboard.parts.advisory_chart import advisory_chart
from dashboard.parts.advisory_controls import PART_KEY, advisory_controls
from dashboard.parts.advisory_notice import advisory_notice
from dashboard.parts.advisory_panel import advisory_panel
from dashboard.parts.advisory_records import advisory_records
from dashboard.parts.advisory_table import advisory_table
from dashboard.parts.advisory_timeline import advisory_timeline
from dashboard.parts.panel_frame import SCROLLS, panel_frame
from dashboard.parts.screen import on_phone
from dashboard.parts.text import plain

records = caching.records()
today = clock.today(records.settings)

asked = advisory_controls(records, today=today)
chosen = [asked.selected] if asked.selected else []
rows = listed_on(records.facts, records.territories, as_of=asked.on, besides=chosen)
st.caption(plain(cutoff_words(records.facts, as_of=asked.on)))
map_side, panel_side = (st.container(), st.container()) if on_phone() else st.columns([2, 1])
with map_side:
    advisory_chart(records, rows, asked)
with panel_side, panel_frame(below=SCROLLS):
    advisory_panel(records, rows, asked)
st.caption(plain(NO_LEGAL_ADVICE))

parts = {
    "Timeline": partial(advisory_timeline, records, asked, today=today),
    "Changes": partial(advisory_changes, records, asked),
    "List": partial(advisory_table, records, rows, asked),
    "Records": partial(advisory_records, records),
    "Enter a notice": partial(advisory_notice, records, today=today),
}
for tab, draw in zip(st.tabs(list(parts), key=PART_KEY, bind="query-params"), parts.values(), strict=True):
    if tab.open:
        with tab:
            draw()
