"""What is said of one more stop, of what a stop costs, of who was left out and of two plans is true of the days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.trip_effect import effect
from dashboard.actions.trip_ground import journey_of, usual_stop
from dashboard.actions.trip_plan import scheduled
from dashboard.actions.trip_questions import compared, cost_of, one_more, why_left_out, why_no_more
from dashboard.actions.trip_worth import last_day, worths
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


@pytest.fixture(scope="module")
def records(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Records:
    return read_once(demo_file, tmp_path_factory.mktemp("questions"))


def visiting(records: Records, *codes: str, plan: Plan = PLAN) -> Plan:
    """Plan the usual stops, with few partners besides."""
    return replace(among(records, plan=plan), stops=tuple(usual_stop(code, records) for code in codes))


def made(plan: Plan, records: Records) -> Schedule:
    return schedule(journey_of(plan, records))


def fits(plan: Plan, records: Records) -> bool:
    found = made(plan, records)
    return not found.conflicts and found.back.date() <= last_day(plan)


def longer(plan: Plan, code: str, records: Records) -> list[Plan]:
    """Put a partner in at every place."""
    return [plan.with_stop(usual_stop(code, records), at=at) for at in range(len(plan.stops) + 1)]


def why(plan: Plan, code: str, records: Records) -> str:
    return why_left_out(plan, code, records, known_on=AS_OF)


def test_one_more_partner_stands_where_it_adds_least_and_the_least_comes_first(records: Records) -> None:
    plan = visiting(records, "FSM", "FJI", "TON", plan=replace(PLAN, days=24))
    now = made(plan, records)
    found = one_more(plan, records, known_on=AS_OF)
    assert [one.extra_nm for one in found] == sorted(one.extra_nm for one in found)
    partners = {one.territory: one for one in found if one.territory not in plan.territories()}
    for code in set(FEW) - set(plan.territories()):
        possible = [made(one, records).distance_nm for one in longer(plan, code, records) if fits(one, records)]
        assert (code in partners) is bool(possible)
        if possible:
            assert partners[code].extra_nm == pytest.approx(min(possible) - now.distance_nm, abs=1)
    assert len(partners) > 2


def test_an_addition_says_what_its_plan_comes_to(records: Records) -> None:
    plan = visiting(records, "FSM", "FJI", plan=replace(PLAN, days=20))
    now, points = made(plan, records), worths(plan, records, known_on=AS_OF)
    for one in one_more(plan, records, known_on=AS_OF):
        then = made(one.plan, records)
        assert one.extra_nm == pytest.approx(then.distance_nm - now.distance_nm)
        assert one.extra_days == then.days - now.days
        assert one.plan.stops[one.at].territory == one.territory
        assert fits(one.plan, records)
        if one.territory not in plan.territories():
            assert one.points == points[one.territory].points
            assert one.name == records.territories[one.territory].name
            assert one.plan.without_stop(one.at) == plan


def test_a_further_port_of_a_partner_on_the_trip_may_be_the_nearest(records: Records) -> None:
    plan = visiting(records, "FJI", plan=replace(PLAN, days=20))
    (port,) = [one for one in one_more(plan, records, known_on=AS_OF) if one.territory == "FJI"]
    before, after = plan.stops[0], port.plan.stops[0]
    (added,) = set(after.ports) - set(before.ports)
    assert port.name == f"{records.ports_by_id[added].name}, Fiji"
    assert replace(after, ports=before.ports) == before
    assert (port.at, port.points) == (0, 0)
    others = [
        made(plan.changed(0, ports=(*before.ports, one.id or 0)), records).distance_nm
        for one in records.ports["FJI"]
        if one.id not in before.ports
    ]
    assert made(port.plan, records).distance_nm <= min(others) + 1


def test_nobody_is_listed_twice_nor_against_the_will_of_the_planner(records: Records) -> None:
    plan = visiting(records, "FJI", "TON", plan=replace(PLAN, days=24))
    codes = [one.territory for one in one_more(plan, records, known_on=AS_OF)]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= set(FEW)


def test_a_stop_without_work_in_ports_gets_no_further_port(records: Records) -> None:
    plan = visiting(records, "FJI", plan=replace(PLAN, days=20)).changed(0, port=0, ports=())
    assert "FJI" not in {one.territory for one in one_more(plan, records, known_on=AS_OF)}


def test_a_trip_without_a_limit_takes_any_partner_and_one_past_its_limit_takes_none(records: Records) -> None:
    plan = visiting(records, "FJI", "TON", "MDV")
    endless = one_more(replace(plan, days=None), records, known_on=AS_OF)
    assert {one.territory for one in endless} >= set(FEW) - set(plan.territories())
    assert not fits(replace(plan, days=3), records)
    assert one_more(replace(plan, days=3), records, known_on=AS_OF) == []


def test_it_is_said_why_nothing_may_be_added(records: Records) -> None:
    plan = visiting(records, "FJI", "TON", "MDV")
    full = visiting(records, "FSM", plan=replace(PLAN, days=4)).changed(0, port=0, ports=())
    alone = replace(among(records, ("FJI",)), stops=visiting(records, "FJI").stops)
    assert fits(full, records)
    assert one_more(full, records, known_on=AS_OF) == []
    said = [
        why_no_more(one, records, known_on=AS_OF)
        for one in (replace(plan, days=3), full, replace(alone, days=3), replace(alone, days=20))
    ]
    assert [one.split(maxsplit=2)[1] for one in said] == ["trip", "more", "partner", "partner"]


def test_one_more_can_be_the_first(records: Records) -> None:
    found = one_more(among(records), records, known_on=AS_OF)
    assert {one.territory for one in found} <= set(FEW)
    assert found[0].territory == "FSM", "the nearest of them"
    assert found[0].extra_nm == pytest.approx(made(found[0].plan, records).distance_nm)


def test_a_stop_costs_what_the_trip_is_shorter_without_it(records: Records) -> None:
    plan = visiting(records, "FSM", "FJI", "MDV")
    points = worths(plan, records, known_on=AS_OF)
    for at, stop in enumerate(plan.stops):
        cost = cost_of(plan, at, records, known_on=AS_OF)
        without = made(plan.without_stop(at), records)
        assert cost.nm == pytest.approx(made(plan, records).distance_nm - without.distance_nm)
        assert cost.days == made(plan, records).days - without.days
        assert cost.points == points[stop.territory].points


def test_a_second_stop_with_the_same_partner_is_worth_nothing(records: Records) -> None:
    plan = visiting(records, "FJI", "TON", "FJI")
    assert cost_of(plan, 0, records, known_on=AS_OF).points == 0


def test_plans_are_compared_by_their_days_and_what_they_do_to_coverage(records: Records) -> None:
    plan, empty = visiting(records, "FSM", "FJI", "FSM"), visiting(records)
    one, none = compared([plan, empty], records, known_on=AS_OF)
    found = effect(scheduled(plan, records), records, known_on=AS_OF)
    points = worths(plan, records, known_on=AS_OF)
    assert (one.days, one.nm) == (made(plan, records).days, made(plan, records).distance_nm)
    assert list(one.cleared) == found.cleared == ["FJI", "FSM"]
    assert one.coverage_share == found.share_after > found.share_before
    assert one.worth == points["FSM"].points + points["FJI"].points, "each counts once"
    assert (none.days, none.nm, list(none.cleared), none.worth) == (1, 0, [], 0)


def test_who_is_visited_excluded_closed_or_no_partner_is_said_to_be(records: Records) -> None:
    plan = replace(visiting(records, "FJI"), excluded=("TON",))
    assert why(plan, "FJI", records) == "This trip visits Fiji."
    assert why(plan, "TON", records) == "This trip excludes Tonga."
    (closed, *_) = [code for code, one in worths(plan, records, known_on=AS_OF).items() if not one.points]
    name = records.territories[closed].name
    assert why(plan, closed, records).startswith(f"{name} cannot be visited: not accessible until further notice")
    assert why(plan, "USA", records).endswith("counts for nothing: only partners are covered.")


def test_who_is_worth_nothing_by_the_weights_is_said_to_be(records: Records) -> None:
    nothing = Weights(0, 0, 0, 0, 0, 0, 0, 0, 0)
    plan = replace(visiting(records, "FJI"), weights=nothing)
    assert why(plan, "TON", records) == "By the weights of this trip a visit to Tonga is worth nothing."


def test_who_would_fit_is_said_to_fit_with_the_days_it_takes(records: Records) -> None:
    plan = visiting(records, "FSM", plan=replace(PLAN, days=20))
    then = min(made(one, records).days for one in longer(plan, "FJI", records))
    points = worths(plan, records, known_on=AS_OF)["FJI"].points
    more = then - made(plan, records).days
    assert why(plan, "FJI", records) == f"A stop in Fiji would fit. It is worth {points} points for {more} days more."


@pytest.mark.parametrize("code", ["TON", "WSM", "MDV", "LKA"])
def test_the_days_that_are_missing_are_those_that_would_suffice(records: Records, code: str) -> None:
    plan = visiting(records, "FSM", "NRU", "FJI")
    plan = replace(plan, days=made(plan, records).days)
    found = why(plan, code, records)
    over = re.search(r"does not fit: it would need (\d+) days? more", found)
    assert over
    missing = int(over[1])
    assert any(fits(replace(one, days=(plan.days or 0) + missing), records) for one in longer(plan, code, records))
    enough = replace(plan, days=(plan.days or 0) + missing - 1)
    assert not any(fits(one, records) for one in longer(enough, code, records))


def replaceable(plan: Plan, code: str, records: Records) -> set[str]:
    """Find who may go so that a partner can be visited, by trying."""
    return {
        stop.territory
        for at, stop in enumerate(plan.stops)
        if not stop.kept and any(fits(one, records) for one in longer(plan.without_stop(at), code, records))
    }


@pytest.mark.parametrize("code", ["TON", "WSM", "MDV", "LKA"])
def test_what_would_be_replaced_is_what_is_worth_least_of_those_that_make_room(records: Records, code: str) -> None:
    plan = visiting(records, "FSM", "NRU", "FJI")
    plan = replace(plan, days=made(plan, records).days)
    points = {one: worth.points for one, worth in worths(plan, records, known_on=AS_OF).items()}
    going = replaceable(plan, code, records)
    found = why(plan, code, records)
    if not going:
        assert found.endswith("and no single stop that may go makes room for it.")
        return
    least = min(going, key=lambda one: points[one])
    assert f"({points[least]} points), which it would replace." in found
    compared_to = "less" if points[code] < points[least] else "more"
    assert f", {compared_to} than " in found


def test_a_stop_that_is_kept_is_not_said_to_be_replaced(records: Records) -> None:
    plan = visiting(records, "FSM")
    plan = replace(plan, days=made(plan, records).days, stops=(replace(plan.stops[0], pinned=True),))
    assert why(plan, "FJI", records).endswith("and no single stop that may go makes room for it.")


def test_who_cannot_be_met_on_a_day_that_is_left_free_is_said_to(records: Records) -> None:
    fixed = PlannedStop("MDV", government=2, embassy=0, fixed_on=LEAVES + timedelta(days=2))
    plan = replace(visiting(records), stops=(fixed,), days=None)
    assert "would fit" in why(plan, "FJI", records), "it comes last"
    period = AccessPeriod(territory="FJI", starts_on=LEAVES + timedelta(days=3), reason="unrest", source="a test")
    closing = replace(records, access_periods={**records.access_periods, "FJI": [period]})
    assert why(plan, "FJI", closing) == "Fiji cannot be met on any day that the trip leaves free."


def test_of_a_trip_that_breaks_its_own_fixed_days_nothing_is_said(records: Records) -> None:
    stops = tuple(PlannedStop(code, embassy=0, fixed_on=LEAVES + timedelta(days=2)) for code in ("MDV", "LKA"))
    plan = replace(visiting(records), stops=stops)
    assert why(plan, "FJI", records).startswith("The trip as it stands does not keep its fixed days")
    assert one_more(plan, records, known_on=AS_OF) == []
