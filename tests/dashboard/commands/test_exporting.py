"""`seamark export`: to stdout or a file, and one-line errors before anything is written."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from dashboard.actions.export_columns import ExportKind
from dashboard.actions.exports import FileForm
from dashboard.actions.port_export import PortForm
from dashboard.commands.exporting import PLACED, ExportFormat, What
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark


def test_the_command_knows_every_kind() -> None:
    others = {"calendar", *PLACED}
    assert {what.value for what in What} == {kind.value for kind in ExportKind} | others


def test_the_command_knows_every_form() -> None:
    assert {form.value for form in ExportFormat} == {form.value for form in [*FileForm, *PortForm]} | {"ics"}


@pytest.mark.parametrize("kind", ExportKind)
def test_every_kind_goes_to_stdout_under_its_marking(demo: Engine, seamark: Seamark, kind: ExportKind) -> None:
    assert demo
    code, out, err = seamark("export", kind.value)
    assert (code, err) == (0, "")
    note, table = out.split("\n", 1)
    assert note.startswith("# UNCLASSIFIED · DEMO DATA. ")
    assert len(list(csv.DictReader(io.StringIO(table)))) > 1


def test_json_holds_the_same_rows_as_csv_beside_its_metadata(demo: Engine, seamark: Seamark) -> None:
    assert demo
    listing = json.loads(seamark("export", "access-periods", "--format", "json")[1])
    listed = list(csv.DictReader(io.StringIO(seamark("export", "access-periods")[1].split("\n", 1)[1])))
    assert listing["metadata"]["marking"] == "UNCLASSIFIED · DEMO DATA"
    assert [{k: "" if v is None else str(v).replace("T", " ") for k, v in row.items()} for row in listing["rows"]] == [
        {k: v.replace("T", " ") for k, v in row.items()} for row in listed
    ]


def test_a_file_is_written_and_said(demo: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert demo
    file = tmp_path / "engagements.xlsx"
    code, out, _ = seamark("export", "engagements", "--format", "xlsx", "-o", str(file))
    assert code == 0
    assert out.startswith(f"{file}: Engagements: ")
    assert "DEMO DATA" in out
    page = load_workbook(file).worksheets[0]
    assert str(page["A1"].value).startswith("# UNCLASSIFIED · DEMO DATA")
    assert page["A2"].value == "Territory"


def test_an_exported_file_is_imported_again_without_a_change(demo: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert demo
    file = tmp_path / "engagements.csv"
    assert seamark("export", "engagements", "-o", str(file))[0] == 0
    code, _, err = seamark("import", "engagements", str(file))
    assert (code, err) == (0, "")
    _, _, before = file.read_bytes().decode().partition("\r\n")
    _, _, after = seamark("export", "engagements")[1].partition("\r\n")
    assert after == before


def test_only_the_territories_and_days_asked_for_are_exported(demo: Engine, seamark: Seamark) -> None:
    assert demo
    options = ("--territory", "FJI", "--territory", "Tonga", "--since", "2025-01-01", "--until", AS_OF.isoformat())
    listing = json.loads(seamark("export", "engagements", *options, "--format", "json")[1])
    assert {row["Territory"] for row in listing["rows"]} <= {"Fiji", "Tonga"}
    assert all(row["Last day"] >= "2025-01-01" and row["First day"] <= AS_OF.isoformat() for row in listing["rows"])
    assert listing["rows"]
    assert "(FJI, TON from 1 Jan 2025 to 22 Nov 2026)" in listing["metadata"]["holds"]


def test_the_calendar_is_an_ics_file(demo: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert demo
    file = tmp_path / "seamark.ics"
    code, out, _ = seamark("export", "calendar", "--format", "ics", "-o", str(file))
    assert code == 0
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert out == f"{file}: Calendar: {len(events):,} (UNCLASSIFIED · DEMO DATA)\n"
    assert seamark("export", "calendar", "--territory", "FJI")[1].startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("ships",), "ships"),
        ((), "what"),
        (("engagements", "--format", "pdf"), "--format"),
        (("engagements", "--format", "ics"), "--format"),
        (("calendar", "--format", "csv"), "--format"),
        (("engagements", "--format", "xlsx"), "--output"),
        (("engagements", "--territory", "Fidschi"), "--territory"),
        (("engagements", "--since", "22.11.2026"), "--since"),
        (("engagements", "--until", "soon"), "--until"),
        (("engagements", "--since", "2026-11-22", "--until", "2026-11-21"), "--until"),
        (("audit", "--territory", "FJI"), "--territory"),
        (("officers", "--since", "2026-11-22"), "--since"),
        (("engagements", "-o", "no/such/folder/file.csv"), "--output"),
    ],
)
def test_bad_input_is_one_line_that_names_the_field(
    demo: Engine, seamark: Seamark, arguments: tuple[str, ...], named: str
) -> None:
    assert demo
    code, out, err = seamark("export", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert named in err


def test_a_refused_export_leaves_the_file_that_was_there(demo: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert demo
    file = tmp_path / "kept.csv"
    file.write_text("kept")
    assert seamark("export", "audit", "--territory", "FJI", "-o", str(file))[0] == 2
    assert file.read_text() == "kept"


def test_an_unprepared_database_names_the_remedy(database_address: str, seamark: Seamark) -> None:
    assert database_address
    code, out, err = seamark("export", "engagements")
    assert (code, out, "seamark init" in err) == (2, "", True)


@pytest.mark.parametrize("what", ["ports", "facilities"])
@pytest.mark.parametrize("form", PortForm)
def test_ports_and_facilities_are_written_in_every_form(
    demo: Engine, seamark: Seamark, tmp_path: Path, what: str, form: PortForm
) -> None:
    assert demo
    file = tmp_path / f"written.{form}"
    code, out, err = seamark("export", what, "--territory", "FJI", "--format", form.value, "-o", str(file))
    assert (code, err) == (0, "")
    assert "(FJI): " in out
    assert file.stat().st_size > 100


def test_ports_go_to_stdout_in_the_order_of_the_catalogue(demo: Engine, seamark: Seamark) -> None:
    assert demo
    code, out, err = seamark("export", "ports", "--territory", "FJI", "--territory", "Tonga")
    assert (code, err) == (0, "")
    note, table = out.split("\n", 1)
    assert note.startswith("# UNCLASSIFIED · DEMO DATA. Ports (FJI, TON): ")
    codes = [row["ISO code of territory"] for row in csv.DictReader(io.StringIO(table))]
    assert codes == sorted(codes)
    assert set(codes) == {"FJI", "TON"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ports", "--format", "gpkg"), "--output: GPKG goes to a file"),
        (("ports", "--format", "ics"), "--format"),
        (("engagements", "--format", "kml"), "--format: engagements are no layer"),
        (("ports", "--since", "2026-01-01"), "--since: ports have no days"),
        (("facilities", "--until", "2026-01-01"), "--until: facilities have no days"),
        (("ports", "--territory", "Atlantis"), "--territory: 'Atlantis' is not a territory"),
    ],
)
def test_what_makes_no_sense_of_ports_is_refused_in_one_line(
    prepared: Engine, seamark: Seamark, arguments: tuple[str, ...], said: str
) -> None:
    assert prepared
    code, out, err = seamark("export", *arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1
