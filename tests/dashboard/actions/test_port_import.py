"""From a file of ports to records: reconciled, settled, all or nothing, and the same file again changes nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions.import_undo import past_imports, undo_import
from dashboard.actions.port_fields import keys_of
from dashboard.actions.port_import import (
    PortReading,
    commit_source,
    plan_source,
    read_source,
    rejected_csv,
)
from dashboard.actions.port_plan import ASIDE, CODE_ELSEWHERE, NO_TERRITORY, PERHAPS, UNKNOWN_PORT
from dashboard.actions.port_queue import correct, own_port
from dashboard.actions.port_settling import resettle, said_of_ports
from dashboard.actions.source_order import set_precedence
from geodata.errors import TableFileError
from geodata.importers.rows import Depths, PortRow, Read
from models import queries
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError
from models.settings import choose
from models.tables import Port, PortEntryCreate
from models.vocabulary import EntryState, HarbourSize, PortFlag
from tests.dashboard.port_files import (
    BOUNDARIES,
    entry,
    file,
    history,
    imported,
    meet,
    plan,
    port,
    ports,
    sound,
    the_port,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Engine

REEF = port("Example Reef", wpi_number="99001", harbour_size=HarbourSize.SMALL, depths=Depths(channel=9.5))
SUVA = port("Suva", number=3, wpi_number="99002", unlocode="FJSUV", lon=178.42, lat=-18.13)
AGAIN = port("Example Reef", unlocode="FJZZ9", lon=179.51)


FAR_NAMESAKE = port("Example Reef", number=3, wpi_number="99003", lon=-179.5, lat=-18.9)


def test_a_row_that_is_no_known_port_becomes_one_with_its_provenance(prepared: Engine) -> None:
    planned = imported(prepared, file(REEF), dated=date(2025, 11, 1), title="Index of 2025")
    assert planned.counts == {
        "source": "wpi",
        "rows": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "queued": 0,
        "unused": 0,
        "rejected": 0,
        "flagged": 0,
    }
    held = the_port(prepared, "Example Reef")
    assert (held.channel_m, held.anchorage_m, held.harbour_size) == (9.5, None, HarbourSize.SMALL)
    assert (held.source, held.source_date, held.source_key) == ("Index of 2025", date(2025, 11, 1), "wpi:99001")
    assert held.provenance["channel_m"] == "wpi"
    assert "anchorage_m" not in held.provenance
    assert (held.located_territory, held.version) == ("FJI", 1)
    made = entry(prepared, "99001")
    assert (made.state, made.port_id, made.decided) == (EntryState.TAKEN, held.id, False)


def test_a_row_that_is_a_known_port_changes_it_field_by_field(prepared: Engine) -> None:
    before = the_port(prepared, "Suva")
    planned = imported(prepared, file(replace(SUVA, harbour_size=HarbourSize.MEDIUM)))
    (changed,) = planned.changed
    assert (changed.number, changed.record_id, changed.title) == (3, before.id, "Suva")
    assert ("Harbour size", "", "medium") in [(diff.label, diff.held, diff.said) for diff in changed.diffs]
    after = the_port(prepared, "Suva")
    assert (after.id, after.wpi_number, after.version) == (before.id, "99002", 2)
    assert not after.source.startswith("reference"), "what ships must not renew what a file has changed"


@pytest.mark.parametrize("again", [{}, {"title": "Another name of the file"}])
def test_the_same_file_again_changes_nothing_at_all(prepared: Engine, again: dict[str, str]) -> None:
    read = file(REEF, SUVA)
    imported(prepared, read, dated=date(2025, 11, 1))
    before = written(prepared)
    planned = imported(prepared, read, **again)
    assert (planned.writes.count, planned.unchanged) == (0, [2, 3])
    assert written(prepared) == before


def test_a_later_date_for_the_same_file_is_kept(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    planned = imported(prepared, file(REEF), dated=date(2025, 11, 1))
    assert planned.unchanged == [2]
    assert the_port(prepared, "Example Reef").source_date == date(2025, 11, 1)


def test_a_new_edition_changes_the_port_it_made(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    planned = imported(prepared, file(replace(REEF, name="Example Shoal", depths=Depths(channel=8.0))))
    assert planned.counts["changed"] == 1
    held = the_port(prepared, "Example Shoal")
    assert (held.channel_m, held.alternate_names) == (8.0, [])


def test_a_layout_without_a_column_says_nothing_of_it(prepared: Engine) -> None:
    imported(prepared, file(replace(REEF, unlocode="FJZZ9")))
    imported(prepared, file(replace(REEF, unlocode=None, harbour_size=HarbourSize.MEDIUM, depths=Depths())))
    held = the_port(prepared, "Example Reef")
    assert (held.unlocode, held.channel_m, held.harbour_size) == ("FJZZ9", 9.5, HarbourSize.MEDIUM)
    other = port("Example Bank", number=3, wpi_number="99003", lat=-16.0, depths=Depths(channel=4.0))
    imported(prepared, file(replace(REEF, depths=Depths()), other))
    assert the_port(prepared, "Example Reef").channel_m is None, "this file has the column"


MOVED = {"lon": 174.0, "lat": -20.0}
"""Some 350 nm from Example Reef."""


def test_a_number_that_now_means_another_place_takes_no_port_over(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    before = the_port(prepared, "Example Reef")
    other = replace(REEF, name="Zulu Wharf", territory="VUT", **MOVED)
    planned = imported(prepared, file(other))
    assert (planned.counts["queued"], planned.counts["changed"]) == (1, 0)
    assert the_port(prepared, "Example Reef") == before
    waiting = entry(prepared, "99001")
    assert (waiting.state, waiting.candidate_id, waiting.port_id) == (EntryState.DOUBTFUL, before.id, None)
    assert imported(prepared, file(other, edition="2")).counts["queued"] == 1, "the same again waits where it is"
    back = imported(prepared, file(REEF, edition="3"))
    assert (back.queued, back.counts["new"], entry(prepared, "99001").port_id) == ([], 0, before.id)


def test_a_name_that_now_means_another_place_takes_no_port_over(prepared: Engine) -> None:
    here = port("San Example")
    imported(prepared, file(here, source="table"))
    before = the_port(prepared, "San Example")
    for row in (replace(here, **MOVED), replace(here, territory=None, territory_said="", **MOVED)):
        planned = imported(prepared, file(row, source="table"))
        assert planned.counts["changed"] == 0
        assert ports(prepared, "San Example")[0].lon == before.lon


def test_a_place_that_is_put_right_a_little_is_the_same_port(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    planned = imported(prepared, file(replace(REEF, lon=179.8)))
    assert [diff.label for diff in planned.changed[0].diffs] == ["Longitude"]


def test_one_place_on_the_date_line_written_in_two_ways_is_one_row(prepared: Engine) -> None:
    line = [port("Line Reef", number=number, lon=lon, lat=-17.2) for number, lon in ((2, 180.0), (3, -180.0))]
    planned = imported(prepared, file(*line, source="table"))
    assert [one.reason for one in planned.rejected] == ["is the port of row 2 again. Leave one of them"]


def test_a_second_source_adds_to_the_port_and_the_trusted_one_holds(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    planned = imported(prepared, file(replace(AGAIN, creates=False), source="unlocode"))
    assert [diff.label for diff in planned.changed[0].diffs] == ["UN/LOCODE"]
    held = the_port(prepared, "Example Reef")
    assert (held.unlocode, held.lon) == ("FJZZ9", 179.5)
    assert (held.provenance["unlocode"], held.provenance["lon"]) == ("unlocode", "wpi")


def test_what_a_person_corrected_and_the_order_of_sources_hold_through_every_import(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    imported(prepared, file(AGAIN, source="unlocode"))
    held = the_port(prepared, "Example Reef")
    correct(prepared, held.id or 0, {"channel_m": 7.0, "anchorage_m": None}, seen=held.version, who="steward")
    with writing(prepared, who="x", why="x") as writer:
        choose(writer, "precedence", ["unlocode", "wpi", "table", "reference"])
    imported(prepared, file(replace(REEF, depths=Depths(channel=12.0, anchorage=20.0))))
    held = the_port(prepared, "Example Reef")
    assert (held.channel_m, held.anchorage_m, held.lon) == (7.0, None, 179.51)
    assert (held.provenance["channel_m"], held.provenance["lon"]) == ("person", "unlocode")
    before = written(prepared)
    imported(prepared, file(replace(REEF, depths=Depths(channel=12.0, anchorage=20.0))))
    assert written(prepared) == before


def test_a_doubtful_row_waits_and_keeps_its_place(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    doubtful = replace(REEF, number=7, name="Example Reef Harbour", wpi_number="99009", lon=179.55)
    planned = imported(prepared, file(doubtful))
    assert [(one.number, one.candidate) for one in planned.queued] == [(7, "Example Reef")]
    assert "their codes differ" in planned.queued[0].why
    waiting = entry(prepared, "99009")
    assert (waiting.state, waiting.port_id) == (EntryState.DOUBTFUL, None)
    assert waiting.candidate_id == the_port(prepared, "Example Reef").id
    assert imported(prepared, file(doubtful, edition="2")).counts["queued"] == 1


def test_what_a_person_decided_is_not_asked_again(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    doubtful = replace(REEF, number=7, name="Example Reef Harbour", wpi_number="99009", lon=179.55)
    imported(prepared, file(doubtful))
    waiting = entry(prepared, "99009")
    own_port(prepared, waiting.id or 0, seen=waiting.version, who="steward")
    planned = imported(prepared, file(replace(doubtful, harbour_size=HarbourSize.LARGE), edition="2"))
    assert (planned.queued, len(planned.changed)) == ([], 1)
    assert the_port(prepared, "Example Reef Harbour").harbour_size is HarbourSize.LARGE
    assert entry(prepared, "99009").decided


def test_rows_of_no_use_are_counted_by_why(prepared: Engine) -> None:
    imported(
        prepared, file(replace(REEF, unlocode="FJZZ8"), port("Example Bank", number=3, wpi_number="99003", lat=-16))
    )
    rows = (
        port("Example Town", unlocode="FJYY1", lat=-10.0, creates=False),
        port("Example Nowhere", unlocode="FJYY2", lon=None, lat=None),
        port("Example Open Sea", unlocode="FJYY3", territory=None, lat=-9.0),
        port("Example Reef", unlocode="FJYY4", creates=False),
        port("Elsewhere", unlocode="FJZZ8", lat=-12.0, creates=False),
    )
    planned = imported(prepared, file(*rows, source="unlocode"))
    assert planned.unused == {UNKNOWN_PORT: 2, NO_TERRITORY: 1, PERHAPS: 1, CODE_ELSEWHERE: 1}
    assert planned.writes.count == 0


def test_a_list_that_makes_no_ports_waits_only_where_it_may_give_a_code(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    far = port("Example Reef", number=9, unlocode="FJZZ9", lat=-20.0, creates=False)
    planned = imported(prepared, file(far, source="unlocode"))
    assert [one.number for one in planned.queued] == [9]
    waiting = entry(prepared, "FJZZ9")
    own_port(prepared, waiting.id or 0, seen=waiting.version, who="steward")
    assert entry(prepared, "FJZZ9").state is EntryState.SET_ASIDE
    assert imported(prepared, file(far, source="unlocode", edition="2")).unused == {ASIDE: 1}


def test_of_two_ports_that_claim_a_code_the_first_has_it_and_both_are_flagged(prepared: Engine) -> None:
    bank = port("Example Bank", number=3, wpi_number="99003", lat=-16.0, unlocode="FJZZ9")
    planned = imported(prepared, file(replace(REEF, unlocode="FJZZ9"), bank))
    assert [(one.number, one.kind) for one in planned.flags] == [
        (2, PortFlag.DUPLICATE_CODE),
        (3, PortFlag.DUPLICATE_CODE),
    ]
    reef, other = the_port(prepared, "Example Reef"), the_port(prepared, "Example Bank")
    assert (reef.unlocode, other.unlocode) == ("FJZZ9", None)
    assert "unlocode" not in other.provenance
    assert [one.flags for one in (reef, other)] == ["duplicate_code", "duplicate_code"]
    imported(prepared, file(replace(REEF, unlocode="FJZZ7"), bank))
    assert [the_port(prepared, name).unlocode for name in ("Example Reef", "Example Bank")] == ["FJZZ7", "FJZZ9"]
    assert [the_port(prepared, name).flags for name in ("Example Reef", "Example Bank")] == ["", ""]


def test_two_ports_may_swap_their_codes(prepared: Engine) -> None:
    bank = port("Example Bank", number=3, wpi_number="99003", lat=-16.0, unlocode="FJZZ8")
    reef = replace(REEF, unlocode="FJZZ9")
    imported(prepared, file(reef, bank))
    imported(prepared, file(replace(reef, unlocode="FJZZ8"), replace(bank, unlocode="FJZZ9")))
    assert [the_port(prepared, name).unlocode for name in ("Example Reef", "Example Bank")] == ["FJZZ8", "FJZZ9"]
    undo_import(prepared, past_imports(prepared)[0].id, who="x")
    assert [the_port(prepared, name).unlocode for name in ("Example Reef", "Example Bank")] == ["FJZZ9", "FJZZ8"]
    sound(prepared)


def test_dzaoudzi_and_kuala_kapus_are_flagged_with_the_reason(prepared: Engine) -> None:
    dzaoudzi = port("Dzaoudzi", territory="COM", lon=45.2667, lat=-12.7833, wpi_number="99011")
    kapus = port("Kuala Kapus", number=3, territory="IDN", lon=114.3667, lat=3.0, wpi_number="99012")
    planned = imported(prepared, file(dzaoudzi, kapus))
    outside, slip = planned.flags
    assert (outside.kind, outside.correction) == (PortFlag.OUTSIDE_TERRITORY, "Mayotte")
    assert "nm outside Comoros" in outside.detail
    assert (slip.kind, slip.correction) == (PortFlag.LIKELY_SLIP, "3°00.0′S 114°22.0′E")
    assert "sign of the latitude" in slip.detail


def test_an_import_taken_back_leaves_the_ports_as_they_were_and_comes_back_as_it_was(prepared: Engine) -> None:
    with reading(prepared) as session:
        before = {one.id: one.model_dump(exclude={"version", "updated_at"}) for one in queries.ports(session=session)}
    planned = imported(prepared, file(REEF, SUVA))
    (past,) = past_imports(prepared)
    assert (past.created, past.changed) == (1, 1)
    first = the_port(prepared, "Example Reef").id
    undo_import(prepared, past.id, who="planner")
    with reading(prepared) as session:
        after = {one.id: one.model_dump(exclude={"version", "updated_at"}) for one in queries.ports(session=session)}
        assert queries.port_entries(session=session) == []
    assert after == before
    assert past_imports(prepared)[0].undone
    assert imported(prepared, file(REEF, SUVA)).counts == planned.counts
    assert the_port(prepared, "Example Reef").id == first, "the same port, not another one"
    assert the_port(prepared, "Suva").wpi_number == "99002"


def test_a_port_that_something_else_needs_is_not_taken_back(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    with writing(prepared, who="x", why="x") as writer:
        facts: dict[str, Any] = {"importer": "unlocode", "key": "FJZZ9", "name": "Example Reef", "source": "a list"}
        held = the_port(prepared, "Example Reef")
        writer.create(PortEntryCreate(**facts, state=EntryState.TAKEN, port_id=held.id))
    with pytest.raises(ConflictError, match="needed by what came later"):
        undo_import(prepared, past_imports(prepared)[0].id, who="x")
    assert the_port(prepared, "Example Reef")


def test_a_port_that_an_engagement_names_is_not_taken_back(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    meet(prepared, ports=[the_port(prepared, "Example Reef").id])
    with pytest.raises(ConflictError, match="needed by what came later"):
        undo_import(prepared, past_imports(prepared)[0].id, who="x")
    assert the_port(prepared, "Example Reef")


def test_a_port_that_was_withdrawn_gets_no_code_that_its_entry_claims(prepared: Engine) -> None:
    imported(prepared, file(port("Example Reef", wpi_number="99001", unlocode="FJZZ9")))
    gone = the_port(prepared, "Example Reef")
    with writing(prepared, who="x", why="x") as writer:
        writer.update(Port, gone.id or 0, {"withdrawn": "no longer there", "unlocode": None}, seen=gone.version)
    set_precedence(prepared, ("wpi", "table", "reference", "unlocode"), who="x")
    with reading(prepared) as session:
        assert session.get_one(Port, gone.id).unlocode is None


def test_what_an_import_settles_is_what_settling_anew_gives(prepared: Engine) -> None:
    """Of two editions without a date the older, which has a number twice, is imported again after the newer."""
    deeper = port("Example Reef", wpi_number="99001", depths=Depths(channel=9.0))
    older = file(deeper, port("Far Shoal", number=3, wpi_number="99001", lon=-179.5, lat=-18.9), edition="older")
    imported(prepared, older)
    newer = file(replace(deeper, depths=Depths(channel=8.0)), edition="newer")
    assert imported(prepared, newer).counts["changed"] == 1
    assert (entry(prepared, "99001").port_id, the_port(prepared, "Example Reef").channel_m) == (
        entry(prepared, "99001|Example Reef").port_id,
        8.0,
    )
    imported(prepared, older)
    with writing(prepared, who="x", why="x") as writer:
        assert resettle(writer, said_of_ports(session=writer.session)) == []


def test_a_row_that_comes_twice_makes_one_port(prepared: Engine) -> None:
    planned = imported(prepared, file(REEF, replace(REEF, number=3), SUVA, source="table"))
    (one,) = planned.rejected
    assert (one.number, one.reason) == (3, "is the port of row 2 again. Leave one of them")
    assert the_port(prepared, "Example Reef")


def test_a_decision_in_between_does_not_have_the_same_file_do_more(prepared: Engine) -> None:
    """Once one of two namesakes is spoken for, the other would be the only one of its name, and so its port."""
    coded = port("Example Reef", unlocode="FJZZ9", creates=False)
    far = port("Example Reef", number=3, lon=-179.5, lat=-20.5, creates=False)
    imported(prepared, file(port("Example Reef", wpi_number="99001", unlocode="FJZZ9"), FAR_NAMESAKE))
    read = file(coded, far, source="unlocode")
    first = imported(prepared, read)
    held = the_port(prepared, "Suva")
    correct(prepared, held.id or 0, {"name": "Suva Port"}, seen=held.version, who="steward")
    before = written(prepared)
    again = imported(prepared, read)
    assert (first.unused, again.unused) == ({UNKNOWN_PORT: 1}, {PERHAPS: 1})
    assert again.changed == []
    assert written(prepared) == before


def test_an_import_that_was_changed_since_is_not_taken_back(prepared: Engine) -> None:
    imported(prepared, file(REEF))
    held = the_port(prepared, "Example Reef")
    correct(prepared, held.id or 0, {"name": "Example Shoal"}, seen=held.version, who="steward")
    with pytest.raises(ConflictError, match="changed since the import"):
        undo_import(prepared, past_imports(prepared)[0].id, who="x")


def change_a_port(engine: Engine) -> None:
    held = the_port(engine, "Suva")
    with writing(engine, who="x", why="x") as writer:
        writer.update(Port, held.id or 0, {"channel_m": 3.0}, seen=held.version)


def change_the_order(engine: Engine) -> None:
    with writing(engine, who="x", why="x") as writer:
        choose(writer, "precedence", ["wpi"])


def import_another(engine: Engine) -> None:
    imported(engine, file(SUVA))


@pytest.mark.parametrize("meanwhile", [change_a_port, change_the_order, import_another])
def test_what_changed_since_the_dry_run_refuses_it(prepared: Engine, meanwhile: Callable[[Engine], None]) -> None:
    planned = plan(prepared, file(REEF))
    meanwhile(prepared)
    with pytest.raises(ConflictError, match="changed meanwhile"):
        commit_source(prepared, planned, who="x")
    assert ports(prepared, "Example Reef") == []


def test_a_choice_that_has_nothing_to_do_with_it_does_not(prepared: Engine) -> None:
    planned = plan(prepared, file(REEF))
    with writing(prepared, who="x", why="x") as writer:
        choose(writer, "started", "empty")
    commit_source(prepared, planned, who="x")
    assert the_port(prepared, "Example Reef")


class StopError(Exception):
    """Raised to cancel."""


@pytest.mark.parametrize("after", range(3))
def test_cancelling_leaves_nothing_half_written(prepared: Engine, after: int) -> None:
    planned, before, told = plan(prepared, file(REEF, SUVA)), written(prepared), []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) > after:
            raise StopError

    with pytest.raises(StopError):
        commit_source(prepared, planned, who="x", progress=progress)
    assert written(prepared) == before
    assert told[-1] == (after, 4)
    with pytest.raises(StopError):
        plan_source(prepared, file(REEF), PortReading("wpi", "x"), name="x", boundaries=BOUNDARIES, progress=progress)


def test_a_name_that_no_record_holds_rejects_its_row_only(prepared: Engine) -> None:
    planned = imported(prepared, file(replace(REEF, name="x" * 301), replace(SUVA, alternate_names=("y" * 300,))))
    assert [(one.number, one.reason[:10]) for one in planned.rejected] == [(2, "has a name")]
    assert planned.counts["changed"] == 1


def test_the_audit_names_the_file_and_who_imported_it(prepared: Engine) -> None:
    read = file(REEF)
    imported(prepared, read)
    made = history(prepared, f"Import of ports from ports.csv (SHA-256 {read.digest})")
    assert [(one.record_table, one.action, one.who) for one in made] == [
        ("port", "created", "planner"),
        ("port_entry", "created", "planner"),
    ]


@pytest.mark.parametrize(
    ("importer", "rows", "keys"),
    [
        ("wpi", (REEF, SUVA), ["99001", "99002"]),
        ("wpi", (REEF, replace(SUVA, wpi_number="99001")), ["99001|Example Reef", "99001|Suva"]),
        ("wpi", (REEF, REEF), ["99001|Example Reef", "99001|Example Reef#2"]),
        ("wpi", (port("No number"),), ["No number|FJI"]),
        ("unlocode", (SUVA,), ["FJSUV"]),
        ("table", (SUVA, REEF, port("Bare")), ["FJSUV", "WPI 99001", "Bare|FJI"]),
        ("table", (port("Bare"), port("Bare")), ["Bare|FJI|Bare", "Bare|FJI|Bare#2"]),
    ],
)
def test_a_row_is_named_by_what_its_source_goes_by(importer: str, rows: tuple[PortRow, ...], keys: list[str]) -> None:
    assert keys_of(importer, rows) == keys


def test_a_long_name_gives_a_key_that_fits() -> None:
    (key,) = keys_of("table", [port("x" * 299)])
    assert len(key) == 64


def test_rejected_rows_come_with_the_reason(prepared: Engine, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Name,Country,Lat,Lon\n=Bad,Atlantis,1,2\nGood,Fiji,-17.3,179.5\n", encoding="utf-8")
    how = PortReading("table", "A table")
    read = read_source(path, how, name="file.csv")
    planned = plan_source(prepared, read, how, name="file.csv", boundaries=BOUNDARIES)
    text = rejected_csv(planned, path, note="UNCLASSIFIED")
    assert "Atlantis" in text
    assert "Country: 'Atlantis' is no territory" in text
    assert "Good" not in text
    assert ",=Bad" not in text


def test_an_unknown_source_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Name\nx\n", encoding="utf-8")
    with pytest.raises(TableFileError, match="no such source"):
        read_source(path, PortReading("lloyds", "x"), name="file.csv")


def real(variable: str) -> Path:
    if variable not in os.environ:
        pytest.skip(f"{variable} names no file")
    return Path(os.environ[variable])


def imported_file(engine: Engine, path: Path, source: str) -> Any:  # noqa: ANN401 - the plan
    how = PortReading(source, path.name)
    read: Read[Any] = read_source(path, how, name=path.name)
    return imported(engine, read)


def test_real_files_come_in_twice_and_go_out_again(prepared: Engine) -> None:
    index, codes = real("SEAMARK_WPI"), real("SEAMARK_UNLOCODE")
    first = imported_file(prepared, index, "wpi")
    assert len(first.rejected) <= 5
    assert {"Dzaoudzi", "Kuala Kapus"} <= {flag.name for flag in first.flags}
    assert imported_file(prepared, index, "wpi").writes.count == 0
    listed = imported_file(prepared, codes, "unlocode")
    assert (listed.new, len(listed.queued) < 50) == ([], True)
    assert imported_file(prepared, codes, "unlocode").writes.count == 0
    with reading(prepared) as session:
        partners = {one.code for one in queries.territories(session=session, partners_only=True)}
        held = [one for one in queries.ports(session=session) if one.territory in partners]
    assert sum(one.territory == one.located_territory for one in held) >= 0.995 * len(held)
    for past in past_imports(prepared):
        undo_import(prepared, past.id, who="x")
    sound(prepared)


def test_a_correction_that_fits_no_port_is_refused(prepared: Engine) -> None:
    held = the_port(prepared, "Suva")
    for facts, said in (({"lat": 91.0}, "lat"), ({"flags": "x"}, "flags"), ({"unlocode": "FJLTK"}, "Lautoka")):
        with pytest.raises(InvalidRecordError, match=said):
            correct(prepared, held.id or 0, facts, seen=held.version, who="x")
    assert the_port(prepared, "Suva").version == held.version
