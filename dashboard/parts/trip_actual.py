"""Plan against actual: when each stop was to be, and what became of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.trip_booking import actual
from dashboard.parts.territory_lines import static_table
from models.vocabulary import EngagementStatus
from models.wording import span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.trip_booking import Actual
    from models.tables import Trip

STANDINGS = {
    EngagementStatus.COMPLETED: "visited",
    EngagementStatus.CONFIRMED: "booked",
    EngagementStatus.PLANNED: "booked",
    EngagementStatus.CANCELLED: "cancelled",
    None: "not booked",
}
"""By the status of what was made of a stop."""


def trip_actual(records: Records, trip: Trip) -> None:
    """Draw the table."""
    rows = actual(caching.engine(), trip)
    if not rows:
        st.caption("Nothing was planned or made yet.")
        return
    st.markdown(standing(rows))
    links = [f"[Open](engagement?id={row.engagement})" if row.engagement else "" for row in rows]
    static_table(
        {
            "Stop": [records.territories[row.territory].name for row in rows],
            "Planned": [_days(row.planned_from, row.planned_to) for row in rows],
            "Made or booked": [_days(row.made_from, row.made_to) for row in rows],
            "What became of it": [row.words for row in rows],
            "Engagement": links,
        },
        alt="Table of the stops: planned, made, and what became of each",
        printing=False,
        markdown={"Engagement"},
    )


def standing(rows: Sequence[Actual]) -> str:
    """Count in Markdown how far the stops have come: `**2** visited, **7** booked, **1** cancelled`."""
    counts = Counter(STANDINGS[row.status] for row in rows)
    return ", ".join(f"**{counts[said]}** {said}" for said in dict.fromkeys(STANDINGS.values()) if counts[said])


def _days(first: date | None, last: date | None) -> str:
    return "" if first is None or last is None else span(first, last)
