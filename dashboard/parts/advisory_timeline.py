"""The timeline of every territory, and the table that says the same."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.actions.advisory_timeline import BEGAN, histories
from dashboard.parts.advisory_picture import Bar, Timeline, TimelineRow, draw
from dashboard.parts.screen import on_phone
from dashboard.parts.theme import theme
from models.advisories import cutoff
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dashboard.actions.advisory_timeline import History
    from dashboard.actions.records import Records
    from dashboard.parts.advisory_controls import Asked

KEY = (
    "Solid: in force. Hatched: cannot tell, with the reason in the table. ◇ exceptions printed or changed. "
    "○ on a list of 2004 of governments that had not reported compliance, another measure. "
    "Line: the day asked about. Dashed: up to where facts are known; after it the last list is taken to stand."
)


def advisory_timeline(records: Records, asked: Asked, *, today: date) -> None:
    """Draw the timeline up to today, or to the day asked about where that is later."""
    kept = [one for one in histories(records.facts, records.territories) if one.partner or not asked.partners]
    if not kept:
        st.info("No published fact speaks of a partner. Clear “Partners only” to see the world.")
        return
    timeline = Timeline(
        BEGAN,
        max(today, asked.on),
        asked.on,
        [_row(one, max(today, asked.on)) for one in kept],
        theme(),
        narrow=on_phone(),
        known_to=cutoff(records.facts),
    )
    st.image(draw(timeline), width="stretch", alt=alt_text(timeline))
    st.caption(KEY)
    _table(kept)


def alt_text(timeline: Timeline) -> str:
    """Say what the picture shows."""
    return (
        f"Timeline of advisories, {plural(len(timeline.rows), 'row')}, one for each territory, "
        f"from {day(timeline.first)} to {day(timeline.last)}. The table below holds the same."
    )


def _row(one: History, until: date) -> TimelineRow:
    return TimelineRow(one.name, list(_bars(one, until)), [printed.on for printed in one.excepted], one.non_reporting)


def _bars(one: History, until: date) -> Iterator[Bar]:
    """Join spans that differ in their exceptions alone; the marks say those."""
    spans = [span for span in one.spans if span.first is None or span.first <= until]
    for (answer, _), run in groupby(spans, key=lambda span: (span.state.answer, span.state.since)):
        joined = list(run)
        yield Bar(max(joined[0].first or BEGAN, BEGAN), min(joined[-1].last or until, until), answer)


def _table(kept: Sequence[History]) -> None:
    lines = [line for one in kept for line in one.lines()]
    st.dataframe(
        pd.DataFrame(lines),
        hide_index=True,
        placeholder="",
        height=360,
        column_config={"Why": st.column_config.TextColumn(width="large")},
        alt=f"Table of {len(lines)} spans: territory, state, first and last day, exceptions and reason",
    )
