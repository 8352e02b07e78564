"""From a file of port facilities to records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dashboard.actions.import_undo import past_imports, undo_import
from dashboard.actions.port_queue import correct
from geodata.importers.rows import FacilityRow
from models import queries
from models.changes import writing
from models.database import reading
from models.errors import ConflictError
from models.tables import PortFacility
from tests.dashboard.port_files import file, imported, meet, port, sound, the_port, written

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

WHARF = FacilityRow(
    2, "Example Wharf", "FJSUV-0001", "Suva", "FJI", lon=178.43, lat=-18.14, plan_approved=True, attributes={"X": "y"}
)


def held(engine: Engine) -> PortFacility:
    with reading(engine) as session:
        return session.exec(select(PortFacility)).one()


def test_a_facility_goes_to_the_port_of_its_code_with_provenance(prepared: Engine) -> None:
    imported(prepared, file(WHARF, source="gisis"), dated=date(2026, 1, 31))
    one = held(prepared)
    assert (one.port_id, one.plan_approved, one.reviewed_on) == (the_port(prepared, "Suva").id, True, None)
    assert (one.provenance["plan_approved"], one.source_date) == ("gisis", date(2026, 1, 31))
    assert "reviewed_on" not in one.provenance
    assert one.attributes == {"X": "y"}


def test_the_same_file_again_changes_nothing_at_all(prepared: Engine) -> None:
    imported(prepared, file(WHARF, source="gisis"), dated=date(2026, 1, 31))
    before = written(prepared)
    assert imported(prepared, file(WHARF, source="gisis"), title="Another name").unchanged == [2]
    assert written(prepared) == before


def test_what_is_new_in_a_file_is_told_field_by_field(prepared: Engine) -> None:
    imported(prepared, file(WHARF, source="gisis"))
    planned = imported(prepared, file(replace(WHARF, withdrawn=True, plan_approved=False), source="gisis"))
    (changed,) = planned.changed
    assert [(diff.label, diff.held, diff.said) for diff in changed.diffs] == [
        ("Security plan approved", "yes", "no"),
        ("Security plan withdrawn", "", "yes"),
    ]
    assert held(prepared).plan_withdrawn


def test_a_list_without_a_column_says_nothing_of_it(prepared: Engine) -> None:
    full = replace(
        WHARF,
        description="Cargo",
        withdrawn=True,
        withdrawn_on=date(2024, 5, 6),
        reviewed_on=date(2023, 1, 2),
        attributes={"X": "y", "Z": "1"},
    )
    imported(prepared, file(full, source="gisis"))
    before = held(prepared)
    short = FacilityRow(2, "Kings Wharf", "FJSUV-0001", updated_on=date(2024, 6, 6), attributes={"Z": "2"})
    planned = imported(prepared, file(short, source="gisis"))
    assert [diff.label for diff in planned.changed[0].diffs] == ["Name", "Source updated on"]
    after = held(prepared)
    same = ("port_id", "territory", "port_name", "lon", "lat", "description", "plan_approved", "plan_withdrawn")
    assert all(getattr(after, name) == getattr(before, name) for name in (*same, "plan_withdrawn_on", "reviewed_on"))
    assert after.attributes == {"X": "y", "Z": "2"}
    assert after.provenance == {**before.provenance, "source_updated_on": "gisis"}
    other = replace(short, number=3, imo_number="FJSUV-0002", description="Fuel")
    imported(prepared, file(short, other, source="gisis"))
    with reading(prepared) as session:
        found = {one.imo_number: one.description for one in session.exec(select(PortFacility))}
    assert found == {"FJSUV-0001": "", "FJSUV-0002": "Fuel"}, "this list has the column"


def test_what_a_person_set_holds(prepared: Engine) -> None:
    imported(prepared, file(WHARF, source="gisis"))
    one = held(prepared)
    said = {"name": "Walu Bay Wharf", "provenance": {**one.provenance, "name": "person"}}
    with writing(prepared, who="steward", why="x") as writer:
        writer.update(PortFacility, one.id or 0, said, seen=one.version)
    imported(prepared, file(replace(WHARF, name="Wharf 1", description="Cargo"), source="gisis"))
    after = held(prepared)
    assert (after.name, after.description, after.provenance["name"]) == ("Walu Bay Wharf", "Cargo", "person")


def test_a_number_that_comes_twice_is_taken_once(prepared: Engine) -> None:
    planned = imported(prepared, file(WHARF, replace(WHARF, number=3), source="gisis"))
    (rejected,) = planned.rejected
    assert (rejected.number, "is also in row 2" in rejected.reason) == (3, True)
    assert planned.counts["rows"] == 2 or len(planned.new) == 1


def test_a_facility_taken_back_comes_back_as_the_same_record(prepared: Engine) -> None:
    imported(prepared, file(WHARF, source="gisis"))
    first = held(prepared).id
    undo_import(prepared, past_imports(prepared)[0].id, who="x")
    with reading(prepared) as session:
        assert queries.facilities(session=session) == []
    assert len(imported(prepared, file(WHARF, source="gisis")).new) == 1
    assert (held(prepared).id, held(prepared).withdrawn) == (first, "")
    sound(prepared)


def test_a_facility_that_waited_is_attached_once_its_port_is_known(prepared: Engine) -> None:
    far = replace(WHARF, imo_number="FJZZ9-0001", port_name="Nowhere", lon=None, lat=None)
    assert len(imported(prepared, file(far, source="gisis")).queued) == 1
    again = imported(prepared, file(replace(far, lon=178.43, lat=-18.14), source="gisis"))
    assert again.queued == []
    assert held(prepared).port_id == the_port(prepared, "Suva").id


NEW_PORT = replace(WHARF, imo_number="FJZZ9-0001", port_name="Example Reef", lon=179.5, lat=-17.3)
REEF = port("Example Reef", wpi_number="99001", unlocode="FJZZ9")


def test_a_facility_that_waits_is_attached_by_the_import_that_brings_its_port(prepared: Engine) -> None:
    assert len(imported(prepared, file(NEW_PORT, source="gisis")).queued) == 1
    imported(prepared, file(REEF))
    assert held(prepared).port_id == the_port(prepared, "Example Reef").id
    assert held(prepared).provenance["port_id"] == "gisis"
    before = written(prepared)
    assert imported(prepared, file(NEW_PORT, source="gisis")).unchanged == [2]
    assert written(prepared) == before


def test_it_waits_again_once_that_import_is_taken_back(prepared: Engine) -> None:
    imported(prepared, file(NEW_PORT, source="gisis"))
    imported(prepared, file(REEF))
    undo_import(prepared, past_imports(prepared)[0].id, who="x")
    assert held(prepared).port_id is None
    assert held(prepared).withdrawn == ""
    sound(prepared)


def test_it_is_attached_by_a_decision_that_makes_its_port(prepared: Engine) -> None:
    imported(prepared, file(replace(NEW_PORT, lon=None, lat=None), source="gisis"))
    known = the_port(prepared, "Suva")
    correct(prepared, known.id or 0, {"unlocode": "FJZZ9"}, seen=known.version, who="steward")
    assert held(prepared).port_id == known.id


def test_a_facility_of_which_nothing_is_sure_goes_on_waiting(prepared: Engine) -> None:
    imported(prepared, file(replace(NEW_PORT, port_name="Nowhere", lon=-179.0, lat=-21.5), source="gisis"))
    imported(prepared, file(REEF))
    assert held(prepared).port_id is None, "sixty miles and more from the port whose code it has"


def test_a_facility_that_an_engagement_names_is_not_taken_back(prepared: Engine) -> None:
    imported(prepared, file(WHARF, source="gisis"))
    meet(prepared, facilities=[held(prepared).id])
    with pytest.raises(ConflictError, match=r"1 port facility of this import are needed"):
        undo_import(prepared, past_imports(prepared)[0].id, who="x")
    assert held(prepared).withdrawn == ""
