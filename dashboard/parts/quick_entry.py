"""A visit entered from beside the map: the few facts that the status needs; the rest can wait."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching, clock
from dashboard.access import user
from dashboard.actions import entering
from dashboard.actions.editing import save
from dashboard.parts.coverage_filters import PROGRAM_BEGAN
from dashboard.parts.record_form import finish
from dashboard.parts.rounds import next_round, rounds
from dashboard.parts.text import plain
from models.errors import SeamarkError
from models.tables import Engagement
from models.vocabulary import EngagementKind, EngagementStatus
from models.wording import words

if TYPE_CHECKING:
    from dashboard.actions.records import Records

FARTHEST = timedelta(days=3 * 365)


def quick_entry(records: Records, territory: str) -> None:
    """Draw the popover that enters a visit to a territory, made or to come, and the way to the whole form."""
    with st.popover("Enter a visit", icon=":material/add:", key=f"quick_{territory}", width="stretch"):
        _form(records, territory)
        st.page_link(
            "app_pages/engagement.py",
            label="All fields",
            icon=":material/list_alt:",
            query_params={"partner": territory},
        )


def _form(records: Records, territory: str) -> None:
    today = clock.today(records.settings)
    ports = {port.id or 0: port.name for port in records.ports.get(territory, ())}
    entry = f"quick_{territory}_{rounds(f'quick_{territory}')}"
    with st.form(entry, border=False):
        kinds = [one.value for one in EngagementKind]
        kind = st.selectbox("Kind", kinds, index=1, format_func=words, key=f"{entry}_kind")
        one, other = st.columns(2)
        bounds: dict[str, Any] = {"min_value": PROGRAM_BEGAN, "max_value": today + FARTHEST, "format": "YYYY-MM-DD"}
        first = one.date_input("First day", today, key=f"{entry}_first", **bounds)
        last = other.date_input("Last day", today, key=f"{entry}_last", **bounds)
        visited = st.multiselect("Ports visited", list(ports), format_func=ports.__getitem__, key=f"{entry}_ports")
        summary = st.text_area("Summary", height=68, key=f"{entry}_summary")
        st.caption("Days to come make a booking; days that have passed make a visit.")
        if st.form_submit_button("Save", type="primary", icon=":material/save:"):
            facts = {"starts_on": first, "ends_on": last, "ports": visited, "summary": summary}
            _save(records, territory, EngagementKind(kind), facts)


def _save(records: Records, territory: str, kind: EngagementKind, facts: dict[str, Any]) -> None:
    today = clock.today(records.settings)
    last: date = facts["ends_on"]
    status = EngagementStatus.COMPLETED if last <= today else EngagementStatus.PLANNED
    content = entering.begin(records, territory=territory, today=today, kind=kind, status=status)
    try:
        save(caching.engine(), Engagement, None, {**content, **facts}, who=user(), why="Entered beside the map")
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    next_round(f"quick_{territory}")
    made = status is EngagementStatus.COMPLETED
    finish("Visit saved." if made else "Booking saved.")
