"""Help: how each status is derived, what the words mean, where the facts come from, and what they are not."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import caching
from dashboard.actions.coverage import advisory_note

CHAPTERS = {"method": "Method", "glossary": "Glossary", "sources": "Sources"}
TEXTS = Path(__file__).parents[1] / "help"

st.title("Help")
for tab, name in zip(st.tabs(list(CHAPTERS.values())), CHAPTERS, strict=True):
    tab.markdown((TEXTS / f"{name}.md").read_text(encoding="utf-8"))
    if name == "sources":
        tab.markdown(advisory_note(caching.records()))
