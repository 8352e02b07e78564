"""The list of advisories on a day, and what changed on it between two days."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions import initialise
from dashboard.actions.advisory_difference import list_difference
from dashboard.actions.advisory_list import ORDER, Listed, cutoff_words, listed_on, subjects, with_answer
from geodata.reference import read
from models.advisories import Answer, advisory_state

FACTS: Any = [initialise.fact_form(row) for row in read.read_advisories()]
TERRITORIES: Any = {row.territory: row for row in read.read_territories()}
DAYS = st.dates(date(2003, 1, 1), date(2030, 1, 1))


def listed(day: str) -> list[Listed]:
    return listed_on(FACTS, TERRITORIES, as_of=date.fromisoformat(day))


def codes(rows: list[Listed]) -> set[str]:
    return {row.code for row in rows}


def of(rows: list[Listed], code: str) -> Listed:
    return next(row for row in rows if row.code == code)


def sentences(first: str, last: str) -> str:
    return "\n".join(list_difference(listed(first), listed(last)).sentences())


def test_the_list_of_today_is_the_last_full_list() -> None:
    full = {fact.territory for fact in FACTS if fact.full_list}
    assert codes(with_answer(listed("2026-11-22"), Answer.IN_FORCE)) == full


def test_the_non_reporting_list_of_2004_puts_nobody_on_the_list() -> None:
    assert not {"KIR", "SLB", "BEN", "LBN"} & set(subjects(FACTS))
    assert not with_answer(listed("2004-10-01"), Answer.IN_FORCE)


@settings(deadline=None, max_examples=40)
@given(DAYS)
def test_every_answer_is_that_of_the_rule_in_its_order(as_of: date) -> None:
    rows = listed_on(FACTS, TERRITORIES, as_of=as_of)
    assert [row.code for row in rows] == [
        row.code for row in sorted(rows, key=lambda one: (ORDER.index(one.state.answer), one.name))
    ]
    for row in rows:
        assert row.state == advisory_state(FACTS, territory=row.code, as_of=as_of)


@pytest.mark.parametrize(
    ("code", "day", "since"),
    [
        ("NRU", "2017-04-14", "since 14 Apr 2017 (PSA 1-17)"),
        ("FSM", "2020-01-01", "since 5 Sep 2017 (82 FR 39609)"),
        ("CMR", "2020-01-01", "seen in force since 14 Oct 2011 (PSA 4-11)"),
        ("GNB", "2020-01-01", "since 23 May 2005"),
        ("NRU", "2017-04-13", ""),
    ],
)
def test_since_when_it_is_listed_cites_the_notice(code: str, day: str, since: str) -> None:
    assert of(listed(day), code).since == since


def test_a_row_as_plain_values_names_its_sources_newest_first() -> None:
    row = of(listed("2026-11-22"), "MDG").flat()
    assert row["cited"] == "PSA 1-20, PSA 10-09, 74 FR 60283"
    assert row["since"] == "2009-12-04"
    assert "MICTSL" in str(row["exceptions"])
    sources = str(row["sources"]).split()
    assert len(sources) == len(set(sources)) == 4
    assert all(source.startswith("http") for source in sources)
    assert "strtrade" in sources[0]


def test_exceptions_keep_the_facility_numbers_that_were_printed_once() -> None:
    scope = of(listed("2015-01-01"), "MDG").scope
    assert [(one.names[0], one.numbers) for one in scope.facilities] == [("Toamasina", ("MGTMM-0001",))]


def test_a_further_territory_can_be_asked_about() -> None:
    rows = listed_on(FACTS, TERRITORIES, as_of=date(2026, 1, 1), besides=["FJI", "NRU"])
    assert of(rows, "FJI").state.answer is Answer.NOT_IN_FORCE
    assert len([row for row in rows if row.code == "NRU"]) == 1


def test_a_territory_without_a_record_goes_by_its_code() -> None:
    (row,) = [one for one in listed_on(FACTS, {}, as_of=date(2026, 1, 1)) if one.code == "NRU"]
    assert (row.name, row.partner) == ("NRU", False)


@pytest.mark.parametrize(
    ("as_of", "stands"), [(date(2025, 8, 30), False), (date(2025, 8, 31), False), (date(2025, 9, 1), True)]
)
def test_after_the_cutoff_the_last_list_is_said_to_stand(as_of: date, *, stands: bool) -> None:
    words = cutoff_words(FACTS, as_of=as_of)
    assert "31 Aug 2025" in words
    assert ("taken to stand" in words) is stands


def test_without_a_full_list_that_is_said() -> None:
    assert "No full list" in cutoff_words([], as_of=date(2026, 1, 1))


def test_the_difference_says_since_when_and_by_what() -> None:
    words = sentences("2017-04-01", "2019-06-01")
    excepted = "“Doraleh Container Terminal; Doraleh Oil Terminal (Horizon)”"
    assert f"Added: Djibouti, since 30 May 2019 (PSA 2-19), excepted: {excepted}; Iraq, since " in words
    assert "; Micronesia, since 5 Sep 2017 (82 FR 39609); " in words
    assert "Nauru, since 14 Apr 2017 (PSA 1-17)" in words
    assert "Removed" not in words


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2016-03-21", "2016-03-22", "Cannot tell on one of the days: Cuba"),
        ("2025-07-20", "2025-07-21", "Removed: Djibouti, removed with effect from 21 Jul 2025."),
        ("2020-06-09", "2020-06-10", "Changed: Madagascar, excepted: “Toamasina (Tamatave) MGTMM-0001” → "),
        ("2014-09-25", "2014-09-26", "Changed: Cambodia, excepted: “Phnom Penh"),
        ("2005-06-01", "2009-12-04", "Added: Comoros"),
    ],
)
def test_each_kind_of_change_has_its_part(first: str, last: str, said: str) -> None:
    assert (said in sentences(first, last)) is (said != "Added: Comoros")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (
            "2010-01-01",
            "2020-01-01",
            "Côte d'Ivoire, earlier not in force (first imposed with effect from 10 Jun 2011), later cannot tell (",
        ),
        ("2011-01-01", "2012-01-01", "later seen in force since 14 Oct 2011 (PSA 4-11)"),
        ("2010-01-01", "2018-01-01", "it was imposed anew later), later in force since 14 Apr 2017 (PSA 1-17)"),
    ],
)
def test_what_one_cannot_tell_is_said_of_each_day_in_turn(first: str, last: str, said: str) -> None:
    assert said in sentences(first, last)


def test_a_new_imposition_between_two_days_is_a_change() -> None:
    assert "Madagascar, imposed anew, since 4 Dec 2009 (PSA 10-09)" in sentences("2005-05-23", "2010-01-01")


@settings(deadline=None, max_examples=40)
@given(DAYS)
def test_a_day_does_not_differ_from_itself(as_of: date) -> None:
    rows = listed_on(FACTS, TERRITORIES, as_of=as_of)
    assert list_difference(rows, rows).sentences() == []


@settings(deadline=None, max_examples=40)
@given(DAYS, st.integers(1, 4000))
def test_what_is_added_one_way_is_removed_the_other(as_of: date, days: int) -> None:
    one = listed_on(FACTS, TERRITORIES, as_of=as_of)
    other = listed_on(FACTS, TERRITORIES, as_of=as_of + timedelta(days=days))
    there, back = list_difference(one, other), list_difference(other, one)
    assert [change.code for change in there.added] == [change.code for change in back.removed]
    assert [change.code for change in there.unclear] == [change.code for change in back.unclear]
    assert {row["territory"] for row in there.flat()} == {
        row.code for row, was in zip(sorted(other, key=_code), sorted(one, key=_code), strict=True) if _differ(was, row)
    }


def _code(row: Listed) -> str:
    return row.code


def _differ(one: Listed, other: Listed) -> bool:
    said = [SimpleNamespace(a=row.state.answer, s=row.state.since, e=row.state.exceptions) for row in (one, other)]
    return said[0] != said[1]
