"""The brief of a stop says what is on record, and nothing that is not; each part by the rule that every page uses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions.coverage import coverage_of
from dashboard.actions.trip_brief import LONGEST, StopBrief, hours_words, stop_brief, stop_days
from models.advisories import Answer
from models.calendars import us_holiday
from models.changes import writing
from models.coverage import Status
from models.database import reading
from models.settings import choose
from models.tables import FollowUpCreate, OrganisationCreate, Port, PortFacilityCreate, Territory
from models.vocabulary import FollowUpState, OrganisationKind
from tests.dashboard.actions.trip_paths import days_of, planned, records_of
from tests.dashboard.conftest import AS_OF
from tests.models.records import SOURCE, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from sqlmodel import SQLModel

    from models.trips import Plan


def brief(engine: Engine, plan: Plan, at: int = 0) -> StopBrief:
    with reading(engine) as session:
        return stop_brief(days_of(engine, plan), at, records_of(engine), session=session, today=AS_OF)


def write(engine: Engine, *forms: SQLModel, highest: str = "UNCLASSIFIED") -> list[Any]:
    with writing(engine, who="officer", why="a test") as writer:
        choose(writer, "marking", highest)
        return [writer.create(form) for form in forms]


def follow_up(due_on: date, **facts: Any) -> FollowUpCreate:  # noqa: ANN401 - any field of the form
    return FollowUpCreate(
        **{"territory": "FJI", "what": "Check the gate log", "due_on": due_on, "source": SOURCE, **facts}
    )


def office(name: str, kind: OrganisationKind, **facts: Any) -> OrganisationCreate:  # noqa: ANN401 - any field of the form
    return OrganisationCreate(**{"territory": "FJI", "kind": kind, "name": name, "source": SOURCE, **facts})


def test_a_bare_territory_says_that_nothing_is_on_record(prepared: Engine) -> None:
    told = brief(prepared, planned(prepared, "FJI"))
    assert (told.number, told.territory, told.name, told.subregion) == (1, "FJI", "Fiji", "Melanesia")
    assert told.status is Status.NEVER
    assert "No visit is on record up to 22 Nov 2026." in told.why
    assert (told.last_visit, list(told.tasks), list(told.offices)) == (None, [], [])
    assert told.advisory is Answer.NOT_IN_FORCE
    assert (told.marking, told.demo) == ("UNCLASSIFIED", False)


def test_status_and_reason_are_those_of_every_page(prepared: Engine) -> None:
    write(prepared, engagement(ends_on=AS_OF - timedelta(days=400), summary="x " * 500, lead="Officer 1"))
    told = brief(prepared, planned(prepared, "FJI"))
    records = records_of(prepared)
    coverage = coverage_of(records, records.territories["FJI"], as_of=AS_OF, known_on=AS_OF)
    assert (told.status, told.why) == (coverage.status, coverage.why)
    assert told.last_visit is not None
    assert told.last_visit.words == "Port visit · 18 Oct 2025 · Officer 1"
    assert len(told.last_visit.summary) <= LONGEST + 2
    assert told.last_visit.summary.endswith("…")


def test_a_booking_is_not_the_last_visit(prepared: Engine) -> None:
    write(prepared, engagement(ends_on=AS_OF + timedelta(days=9), status="confirmed"))
    assert brief(prepared, planned(prepared, "FJI")).last_visit is None


def test_follow_ups_are_told_until_they_are_done_and_late_by_the_days_of_the_stop(prepared: Engine) -> None:
    plan = planned(prepared, "FJI")
    last = days_of(prepared, plan).schedule.stops[0].last_day
    write(
        prepared,
        follow_up(last, what="On its last day"),
        follow_up(last - timedelta(days=1), what="A day before"),
        follow_up(AS_OF, what="Done", state=FollowUpState.DONE, done_on=AS_OF),
        follow_up(AS_OF, what="Elsewhere", territory="TON"),
    )
    told = brief(prepared, plan).tasks
    assert [(one.what, one.late) for one in told] == [("A day before", True), ("On its last day", False)]


def test_offices_are_those_of_the_territory_and_of_the_ports_that_are_visited(prepared: Engine) -> None:
    plan = planned(prepared, "FJI")
    visited = plan.stops[0].ports[0]
    other = next(port.id for port in records_of(prepared).ports["FJI"] if port.id not in plan.stops[0].ports)
    write(
        prepared,
        office("Section", OrganisationKind.EMBASSY_SECTION),
        office("Port", OrganisationKind.PORT_AUTHORITY, port_id=visited, phone="+679 1", mail="a@b.example"),
        office("Other port", OrganisationKind.PORT_AUTHORITY, port_id=other),
        office("Authority", OrganisationKind.DESIGNATED_AUTHORITY, last_contact_on=AS_OF),
    )
    told = brief(prepared, plan).offices
    assert [one.name for one in told] == ["Authority", "Port", "Section"]
    assert (told[1].reach, told[1].port) == ("+679 1 · a@b.example", "Suva")
    assert told[0].last_contact_on == AS_OF


def test_ports_come_with_sources_flags_and_facilities(prepared: Engine) -> None:
    plan = planned(prepared, "FJI")
    number = plan.stops[0].ports[0]
    notes = {"flags": "likely_slip", "flag_notes": {"likely_slip": "lies 60 nm inland"}, "cargo_pier_m": 9.5}
    with writing(prepared, who="officer", why="a test") as writer:
        writer.update(Port, number, notes, seen=1)
    write(
        prepared,
        PortFacilityCreate(name="Kings Wharf", imo_number="FJSUV-1", port_id=number, plan_approved=True, source=SOURCE),
        PortFacilityCreate(name="Closed berth", port_id=number, plan_withdrawn=True, plan_approved=True, source=SOURCE),
        PortFacilityCreate(name="Refused", port_id=number, plan_approved=False, source=SOURCE, demo=True),
    )
    port = brief(prepared, plan).ports[0]
    facts = {fact.label: (fact.value, fact.source) for fact in port.facts}
    assert facts["Position"] == ("18°07.0′S 178°25.0′E", "Shipped with Seamark")
    assert facts["Cargo pier depth (m)"][0] == "9.5"
    assert port.flags == ["Likely slip: lies 60 nm inland"]
    assert list(port.facilities) == [
        "Closed berth, plan withdrawn",
        "Kings Wharf, FJSUV-1, plan approved",
        "Refused, plan not approved, DEMO",
    ]


def test_an_advisory_is_told_with_its_notice_and_the_day_up_to_which_it_is_known(prepared: Engine) -> None:
    told = brief(prepared, planned(prepared, "FSM"))
    assert told.advisory is Answer.IN_FORCE
    assert "since 5 Sep 2017" in told.advisory_words
    assert "82 FR 39609" in told.advisory_words
    assert told.advisory_words.count("82 FR 39609") == 1
    assert "Facts are known up to 31 Aug 2025" in told.advisory_known
    assert any("Advisory" in words for words in told.conflicts)


def test_times_weekend_and_holidays_are_those_of_the_stop(prepared: Engine) -> None:
    plan = replace(planned(prepared, "WSM"), leaves_on=date(2027, 5, 28))  # before Memorial Day
    told = brief(prepared, plan)
    days = stop_days(days_of(prepared, plan).schedule.stops[0])
    assert told.time is not None
    assert (told.time.zone, told.time.at) == ("Pacific/Apia", told.arrives)
    assert "4 hours ahead of Yokota Air Base, Japan" in told.time.difference
    assert told.weekend == "Saturday and Sunday"
    assert [one.on for one in told.us_holidays] == [on for on in days if us_holiday(on)]
    assert any(one.name == "Memorial Day" for one in told.us_holidays)
    assert told.holidays is not None
    assert all(one.on in days for one in told.holidays)


def test_where_no_table_has_holidays_that_is_not_told_as_none(prepared: Engine) -> None:
    with writing(prepared, who="officer", why="a test") as writer:
        known = records_of(prepared).territories["WSM"]
        writer.update(Territory, known.id or 0, {"alpha2": None}, seen=known.version)
    assert brief(prepared, planned(prepared, "WSM")).holidays is None


def test_airports_and_ways_are_told(prepared: Engine) -> None:
    told = brief(prepared, planned(prepared, "WSM"))
    assert told.airport == "APW Faleolo International Airport"
    assert all(one.endswith(" nm") and "Faleolo" not in one for one in told.airports)
    assert len(told.airports) == 3
    by_ship = brief(prepared, planned(prepared, "TKL"))
    assert any(words.startswith("By ship") for words in by_ship.ground)


def test_the_days_are_those_of_this_stop_only(prepared: Engine) -> None:
    plan = planned(prepared)
    for at in range(3):
        told = brief(prepared, plan, at)
        assert told.number == at + 1
        assert {lived.stop for lived in told.days} == {at}
        assert told.days[-1].on == told.departs.date()


def test_the_brief_is_marked_as_what_it_quotes(prepared: Engine) -> None:
    write(prepared, follow_up(AS_OF, marking="CUI", demo=True), highest="CUI")
    told = brief(prepared, planned(prepared, "FJI"))
    assert (told.marking, told.demo) == ("CUI", True)
    assert brief(prepared, planned(prepared, "TON")).marking == "UNCLASSIFIED"


@pytest.mark.parametrize(
    ("hours", "told"), [(0, "0 min"), (0.55, "33 min"), (2, "2 h"), (2.999, "3 h"), (11.6, "11 h 36 min")]
)
def test_lengths_of_time_are_written_in_hours_and_minutes(hours: float, told: str) -> None:
    assert hours_words(hours) == told
