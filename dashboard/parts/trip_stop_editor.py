"""One stop opened: its agenda, its ports, its day, its airport, what it costs, and its brief."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.actions.trip_questions import cost_of
from dashboard.parts.text import plain
from dashboard.parts.trip_brief import stop_brief
from dashboard.parts.trip_state import change_stop, edit
from geodata.airports import airport
from models.days import FIRST_DAY, LAST_DAY
from models.tables.trips import LONGEST
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.parts.trip_state import Planning

MOST_HALVES = 40
"""Four weeks of work at one stop."""

MOST_PORTS = 20

AGENDA = {"government": "Government", "port": "At each port", "embassy": "U.S. Embassy"}
"""Parts of the agenda by the names of `PlannedStop`, in half-days."""


def stop_editor(planning: Planning, at: int) -> None:
    """Draw the fields of a stop, each changed at once, unless the trip was made; and what else is known of it."""
    if not planning.completed:
        _agenda(planning, at)
        _ports(planning, at)
        _day_and_airport(planning, at)
    _cost(planning, at)
    _links(planning, at)


def _agenda(planning: Planning, at: int) -> None:
    stop = planning.plan.stops[at]
    st.caption("Half-days of work")
    for place, (name, label) in zip(st.columns(3), AGENDA.items(), strict=True):
        key = _key(planning, at, name)
        place.number_input(
            label, 0, MOST_HALVES, getattr(stop, name), key=key, on_change=_take, args=(planning, at, name, key)
        )


def _ports(planning: Planning, at: int) -> None:
    stop, records = planning.plan.stops[at], planning.records
    names = {port.id or 0: port.name for port in records.ports.get(stop.territory, ())}
    withdrawn = {number: port.name for number in stop.ports if (port := records.port(number)) and number not in names}
    key = _key(planning, at, "ports")
    st.multiselect(
        "Ports, in the order of the visits",
        [*names, *withdrawn],
        [number for number in stop.ports if number in names or number in withdrawn],
        format_func=lambda number: names.get(number) or f"{withdrawn[number]} (withdrawn)",
        key=key,
        max_selections=MOST_PORTS,
        placeholder="None",
        on_change=_take_ports,
        args=(planning, at, key),
    )


def _day_and_airport(planning: Planning, at: int) -> None:
    stop, plan = planning.plan.stops[at], planning.plan
    fixed_on = stop.fixed_on or plan.leaves_on
    one, other = st.columns(2)
    with one:
        key = _key(planning, at, "fixed_on")
        bounds: dict[str, Any] = {
            "min_value": max(min(plan.leaves_on, fixed_on) - timedelta(days=1), FIRST_DAY),
            "max_value": max(min(plan.leaves_on + LONGEST, LAST_DAY), fixed_on),
            "format": "YYYY-MM-DD",
        }
        taken: dict[str, Any] = {"on_change": _take, "args": (planning, at, "fixed_on", key)}
        st.date_input("Work begins on", stop.fixed_on, key=key, help="Blank: as early as possible", **bounds, **taken)
    with other:
        key = _key(planning, at, "airport")
        st.text_input(
            "Airport",
            stop.airport,
            key=key,
            max_chars=4,
            placeholder="The nearest",
            help="Its ICAO or IATA code; blank for the one that serves the place",
            on_change=_take_airport,
            args=(planning, at, key),
        )


def _cost(planning: Planning, at: int) -> None:
    cost = caching.derived(planning.records, cost_of, planning.plan, at, known_on=planning.today)
    st.markdown(
        f"**This stop costs** {cost.nm:,.0f} nm and {plural(cost.days, 'day')}, and is worth {cost.points:,} points."
    )


def _links(planning: Planning, at: int) -> None:
    stop = planning.plan.stops[at]
    with st.container(horizontal=True):
        if st.button("Brief", key=planning.steady(f"brief_{at}"), icon=":material/article:"):
            _brief(planning, at)
        st.page_link(
            "app_pages/territories.py",
            label="Open territory",
            icon=":material/flag:",
            query_params={"code": stop.territory},
        )
        if stop.engagement is not None:
            st.page_link(
                "app_pages/engagement.py",
                label="Open booking",
                icon=":material/event:",
                query_params={"id": str(stop.engagement)},
            )


@st.dialog("Brief", width="large")
def _brief(planning: Planning, at: int) -> None:
    stop_brief(planning.scheduled, at, planning.records, today=planning.today)


def _key(planning: Planning, at: int, name: str) -> str:
    return planning.key(f"stop_{at}_{planning.plan.stops[at].territory}_{name}")


def _take(planning: Planning, at: int, name: str, key: str) -> None:
    value = st.session_state[key]
    if value is not None or name == "fixed_on":
        change_stop(planning.working.key, at, **{name: value})


def _take_ports(planning: Planning, at: int, key: str) -> None:
    chosen: Sequence[int] = st.session_state[key]
    change_stop(planning.working.key, at, ports=tuple(chosen))


def _take_airport(planning: Planning, at: int, key: str) -> None:
    code = st.session_state[key].strip()
    found = airport(code) if code else None
    if code and found is None:
        st.toast(plain(f"No airport has the code {code}."), icon=":material/error:")
        return
    edit(planning.working.key, planning.plan.changed(at, airport=found.icao if found else ""))
