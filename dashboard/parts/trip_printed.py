"""A trip for paper: everything at its full length in one column, without controls. Then print from the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.territory_lines import static_table
from dashboard.parts.trip_button import TRIP_PAGE, address_of
from dashboard.parts.trip_chart import map_key, trip_chart
from dashboard.parts.trip_derived import effect_of
from dashboard.parts.trip_head import trip_figures, trip_heading
from dashboard.parts.trip_legs import ASSUMED, leg_columns
from dashboard.parts.trip_timeline import KEY as TIMELINE_KEY
from dashboard.parts.trip_timeline import day_columns, planned_days, trip_timeline
from models.wording import plural, span

if TYPE_CHECKING:
    from dashboard.parts.trip_state import Planning

PRINT = "print"
"""In the address of a trip: it is shown for paper."""


def print_link(planning: Planning) -> None:
    """Draw the way to the print view."""
    query = address_of(planning.working) | {PRINT: "true"}
    st.page_link(TRIP_PAGE, label="Print view", icon=":material/print:", query_params=query)


def trip_printed(planning: Planning) -> None:
    """Draw the trip."""
    effect = effect_of(planning.records, planning.plan, planning.working.trip_id, known_on=planning.today)
    st.page_link(
        TRIP_PAGE, label="Back to planning", icon=":material/arrow_back:", query_params=address_of(planning.working)
    )
    trip_heading(planning)
    trip_figures(planning, effect)
    trip_chart(planning, effect)
    if not planning.plan.stops:
        return
    trip_timeline(planning)
    st.caption(f"{TIMELINE_KEY} {map_key(planning, effect)}")
    schedule, names = planning.scheduled.schedule, [stop.halt.name for stop in planning.scheduled.schedule.stops]
    told = {"Stops": stop_columns(planning), "To be settled": conflict_columns(planning)}
    told |= {"Days": day_columns(planned_days(planning), names), "Legs": leg_columns(schedule.legs)}
    for title, columns in told.items():
        if any(columns.values()):
            st.subheader(title, anchor=False)
            static_table(columns, alt=title, printing=True)
    st.caption(ASSUMED)


def stop_columns(planning: Planning) -> dict[str, list[str]]:
    """Write the stops as columns of text."""
    pairs = list(zip(planning.plan.stops, planning.scheduled.schedule.stops, strict=True))
    ports = [[port.name for port in map(planning.records.port, chosen.ports) if port] for chosen, _ in pairs]
    return {
        "Stop": [f"{place}. {stop.halt.name}" for place, (_, stop) in enumerate(pairs, start=1)],
        "Work": [span(stop.first_day, stop.last_day) for _, stop in pairs],
        "Ports": [", ".join(names) for names in ports],
        "Agenda": [plural(chosen.half_days, "half-day") for chosen, _ in pairs],
    }


def conflict_columns(planning: Planning) -> dict[str, list[str]]:
    """Write what does not go together as columns of text, the serious first."""
    names = [stop.halt.name for stop in planning.scheduled.schedule.stops]
    found = sorted(planning.scheduled.conflicts, key=lambda one: not one.serious)
    return {
        "Where": ["Whole trip" if one.stop is None else f"{one.stop + 1}. {names[one.stop]}" for one in found],
        "What": [f"{'Conflict: ' if one.serious else ''}{one.words}" for one in found],
    }
