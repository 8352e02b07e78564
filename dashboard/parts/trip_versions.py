"""Versions of a plan that are kept for the session, side by side with the plan as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.text import plain
from dashboard.parts.trip_compare import compare_plans
from dashboard.parts.trip_state import edit, working_on

if TYPE_CHECKING:
    from dashboard.parts.trip_state import Planning
    from models.trips import Plan

MOST_KEPT = 5
"""The oldest goes when one more is kept."""


def trip_versions(planning: Planning) -> None:
    """Draw the plan beside the versions that were kept of it."""
    st.markdown(
        "Keep the plan as it stands, change it or propose another one, and compare them. Kept versions last as long as "
        "this session."
    )
    st.button(
        "Keep this version",
        key=planning.steady("keep_version"),
        icon=":material/bookmark_add:",
        on_click=_keep,
        args=(planning,),
    )
    held = kept(planning)
    stored = planning.working.stored
    plans = {"As it stands": planning.plan}
    if stored is not None and planning.working.unsaved:
        plans["As saved"] = stored
    plans |= {f"Version {number}": plan for number, plan in held}
    if len(plans) > 1:
        compare_plans(planning.records, plans, today=planning.today)
    with st.container(horizontal=True):
        for number, plan in held:
            st.button(
                plain(f"Use version {number}"),
                key=planning.steady(f"use_{number}"),
                disabled=plan == planning.plan,
                on_click=edit,
                args=(planning.working.key, plan),
            )


def kept(planning: Planning) -> list[tuple[int, Plan]]:
    """Return the versions kept of a plan, with their numbers."""
    return list(st.session_state.get(planning.steady("versions"), ()))


def _keep(planning: Planning) -> None:
    held, working = kept(planning), working_on(planning.working.key)
    if working is not None and working.plan not in [plan for _, plan in held]:
        number = held[-1][0] + 1 if held else 1
        st.session_state[planning.steady("versions")] = [*held, (number, working.plan)][-MOST_KEPT:]
