"""The list of trips, the plans that wait to be saved, and trips side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.parts.coverage_table import DATE_FORMAT
from dashboard.parts.text import plain
from dashboard.parts.trip_button import TRIP_PAGE, address_of
from dashboard.parts.trip_compare import compare_plans
from dashboard.parts.trip_listing import RECORDED, trip_rows
from dashboard.parts.trip_state import WORKING_KEY
from models.trips import plan_of
from models.vocabulary import TripState
from models.wording import plural, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.parts.trip_listing import TripRow
    from dashboard.parts.trip_state import Working

STATES = (*(words(state) for state in TripState), RECORDED)

FEWEST, MOST_COMPARED = 2, 4

COLUMNS: dict[str, Any] = {
    "Trip": st.column_config.TextColumn(width=225),
    "State": st.column_config.TextColumn(width=95),
    "Leaves": st.column_config.DateColumn(format=DATE_FORMAT, width=98),
    "Back": st.column_config.DateColumn(format=DATE_FORMAT, width=98),
    "Days": st.column_config.NumberColumn(width=60),
    "Stops": st.column_config.NumberColumn(width=60),
    "Travellers": st.column_config.TextColumn(width=165),
    "Distance": st.column_config.NumberColumn(format="%,d nm", width=100),
    "Clears": st.column_config.NumberColumn(width=70, help="Partners that were due and become current"),
    "Record": st.column_config.TextColumn(width=70),
}


def trip_list(records: Records, *, today: date) -> None:
    """Draw what waits to be saved, and the list."""
    _unsaved()
    states = st.multiselect(
        "State", STATES, key="state", placeholder="All", width=360, bind="query-params", persist_state="session"
    )
    found = trip_rows(records, today=today)
    rows = [row for row in found if not states or row.state in states]
    if not rows:
        narrowed = "No trip is in this state. Clear the choice to see all."
        st.info(narrowed if found else "No trip yet. Choose New trip to plan one.", icon=":material/flight_takeoff:")
        return
    st.markdown(f"**{plural(len(rows), 'trip')}**, the latest first. Tick a row to open it.")
    _table(records, rows)


def trip_comparison(records: Records, *, today: date) -> None:
    """Draw planned trips side by side, those of this session that are not saved among them."""
    plans = {f"{number} {trip.name}": plan for number, trip in records.trips.items() if (plan := plan_of(trip))}
    plans |= {f"Not saved: {held.plan.name}": held.plan for held in _waiting()}
    if len(plans) < FEWEST:
        st.info("It takes two planned trips. Choose New trip, or copy one.", icon=":material/compare:")
        return
    chosen = st.multiselect(
        "Trips to compare",
        list(plans),
        key="compare",
        max_selections=MOST_COMPARED,
        placeholder="Choose two or more",
        bind="query-params",
        persist_state="session",
    )
    if len(chosen) < FEWEST:
        st.caption("Choose two or more.")
        return
    compare_plans(records, {name: plans[name] for name in chosen}, today=today)


def _waiting() -> list[Working]:
    """Return the plans of this session that are not saved."""
    held: dict[str, Working] = st.session_state.get(WORKING_KEY, {})
    return [one for one in held.values() if one.unsaved and (one.trip_id is not None or one.past)]


def _unsaved() -> None:
    for held in _waiting():
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            stops = plural(len(held.plan.stops), "stop")
            st.markdown(f":material/edit: **{plain(held.plan.name)}**, {stops}, is **not saved**.", width="stretch")
            st.page_link(TRIP_PAGE, label="Continue", icon=":material/edit:", query_params=address_of(held))


def _table(records: Records, rows: Sequence[TripRow]) -> None:
    frame = pd.DataFrame([_line(row) for row in rows])
    chosen = st.dataframe(
        frame if records.has_demo else frame.drop(columns="Record"),
        hide_index=True,
        placeholder="",
        column_config=COLUMNS,
        on_select="rerun",
        selection_mode="single-row",
        key="trip_table",
        alt=f"Table of {plural(len(rows), 'trip')} with state, days, stops, travellers and distance",
    )
    if picked := chosen["selection"]["rows"]:
        st.switch_page(TRIP_PAGE, query_params={"id": str(rows[picked[0]].id)})


def _line(row: TripRow) -> dict[str, Any]:
    return {
        "Trip": row.name,
        "State": row.state,
        "Leaves": row.leaves,
        "Back": row.back,
        "Days": row.days,
        "Stops": row.stops,
        "Travellers": row.travellers,
        "Distance": None if row.nm is None else round(row.nm),
        "Clears": row.cleared,
        "Record": "DEMO" if row.demo else "",
    }
