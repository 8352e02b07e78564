"""A proposal keeps within its days and the calendars of its hosts, keeps what is to be kept, and can be repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.actions import trip_proposal
from dashboard.actions.trip_ground import journey_of, usual_stop
from dashboard.actions.trip_proposal import candidates, kept_order, propose, repaired
from dashboard.actions.trip_worth import last_day, worths
from geodata.itinerary_improving import greedy
from geodata.schedule import schedule
from models.tables import AccessPeriod
from models.trips import Plan, PlannedStop
from models.worth import Weights
from tests.dashboard.actions.trip_records import FEW, LEAVES, PLAN, among, read_once
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.actions.records import Records
    from geodata.journey import Schedule

SOON = 60.0
"""Seconds that no search of these tests needs: it ends by what it tried."""


@pytest.fixture(scope="module")
def records(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Records:
    return read_once(demo_file, tmp_path_factory.mktemp("proposals"))


@pytest.fixture(autouse=True)
def _little_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trip_proposal, "CHOOSING_EFFORT", 20_000)
    monkeypatch.setattr(trip_proposal, "IMPROVING_EFFORT", 50_000)
    monkeypatch.setattr(trip_proposal, "ROUND_SECONDS", SOON)


def proposed(plan: Plan, records: Records, *, seed: int = 1) -> Plan:
    return propose(plan, records, known_on=AS_OF, seconds=SOON, seed=seed)


def made(plan: Plan, records: Records) -> Schedule:
    return schedule(journey_of(plan, records))


def worth(plan: Plan, records: Records) -> int:
    points = worths(plan, records, known_on=AS_OF)
    return sum(points[code].points for code in plan.territories())


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Make plans that leave on some day for some days, with partners to be left out and stops to be kept."""
    leaves = LEAVES + timedelta(days=draw(st.integers(0, 400)))
    days = draw(st.integers(1, 24))
    plan = replace(
        PLAN,
        leaves_on=leaves,
        days=draw(st.sampled_from([days, None])),
        back_by=draw(st.sampled_from([None, leaves + timedelta(days=days - 1)])),
    )
    if plan.days is None and plan.back_by is None:
        plan = replace(plan, days=days)
    kept = draw(st.lists(st.sampled_from(FEW), unique=True, max_size=2))
    for code in kept:
        fixed = draw(st.sampled_from([None, leaves + timedelta(days=draw(st.integers(2, 12)))]))
        plan = plan.with_stop(PlannedStop(code, government=1, embassy=0, pinned=fixed is None, fixed_on=fixed))
    loose = draw(st.lists(st.sampled_from([code for code in FEW if code not in kept]), unique=True, max_size=2))
    for code in loose:
        plan = plan.with_stop(PlannedStop(code, government=3), at=0)
    return plan


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans(), out=st.sets(st.sampled_from(FEW), max_size=4))
def test_no_proposal_breaks_a_rule(records: Records, plan: Plan, out: set[str]) -> None:
    plan = among(records, tuple(code for code in FEW if code not in out), plan)
    told: list[Plan] = []
    best = propose(plan, records, known_on=AS_OF, seconds=SOON, better=lambda one: bool(told.append(one)) or True)
    kept = [stop for stop in plan.stops if stop.kept]
    kept_alone = made(replace(plan, stops=tuple(kept)), records)
    for one in [*told, best]:
        check_kept(one, kept)
        check_choice(one, plan, kept)
        if one.stops != tuple(kept):
            check_days(one, records)
    assert best.stops or not kept
    if not kept_alone.conflicts and kept_alone.back.date() <= last_day(plan):
        check_days(best, records)


def check_kept(one: Plan, kept: list[PlannedStop]) -> None:
    """Every stop that is kept is there as it was, the pinned ones in their order."""
    assert all(stop in one.stops for stop in kept)
    assert [stop for stop in one.stops if stop.pinned] == [stop for stop in kept if stop.pinned]


def check_choice(one: Plan, plan: Plan, kept: list[PlannedStop]) -> None:
    """Nobody is visited twice or against the will of the planner, and what was chosen of a stop stays."""
    assert len(set(one.territories())) == len(one.stops)
    assert all(stop in kept for stop in one.stops if stop.territory in plan.excluded)
    chosen = {stop.territory: stop for stop in plan.stops}
    assert all(chosen.get(stop.territory, stop) == stop for stop in one.stops)
    assert replace(one, stops=plan.stops) == plan


