"""What follows from a plan, worked out once: its days, and what it does to coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import caching
from dashboard.actions.trip_effect import Effect, effect
from dashboard.actions.trip_plan import Scheduled, scheduled

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.records import Records
    from models.trips import Plan


def scheduled_of(records: Records, plan: Plan, trip_id: int | None) -> Scheduled:
    """Return a plan with its days, its legs and what does not go together in it."""
    return caching.derived(records, _scheduled, plan, trip_id)


def effect_of(records: Records, plan: Plan, trip_id: int | None, *, known_on: date) -> Effect:
    """Return what a plan does to coverage."""
    return caching.derived(records, _effect, plan, trip_id, known_on=known_on)


def _scheduled(plan: Plan, trip_id: int | None, records: Records) -> Scheduled:
    return scheduled(plan, records, trip_id=trip_id)


def _effect(plan: Plan, trip_id: int | None, records: Records, *, known_on: date) -> Effect:
    return effect(scheduled_of(records, plan, trip_id), records, known_on=known_on)
