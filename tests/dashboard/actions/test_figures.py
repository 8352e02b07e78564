"""The key figures, their change, and the facets they share with the filters."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.figures import LOOK_BACK, MORE_IS_BETTER, Facet, figures, holds
from models.changes import writing
from models.vocabulary import EngagementStatus
from tests.dashboard.actions.test_coverage import rows
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

STATUS_FACETS = (Facet.CURRENT, Facet.DUE_SOON, Facet.OVERDUE, Facet.NEVER, Facet.NOT_ACCESSIBLE)


def test_the_statuses_add_up_to_all_partners(demo: Engine) -> None:
    now = rows(demo)
    counted = figures(now, now, as_of=AS_OF)
    assert sum(counted[facet].count for facet in STATUS_FACETS) == len(now) == 47
    assert counted[Facet.ADVISORY].count == 7


@pytest.mark.parametrize("facet", Facet)
def test_a_change_is_the_difference_of_two_counts_and_says_whether_it_is_better(demo: Engine, facet: Facet) -> None:
    now, before = rows(demo), rows(demo, days=-LOOK_BACK.days)
    figure = figures(now, before, as_of=AS_OF)[facet]
    earlier = figures(before, before, as_of=AS_OF - LOOK_BACK)[facet].count
    assert figure.change == figure.count - earlier
    assert (figure.better is None) is (figure.change == 0)
    if figure.change:
        assert figure.better is ((figure.change > 0) is (facet in MORE_IS_BETTER))


@pytest.mark.parametrize("state", [EngagementStatus.PLANNED, EngagementStatus.CONFIRMED, EngagementStatus.COMPLETED])
def test_a_visit_ahead_counts_as_booked_for_90_days_even_where_it_was_made_since(
    prepared: Engine, state: EngagementStatus
) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(engagement(status=state, ends_on=AS_OF + timedelta(days=90)))

    def booked(days: int) -> bool:
        fiji = next(row for row in rows(prepared, days) if row.territory.code == "FJI")
        return holds(Facet.BOOKED, fiji, as_of=AS_OF + timedelta(days=days))

    assert [booked(days) for days in (-1, 0, 89, 90)] == [False, True, True, False]


def test_without_records_every_partner_was_never_visited(prepared: Engine) -> None:
    now = rows(prepared)
    counted = figures(now, now, as_of=AS_OF)
    assert (counted[Facet.NEVER].count, counted[Facet.VISITED].count, counted[Facet.BOOKED].count) == (47, 0, 0)
