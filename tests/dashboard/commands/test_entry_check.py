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
    assert all(action in words for action in told["actions"])
    assert "Federal Register decides" in words


def test_no_actions_are_told_where_none_are_needed(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    _, words, _ = seamark("entry-check", *ON, "FJSUV")
    assert "Declaration of Security" not in words


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
