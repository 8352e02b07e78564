"""How far the stops of a trip have come, counted."""

from __future__ import annotations

import pytest

from dashboard.actions.trip_booking import Actual
from dashboard.parts.trip_actual import standing
from models.vocabulary import EngagementStatus

DONE, BOOKED, CANCELLED = EngagementStatus.COMPLETED, EngagementStatus.CONFIRMED, EngagementStatus.CANCELLED


def made(status: EngagementStatus | None) -> Actual:
    return Actual("FJI", None, None, None, status, None, None, "")


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([BOOKED], "**1** booked"),
        ([BOOKED, EngagementStatus.PLANNED], "**2** booked"),
        ([CANCELLED, BOOKED, DONE, BOOKED], "**1** visited, **2** booked, **1** cancelled"),
        ([None, DONE], "**1** visited, **1** not booked"),
    ],
)
def test_stops_are_counted_by_what_became_of_them(statuses: list[EngagementStatus | None], said: str) -> None:
    assert standing([made(status) for status in statuses]) == said
