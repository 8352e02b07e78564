"""`seamark import`: the same import as on the page, with exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from models.database import reading
from models.tables import AccessPeriod, Engagement

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark

FILE = "Ref,Country,Type,Status,Start date\nR-1,Fiji,Port visit,Completed,2026-03-02\n"


def held(engine: Engine) -> list[str | None]:
    with reading(engine) as session:
        return [row.source_key for row in session.exec(select(Engagement))]


def written(folder: Path, text: str, name: str = "visits.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_dry_run_tells_and_an_import_writes_once(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    file = written(tmp_path, FILE)
    code, out, _ = seamark("import", "engagements", file, "--dry-run")
    assert (code, held(prepared)) == (0, [])
    assert "visits.csv: 1 new, 0 changed, 0 unchanged, 0 rejected" in out
    assert seamark("import", "engagements", file)[0] == 0
    code, out, _ = seamark("import", "engagements", file)
    assert "0 new, 0 changed, 1 unchanged" in out
    assert held(prepared) == ["R-1"]
    changed = written(tmp_path, FILE.replace("2026-03-02", "2026-03-01"))
    assert "row 2: Fiji, Port visit, 2 Mar 2026 changes in First day" in seamark("import", "engagements", changed)[1]


def test_rejected_rows_end_in_code_1_and_are_written_with_their_reason(
    prepared: Engine, seamark: Seamark, tmp_path: Path
) -> None:
    file = written(tmp_path, FILE + "R-2,Atlantis,Port visit,Completed,2026-03-02\n")
    rejected = tmp_path / "rejected.csv"
    code, out, _ = seamark("import", "engagements", file, "--rejected", str(rejected))
    assert (code, held(prepared)) == (1, [])
    assert "row 3, Country: 'Atlantis' is no territory" in out
    assert rejected.read_text(encoding="utf-8").startswith("# UNCLASSIFIED")
    assert "R-2,Atlantis" in rejected.read_text(encoding="utf-8")
    assert seamark("import", "engagements", file, "--skip-rejected")[0] == 0
    assert held(prepared) == ["R-1"]


def test_columns_values_and_the_order_of_dates_are_chosen_by_options(
    prepared: Engine, seamark: Seamark, tmp_path: Path
) -> None:
    file = written(tmp_path, "Where,Shut\nFiji,03/04/2026\n")
    options = ("--mapping", "territory=Where", "--mapping", "starts_on=Shut", "--mapping", "reason==unrest")
    assert seamark("import", "access-periods", file, *options)[0] == 1
    source = ("--source", "A cable", "--source-date", "2026-04-05")
    assert seamark("import", "access-periods", file, *options, "--day-first", *source)[0] == 0
    with reading(prepared) as session:
        row = session.exec(select(AccessPeriod)).one()
    assert (row.starts_on.isoformat(), row.reason, row.source) == ("2026-04-03", "unrest", "A cable")
    assert row.source_date is not None
    assert row.source_date.isoformat() == "2026-04-05"


def test_text_of_a_file_does_not_steer_the_terminal(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    file = written(tmp_path, "Territory,First day,Reason\nAt\x1b[2Jlantis,2026-03-02,unrest\n")
    assert "\x1b" not in seamark("import", "access-periods", file)[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "ships", "x.csv"), "ships"),
        (("import", "engagements", "missing.csv"), "is not a file"),
        (("import", "engagements", "{file}", "--mapping", "colour=Red"), "FIELD=COLUMN"),
        (("import", "engagements", "{file}", "--mapping", "lead=Nobody"), "the file has no column 'Nobody'"),
        (("import", "engagements", "{file}", "--mapping", "kind="), "Choose a column for: Kind"),
        (("import", "engagements", "{file}", "--source-date", "soon"), "--source-date"),
        (("import", "engagements", "{empty}"), "is empty"),
    ],
)
def test_bad_input_is_one_line_that_names_the_remedy(
    prepared: Engine, seamark: Seamark, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    places = {"file": written(tmp_path, FILE), "empty": written(tmp_path, "", "empty.csv")}
    code, _, err = seamark(*(argument.format(**places) for argument in arguments))
    assert (code, err.count("\n"), held(prepared)) == (2, 1, [])
    assert said in err
