"""The queue: each decision is one transaction, holds through imports, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dashboard.actions import history
from dashboard.actions.decision_undo import newest_change, take_back
from dashboard.actions.port_flags import renew_flags
from dashboard.actions.port_queue import correct, doubts, own_port, place_facility, same_port, split, waiting_facilities
from dashboard.actions.port_settling import resettle, said_of_ports
from dashboard.actions.port_sources import sources
from geodata.importers.rows import Depths, FacilityRow
from models import queries
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.tables import Port, PortFacility
from models.vocabulary import EntryState
from tests.dashboard.port_files import BOUNDARIES, entry, file, imported, port, ports, sound, the_port

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from models.tables import PortEntry

REEF = port("Example Reef", wpi_number="99001")
LIKE_IT = port("Example Reef Harbour", number=7, wpi_number="99009", lon=179.55, depths=Depths(channel=6.0))
WHARF = FacilityRow(2, "Example Wharf", "FJZZ9-0001", "Example Reef", "FJI", lon=179.5, lat=-17.3)
FAR = FacilityRow(3, "Example Depot", "FJZZ8-0001", "Nowhere", "FJI", lon=-179.0, lat=-21.5)


@pytest.fixture
def waiting(prepared: Engine) -> PortEntry:
    """Import a port, then a row that may be it, and return the entry that waits."""
    imported(prepared, file(REEF))
    imported(prepared, file(LIKE_IT))
    return entry(prepared, "99009")


def entry_of(engine: Engine, importer: str, key: str) -> PortEntry:
    with reading(engine) as session:
        return next(one for one in queries.port_entries(session=session) if (one.importer, one.key) == (importer, key))


def queued(engine: Engine) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return [(one.entry.name, one.candidate.name if one.candidate else "") for one in doubts(session=session)]


def test_the_queue_shows_both(prepared: Engine, waiting: PortEntry) -> None:
    assert waiting
    assert queued(prepared) == [("Example Reef Harbour", "Example Reef")]


def test_the_same_port_takes_the_facts_and_the_name(prepared: Engine, waiting: PortEntry) -> None:
    held = the_port(prepared, "Example Reef")
    same_port(prepared, waiting.id or 0, held.id or 0, seen=waiting.version, who="steward")
    assert queued(prepared) == []
    after = the_port(prepared, "Example Reef Harbour")
    assert (after.id, after.channel_m, after.alternate_names) == (held.id, 6.0, ["Example Reef"])
    now = entry(prepared, "99009")
    assert (now.state, now.port_id, now.decided) == (EntryState.TAKEN, held.id, True)
    assert imported(prepared, file(LIKE_IT, edition="2")).counts["queued"] == 0
    sound(prepared)


def test_a_merge_is_undone_by_a_split(prepared: Engine, waiting: PortEntry) -> None:
    held = the_port(prepared, "Example Reef")
    same_port(prepared, waiting.id or 0, held.id or 0, seen=waiting.version, who="steward")
    split(prepared, waiting.id or 0, seen=entry(prepared, "99009").version, who="steward")
    one, other = the_port(prepared, "Example Reef"), the_port(prepared, "Example Reef Harbour")
    assert (one.id, one.channel_m, one.alternate_names) == (held.id, None, [])
    assert (other.channel_m, other.wpi_number, other.flags) == (6.0, "99009", "")
    assert other.id != held.id
    sound(prepared)


def test_a_confident_merge_is_undone_by_a_split_and_stays_so(prepared: Engine) -> None:
    before = the_port(prepared, "Suva")
    row = port("Suva", wpi_number="99002", unlocode="FJSUV", lon=178.42, lat=-18.13)
    imported(prepared, file(row))
    split(prepared, entry(prepared, "99002").id or 0, seen=1, who="steward")
    one, other = ports(prepared, "Suva")
    assert (one.id, one.unlocode, one.wpi_number) == (before.id, "FJSUV", None)
    assert (other.unlocode, other.wpi_number) == (None, "99002")
    assert one.flags == other.flags == "duplicate_code"
    assert imported(prepared, file(row, edition="2")).unchanged == [2]
    assert len(ports(prepared, "Suva")) == 2


def test_what_is_all_that_is_known_of_a_port_cannot_be_split(prepared: Engine, waiting: PortEntry) -> None:
    first = entry(prepared, "99001")
    with pytest.raises(InvalidRecordError, match="nothing to split"):
        split(prepared, first.id or 0, seen=first.version, who="x")
    with pytest.raises(InvalidRecordError, match="not merged"):
        split(prepared, waiting.id or 0, seen=waiting.version, who="x")


def test_a_port_of_its_own_has_its_facts_and_no_flag(prepared: Engine, waiting: PortEntry) -> None:
    own_port(prepared, waiting.id or 0, seen=waiting.version, who="steward")
    made = the_port(prepared, "Example Reef Harbour")
    assert (made.channel_m, made.source_key, made.located_territory) == (6.0, "wpi:99009", "FJI")
    assert entry(prepared, "99009").port_id == made.id
    sound(prepared)


def test_a_row_that_makes_no_port_is_set_aside(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    far = port("Example Reef", number=9, unlocode="FJZZ9", lat=-20.0, creates=False)
    imported(prepared, file(far, source="unlocode"))
    one = entry(prepared, "FJZZ9")
    own_port(prepared, one.id or 0, seen=one.version, who="steward")
    aside = entry(prepared, "FJZZ9")
    assert (aside.state, aside.port_id, aside.decided) == (EntryState.SET_ASIDE, None, True)
    assert queued(prepared) == []


def test_decisions_leave_nothing_that_looking_at_all_ports_would_change(prepared: Engine) -> None:
    """A code and a number that two claim are let go of, and a port that waited for its code gets it."""
    coded = replace(REEF, unlocode="FJZZ9")
    rival = port("Far Shoal", number=3, wpi_number="99001", unlocode="FJZZ9", lon=-179.5, lat=-18.9)
    imported(prepared, file(coded, rival))
    holder, claimant = the_port(prepared, "Example Reef"), the_port(prepared, "Far Shoal")
    assert (holder.unlocode, claimant.unlocode) == ("FJZZ9", None)
    assert holder.flags == claimant.flags == "duplicate_code,duplicate_number"
    correct(prepared, holder.id or 0, {"unlocode": None, "wpi_number": None}, seen=holder.version, who="steward")
    assert the_port(prepared, "Far Shoal").unlocode == "FJZZ9"
    assert {one.flags for one in ports(prepared, "Example Reef", "Far Shoal")} == {""}
    with writing(prepared, who="x", why="x") as writer:
        assert resettle(writer, said_of_ports(session=writer.session)) == []
        assert renew_flags(writer, BOUNDARIES) == 0


def test_a_code_that_a_split_set_free_goes_back_when_it_is_taken_back(prepared: Engine) -> None:
    """The one that gets the code was made before the one that lets go of it."""
    bank = port("Example Bank", number=3, wpi_number="99002", lon=-179.5, lat=-18.9)
    imported(prepared, file(REEF, bank, source="table"))
    coded = replace(bank, unlocode="FJZZ9")
    imported(prepared, file(coded))
    imported(prepared, file(replace(REEF, unlocode="FJZZ9"), coded))
    held = entry_of(prepared, "wpi", "99002")
    split(prepared, held.id or 0, seen=held.version, who="steward")
    assert the_port(prepared, "Example Reef").unlocode == "FJZZ9"
    with reading(prepared) as session:
        change = newest_change("port_entry", held.id or 0, session=session)
    take_back(prepared, change, who="steward")
    assert [the_port(prepared, name).unlocode for name in ("Example Reef", "Example Bank")] == [None, "FJZZ9"]
    sound(prepared)


def test_undo_in_the_history_of_a_port_takes_a_correction_back_for_good(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    held = the_port(prepared, "Example Reef")
    number = held.id or 0
    correct(prepared, number, {"name": "Example Shoal"}, seen=held.version, who="steward", why="chart")
    changes = [one for one in history.changes(prepared, "port", number) if one.can_undo]
    assert {one.why for one in changes} == {"Corrected by hand: chart"}, "what came with a file is undone as a whole"
    history.undo(prepared, changes[-1], table="port", record_id=number, who="steward")
    assert the_port(prepared, "Example Reef").id == number
    imported(prepared, file(replace(REEF, lat=-17.4), edition="2"))
    assert the_port(prepared, "Example Reef").provenance["name"] == "wpi"
    again = the_port(prepared, "Example Reef")
    correct(prepared, number, {"lat": -17.5}, seen=again.version, who="steward")
    assert the_port(prepared, "Example Reef").lat == -17.5, "and not the name that was taken back"
    sound(prepared)


def test_two_who_decide_one_doubt_do_not_both_win(prepared: Engine, waiting: PortEntry) -> None:
    held = the_port(prepared, "Example Reef")
    same_port(prepared, waiting.id or 0, held.id or 0, seen=waiting.version, who="first")
    with pytest.raises(InvalidRecordError, match="decided already"):
        own_port(prepared, waiting.id or 0, seen=waiting.version, who="second")
    with pytest.raises(ConflictError):
        split(prepared, waiting.id or 0, seen=waiting.version, who="second")
    assert entry(prepared, "99009").port_id == held.id


@pytest.mark.parametrize("number", [0, 99_999])
def test_what_is_not_there_is_named(prepared: Engine, waiting: PortEntry, number: int) -> None:
    for decide in (own_port, split):
        with pytest.raises(UnknownRecordError, match="port entry"):
            decide(prepared, number, seen=1, who="x")
    with pytest.raises(UnknownRecordError, match="port"):
        same_port(prepared, waiting.id or 0, number, seen=waiting.version, who="x")


def test_a_port_no_longer_in_use_is_refused(prepared: Engine, waiting: PortEntry) -> None:
    held = the_port(prepared, "Example Reef")
    with writing(prepared, who="x", why="x") as writer:
        writer.update(Port, held.id or 0, {"withdrawn": "closed"}, seen=held.version)
    with pytest.raises(InvalidRecordError, match="no longer in use"):
        same_port(prepared, waiting.id or 0, held.id or 0, seen=waiting.version, who="x")


def test_corrections_add_up_and_move_both_coordinates(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    for facts in ({"lat": -17.4}, {"name": "Example Shoal"}):
        held = ports(prepared, "Example Reef")[0]
        correct(prepared, held.id or 0, facts, seen=held.version, who="steward", why="chart of 2026")
    held = the_port(prepared, "Example Shoal")
    assert (held.lon, held.lat, held.alternate_names) == (179.5, -17.4, ["Example Reef"])
    assert {held.provenance[name] for name in ("lon", "lat", "name")} == {"person"}
    imported(prepared, file(replace(REEF, lon=179.6), edition="2"))
    assert the_port(prepared, "Example Shoal").lon == 179.5
    sound(prepared)


def test_facilities_wait_with_what_is_proposed_and_a_person_places_them(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    planned = imported(prepared, file(WHARF, FAR, source="gisis"))
    assert (planned.counts["new"], planned.counts["queued"]) == (1, 1)
    with reading(prepared) as session:
        (one,) = waiting_facilities(session=session)
    assert (one.facility.name, one.port, one.why) == ("Example Depot", None, "no port of its territory is near")
    target = the_port(prepared, "Example Reef")
    place_facility(prepared, one.facility.id or 0, target.id or 0, seen=one.facility.version, who="steward")
    with reading(prepared) as session:
        assert waiting_facilities(session=session) == []
    again = imported(prepared, file(WHARF, replace(FAR, description="Fuel"), source="gisis"))
    assert (again.counts["changed"], again.counts["queued"]) == (1, 0)
    with reading(prepared) as session:
        row = session.get(PortFacility, one.facility.id)
    assert row is not None
    assert (row.port_id, row.description, row.provenance["port_id"]) == (target.id, "Fuel", "person")


def test_the_sources_are_listed_with_what_each_says(prepared: Engine, waiting: PortEntry) -> None:
    assert waiting
    imported(prepared, file(WHARF, source="gisis"))
    with reading(prepared) as session:
        found = sources(session=session)
    assert [(one.importer, one.label, one.entries, one.taken, one.doubtful, one.facilities) for one in found] == [
        ("gisis", "IMO GISIS port facilities", 0, 0, 0, 1),
        ("wpi", "World Port Index", 2, 1, 1, 0),
    ]
