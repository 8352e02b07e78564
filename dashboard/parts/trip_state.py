"""The trip that is being worked on: its plan as it stands in this session, and every step that led to it.

Nothing of it is stored until it is saved. It stays while other pages are shown: one plan for each trip, and a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from models.trips import Plan, plan_of
from models.vocabulary import TripState

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.trip_plan import Scheduled
    from models.tables import Trip

WORKING_KEY, LAST_KEY = "trip_working", "trip_last"
"""Of the plans being worked on, by trip; and of the trip that was worked on last."""

NEW = "new"
"""Key of a trip that was never stored."""

MOST_STEPS = 200
"""So many steps can be taken back."""

AHEAD = timedelta(days=60)
"""A new trip leaves on the first Monday from so many days on: clearances take their time."""

DAYS = 28
"""A new trip takes four weeks."""


@dataclass(frozen=True, slots=True)
class Working:
    """A plan, and the steps around it."""

    plan: Plan
    trip_id: int | None = None
    """None for a trip that was never stored."""
    seen: int | None = None
    """The version of the trip that the plan began from."""
    stored: Plan | None = None
    """The plan as it is stored."""
    past: tuple[Plan, ...] = ()
    """What undo goes back to, the latest last."""
    ahead: tuple[Plan, ...] = ()
    """What redo goes on to, the next last."""
    round: int = 0
    """Counts the changes that no field made: fields of another round show what the plan says anew."""

    @property
    def key(self) -> str:
        """Tell this plan from any other of the session."""
        return NEW if self.trip_id is None else str(self.trip_id)

    @property
    def unsaved(self) -> bool:
        """Whether something of it is not stored."""
        return self.plan != self.stored

    def edited(self, plan: Plan, *, typed: bool = False) -> Working:
        """Take a step; the steps that were undone are forgotten.

        Args:
            plan: as it now stands; the same as before is no step.
            typed: whether the field that shows the change made it, so that fields stay as they are.
        """
        if plan == self.plan:
            return self
        past = (*self.past, self.plan)[-MOST_STEPS:]
        return replace(self, plan=plan, past=past, ahead=(), round=self.round + (not typed))

    def undone(self) -> Working:
        """Take the last step back."""
        if not self.past:
            return self
        ahead = (*self.ahead, self.plan)
        return replace(self, plan=self.past[-1], past=self.past[:-1], ahead=ahead, round=self.round + 1)

    def redone(self) -> Working:
        """Take again the step that was taken back last."""
        if not self.ahead:
            return self
        past = (*self.past, self.plan)
        return replace(self, plan=self.ahead[-1], past=past, ahead=self.ahead[:-1], round=self.round + 1)

    def saved(self, trip: Trip) -> Working:
        """Say that a trip was stored; its steps can still be taken back."""
        stored = plan_of(trip) or self.plan
        renewed = self.round + (stored != self.plan)
        return replace(self, plan=stored, trip_id=trip.id, seen=trip.version, stored=stored, round=renewed)

    def seen_as(self, trip: Trip) -> Working:
        """Say that something was stored that is no part of the plan."""
        return replace(self, seen=trip.version)


@dataclass(frozen=True, slots=True)
class Planning:
    """What every part of the planner is drawn from."""

    working: Working
    trip: Trip | None
    """As it is stored; None if it never was."""
    scheduled: Scheduled
    records: Records
    today: date

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self.working.plan

    @property
    def completed(self) -> bool:
        """Whether the trip was made: its plan stays as it was."""
        return is_completed(self.trip)

    def key(self, name: str) -> str:
        """Name a widget; one whose value something else changed has another name."""
        return f"trip_{self.working.key}_{self.working.round}_{name}"

    def steady(self, name: str) -> str:
        """Name a widget that stays over all rounds."""
        return f"trip_{self.working.key}_{name}"


def is_completed(trip: Trip | None) -> bool:
    """Tell whether a trip was made."""
    return trip is not None and trip.state is TripState.COMPLETED


def begun_on(records: Records, *, today: date) -> Plan:
    """Return the plan of a new trip: from the base, by whoever plans it, on a Monday some weeks ahead."""
    base, officer = records.settings.base, records.officer()
    leaves_on = today + AHEAD
    return Plan(
        name="New trip",
        base=base.name,
        base_lon=base.lon,
        base_lat=base.lat,
        base_zone=base.time_zone,
        leaves_on=leaves_on + timedelta(days=-leaves_on.weekday() % 7),
        days=DAYS,
        officers=(officer.id,) if officer and officer.id else (),
    )


def working_on(key: str) -> Working | None:
    """Return the plan that is being worked on under a key, if there is one."""
    found: Working | None = st.session_state.get(WORKING_KEY, {}).get(key)
    return found


def last_worked_on() -> Working | None:
    """Return the plan that was worked on last in this session."""
    return working_on(st.session_state.get(LAST_KEY, ""))


def open_new(records: Records, *, today: date) -> Working:
    """Return the new trip that is being worked on, or begin one."""
    held = working_on(NEW) or keep(Working(begun_on(records, today=today)))
    st.session_state[LAST_KEY] = NEW
    return held


def open_trip(trip: Trip, plan: Plan) -> Working:
    """Return the plan of a stored trip as it is being worked on; without a change of ours it is the stored one.

    Nothing can be added to a trip that was made, so that no other page offers it.
    """
    held = working_on(str(trip.id))
    if not is_completed(trip):
        st.session_state[LAST_KEY] = str(trip.id)
    if held is None or (not held.unsaved and held.seen != trip.version):
        held = keep(Working(plan, trip.id, trip.version, plan))
    return held


def keep(working: Working) -> Working:
    """Hold a plan in the session."""
    st.session_state[WORKING_KEY] = st.session_state.get(WORKING_KEY, {}) | {working.key: working}
    return working


def drop(key: str) -> None:
    """Forget what was worked on under a key."""
    st.session_state[WORKING_KEY] = {
        name: held for name, held in st.session_state.get(WORKING_KEY, {}).items() if name != key
    }


def edit(key: str, plan: Plan, *, typed: bool = False) -> None:
    """Take a step: what a click calls."""
    held = working_on(key)
    if held is not None:
        keep(held.edited(plan, typed=typed))


def undo(key: str) -> None:
    """Take the last step back."""
    held = working_on(key)
    if held is not None:
        keep(held.undone())


def redo(key: str) -> None:
    """Take it again."""
    held = working_on(key)
    if held is not None:
        keep(held.redone())


def change(key: str, **facts: Any) -> None:  # noqa: ANN401 - any fact of a plan
    """Change facts of the plan as it stands: what the field of a fact calls."""
    held = working_on(key)
    if held is not None:
        keep(held.edited(replace(held.plan, **facts), typed=True))


def change_stop(key: str, at: int, **facts: Any) -> None:  # noqa: ANN401 - any fact of a stop
    """Change facts of a stop: what the field of a fact calls."""
    held = working_on(key)
    if held is not None and at < len(held.plan.stops):
        keep(held.edited(held.plan.changed(at, **facts), typed=True))
