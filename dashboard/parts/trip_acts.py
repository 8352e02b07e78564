"""What is done with a whole trip beside saving: copy it, confirm it, complete it, withdraw it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching, clock
from dashboard.access import user
from dashboard.actions import trip_booking
from dashboard.actions.trip_intended import intended
from dashboard.parts.text import plain
from dashboard.parts.trip_derived import scheduled_of
from dashboard.parts.trip_printed import print_link
from dashboard.parts.trip_saving import refuse, settle, store
from dashboard.parts.trip_state import NEW, Working, begun_on, drop, edit, keep, working_on
from models.errors import ConflictError, SeamarkError
from models.vocabulary import TripState
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.actions.records import Records
    from dashboard.actions.trip_intended import Intended
    from dashboard.parts.trip_state import Planning
    from models.tables import Trip
    from models.trips import Plan

CHANGED = "Somebody else changed this trip just now. Look at it again, then do it once more."

TRIP_PAGE = "app_pages/trip.py"


def trip_acts(planning: Planning) -> None:
    """Draw the acts in the order in which a trip goes through them."""
    trip = planning.trip
    if not planning.completed:
        _confirming(planning)
    if trip is not None and trip.state is TripState.CONFIRMED:
        _completing(planning)
    with st.popover("More", icon=":material/more_horiz:", key=planning.steady("more")):
        st.button("Copy", key=planning.steady("copy"), icon=":material/content_copy:", on_click=_copy, args=(planning,))
        st.caption("A new trip with the same stops and no bookings.")
        print_link(planning)
        if planning.working.unsaved:
            _discarding(planning)
        if trip is not None:
            _withdrawing(planning)


def bookings_differ(planning: Planning) -> None:
    """Say how the bookings of a confirmed trip differ from the plan as it stands."""
    if planning.trip is None or planning.trip.state is not TripState.CONFIRMED:
        return
    said = _intended(planning, planning.trip).words
    if said:
        lines = "\n".join(f"- {plain(words)}" for words in said)
        st.info(lines, title="The bookings do not follow the plan yet", icon=":material/event_busy:")


def _confirming(planning: Planning) -> None:
    count = len(planning.plan.stops)
    booked = planning.trip is not None and planning.trip.state is TripState.CONFIRMED
    label = "Update bookings" if booked else "Confirm"
    with st.popover(label, icon=":material/event_available:", key=planning.steady("confirm"), disabled=not count):
        again = _told(planning, planning.trip) if planning.trip else []
        if planning.trip is None:
            st.markdown(
                f"Makes a **confirmed booking of each of the {plural(count, 'stop')}**, with its days and ports."
            )
        serious = [one for one in planning.scheduled.conflicts if one.serious]
        if serious:
            st.warning(
                f"{plural(len(serious), 'conflict')} left. You may confirm all the same.", icon=":material/warning:"
            )
        st.button(
            "Save and confirm" if planning.working.unsaved else "Confirm the bookings",
            key=planning.steady("confirm_now"),
            type="primary",
            on_click=_confirm,
            args=(planning, again),
        )


def _told(planning: Planning, trip: Trip) -> list[int]:
    """Say what confirming does, and ask about what was given up; return the bookings that are to be made again."""
    left = _intended(planning, trip).left
    asked = {step.booking.id or 0: step.words for step in left if step.booking}
    place = st.container()
    again = [
        number
        for number, words in asked.items()
        if st.checkbox(f"{plain(words)}. **Book it again**", key=planning.steady(f"again_{number}"))
    ]
    intended = _intended(planning, trip, again)
    place.markdown(f"**{intended.summary}** A booking takes the days and the ports of its stop.")
    return again


def _intended(planning: Planning, trip: Trip, again: Sequence[int] = ()) -> Intended:
    """Tell what confirming would do, worked out once for the plan and the records as they stand."""
    return caching.derived(planning.records, _worked_out, planning.plan, trip.id, tuple(again))


def _worked_out(plan: Plan, trip_id: int, again: Sequence[int], records: Records) -> Intended:
    scheduled = scheduled_of(records, plan, trip_id)
    return intended(caching.engine(), records.trips[trip_id], scheduled, records, again=again)


def _completing(planning: Planning) -> None:
    with st.popover("Complete", icon=":material/assignment_turned_in:", key=planning.steady("complete")):
        st.markdown("Says that the trip was made, and begins a **draft of the report** for each booking that has none.")
        st.button(
            "Complete the trip",
            key=planning.steady("complete_now"),
            type="primary",
            disabled=planning.working.unsaved,
            help="Save or discard your changes first" if planning.working.unsaved else None,
            on_click=_complete,
            args=(planning,),
        )


def _discarding(planning: Planning) -> None:
    st.button(
        "Discard changes" if planning.trip else "Begin anew",
        key=planning.steady("discard"),
        icon=":material/delete:",
        help="Throws away what was not saved. Undo brings it back.",
        on_click=_discard,
        args=(planning,),
    )


def _withdrawing(planning: Planning) -> None:
    with st.form(planning.steady("withdrawing"), border=False):
        st.text_input("Reason for withdrawing", key=planning.steady("withdraw_why"))
        st.caption(
            "The bookings made of it are cancelled. What was visited, and engagements that joined it otherwise, stay. "
            "History can undo it."
        )
        st.form_submit_button("Withdraw the trip", icon=":material/block:", on_click=_withdraw, args=(planning,))


def copied(plan: Plan) -> Plan:
    """Return the plan of a copy: the same stops, none of them booked."""
    stops = tuple(replace(stop, engagement=None, planned_from=None, planned_to=None) for stop in plan.stops)
    return replace(plan, name=f"Copy of {plan.name}", stops=stops)


def begin_copy(plan: Plan) -> None:
    """Go on with a copy as the new trip; a new trip that was being planned is one step back."""
    held = working_on(NEW)
    keep(held.edited(copied(plan)) if held else Working(copied(plan)))


def _copy(planning: Planning) -> None:
    begin_copy(planning.plan)
    st.query_params.from_dict({"new": "1"})


def _discard(planning: Planning) -> None:
    """Go back to what is stored; of a new trip nothing is, and it begins anew."""
    edit(planning.working.key, planning.working.stored or begun_on(planning.records, today=planning.today))


def _confirm(planning: Planning, again: Sequence[int]) -> None:
    """Store the plan first, where it is not."""
    if planning.working.unsaved and not store(planning):
        return
    held = working_on(st.query_params.get("id", ""))
    if held is None or held.trip_id is None:
        return
    number, seen, records = held.trip_id, held.seen or 0, caching.records()
    scheduled = scheduled_of(records, held.plan, number)
    _act(
        held,
        lambda: trip_booking.confirm(caching.engine(), number, scheduled, records, seen=seen, who=user(), again=again),
        "Confirmed.",
    )


def _complete(planning: Planning) -> None:
    held = planning.working
    number, seen = held.trip_id or 0, held.seen or 0
    try:
        begun = trip_booking.complete(
            caching.engine(), number, seen=seen, who=user(), at=clock.now(), today=planning.today
        )
    except ConflictError:
        refuse(CHANGED)
    except SeamarkError as error:
        refuse(str(error))
    else:
        drop(held.key)
        st.toast(f"Completed. {plural(len(begun), 'report')} begun: Engagements, Drafts.", icon=":material/check:")


def _withdraw(planning: Planning) -> None:
    held = planning.working
    why = st.session_state[planning.steady("withdraw_why")]
    number, seen = held.trip_id or 0, held.seen or 0
    _act(
        held,
        lambda: trip_booking.withdraw(caching.engine(), number, seen=seen, who=user(), why=why),
        "Withdrawn.",
    )


def _act(held: Working, act: Callable[[], Trip], done: str) -> None:
    """Do something with a stored trip, and say what came of it."""
    try:
        row = act()
    except ConflictError:
        refuse(CHANGED)
    except SeamarkError as error:
        refuse(str(error))
    else:
        settle(held, row)
        st.toast(done, icon=":material/check:")
