"""The facts of a trip that the planner sets: name, base, days, travellers, what is left out, weights and pace."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.parts.coverage_filters import FORECAST
from dashboard.parts.text import plain
from dashboard.parts.trip_state import change, edit, working_on
from geodata.airports import found, label
from models.days import FIRST_DAY, LAST_DAY
from models.tables.trips import LONGEST
from models.trips import Pace
from models.worth import Weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.records import Records
    from dashboard.parts.trip_state import Planning
    from geodata.importers.airports import Airport

BACK = timedelta(days=366)
"""A trip may begin so long ago: what was travelled is entered afterwards."""

KEPT = timedelta(days=100 * 366)
"""No words are kept longer than this."""

MOST_DAYS, MOST = LONGEST.days, 100_000

FOUND_SHOWN = 5

WEIGHT_WORDS = {
    "never": "Never visited",
    "overdue": "Overdue",
    "overdue_day": "Each day overdue",
    "due_soon": "Due soon",
    "current": "Visited within the interval",
    "assessment": "Country assessment due",
    "advisory": "Advisory in force",
    "follow_up": "Each follow-up due",
    "port_size": "Large port",
    "travel": "Lost for each 1,000 nm",
}
"""By the names of `Weights`."""

PACE_WORDS = {
    "speed_kn": "Speed of a flight (kn)",
    "overhead_min": "Added to each flight (min)",
    "ground_kn": "Speed on the road (kn)",
    "sea_kn": "Speed of a ship (kn)",
    "long_leg_hours": "A leg is long from (hours)",
    "rest_half_days": "Rest after it (half-days)",
}
"""By the names of `Pace`."""


def trip_settings(planning: Planning) -> None:
    """Draw the facts, each changed at once."""
    _name(planning)
    _days(planning)
    _people(planning)
    _base(planning)
    _keeping(planning)


def weights_and_pace(planning: Planning) -> None:
    """Draw what a visit is worth, in points, and how fast one travels."""
    names = list(WEIGHT_WORDS)
    half = (len(names) + 1) // 2
    one, other, third = st.columns(3)
    with one:
        st.markdown("**Points for a reason to go**")
        _numbers(planning, "weights", planning.plan.weights, names[:half])
    with other:
        st.markdown("**Points, continued**")
        _numbers(planning, "weights", planning.plan.weights, names[half:])
    with third:
        st.markdown("**Pace**")
        _numbers(planning, "pace", planning.plan.pace, list(PACE_WORDS))
    st.caption("No airline schedule is known: a flight takes its distance over a speed, and an overhead.")
    st.button(
        "Back to the usual ones",
        key=planning.steady("usual"),
        icon=":material/restart_alt:",
        on_click=_usual,
        args=(planning.working.key,),
    )


def _name(planning: Planning) -> None:
    key = planning.key("name")
    st.text_input("Name", planning.plan.name, key=key, max_chars=300, on_change=_take_name, args=(planning, key))


def _days(planning: Planning) -> None:
    plan = planning.plan
    first = max(min(planning.today, plan.leaves_on) - BACK, FIRST_DAY)
    last = max(min(planning.today + FORECAST, LAST_DAY), plan.leaves_on, plan.back_by or plan.leaves_on)
    bounds: dict[str, Any] = {"max_value": last, "format": "YYYY-MM-DD"}
    one, other, third = st.columns(3)
    with one:
        key = planning.key("leaves_on")
        taken: dict[str, Any] = {"on_change": _take_leaving, "args": (planning, key)}
        st.date_input("Leaves on", plan.leaves_on, min_value=first, key=key, **bounds, **taken)
    with other:
        key = planning.key("days")
        st.number_input(
            "Days at most",
            1,
            MOST_DAYS,
            plan.days,
            key=key,
            placeholder="Any",
            on_change=_take,
            args=(planning, "days", key),
        )
    with third:
        key = planning.key("back_by")
        taken = {"on_change": _take, "args": (planning, "back_by", key)}
        st.date_input("Back by", plan.back_by, min_value=plan.leaves_on, key=key, **bounds, **taken)


def _people(planning: Planning) -> None:
    plan, records = planning.plan, planning.records
    names = {one.id or 0: one.name for one in records.officers if not one.withdrawn or one.id in plan.officers}
    key = planning.key("officers")
    st.multiselect(
        "Travellers",
        list(dict.fromkeys([*names, *plan.officers])),
        list(plan.officers),
        format_func=lambda number: names.get(number, f"Officer {number}"),
        key=key,
        placeholder="Nobody yet",
        on_change=_take_many,
        args=(planning, "officers", key),
    )
    partners = {one.code: one.name for one in records.partners}
    codes = sorted(partners, key=partners.__getitem__)
    key = planning.key("excluded")
    st.multiselect(
        "Left out of proposals",
        [*codes, *(code for code in plan.excluded if code not in partners)],
        list(plan.excluded),
        format_func=lambda code: partners.get(code, code),
        key=key,
        placeholder="None",
        on_change=_take_many,
        args=(planning, "excluded", key),
    )


def _base(planning: Planning) -> None:
    st.markdown(f"**Base**: {plain(planning.plan.base)}")
    sought = st.text_input(
        "Another base",
        key=planning.steady("base_sought"),
        placeholder="City, airport or its code",
        help="Any airport, or an office of yours",
    )
    for name, facts in _bases(planning.records, (sought or "").strip()).items():
        st.button(
            plain(name),
            key=planning.steady(f"base_{name}"),
            type="tertiary",
            icon=":material/home_pin:",
            on_click=_rebase,
            args=(planning, dict(facts)),
        )


def _keeping(planning: Planning) -> None:
    """Ask how the trip is kept: a note, its marking, and when its words may be disposed of."""
    plan, key = planning.plan, planning.key("note")
    st.text_area("Note", plan.note, key=key, max_chars=4000, on_change=_take, args=(planning, "note", key))
    allowed = planning.records.settings.allowed_markings
    one, other = st.columns(2)
    with one:
        key = planning.key("marking")
        place = allowed.index(plan.marking) if plan.marking in allowed else 0
        st.selectbox("Marking", allowed, place, key=key, on_change=_take, args=(planning, "marking", key))
    with other:
        key = planning.key("dispose_after")
        st.date_input(
            "Dispose of after",
            plan.dispose_after,
            min_value=plan.leaves_on - BACK,
            max_value=plan.leaves_on + KEPT,
            format="YYYY-MM-DD",
            key=key,
            on_change=_take,
            args=(planning, "dispose_after", key),
        )


def _bases(records: Records, sought: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the facts of each base that is offered, by its name."""
    offices = {
        one.name: {"base": one.name, "base_lon": one.lon, "base_lat": one.lat, "base_zone": one.time_zone}
        for one in records.settings.offices
        if sought.lower() in one.name.lower()
    }
    return offices | {_airport_words(records, one): _at(one) for one in found(sought)[:FOUND_SHOWN]}


