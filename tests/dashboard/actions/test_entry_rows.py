"""The corrections of a list of calls: written into an address and read back, whatever somebody makes of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions import entry_rows
from dashboard.actions.entry_rows import MOST_ROWS, UNKNOWN, Row, added, as_pasted, changed, moved, read_rows, without

DAYS = st.none() | st.dates(date(2004, 7, 1), date(2100, 1, 1))
ROWS = st.lists(
    st.builds(
        Row,
        at=st.integers(-9, 9),
        text=st.none() | st.text(max_size=entry_rows.MOST_LETTERS),
        port=st.none() | st.integers(0, 999_999_999),
        territory=st.none() | st.sampled_from(["FJI", "USA", UNKNOWN]),
        facility=st.none() | st.text(max_size=40),
        stay=st.none() | st.tuples(DAYS, DAYS),
        transit=st.none() | st.booleans(),
    ),
    max_size=10,
    unique_by=lambda row: row.at,
)


@given(ROWS)
def test_what_is_written_is_read_back(rows: list[Row]) -> None:
    assert read_rows(entry_rows.write_rows(rows, 10), 10) == rows


@given(st.text(max_size=60), st.integers(0, 5))
def test_no_address_breaks_it_and_none_names_a_call_that_is_not_there(text: str, count: int) -> None:
    rows = read_rows(text, count)
    assert all(row.at < count for row in rows)
    assert len({row.at for row in rows}) == len(rows)


@pytest.mark.parametrize(
    "text",
    ["7", "0,0", "x", "0;z1", "0;pabc", "0;p", "0;tfji", "0;d20261301-", "0;d2026", "0;c2", "0;", "1;;", "0;p-1"],
)
def test_nonsense_leaves_the_list_as_it_was_pasted(text: str) -> None:
    assert read_rows(text, 2) == as_pasted(2)


def test_a_list_as_pasted_takes_no_room_and_an_emptied_one_stays_empty() -> None:
    assert entry_rows.write_rows(as_pasted(3), 3) == ""
    assert read_rows("", 3) == as_pasted(3)
    assert entry_rows.write_rows([], 3) == UNKNOWN
    assert read_rows(UNKNOWN, 3) == []


def test_a_call_moves_and_stays_at_the_ends() -> None:
    rows = as_pasted(3)
    assert [row.at for row in moved(rows, 1, -1)] == [1, 0, 2]
    assert [row.at for row in moved(rows, 1, 1)] == [0, 2, 1]
    assert moved(rows, 0, -1) == rows
    assert moved(rows, 2, 1) == rows


def test_added_calls_have_places_of_their_own() -> None:
    rows = added(added(as_pasted(1), port=5), port=6)
    assert [(row.at, row.port) for row in rows] == [(0, None), (-1, 5), (-2, 6)]
    rows = added(without(rows, -1), port=7)
    assert [row.at for row in rows] == [0, -2, -3]


def test_a_list_has_an_end() -> None:
    assert len(as_pasted(1_000)) == MOST_ROWS
    assert len(added(as_pasted(MOST_ROWS), port=1)) == MOST_ROWS
    assert len(read_rows(",".join(map(str, range(200))), 200)) == MOST_ROWS


def test_a_correction_touches_one_call() -> None:
    assert changed(as_pasted(2), 1, port=4) == [Row(0), Row(1, port=4)]


def test_typed_words_are_cut() -> None:
    assert read_rows(f"0;q{'a' * 500}", 1) == [Row(0, text="a" * entry_rows.MOST_LETTERS)]
