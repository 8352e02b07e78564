"""The visits that a trip joins."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.actions.records import read_records
from dashboard.actions.trips import visits_by_trip
from models.changes import writing
from models.database import reading
from models.tables import Trip, TripCreate
from models.vocabulary import EngagementStatus
from tests.models.records import SOURCE, TODAY, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

YOKOTA = {"base": "Yokota", "base_lon": 139.35, "base_lat": 35.75, "source": SOURCE}


def test_visits_come_by_day_across_territories_without_cancelled_ones(prepared: Engine) -> None:
    with writing(prepared, who="a test", why="a test") as writer:
        trip = writer.create(TripCreate(name="Spring", **YOKOTA)).id
        writer.create(TripCreate(name="Nobody", **YOKOTA))
        days = {"TON": 2, "FJI": 0, "WSM": 1}
        for code, later in days.items():
            writer.create(engagement(territory=code, ends_on=TODAY + timedelta(days=later), trip_id=trip))
        writer.create(engagement(trip_id=trip, status=EngagementStatus.CANCELLED))
        writer.create(engagement(territory="KIR"))
    with reading(prepared) as session:
        found = visits_by_trip(read_records(session=session))
    assert {number: [visit.territory for visit in visits] for number, visits in found.items()} == {
        trip: ["FJI", "WSM", "TON"]
    }


def test_a_trip_that_was_withdrawn_joins_nothing(prepared: Engine) -> None:
    with writing(prepared, who="a test", why="a test") as writer:
        trip = writer.create(TripCreate(name="Spring", **YOKOTA))
        writer.create(engagement(trip_id=trip.id))
        writer.update(Trip, trip.id or 0, {"withdrawn": "never agreed"}, seen=trip.version)
    with reading(prepared) as session:
        assert visits_by_trip(read_records(session=session)) == {}
