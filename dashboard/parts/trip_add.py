"""Stops to add: one by name, a port, or one more for the least extra travel; and why a partner was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.trip_ground import usual_stop
from dashboard.actions.trip_questions import one_more, why_left_out, why_no_more
from dashboard.parts.text import plain
from dashboard.parts.trip_state import edit, working_on
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.actions.records import Records
    from dashboard.actions.trip_questions import Addition
    from dashboard.parts.trip_state import Planning
    from models.trips import Plan

ADDITIONS_SHOWN = 8

TERRITORY_KEY, PORT_KEY, WHY_KEY = "add_territory", "add_port", "why_left_out"
"""Of the choices."""


def trip_add(planning: Planning) -> None:
    """Draw the ways to add a stop."""
    ways = {
        "Add a stop": ("add_location_alt", "add", _by_name),
        "One more": ("near_me", "one_more", _one_more),
        "Why left out?": ("help", "why", _why_left_out),
    }
    with st.container(horizontal=True):
        for label, (icon, name, draw) in ways.items():
            way = st.popover(label, icon=f":material/{icon}:", key=planning.steady(name), on_change="rerun")
            if way.open:
                with way:
                    draw(planning)


def with_territory(plan: Plan, territory: str, records: Records, ports: Sequence[int] = ()) -> Plan:
    """Add a usual stop at the end; of a territory that is visited already, add the ports to its stop."""
    at = next((place for place, stop in enumerate(plan.stops) if stop.territory == territory), None)
    if at is None:
        return plan.with_stop(usual_stop(territory, records, ports))
    held = plan.stops[at].ports
    return plan.changed(at, ports=(*held, *(number for number in ports if number not in held)))


def with_ports(plan: Plan, ports: Iterable[int], records: Records) -> Plan:
    """Add ports in their order, those of one territory as one stop."""
    by_territory: dict[str, list[int]] = {}
    for number in ports:
        port = records.port(number)
        if port is not None and not port.withdrawn:
            by_territory.setdefault(port.territory, []).append(number)
    for territory, numbers in by_territory.items():
        plan = with_territory(plan, territory, records, numbers)
    return plan


def _by_name(planning: Planning) -> None:
    records = planning.records
    chosen = _partner(planning, "Territory", TERRITORY_KEY)
    ports = {
        port.id or 0: f"{port.name}, {records.territories[code].name}"
        for code in sorted(records.ports)
        for port in records.ports[code]
        if chosen in {None, code} and records.territories[code].partner
    }
    wanted = st.multiselect(
        "Ports",
        list(ports),
        format_func=lambda number: ports.get(number, str(number)),
        key=planning.key(f"{PORT_KEY}_{chosen}"),
        placeholder="The principal ones",
        help="Without a territory: any port, its territory comes along",
    )
    st.button(
        "Add",
        key=planning.steady("add_named"),
        type="primary",
        icon=":material/add:",
        disabled=not (chosen or wanted),
        on_click=_add,
        args=(planning, chosen, wanted),
    )


def _partner(planning: Planning, label: str, key: str) -> str | None:
    """Draw the choice of a partner that is not on the trip."""
    visited = set(planning.plan.territories())
    names = {one.code: one.name for one in planning.records.partners if one.code not in visited}
    return st.selectbox(
        label,
        sorted(names, key=names.__getitem__),
        None,
        format_func=lambda code: names.get(code, code),
        key=planning.key(key),
        placeholder="Choose",
    )


def _add(planning: Planning, territory: str | None, ports: Sequence[int]) -> None:
    held = working_on(planning.working.key)
    if held is None:
        return
    plan = with_territory(held.plan, territory, planning.records) if territory and not ports else held.plan
    edit(held.key, with_ports(plan, ports, planning.records))


def _one_more(planning: Planning) -> None:
    found = caching.derived(planning.records, one_more, planning.plan, known_on=planning.today)
    if not found:
        st.markdown(caching.derived(planning.records, why_no_more, planning.plan, known_on=planning.today))
        return
    st.caption("One more for the least extra travel, each where it lies best on the way.")
    visited = set(planning.plan.territories())
    for place, one in enumerate(found[:ADDITIONS_SHOWN]):
        st.button(
            _addition(one, further=one.territory in visited),
            key=planning.steady(f"one_more_{place}"),
            type="tertiary",
            icon=":material/add:",
            on_click=edit,
            args=(planning.working.key, one.plan),
        )


def _addition(one: Addition, *, further: bool) -> str:
    """Write an addition: `Tonga as stop 3: +240 nm, 2 more days, 380 points`."""
    days = plural(one.extra_days, "more day") if one.extra_days >= 0 else f"{plural(-one.extra_days, 'day')} less"
    nm = round(one.extra_nm)
    miles = f"{nm:+,} nm".replace("-", "\N{MINUS SIGN}") if nm else "0 nm"
    where = "at" if further else "as"
    return f"**{plain(one.name)}** {where} stop {one.at + 1}: {miles}, {days}, {one.points:,} points"


def _why_left_out(planning: Planning) -> None:
    chosen = _partner(planning, "Partner", WHY_KEY)
    if chosen:
        why = caching.derived(planning.records, why_left_out, planning.plan, chosen, known_on=planning.today)
        st.markdown(plain(why))
