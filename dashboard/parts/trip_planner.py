"""The planner: head, map with the stops beside it, timeline, and what follows from the plan in tabs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.history import history
from dashboard.parts.screen import on_phone
from dashboard.parts.trip_acts import bookings_differ, trip_acts
from dashboard.parts.trip_actual import trip_actual
from dashboard.parts.trip_add import trip_add
from dashboard.parts.trip_chart import map_key, trip_chart
from dashboard.parts.trip_checks import trip_checks
from dashboard.parts.trip_coverage import trip_coverage
from dashboard.parts.trip_derived import effect_of
from dashboard.parts.trip_downloads import trip_downloads
from dashboard.parts.trip_head import trip_bar, trip_title
from dashboard.parts.trip_legs import trip_legs
from dashboard.parts.trip_propose import is_proposing, propose_button, proposed, proposing
from dashboard.parts.trip_saving import merging, refusals, save_button
from dashboard.parts.trip_stops import trip_conflicts, trip_stops
from dashboard.parts.trip_timeline import KEY as TIMELINE_KEY
from dashboard.parts.trip_timeline import trip_days_table, trip_timeline
from dashboard.parts.trip_versions import trip_versions

if TYPE_CHECKING:
    from dashboard.actions.trip_effect import Effect
    from dashboard.parts.trip_state import Planning

PART_KEY = "part"
"""Of the tabs; the address holds which one is open."""

STOPS_PX = 246
"""The list of stops is as high as the map beside it, less the buttons above."""


def trip_planner(planning: Planning) -> None:
    """Draw the planner."""
    effect = effect_of(planning.records, planning.plan, planning.working.trip_id, known_on=planning.today)
    with trip_title(planning):
        if not planning.completed:
            save_button(planning)
        trip_acts(planning)
    refusals()
    if merging(planning.working):
        return
    with trip_bar(planning, effect):
        if not planning.completed:
            propose_button(planning)
    if planning.completed:
        st.caption("This trip was made, and its plan stays as it was. To plan from it, copy it under More.")
    progress = st.container()
    proposed()
    trip_conflicts(planning)
    bookings_differ(planning)
    _map_and_stops(planning, effect)
    if planning.plan.stops:
        trip_timeline(planning)
    st.caption(f"{TIMELINE_KEY} {map_key(planning, effect)}")
    _tabs(planning, effect)
    if is_proposing(planning):  # last of all, so that the page stands while it is looked for
        with progress:
            proposing(planning)


def _map_and_stops(planning: Planning, effect: Effect) -> None:
    map_side, stops_side = (st.container(), st.container()) if on_phone() else st.columns([3, 2])
    with map_side:
        trip_chart(planning, effect)
    with stops_side:
        if not planning.completed:
            trip_add(planning)
        with st.container(height="content" if on_phone() else STOPS_PX, border=False, gap="xsmall"):
            trip_stops(planning)


def _tabs(planning: Planning, effect: Effect) -> None:
    parts = {
        "Legs": partial(trip_legs, planning),
        "Days": partial(trip_days_table, planning),
        "Coverage": partial(trip_coverage, planning, effect),
        "Checklist": partial(trip_checks, planning),
        "Versions": partial(trip_versions, planning),
        "Downloads": partial(
            trip_downloads, planning.scheduled, planning.records, today=planning.today, trip=planning.trip
        ),
    }
    if planning.trip is not None:
        made = {"Plan and actual": partial(trip_actual, planning.records, planning.trip)}
        if planning.completed:
            del parts["Versions"]
        parts = made | parts if planning.completed else parts | made
        parts["History"] = partial(history, "trip", planning.trip.id or 0)
    for tab, draw in zip(st.tabs(list(parts), key=PART_KEY, bind="query-params"), parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()
