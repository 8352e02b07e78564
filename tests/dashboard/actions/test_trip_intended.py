"""What confirming would do is told before, and is then what it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.trip_booking import actual, confirm
from dashboard.actions.trip_intended import Act, Intended, Step, intended
from models.changes import writing
from models.tables import Engagement, OfficerCreate
from models.trips import PlannedStop
from models.vocabulary import EngagementStatus
from tests.dashboard.actions.test_trip_booking import (
    WHO,
    bookings,
    changed,
    confirmed,
    plan_held,
    records_of,
    stored,
)
from tests.dashboard.actions.trip_samples import planned, with_days

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from sqlalchemy.engine import Engine

    from models.tables import Trip
    from models.trips import Plan

BEGINS = date(2027, 1, 12)
STORM = {"status": EngagementStatus.CANCELLED, "closing_reason": "Storm."}


def told(
    engine: Engine, trip: Trip, plan: Plan | None = None, *, begins: date = BEGINS, again: Collection[int] = ()
) -> Intended:
    scheduled = with_days(plan or plan_held(trip), begins=begins)
    return intended(engine, trip, scheduled, records_of(engine), again=again)


def by_hand(engine: Engine, booking: Engagement, facts: dict[str, Any]) -> None:
    with writing(engine, who="somebody", why="") as writer:
        writer.update(Engagement, booking.id or 0, facts, seen=booking.version)


def rebooked(engine: Engine, trip: Trip, again: Collection[int]) -> Trip:
    scheduled = with_days(plan_held(trip), begins=BEGINS)
    return confirm(engine, trip.id or 0, scheduled, records_of(engine), seen=trip.version, who=WHO, again=again)


def statuses(engine: Engine, trip: Trip) -> list[tuple[str, EngagementStatus]]:
    return [(one.territory, one.status) for one in bookings(engine, trip)]


def test_a_draft_books_each_stop_and_once_confirmed_nothing_is_left_to_do(prepared: Engine) -> None:
    draft = stored(prepared, planned("FJI", "TON"))
    assert told(prepared, draft).summary == "Books 2 stops."
    assert told(prepared, draft).words == ["Fiji is not booked yet", "Tonga is not booked yet"]
    trip = confirmed(prepared, draft)
    assert told(prepared, trip).summary == "Changes no booking."
    assert told(prepared, trip).words == []


def test_what_is_made_changed_and_cancelled_is_told_before_saving_and_after(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    edited = plan_held(trip).without_stop(1).with_stop(PlannedStop("WSM", embassy=0))
    later = date(2027, 1, 19)
    before = told(prepared, trip, edited, begins=later)
    assert before.summary == "Books 1 stop, changes 1 booking and cancels 1 booking."
    assert before.words == [
        "Fiji is booked on 12 Jan 2027; the plan now has it on 19 Jan 2027",
        "Samoa is not booked yet",
        "Tonga was taken out of the plan; its booking on 13 Jan 2027 is cancelled",
    ]
    saved = changed(prepared, trip, edited)
    after = told(prepared, saved, begins=later)
    assert (after.words, after.summary) == (before.words, before.summary)
    done = confirmed(prepared, saved, begins=later)
    assert statuses(prepared, done) == [
        ("FJI", EngagementStatus.CONFIRMED),
        ("TON", EngagementStatus.CANCELLED),
        ("WSM", EngagementStatus.CONFIRMED),
    ]
    assert told(prepared, done, begins=later).words == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"starts_on": date(2027, 1, 14), "ends_on": date(2027, 1, 15)},
            "booked from 14 Jan 2027 to 15 Jan 2027; the plan now has it on 12 Jan 2027",
        ),
        ({"status": EngagementStatus.PLANNED}, "booked as planned, not confirmed; the plan now has it confirmed"),
    ],
)
def test_what_somebody_changed_in_a_booking_and_confirming_would_take_back_is_told(
    prepared: Engine, facts: dict[str, Any], said: str
) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    by_hand(prepared, bookings(prepared, trip)[0], facts)
    assert told(prepared, trip).words == [f"Fiji is {said}"]
    confirmed(prepared, trip)
    assert told(prepared, trip).words == []


def test_other_ports_another_kind_and_other_travellers_are_told(prepared: Engine) -> None:
    with writing(prepared, who=WHO, why="") as writer:
        first, second = (writer.create(OfficerCreate(name=name, source="a test")) for name in ("First", "Second"))
    trip = confirmed(prepared, stored(prepared, replace(planned("FJI"), officers=(first.id,))))
    ports = [one.id or 0 for one in records_of(prepared).ports["FJI"][:2]]
    plan = replace(plan_held(trip).changed(0, ports=tuple(ports)), officers=(second.id, first.id))
    (said,) = told(prepared, trip, plan).words
    booked, planned_now = said.split("; ")
    assert booked == "Fiji is booked as government engagement, with 0 ports, for First"
    assert planned_now == "the plan now has it as port visit, with 2 ports, for Second, First"
    trip = confirmed(prepared, changed(prepared, trip, plan))
    turned = plan_held(trip).changed(0, ports=tuple(reversed(ports)))
    assert "with others, or in another order" in told(prepared, trip, turned).words[0]


def test_a_booking_that_a_person_cancelled_is_named_and_not_made_again_unasked(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    fiji = bookings(prepared, trip)[0]
    by_hand(prepared, fiji, STORM)
    found = told(prepared, trip)
    assert found.summary == "Changes no booking."
    assert found.words == ["The booking of Fiji was cancelled (Storm); it is not made again unless you choose so"]
    trip = confirmed(prepared, trip)
    assert len(bookings(prepared, trip)) == 2
    assert actual(prepared, trip)[0].words == "Cancelled: Storm."
    assert told(prepared, trip, again=[fiji.id or 0]).summary == "Books 1 stop."
    trip = rebooked(prepared, trip, [fiji.id or 0])
    assert statuses(prepared, trip)[2:] == [("FJI", EngagementStatus.CONFIRMED)]
    assert told(prepared, trip).words == []


def test_a_booking_that_a_person_took_off_the_trip_is_named_and_not_made_again_unasked(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    fiji = bookings(prepared, trip)[0]
    by_hand(prepared, fiji, {"trip_id": None})
    found = told(prepared, trip)
    assert [step.act for step in found.steps] == [Act.LEAVE, Act.KEEP]
    assert found.words[0].startswith("The booking of Fiji on 12 Jan 2027 was taken off this trip; it is not made again")
    trip = confirmed(prepared, trip)
    assert statuses(prepared, trip) == [("TON", EngagementStatus.CONFIRMED)]
    trip = rebooked(prepared, trip, [fiji.id or 0])
    assert statuses(prepared, trip) == [("TON", EngagementStatus.CONFIRMED), ("FJI", EngagementStatus.CONFIRMED)]


@pytest.mark.parametrize("facts", [STORM, {"trip_id": None}])
def test_a_step_back_in_the_plan_does_not_hide_what_a_person_gave_up(prepared: Engine, facts: dict[str, Any]) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    by_hand(prepared, bookings(prepared, trip)[0], facts)
    trip = changed(prepared, trip, planned("FJI"))
    assert [step.act for step in told(prepared, trip).steps] == [Act.LEAVE]
    before = bookings(prepared, trip)
    confirmed(prepared, trip)
    assert bookings(prepared, trip) == before


def test_a_visit_that_was_reported_is_not_booked_again_after_a_step_back(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    by_hand(prepared, bookings(prepared, trip)[0], {"status": EngagementStatus.COMPLETED})
    trip = changed(prepared, trip, planned("FJI"))
    assert told(prepared, trip).summary == "Changes no booking."
    assert statuses(prepared, confirmed(prepared, trip)) == [("FJI", EngagementStatus.COMPLETED)]


def test_a_stop_that_was_taken_out_and_put_back_is_booked_again(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    whole = plan_held(trip)
    trip = confirmed(prepared, changed(prepared, trip, whole.without_stop(1)))
    trip = changed(prepared, trip, plan_held(trip).with_stop(whole.stops[1]))
    assert told(prepared, trip).words == ["Tonga is not booked any more"], "the trip cancelled it, nobody else"
    confirmed(prepared, trip)
    assert statuses(prepared, trip)[1:] == [("TON", EngagementStatus.CANCELLED), ("TON", EngagementStatus.CONFIRMED)]


def test_what_was_taken_out_is_told_once_it_is_saved_unless_it_was_made_already(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    by_hand(prepared, bookings(prepared, trip)[0], {"status": EngagementStatus.COMPLETED})
    trip = changed(prepared, trip, plan_held(trip).without_stop(0))
    assert told(prepared, trip, begins=date(2027, 1, 13)).words == []
    trip = changed(prepared, trip, replace(plan_held(trip), stops=()))
    assert told(prepared, trip).summary == "Cancels 1 booking."


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([], "Changes no booking."),
        ([Act.LEAVE, Act.KEEP], "Changes no booking."),
        ([Act.CHANGE], "Changes 1 booking."),
        ([Act.BOOK, Act.CANCEL, Act.BOOK], "Books 2 stops and cancels 1 booking."),
    ],
)
def test_the_summary_counts_what_is_done(acts: list[Act], said: str) -> None:
    assert Intended([Step(act, "") for act in acts]).summary == said
