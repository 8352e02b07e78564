"""Flags of ports in their records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions.port_flags import claimed_codes, findings, renew_flags
from geodata.territories import Boundaries, load_boundaries
from models import audit, queries
from models.changes import writing
from models.database import reading
from models.tables import Port, PortCreate, PortEntryCreate
from models.vocabulary import EntryState, PortFlag

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    """Return the boundaries that ship, read once."""
    return load_boundaries()


def port(name: str, **facts: Any) -> PortCreate:  # noqa: ANN401 - any field of the form
    facts = {"territory": "FJI", "lon": 178.42, "lat": -18.13, "source": "a test", "source_key": name, **facts}
    return PortCreate(name=name, **facts)


def renewed(engine: Engine, boundaries: Boundaries, forms: list[PortCreate]) -> tuple[int, dict[str, Port]]:
    with writing(engine, who="x", why="x") as writer:
        renew_flags(writer, boundaries)
        writer.create_all(forms)
    with writing(engine, who="x", why="x") as writer:
        count = renew_flags(writer, boundaries)
    with reading(engine) as session:
        assert list(audit.problems(session)) == []
        return count, {one.name: one for one in queries.ports(session=session, withdrawn=True)}


def test_a_place_outside_its_territory_is_told_with_the_distance(prepared: Engine, boundaries: Boundaries) -> None:
    dzaoudzi = port("Dzaoudzi of the Comoros", territory="COM", lon=45.2667, lat=-12.7833)
    count, held = renewed(prepared, boundaries, [dzaoudzi])
    one = held["Dzaoudzi of the Comoros"]
    assert count == 1
    assert (one.located_territory, one.located_nm, one.flags) == ("MYT", 0.1, "outside_territory")
    assert "nm outside Comoros" in one.flag_notes[PortFlag.OUTSIDE_TERRITORY]


def test_a_lost_sign_is_told_with_the_place_that_was_meant(prepared: Engine, boundaries: Boundaries) -> None:
    kapus = port("Kuala Kapus", territory="IDN", lon=114.3833, lat=3.0)
    _, held = renewed(prepared, boundaries, [kapus])
    assert held["Kuala Kapus"].flags == "likely_slip"
    assert "3°00.0′S" in held["Kuala Kapus"].flag_notes["likely_slip"]


def test_several_doubts_stand_side_by_side_and_go_when_they_are_settled(
    prepared: Engine, boundaries: Boundaries
) -> None:
    one = port("One of two", unlocode="NZZZ9", wpi_number="99001")
    _, held = renewed(prepared, boundaries, [one, port("Two of two", wpi_number="99001")])
    assert held["One of two"].flags == "code_prefix,duplicate_number"
    assert held["Two of two"].flag_notes == {"duplicate_number": "99001 is also that of One of two"}
    with writing(prepared, who="x", why="x") as writer:
        two = held["Two of two"]
        writer.update(Port, two.id or 0, {"wpi_number": "99002"}, seen=two.version)
        assert renew_flags(writer, boundaries) == 2
        assert renew_flags(writer, boundaries) == 0


def test_looking_at_those_concerned_finds_what_looking_at_all_does(prepared: Engine, boundaries: Boundaries) -> None:
    """A number passes from one pair to another: all three are concerned, although only one was changed."""
    forms = [port("One", wpi_number="99001"), port("Two", wpi_number="99001"), port("Three", wpi_number="99003")]
    _, held = renewed(prepared, boundaries, [*forms, port("Four", wpi_number="99004")])
    two = held["Two"]
    with writing(prepared, who="x", why="x") as writer:
        writer.update(Port, two.id or 0, {"wpi_number": "99003"}, seen=two.version)
        assert renew_flags(writer, boundaries, among=[]) == 3
        writer.update(Port, two.id or 0, {"lon": 45.0}, seen=two.version + 2)
        assert renew_flags(writer, boundaries, among=[two.id or 0, two.id or 0]) == 1
        assert renew_flags(writer, boundaries) == 0
        flagged = [writer.session.get_one(Port, held[name].id).flags for name in ("One", "Two", "Three", "Four")]
    assert flagged == ["", "duplicate_number,outside_territory", "duplicate_number", ""]


def test_the_code_that_another_port_holds_is_flagged_at_both(prepared: Engine, boundaries: Boundaries) -> None:
    with writing(prepared, who="x", why="x") as writer:
        holder, claimant = writer.create_all([port("Holder", unlocode="FJZZ9"), port("Claimant")])
        for state in (EntryState.TAKEN, EntryState.SET_ASIDE):
            said = {"name": "Claimant", "unlocode": "FJZZ9" if state is EntryState.TAKEN else "FJZZ8"}
            facts = {"importer": "wpi", "key": state.value, "name": "Claimant", "facts": said, "source": "a test"}
            writer.create(PortEntryCreate(**facts, state=state, port_id=claimant.id))
        assert claimed_codes(session=writer.session) == {claimant.id: "FJZZ9"}
        renew_flags(writer, boundaries)
    with reading(prepared) as session:
        for number, other in ((holder.id, "Claimant"), (claimant.id, "Holder")):
            row = session.get(Port, number)
            assert row is not None
            assert row.flag_notes == {"duplicate_code": f"FJZZ9 is also that of {other}"}


def test_a_withdrawn_port_is_left_alone(prepared: Engine, boundaries: Boundaries) -> None:
    count, held = renewed(prepared, boundaries, [port("Gone", territory="COM", withdrawn="wrong file")])
    assert count == 0
    assert held["Gone"].flags == ""


def test_reference_ports_lose_flags_of_a_former_kind(prepared: Engine, boundaries: Boundaries) -> None:
    _, held = renewed(prepared, boundaries, [])
    kinds = {kind for row in held.values() for kind in row.flags.split(",") if kind}
    assert kinds <= set(PortFlag)
    assert kinds


def test_no_ports_need_nothing(boundaries: Boundaries) -> None:
    assert findings([], boundaries) == {}
