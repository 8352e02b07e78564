"""A plan with its days, and what in it does not go together."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions.records import Records, read_records
from dashboard.actions.trip_booking import confirm
from dashboard.actions.trip_ground import usual_stop
from dashboard.actions.trip_plan import Scheduled, scheduled
from models.changes import writing
from models.database import reading
from models.tables import AccessPeriodCreate, EngagementCreate, Officer, OfficerCreate, Port, Trip
from models.trips import Plan, PlannedStop, plan_of
from models.vocabulary import EngagementKind, EngagementStatus

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

AT = datetime(2026, 11, 22, tzinfo=UTC)
COMMON: dict[str, Any] = {"source": "a test", "marking": "UNCLASSIFIED"}
ISLANDS = Plan("Islands", "Yokota Air Base, Japan", 139.35, 35.75, "Asia/Tokyo", date(2027, 2, 1))
FIJI = ISLANDS.with_stop(PlannedStop("FJI"))
"""Away from 1 to 4 February."""


def records_of(engine: Engine) -> Records:
    with reading(engine) as session:
        return read_records(session=session)


def words(found: Scheduled, *, serious: bool = True) -> list[str]:
    return [conflict.words for conflict in found.conflicts if conflict.serious is serious]


def officer(engine: Engine, name: str = "Officer A", **facts: object) -> int:
    with writing(engine, who="tester", why="") as writer:
        made = writer.create(OfficerCreate.model_validate(COMMON | {"name": name} | facts))
        assert isinstance(made, Officer)
        return made.id or 0


def engaged(engine: Engine, **facts: object) -> int:
    usual = {
        "territory": "TON",
        "kind": EngagementKind.PORT_VISIT,
        "status": EngagementStatus.CONFIRMED,
        "starts_on": date(2027, 2, 3),
        "ends_on": date(2027, 2, 5),
    }
    with writing(engine, who="tester", why="") as writer:
        return writer.create(EngagementCreate.model_validate(COMMON | usual | facts)).id or 0


def stored(engine: Engine, plan: Plan, **facts: object) -> Trip:
    with writing(engine, who="tester", why="") as writer:
        return writer.make(Trip, plan.facts() | COMMON | facts)


def test_a_plan_without_conflicts_has_its_days(prepared: Engine) -> None:
    found = scheduled(FIJI, records_of(prepared))
    assert words(found) == []
    assert found.plan is FIJI
    assert found.schedule.stops[0].halt == found.journey.halts[0]
    assert (found.schedule.leaves.date(), found.schedule.back.date()) == (date(2027, 2, 1), date(2027, 2, 4))
    assert found.schedule.days == 4


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (None, []),
        (4, []),
        (3, ["The trip takes 4 days, 1 more than the 3 it may take."]),
        (1, ["The trip takes 4 days, 3 more than the 1 it may take."]),
    ],
)
def test_a_trip_that_takes_too_many_days(prepared: Engine, limit: int | None, said: list[str]) -> None:
    assert words(scheduled(replace(FIJI, days=limit), records_of(prepared))) == said


@pytest.mark.parametrize(
    ("back_by", "said"),
    [
        (date(2027, 2, 4), []),
        (date(2027, 2, 3), ["The trip is back on 4 Feb 2027, 1 day too late."]),
        (date(2027, 2, 1), ["The trip is back on 4 Feb 2027, 3 days too late."]),
    ],
)
def test_a_trip_that_is_back_too_late(prepared: Engine, back_by: date, said: list[str]) -> None:
    assert words(scheduled(replace(FIJI, back_by=back_by), records_of(prepared))) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2027-01-20", "2027-01-31", []),
        ("2027-01-20", "2027-02-01", ["Officer A is on leave from 20 Jan 2027 to 1 Feb 2027."]),
        ("2027-02-02", "2027-02-02", ["Officer A is on leave on 2 Feb 2027."]),
        ("2027-02-04", "2027-02-20", ["Officer A is on leave from 4 Feb 2027 to 20 Feb 2027."]),
        ("2027-02-05", "2027-02-20", []),
    ],
)
def test_leave_is_a_conflict_from_the_day_of_leaving_to_the_day_of_coming_back(
    prepared: Engine, first: str, last: str, said: list[str]
) -> None:
    who = officer(prepared, leave=[{"starts_on": first, "ends_on": last}])
    records = records_of(prepared)
    assert words(scheduled(replace(FIJI, officers=(who,)), records)) == said
    assert words(scheduled(FIJI, records)) == []


def test_a_traveller_on_another_trip_is_a_conflict_while_both_last(prepared: Engine) -> None:
    who = officer(prepared)
    plan = replace(FIJI, officers=(who,))
    other = stored(prepared, replace(plan, name="Other round", leaves_on=date(2027, 2, 4)))
    records = records_of(prepared)
    assert words(scheduled(plan, records)) == ["Officer A is on the trip Other round from 4 Feb 2027 to 9 Feb 2027."]
    assert words(scheduled(plan, records, trip_id=other.id)) == []
    assert words(scheduled(replace(plan, officers=()), records)) == []
    assert words(scheduled(replace(plan, leaves_on=date(2027, 1, 29)), records)) == []


def test_a_trip_that_was_withdrawn_takes_nobody(prepared: Engine) -> None:
    plan = replace(FIJI, officers=(officer(prepared),))
    stored(prepared, plan, withdrawn="called off")
    assert words(scheduled(plan, records_of(prepared))) == []


def test_a_trip_that_was_never_planned_has_the_days_of_its_visits(prepared: Engine) -> None:
    who = officer(prepared)
    bare = {"name": "Recorded", "base": "Yokota", "base_lon": 139.35, "base_lat": 35.75, "officers": [who]}
    with writing(prepared, who="tester", why="") as writer:
        trip = writer.make(Trip, COMMON | bare)
    plan = replace(FIJI, officers=(who,))
    assert words(scheduled(plan, records_of(prepared))) == []
    engaged(prepared, trip_id=trip.id, lead="Officer A")
    assert words(scheduled(plan, records_of(prepared))) == [
        "Officer A is on the trip Recorded from 3 Feb 2027 to 5 Feb 2027."
    ]


@pytest.mark.parametrize(
    ("facts", "conflict"),
    [
        ({"lead": "Officer A"}, True),
        ({"team": ["Somebody", "Officer A"]}, True),
        ({"lead": "Officer B"}, False),
        ({"lead": "Officer A", "starts_on": date(2027, 2, 4), "ends_on": date(2027, 2, 4)}, True),
        ({"lead": "Officer A", "starts_on": date(2027, 2, 5), "ends_on": date(2027, 2, 5)}, False),
        ({"lead": "Officer A", "starts_on": date(2027, 1, 1), "ends_on": date(2027, 1, 31)}, False),
        ({"lead": "Officer A", "starts_on": date(2027, 1, 1), "ends_on": date(2027, 2, 1)}, True),
        ({"lead": "Officer A", "status": EngagementStatus.CANCELLED, "closing_reason": "called off"}, False),
        ({"lead": "Officer A", "kind": EngagementKind.LIAISON}, False),
    ],
)
def test_an_engagement_on_the_same_days_is_a_conflict(
    prepared: Engine,
    facts: dict[str, Any],
    conflict: bool,  # noqa: FBT001 - a parameter
) -> None:
    plan = replace(FIJI, officers=(officer(prepared),))
    engaged(prepared, **facts)
    said = words(scheduled(plan, records_of(prepared)))
    assert bool(said) is conflict
    assert all(one.startswith("Officer A has another engagement ") for one in said)


def test_an_engagement_is_named_with_its_days_and_place(prepared: Engine) -> None:
    plan = replace(FIJI, officers=(officer(prepared),))
    engaged(prepared, lead="Officer A", territory="MDV")
    assert words(scheduled(plan, records_of(prepared))) == [
        "Officer A has another engagement from 3 Feb 2027 to 5 Feb 2027: port visit, the Maldives."
    ]


def test_a_confirmed_trip_is_no_conflict_with_its_own_bookings(prepared: Engine) -> None:
    plan = replace(FIJI, officers=(officer(prepared),))
    trip = stored(prepared, plan)
    records = records_of(prepared)
    confirm(prepared, trip.id or 0, scheduled(plan, records), records, seen=trip.version, who="tester")
    after = records_of(prepared)
    held = plan_of(after.trips[trip.id or 0])
    assert held is not None
    assert held.stops[0].engagement is not None
    assert any("Officer A" in {one.lead, *one.team} for one in after.engagements["FJI"])
    assert words(scheduled(held, after, trip_id=trip.id)) == []
    assert words(scheduled(held, after)) == ["Officer A is on the trip Islands from 1 Feb 2027 to 4 Feb 2027."]


def test_a_booking_of_this_plan_is_no_conflict_before_the_trip_is_known(prepared: Engine) -> None:
    plan = replace(FIJI, officers=(officer(prepared),))
    own = engaged(prepared, lead="Officer A", territory="FJI")
    assert words(scheduled(plan, records_of(prepared)))
    assert words(scheduled(plan.changed(0, engagement=own), records_of(prepared))) == []


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2027, 1, 1), date(2027, 1, 31), False),
        (date(2027, 1, 1), date(2027, 2, 1), True),
        (date(2027, 1, 1), date(2027, 2, 20), True),
        (date(2027, 2, 20), None, False),
    ],
)
def test_a_stay_on_a_day_that_is_not_accessible_is_a_conflict(
    prepared: Engine, first: date, last: date | None, *, told: bool
) -> None:
    facts = COMMON | {"territory": "FJI", "starts_on": first, "ends_on": last, "reason": "Unrest"}
    with writing(prepared, who="tester", why="") as writer:
        writer.create(AccessPeriodCreate.model_validate(facts))
    found = scheduled(FIJI, records_of(prepared))
    assert any("Fiji is not accessible: Unrest; one would be there" in one for one in words(found)) is told


def test_a_territory_twice_and_one_that_is_excluded(prepared: Engine) -> None:
    plan = replace(FIJI.with_stop(PlannedStop("MDV")).with_stop(PlannedStop("FJI")), excluded=("MDV",))
    found = scheduled(plan, records_of(prepared))
    assert [(one.words, one.stop) for one in found.conflicts if one.serious] == [
        ("The Maldives is excluded from this trip.", 1),
        ("Fiji is visited more than once.", 2),
    ]


def test_ports_that_were_withdrawn_or_are_not_on_record(prepared: Engine) -> None:
    records = records_of(prepared)
    number = usual_stop("FJI", records).ports[0]
    with writing(prepared, who="tester", why="") as writer:
        writer.update(Port, number, {"withdrawn": "no file has it any more."}, seen=records.ports_by_id[number].version)
    plan = ISLANDS.with_stop(PlannedStop("FJI", ports=(number, 999_999)))
    assert words(scheduled(plan, records_of(prepared))) == [
        "Suva was withdrawn: no file has it any more.",
        "A port of this stop, number 999999, is not on record.",
    ]


def test_what_a_planner_may_accept_is_told_last(prepared: Engine) -> None:
    plan = replace(ISLANDS, days=1).with_stop(PlannedStop("NRU")).with_stop(PlannedStop("COM"))
    found = scheduled(plan, records_of(prepared))
    assert [conflict.serious for conflict in found.conflicts] == sorted(
        (conflict.serious for conflict in found.conflicts), reverse=True
    )
    assert "A Port Security Advisory is in force for Nauru since 14 Apr 2017." in words(found, serious=False)


def test_holidays_that_are_not_known_are_told(prepared: Engine) -> None:
    records = records_of(prepared)
    nowhere = records.territories["COM"].model_copy(update={"alpha2": None})
    without = replace(records, territories={**records.territories, "COM": nowhere})
    plan = ISLANDS.with_stop(PlannedStop("COM"))
    assert "The public holidays of the Comoros are not known." not in words(scheduled(plan, records), serious=False)
    assert "The public holidays of the Comoros are not known." in words(scheduled(plan, without), serious=False)


def test_conflicts_of_the_schedule_stand_among_them(prepared: Engine) -> None:
    plan = ISLANDS.with_stop(PlannedStop("MDV", fixed_on=date(2027, 2, 5)))
    assert words(scheduled(plan, records_of(prepared))) == ["Friday is not a working day in the Maldives."]


def test_a_port_twice_a_port_elsewhere_and_an_airport_nobody_knows(prepared: Engine) -> None:
    records = records_of(prepared)
    (suva, *_), (other, *_) = (usual_stop(code, records).ports for code in ("FJI", "TON"))
    plan = ISLANDS.with_stop(PlannedStop("FJI", ports=(suva, suva, other), airport="ZZZZ"))
    assert words(scheduled(plan, records)) == [
        "Suva is visited more than once on this stop.",
        "Nuku'alofa lies in Tonga, not here.",
        "The airport of this stop, ZZZZ, is not known; the one that serves the place is taken.",
    ]


def test_a_territory_that_is_no_partner_any_more(prepared: Engine) -> None:
    records = records_of(prepared)
    fiji = records.territories["FJI"].model_copy(update={"partner": False})
    lapsed = replace(records, territories={**records.territories, "FJI": fiji})
    said = "Fiji is not a partner; a visit there clears nobody."
    assert said in words(scheduled(FIJI, lapsed), serious=False)
    assert said not in words(scheduled(FIJI, records), serious=False)


@pytest.mark.parametrize(
    ("territory", "code", "said"),
    [
        ("FJI", "NFFN", ""),
        ("FJI", "RJAA", r"NRT Narita International Airport, lies in Japan, 3,\d{3} nm from Suva\."),
        ("IDN", "WAJJ", r"International Airport, lies 2,\d{3} nm from Jakarta\."),
        ("MAC", "VHHH", r"lies in Hong Kong, \d{2} nm from "),
    ],
)
def test_an_airport_far_off_or_abroad_is_told_with_its_distance_and_no_conflict(
    prepared: Engine, territory: str, code: str, said: str
) -> None:
    found = scheduled(ISLANDS.with_stop(PlannedStop(territory, airport=code)), records_of(prepared))
    told = [one for one in words(found, serious=False) if one.startswith("The airport of this stop")]
    assert len(told) == bool(said)
    assert all(re.search(said, one) for one in told)
    assert not [one for one in words(found) if "airport" in one]


def test_an_airport_chosen_for_ports_is_measured_to_the_farthest_place_it_serves(prepared: Engine) -> None:
    records = records_of(prepared)
    lautoka = next(port.id or 0 for port in records.ports["FJI"] if port.name == "Lautoka")
    plan = ISLANDS.with_stop(PlannedStop("FJI", ports=(lautoka,), airport="NSFA"))
    (told,) = (one for one in words(scheduled(plan, records), serious=False) if "airport" in one)
    assert told.startswith("The airport of this stop, APW Faleolo International Airport, lies in Samoa, ")
    assert told.endswith((" nm from Suva.", " nm from Lautoka."))
