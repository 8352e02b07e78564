"""From plan to bookings to reports, and back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, col, select

from dashboard.actions import history
from dashboard.actions.records import Records, read_records
from dashboard.actions.trip_booking import actual, complete, confirm, withdraw
from models import drafts
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError
from models.tables import Engagement, OfficerCreate, Trip
from models.trips import Plan, PlannedStop, plan_of
from models.vocabulary import AgendaPart, EngagementKind, EngagementStatus, TripState
from models.wording import day
from tests.dashboard.actions.trip_samples import planned, with_days

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

AT = datetime(2027, 2, 1, tzinfo=UTC)
AFTER = date(2027, 2, 1)
"""When every trip of these tests is over."""

WHO = "planner"


def stored(engine: Engine, plan: Plan) -> Trip:
    with writing(engine, who=WHO, why="") as writer:
        return writer.make(Trip, plan.facts() | {"source": "a test", "marking": "UNCLASSIFIED"})


def changed(engine: Engine, trip: Trip, plan: Plan) -> Trip:
    with writing(engine, who=WHO, why="") as writer:
        return writer.update(Trip, trip.id or 0, plan.facts(), seen=trip.version)


def records_of(engine: Engine) -> Records:
    with reading(engine) as session:
        return read_records(session=session)


def bookings(engine: Engine, trip: Trip) -> list[Engagement]:
    with Session(engine) as session:
        query = select(Engagement).where(Engagement.trip_id == trip.id)
        return list(session.exec(query.order_by(col(Engagement.id))))


def confirmed(engine: Engine, trip: Trip, *, begins: date = date(2027, 1, 12), days_each: int = 1) -> Trip:
    plan = plan_of(trip)
    assert plan is not None
    scheduled = with_days(plan, begins=begins, days_each=days_each)
    return confirm(engine, trip.id or 0, scheduled, records_of(engine), seen=trip.version, who=WHO)


def plan_held(trip: Trip) -> Plan:
    plan = plan_of(trip)
    assert plan is not None
    return plan


def test_every_stop_becomes_a_confirmed_booking_with_its_days(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")), days_each=2)
    fiji, tonga = bookings(prepared, trip)
    assert trip.state is TripState.CONFIRMED
    assert (fiji.territory, fiji.kind, fiji.status) == ("FJI", EngagementKind.GOVERNMENT, EngagementStatus.CONFIRMED)
    assert (fiji.starts_on, fiji.ends_on) == (date(2027, 1, 12), date(2027, 1, 13))
    assert (tonga.starts_on, tonga.ends_on) == (date(2027, 1, 14), date(2027, 1, 15))
    assert [stop.engagement for stop in plan_held(trip).stops] == [fiji.id, tonga.id]
    assert plan_held(trip).stops[0].planned_from == date(2027, 1, 12)


def test_a_booking_names_the_travellers_and_what_the_stop_holds(prepared: Engine) -> None:
    with writing(prepared, who=WHO, why="") as writer:
        first, second = (writer.create(OfficerCreate(name=name, source="a test")) for name in ("First", "Second"))
    port = records_of(prepared).ports["FJI"][0].id or 0
    plan = replace(planned("FJI").changed(0, ports=(port,), embassy=1), officers=(second.id, first.id))
    trip = confirmed(prepared, stored(prepared, plan))
    (booking,) = bookings(prepared, trip)
    assert (booking.lead, booking.team) == ("Second", ["First"])
    assert (booking.kind, booking.ports) == (EngagementKind.PORT_VISIT, [port])
    assert {item["part"] for item in booking.agenda} == set(AgendaPart)


@pytest.mark.parametrize(
    ("stop", "kind", "parts"),
    [
        (PlannedStop("FJI", embassy=0), EngagementKind.GOVERNMENT, {AgendaPart.GOVERNMENT}),
        (PlannedStop("FJI", government=0), EngagementKind.EMBASSY_CALL, {AgendaPart.EMBASSY}),
        (PlannedStop("FJI", embassy=0, ports=(1,), port=0), EngagementKind.GOVERNMENT, {AgendaPart.GOVERNMENT}),
    ],
)
def test_the_kind_of_a_booking_follows_from_its_agenda(
    prepared: Engine, stop: PlannedStop, kind: EngagementKind, parts: set[AgendaPart]
) -> None:
    trip = confirmed(prepared, stored(prepared, planned().with_stop(stop)))
    (booking,) = bookings(prepared, trip)
    assert booking.kind is kind
    assert {item["part"] for item in booking.agenda} == parts


def test_confirming_again_moves_adds_and_cancels_but_never_books_twice(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    plan = plan_held(trip).without_stop(0).with_stop(PlannedStop("WSM", embassy=0))
    trip = confirmed(prepared, changed(prepared, trip, plan), begins=date(2027, 1, 19))
    fiji, tonga, samoa = bookings(prepared, trip)
    assert fiji.status is EngagementStatus.CANCELLED
    assert "Islands" in fiji.closing_reason
    assert (tonga.status, tonga.starts_on) == (EngagementStatus.CONFIRMED, date(2027, 1, 19))
    assert (samoa.territory, samoa.starts_on) == ("WSM", date(2027, 1, 20))
    assert [stop.planned_from for stop in plan_held(trip).stops] == [date(2027, 1, 19), date(2027, 1, 20)]


def test_confirming_the_same_again_writes_nothing(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    again = confirmed(prepared, trip)
    assert again.version == trip.version
    assert [one.version for one in bookings(prepared, trip)] == [1]


def test_what_somebody_wrote_into_a_booking_stays(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    (booking,) = bookings(prepared, trip)
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, booking.id or 0, {"summary": "By phone", "lead": "Another"}, seen=1)
    confirmed(prepared, trip, begins=date(2027, 1, 19))
    (booking,) = bookings(prepared, trip)
    assert (booking.summary, booking.lead, booking.starts_on) == ("By phone", "Another", date(2027, 1, 19))


def test_a_visit_that_was_reported_is_never_touched_again(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    (booking,) = bookings(prepared, trip)
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, booking.id or 0, {"status": EngagementStatus.COMPLETED}, seen=1)
    confirmed(prepared, trip, begins=date(2027, 1, 19))
    (booking,) = bookings(prepared, trip)
    assert (booking.status, booking.starts_on) == (EngagementStatus.COMPLETED, date(2027, 1, 12))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (planned(), "add a stop first"),
        (planned("FJI").with_stop(PlannedStop("TON", government=0, embassy=0)), "stop 2, Tonga, has no day of work"),
    ],
)
def test_what_cannot_be_booked_is_refused_and_nothing_is_written(prepared: Engine, plan: Plan, said: str) -> None:
    trip = stored(prepared, plan)
    with pytest.raises(InvalidRecordError, match=said):
        confirmed(prepared, trip)
    assert bookings(prepared, trip) == []


def test_a_trip_that_somebody_else_changed_is_not_confirmed(prepared: Engine) -> None:
    trip = stored(prepared, planned("FJI"))
    changed(prepared, trip, planned("TON"))
    with pytest.raises(ConflictError):
        confirmed(prepared, trip)
    assert bookings(prepared, trip) == []


def test_completing_begins_a_report_of_every_booking(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    keys = complete(prepared, trip.id or 0, seen=trip.version, who=WHO, at=AT, today=AFTER)
    begun = [drafts.find(prepared, key) for key in keys]
    assert [draft.content["territory"] for draft in begun if draft] == ["FJI", "TON"]
    assert {draft.content["status"] for draft in begun if draft} == {"completed"}
    assert {one.status for one in bookings(prepared, trip)} == {EngagementStatus.CONFIRMED}, "until it is reported"


def test_a_trip_is_not_completed_before_its_last_booking_has_ended(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    last = bookings(prepared, trip)[-1].ends_on
    with pytest.raises(
        InvalidRecordError, match=re.escape(f"the trip lasts until {day(last)}; complete it on that day")
    ):
        complete(prepared, trip.id or 0, seen=trip.version, who=WHO, at=AT, today=last - timedelta(days=1))
    with reading(prepared) as session:
        assert session.get_one(Trip, trip.id).state is TripState.CONFIRMED
        assert list(drafts.drafts(session=session)) == []
    assert len(complete(prepared, trip.id or 0, seen=trip.version, who=WHO, at=AT, today=last)) == 2


def test_completing_again_begins_no_second_report(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    begun = complete(prepared, trip.id or 0, seen=trip.version, who=WHO, at=AT, today=AFTER)
    with writing(prepared, who=WHO, why="") as writer:
        again = writer.update(Trip, trip.id or 0, {"state": TripState.CONFIRMED}, seen=trip.version + 1)
    drafts.discard(prepared, begun[0])
    (key,) = complete(prepared, trip.id or 0, seen=again.version, who=WHO, at=AT, today=AFTER)
    with reading(prepared) as session:
        assert {draft.key for draft in drafts.drafts(session=session)} == {begun[1], key}


def test_only_a_confirmed_trip_is_completed(prepared: Engine) -> None:
    trip = stored(prepared, planned("FJI"))
    with pytest.raises(InvalidRecordError, match="confirm the trip first"):
        complete(prepared, trip.id or 0, seen=trip.version, who=WHO, at=AT, today=AFTER)


def test_giving_a_trip_up_cancels_its_bookings_and_keeps_what_was_visited(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    fiji, _ = bookings(prepared, trip)
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, fiji.id or 0, {"status": EngagementStatus.COMPLETED}, seen=1)
    with pytest.raises(InvalidRecordError, match="say why"):
        withdraw(prepared, trip.id or 0, seen=trip.version, who=WHO, why=" ")
    gone = withdraw(prepared, trip.id or 0, seen=trip.version, who=WHO, why="No funds")
    fiji, tonga = bookings(prepared, trip)
    assert gone.withdrawn == "No funds"
    assert fiji.status is EngagementStatus.COMPLETED
    assert (tonga.status, tonga.closing_reason) == (EngagementStatus.CANCELLED, "No funds")


def test_giving_a_trip_up_leaves_an_engagement_that_joined_it_otherwise(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    other = confirmed(prepared, stored(prepared, planned("TON")))
    (joined,) = bookings(prepared, other)
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, joined.id or 0, {"trip_id": trip.id}, seen=1)
    withdraw(prepared, trip.id or 0, seen=trip.version, who=WHO, why="No funds")
    assert {one.territory: one.status for one in bookings(prepared, trip)} == {
        "FJI": EngagementStatus.CANCELLED,
        "TON": EngagementStatus.CONFIRMED,
    }


def test_plan_against_actual(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON", "WSM", "KIR")))
    fiji, tonga, samoa, _ = bookings(prepared, trip)
    done = {"status": EngagementStatus.COMPLETED}
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, fiji.id or 0, done, seen=1)
        later = {"starts_on": date(2027, 1, 15), "ends_on": date(2027, 1, 15)}
        writer.update(Engagement, tonga.id or 0, done | later, seen=1)
        cancelled = {"status": EngagementStatus.CANCELLED, "closing_reason": "storm"}
        writer.update(Engagement, samoa.id or 0, cancelled, seen=1)
    rows = actual(prepared, trip)
    assert [row.words for row in rows] == [
        "Visited as planned",
        "Visited, 2 days later than planned",
        "Cancelled: storm",
        "Booked as planned",
    ]
    assert (rows[2].made_from, rows[2].planned_from) == (None, date(2027, 1, 14))


@pytest.mark.parametrize(
    ("ends_on", "said"), [(date(2027, 1, 13), "1 day longer"), (date(2027, 1, 11), "1 day earlier")]
)
def test_a_visit_of_another_length_is_told(prepared: Engine, ends_on: date, said: str) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    (fiji,) = bookings(prepared, trip)
    with writing(prepared, who=WHO, why="") as writer:
        facts = {"starts_on": min(fiji.starts_on, ends_on), "ends_on": ends_on}
        writer.update(Engagement, fiji.id or 0, facts, seen=1)
    assert said in actual(prepared, trip)[0].words


def test_a_visit_that_joined_the_trip_later_is_told(prepared: Engine) -> None:
    trip = stored(prepared, planned("FJI"))
    other = confirmed(prepared, stored(prepared, planned("TON")))
    (visit,) = bookings(prepared, other)
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, visit.id or 0, {"trip_id": trip.id}, seen=1)
    rows = actual(prepared, trip)
    assert [(row.territory, row.words) for row in rows] == [
        ("FJI", "Not booked"),
        ("TON", "Not planned; it joined the trip later"),
    ]


def test_a_trip_that_was_given_up_is_neither_confirmed_nor_completed_nor_given_up_again(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    gone = withdraw(prepared, trip.id or 0, seen=trip.version, who=WHO, why="No funds.")
    seen = gone.version
    for act in (
        lambda: confirmed(prepared, gone),
        lambda: complete(prepared, gone.id or 0, seen=seen, who=WHO, at=AT, today=AFTER),
        lambda: withdraw(prepared, gone.id or 0, seen=seen, who=WHO, why="Again"),
    ):
        with pytest.raises(InvalidRecordError, match=r"given up \(No funds\); copy it"):
            act()
    assert [one.status for one in bookings(prepared, gone)] == [EngagementStatus.CANCELLED]


def test_a_completed_trip_is_neither_confirmed_nor_completed_again(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    begun = complete(prepared, trip.id or 0, seen=trip.version, who=WHO, at=AT, today=AFTER)
    with reading(prepared) as session:
        done = session.get_one(Trip, trip.id)
    with pytest.raises(InvalidRecordError, match="one by one"):
        confirmed(prepared, done)
    with pytest.raises(InvalidRecordError, match="completed already"):
        complete(prepared, done.id or 0, seen=done.version, who=WHO, at=AT, today=AFTER)
    with reading(prepared) as session:
        assert [draft.key for draft in drafts.drafts(session=session)] == begun


def test_a_visit_that_joined_the_trip_otherwise_is_not_cancelled(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    other = confirmed(prepared, stored(prepared, planned("FJI")))
    (visit,) = bookings(prepared, other)
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, visit.id or 0, {"trip_id": trip.id}, seen=1)
    confirmed(prepared, trip, begins=date(2027, 1, 19))
    fiji, joined = bookings(prepared, trip)
    assert (fiji.status, fiji.starts_on) == (EngagementStatus.CONFIRMED, date(2027, 1, 19))
    assert (joined.status, joined.version) == (EngagementStatus.CONFIRMED, 2)


def test_a_stop_that_lost_its_booking_by_a_step_back_is_given_it_again(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    (fiji, tonga) = bookings(prepared, trip)
    trip = confirmed(prepared, changed(prepared, trip, planned("TON", "FJI")))
    assert [one.status for one in bookings(prepared, trip)] == [EngagementStatus.CONFIRMED] * 2
    assert [stop.engagement for stop in plan_held(trip).stops] == [tonga.id, fiji.id]


def test_a_booking_of_a_stop_that_was_taken_out_is_told_until_it_is_cancelled(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI", "TON")))
    trip = changed(prepared, trip, plan_held(trip).without_stop(0))
    assert [row.words for row in actual(prepared, trip)] == ["Booked as planned", "Taken out of the plan, still booked"]
    trip = confirmed(prepared, trip)
    assert [row.territory for row in actual(prepared, trip)] == ["TON"]


def test_travellers_follow_the_plan_until_somebody_names_others(prepared: Engine) -> None:
    with writing(prepared, who=WHO, why="") as writer:
        first, second = (writer.create(OfficerCreate(name=name, source="a test")) for name in ("First", "Second"))
    trip = confirmed(prepared, stored(prepared, replace(planned("FJI", "TON"), officers=(first.id,))))
    tonga = bookings(prepared, trip)[1]
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, tonga.id or 0, {"lead": "Another"}, seen=1)
    trip = confirmed(prepared, changed(prepared, trip, replace(plan_held(trip), officers=(second.id, first.id))))
    assert [(one.lead, one.team) for one in bookings(prepared, trip)] == [("Second", ["First"]), ("Another", [])]


def test_what_was_reported_keeps_the_days_it_was_planned_for(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    (booking,) = bookings(prepared, trip)
    with writing(prepared, who=WHO, why="") as writer:
        writer.update(Engagement, booking.id or 0, {"status": EngagementStatus.COMPLETED}, seen=1)
    trip = confirmed(prepared, trip, begins=date(2027, 1, 19))
    assert actual(prepared, trip)[0].words == "Visited as planned"
    assert plan_held(trip).stops[0].planned_from == date(2027, 1, 12)


def test_no_change_is_taken_back_that_bookings_were_made_with(prepared: Engine) -> None:
    trip = confirmed(prepared, stored(prepared, planned("FJI")))
    number = trip.id or 0
    booked, recorded = history.changes(prepared, "trip", number)
    with pytest.raises(InvalidRecordError, match="bookings were made with this change; withdraw the trip"):
        history.undo(prepared, booked, table="trip", record_id=number, who=WHO)
    with pytest.raises(InvalidRecordError, match="the trip has bookings; withdraw it"):
        history.undo(prepared, recorded, table="trip", record_id=number, who=WHO)
    assert [one.status for one in bookings(prepared, trip)] == [EngagementStatus.CONFIRMED]
    draft = stored(prepared, planned("TON"))
    (recorded,) = history.changes(prepared, "trip", draft.id or 0)
    history.undo(prepared, recorded, table="trip", record_id=draft.id or 0, who=WHO)
    assert history.changes(prepared, "trip", draft.id or 0)[0].action == "undone"
