"""CSV that is safe in a spreadsheet and loses nothing."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.exporters.delimited import neutral, restored, to_csv


@pytest.mark.parametrize(
    "cell", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"]
)
def test_what_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [-1, -1.5, 0, None, "", "Suva", "a=b"])
def test_numbers_and_plain_text_stay_as_they_are(cell: object) -> None:
    assert neutral(cell) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=1, max_size=5))
def test_every_text_survives_the_round_trip(cells: list[str]) -> None:
    row = {str(number): cell for number, cell in enumerate(cells)}
    read = list(csv.reader(io.StringIO(to_csv([row]), newline="")))
    assert read[1] == [neutral(cell) for cell in cells]


def test_the_note_stands_above_the_header_in_one_line() -> None:
    assert to_csv([{"a": 1}], note="MARKED\nDEMO") == "# MARKED DEMO\r\na\r\n1\r\n"


@pytest.mark.parametrize("between", [",", ", ", ";", ',"', ',\x00"', ",'", ";\n"])
@pytest.mark.parametrize("sign", ["=", "+", "@", "\uff1d"])
def test_no_part_of_a_note_runs_where_a_spreadsheet_divides_it(between: str, sign: str) -> None:
    note = to_csv([], note=f"MARKED. Trip{between}{sign}cmd|'/c calc'!A1")
    assert note.startswith("# MARKED. Trip")
    assert f"'{sign}cmd" in note


def test_a_harmless_note_stays_as_it_is() -> None:
    assert to_csv([], note="MARKED. FJI, TON; a-b, c=d, 5 days.") == "# MARKED. FJI, TON; a-b, c=d, 5 days.\r\n"


@given(st.text(max_size=8))
def test_what_was_neutralised_is_restored(text: str) -> None:
    assert restored(neutral(text)) == text


@pytest.mark.parametrize("text", ["", "'", "''", "it's", "'quoted'", "Suva", "a=b"])
def test_what_was_not_neutralised_is_left_alone(text: str) -> None:
    assert neutral(text) == restored(text) == text


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'\uff1d1"])
def test_apostrophes_before_a_sign_are_told_apart(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert restored(f"'{text}") == text


def test_no_rows_are_an_empty_table_under_the_headers_that_are_given() -> None:
    assert to_csv([], headers=["name", "lon"]) == "name,lon\r\n"
    assert to_csv([{"lon": 1, "name": "Suva"}], headers=["name", "lon", "lat"]) == "name,lon,lat\r\nSuva,1,\r\n"
