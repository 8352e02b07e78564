"""The head of the planner: what the trip is, what it comes to, and the acts that concern all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.text import plain
from dashboard.parts.trip_settings import differs_from_usual, trip_settings, weights_and_pace
from dashboard.parts.trip_state import redo, undo
from models.wording import day, plural, words

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.actions.trip_effect import Effect
    from dashboard.parts.trip_state import Planning


def trip_title(planning: Planning) -> DeltaGenerator:
    """Draw the name, how the trip stands and what was set; return the place of the acts beside it."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        trip_heading(planning)
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall"):
            if not planning.completed:
                _steps(planning)
            return st.container(horizontal=True, width="content", gap="xsmall")


def trip_heading(planning: Planning) -> None:
    """Draw the name, how the trip stands and what was set."""
    with st.container(gap=None, width="content"):
        st.title(plain(planning.plan.name), anchor=False)
        st.caption(f"{_standing(planning)} · {_summary(planning)}")


def trip_figures(planning: Planning, effect: Effect) -> None:
    """Draw what the trip comes to."""
    st.markdown(_figures(planning, effect), width="content")


def _standing(planning: Planning) -> str:
    trip, working = planning.trip, planning.working
    demo = " · DEMO" if trip and trip.demo else ""
    if trip is None:
        return "New, :material/edit: **not saved**"
    unsaved = " · :material/edit: **changes not saved**" if working.unsaved else " · saved"
    return f"{words(trip.state)}{unsaved}{demo}"


def _steps(planning: Planning) -> None:
    working = planning.working
    steps = (("Undo", "undo", working.past, undo), ("Redo", "redo", working.ahead, redo))
    for label, icon, held, act in steps:
        st.button(
            label,
            key=planning.steady(icon),
            icon=f":material/{icon}:",
            disabled=not held,
            help=f"{plural(len(held), 'step')}" if held else None,
            on_click=act,
            args=(working.key,),
        )


def trip_bar(planning: Planning, effect: Effect) -> DeltaGenerator:
    """Draw what the trip comes to, and the ways to set it; return the place beside them."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        trip_figures(planning, effect)
        with st.container(horizontal=True, width="content", gap="xsmall"):
            if not planning.completed:
                _settings(planning)
            return st.container(horizontal=True, width="content")


def _settings(planning: Planning) -> None:
    with st.popover("Trip settings", icon=":material/edit_calendar:", key=planning.steady("settings")):
        trip_settings(planning)
    changed = differs_from_usual(planning)
    label = f"Weights and pace ({changed} changed)" if changed else "Weights and pace"
    with st.popover(label, icon=":material/tune:", key=planning.steady("weights")):
        weights_and_pace(planning)


def _summary(planning: Planning) -> str:
    plan = planning.plan
    names = {one.id: one.name for one in planning.records.officers}
    people = ", ".join(names.get(number, "somebody unknown") for number in plan.officers) or "nobody yet"
    limits = [f"at most {plural(plan.days, 'day')}"] if plan.days else []
    limits += [f"back by {day(plan.back_by)}"] if plan.back_by else []
    left_out = [f"{len(plan.excluded)} left out"] if plan.excluded else []
    parts = [f"From {plan.base} on {day(plan.leaves_on)}", *limits, f"travelling: {people}", *left_out]
    return " · ".join(plain(part) for part in parts)


def _figures(planning: Planning, effect: Effect) -> str:
    schedule, plan = planning.scheduled.schedule, planning.plan
    if not plan.stops:
        return f"**No stop yet** · coverage without a trip **{effect.share_before:.0%}**"
    days = f"**{schedule.days} of {plan.days}** days" if plan.days else _counted(schedule.days, "day")
    figures = [
        _counted(len(plan.stops), "stop"),
        days,
        f"**{schedule.distance_nm:,.0f}** nm",
        f"{_counted(len(effect.cleared), 'partner')} cleared",
    ]
    line = " · ".join(figures)
    return (
        f"{line} · back on **{day(schedule.back.date())}** · coverage then "
        f"**{effect.share_before:.0%} → {effect.share_after:.0%}**"
    )


def _counted(count: int, noun: str) -> str:
    number, _, what = plural(count, noun).partition(" ")
    return f"**{number}** {what}"
