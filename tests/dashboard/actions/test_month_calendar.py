"""Months and years: weeks, neighbours, and that each engagement lies on each of its days once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions import month_calendar as months
from models.listings import Listed, Span
from models.vocabulary import EngagementKind, EngagementStatus

days = st.dates(date(1990, 1, 1), date(2050, 12, 31))
DAY = timedelta(days=1)


def listed(number: int, starts_on: date, ends_on: date) -> Listed:
    return Listed(
        id=number,
        territory="FJI",
        kind=EngagementKind.PORT_VISIT,
        status=EngagementStatus.COMPLETED,
        starts_on=starts_on,
        ends_on=ends_on,
        in_territory=True,
        ports=[],
        place="",
        course="",
        lead="",
        summary="",
        marking="UNCLASSIFIED",
        demo=False,
    )


def span(starts_on: date, ends_on: date, status: EngagementStatus, count: int = 1) -> Span:
    return Span(EngagementKind.PORT_VISIT, status, in_territory=True, starts_on=starts_on, ends_on=ends_on, count=count)


@given(days)
def test_weeks_begin_on_monday_and_hold_the_whole_month(day: date) -> None:
    weeks = months.weeks(day)
    flat = [one for week in weeks for one in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert flat == [flat[0] + number * DAY for number in range(len(flat))]
    first = day.replace(day=1)
    assert flat[0] <= first
    assert months.last_day(first) <= flat[-1]


@given(days, st.integers(-300, 300))
def test_moving_there_and_back_comes_home(day: date, by: int) -> None:
    first = day.replace(day=1)
    assert months.moved(months.moved(first, by), -by) == first


def test_moving_crosses_the_year() -> None:
    assert months.moved(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert months.moved(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert months.last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert months.month_title(date(2026, 3, 9)) == "March 2026"


@pytest.mark.parametrize(
    ("fiscal", "first", "last"),
    [(False, date(2026, 1, 1), date(2026, 12, 1)), (True, date(2025, 10, 1), date(2026, 9, 1))],
)
def test_a_year_has_its_twelve_months(fiscal: bool, first: date, last: date) -> None:  # noqa: FBT001 - a parameter of the test
    found = months.months_of(2026, fiscal=fiscal)
    assert (len(found), found[0], found[-1]) == (12, first, last)


def test_engagements_lie_on_each_of_their_days_within_what_is_shown() -> None:
    first, last = date(2026, 11, 2), date(2026, 11, 8)
    long, short = listed(1, first - 9 * DAY, first + DAY), listed(2, last, last + 9 * DAY)
    laid = months.by_day([long, short], first, last)
    assert {day: [one.id for one in held] for day, held in laid.items()} == {first: [1], first + DAY: [1], last: [2]}


@given(st.lists(st.tuples(days, st.integers(0, 60), st.integers(1, 5)), max_size=8))
def test_days_count_what_lies_on_them(drawn: list[tuple[date, int, int]]) -> None:
    first, last = date(2000, 1, 1), date(2030, 12, 31)
    spans = [span(day, day + length * DAY, EngagementStatus.COMPLETED, count) for day, length, count in drawn]
    counted = months.counts_by_day(spans, first, last)
    shown = [one for one in spans if one.starts_on <= last and one.ends_on >= first]
    lengths = [((min(one.ends_on, last) - max(one.starts_on, first)).days + 1) * one.count for one in shown]
    assert sum(count.made for count in counted.values()) == sum(lengths)


def test_months_count_each_engagement_once() -> None:
    shown = months.months_of(2026, fiscal=False)
    spans = [
        span(date(2025, 12, 30), date(2026, 2, 2), EngagementStatus.COMPLETED, 2),
        span(date(2026, 3, 31), date(2026, 4, 2), EngagementStatus.PLANNED),
        span(date(2026, 3, 1), date(2026, 3, 1), EngagementStatus.CONFIRMED),
        span(date(2026, 3, 1), date(2026, 3, 1), EngagementStatus.CANCELLED, 4),
    ]
    counted = months.counts_by_month(spans, shown)
    assert (counted[shown[0]].made, counted[shown[1]].made) == (2, 0)
    assert (counted[shown[2]].booked, counted[shown[2]].cancelled, counted[shown[3]].booked) == (2, 4, 0)
