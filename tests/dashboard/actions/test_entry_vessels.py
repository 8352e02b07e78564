"""A file of many vessels: every row answered or rejected, and a table that is safe to open."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.entry_check import record_of
from dashboard.actions.entry_ground import Ground, ground_of
from dashboard.actions.entry_vessels import COLUMNS, STEP, answer_rows, answers_csv, check_file, summary
from dashboard.actions.records import read_records
from geodata.errors import TableFileError
from models import queries
from models.database import reading
from models.entry_calls import EntryAnswer

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

FILE = b"""Vessel,Arrival,Call 1,Call 2
One,2026-11-22,"Port Victoria, Seychelles",FJSUV
Two,2026-11-23,MGTOA,
Three,22 Nov 2026,FJSUV,MUPLU
Four,someday,FJSUV,
=Five,2026-11-24,Nowhere at all,
"""


@pytest.fixture
def ground(prepared: Engine) -> Ground:
    with reading(prepared) as session:
        return ground_of(read_records(session=session), queries.facilities(session=session))


def test_every_vessel_is_answered_or_rejected_with_its_row(ground: Ground) -> None:
    found = check_file(FILE, name="a.csv", ground=ground)
    assert [(one.number, one.vessel, one.answer) for one in found.answers] == [
        (2, "One", EntryAnswer.APPLIES),
        (3, "Two", EntryAnswer.CANNOT_TELL),
        (4, "Three", EntryAnswer.DOES_NOT_APPLY),
        (6, "=Five", EntryAnswer.CANNOT_TELL),
    ]
    assert [one.number for one in found.rejected] == [5]


def test_a_day_stands_in_for_rows_without_one(ground: Ground) -> None:
    day = date(2014, 1, 1)
    found = check_file(b"Vessel,Call 1\nOne,Phnom Penh\n", name="a.csv", ground=ground, arrival=day)
    assert [one.arrival for one in found.answers] == [day]
    with pytest.raises(TableFileError):
        check_file(b"Vessel,Call 1\nOne,Suva\n", name="a.csv", ground=ground)


def test_the_table_says_what_decides_and_by_which_advisory(ground: Ground) -> None:
    rows = answer_rows(check_file(FILE, name="a.csv", ground=ground).answers, ground.names)
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["Decided by"] == "1 Port Victoria, Seychelles: Listed"
    assert rows[0]["Advisory"].startswith("PSA 1-19")
    assert rows[2]["Advisory"] == ""
    assert "Nowhere at all: port not found" in rows[3]["In doubt"]


def test_the_csv_is_marked_and_its_cells_do_not_run(ground: Ground) -> None:
    rows = answer_rows(check_file(FILE, name="a.csv", ground=ground).answers, ground.names)
    note, *lines = answers_csv(rows, marking="UNCLASSIFIED").splitlines()
    assert note.startswith("# UNCLASSIFIED")
    assert "Federal Register decides" in note
    table = list(csv.DictReader(lines))
    assert table[3]["Vessel"] == "'=Five"
    assert table[0]["Arrival"] == "2026-11-22"


def test_an_empty_table_keeps_its_header() -> None:
    assert answers_csv([], marking="M").splitlines()[1] == ",".join(COLUMNS)


def test_progress_is_told_and_a_cancel_comes_through(ground: Ground) -> None:
    data = b"Vessel,Arrival,Call 1\n" + b"X,2026-11-22,FJSUV\n" * (2 * STEP)
    told: list[tuple[int, int]] = []
    check_file(data, name="a.csv", ground=ground, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 2 * STEP), (STEP, 2 * STEP)]

    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt(done, total)

    with pytest.raises(KeyboardInterrupt):
        check_file(data, name="a.csv", ground=ground, progress=cancel)


def test_the_summary_has_what_a_script_needs(ground: Ground) -> None:
    one = check_file(FILE, name="a.csv", ground=ground).answers[0]
    told = summary(record_of(one.checked, text=one.text, vessel=one.vessel, marking="M"))
    assert {"answer", "calls", "actions", "cutoff", "hash", "vessel", "arrival"} <= set(told)
    assert set(told["calls"][0]) >= {"port", "territory", "verdict", "advisory", "reason"}
    assert told["calls"][0]["advisory"].startswith("PSA 1-19, 84 FR 11992")
    assert told["calls"][1]["advisory"] is None


@pytest.mark.parametrize(
    ("header", "answer"),
    [
        ("Last port before US arrival", EntryAnswer.APPLIES),
        ("Next to last port", EntryAnswer.APPLIES),
        ("Arrival port", EntryAnswer.CANNOT_TELL),
        ("Voyage", EntryAnswer.CANNOT_TELL),
        ("Last cargo", EntryAnswer.CANNOT_TELL),
        ("Flag", EntryAnswer.DOES_NOT_APPLY),
        ("Next port", EntryAnswer.DOES_NOT_APPLY),
        ("Port of registry", EntryAnswer.DOES_NOT_APPLY),
        ("Vessel type", EntryAnswer.DOES_NOT_APPLY),
    ],
)
def test_no_column_is_left_out_that_may_hold_a_listed_call(ground: Ground, header: str, answer: EntryAnswer) -> None:
    data = f"Vessel,ETA,Port 1,{header}\nA,2026-11-22,FJSUV,Dili\n".encode()
    (vessel,) = check_file(data, name="a.csv", ground=ground).answers
    assert vessel.answer is answer


def test_which_figure_is_the_day_can_be_said(ground: Ground) -> None:
    data = b"Vessel,ETA,Port 1\nA,03/04/2026,FJSUV\n"
    assert check_file(data, name="a.csv", ground=ground).rejected
    (vessel,) = check_file(data, name="a.csv", ground=ground, day_first=True).answers
    assert vessel.arrival == date(2026, 4, 3)
