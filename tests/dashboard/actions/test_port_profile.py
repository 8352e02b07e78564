"""The profile of a port: facts with sources, what is on record, what lies near."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions.port_profile import SHOWN, Fact, PortProfile, near_airports, profile
from dashboard.actions.records import read_records
from geodata.geodesy import Point, distance_nm
from models import queries
from models.changes import writing
from models.database import reading
from models.tables import Port, PortEntryCreate, PortFacilityCreate
from models.vocabulary import EngagementStatus, EntryState, PortFlag
from tests.dashboard.conftest import AS_OF
from tests.models.records import SOURCE, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def find(engine: Engine, unlocode: str) -> int:
    with reading(engine) as session:
        return next(port.id or 0 for port in queries.ports(session=session) if port.unlocode == unlocode)


def told(engine: Engine, number: int) -> PortProfile:
    with reading(engine) as session:
        found = profile(read_records(session=session), number, session=session, as_of=AS_OF)
    assert found is not None
    return found


def change(engine: Engine, number: int, facts: dict[str, Any]) -> None:
    with writing(engine, who="x", why="x") as writer:
        port = writer.session.get(Port, number)
        assert port is not None
        writer.update(Port, number, facts, seen=port.version)


def fact(found: PortProfile, name: str) -> Fact:
    return next(one for one in found.facts if one.name == name)


@pytest.fixture
def suva(prepared: Engine) -> int:
    return find(prepared, "FJSUV")


def test_a_port_that_does_not_exist_has_no_profile(prepared: Engine) -> None:
    with reading(prepared) as session:
        assert profile(read_records(session=session), 999_999, session=session, as_of=AS_OF) is None


def test_a_shipped_port_has_its_facts_from_the_reference(prepared: Engine, suva: int) -> None:
    found = told(prepared, suva)
    assert [one.name for one in found.facts] == ["name", "unlocode", "territory", "lon", "lat"]
    assert {(one.source, one.said_by, one.on) for one in found.facts} == {
        ("Shipped with Seamark", "searoute 1.6.0", None)
    }
    assert found.territory.name == "Fiji"


def entry(importer: str, facts: dict[str, Any], **more: Any) -> PortEntryCreate:  # noqa: ANN401 - any field
    more = {"source": f"{importer}.csv", "key": f"{importer} {sorted(facts)}", "state": EntryState.TAKEN, **more}
    return PortEntryCreate(importer=importer, name="Suva", facts=facts, **more)


def test_each_fact_names_the_file_that_says_it_and_its_date(prepared: Engine, suva: int) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create_all(
            [
                entry("wpi", {"channel_m": 9.0}, port_id=suva, key="1", source="old.csv"),
                entry("wpi", {"channel_m": 12.0}, port_id=suva, key="2", source="new.csv", source_date=AS_OF),
                entry("unlocode", {"channel_m": 12.0}, port_id=suva, key="3"),
            ]
        )
    change(prepared, suva, {"channel_m": 12.0, "provenance": {"channel_m": "wpi", "name": "reference"}, "source": "x"})
    found = told(prepared, suva)
    assert fact(found, "channel_m") == Fact(
        "channel_m", "Channel depth (m)", 12.0, "World Port Index", "new.csv", AS_OF
    )
    assert fact(found, "name").said_by == "searoute 1.6.0"
    assert fact(found, "lon").source == ""


def test_a_fact_whose_entry_says_something_else_now_still_names_its_source(prepared: Engine, suva: int) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(entry("wpi", {"channel_m": 9.0}, port_id=suva))
    change(prepared, suva, {"channel_m": 12.0, "provenance": {"channel_m": "wpi"}})
    assert fact(told(prepared, suva), "channel_m").said_by == "wpi.csv"


def test_entries_are_told_apart_by_what_became_of_them(prepared: Engine, suva: int) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create_all(
            [
                entry("wpi", {}, port_id=suva, key="1", attributes={"Tugs": "Yes"}),
                entry("wpi", {}, candidate_id=suva, state=EntryState.DOUBTFUL, key="2"),
                entry("wpi", {}, candidate_id=suva + 1, state=EntryState.DOUBTFUL, key="3"),
                entry("wpi", {}, state=EntryState.SET_ASIDE, key="4"),
                entry("wpi", {}, port_id=suva, withdrawn="undone", key="5"),
            ]
        )
    found = told(prepared, suva)
    assert [one.key for one in found.entries] == ["1"]
    assert [one.key for one in found.doubtful] == ["2"]
    assert found.attributes == [("World Port Index", "Tugs", "Yes")]


def test_flags_stand_with_their_notes(prepared: Engine, suva: int) -> None:
    change(prepared, suva, {"flags": "likely_slip,code_prefix", "flag_notes": {"likely_slip": "swapped"}})
    assert told(prepared, suva).flags == [(PortFlag.LIKELY_SLIP, "swapped"), (PortFlag.CODE_PREFIX, "")]


def test_facilities_are_those_of_the_port_in_use(prepared: Engine, suva: int) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(PortFacilityCreate(name="B wharf", port_id=suva, source=SOURCE))
        writer.create(PortFacilityCreate(name="A wharf", port_id=suva, source=SOURCE))
        writer.create(PortFacilityCreate(name="Gone", port_id=suva, withdrawn="closed", source=SOURCE))
        writer.create(PortFacilityCreate(name="Other", port_id=suva + 1, source=SOURCE))
    assert [one.name for one in told(prepared, suva).facilities] == ["A wharf", "B wharf"]


def test_visits_are_all_that_name_the_port_and_the_last_one_is_the_last_made(prepared: Engine, suva: int) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(engagement(ends_on=date(2026, 5, 1), ports=[suva]))
        writer.create(engagement(ends_on=date(2026, 6, 1), ports=[suva + 1]))
        writer.create(engagement(ends_on=date(2026, 12, 1), ports=[suva], status=EngagementStatus.PLANNED))
    found = told(prepared, suva)
    assert [one.ends_on for one in found.visits] == [date(2026, 12, 1), date(2026, 5, 1)]
    assert found.last_visit is not None
    assert found.last_visit.ends_on == date(2026, 5, 1)


def test_a_port_never_visited_has_no_last_visit(prepared: Engine, suva: int) -> None:
    found = told(prepared, suva)
    assert (found.visits, found.last_visit) == ([], None)


def test_the_nearest_airports_have_codes_and_stand_in_order(prepared: Engine, suva: int) -> None:
    near = told(prepared, suva).airports
    assert near[0].airport.iata == "SUV"
    assert [one.nm for one in near] == sorted(one.nm for one in near)
    assert len(near) == SHOWN
    assert all(one.airport.iata for one in near)


@pytest.mark.parametrize("lon", [179.999, -179.999, 180.0, -180.0])
def test_airports_beyond_the_date_line_are_near(lon: float) -> None:
    near = near_airports(Port(name="x", lon=lon, lat=-16.8), most=30)
    assert {"LBS", "TVU"} & {one.airport.iata for one in near}
    assert min(one.airport.lon for one in near) < 0 < max(one.airport.lon for one in near)
    for one in near:
        there = Point(lon=one.airport.lon, lat=one.airport.lat)
        assert one.nm == pytest.approx(distance_nm(Point(lon=lon, lat=-16.8), there))


def test_the_nearest_ports_are_others_in_use(prepared: Engine, suva: int) -> None:
    first = told(prepared, suva).ports[0]
    assert first.port.id != suva
    change(prepared, first.port.id or 0, {"withdrawn": "gone"})
    near = told(prepared, suva).ports
    assert first.port.id not in {one.port.id for one in near}
    assert [one.nm for one in near] == sorted(one.nm for one in near)


def test_a_port_that_was_withdrawn_has_a_profile_that_says_so(prepared: Engine, suva: int) -> None:
    change(prepared, suva, {"withdrawn": "no file has it any more"})
    found = told(prepared, suva)
    assert found.port.withdrawn == "no file has it any more"
    assert suva not in {one.port.id for one in found.ports}