def check_days(one: Plan, records: Records) -> None:
    """The trip is back in time, and no session takes place when its host does not work."""
    found = made(one, records)
    assert found.back.date() <= last_day(one)
    assert not found.conflicts
    for stop, chosen in zip(found.stops, one.stops, strict=True):
        assert len(stop.sessions) == stop.halt.half_days
        assert all(stop.halt.calendar.why_closed(session.on, session.part) is None for session in stop.sessions)
        assert chosen.fixed_on in {None, stop.first_day}


def test_all_partners_that_can_be_visited_are_candidates(records: Records) -> None:
    choice = candidates(PLAN, records, known_on=AS_OF)
    points = worths(PLAN, records, known_on=AS_OF)
    accessible = {code for code, one in points.items() if one.points}
    assert {stop.territory for stop in choice.stops} == accessible
    assert len(accessible) == 45, "two of the 47 are not accessible"
    assert all(choice.task.prize[at] == points[stop.territory].points for at, stop in enumerate(choice.stops, start=1))
    assert list(choice.stops) == [usual_stop(stop.territory, records) for stop in choice.stops]


def test_more_days_are_worth_more(records: Records) -> None:
    found = [worth(proposed(replace(among(records), days=days), records), records) for days in (1, 4, 8, 14, 24)]
    assert found[0] == 0
    assert found == sorted(found)
    assert found[-1] > found[1] > 0


def test_dearer_travel_is_less_travel_and_not_more_points(records: Records) -> None:
    plans = [replace(among(records), days=21, weights=Weights(travel=price)) for price in (0, 40, 400)]
    found = [proposed(plan, records) for plan in plans]
    miles = [made(plan, records).distance_nm for plan in found]
    points = [worth(plan, records) for plan in found]
    assert miles == sorted(miles, reverse=True)
    assert points == sorted(points, reverse=True)
    assert miles[0] > miles[-1]
    assert all(
        points[at] - price * miles[at] / 1000 >= points[other] - price * miles[other] / 1000
        for at, price in enumerate((0, 40, 400))
        for other in range(3)
    )


def test_nobody_travels_where_that_costs_more_than_all_stops_are_worth(records: Records) -> None:
    dear = replace(among(records), weights=Weights(travel=100_000))
    assert proposed(dear, records).stops == ()
    pinned = PlannedStop("TON", pinned=True, embassy=0)
    assert proposed(dear.with_stop(pinned), records).stops == (pinned,)


def test_what_is_proposed_is_worth_more_than_what_was_there(records: Records) -> None:
    plan = among(records).with_stop(usual_stop("WSM", records))
    assert worth(proposed(plan, records), records) > worth(plan, records)


def test_the_same_seed_gives_the_same_proposal_and_no_seed_a_bad_one(records: Records) -> None:
    plan = among(records)
    first = proposed(plan, records)
    assert proposed(plan, records) == first
    assert all(worth(proposed(plan, records, seed=seed), records) >= 0.9 * worth(first, records) for seed in (2, 3))


def test_every_plan_told_is_better_and_the_last_is_the_proposal(records: Records) -> None:
    told: list[Plan] = []

    def better(plan: Plan) -> bool:
        told.append(plan)
        return True

    best = propose(among(records), records, known_on=AS_OF, seconds=SOON, better=better)
    price = Weights().travel / 1000
    gains = [worth(plan, records) - price * made(plan, records).distance_nm for plan in told]
    assert gains == sorted(gains)
    assert told[-1] == best
    assert len({plan.stops for plan in told}) > 2


