"""The plan that is being worked on: steps, and taking them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.trip_acts import copied
from dashboard.parts.trip_state import MOST_STEPS, NEW, Working, begun_on
from models.settings import Settings
from models.tables import Trip
from models.trips import Plan, PlannedStop

if TYPE_CHECKING:
    from dashboard.actions.records import Records

PLAN = Plan("Spring", "Yokota", 139.35, 35.75, "Asia/Tokyo", date(2026, 12, 7))
FIJI, SAMOA = PlannedStop("FJI"), PlannedStop("WSM")


def working(**facts: Any) -> Working:  # noqa: ANN401 - any fact of it
    return Working(PLAN, **facts)


def stored(plan: Plan, *, number: int = 3, version: int = 1) -> Trip:
    return Trip(id=number, version=version, source="a test", **plan.facts())


def test_every_step_is_taken_back_and_again() -> None:
    one, two = PLAN.with_stop(FIJI), PLAN.with_stop(FIJI).with_stop(SAMOA)
    made = working().edited(one).edited(two)
    assert made.undone().plan == one
    assert made.undone().undone().plan == PLAN
    assert made.undone().undone().redone().redone().plan == two
    assert made.undone().undone().undone().plan == PLAN, "before the first step there is nothing"
    assert made.redone() == made


def test_a_new_step_forgets_what_was_undone() -> None:
    made = working().edited(PLAN.with_stop(FIJI)).undone().edited(PLAN.with_stop(SAMOA))
    assert made.ahead == ()
    assert made.undone().plan == PLAN


def test_what_changes_nothing_is_no_step() -> None:
    assert working().edited(PLAN) == working()


def test_fields_are_drawn_anew_only_for_what_they_did_not_say_themselves() -> None:
    typed = working().edited(replace(PLAN, name="Autumn"), typed=True)
    assert typed.round == 0
    assert typed.edited(PLAN.with_stop(FIJI)).round == 1
    assert typed.undone().round == 1


@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=30))
def test_undo_and_redo_never_lose_a_plan(acts: list[str]) -> None:
    held = working()
    for number, act in enumerate(acts):
        before = held
        if act == "edit":
            held = held.edited(replace(PLAN, name=f"Step {number}"))
            assert held.undone().plan == before.plan
        elif act == "undo" and held.past:
            held = held.undone()
            assert held.redone().plan == before.plan
        elif act == "redo" and held.ahead:
            held = held.redone()
            assert held.undone().plan == before.plan


def test_only_so_many_steps_are_kept() -> None:
    held = working()
    for number in range(MOST_STEPS + 5):
        held = held.edited(replace(PLAN, name=f"Step {number}"))
    assert len(held.past) == MOST_STEPS


def test_a_saved_plan_has_nothing_unsaved_and_its_own_key() -> None:
    plan = PLAN.with_stop(FIJI)
    new = working().edited(plan)
    assert new.unsaved
    assert new.key == NEW
    saved = new.saved(stored(plan))
    assert not saved.unsaved
    assert (saved.key, saved.seen, saved.trip_id) == ("3", 1, 3)
    assert saved.undone().unsaved, "steps before saving can still be taken back"


def test_what_was_merged_is_taken_over() -> None:
    theirs = PLAN.with_stop(SAMOA)
    saved = working(trip_id=3, seen=1, stored=PLAN).edited(PLAN.with_stop(FIJI)).saved(stored(theirs, version=3))
    assert saved.plan == theirs
    assert saved.seen == 3
    assert saved.round == 2, "the fields show what was merged"


def test_another_version_is_seen_without_touching_the_plan() -> None:
    held = working(trip_id=3, seen=1, stored=PLAN).edited(PLAN.with_stop(FIJI))
    assert held.seen_as(stored(PLAN, version=2)) == replace(held, seen=2)


@pytest.mark.parametrize("officer", [None, 4])
def test_a_new_trip_leaves_the_base_on_a_monday_with_whoever_plans_it(officer: int | None) -> None:
    who = SimpleNamespace(id=officer) if officer else None
    records = cast("Records", SimpleNamespace(settings=Settings(), officer=lambda: who))
    plan = begun_on(records, today=date(2026, 11, 22))
    assert plan.leaves_on == date(2027, 1, 25)
    assert plan.leaves_on.isoweekday() == 1
    assert plan.officers == ((4,) if officer else ())
    assert plan.base_zone == "Asia/Tokyo"


def test_a_copy_is_booked_nowhere() -> None:
    booked = replace(FIJI, engagement=12, planned_from=date(2026, 12, 9), planned_to=date(2026, 12, 10), pinned=True)
    copy = copied(PLAN.with_stop(booked))
    assert copy.stops == (replace(FIJI, pinned=True),)
    assert copy.name == "Copy of Spring"
