"""What a visit to each partner is worth, on the day on which the trip ends and without the trip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.records import Records, read_records
from dashboard.actions.trip_ground import usual_stop
from dashboard.actions.trip_worth import last_day, total, worth_of, worths
from models.changes import writing
from models.database import reading
from models.tables import AccessPeriodCreate, FollowUpCreate, PortCreate
from models.trips import Plan, PlannedStop
from models.vocabulary import EngagementStatus, HarbourSize
from models.worth import Weights
from tests.dashboard.conftest import AS_OF
from tests.models.records import closed, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

LEAVES = date(2027, 1, 11)
PLAN = Plan("A trip", "Yokota", 139.35, 35.75, "Asia/Tokyo", LEAVES, days=28)
ENDS = date(2027, 2, 7)
WEIGHTS = Weights()


def made(engine: Engine, *forms: object) -> Records:
    with writing(engine, who="a test", why="") as writer:
        for form in forms:
            writer.create(form)  # type: ignore[arg-type] # any form
    with reading(engine) as session:
        return read_records(session=session)


def points(records: Records, plan: Plan = PLAN, code: str = "FJI") -> int:
    return worths(plan, records, known_on=AS_OF)[code].points


def said(records: Records, plan: Plan = PLAN, code: str = "FJI") -> list[str]:
    return [reason.words for reason in worths(plan, records, known_on=AS_OF)[code].reasons]


@pytest.mark.parametrize(
    ("days", "back_by", "last"),
    [
        (28, None, ENDS),
        (None, date(2027, 1, 20), date(2027, 1, 20)),
        (28, date(2027, 1, 20), date(2027, 1, 20)),
        (5, date(2027, 1, 20), date(2027, 1, 15)),
        (1, None, LEAVES),
        (None, None, ENDS),
    ],
)
def test_a_trip_ends_by_the_narrower_of_its_limits(days: int | None, back_by: date | None, last: date) -> None:
    assert last_day(replace(PLAN, days=days, back_by=back_by)) == last


def test_every_partner_is_weighed_and_nobody_else(demo: Engine) -> None:
    records = made(demo)
    assert list(worths(PLAN, records, known_on=AS_OF)) == [one.code for one in records.partners]


@pytest.mark.parametrize(("ended", "words"), [(366, "1 day overdue"), (365, "A visit is due soon")])
def test_coverage_is_that_of_the_last_day(prepared: Engine, ended: int, words: str) -> None:
    records = made(prepared, engagement(ends_on=ENDS - timedelta(days=ended)))
    assert said(records)[0] == words


def test_a_visit_booked_for_the_time_of_the_trip_counts_unless_it_is_its_own(prepared: Engine) -> None:
    ahead = LEAVES + timedelta(days=3)
    records = made(prepared, engagement(ends_on=ahead, status=EngagementStatus.CONFIRMED))
    assert said(records)[0] == "Visited within the interval"
    own = records.engagements["FJI"][0].id
    assert said(records, PLAN.with_stop(PlannedStop("FJI", engagement=own)))[0] == "Never visited"


def test_follow_ups_count_until_the_last_day(prepared: Engine) -> None:
    due = [
        FollowUpCreate(territory="FJI", what="Send it.", due_on=on, source="a test")
        for on in (ENDS, ENDS + timedelta(days=1), AS_OF - timedelta(days=50))
    ]
    assert "2 follow-ups due" in said(made(prepared, *due))


def test_the_largest_port_of_the_stop_counts_and_not_the_largest_of_the_territory(prepared: Engine) -> None:
    sizes = {"Small": HarbourSize.SMALL, "Medium": HarbourSize.MEDIUM, "Large": HarbourSize.LARGE}
    place = {"territory": "FJI", "lon": 178.4, "lat": -18.1, "source": "a test"}
    forms = [PortCreate(name=name, source_key=name, harbour_size=size, **place) for name, size in sizes.items()]
    records = made(prepared, *forms)
    ids = {port.name: port.id or 0 for port in records.ports["FJI"]}

    def size_said(*names: str) -> list[str]:
        stop = PlannedStop("FJI", ports=tuple(ids[name] for name in names))
        assert worth_of(stop, PLAN, records, known_on=AS_OF).points == points(records, PLAN.with_stop(stop))
        return [words for words in said(records, PLAN.with_stop(stop)) if words.endswith(" port")]

    assert size_said("Small") == size_said() == []
    assert size_said("Small", "Medium") == ["A medium port"]
    assert size_said("Small", "Large", "Medium") == ["A large port"]
    usual = usual_stop("FJI", records)
    assert worth_of(usual, PLAN, records, known_on=AS_OF) == worths(PLAN, records, known_on=AS_OF)["FJI"]


def test_an_advisory_counts_while_it_is_in_force(prepared: Engine) -> None:
    records = made(prepared)
    in_force = [code for code in ("KHM", "FJI") if "A Port Security Advisory is in force" in said(records, code=code)]
    assert in_force == ["KHM"]


@pytest.mark.parametrize(
    ("period", "accessible"),
    [
        (closed(LEAVES, ENDS), False),
        (closed(LEAVES - timedelta(days=90)), False),
        (closed(LEAVES + timedelta(days=1), ENDS), True),
        (closed(LEAVES, ENDS - timedelta(days=1)), True),
    ],
)
def test_who_cannot_be_visited_on_any_day_is_worth_nothing(
    prepared: Engine, period: AccessPeriodCreate, *, accessible: bool
) -> None:
    records = made(prepared, period)
    assert bool(points(records)) is accessible
    if not accessible:
        (why,) = said(records)
        until = "until 7 Feb 2027" if period.ends_on else "until further notice"
        assert why == f"Not accessible {until}: unrest"


def test_two_periods_that_meet_close_a_territory_throughout(prepared: Engine) -> None:
    records = made(prepared, closed(LEAVES, LEAVES + timedelta(days=9)), closed(LEAVES + timedelta(days=10)))
    assert said(records) == ["Not accessible until further notice: unrest"]


def test_the_weights_of_the_trip_are_used(prepared: Engine) -> None:
    records = made(prepared)
    heavier = replace(PLAN, weights=Weights(never=WEIGHTS.never + 7))
    assert points(records, heavier) == points(records) + 7


def test_a_trip_counts_each_partner_once_and_only_where_something_is_done(prepared: Engine) -> None:
    records = made(prepared)
    fiji, tonga = (usual_stop(code, records) for code in ("FJI", "TON"))
    idle = replace(tonga, government=0, port=0, embassy=0)
    plan = replace(PLAN, stops=(fiji, idle, fiji))
    assert total(plan, worths(plan, records, known_on=AS_OF)) == points(records)
