"""Every port in use, described as of a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions.port_catalogue import CataloguePort, catalogue, facility_counts, flags_of
from dashboard.actions.records import read_records
from models import queries
from models.advisories import Answer, advisory_state
from models.changes import writing
from models.database import reading
from models.tables import Port, PortCreate, PortFacilityCreate, Territory
from models.vocabulary import EngagementKind, EngagementStatus, HarbourSize, PortFlag, Subregion
from tests.dashboard.conftest import AS_OF
from tests.models.records import SOURCE, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def listed(engine: Engine, *, as_of: date = AS_OF) -> list[CataloguePort]:
    with reading(engine) as session:
        records = read_records(session=session)
        return catalogue(records, facility_counts(session=session), as_of=as_of)


def one(engine: Engine, unlocode: str, *, as_of: date = AS_OF) -> CataloguePort:
    return next(port for port in listed(engine, as_of=as_of) if port.unlocode == unlocode)


def change(engine: Engine, unlocode: str, facts: dict[str, Any]) -> int:
    with writing(engine, who="x", why="x") as writer:
        port = next(port for port in queries.ports(session=writer.session) if port.unlocode == unlocode)
        writer.update(Port, port.id or 0, facts, seen=port.version)
        return port.id or 0


def test_every_port_in_use_stands_once_by_territory_and_name(prepared: Engine) -> None:
    with reading(prepared) as session:
        ports = queries.ports(session=session)
    found = listed(prepared)
    assert [port.id for port in found] == [port.id for port in ports]
    assert len({port.id for port in found}) == len(found) > 4_000


def test_a_port_that_was_withdrawn_is_left_out(prepared: Engine) -> None:
    number = change(prepared, "FJSUV", {"withdrawn": "no file has it any more"})
    assert number not in {port.id for port in listed(prepared)}


def test_a_port_is_described_with_its_territory(prepared: Engine) -> None:
    change(prepared, "PFPPT", {"harbour_size": HarbourSize.MEDIUM, "wpi_number": "56250"})
    port = one(prepared, "PFPPT")
    assert (port.name, port.territory, port.territory_name) == ("Papeete", "PYF", "French Polynesia")
    assert port.subregion is Subregion.POLYNESIA
    assert port.partner
    assert (port.size, port.wpi_number) == (HarbourSize.MEDIUM, "56250")
    assert port.lon == pytest.approx(-149.56667)


def test_a_territory_that_is_no_partner_is_said_to_be_none(prepared: Engine) -> None:
    assert not one(prepared, "NLRTM").partner


def test_the_advisory_is_that_of_the_territory_on_the_day(prepared: Engine) -> None:
    with reading(prepared) as session:
        facts = queries.advisory_facts(session=session)
    for port in listed(prepared)[::97]:
        assert port.advisory is advisory_state(facts, territory=port.territory, as_of=AS_OF).answer
    assert {port.advisory for port in listed(prepared)} >= {Answer.IN_FORCE, Answer.NOT_IN_FORCE}


def test_facilities_are_counted_by_port_without_those_withdrawn_or_waiting(prepared: Engine) -> None:
    suva = one(prepared, "FJSUV").id
    with writing(prepared, who="x", why="x") as writer:
        writer.create(PortFacilityCreate(name="King's Wharf", port_id=suva, source=SOURCE))
        writer.create(PortFacilityCreate(name="Walu Bay", port_id=suva, source=SOURCE))
        writer.create(PortFacilityCreate(name="Old", port_id=suva, withdrawn="closed", source=SOURCE))
        writer.create(PortFacilityCreate(name="Waiting", port_id=None, source=SOURCE))
    with reading(prepared) as session:
        assert facility_counts(session=session) == {suva: 2}
    assert one(prepared, "FJSUV").facilities == 2
    assert one(prepared, "PFPPT").facilities == 0


@pytest.fixture
def visited(prepared: Engine) -> Engine:
    suva, lautoka = (one(prepared, code).id for code in ("FJSUV", "FJLTK"))
    with writing(prepared, who="x", why="x") as writer:
        for facts in (
            {"ends_on": date(2026, 3, 2), "ports": [suva, lautoka]},
            {"ends_on": date(2026, 5, 10), "ports": [suva]},
            {"ends_on": date(2026, 7, 1), "ports": [suva], "status": EngagementStatus.CANCELLED},
            {"ends_on": date(2026, 8, 1), "ports": [suva], "kind": EngagementKind.LIAISON},
            {"ends_on": date(2026, 9, 1), "ports": []},
            {"ends_on": date(2026, 12, 9), "ports": [suva], "status": EngagementStatus.CONFIRMED},
        ):
            writer.create(engagement(**facts))
    return prepared


@pytest.mark.parametrize(
    ("as_of", "last", "days"),
    [
        (AS_OF, date(2026, 5, 10), 196),
        (date(2026, 5, 10), date(2026, 5, 10), 0),
        (date(2026, 5, 9), date(2026, 3, 2), 68),
        (date(2026, 3, 1), None, None),
        (date(2027, 1, 1), date(2026, 5, 10), 236),
    ],
)
def test_the_last_visit_is_the_last_that_counts_and_names_the_port(
    visited: Engine, as_of: date, last: date | None, days: int | None
) -> None:
    port = one(visited, "FJSUV", as_of=as_of)
    assert (port.last_visit, port.days_since) == (last, days)
    assert port.marking == ("UNCLASSIFIED" if last else "")


def test_a_visit_counts_for_every_port_that_it_names(visited: Engine) -> None:
    assert one(visited, "FJLTK").last_visit == date(2026, 3, 2)
    assert one(visited, "FJLEV").last_visit is None


def test_a_port_whose_last_visit_was_generated_is_marked_demo(visited: Engine) -> None:
    assert not one(visited, "FJSUV").demo
    with writing(visited, who="x", why="x") as writer:
        writer.create(engagement(ends_on=AS_OF, ports=[one(visited, "FJSUV").id], demo=True))
    assert one(visited, "FJSUV").demo
    assert not one(visited, "FJSUV", as_of=AS_OF - timedelta(days=1)).demo


def test_flags_are_read_and_unknown_words_passed_over() -> None:
    port = Port(name="A", flags="likely_slip,declared_elsewhere,duplicate_code")
    assert flags_of(port) == (PortFlag.LIKELY_SLIP, PortFlag.DUPLICATE_CODE)
    assert flags_of(Port(name="A", flags="")) == ()


def test_sources_are_those_of_the_facts_each_once(prepared: Engine) -> None:
    assert one(prepared, "FJSUV").sources == ("reference",)
    change(prepared, "FJSUV", {"provenance": {"name": "wpi", "lon": "person", "lat": "person", "territory": "wpi"}})
    assert set(one(prepared, "FJSUV").sources) == {"wpi", "person"}


def test_a_port_from_elsewhere_without_provenance_is_a_persons(prepared: Engine) -> None:
    form = PortCreate(name="New", territory="FJI", lon=178, lat=-18, source="typed", source_key="new", wpi_number="7")
    with writing(prepared, who="x", why="x") as writer:
        writer.create(form)
    port = next(port for port in listed(prepared) if port.name == "New")
    assert port.sources == ("person",)


def test_names_and_codes_are_held_as_they_are_compared(prepared: Engine) -> None:
    change(prepared, "PFPPT", {"alternate_names": ["Pape\u02bbete", "Vai\u02bbet\u0113", "PAPEETE"]})
    port = one(prepared, "PFPPT")
    assert port.names == "\npapeete\nvaiete\n"
    assert port.words.split() == ["french", "papeete", "pfppt", "polynesia", "pyf", "vaiete"]


def test_the_name_of_the_territory_is_the_one_in_use_now(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        fiji = next(one for one in queries.territories(session=writer.session) if one.code == "FJI")
        writer.update(Territory, fiji.id or 0, {"name": "Viti"}, seen=fiji.version)
    assert one(prepared, "FJSUV").territory_name == "Viti"
