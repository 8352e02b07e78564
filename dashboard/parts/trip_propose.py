"""Propose a trip: the planner waits while better ones are found, sees each, and may stop at any of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.trip_proposal import NOTHING_FOUND, propose
from dashboard.parts.text import plain
from dashboard.parts.trip_state import edit, working_on
from models.errors import SeamarkError
from models.wording import plural

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.parts.trip_state import Planning
    from models.trips import Plan

ASKED_KEY, BEST_KEY, SECONDS_KEY = "trip_proposing", "trip_best", "propose_seconds"
"""Of the trip that is being proposed for, of the best one so far, and of how long to look."""

SAID_KEY, TIMES_KEY = "trip_proposed", "trip_proposals"
"""Of what came of it, where nothing changed; and of how often it was asked for."""

THINKING = {3: "3 seconds", 10: "10 seconds", 30: "30 seconds"}
"""How long to look for better ones."""

LOOKING = "Looking for the trip that is worth most"

NAMED = 6
"""So many stops of a proposal are named."""


def propose_button(planning: Planning) -> None:
    """Draw what begins a proposal."""
    # Each time another popover: the open one would cover the progress.
    key = planning.steady(f"propose_{st.session_state.get(TIMES_KEY, 0)}")
    with st.popover("Propose", icon=":material/auto_awesome:", type="primary", key=key):
        kept = sum(stop.kept for stop in planning.plan.stops)
        free = len(planning.plan.stops) - kept
        st.markdown("Chooses and orders the stops that are worth most within the days, and keeps the hosts' calendars.")
        st.caption(
            f"{plural(kept, 'stop')} pinned, booked or on a fixed day stay; {plural(free, 'other stop')} may go. "
            "Undo brings everything back."
        )
        seconds = st.radio(
            "Look for better ones for",
            list(THINKING),
            format_func=THINKING.__getitem__,
            key=planning.steady(SECONDS_KEY),
            horizontal=True,
        )
        st.button(
            "Propose stops",
            key=planning.steady("propose_now"),
            type="primary",
            on_click=_ask,
            args=(planning.working.key, seconds),
        )


def proposed() -> None:
    """Say what came of a proposal that changed nothing."""
    said = st.session_state.pop(SAID_KEY, None)
    if said:
        st.info(said, icon=":material/info:")


def is_proposing(planning: Planning) -> bool:
    """Tell whether a proposal was asked for."""
    asked: tuple[str, int] | None = st.session_state.get(ASKED_KEY)
    return asked is not None and asked[0] == planning.working.key


def proposing(planning: Planning) -> None:
    """Look for a proposal: tell each better one, and take the best at the end or at Stop."""
    seconds = st.session_state[ASKED_KEY][1]
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        place = st.empty()
        st.button("Stop, keep the best", key="trip_stop", icon=":material/stop:", on_click=_take_best)
    _look(planning, seconds, place)
    _take_best()
    st.rerun()


def _look(planning: Planning, seconds: int, place: DeltaGenerator) -> None:
    began, told = time.monotonic(), [planning.plan]
    place.progress(0.0, text=LOOKING)

    def better(plan: Plan) -> bool:
        """Keep the best so far before it is told: telling it ends the script where Stop was pressed."""
        if plan != told[-1]:
            told.append(plan)
        st.session_state[BEST_KEY] = planning.working.key, plan
        place.progress(min(1.0, (time.monotonic() - began) / seconds), text=_told(planning, plan, len(told) - 1))
        return True

    try:
        plan = propose(planning.plan, planning.records, known_on=planning.today, seconds=float(seconds), better=better)
    except SeamarkError as error:
        st.session_state.pop(BEST_KEY, None)
        st.toast(plain(str(error)), icon=":material/error:", duration="long")
    else:
        st.session_state[BEST_KEY] = planning.working.key, plan


def _told(planning: Planning, plan: Plan, found: int) -> str:
    if not found:
        return LOOKING
    names = [planning.records.territories[code].name for code in plan.territories()]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return plain(f"Proposal {found}: {plural(len(names), 'stop')}. {', '.join(names[:NAMED])}{more}")


def _ask(key: str, seconds: int) -> None:
    st.session_state[ASKED_KEY] = key, seconds
    st.session_state[TIMES_KEY] = st.session_state.get(TIMES_KEY, 0) + 1
    st.session_state.pop(BEST_KEY, None)


def _take_best() -> None:
    """Take the best proposal found, and stop looking."""
    st.session_state.pop(ASKED_KEY, None)
    best: tuple[str, Plan] | None = st.session_state.pop(BEST_KEY, None)
    held = working_on(best[0]) if best else None
    if best is None or held is None:
        return
    if not best[1].stops:
        st.session_state[SAID_KEY] = NOTHING_FOUND
    elif best[1] == held.plan:
        st.session_state[SAID_KEY] = "No better trip was found than the one that stands."
    else:
        edit(*best)
