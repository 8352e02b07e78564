"""What the Entry check page was asked, and where it is kept: in the page's address, and in this session alone.

The address holds the day of arrival, the vessel's name, the pasted text and what was put right about it, so that a
copied address replays the check to the same record and hash. Nothing of it is kept in the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions import entry_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.entry_rows import Row

ARRIVAL_KEY, TEXT_KEY, VESSEL_KEY = "entry_arrival", "entry_text", "entry_vessel"
"""Of the widgets."""

KEPT_KEY, ROWS_KEY, ROUND_KEY = "entry_kept", "entry_rows", "entry_round"
"""State that no widget owns: what the widgets said last, what was put right, and how often that began anew."""

PART_KEY, ONE_VESSEL = "entry_part", "One vessel"
"""The tabs, and the one of them that shows a vessel."""

ARRIVAL_NAME, VESSEL_NAME, TEXT_NAME, ROWS_NAME = "us_arrival", "vessel", "calls", "call_rows"
"""Names in the address."""

LONGEST_VESSEL = 100
"""Letters of a vessel's name."""

LONGEST = 3_000
"""Letters of text and corrections that an address takes."""

EARLIEST = date(2004, 7, 1)
"""The ISPS Code came into force."""

AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one vessel."""

    arrival: date
    vessel: str
    text: str
    rows_text: str
    """What was put right, as the address holds it."""


def begin(*, today: date) -> None:
    """Give the widgets what they said when they were last drawn in this session, else what the address says."""
    state = st.session_state
    if KEPT_KEY not in state:
        said = st.query_params
        arrival = _day(said.get(ARRIVAL_NAME, ""), today) or today
        vessel = said.get(VESSEL_NAME, "")[:LONGEST_VESSEL]
        state[KEPT_KEY] = {ARRIVAL_KEY: arrival, TEXT_KEY: said.get(TEXT_NAME, ""), VESSEL_KEY: vessel}
        state[ROWS_KEY] = said.get(ROWS_NAME, "")
    for key, value in state[KEPT_KEY].items():
        state.setdefault(key, value)


def _day(text: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= today + AHEAD else None


def asked(*, today: date) -> Asked:
    """Return what is asked, and keep it."""
    state = st.session_state
    arrival = state[ARRIVAL_KEY] or today
    now = Asked(arrival, state[VESSEL_KEY] or "", state[TEXT_KEY] or "", state.get(ROWS_KEY, ""))
    state[KEPT_KEY] = {ARRIVAL_KEY: arrival, TEXT_KEY: now.text, VESSEL_KEY: now.vessel}
    return now


def into_address(now: Asked) -> bool:
    """Write into the address what is asked; tell whether it holds all of it."""
    fits = len(now.text) + len(now.rows_text) <= LONGEST
    wanted = {ARRIVAL_NAME: now.arrival.isoformat() if now.text or now.rows_text else "", VESSEL_NAME: now.vessel}
    wanted |= {TEXT_NAME: now.text if fits else "", ROWS_NAME: now.rows_text if fits else ""}
    for name, value in wanted.items():
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]
    return fits


def forget_rows() -> None:
    """Take the list as it is pasted: what calls when the text changes."""
    keep_rows([], None)


def keep_rows(rows: Sequence[Row], count: int | None) -> None:
    """Keep what was put right; with no count, nothing was, and the widgets of the calls begin anew."""
    st.session_state[ROWS_KEY] = "" if count is None else entry_rows.write_rows(rows, count)
    if count is None:
        st.session_state[ROUND_KEY] = st.session_state.get(ROUND_KEY, 0) + 1


def rows(now: Asked, count: int) -> list[Row]:
    """Return the calls of the list as they were put right."""
    return entry_rows.read_rows(now.rows_text, count)


def key(name: str, row: Row) -> str:
    """Name a widget of a call; one that begins anew has another name."""
    return f"entry_{name}_{st.session_state.get(ROUND_KEY, 0)}_{row.at}"


def show(text: str, *, arrival: date, vessel: str) -> None:
    """Ask about another vessel: what a click in the list of many calls."""
    st.session_state[TEXT_KEY], st.session_state[ARRIVAL_KEY], st.session_state[VESSEL_KEY] = text, arrival, vessel
    st.session_state[PART_KEY] = ONE_VESSEL
    forget_rows()
