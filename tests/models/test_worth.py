"""What a visit is worth: each reason alone, and at its edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.coverage import Coverage, coverage_status
from models.tables import Engagement
from models.vocabulary import EngagementKind, HarbourSize
from models.worth import MOST_FOLLOW_UPS, Weights, Worth, worth
from tests.models.records import engagement

DAY = date(2027, 2, 1)
WEIGHTS = Weights()


def coverage(last: date | None, *, assessed: date | None = None) -> Coverage:
    """Derive coverage from a last visit and a last assessment."""
    made = [(last, EngagementKind.PORT_VISIT), (assessed, EngagementKind.ASSESSMENT)]
    records = [Engagement(**engagement(ends_on=on, kind=kind).model_dump()) for on, kind in made if on]
    return coverage_status(records, as_of=DAY, known_on=DAY)


def assessed(last: date) -> Coverage:
    """Derive coverage of a territory that was assessed a year ago, so that only the visit counts."""
    return coverage(last, assessed=DAY - timedelta(days=500))


def words(found: Worth) -> list[str]:
    return [reason.words for reason in found.reasons]


@pytest.mark.parametrize(
    ("days_ago", "points"),
    [
        (0, WEIGHTS.current),
        (274, WEIGHTS.current),  # due in 91 days
        (275, WEIGHTS.due_soon),  # due in 90
        (365, WEIGHTS.due_soon),  # due today
        (366, WEIGHTS.overdue + 1),
        (365 + 100, WEIGHTS.overdue + 100),
    ],
)
def test_the_visit_clock_counts_to_the_day(days_ago: int, points: int) -> None:
    assert worth(assessed(DAY - timedelta(days=days_ago)), weights=WEIGHTS).points == points


def test_more_than_a_year_overdue_counts_as_a_year_but_is_told_as_it_is() -> None:
    found = worth(coverage(DAY - timedelta(days=365 + 900), assessed=DAY - timedelta(days=365 + 900)), weights=WEIGHTS)
    assert found.reasons[0].points == WEIGHTS.overdue + 365 * WEIGHTS.overdue_day
    assert found.reasons[0].words == "900 days overdue"


def test_never_visited_is_worth_most() -> None:
    found = worth(coverage(None), weights=WEIGHTS)
    assert words(found) == ["Never visited", "A country assessment is due"]
    assert found.points == WEIGHTS.never + WEIGHTS.assessment


def test_what_waits_there_adds_up() -> None:
    least = worth(assessed(DAY), weights=WEIGHTS).points
    found = worth(assessed(DAY), advisory=True, follow_ups=2, size=HarbourSize.LARGE, weights=WEIGHTS)
    assert found.points == least + WEIGHTS.advisory + 2 * WEIGHTS.follow_up + WEIGHTS.port_size
    assert words(found)[1:] == ["A Port Security Advisory is in force", "2 follow-ups due", "A large port"]


@pytest.mark.parametrize("count", [MOST_FOLLOW_UPS, MOST_FOLLOW_UPS + 1, 40])
def test_many_follow_ups_count_as_five(count: int) -> None:
    found = worth(assessed(DAY), follow_ups=count, weights=WEIGHTS)
    assert found.reasons[-1].points == MOST_FOLLOW_UPS * WEIGHTS.follow_up
    assert found.reasons[-1].words == f"{count} follow-ups due"


@pytest.mark.parametrize(
    ("size", "points"),
    [
        (HarbourSize.LARGE, 10),
        (HarbourSize.MEDIUM, 5),
        (HarbourSize.SMALL, 0),
        (HarbourSize.VERY_SMALL, 0),
        (HarbourSize.UNKNOWN, 0),
    ],
)
def test_size_counts_for_large_and_medium_ports(size: HarbourSize, points: int) -> None:
    least = worth(assessed(DAY), weights=WEIGHTS).points
    assert worth(assessed(DAY), size=size, weights=WEIGHTS).points == least + points


def test_what_travel_costs_is_no_part_of_what_a_visit_is_worth() -> None:
    assert worth(coverage(None), weights=Weights(travel=9_000)) == worth(coverage(None), weights=Weights(travel=0))


def test_a_weight_of_nothing_is_no_reason() -> None:
    none = Weights(**dict.fromkeys(Weights.__slots__, 0))
    found = worth(coverage(None), advisory=True, follow_ups=3, size=HarbourSize.LARGE, weights=none)
    assert found == Worth(())
    assert found.points == 0
