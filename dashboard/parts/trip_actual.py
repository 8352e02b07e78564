"""Plan against actual: when each stop was to be, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.trip_booking import actual
from dashboard.parts.territory_lines import static_table
from models.wording import day, words

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.records import Records
    from models.tables import Trip


def trip_actual(records: Records, trip: Trip) -> None:
    """Draw the table."""
    rows = actual(caching.engine(), trip)
    if not rows:
        st.caption("Nothing was planned or made yet.")
        return
    links = [f"[Open](engagement?id={row.engagement})" if row.engagement else "" for row in rows]
    static_table(
        {
            "Stop": [records.territories[row.territory].name for row in rows],
            "Planned": [_days(row.planned_from, row.planned_to) for row in rows],
            "Made or booked": [_days(row.made_from, row.made_to) for row in rows],
            "State": [words(row.status) if row.status else "" for row in rows],
            "What became of it": [row.words for row in rows],
            "Engagement": links,
        },
        alt="Table of the stops: planned, made, and what became of each",
        printing=False,
        markdown={"Engagement"},
    )


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return day(first) if first == last else f"{day(first)} to {day(last)}"