def test_the_first_stops_are_told_before_anything_is_tried_out(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, told = among(records), []
    monkeypatch.setattr(trip_proposal, "beginnings", lambda *_: pytest.fail("looks for others before it tells of one"))

    def better(found: Plan) -> bool:
        told.append(found)
        return not found.stops

    with pytest.raises(pytest.fail.Exception):
        propose(plan, records, known_on=AS_OF, seconds=SOON, better=better)
    choice = candidates(plan, records, known_on=AS_OF)
    assert told[-1] == choice.planned(greedy(choice.task, []))
    assert told[-1].stops


@pytest.mark.parametrize("wanted", [1, 2, 4])
def test_the_search_ends_when_nobody_wants_a_better_plan(records: Records, wanted: int) -> None:
    told: list[Plan] = []

    def better(plan: Plan) -> bool:
        told.append(plan)
        return len(told) < wanted

    best = propose(among(records), records, known_on=AS_OF, seconds=SOON, better=better)
    assert len(told) == wanted
    assert best == told[-1]


def test_an_error_of_whoever_is_told_ends_the_search(records: Records) -> None:
    def refuse(_: Plan) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        propose(among(records), records, known_on=AS_OF, seconds=SOON, better=refuse)


def test_pinned_stops_keep_their_order_even_if_another_is_shorter(records: Records) -> None:
    pinned = [PlannedStop(code, pinned=True, embassy=0) for code in ("TON", "MDV", "FJI")]
    found = proposed(replace(among(records), days=24, stops=tuple(pinned)), records)
    assert [stop for stop in found.stops if stop.pinned] == pinned
    assert len(found.stops) > 3


def test_a_stop_with_a_fixed_day_stands_where_its_day_is(records: Records) -> None:
    late = PlannedStop("FSM", fixed_on=date(2027, 1, 20), embassy=0)
    early = PlannedStop("NRU", fixed_on=date(2027, 1, 14), embassy=0)
    found = proposed(among(records).with_stop(late).with_stop(early), records)
    days = {stop.halt.territory: stop.first_day for stop in made(found, records).stops}
    assert (days["NRU"], days["FSM"]) == (early.fixed_on, late.fixed_on)


def test_stops_that_are_kept_stay_where_the_days_do_not_suffice(records: Records) -> None:
    pinned = PlannedStop("MDV", pinned=True)
    plan = replace(among(records), days=2).with_stop(pinned).with_stop(PlannedStop("FJI"))
    assert proposed(plan, records).stops == (pinned,)


def test_a_confirmed_booking_is_never_dropped(records: Records) -> None:
    booked = PlannedStop("NRU", engagement=7, planned_from=LEAVES, planned_to=LEAVES, embassy=0)
    found = proposed(among(records).with_stop(booked).with_stop(PlannedStop("IND")), records)
    assert booked in found.stops
    assert proposed(replace(among(records), days=2, stops=(booked, PlannedStop("IND"))), records).stops == (booked,)


def test_nobody_is_proposed_where_nobody_may_be_visited(records: Records) -> None:
    assert proposed(among(records, ()), records).stops == ()


def test_other_stops_go_before_one_that_would_be_waited_for_where_nobody_may_be(records: Records) -> None:
    closed = AccessPeriod(
        territory="FJI", starts_on=LEAVES, ends_on=LEAVES + timedelta(days=8), reason="A cyclone.", source="A notice"
    )
    cut_off = replace(records, access_periods={"FJI": [closed]})
    fiji = PlannedStop("FJI", pinned=True, embassy=0)
    found = proposed(replace(among(cut_off), days=18, stops=(fiji,)), cut_off)
    days = {stop.halt.territory: stop.arrives.date() for stop in made(found, cut_off).stops}
    assert fiji in found.stops
    assert found.stops[0] != fiji
    assert days["FJI"] > LEAVES + timedelta(days=8)
    alone = proposed(replace(among(cut_off, ("FJI",)), days=18, stops=(fiji,)), cut_off)
    assert alone.stops == (fiji,), "with nobody to visit before it, it stays where it is"


def test_an_order_that_takes_too_long_loses_what_is_worth_least_for_its_time(records: Records) -> None:
    choice = candidates(among(records), records, known_on=AS_OF)
    every = list(range(1, len(choice.stops) + 1))
    left = repaired(choice, every)
    assert choice.task.score(every) is None
    assert choice.task.score(left) is not None
    assert left == [place for place in every if place in left]
    assert repaired(choice, left) == left


def test_an_order_of_pinned_stops_is_put_right_before_any_is_dropped(records: Records) -> None:
    stops = tuple(PlannedStop(code, pinned=True, embassy=0) for code in ("FJI", "TON"))
    choice = candidates(replace(among(records), stops=stops), records, known_on=AS_OF)
    assert repaired(choice, [2, 1]) == [1, 2]
    assert kept_order(choice.task) == [1, 2]
