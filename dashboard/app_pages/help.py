"""Help: how each status is derived, what the words mean, where the facts come from, and what they are not."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import caching
from dashboard.actions.coverage import advisory_note
from dashboard.parts.marking import boundaries_note

CHAPTERS = {"method": "Method", "glossary": "Glossary", "sources": "Sources"}
TEXTS = Path(__file__).parents[1] / "help"

LINE_PX = 760
"""Width of the text: a longer line is hard to follow."""

records = caching.records()

st.title("Help")
for tab, name in zip(st.tabs(list(CHAPTERS.values())), CHAPTERS, strict=True):
    page = tab.container(width=LINE_PX)
    page.markdown((TEXTS / f"{name}.md").read_text(encoding="utf-8"))
    if name == "sources":
        page.markdown(advisory_note(records))
        page.markdown(boundaries_note(records))
