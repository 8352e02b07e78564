"""The stops of a trip in their order: what each is, what is wrong with it, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.parts.text import plain
from dashboard.parts.trip_state import edit, working_on
from dashboard.parts.trip_stop_editor import stop_editor
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dashboard.parts.trip_state import Planning
    from geodata.journey import Conflict, ScheduledStop
    from models.trips import PlannedStop

NO_STOP = "No stop yet. **Propose** fills the days with the partners that are most worth it, or add one yourself."

HELP = {
    "Earlier": "one place earlier",
    "Later": "one place later",
    "Pin": "no proposal drops or moves it",
    "Unpin": "proposals may drop or move it",
    "Remove": "take it out; Undo brings it back",
}


def trip_stops(planning: Planning) -> None:
    """Draw the stops; the one that is open alone."""
    stops = list(zip(planning.plan.stops, planning.scheduled.schedule.stops, strict=True))
    if not stops:
        st.markdown(NO_STOP)
    opened = opened_stop(planning)
    for at, (chosen, stop) in enumerate(stops):
        if opened in {None, at}:
            _stop(planning, at, chosen, stop)
    if opened is not None:
        stop_editor(planning, opened)


def trip_conflicts(planning: Planning) -> None:
    """Say what concerns the whole trip."""
    _say(one for one in planning.scheduled.conflicts if one.stop is None)


def _say(conflicts: Iterable[Conflict]) -> None:
    """Say what does not go together, the serious first."""
    for one in sorted(conflicts, key=lambda one: not one.serious):
        icon, word = (":material/error:", "**Conflict.** ") if one.serious else (":material/info:", "")
        st.markdown(f"{icon} {word}{plain(one.words)}")


def _stop(planning: Planning, at: int, chosen: PlannedStop, stop: ScheduledStop) -> None:
    opened = opened_stop(planning) == at
    with st.container(gap=None):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.button(
                f"**{at + 1}. {plain(stop.halt.name)}**",
                key=planning.steady(f"open_{at}"),
                type="tertiary",
                icon=":material/arrow_back:" if opened else ":material/chevron_right:",
                icon_position="left" if opened else "right",
                help="Back to all stops" if opened else "Agenda, ports, fixed day, cost and brief",
                on_click=open_stop,
                args=(planning.working.key, None if opened else at),
            )
            if not planning.completed:
                with st.container(horizontal=True, width="content", gap="small"):
                    _acts(planning, at, chosen)
        st.caption(_told(planning, chosen, stop))
        _say(one for one in planning.scheduled.conflicts if one.stop == at)


def _told(planning: Planning, chosen: PlannedStop, stop: ScheduledStop) -> str:
    """Say when, at which ports, and what holds the stop in its place."""
    first, last = stop.first_day, stop.last_day
    when = day(first) if first == last else f"{day(first)} to {day(last)}"
    names = [port.name for port in map(planning.records.port, chosen.ports) if port]
    held = [f"begins on {day(chosen.fixed_on)}, fixed"] if chosen.fixed_on else []
    held += ["pinned"] if chosen.pinned else []
    work = plural(chosen.half_days, "half-day")
    return plain(" · ".join([when, work, *([", ".join(names)] if names else ["no port"]), *held]))


def _acts(planning: Planning, at: int, chosen: PlannedStop) -> None:
    """Draw what can be done with a stop, in words: an icon alone has no name that is read out."""
    key, last = planning.working.key, len(planning.plan.stops) - 1
    name = planning.scheduled.schedule.stops[at].halt.name
    acts: tuple[tuple[str, bool, Callable[..., None], tuple[Any, ...]], ...] = (
        ("Earlier", at == 0, _move, (key, at, at - 1)),
        ("Later", at == last, _move, (key, at, at + 1)),
        ("Unpin" if chosen.pinned else "Pin", False, _pin, (key, at)),
        ("Remove", False, _remove, (key, at)),
    )
    for label, disabled, act, given in acts:
        st.button(
            label,
            key=planning.steady(f"{act.__name__}_{label if act is _move else ''}_{at}"),
            help=plain(f"{name}: {HELP[label]}"),
            type="tertiary",
            disabled=disabled,
            on_click=act,
            args=given,
        )


def opened_stop(planning: Planning) -> int | None:
    """Tell which stop is open, as long as there is one in its place."""
    found: int | None = st.session_state.get(_opened(planning.working.key))
    return found if found is not None and found < len(planning.plan.stops) else None


def open_stop(key: str, at: int | None) -> None:
    """Open a stop, or none."""
    st.session_state[_opened(key)] = at


def _opened(key: str) -> str:
    return f"trip_opened_{key}"


def _move(key: str, at: int, to: int) -> None:
    """Move a stop; one that is open stays open."""
    held = working_on(key)
    if held is None:
        return
    edit(key, held.plan.moved(at, to))
    opened = st.session_state.get(_opened(key))
    if opened in {at, to}:
        open_stop(key, to if opened == at else at)


def _pin(key: str, at: int) -> None:
    held = working_on(key)
    if held is not None:
        edit(key, held.plan.changed(at, pinned=not held.plan.stops[at].pinned))


def _remove(key: str, at: int) -> None:
    held = working_on(key)
    if held is not None:
        edit(key, held.plan.without_stop(at))
        open_stop(key, None)
