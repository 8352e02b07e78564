"""`seamark brief`: every form from one command, compared with the brief before, and never half a file."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dashboard import clock
from dashboard.actions import brief_store, records
from dashboard.actions.brief_choice import BriefChoice, Edit
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import choose
from models.tables import FollowUpCreate
from models.vocabulary import BriefSection
from tests.dashboard.conftest import AS_OF
from tests.dashboard.paper.brief_samples import HOSTILE
from tests.models.records import closed, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from tests.dashboard.kept import Kept
    from tests.dashboard.running import Seamark

DAY = ("--as-of", AS_OF.isoformat())
ONE_MAP = (*DAY, "--section", "bottom_line", "--section", "regions", "--region", "melanesia")
BEFORE = AS_OF - timedelta(days=30)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, kept_reads: Kept) -> None:
    """Read each database once, and let it be the day of the demonstration records."""
    monkeypatch.setattr(records, "read_records", kept_reads.records)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 6, tzinfo=UTC))


def brief(seamark: Seamark, *options: str) -> dict[str, Any]:
    """Return a brief as JSON."""
    code, out, err = seamark("brief", *options, "--format", "json")
    assert (code, "Traceback" in err) == (0, False), err
    told: dict[str, Any] = json.loads(out)
    return told


def blocks(told: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [block for page in told["pages"] if page["key"] == key for block in page["blocks"]]


def changed(told: dict[str, Any]) -> list[str]:
    """Return the partners for which something changed."""
    return [row[0] for block in blocks(told, "changes") for row in block["rows"]]


def kept(engine: Engine) -> list[date]:
    with reading(engine) as session:
        return [one.as_of for one in brief_store.kept_briefs(session=session)]


@pytest.mark.parametrize(
    ("form", "ending", "begins"),
    [
        ("pptx", "pptx", b"PK"),
        ("pdf", "pdf", b"%PDF-"),
        ("html", "html", b"<!doctype html"),
        ("png", "png", b"\x89PNG"),
        ("svg", "svg", b"<?xml"),
        ("csv", "zip", b"PK"),
        ("xlsx", "xlsx", b"PK"),
        ("json", "json", b"{"),
    ],
)
def test_every_form_goes_to_its_file(
    demo: Engine, seamark: Seamark, tmp_path: Path, form: str, ending: str, begins: bytes
) -> None:
    assert demo
    file = tmp_path / f"brief.{ending}"
    code, out, err = seamark("brief", *ONE_MAP, "--format", form, "-o", str(file))
    assert code == 0
    assert out == f"{file}: Port security liaison: regional status, as of 2026-11-22 (2 pages)\n"
    assert err.startswith("UNCLASSIFIED · DEMO DATA\n")
    assert ("Map 1 of 1" in err) is (form in {"pptx", "pdf", "html", "png", "svg"})
    assert file.read_bytes().lower().startswith(begins.lower())
    assert list(tmp_path.glob(".seamark*")) == []


def test_figures_are_those_of_the_key_figures_whatever_the_form(demo: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert demo
    figures = brief(seamark, *DAY)["figures"]
    assert figures["visited"] == 34
    book, tables = tmp_path / "brief.xlsx", tmp_path / "brief.zip"
    assert seamark("brief", *DAY, "--format", "xlsx", "-o", str(book))[0] == 0
    assert seamark("brief", *DAY, "--format", "csv", "-o", str(tables))[0] == 0
    assert dict(load_workbook(book)["Figures"].iter_rows(min_row=3, values_only=True)) == figures
    with ZipFile(tables) as archive:
        lines = archive.read("figures.csv").decode().splitlines()[2:]
    assert {key: int(value) for key, _, value in (line.rpartition(",") for line in lines)} == figures


def test_what_goes_to_stdout_is_the_file_alone(demo: Engine, seamark: Seamark) -> None:
    assert demo
    code, out, err = seamark("brief", *DAY, "--section", "sources", "--format", "csv")
    assert code == 0
    assert out.startswith("# UNCLASSIFIED · DEMO DATA. Port security liaison")
    assert err.splitlines()[0] == "UNCLASSIFIED · DEMO DATA"


def test_bytes_are_piped_on_as_they_are(demo: Engine) -> None:
    assert demo
    command = [sys.executable, "-m", "dashboard.cli", "brief", *DAY, "--section", "bottom_line", "--format", "xlsx"]
    done = subprocess.run(command, capture_output=True, check=True, env=os.environ)  # noqa: S603 - our own interpreter
    assert load_workbook(io.BytesIO(done.stdout)).sheetnames == ["Figures", "Bottom line"]
    assert "UNCLASSIFIED · DEMO DATA" in done.stderr.decode()


def test_no_terminal_is_given_bytes(demo: Engine, seamark: Seamark, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, err = seamark("brief", *DAY, "--format", "csv")
    assert (code, out) == (2, "")
    assert err == "seamark: --output: ZIP goes to a file; name it with -o FILE.zip\n"
    assert seamark("brief", *DAY, "--section", "sources", "--format", "csv")[0] == 0


def test_the_day_is_today_unless_another_is_given(demo: Engine, seamark: Seamark) -> None:
    assert demo
    assert brief(seamark, "--section", "sources")["as_of"] == AS_OF.isoformat()
    assert brief(seamark, "--section", "sources", "--as-of", "2026-10-01")["as_of"] == "2026-10-01"


def test_the_sections_stand_in_the_order_asked_for(demo: Engine, seamark: Seamark) -> None:
    assert demo
    asked = ("--section", "sources", "--section", "territories", "--section", "due", "--section", "sources")
    told = brief(seamark, *DAY, *asked, "--territory", "fiji", "--territory", "TON", "--territory", "FJI")
    assert [page["key"] for page in told["pages"]] == [
        "sources",
        "territory_FJI",
        "territory_TON",
        "overdue",
        "due_soon",
    ]


def test_a_region_is_named_as_people_name_it_and_stands_once(demo: Engine, seamark: Seamark) -> None:
    assert demo
    regions = ("--region", "melanesia", "--region", "Australia & New Zealand", "--region", "MELANESIA")
    told = brief(seamark, *DAY, "--section", "regions", *regions)
    assert [page["title"] for page in told["pages"]] == ["Melanesia", "Australia and New Zealand"]


def test_what_was_kept_is_what_the_next_brief_is_compared_with(prepared: Engine, seamark: Seamark) -> None:
    """A visit that is entered late lies before the last brief, and is new since it all the same."""
    code, _, err = seamark("brief", "--as-of", str(BEFORE), "--section", "sources", "--format", "json", "--keep")
    assert code == 0
    assert err.endswith(f"Kept: the next brief is compared with {BEFORE}.\n")
    assert kept(prepared) == [BEFORE]
    with writing(prepared, who="a test", why="") as writer:
        writer.create(engagement(ends_on=BEFORE - timedelta(days=30)))
    told = brief(seamark, *DAY, "--section", "changes")
    assert told["compared_on"] == BEFORE.isoformat()
    assert changed(told) == ["Fiji"]
    assert changed(brief(seamark, *DAY, "--section", "changes", "--compare", "last")) == ["Fiji"]
    assert changed(brief(seamark, *DAY, "--section", "changes", "--compare", str(BEFORE))) == []


def test_only_an_earlier_brief_is_the_last_one(prepared: Engine, seamark: Seamark) -> None:
    for day in (BEFORE, BEFORE - timedelta(days=30), AS_OF, AS_OF + timedelta(days=1)):
        assert seamark("brief", "--as-of", str(day), "--section", "sources", "--format", "json", "--keep")[0] == 0
    assert len(kept(prepared)) == 4
    assert brief(seamark, *DAY, "--section", "changes")["compared_on"] == BEFORE.isoformat()


def test_nothing_is_compared_where_nothing_was_kept_or_that_is_asked(prepared: Engine, seamark: Seamark) -> None:
    code, out, err = seamark("brief", *DAY, "--section", "sources", "--format", "json")
    assert (code, json.loads(out)["compared_on"]) == (0, None)
    assert "No brief of a day before 2026-11-22 was kept; nothing is compared." in err
    assert seamark("brief", "--as-of", str(BEFORE), "--section", "sources", "--format", "json", "--keep")[0] == 0
    assert brief(seamark, *DAY, "--section", "sources", "--compare", "none")["compared_on"] is None
    assert kept(prepared) == [BEFORE]


def test_a_template_is_begun_with_and_options_change_it(demo: Engine, seamark: Seamark) -> None:
    choice = BriefChoice(
        AS_OF,
        title="Weekly",
        unit="Staff",
        regions=("Polynesia",),
        sections=(BriefSection.SOURCES, BriefSection.REGIONS),
    )
    brief_store.save_template(demo, "Monday", choice, marking="UNCLASSIFIED", who="a test")
    told = brief(seamark, *DAY, "--template", "Monday")
    assert (told["title"], told["unit"]) == ("Weekly", "Staff")
    assert [page["title"] for page in told["pages"]] == ["Sources, method and data cut-off", "Polynesia"]
    changed_by = ("--title", "Daily", "--unit", "", "--region", "Melanesia", "--section", "regions")
    other = brief(seamark, *DAY, "--template", "Monday", *changed_by)
    assert (other["title"], other["unit"]) == ("Daily", "")
    assert [page["title"] for page in other["pages"]] == ["Melanesia"]


def test_words_of_a_template_that_no_longer_count_are_told(demo: Engine, seamark: Seamark) -> None:
    words = {"visited": Edit("Most were \x1b[31mvisited.", instead_of="1 of 47 partners were visited.")}
    choice = BriefChoice(AS_OF, sections=(BriefSection.BOTTOM_LINE,), words=words)
    brief_store.save_template(demo, "Monday", choice, marking="UNCLASSIFIED", who="a test")
    code, out, err = seamark("brief", *DAY, "--template", "Monday", "--format", "json")
    assert code == 0
    assert "Left out, since its figures have changed: Most were  [31mvisited." in err
    assert json.loads(out)["outdated"][0]["key"] == "visited"


def test_a_file_that_is_there_stays_where_the_run_fails(
    demo: Engine, seamark: Seamark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise InvalidRecordError("the database says no")

    monkeypatch.setattr(brief_store, "keep", refuse)
    file = tmp_path / "out" / "brief.json"
    file.parent.mkdir()
    file.write_bytes(b"yesterday's")
    code, _, err = seamark("brief", *DAY, "--section", "sources", "--format", "json", "--keep", "-o", str(file))
    assert code == 2
    assert err.endswith("seamark: the database says no\n")
    assert [(one, one.read_bytes()) for one in file.parent.iterdir()] == [(file, b"yesterday's")]
    assert kept(demo) == []


def test_nothing_is_kept_of_a_file_that_cannot_be_written(demo: Engine, seamark: Seamark, tmp_path: Path) -> None:
    file = tmp_path / f"{'x' * 300}.json"
    code, _, err = seamark("brief", *DAY, "--section", "sources", "--format", "json", "--keep", "-o", str(file))
    assert code == 2
    assert "cannot be written (File name too long)" in err or "cannot be written (Filename too long)" in err
    assert kept(demo) == []


def test_a_marking_above_what_is_contained_is_borne_and_one_below_refused(prepared: Engine, seamark: Seamark) -> None:
    with writing(prepared, who="a test", why="") as writer:
        choose(writer, "marking", "CUI")
        writer.create(engagement(ends_on=BEFORE, marking="CUI"))
    assert brief(seamark, *DAY, "--section", "sources")["marking"] == "CUI"
    code, out, err = seamark("brief", *DAY, "--marking", "UNCLASSIFIED", "--format", "json")
    assert (code, out) == (2, "")
    assert err == "seamark: --marking: the brief contains CUI records; it cannot be marked UNCLASSIFIED\n"


def test_what_only_some_may_know_of_a_closure_is_not_given_out_marked_lower(prepared: Engine, seamark: Seamark) -> None:
    with writing(prepared, who="a test", why="") as writer:
        choose(writer, "marking", "CUI")
        writer.create(closed(BEFORE).model_copy(update={"marking": "CUI"}))
    told = brief(seamark, *ONE_MAP)
    assert ("unrest" in str(told["pages"]), told["marking"]) == (True, "CUI")
    code, out, err = seamark("brief", *ONE_MAP, "--marking", "UNCLASSIFIED", "--format", "json")
    assert (code, out) == (2, "")
    assert "it cannot be marked UNCLASSIFIED" in err


@pytest.mark.parametrize("form", ["pptx", "pdf", "html", "csv", "xlsx", "json"])
def test_harmful_names_in_records_break_nothing(prepared: Engine, seamark: Seamark, tmp_path: Path, form: str) -> None:
    with writing(prepared, who="a test", why="") as writer:
        for name in HOSTILE:
            facts = {"territory": "FJI", "what": name, "who": name[:200], "due_on": AS_OF, "source": "a test"}
            writer.create(FollowUpCreate(**facts))
    file = tmp_path / f"brief.{'zip' if form == 'csv' else form}"
    asked = ("--section", "follow_ups", "--title", HOSTILE[0], "--unit", HOSTILE[1], "--format", form)
    code, _, err = seamark("brief", *DAY, *asked, "-o", str(file))
    assert code == 0, err
    if form in {"html", "json"}:
        assert b"<script>alert" not in file.read_bytes()


def test_what_would_steer_a_terminal_is_not_told(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    title, file = "Status\x1b[2J\u202egnp", tmp_path / "brief.json"
    code, out, _ = seamark("brief", *DAY, "--section", "sources", "--title", title, "--format", "json", "-o", str(file))
    assert code == 0
    assert "Status [2J gnp, as of" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "doc"), "Invalid value for '--format'"),
        (("--as-of", "22 Nov"), "--as-of: '22 Nov' is not a date"),
        (("--as-of", "0001-01-01"), "--as-of: 0001-01-01 is out of range; give a day from"),
        (("--as-of", "9999-12-31"), "--as-of: 9999-12-31 is out of range"),
        (("--compare", "before"), "--compare: 'before' is not a date; write it as 2026-11-22, or as last or none"),
        (("--compare", "2026-11-22"), "--compare: 2026-11-22 does not lie before the day of the brief, 2026-11-22"),
        (("--region", "Atlantis"), "--region: 'Atlantis' is no region; choose one of: AOR, Western Indian Ocean"),
        (("--territory", "Atlantis"), "--territory: 'Atlantis' is not a territory; use its ISO alpha-3 code"),
        (("--territory", "USA"), "--territory: 'USA' is no partner"),
        (("--section", "weather"), "Invalid value for '--section'"),
        (("--section", "map", "--region", "Melanesia"), "--region: its page needs --section regions"),
        (("--section", "map", "--territory", "FJI"), "--territory: its page needs --section territories"),
        (("--section", "changes"), "--section: the brief has no page"),
        (("--section", "due", "--format", "svg"), "--format: the brief has no map"),
        (("--marking", "TOP"), "--marking: 'TOP' is not allowed here; choose one of: UNCLASSIFIED"),
        (("--title", " "), "--title: is blank"),
        (("--title", "x" * 301), "--title: has 301 signs; 300 are the most"),
        (("--unit", "x" * 301), "--unit: has 301 signs; 300 are the most"),
        (("--template", "Monday"), "--template: 'Monday' is no template; none is saved yet"),
        (("-o", "/no/such/folder/brief.json"), "--output: there is no folder /no/such/folder"),
        (("-o", "/"), "--output: / is a folder; name a file in it"),
        (("--format", "csv", "-o", "brief.csv"), "--output: brief.csv would hold ZIP, several files in one; name it"),
        (("-o", "brief.zip"), "--output: brief.zip would hold JSON; name it FILE.json"),
        (("--format", "pptx", "-o", "x.PDF"), "--output: x.PDF would hold PPTX; name it FILE.pptx"),
        (("--format", "xlsx", "-o", "x.csv"), "--output: x.csv would hold XLSX; name it FILE.xlsx"),
    ],
)
def test_bad_input_names_the_option_and_the_remedy(
    prepared: Engine,
    seamark: Seamark,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    day = () if "--as-of" in arguments else DAY
    form = () if "--format" in arguments else ("--format", "json")
    code, out, err = seamark("brief", *day, *form, *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert {one.suffix for one in {*tmp_path.iterdir()} - {*before}} <= {".sqlite3-wal", ".sqlite3-shm"}
    assert kept(prepared) == []


@pytest.mark.parametrize("name", ["brief", "brief.of-monday", "brief.JSON"])
def test_any_name_will_do_that_does_not_say_another_form(
    prepared: Engine, seamark: Seamark, tmp_path: Path, name: str
) -> None:
    assert prepared
    file = tmp_path / name
    code, _, err = seamark("brief", *DAY, "--section", "sources", "--format", "json", "-o", str(file))
    assert (code, json.loads(file.read_bytes())["as_of"]) == (0, AS_OF.isoformat()), err


@pytest.mark.skipif(sys.platform != "linux", reason="only here there is a folder in which nobody can write")
def test_nothing_is_made_for_a_place_where_nothing_can_be_written(
    demo: Engine, seamark: Seamark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.commands.brief.brief_file", _never)
    code, out, err = seamark("brief", *ONE_MAP, "--format", "html", "--keep", "-o", "/proc/brief.html")
    assert (code, out) == (2, "")
    assert err == "seamark: --output: /proc/brief.html cannot be written (No such file or directory)\n"
    assert kept(demo) == []


def _never(*_given: object, **_named: object) -> None:
    raise AssertionError("drawn")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that takes no byte")
def test_nothing_is_kept_of_a_brief_whose_reader_takes_no_byte(demo: Engine, seamark: Seamark) -> None:
    code, _, err = seamark("brief", *DAY, "--section", "sources", "--format", "json", "--keep", "-o", "/dev/full")
    assert code == 2
    assert "--output: /dev/full cannot be written (No space left on device)" in err
    assert kept(demo) == []


def test_a_brief_that_cannot_be_drawn_leaves_nothing_behind(
    demo: Engine, seamark: Seamark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise InvalidRecordError("no map today")

    monkeypatch.setattr("dashboard.commands.brief.brief_file", refuse)
    folder = tmp_path / "out"
    folder.mkdir()
    code, _, err = seamark("brief", *ONE_MAP, "--format", "pdf", "--keep", "-o", str(folder / "brief.pdf"))
    assert (code, err.splitlines()[-1]) == (2, "seamark: no map today")
    assert list(folder.iterdir()) == []
    assert kept(demo) == []


def test_the_form_must_be_named(seamark: Seamark) -> None:
    code, _, err = seamark("brief", *DAY)
    assert code == 2
    assert "Missing option '--format'" in err


def test_a_database_that_was_never_prepared_is_told(database_address: str, seamark: Seamark) -> None:
    assert database_address
    code, _, err = seamark("brief", *DAY, "--format", "json")
    assert (code, err) == (2, "seamark: The database is not prepared; run: seamark init\n")
