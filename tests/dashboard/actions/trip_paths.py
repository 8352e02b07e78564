"""A trip over the date line and back, scheduled by the real schedule: Yokota, Pohnpei, Apia, Papeete."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from dashboard.actions.records import Records, read_records
from dashboard.actions.trip_files import TripExport, TripForm, trip_export, trip_file
from dashboard.actions.trip_ground import usual_stop
from dashboard.actions.trip_plan import Scheduled, scheduled
from models.changes import writing
from models.database import reading
from models.tables import Trip
from models.trips import Plan, plan_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
CODES = ("FSM", "WSM", "PYF")
LEAVES = date(2027, 1, 11)
"""A Monday."""


def records_of(engine: Engine) -> Records:
    with reading(engine) as session:
        return read_records(session=session)


def planned(engine: Engine, *codes: str) -> Plan:
    records = records_of(engine)
    base = records.settings.base
    plan = Plan("Islands", base.name, base.lon, base.lat, base.time_zone, LEAVES, days=30)
    return replace(plan, stops=tuple(usual_stop(code, records) for code in codes or CODES))


def stored(engine: Engine, plan: Plan, **facts: Any) -> Trip:  # noqa: ANN401 - any fact of a trip
    with writing(engine, who="planner", why="") as writer:
        return writer.make(Trip, plan.facts() | {"source": "a test"} | facts)


def changed(engine: Engine, trip: Trip, plan: Plan, **facts: Any) -> Trip:  # noqa: ANN401 - any fact of a trip
    with writing(engine, who="planner", why="") as writer:
        return writer.update(Trip, trip.id or 0, plan.facts() | facts, seen=trip.version)


def days_of(engine: Engine, trip: Trip | Plan) -> Scheduled:
    plan = trip if isinstance(trip, Plan) else plan_of(trip)
    assert plan is not None
    return scheduled(plan, records_of(engine), trip_id=None if isinstance(trip, Plan) else trip.id)


def gathered(engine: Engine, trip: Trip | Plan, form: TripForm | None = None, *, at: datetime = AT) -> TripExport:
    made, records = days_of(engine, trip), records_of(engine)
    with reading(engine) as session:
        known = None if isinstance(trip, Plan) else session.get_one(Trip, trip.id)
        return trip_export(made, records, session=session, form=form, at=at, trip=known)


def written(engine: Engine, trip: Trip | Plan, form: TripForm, *, at: datetime = AT) -> bytes:
    return trip_file(gathered(engine, trip, form, at=at), form)
