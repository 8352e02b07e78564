"""The usual way to list records: read all of them into a frame, filter it in memory, show 50 rows and a pivot table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import caching
from models.coverage import VISIT_KINDS

COLUMNS = "id, territory, kind, status, starts_on, ends_on, in_territory, place, lead, summary, course, observations"

frame = pd.read_sql(f"SELECT {COLUMNS} FROM engagement", caching.engine())  # noqa: S608 - no value in it
word = st.text_input("Search", key="q").casefold()
number = st.number_input("Page", 1, key="page")
if st.toggle("Matrix", key="matrix"):
    visits = frame[frame["kind"].isin([kind.value for kind in VISIT_KINDS]) & (frame["status"] == "completed")]
    years = pd.to_datetime(visits["ends_on"]).dt.year
    st.dataframe(pd.crosstab(visits["territory"], years))
else:
    if word:
        text = frame[["territory", "place", "lead", "summary", "course", "observations"]].astype(str)
        held = text.agg(" ".join, axis=1).str.casefold()
        frame = frame[held.str.contains(word, regex=False)]
    frame = frame.sort_values("starts_on", ascending=False)
    st.write(f"{len(frame):,} engagements")
    st.dataframe(frame.iloc[50 * (number - 1) : 50 * number])