def _airport_words(records: Records, one: Airport) -> str:
    territory = records.territories.get(one.territory)
    return f"{label(one)}, {territory.name}" if territory else label(one)


def _at(one: Airport) -> Mapping[str, Any]:
    return {"base": label(one), "base_lon": one.lon, "base_lat": one.lat, "base_zone": ""}


def _rebase(planning: Planning, facts: dict[str, Any]) -> None:
    change(planning.working.key, **facts)
    st.session_state[planning.steady("base_sought")] = ""


def _numbers(planning: Planning, name: str, held: Weights | Pace, shown: Sequence[str]) -> None:
    for field in shown:
        key = planning.key(f"{name}_{field}")
        st.number_input(
            (WEIGHT_WORDS | PACE_WORDS)[field],
            1 if field.endswith(("_kn", "_hours")) else 0,
            MOST,
            getattr(held, field),
            key=key,
            on_change=_take_number,
            args=(planning, name, field, key),
        )


def _take(planning: Planning, name: str, key: str) -> None:
    change(planning.working.key, **{name: st.session_state[key]})


def _take_many(planning: Planning, name: str, key: str) -> None:
    chosen = st.session_state[key]
    change(planning.working.key, **{name: tuple(sorted(chosen) if name == "excluded" else chosen)})


def _take_name(planning: Planning, key: str) -> None:
    """A trip always has a name."""
    name = st.session_state[key].strip()
    if name:
        change(planning.working.key, name=name)


def _take_leaving(planning: Planning, key: str) -> None:
    """A cleared day changes nothing; a later day of leaving takes the last day of return along."""
    leaves_on: date | None = st.session_state[key]
    back_by = planning.plan.back_by
    if leaves_on is not None:
        change(planning.working.key, leaves_on=leaves_on, back_by=max(back_by, leaves_on) if back_by else None)


def _take_number(planning: Planning, name: str, field: str, key: str) -> None:
    value = st.session_state[key]
    held = working_on(planning.working.key)
    if value is not None and held is not None:
        change(held.key, **{name: replace(getattr(held.plan, name), **{field: value})})


def _usual(key: str) -> None:
    held = working_on(key)
    if held is not None:
        edit(key, replace(held.plan, weights=Weights(), pace=Pace()))


def differs_from_usual(planning: Planning) -> int:
    """Count the weights and paces that are not the usual ones."""
    pairs = ((planning.plan.weights, Weights()), (planning.plan.pace, Pace()))
    return sum(value != asdict(usual)[name] for held, usual in pairs for name, value in asdict(held).items())
