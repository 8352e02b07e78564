"""The key figures. A figure is the number of partners of which a facet holds; the same facets filter map and table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from models.advisories import Answer
from models.coverage import DUE_SOON_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.coverage import CoverageRow

LOOK_BACK = timedelta(days=90)
"""Every figure is shown with its change since this long before."""


class Facet(StrEnum):
    """Something that does or does not hold of a partner on a day."""

    VISITED = "visited"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    NEVER = "never"
    NOT_ACCESSIBLE = "not_accessible"
    ADVISORY = "advisory"
    BOOKED = "booked"
    CURRENT = "current"


KEY_FACETS = tuple(facet for facet in Facet if facet is not Facet.CURRENT)
"""The facets that are shown as key figures, in order; `current` serves as a filter only."""

MORE_IS_BETTER = frozenset({Facet.VISITED, Facet.BOOKED, Facet.CURRENT})
"""Of every other facet, fewer is better."""


TITLES = {
    Facet.VISITED: "Visited in time",
    Facet.DUE_SOON: "Due in 90 days",
    Facet.OVERDUE: "Overdue",
    Facet.NEVER: "Never visited",
    Facet.NOT_ACCESSIBLE: "Not accessible",
    Facet.ADVISORY: "Advisories",
    Facet.BOOKED: "Booked, 90 days",
}
"""What each key figure is called, on screen and on paper."""


def holds(facet: Facet, row: CoverageRow, *, as_of: date) -> bool:
    """Tell whether a facet holds of a partner.

    `visited` asks for a last visit within the interval, accessible or not. `booked` asks for a visit that starts within
    90 days; on a past day one that has since been made counts as well.
    """
    if facet is Facet.VISITED:
        return row.coverage.visited_in_time
    if facet is Facet.ADVISORY:
        return row.advisory.answer is Answer.IN_FORCE
    if facet is Facet.BOOKED:
        ahead = row.coverage.next_visit
        return ahead is not None and ahead <= as_of + timedelta(days=DUE_SOON_DAYS)
    return row.coverage.status.value == facet.value


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure."""

    count: int
    change: int
    """Since 90 days before."""
    better: bool | None
    """Whether the change is for the better; None if there is none."""


def figures(now: Sequence[CoverageRow], before: Sequence[CoverageRow], *, as_of: date) -> Mapping[Facet, Figure]:
    """Count every facet.

    Args:
        now: the partners on `as_of`.
        before: the same partners `LOOK_BACK` earlier.
        as_of: the day of `now`.
    """
    return {facet: _figure(facet, now, before, as_of) for facet in Facet}


def _figure(facet: Facet, now: Sequence[CoverageRow], before: Sequence[CoverageRow], as_of: date) -> Figure:
    count = sum(holds(facet, row, as_of=as_of) for row in now)
    change = count - sum(holds(facet, row, as_of=as_of - LOOK_BACK) for row in before)
    return Figure(count, change, (change > 0) is (facet in MORE_IS_BETTER) if change else None)
