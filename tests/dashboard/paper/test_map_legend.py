"""The legend of a printed map: every count, in rows that leave the scale its room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.brief_content import MapMark
from dashboard.paper.map_legend import SCALE_WIDTH_PT, Entry, entries, one_line, rows, text_width, width_of, wrapped
from models.coverage import Status


def mark(status: Status, *, advisory: bool = False) -> MapMark:
    return MapMark("FJI", "Fiji", 178.0, -18.0, status, advisory)


def test_every_status_there_is_and_the_advisories_are_counted() -> None:
    marks = [mark(Status.CURRENT), mark(Status.OVERDUE, advisory=True), mark(Status.CURRENT)]
    assert entries(marks) == [
        Entry(Status.OVERDUE, "Overdue 1"),
        Entry(Status.CURRENT, "Current 2"),
        Entry(None, "!  Advisory in force 1"),
    ]
    assert entries([]) == []


@given(st.lists(st.sampled_from(Status)), st.booleans(), st.floats(250, 900))
def test_no_row_reaches_into_the_scale(statuses: list[Status], advised: bool, width: float) -> None:  # noqa: FBT001 - drawn
    lines = entries([mark(status, advisory=advised) for status in statuses])
    found = rows(lines, width)
    assert [entry for row in found for entry in row] == lines
    assert all(sum(map(width_of, row)) <= width - SCALE_WIDTH_PT for row in found if len(row) > 1)


@given(st.text(max_size=300), st.floats(50, 900))
def test_a_text_is_divided_between_words_and_loses_none(text: str, width: float) -> None:
    lines = wrapped(text, width)
    assert " ".join(lines).split() == text.split()
    assert all(text_width(line) <= width for line in lines if " " in line)


@pytest.mark.parametrize("text", ["a\nb", " a  b ", "a\t\r\nb"])
def test_a_name_keeps_to_one_line(text: str) -> None:
    assert one_line(text) == "a b"
