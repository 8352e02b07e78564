"""The command line: flat listings, one-line errors, exit codes."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.changes import writing
from models.tables import AccessPeriod, AssessmentCreate
from models.vocabulary import AssessmentOutcome
from tests.dashboard.actions.test_due import write
from tests.models.records import SOURCE, closed, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark


def test_init_makes_a_database_once(database_address: str, seamark: Seamark) -> None:
    assert database_address
    assert "demonstration records written" in seamark("init", "--as-of", "2026-11-22")[1]
    assert seamark("init", "--as-of", "2026-11-22")[0] == 0
    assert "records removed" in seamark("demo", "remove")[1]
    assert {row["status"] for row in seamark.json("coverage")} == {"never"}


def test_init_without_demo_starts_empty(database_address: str, seamark: Seamark) -> None:
    assert database_address
    assert seamark("init", "--no-demo")[0] == 0
    assert {row["last_visit"] for row in seamark.json("coverage", "--as-of", "2026-11-22")} == {None}


@pytest.mark.parametrize("begun", [("init", "--no-demo"), ("demo", "remove")])
def test_init_never_brings_the_demo_to_a_staff_that_has_begun_without_it(
    prepared: Engine, seamark: Seamark, begun: tuple[str, ...]
) -> None:
    assert prepared
    seamark(*begun)
    assert "no demonstration records" in seamark("init")[1]
    assert {row["last_visit"] for row in seamark.json("coverage", "--as-of", "2026-11-22")} == {None}


def test_coverage_lists_47_flat_objects(demo: Engine, seamark: Seamark) -> None:
    assert demo
    rows = seamark.json("coverage", "--as-of", "2026-11-22")
    assert len(rows) == 47
    assert not any(isinstance(value, dict | list) for row in rows for value in row.values())


def test_csv_and_json_say_the_same(demo: Engine, seamark: Seamark) -> None:
    assert demo
    _, out, _ = seamark("coverage", "--as-of", "2026-11-22", "--format", "csv")
    as_csv = list(csv.DictReader(io.StringIO(out)))
    as_json = seamark.json("coverage", "--as-of", "2026-11-22")
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in as_json] == as_csv


def test_generated_records_are_announced_beside_the_listing(demo: Engine, seamark: Seamark) -> None:
    assert demo
    _, out, err = seamark("coverage", "--as-of", "2026-11-22", "--format", "json")
    assert err.splitlines() == ["DEMO DATA: generated records, no real visits", "UNCLASSIFIED · DEMO DATA"]
    assert "DEMO" not in out
    seamark("demo", "remove")
    assert seamark("coverage", "--as-of", "2026-11-22")[2] == "UNCLASSIFIED\n"


@pytest.mark.parametrize("form", ["csv", "json", "table"])
@pytest.mark.parametrize("marked", ["closed", "visited", "assessed"])
def test_coverage_is_marked_beside_the_listing(prepared: Engine, seamark: Seamark, marked: str, form: str) -> None:
    day = date(2026, 11, 1)
    forms = {
        "closed": closed(day),
        "visited": engagement(ends_on=day),
        "assessed": AssessmentCreate(
            territory="FJI", assessed_on=day, outcome=AssessmentOutcome.EFFECTIVE, source=SOURCE
        ),
    }
    write(prepared, *forms.values())
    arguments = ("coverage", "--as-of", "2026-11-22", "--format", form)
    _, before, err = seamark(*arguments)
    assert err == "UNCLASSIFIED\n"
    write(prepared, forms[marked].model_copy(update={"marking": "CUI"}), highest="CUI")
    _, out, err = seamark(*arguments)
    assert err == "CUI\n"
    assert "CUI" not in out
    assert out.splitlines()[0] == before.splitlines()[0]


def test_what_was_withdrawn_does_not_mark_coverage(prepared: Engine, seamark: Seamark) -> None:
    (period,) = write(prepared, closed(date(2026, 11, 1)).model_copy(update={"marking": "CUI"}), highest="CUI")
    with writing(prepared, who="officer", why="a test") as writer:
        writer.update(AccessPeriod, period.id, {"withdrawn": "entered twice"}, seen=1)
    assert seamark("coverage", "--as-of", "2026-11-22")[2] == "UNCLASSIFIED\n"


def test_territories_lists_partners_first(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    rows = seamark.json("territories")
    assert [row["partner"] for row in rows] == [True] * 47 + [False] * (len(rows) - 47)
    assert list(rows[0]) == ["territory", "name", "subregion", "partner", "lon", "lat", "ports"]


def test_ports_near_a_point_across_the_date_line_come_nearest_first(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    rows = seamark.json("ports", "--near", "-17,-179.9", "--within", "400")
    distances = [row["distance_nm"] for row in rows]
    assert distances == sorted(distances)
    assert distances[-1] <= 400
    assert {"FJI", "TON"} <= {row["territory"] for row in rows}
    assert {row["lon"] > 0 for row in rows} == {True, False}


def test_ports_of_a_territory(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    rows = seamark.json("ports", "--territory", "fji")
    assert {row["territory"] for row in rows} == {"FJI"}
    assert list(rows[0]) == ["unlocode", "name", "territory", "lon", "lat", "distance_nm", "flags"]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("coverage", "--as-of", "22.11.2026"), "--as-of"),
        (("coverage", "--as-of", "2026-02-30"), "--as-of"),
        (("coverage", "--format", "xml"), "--format"),
        (("ports", "--near", "91,0", "--within", "5"), "lat"),
        (("ports", "--near", "178.4,-18.1", "--within", "5"), "lat"),
        (("ports", "--near", "north", "--within", "5"), "near"),
        (("ports", "--near", "1,2"), "--within"),
        (("ports", "--near", "1,2", "--within", "-5"), "--within"),
        (("ports", "--near", "1,2", "--within", "nan"), "--within"),
        (("ports", "--territory", "Fidschi"), "--territory"),
        (("serve", "--address", "0.0.0.0"), "--address"),  # noqa: S104 - refused, which is the point
        (("init", "--as-of", "soon"), "--as-of"),
        (("sail",), "sail"),
    ],
)
def test_bad_input_is_one_line_that_names_the_field(
    prepared: Engine, seamark: Seamark, arguments: tuple[str, ...], field: str
) -> None:
    assert prepared
    code, out, err = seamark(*arguments)
    assert (code, out) == (2, "")
    assert field in err
    assert err.count("\n") == 1


def test_a_listing_on_an_unprepared_database_names_the_remedy(database_address: str, seamark: Seamark) -> None:
    assert database_address
    code, _, err = seamark("coverage")
    assert (code, "seamark init" in err) == (2, True)


def test_doctor_finds_nothing_wrong_with_a_sound_installation(demo: Engine, seamark: Seamark) -> None:
    assert demo
    code, out, _ = seamark("doctor")
    assert code == 0, out
    assert "FAIL" not in out
    assert "unbroken" in out


def test_doctor_names_the_remedy(database_address: str, seamark: Seamark) -> None:
    assert database_address
    code, out, _ = seamark("doctor")
    assert code == 1
    assert "remedy: seamark init" in out


def test_help_loads_nothing_that_is_slow_to_import() -> None:
    code = "import sys, dashboard.cli; print({'pandas', 'sqlmodel', 'streamlit'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"  # noqa: S603 - our own interpreter


def test_without_arguments_it_helps(seamark: Seamark) -> None:
    code, out, _ = seamark()
    assert code == 0
    assert "Usage:" in out
    assert "doctor" in out
