"""`seamark advisories`: the list of a day, the difference of two, one territory; and facts from a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import typer

from dashboard.commands.advisories import import_facts
from models import queries
from models.database import reading

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark

pytestmark = pytest.mark.usefixtures("prepared")

FIJI = "territory,action,psa_number,published_on,source\nFiji,imposed,1-26,2026-10-01,https://example.org\n"


def answered(seamark: Seamark, *arguments: str) -> dict[str, Any]:
    code, out, _ = seamark("advisories", *arguments, "--format", "json")
    assert code == 0
    answer: dict[str, Any] = json.loads(out)
    return answer


def facts_of(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [fact.territory for fact in queries.advisory_facts(session=session)]


@pytest.mark.parametrize(("day", "listed"), [("2017-09-04", False), ("2017-09-05", True)])
def test_the_list_turns_on_the_effective_day(seamark: Seamark, day: str, *, listed: bool) -> None:
    rows = answered(seamark, "--as-of", day)["rows"]
    assert any(row["territory"] == "FSM" for row in rows) is listed
    assert {row["answer"] for row in rows} == {"in_force", "cannot_tell"}


def test_every_answer_says_up_to_when_facts_are_known_and_what_decides(seamark: Seamark) -> None:
    answer = answered(seamark, "--as-of", "2026-11-22")
    assert (answer["as_of"], answer["cutoff"], answer["marking"]) == ("2026-11-22", "2025-08-31", "UNCLASSIFIED")
    assert "taken to stand" in answer["note"]
    for form in ("table", "csv"):
        _, out, err = seamark("advisories", "--as-of", "2026-11-22", "--format", form)
        assert "taken to stand" in err
        assert "no legal advice" in err
        assert "legal advice" not in out


@pytest.mark.usefixtures("demo")
def test_demonstration_records_are_announced(seamark: Seamark) -> None:
    _, _, err = seamark("advisories", "--as-of", "2026-11-22")
    assert err.startswith("UNCLASSIFIED · DEMO DATA. ")
    assert answered(seamark)["marking"] == "UNCLASSIFIED · DEMO DATA"


@pytest.mark.parametrize("said", ["NRU", "nauru", "Nauru"])
def test_one_territory_is_answered_even_where_nothing_is_in_force(seamark: Seamark, said: str) -> None:
    (row,) = answered(seamark, "--territory", said, "--as-of", "2017-04-13")["rows"]
    assert (row["territory"], row["answer"], row["since"]) == ("NRU", "not_in_force", None)


def test_a_territory_that_was_never_listed_is_answered(seamark: Seamark) -> None:
    (row,) = answered(seamark, "--territory", "FJI")["rows"]
    assert (row["answer"], row["why"]) == ("not_in_force", "No advisory is on record.")


def test_the_difference_is_told_in_words_whichever_day_comes_first(seamark: Seamark) -> None:
    _, one, _ = seamark("advisories", "--as-of", "2017-10-01", "--diff", "2017-04-01")
    _, other, _ = seamark("advisories", "--as-of", "2017-04-01", "--diff", "2017-10-01")
    assert one == other == "Added: Micronesia, since 5 Sep 2017 (82 FR 39609); Nauru, since 14 Apr 2017 (PSA 1-17).\n"


def test_a_difference_of_one_territory_and_of_none(seamark: Seamark) -> None:
    between = ("--as-of", "2017-10-01", "--diff", "2017-04-01")
    _, out, _ = seamark("advisories", *between, "--territory", "NRU")
    assert "Micronesia" not in out
    _, out, _ = seamark("advisories", *between, "--territory", "FJI")
    assert out == "Nothing changed from 2017-04-01 to 2017-10-01.\n"
    answer = answered(seamark, *between)
    assert answer["since"] == "2017-04-01"
    assert [(row["change"], row["territory"]) for row in answer["rows"]] == [("Added", "FSM"), ("Added", "NRU")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as-of", "soon"), "--as-of"),
        (("--diff", "2017-13-01"), "--diff"),
        (("--territory", "Atlantis"), "--territory: 'Atlantis' is no territory"),
    ],
)
def test_bad_input_is_one_line_that_names_the_option(seamark: Seamark, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = seamark("advisories", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_an_import_is_shown_as_a_difference_and_written_once(
    prepared: Engine, seamark: Seamark, tmp_path: Path
) -> None:
    file = tmp_path / "facts.csv"
    file.write_text(FIJI, encoding="utf-8")
    code, out, _ = seamark("import", "advisories", str(file), "--dry-run")
    assert code == 0
    assert "facts.csv: 1 new, 0 changed, 0 unchanged, 0 rejected" in out
    assert "Added: Fiji" in out
    assert "FJI" not in facts_of(prepared)
    assert seamark("import", "advisories", str(file))[0] == 0
    _, out, _ = seamark("import", "advisories", str(file))
    assert "The list in force does not change." in out
    assert facts_of(prepared).count("FJI") == 1


def test_exceptions_that_cannot_be_read_are_told_before_the_import(seamark: Seamark, tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    row = "Fiji,imposed,1-26,2026-10-01,https://example.org,"
    header = "territory,action,psa_number,published_on,source,exceptions\n"
    file.write_text(f"{header}{row}Suva FJSUV-0001 (1/11/2026)\n", encoding="utf-8")
    code, out, _ = seamark("import", "advisories", str(file), "--dry-run")
    assert code == 0
    assert "warning: row 2, exceptions: cannot be read" in out
    assert "Suva FJSUV-0001 (1/11/2026)" in out
    file.write_text(f"{header}{row}Suva FJSUV-0001 (1 Nov 2026 to 30 Nov 2026)\n", encoding="utf-8")
    assert "warning" not in seamark("import", "advisories", str(file), "--dry-run")[1]


def test_a_rejected_row_stops_the_import_unless_it_is_left_out(
    prepared: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.csv"
    file.write_text(f"{FIJI}Atlantis\x1b[2J,imposed,1-26,2026-10-01,https://example.org\n", encoding="utf-8")
    with pytest.raises(typer.Exit) as leave:
        import_facts(file)
    assert leave.value.exit_code == 1
    assert "FJI" not in facts_of(prepared)
    import_facts(file, skip_rejected=True)
    assert "FJI" in facts_of(prepared)
    told = capsys.readouterr().out
    assert "row 3, territory" in told
    assert "\x1b" not in told
