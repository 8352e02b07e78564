"""What a trip does to coverage: where every partner stands on the day after it, without the trip and with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.actions.coverage import coverage_of
from models.coverage import Status
from models.vocabulary import EngagementKind, EngagementStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.trip_plan import Scheduled
    from geodata.journey import ScheduledStop
    from models.coverage import Coverage
    from models.queries import Held
    from models.trips import Plan, PlannedStop

DUE = frozenset({Status.NEVER, Status.OVERDUE, Status.DUE_SOON})
"""Statuses that a visit clears."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Where the partners stand on the day after a trip."""

    on: date
    """The day after the return to the base."""
    before: Mapping[str, Coverage]
    """By code, without the trip."""
    after: Mapping[str, Coverage]
    """With it."""

    @property
    def cleared(self) -> list[str]:
        """Codes of the partners that are due, overdue or never visited without the trip and current with it."""
        return [
            code
            for code, held in self.before.items()
            if held.status in DUE and self.after[code].status is Status.CURRENT
        ]

    @property
    def share_before(self) -> float:
        """Share of the partners that were visited in time without the trip: within their interval."""
        return _share(self.before)

    @property
    def share_after(self) -> float:
        """The same with the trip."""
        return _share(self.after)


@dataclass(frozen=True, slots=True)
class _Visit:
    """A stop as the coverage rule reads it: made."""

    kind: EngagementKind
    starts_on: date
    ends_on: date
    status: EngagementStatus = EngagementStatus.COMPLETED
    in_territory: bool = True


def stop_kind(stop: PlannedStop) -> EngagementKind:
    """Tell what kind of engagement a stop is: the ports go before the government, and that before the embassy."""
    if stop.ports and stop.port:
        return EngagementKind.PORT_VISIT
    return EngagementKind.GOVERNMENT if stop.government else EngagementKind.EMBASSY_CALL


def effect(scheduled: Scheduled, records: Records, *, known_on: date) -> Effect:
    """Derive coverage on the day after a trip, without it and with it.

    Args:
        scheduled: the trip with its days; a stop without a session visits nobody.
        records: as they stand; bookings that were made of the trip are its own, and count only with it.
        known_on: the day up to which completed visits are known, as in `coverage_status`.
    """
    on = scheduled.schedule.back.date() + timedelta(days=1)
    without = without_bookings(records, scheduled.plan)
    before = {t.code: coverage_of(without, t, as_of=on, known_on=known_on) for t in records.partners}
    visits = _visits(scheduled)
    after = {
        t.code: coverage_of(without, t, as_of=on, known_on=known_on, made=visits[t.code])
        if t.code in visits
        else before[t.code]
        for t in records.partners
    }
    return Effect(on, before, after)


def without_bookings(records: Records, plan: Plan) -> Records:
    """Leave the bookings that were made of a trip out of the records."""
    own = {stop.engagement for stop in plan.stops if stop.engagement is not None}
    if not own:
        return records
    kept: Mapping[str, Sequence[Held]] = {
        code: [one for one in held if one.id not in own] for code, held in records.engagements.items()
    }
    return replace(records, engagements=kept)


def _visits(scheduled: Scheduled) -> dict[str, list[_Visit]]:
    found: dict[str, list[_Visit]] = {}
    for chosen, stop in zip(scheduled.plan.stops, scheduled.schedule.stops, strict=True):
        if stop.sessions:
            found.setdefault(chosen.territory, []).append(_visit(chosen, stop))
    return found


def _visit(chosen: PlannedStop, stop: ScheduledStop) -> _Visit:
    return _Visit(stop_kind(chosen), stop.first_day, stop.last_day)


def _share(coverage: Mapping[str, Coverage]) -> float:
    within = sum(one.visited_in_time for one in coverage.values())
    return within / len(coverage) if coverage else 0.0
