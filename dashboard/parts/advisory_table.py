"""The list of a day as a table, and what can be downloaded: the list, and the facts it is derived from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.actions.advisory_files import facts_csv, list_csv
from dashboard.parts.advisory_controls import choose
from dashboard.parts.advisory_words import answer_text
from dashboard.parts.marking import marking_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.advisory_list import Listed
    from dashboard.actions.records import Records
    from dashboard.parts.advisory_controls import Asked

TABLE_KEY = "advisory_table"


def advisory_table(records: Records, rows: Sequence[Listed], asked: Asked) -> None:
    """Draw the list of the day and its downloads."""
    kept = [row for row in rows if asked.keep(row)]
    if kept:
        _table(kept)
    else:
        st.info("No published fact speaks of a partner. Clear “Partners only” to see the world.")
    marking = marking_text(records)
    with st.container(horizontal=True):
        st.download_button(
            "List as CSV",
            lambda: list_csv(kept, records.facts, as_of=asked.on, marking=marking),
            f"seamark-advisories-{asked.on.isoformat()}.csv",
            "text/csv",
            icon=":material/download:",
        )
        st.download_button(
            "Facts as CSV",
            lambda: facts_csv(records.facts, marking=marking),
            "seamark-advisory-facts.csv",
            "text/csv",
            icon=":material/download:",
            help="Every published fact with its source. “seamark import advisories” reads the same file.",
        )


def _table(kept: Sequence[Listed]) -> None:
    st.dataframe(
        pd.DataFrame(
            {
                "Territory": [row.name for row in kept],
                "Advisory": [answer_text(row.state.answer) for row in kept],
                "Since": [row.state.since for row in kept],
                "Cited": [", ".join(row.citations) for row in kept],
                "Excepted, as printed": [row.state.exceptions for row in kept],
                "Why": [row.state.why for row in kept],
                "Partner": ["yes" if row.partner else "" for row in kept],
            }
        ),
        hide_index=True,
        placeholder="",
        column_config={"Since": st.column_config.DateColumn(format="D MMM YYYY")},
        on_select=lambda: _select([row.name for row in kept]),
        selection_mode="single-row",
        key=TABLE_KEY,
        alt=f"Table of {len(kept)} territories with the state of an advisory, since when, exceptions and reason",
    )


def _select(names: Sequence[str]) -> None:
    """Carry a chosen row over to the territory control, which holds the selection."""
    chosen = st.session_state[TABLE_KEY].selection.rows
    if chosen and chosen[0] < len(names):
        choose(names[chosen[0]])
