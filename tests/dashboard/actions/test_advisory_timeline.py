"""What the timeline draws: the spans of each territory, and what was printed of exceptions on them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions import initialise
from dashboard.actions.advisory_timeline import History, histories
from geodata.reference import read
from models.advisories import Answer, advisory_state

FACTS: Any = [initialise.fact_form(row) for row in read.read_advisories()]
TERRITORIES: Any = {row.territory: row for row in read.read_territories()}
ALL = histories(FACTS, TERRITORIES)


def of(code: str) -> History:
    return next(one for one in ALL if one.code == code)


def test_every_territory_that_was_ever_named_has_a_row_by_name() -> None:
    assert len(ALL) == 30
    assert [one.name for one in ALL] == sorted(one.name for one in ALL)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(ALL), st.dates(date(2003, 1, 1), date(2027, 1, 1)))
def test_spans_say_of_every_day_what_the_rule_says(one: History, as_of: date) -> None:
    held = [
        span
        for span in one.spans
        if (span.first is None or span.first <= as_of) and (span.last is None or as_of <= span.last)
    ]
    answer = advisory_state(FACTS, territory=one.code, as_of=as_of).answer
    assert [span.state.answer for span in held] == ([] if answer is Answer.NOT_IN_FORCE else [answer])


def test_exceptions_stand_on_the_days_they_were_printed() -> None:
    assert [printed.on for printed in of("MDG").excepted] == [date(2009, 12, 4), date(2012, 12, 5), date(2020, 6, 10)]
    assert "MICTSL" in of("MDG").excepted[-1].words


def test_the_list_of_2004_is_marked_and_is_no_span() -> None:
    assert of("NRU").non_reporting == [date(2004, 9, 9)]
    assert of("NRU").spans[0].first == date(2005, 5, 23)


@pytest.mark.parametrize(
    ("code", "place", "line"),
    [
        ("CUB", 0, ("Cannot tell", "the beginning", "21 Mar 2016")),
        ("CUB", 1, ("In force", "2 Apr 2025", "the last list stands")),
        ("IDN", -3, ("In force", "25 Jun 2008", "13 Oct 2011")),
        ("IDN", -2, ("In force", "14 Oct 2011", "14 Oct 2011")),
        ("IDN", -1, ("Cannot tell", "15 Oct 2011", "4 Dec 2012")),
    ],
)
def test_lines_of_the_table_word_their_ends(code: str, place: int, line: tuple[str, str, str]) -> None:
    found = of(code).lines()[place]
    assert (found["State"], found["From"], found["To"]) == line


def test_a_line_gives_the_reason_of_what_cannot_be_told() -> None:
    assert "when it was imposed was not seen" in of("IRN").lines()[0]["Why"]
