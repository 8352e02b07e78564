"""Help: how each status is derived, where the facts come from, and what they are not."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import caching
from dashboard.actions.coverage import advisory_note

st.title("Help")
st.markdown((Path(__file__).parents[1] / "help" / "method.md").read_text(encoding="utf-8"))
st.markdown(advisory_note(caching.records()))
