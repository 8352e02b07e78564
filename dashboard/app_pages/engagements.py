"""Engagements: the list, the calendar, visits by year, follow-ups and drafts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.draft_list import draft_list
from dashboard.parts.engagement_calendar import engagement_calendar
from dashboard.parts.engagement_list import ENGAGEMENT_PAGE, engagement_list
from dashboard.parts.engagement_matrix import engagement_matrix
from dashboard.parts.follow_up_list import follow_up_list

records = caching.records()
today = clock.today(records.settings)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Engagements", anchor=False, width="content")
    if st.button("New engagement", type="primary", icon=":material/add:", key="new_engagement"):
        st.switch_page(ENGAGEMENT_PAGE)

views = {
    "List": partial(engagement_list, records, today=today),
    "Calendar": partial(engagement_calendar, records, today=today),
    "Matrix": partial(engagement_matrix, records, today=today),
    "Follow-ups": partial(follow_up_list, records, today=today),
    "Drafts": partial(draft_list, records),
}
for tab, draw in zip(st.tabs(list(views), key="tab", bind="query-params"), views.values(), strict=True):
    if tab.open:
        with tab:
            draw()
