"""Coverage on the day after a trip, without it and with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dashboard.actions.records import Records, read_records
from dashboard.actions.trip_booking import confirm
from dashboard.actions.trip_effect import effect
from models.changes import writing
from models.coverage import Status
from models.database import reading
from models.tables import AccessPeriodCreate, Trip
from models.trips import PlannedStop, plan_of
from tests.dashboard.actions.trip_samples import planned, with_days
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from models.tables import EngagementCreate


def records_of(engine: Engine) -> Records:
    with reading(engine) as session:
        return read_records(session=session)


def made(engine: Engine, *forms: EngagementCreate) -> Records:
    with writing(engine, who="a test", why="") as writer:
        for form in forms:
            writer.create(form)
    return records_of(engine)


def test_a_visit_clears_a_partner_and_touches_no_other(prepared: Engine) -> None:
    records = records_of(prepared)
    found = effect(with_days(planned("FJI", "TON")), records, known_on=AS_OF)
    assert found.on == date(2027, 1, 15), "the day after the return on the 14th"
    assert found.cleared == ["FJI", "TON"]
    assert found.before["FJI"].status is Status.NEVER
    assert found.after["FJI"].status is Status.CURRENT
    assert all(found.after[code] is found.before[code] for code in found.before if code not in {"FJI", "TON"})
    assert (found.share_before, found.share_after) == (0, 2 / 47)


def test_a_partner_visited_lately_is_not_cleared_but_its_clock_is_wound(prepared: Engine) -> None:
    records = made(prepared, engagement(ends_on=AS_OF - timedelta(days=30)))
    found = effect(with_days(planned("FJI")), records, known_on=AS_OF)
    assert found.cleared == []
    assert found.after["FJI"].visit.last == date(2027, 1, 12)
    assert found.share_before == found.share_after == 1 / 47


def test_a_stop_without_work_visits_nobody(prepared: Engine) -> None:
    plan = planned("TON").with_stop(PlannedStop("FJI", government=0, embassy=0))
    found = effect(with_days(plan), records_of(prepared), known_on=AS_OF)
    assert found.cleared == ["TON"]


def test_a_partner_that_is_closed_on_that_day_is_not_cleared(prepared: Engine) -> None:
    with writing(prepared, who="a test", why="") as writer:
        writer.create(
            AccessPeriodCreate(territory="FJI", starts_on=date(2027, 1, 13), reason="unrest", source="a test")
        )
    found = effect(with_days(planned("FJI")), records_of(prepared), known_on=AS_OF)
    assert found.cleared == []
    assert found.after["FJI"].status is Status.NOT_ACCESSIBLE
    assert found.share_after == 1 / 47, "it was visited in time, as the Coverage page says"


def test_a_booking_from_elsewhere_counts_before_the_trip_as_well(prepared: Engine) -> None:
    booked = engagement(starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 5), status="confirmed")
    found = effect(with_days(planned("FJI", "TON")), made(prepared, booked), known_on=AS_OF)
    assert found.before["FJI"].status is Status.CURRENT
    assert found.cleared == ["TON"]


def test_the_bookings_of_the_trip_itself_count_only_with_it(prepared: Engine) -> None:
    plan = planned("FJI", "TON")
    with writing(prepared, who="a test", why="") as writer:
        trip = writer.make(Trip, plan.facts() | {"source": "a test"})
    scheduled = with_days(plan)
    before = effect(scheduled, records_of(prepared), known_on=AS_OF)
    booked = confirm(prepared, trip.id or 0, scheduled, records_of(prepared), seen=1, who="a test")
    stored = plan_of(booked)
    assert stored is not None
    again = effect(replace(scheduled, plan=stored), records_of(prepared), known_on=AS_OF)
    assert again.cleared == before.cleared == ["FJI", "TON"]
    assert again.before["FJI"].status is Status.NEVER
