"""`seamark entry-check`: the answer for one vessel or many, exit code 0 whatever it is, 2 for bad input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from models.entry_record import record_hash

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark

ON = ("--arrival", "2026-11-22")
JSON = ("--format", "json")


@pytest.mark.parametrize(
    ("call", "answer"), [("SCPOV", "applies"), ("FJSUV", "does_not_apply"), ("Nowhere at all", "cannot_tell")]
)
def test_the_exit_code_is_0_whatever_the_answer(prepared: Engine, seamark: Seamark, call: str, answer: str) -> None:
    assert prepared
    code, out, err = seamark("entry-check", *ON, call, *JSON)
    told = json.loads(out)
    assert (code, told["answer"]) == (0, answer)
    assert err.strip() == "UNCLASSIFIED"
    assert {"answer", "calls", "actions", "cutoff", "hash"} <= set(told)
    assert set(told["calls"][0]) >= {"port", "territory", "verdict", "advisory", "reason"}


def test_words_say_the_same_as_json(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    _, words, _ = seamark("entry-check", *ON, "SCPOV", "FJSUV")
    _, out, _ = seamark("entry-check", *ON, "SCPOV", "FJSUV", *JSON)
    told = json.loads(out)
    assert words.startswith("Conditions of entry apply (applies)")
    assert told["hash"] in words
    assert "PSA 1-19, 84 FR 11992" in words
    parts = ("actions", "guards", "may_spare", "on_arrival")
    assert all(told[part] and all(said in words for said in told[part]) for part in parts)
    assert "Federal Register decides" in words


def test_no_actions_are_told_where_none_are_needed(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    _, words, _ = seamark("entry-check", *ON, "FJSUV")
    assert "Declaration of Security" not in words
    assert "armed guards" not in words
    told = json.loads(seamark("entry-check", *ON, "FJSUV", *JSON)[1])
    assert told["actions"] == told["guards"] == told["may_spare"] == told["on_arrival"] == []


@pytest.mark.parametrize("call", ["SCPOV", "Nowhere at all"])
def test_what_the_actions_may_spare_and_what_may_follow_is_told_with_them(
    prepared: Engine, seamark: Seamark, call: str
) -> None:
    assert prepared
    _, words, _ = seamark("entry-check", *ON, call)
    titles = ("What to do in each port", "Who may stand guard", "may spare the vessel:", "may meet on arrival:")
    assert [words.count(title) for title in titles] == [1, 1, 1, 1]
    assert "normally spared armed guards" in words
    assert "delayed or denied entry" in words


def test_what_is_to_be_noted_of_a_call_is_told_in_every_form(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    noted = "The call is dated 1 Sep 2012, before 18 Sep 2012."
    asked = ("entry-check", "--arrival", "2013-01-01", "Aden, Yemen 2012-09-01")
    _, words, _ = seamark(*asked)
    assert noted in words
    (call,) = json.loads(seamark(*asked, *JSON)[1])["calls"]
    assert call["notes"][0].startswith(noted)
    _, table, _ = seamark(*asked, "--format", "csv")
    assert noted in table
    assert "['" not in table


def test_any_past_arrival_can_be_replayed(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    _, before, _ = seamark("entry-check", "--arrival", "2019-04-11", "SCPOV", *JSON)
    _, after, _ = seamark("entry-check", "--arrival", "2019-04-12", "SCPOV", *JSON)
    assert json.loads(before)["answer"] != "applies"
    assert json.loads(after)["answer"] == "applies"


def test_the_record_is_written_and_its_hash_holds(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    written, paper = tmp_path / "record.json", tmp_path / "record.pdf"
    _, out, _ = seamark("entry-check", *ON, "SCPOV", "--vessel", "Test", "--record", str(written), *JSON)
    record = json.loads(written.read_text(encoding="utf-8"))
    assert record["vessel"] == "Test"
    assert record_hash(record) == record["hash"] == json.loads(out)["hash"]
    assert seamark("entry-check", *ON, "SCPOV", "--record", str(paper))[0] == 0
    assert paper.read_bytes().startswith(b"%PDF-")


def test_demonstration_records_are_announced(demo: Engine, seamark: Seamark) -> None:
    assert demo
    _, out, err = seamark("entry-check", *ON, "FJSUV", *JSON)
    assert err.strip() == "UNCLASSIFIED · DEMO DATA"
    assert json.loads(out)["marking"] == "UNCLASSIFIED · DEMO DATA"


def test_many_vessels_are_answered_and_bad_rows_end_in_2(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    file = tmp_path / "vessels.csv"
    file.write_text("Vessel,Arrival,Call 1\nA,2026-11-22,SCPOV\nB,someday,FJSUV\n", encoding="utf-8")
    code, out, err = seamark("entry-check", "--calls", str(file), *JSON)
    told = json.loads(out)
    assert code == 2
    assert [(one["row"], one["vessel"], one["answer"]) for one in told["vessels"]] == [(2, "A", "applies")]
    assert [one["row"] for one in told["rejected"]] == [3]
    assert "row 3" in err
    file.write_text("Vessel,Call 1\nA,SCPOV\n", encoding="utf-8")
    code, out, _ = seamark("entry-check", "--calls", str(file), *ON)
    assert code == 0
    assert "Applies" in out


@pytest.mark.parametrize(("order", "arrival"), [("--day-first", "2026-12-11"), ("--month-first", "2026-11-12")])
def test_which_figure_is_the_day_can_be_said_of_a_file_and_of_a_list(
    prepared: Engine, seamark: Seamark, tmp_path: Path, order: str, arrival: str
) -> None:
    assert prepared
    file = tmp_path / "vessels.csv"
    file.write_text("Vessel,US arrival,Call 1\nA,11/12/2026,FJSUV\n", encoding="utf-8")
    assert seamark("entry-check", "--calls", str(file))[0] == 2
    code, out, _ = seamark("entry-check", "--calls", str(file), order, *JSON)
    assert (code, json.loads(out)["vessels"][0]["arrival"]) == (0, arrival)
    late = "The call is dated 11 Dec 2026, after the arrival"
    assert (late in seamark("entry-check", *ON, "SCPOV 11/12/2026", order)[1]) is (order == "--day-first")


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("FJSUV",), "--arrival"),
        (("--arrival", "tomorrow", "FJSUV"), "--arrival"),
        (ON, "CALL"),
        ((*ON, "FJSUV", "--calls", "x.csv"), "CALL"),
        ((*ON, "--calls", "/nowhere/x.csv"), "--calls"),
        (("--calls", "/nowhere/x.csv", "--vessel", "X"), "--vessel"),
        (("--calls", "/nowhere/x.csv", "--record", "x.pdf"), "--record"),
        ((*ON, "FJSUV", "--record", "x.doc"), "--record"),
        ((*ON, "FJSUV", "--record", "/nowhere/x.pdf"), "--record"),
    ],
)
def test_bad_input_is_one_line_that_names_it(
    prepared: Engine, seamark: Seamark, arguments: tuple[str, ...], field: str
) -> None:
    assert prepared
    code, out, err = seamark("entry-check", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"seamark: {field}")
    assert err.count("\n") == 1
