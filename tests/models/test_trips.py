"""A plan: edited without side effects, and stored without loss."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InvalidRecordError
from models.forms import checked
from models.tables import Trip, TripCreate
from models.trips import Pace, Plan, PlannedStop, plan_of
from models.worth import Weights

DAY = date(2027, 1, 11)
PLAN = Plan("Islands", "Yokota Air Base, Japan", 139.35, 35.75, "Asia/Tokyo", DAY)

days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
codes = st.sampled_from(["FJI", "TON", "WSM", "KIR", "MDV"])
stops = st.builds(
    PlannedStop,
    territory=codes,
    ports=st.lists(st.integers(1, 9000), max_size=3).map(tuple),
    airport=st.sampled_from(["", "NFFN"]),
    government=st.integers(0, 6),
    port=st.integers(0, 4),
    embassy=st.integers(0, 2),
    pinned=st.booleans(),
    fixed_on=st.none() | days,
    engagement=st.none() | st.integers(1, 99),
    planned_from=st.none() | days,
    planned_to=st.none() | days,
)
plans = st.builds(
    Plan,
    name=st.just("A trip"),
    base=st.just("Base"),
    base_lon=st.floats(-180, 180),
    base_lat=st.floats(-90, 90),
    base_zone=st.sampled_from(["", "Asia/Tokyo"]),
    leaves_on=days,
    back_by=st.none(),
    days=st.none() | st.integers(1, 60),
    officers=st.lists(st.integers(1, 9), max_size=3, unique=True).map(tuple),
    excluded=st.lists(codes, max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
    stops=st.lists(stops, max_size=5).map(tuple),
    pace=st.builds(Pace, speed_kn=st.integers(100, 600), rest_half_days=st.integers(0, 4)),
    weights=st.builds(Weights, never=st.integers(0, 900), advisory=st.integers(0, 900)),
)


def stored(plan: Plan) -> Trip:
    """Store a plan as a database does: by its form, through JSON."""
    form = checked(TripCreate, plan.facts() | {"source": "a test"})
    return Trip(**TripCreate.model_validate(json.loads(form.model_dump_json())).model_dump())


@given(plans)
def test_a_plan_is_stored_without_loss(plan: Plan) -> None:
    assert plan_of(stored(plan)) == plan


def test_what_is_usual_is_not_stored_so_that_a_better_default_reaches_old_trips() -> None:
    facts = PLAN.facts()
    assert facts["pace"] == {}
    assert facts["weights"] == {}
    assert replace(PLAN, pace=Pace(speed_kn=300), weights=Weights(never=1)).facts()["pace"] == {"speed_kn": 300}


def test_a_weight_that_is_no_longer_known_is_left_aside() -> None:
    trip = stored(PLAN)
    trip.weights = {"never": 7, "moon_phase": 3}
    read = plan_of(trip)
    assert read is not None
    assert read.weights == Weights(never=7)


def test_a_trip_recorded_afterwards_has_no_plan() -> None:
    trip = TripCreate(name="Old", base="Base", base_lon=0, base_lat=0, source="a test")
    assert plan_of(Trip(**trip.model_dump())) is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"leaves_on": None}, "leaves_on"),
        ({"back_by": date(2027, 1, 10)}, "back_by"),
        ({"days": 0}, "days"),
        ({"name": " "}, "name"),
        ({"base_lat": 91}, "base_lat"),
        ({"excluded": ["Fiji"]}, "excluded.0"),
        ({"leaves_on": date.min}, "leaves_on"),
        ({"leaves_on": date.max}, "leaves_on"),
        ({"leaves_on": date(1999, 12, 31)}, "leaves_on"),
        ({"leaves_on": date(2101, 1, 1)}, "leaves_on"),
        ({"back_by": date.max}, "back_by"),
        ({"base_zone": "Mars/Olympus"}, "base_zone"),
        ({"base_zone": "America"}, "base_zone"),
        ({"base_zone": "../zoneinfo/UTC"}, "base_zone"),
    ],
)
def test_a_form_that_does_not_fit_names_its_field(facts: dict[str, object], field: str) -> None:
    plan = PLAN.with_stop(PlannedStop("FJI"))
    with pytest.raises(InvalidRecordError) as raised:
        checked(TripCreate, plan.facts() | {"source": "a test"} | facts)
    assert field in raised.value.fields


def test_a_stop_with_negative_days_is_refused() -> None:
    with pytest.raises(InvalidRecordError) as raised:
        checked(TripCreate, PLAN.with_stop(PlannedStop("FJI", government=-1)).facts() | {"source": "a test"})
    assert "stops.0.government" in raised.value.fields


@pytest.mark.parametrize("fixed_on", [date.min, date.max, date(1999, 12, 31), date(2101, 1, 1)])
def test_a_fixed_day_at_the_end_of_the_calendar_is_refused(fixed_on: date) -> None:
    with pytest.raises(InvalidRecordError) as raised:
        checked(TripCreate, PLAN.with_stop(PlannedStop("FJI", fixed_on=fixed_on)).facts() | {"source": "a test"})
    assert "is out of range; give a day from 2000-01-01 to 2100-12-31" in raised.value.fields["stops.0.fixed_on"]


def test_a_fixed_day_lies_at_most_a_year_after_the_trip_leaves() -> None:
    plan = PLAN.with_stop(PlannedStop("FJI", fixed_on=DAY + timedelta(days=366)))
    assert checked(TripCreate, plan.facts() | {"source": "a test"})
    later = plan.with_stop(PlannedStop("TON", fixed_on=DAY + timedelta(days=367)))
    with pytest.raises(InvalidRecordError, match="fixed day of stop 2, 2028-01-13, lies more than 366") as raised:
        checked(TripCreate, later.facts() | {"source": "a test"})
    assert list(raised.value.fields) == ["stops"]


@pytest.mark.parametrize("leaves_on", [date(2000, 1, 1), date(2100, 12, 31)])
def test_a_trip_leaves_on_any_day_between_the_bounds(leaves_on: date) -> None:
    assert checked(TripCreate, replace(PLAN, leaves_on=leaves_on, base_zone="").facts() | {"source": "a test"})


def test_leaving_and_coming_back_on_one_day_is_a_trip() -> None:
    assert checked(TripCreate, replace(PLAN, back_by=DAY, days=1).facts() | {"source": "a test"})


@given(st.lists(stops, min_size=1, max_size=5), st.data())
def test_moving_keeps_every_stop_and_the_order_of_the_others(chosen: list[PlannedStop], data: st.DataObject) -> None:
    numbered = [replace(stop, engagement=place) for place, stop in enumerate(chosen)]
    plan = replace(PLAN, stops=tuple(numbered))
    at = data.draw(st.integers(0, len(chosen) - 1))
    to = data.draw(st.integers(-2, len(chosen) + 2))
    moved = plan.moved(at, to)
    rest = [stop for stop in moved.stops if stop.engagement != at]
    assert rest == [stop for stop in numbered if stop.engagement != at]
    assert moved.stops[min(max(to, 0), len(chosen) - 1)] == numbered[at]
    assert plan.stops == tuple(numbered), "the plan before is untouched"


def test_a_stop_is_added_changed_and_taken_out() -> None:
    plan = PLAN.with_stop(PlannedStop("FJI")).with_stop(PlannedStop("TON")).with_stop(PlannedStop("WSM"), at=1)
    assert plan.territories() == ["FJI", "WSM", "TON"]
    changed = plan.changed(1, ports=(3, 4), port=2)
    assert changed.stops[1].half_days == 2 + 2 * 2 + 1
    assert changed.without_stop(0).territories() == ["WSM", "TON"]
    assert plan.stops[1].ports == ()


def test_a_stop_is_kept_where_it_is_pinned_or_booked_or_its_day_is_fixed() -> None:
    assert not PlannedStop("FJI").kept
    assert not PlannedStop("FJI", planned_from=DAY, planned_to=DAY).kept
    assert PlannedStop("FJI", pinned=True).kept
    assert PlannedStop("FJI", fixed_on=DAY).kept
    assert PlannedStop("FJI", engagement=0).kept
