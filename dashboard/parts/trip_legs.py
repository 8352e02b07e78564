"""The legs of a trip as a table: from where to where, in local times with their zones, how far and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.trip_days import MODE_WORDS, clock, day_title, end_words, shift_words
from dashboard.parts.territory_lines import unbroken
from dashboard.parts.trip_table import wide_table
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dashboard.parts.trip_state import Planning
    from geodata.journey import Leg

ASSUMED = (
    "No airline schedule is known and none is invented: a flight takes its great-circle distance over a speed, and an "
    "overhead for checking in and connecting; both can be set under Weights and pace. Look up the real flights."
)


def trip_legs(planning: Planning) -> None:
    """Draw the table."""
    legs = planning.scheduled.schedule.legs
    if not legs:
        st.caption("No leg yet.")
        return
    wide_table(leg_columns(legs), alt=f"Table of {plural(len(legs), 'leg')}")
    st.caption(ASSUMED)


def leg_columns(legs: Sequence[Leg]) -> dict[str, list[str]]:
    """Write the legs as columns of text."""
    return {
        "Leg": [str(place) for place in range(1, len(legs) + 1)],
        "How": [MODE_WORDS[leg.mode] for leg in legs],
        "From": [end_words(leg, start=True) for leg in legs],
        "To": [end_words(leg, start=False) for leg in legs],
        "Leaves": [_moment(leg.departs) for leg in legs],
        "Arrives": [_moment(leg.arrives) + unbroken(shift_words(leg.day_shift)) for leg in legs],
        "Distance": [unbroken(f"{leg.nm:,.0f} nm") for leg in legs],
        "Time": [unbroken(hours_text(leg.hours)) for leg in legs],
    }


def _moment(at: datetime) -> str:
    """Write a local time so that neither its day nor its hour is broken."""
    return f"{unbroken(day_title(at.date()))}, {unbroken(clock(at))}"


def hours_text(hours: float) -> str:
    """Write a duration: `7 h 25 min`."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"{whole} h {minutes:02} min" if whole else f"{minutes} min"
