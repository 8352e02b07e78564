"""Save a trip; where somebody else changed it meanwhile, show both versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.editing import Conflict, save
from dashboard.actions.trip_checklist import checklist, renewed
from dashboard.parts.merging import merge_screen
from dashboard.parts.text import plain
from dashboard.parts.trip_derived import scheduled_of
from dashboard.parts.trip_state import LAST_KEY, NEW, drop, is_completed, keep, working_on
from models.database import reading
from models.errors import SeamarkError
from models.tables import Trip

if TYPE_CHECKING:
    from dashboard.parts.trip_state import Planning, Working

SOURCE = "planned in Seamark"

CONFLICT_KEY, REFUSED_KEY = "trip_conflict", "trip_refused"
"""Of what was found on saving, and why nothing was stored."""

LABELS = {"leaves_on": "Leaves on", "back_by": "Back by", "days": "Days at most", "officers": "Travellers"}


def save_button(planning: Planning) -> None:
    """Draw the button that stores the plan."""
    st.button(
        "Save",
        key=planning.steady("save"),
        type="primary" if planning.working.unsaved else "secondary",
        icon=":material/save:",
        disabled=not planning.working.unsaved,
        on_click=_store,
        args=(planning,),
    )


def refusals() -> None:
    """Say why the last act stored nothing."""
    refused = st.session_state.pop(REFUSED_KEY, None)
    if refused:
        st.error(plain(refused), icon=":material/error:")


def refuse(why: str) -> None:
    """Keep why nothing was stored, for the page that is drawn next."""
    st.session_state[REFUSED_KEY] = why


def merging(working: Working) -> bool:
    """Draw both versions where somebody else changed the trip; tell whether that is so."""
    conflict: Conflict | None = st.session_state.get(CONFLICT_KEY)
    if conflict is None or conflict.record_id != working.trip_id:
        return False
    merged = merge_screen(conflict, labels=LABELS)
    st.button("Leave theirs", key="trip_theirs", type="tertiary", on_click=_leave, args=(working,))
    if merged is not None:
        _settle(working, merged, conflict.theirs_version)
        st.rerun()
    return True


def _store(planning: Planning) -> None:
    store(planning)


def store(planning: Planning) -> bool:
    """Store the plan as it stands, with the checklist that follows from it; tell whether it was."""
    held = working_on(planning.working.key)
    if held is None:
        return False
    records, trip = planning.records, planning.trip
    scheduled = scheduled_of(records, held.plan, held.trip_id)
    items = renewed(trip.checklist if trip else [], checklist(scheduled, records))
    source = {} if held.trip_id else {"source": SOURCE}
    return _settle(held, {**held.plan.facts(), **source, "checklist": items}, held.seen)


def _settle(held: Working, facts: dict[str, Any], seen: int | None) -> bool:
    if held.trip_id is not None and _was_made(held.trip_id):
        refuse("This trip was completed meanwhile, and its plan stays as it was. Copy it to keep your changes.")
        return False
    try:
        result = save(caching.engine(), Trip, held.trip_id, facts, seen=seen, who=user())
    except SeamarkError as error:
        refuse(str(error))
        return False
    if isinstance(result, Conflict):
        st.session_state[CONFLICT_KEY] = result
        return False
    st.session_state.pop(CONFLICT_KEY, None)
    settle(held, result.row)
    st.toast("Saved.", icon=":material/check:")
    return True


def _was_made(trip_id: int) -> bool:
    with reading(caching.engine()) as session:
        return is_completed(session.get(Trip, trip_id))


def settle(held: Working, row: Trip) -> None:
    """Go on with a trip as it was stored; a new one has its address from now on."""
    renewed_working = keep(held.saved(row))
    if held.key == NEW:
        drop(NEW)
        st.query_params.pop("new", None)
        st.query_params["id"] = renewed_working.key
    st.session_state[LAST_KEY] = renewed_working.key


def _leave(working: Working) -> None:
    """Give up what was changed here."""
    st.session_state.pop(CONFLICT_KEY, None)
    drop(working.key)
