"""What a visit to each partner on a trip is worth."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.actions.coverage import coverage_of
from dashboard.actions.trip_effect import without_bookings
from dashboard.actions.trip_ground import usual_stop
from models.advisories import Answer, advisory_state
from models.coverage import closure
from models.vocabulary import HarbourSize
from models.wording import day
from models.worth import Reason, Worth, worth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from models.coverage import Closed
    from models.tables import Port
    from models.trips import Plan, PlannedStop

USUAL_DAYS = 28
"""How long a trip takes where nothing limits it."""

_SIZES = tuple(HarbourSize)
"""The largest first."""


def last_day(plan: Plan) -> date:
    """Return the last day on which the travellers may come back, the local date of the base."""
    by_days = plan.leaves_on + timedelta(days=plan.days - 1) if plan.days else None
    limits = [limit for limit in (by_days, plan.back_by) if limit]
    return min(limits, default=plan.leaves_on + timedelta(days=USUAL_DAYS - 1))


def worths(plan: Plan, records: Records, *, known_on: date) -> Mapping[str, Worth]:
    """Say what a visit to each partner is worth, by code.

    Coverage, follow-ups and advisories are those of the day on which the trip ends at the latest, without the trip.
    A partner that cannot be visited on any day of it is worth nothing.

    Args:
        plan: the trip; of a partner that it visits the ports are those of its stop, else the usual ones.
        records: as they stand.
        known_on: the day up to which completed visits are known.
    """
    chosen = {stop.territory: stop for stop in plan.stops}
    stops = (chosen.get(one.code) or usual_stop(one.code, records) for one in records.partners)
    without = without_bookings(records, plan)
    return {stop.territory: _worth(stop, plan, without, known_on=known_on) for stop in stops}


def total(plan: Plan, points: Mapping[str, Worth]) -> int:
    """Add up what the partners that a trip visits are worth: each counts once, and only where something is done."""
    visited = {stop.territory for stop in plan.stops if stop.half_days}
    return sum(points[code].points for code in visited if code in points)


def worth_of(stop: PlannedStop, plan: Plan, records: Records, *, known_on: date) -> Worth:
    """Say what one stop of a trip is worth, as `worths` does."""
    return _worth(stop, plan, without_bookings(records, plan), known_on=known_on)


def _worth(stop: PlannedStop, plan: Plan, records: Records, *, known_on: date) -> Worth:
    on, code = last_day(plan), stop.territory
    if closed := _closed_throughout(records.access_periods.get(code, ()), plan.leaves_on, on):
        until = f"until {day(closed.ends_on)}" if closed.ends_on else "until further notice"
        return Worth((Reason(f"Not accessible {until}: {closed.reason.rstrip('.')}", 0),))
    return worth(
        coverage_of(records, records.territories[code], as_of=on, known_on=known_on),
        advisory=advisory_state(records.facts, territory=code, as_of=on).answer is Answer.IN_FORCE,
        follow_ups=sum(due_on <= on for due_on in records.follow_ups.get(code, ())),
        size=_largest(records.port(port) for port in stop.ports),
        weights=plan.weights,
    )


def _closed_throughout(periods: Sequence[Closed], first: date, last: date) -> Closed | None:
    """Return what closes a territory on the last of some days, if it is closed on each of them."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return closure(periods, as_of=last) if all(closure(periods, as_of=on) for on in days) else None


def _largest(ports: Iterable[Port | None]) -> HarbourSize:
    sizes = [port.harbour_size for port in ports if port]
    return min(sizes, key=_SIZES.index, default=HarbourSize.UNKNOWN)
