"""Trips as they are made: the visits that each joins."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.vocabulary import EngagementStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.records import Records
    from models.queries import Held


def visits_by_trip(records: Records) -> Mapping[int, Sequence[Held]]:
    """Return the visits of every trip by its id, in the order of their days; a cancelled one is not made."""
    found: dict[int, list[Held]] = defaultdict(list)
    for held in records.engagements.values():
        for one in held:
            if (
                one.trip_id is not None
                and one.trip_id in records.trips
                and one.status is not EngagementStatus.CANCELLED
            ):
                found[one.trip_id].append(one)
    return {
        trip: sorted(visits, key=lambda visit: (visit.starts_on, visit.ends_on, visit.id))
        for trip, visits in found.items()
    }
