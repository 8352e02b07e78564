"""Months and years as a calendar shows them: weeks that begin on Monday, and what lies on each day."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.coverage import BOOKED
from models.listings import FISCAL_START
from models.vocabulary import EngagementStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.listings import Listed, Span

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKEND = frozenset({5, 6})
"""Saturday and Sunday, as `date.weekday` counts."""

_DAY = timedelta(days=1)


@dataclass(slots=True)
class DayCount:
    """How much lies on a day, or begins in a month."""

    made: int = 0
    booked: int = 0
    cancelled: int = 0

    def add(self, span: Span) -> None:
        """Count some engagements in."""
        if span.status in BOOKED:
            self.booked += span.count
        elif span.status is EngagementStatus.COMPLETED:
            self.made += span.count
        else:
            self.cancelled += span.count


def weeks(month: date) -> list[list[date]]:
    """Lay out the month of a day in whole weeks, Monday first; the first and last may reach into its neighbours."""
    return Calendar(firstweekday=0).monthdatescalendar(month.year, month.month)


def month_title(month: date) -> str:
    """Name a month: `March 2026`."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def moved(month: date, by: int) -> date:
    """Return the first day of the month so many months later, or earlier."""
    years, left = divmod(month.month - 1 + by, 12)
    return date(month.year + years, left + 1, 1)


def months_of(year: int, *, fiscal: bool) -> list[date]:
    """List the first days of the months of a year; a fiscal one runs from October before it to September."""
    first = date(year - 1, FISCAL_START, 1) if fiscal else date(year, 1, 1)
    return [moved(first, by) for by in range(12)]


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return moved(month, 1) - _DAY


def by_day(engagements: Iterable[Listed], first: date, last: date) -> dict[date, list[Listed]]:
    """Lay engagements on each of their days between two days, both included."""
    laid: dict[date, list[Listed]] = defaultdict(list)
    for one in engagements:
        for day in _days(max(one.starts_on, first), min(one.ends_on, last)):
            laid[day].append(one)
    return dict(laid)


def counts_by_day(spans: Iterable[Span], first: date, last: date) -> dict[date, DayCount]:
    """Count what lies on each day between two days, both included."""
    counted: dict[date, DayCount] = defaultdict(DayCount)
    for span in spans:
        for day in _days(max(span.starts_on, first), min(span.ends_on, last)):
            counted[day].add(span)
    return dict(counted)


def counts_by_month(spans: Iterable[Span], months: Sequence[date]) -> dict[date, DayCount]:
    """Count each engagement once, in the month it starts in, or in the first one if it started before."""
    counted = {month: DayCount() for month in months}
    for span in spans:
        counted[max(span.starts_on.replace(day=1), months[0])].add(span)
    return counted


def _days(first: date, last: date) -> list[date]:
    return [first + number * _DAY for number in range((last - first).days + 1)]
