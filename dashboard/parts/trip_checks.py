"""The checklist of a trip: what has to be done before it leaves, by which day, and what is done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.editing import Conflict, save
from dashboard.actions.trip_checklist import checklist, renewed
from dashboard.parts.coverage_filters import FORECAST
from dashboard.parts.rounds import next_round, rounds
from dashboard.parts.text import plain
from dashboard.parts.trip_acts import CHANGED
from dashboard.parts.trip_saving import refuse
from dashboard.parts.trip_state import keep, working_on
from models.errors import SeamarkError
from models.tables import Trip
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.parts.trip_state import Planning
    from models.tables import ChecklistItem

OWN_KEY = "own_item"
"""Of the round of the form for an item of one's own."""


def trip_checks(planning: Planning) -> None:
    """Draw the checklist; ticking an item off stores it at once."""
    held = planning.trip.checklist if planning.trip else []
    items = renewed(held, checklist(planning.scheduled, planning.records))
    if not items:
        st.caption("Nothing yet: the checklist follows from the stops.")
        return
    late = sum(_late(item, planning.today) for item in items)
    done = sum(item["done_on"] is not None for item in items)
    st.markdown(f"{done} of {len(items)} done" + (f", **{late} overdue**" if late else ""))
    if planning.trip is None:
        st.caption("Save the trip to tick items off.")
    for at, item in enumerate(items):
        _item(planning, items, at, item)
    if planning.trip is not None:
        _own(planning, items)


def _late(item: ChecklistItem, today: date) -> bool:
    return item["done_on"] is None and date.fromisoformat(item["due_on"]) < today


def _item(planning: Planning, items: Sequence[ChecklistItem], at: int, item: ChecklistItem) -> None:
    territory = planning.records.territories.get(item["territory"] or "")
    due = date.fromisoformat(item["due_on"])
    left = (due - planning.today).days
    when = f"by {day(due)}" + (f", **{plural(-left, 'day')} overdue**" if left < 0 else f", in {plural(left, 'day')}")
    if item["done_on"]:
        when = f"done on {day(date.fromisoformat(item['done_on']))}"
    name = f"**{plain(territory.name)}**: " if territory else ""
    key = f"trip_check_{planning.working.key}_{item['territory']}_{item['what']}_{item['done_on']}"
    st.checkbox(
        f"{name}{plain(item['what'])} · {when}",
        item["done_on"] is not None,
        key=key,
        disabled=planning.trip is None,
        on_change=_tick,
        args=(planning, items, at),
    )


def _tick(planning: Planning, items: Sequence[ChecklistItem], at: int) -> None:
    done = None if items[at]["done_on"] else planning.today.isoformat()
    _store(planning, [*items[:at], {**items[at], "done_on": done}, *items[at + 1 :]])


def _own(planning: Planning, items: Sequence[ChecklistItem]) -> None:
    form = planning.steady(OWN_KEY)
    name = f"{form}_{rounds(form)}"
    with st.popover("Add an item", icon=":material/add_task:", key=form), st.form(name, border=False):
        what = st.text_input("What", key=f"{name}_what", max_chars=300)
        bounds: dict[str, Any] = {"min_value": planning.today, "max_value": planning.today + FORECAST}
        due = st.date_input("By", planning.today, key=f"{name}_due", format="YYYY-MM-DD", **bounds)
        if st.form_submit_button("Add", type="primary") and what.strip():
            own: ChecklistItem = {"what": what.strip(), "territory": None, "due_on": due.isoformat(), "done_on": None}
            _store(planning, [*items, own])
            next_round(form)
            st.rerun()


def _store(planning: Planning, items: Sequence[ChecklistItem]) -> None:
    """Store the checklist alone; what else was changed of the plan stays unsaved."""
    held = working_on(planning.working.key)
    if held is None or planning.trip is None:
        return
    try:
        result = save(caching.engine(), Trip, held.trip_id, {"checklist": list(items)}, seen=held.seen, who=user())
    except SeamarkError as error:
        refuse(str(error))
        return
    if isinstance(result, Conflict):
        refuse(CHANGED)
    else:
        keep(held.seen_as(result.row))
