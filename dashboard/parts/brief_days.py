"""The day of a brief and what it is compared with. Both live in the page's address."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.brief_content import last_kept
from dashboard.parts.coverage_filters import AS_OF_KEY, FORECAST, PROGRAM_BEGAN
from dashboard.parts.text import plain
from models.wording import day

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.records import Records
    from models.tables import KeptBrief

COMPARE_KEY, COMPARE_ON_KEY = "compared_with", "compared_on"

USUAL = timedelta(days=90)
"""A day to compare with is first offered so long before."""


class Compared(StrEnum):
    """What a brief is compared with."""

    LAST = "Last brief"
    DAY = "Another day"
    NOTHING = "Nothing"


def brief_days(records: Records, *, today: date) -> tuple[date, date | None, KeptBrief | None]:
    """Draw the controls; return the day, the day it is compared with, and the brief that was kept of it."""
    chosen: date | None = st.date_input(
        "As of",
        today,
        min_value=PROGRAM_BEGAN + timedelta(days=1),
        max_value=today + FORECAST,
        key=AS_OF_KEY,
        bind="query-params",
        format="YYYY-MM-DD",
        width=130,
    )
    as_of = chosen or today
    how: Compared | None = st.selectbox(
        "Compared with", list(Compared), key=COMPARE_KEY, bind="query-params", persist_state="session", width=150
    )
    if how is Compared.LAST:
        last = last_kept(as_of, records)
        return as_of, None, last
    return as_of, _other_day(as_of) if how is Compared.DAY else None, None


def compared_words(as_of: date, on: date | None, since: KeptBrief | None) -> str:
    """Say in Markdown what the brief is compared with."""
    if since is not None:
        return f"Compared with **{plain(since.title)}**, as of {day(since.as_of)}, by what that one said."
    if on is not None:
        return f"Compared with {day(on)}, by what is known of that day now."
    if st.session_state.get(COMPARE_KEY) == Compared.NOTHING:
        return "Compared with nothing: no page tells what changed."
    return (
        f"No brief was kept of a day before {day(as_of)}: nothing is compared. Keep this one, and the next tells what "
        "changed since."
    )


def _other_day(as_of: date) -> date:
    # A day that was chosen stays on offer: one that no longer lies before the brief is told, not dropped.
    latest = max(as_of - timedelta(days=1), st.session_state.get(COMPARE_ON_KEY) or PROGRAM_BEGAN)
    chosen: date | None = st.date_input(
        "Day before it",
        max(PROGRAM_BEGAN, as_of - USUAL),
        min_value=PROGRAM_BEGAN,
        max_value=latest,
        key=COMPARE_ON_KEY,
        bind="query-params",
        format="YYYY-MM-DD",
        width=130,
    )
    return chosen or max(PROGRAM_BEGAN, as_of - USUAL)
