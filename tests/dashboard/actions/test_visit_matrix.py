"""Visits by partner and year: what a cell says, which years stand out, and that all sums agree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.visit_matrix import MOST_YEARS, Count, matrix, sums, year_of
from models.listings import YearCount
from models.tables import Territory
from models.vocabulary import Subregion

TODAY = date(2026, 11, 22)


def partner(code: str, name: str, region: Subregion | None = Subregion.MELANESIA) -> Territory:
    return Territory(code=code, name=name, partner=True, subregion=region, source="a test")


FIJI, NAURU, INDIA = (
    partner("FJI", "Fiji"),
    partner("NRU", "Nauru", Subregion.MICRONESIA),
    partner("IND", "India", Subregion.SOUTH_ASIA),
)
ALL = (FIJI, NAURU, INDIA)


@pytest.mark.parametrize(
    ("day", "fiscal", "year"),
    [
        (date(2026, 9, 30), True, 2026),
        (date(2026, 10, 1), True, 2027),
        (date(2026, 10, 1), False, 2026),
        (date(2027, 1, 1), True, 2027),
    ],
)
def test_a_fiscal_year_begins_in_october(day: date, fiscal: bool, year: int) -> None:  # noqa: FBT001 - a parameter of the test
    assert year_of(day, fiscal=fiscal) == year


def test_partners_stand_by_subregion_visited_or_not() -> None:
    table = matrix([], ALL, today=TODAY)
    assert [row.territory.code for row in table.rows] == ["IND", "FJI", "NRU"]
    assert [name for name, _ in table.regions()] == ["South Asia", "Melanesia", "Micronesia"]
    assert table.years == range(2026, 2027)


def test_a_partner_without_subregion_comes_last() -> None:
    table = matrix([], [partner("XXX", "A", None), FIJI], today=TODAY)
    assert [name for name, _ in table.regions()] == ["Melanesia", "Other"]


@pytest.mark.parametrize(
    ("count", "year", "text"),
    [
        (Count(2, 0), 2025, "2"),
        (Count(2, 1), 2026, "2 + 1"),
        (Count(0, 0), 2025, "none"),
        (Count(0, 0), 2026, "none yet"),
        (Count(0, 1), 2026, "none yet + 1"),
        (Count(0, 0), 2027, ""),
        (Count(0, 3), 2027, "+ 3"),
    ],
)
def test_a_cell_says_in_words_that_a_year_has_no_visit(count: Count, year: int, text: str) -> None:
    table = matrix([YearCount("FJI", 2024, 1, 0)], ALL, today=TODAY)
    assert table.cell(count, year) == text


def test_a_gap_stands_out_after_the_record_begins_and_up_to_this_year() -> None:
    table = matrix([YearCount("FJI", 2024, 1, 0), YearCount("FJI", 2027, 0, 1)], ALL, today=TODAY)
    assert [table.is_gap(Count(), year) for year in (2024, 2025, 2026, 2027)] == [False, True, True, False]
    assert not table.is_gap(Count(1, 0), 2025)
    assert table.is_gap(Count(0, 1), 2026), "what is booked has not been made"


def test_years_reach_back_so_far_and_the_rest_is_summed() -> None:
    counts = [YearCount("FJI", year, 1, 0) for year in range(2000, 2027)]
    table = matrix(counts, ALL, today=TODAY)
    assert len(table.years) == MOST_YEARS
    assert table.years[-1] == 2026
    fiji = next(row for row in table.rows if row.territory.code == "FJI")
    assert (fiji.earlier.made, fiji.total.made) == (27 - MOST_YEARS, 27)
    assert table.has_earlier


def test_visits_to_others_are_left_out() -> None:
    table = matrix([YearCount("ZZZ", 1999, 5, 0)], ALL, today=TODAY)
    assert not table.has_earlier
    assert sums(table.rows, table.years)[2] == Count()


def test_years_are_named_and_files_keep_made_and_booked_apart() -> None:
    table = matrix([YearCount("FJI", 2027, 2, 1)], [FIJI], today=TODAY, fiscal=True)
    assert table.this_year == 2027
    assert table.flat() == [
        {
            "Territory": "FJI",
            "Name": "Fiji",
            "Subregion": "Melanesia",
            "Earlier, made": 0,
            "FY 2027, made": 2,
            "FY 2027, booked": 1,
            "Total made": 2,
            "Total booked": 1,
        }
    ]


counts = st.dictionaries(
    st.tuples(st.sampled_from(["FJI", "NRU", "IND"]), st.integers(1995, 2030)),
    st.tuples(st.integers(0, 9), st.integers(0, 9)),
)


@given(counts)
def test_all_sums_agree(held: dict[tuple[str, int], tuple[int, int]]) -> None:
    table = matrix([YearCount(*key, *count) for key, count in held.items()], ALL, today=TODAY)
    by_year, earlier, total = sums(table.rows, table.years)
    assert total == Count(sum(made for made, _ in held.values()), sum(booked for _, booked in held.values()))
    assert sum(by_year.values(), earlier) == total
    assert list(by_year) == list(table.years)
