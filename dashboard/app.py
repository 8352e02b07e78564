"""The frame of every page: page config, navigation and the marking banner."""

from __future__ import annotations

import streamlit as st

from dashboard import caching
from dashboard.parts.marking import banner
from dashboard.parts.welcome import welcome

st.set_page_config(page_title="Seamark", page_icon=":material/anchor:", layout="wide")

page = st.navigation(
    [
        st.Page("app_pages/coverage.py", title="Coverage", icon=":material/public:", default=True),
        st.Page("app_pages/help.py", title="Help", icon=":material/help:"),
    ],
    position="top",
)
records = caching.records()

banner(records, place="top")
if records.settings.started or records.engagements:
    page.run()
else:
    welcome()
banner(records, place="bottom")
