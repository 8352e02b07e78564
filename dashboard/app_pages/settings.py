"""Settings: what a steward keeps in order, one tab for each subject."""

from __future__ import annotations

import streamlit as st

from dashboard import caching
from dashboard.parts.steward_disposal import disposal
from dashboard.parts.steward_markings import markings
from dashboard.parts.steward_officers import officers
from dashboard.parts.steward_offices import offices
from dashboard.parts.steward_organisations import organisations
from dashboard.parts.steward_periods import access_periods, assessments
from dashboard.parts.steward_territories import territories

TABS = {
    "Territories": territories,
    "Officers": officers,
    "Organisations": organisations,
    "Access": access_periods,
    "Assessments": assessments,
    "Offices": offices,
    "Markings": markings,
    "Disposal": disposal,
}

records = caching.records()

st.title("Settings")
for tab, draw in zip(st.tabs(list(TABS), key="tab", bind="query-params"), TABS.values(), strict=True):
    if tab.open:
        with tab:
            draw(records)
