"""Propose which partners a trip visits, in which order: the most worth less the price of travel, within its days.

PyVRP chooses and orders stops in a model of whole minutes; the order is then improved by the very days of its stops,
and the schedule has the last word.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.actions.trip_ground import journey_of, usual_stop
from dashboard.actions.trip_worth import last_day, worths
from geodata.itinerary_days import HALF_DAY_MIN, Days, miles_of
from geodata.itinerary_improving import Task, beginnings, greedy, improve, insertions
from geodata.itinerary_windows import choose_and_order
from geodata.schedule import schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from dashboard.actions.records import Records
    from geodata.itinerary_improving import Score
    from geodata.itinerary_windows import Window
    from geodata.journey import Journey, Schedule
    from models.trips import Plan, PlannedStop
    from models.worth import Worth

NOTHING_FOUND = "No trip was found in this time. Look longer, or give it more days."
"""Said of a proposal that goes nowhere."""

ROUND_SECONDS = 3.0
"""For so many seconds one round of the search is made; it ends before them on a machine that is not busy."""

CHOOSING = 0.5
"""The share of the time that PyVRP has at most."""

CHOOSING_EFFORT = 2_000_000
"""How much PyVRP tries without a better order, counted as `geodata.itinerary_windows` does."""

LOOK_SECONDS = 0.1
"""So often somebody is asked whether to go on, when there is no better plan."""

IMPROVING_EFFORT = 600_000
"""How much is tried on each order by the days as they are, counted as `geodata.itinerary_improving` does."""

BEGINNINGS = 4
"""So many orders made at once, with different first stops, are improved; each with its share of that effort."""

PRICED = 10_000
"""The travel, in tenths of a nautical mile, that costs as many points as the weights say."""


@dataclass(frozen=True)
class Candidates:
    """The stops that a trip may make; place 0 is the base, place 1 the first of them."""

    plan: Plan
    stops: Sequence[PlannedStop]
    points: Mapping[str, Worth]
    """What each partner is worth."""
    journey: Journey
    """With all of them."""
    days: Days
    matrix: NDArray[np.int64]
    """Minutes from place to place, about."""
    task: Task

    def planned(self, order: Sequence[int]) -> Plan:
        """Make the plan of an order."""
        return replace(self.plan, stops=tuple(self.stops[place - 1] for place in order))

    @property
    def planned_order(self) -> list[int]:
        """The stops that are kept, as the trip has them."""
        return sorted(self.task.kept)

    def made(self, order: Sequence[int]) -> Schedule:
        """Give an order its days."""
        return schedule(replace(self.journey, halts=[self.journey.halts[place - 1] for place in order]))

    def keeps_its_days(self, order: Sequence[int]) -> bool:
        """Tell whether the schedule of an order comes back in time, and has nothing to object to."""
        found = self.made(order)
        return not found.conflicts and found.back.date() <= last_day(self.plan)

    def takes(self, order: Sequence[int], place: int) -> int:
        """Return the minutes that a stop of an order takes, about: its work and the way there and on."""
        at = order.index(place)
        before, after = [0, *order][at], [*order, 0][at + 1]
        way = self.matrix[before, place] + self.matrix[place, after] - self.matrix[before, after]
        return max(1, int(way) + self.stops[place - 1].half_days * HALF_DAY_MIN)


def candidates(plan: Plan, records: Records, *, known_on: date, keep_all: bool = False) -> Candidates:
    """List the stops that a trip may make: those it keeps, then one for every other partner worth a visit.

    Args:
        plan: the trip.
        records: as they stand.
        known_on: the day up to which completed visits are known.
        keep_all: whether every stop of the trip is kept where it is.
    """
    points = worths(plan, records, known_on=known_on)
    kept = [stop for stop in plan.stops if keep_all or stop.kept]
    stops = [*kept, *_others(plan, records, points, kept)]
    journey = journey_of(replace(plan, stops=tuple(stops)), records)
    days = Days(journey, miles_of)
    task = Task(
        days,
        prize=[0, *(_points(points, stop) for stop in stops)],
        horizon=days.until(last_day(plan)),
        kept=frozenset(range(1, len(kept) + 1)),
        in_order=[place for place, stop in enumerate(kept, start=1) if keep_all or stop.pinned],
        price=plan.weights.travel / PRICED,
    )
    return Candidates(plan, stops, points, journey, days, days.matrix(), task)


def _others(
    plan: Plan, records: Records, points: Mapping[str, Worth], kept: Sequence[PlannedStop]
) -> list[PlannedStop]:
    """Make a stop for each partner that a proposal may visit; one that the trip has already stays as it was chosen."""
    chosen = {stop.territory: stop for stop in plan.stops}
    barred = {*plan.excluded, *(stop.territory for stop in kept)}
    return [
        chosen.get(code) or usual_stop(code, records)
        for code, worth in points.items()
        if worth.points and code not in barred
    ]


def _points(points: Mapping[str, Worth], stop: PlannedStop) -> int:
    return points[stop.territory].points if stop.half_days and stop.territory in points else 0


def propose(
    plan: Plan,
    records: Records,
    *,
    known_on: date,
    seconds: float = ROUND_SECONDS,
    seed: int = 1,
    better: Callable[[Plan], bool] | None = None,
) -> Plan:
    """Propose the stops of a trip.

    Args:
        plan: the trip; its pinned stops, those with a fixed day and those that are booked are kept, the pinned ones in
            their order.
        records: as they stand.
        known_on: the day up to which completed visits are known.
        seconds: how long to search at most, once it is known where one may go; for every three of them another round
            is made.
        seed: the same plan, records, seconds and seed give the same proposal, unless the seconds run out.
        better: is told every better plan, and now and then the same again; what it answers says whether to go on.

    Returns:
        The plan with other stops. It keeps within its days, unless the stops that are kept do not.
    """
    choice = candidates(plan, records, known_on=known_on)
    best = _Best(choice, better, until=time.monotonic() + seconds)
    best.told(kept_order(choice.task))
    if best.score is None:
        best.told(_filled(choice, best, seed=seed))
    if best.score is not None:
        best.told(greedy(choice.task, best.order))
        for start in [*beginnings(choice.task, best.order)[:BEGINNINGS], best.order]:
            best.improve(start, seed=seed, effort=IMPROVING_EFFORT // BEGINNINGS)
        windows = [[], *(choice.days.windows(place, choice.task.horizon) for place in range(1, len(choice.stops) + 1))]
        for number in range(max(1, int(seconds / ROUND_SECONDS))):
            _one_round(choice, windows, best, seed=seed + number)
    return best.plan


def _filled(choice: Candidates, best: _Best, *, seed: int) -> list[int]:
    """Put other stops before those that alone would be waited for where nobody may be, until nobody waits there."""
    task = replace(choice.task, journeys=Days(choice.journey, miles_of, waits=True))
    order = kept_order(task)
    if task.score(order) is None:
        return order

    def goes_on(found: list[int]) -> bool:
        return choice.task.score(found) is None and best.goes_on()

    return improve(task, order, effort=IMPROVING_EFFORT, seed=seed, go_on=goes_on)


def _one_round(choice: Candidates, windows: Sequence[Sequence[Window]], best: _Best, *, seed: int) -> None:
    """Let PyVRP choose, and improve what it chose by the days as they are."""
    if not best.goes_on():
        return
    price = choice.plan.weights.travel
    chosen = choose_and_order(
        choice.matrix,
        windows,
        [points * PRICED for points in choice.task.prize] if price else choice.task.prize,
        cost=choice.days.far() * price if price else None,
        horizon=choice.task.horizon,
        seconds=CHOOSING * min(ROUND_SECONDS, best.left()),
        seed=seed,
        required=choice.task.kept,
        better=best.told,
        effort=CHOOSING_EFFORT,
    )
    best.improve(repaired(choice, chosen), seed=seed, effort=IMPROVING_EFFORT)
    best.improve(best.order, seed=seed + 1, effort=IMPROVING_EFFORT)


class _Best:
    """The best proposal so far, told to whoever wants it, for as long as there is time."""

    def __init__(self, choice: Candidates, better: Callable[[Plan], bool] | None, until: float) -> None:
        self._choice = choice
        self._better = better
        self._until = until
        self._looked = 0.0
        self._stopped = False
        self._last: list[int] = []
        self.order: list[int] = []
        self.score: Score | None = None

    @property
    def plan(self) -> Plan:
        """The best plan; where no order keeps within the limits the stops that are kept, as they stand."""
        return self._choice.planned(self.order if self.score else self._choice.planned_order)

    def left(self) -> float:
        """Return the seconds that are left."""
        return max(0.0, self._until - time.monotonic())

    def told(self, order: list[int]) -> bool:
        """Take an order, as far as it keeps within the limits, if it is better; tell whether to go on."""
        if not self._stopped and (order != self._last or not self.score):
            self._last = order
            self._take(repaired(self._choice, order))
        return self.goes_on()

    def improve(self, order: list[int], *, seed: int, effort: int) -> None:
        """Improve an order by the days as they are."""
        if self.told(order) and self._choice.task.score(order):
            improve(self._choice.task, order, effort=effort, seed=seed, go_on=self.told)

    def goes_on(self, *, at_once: bool = False) -> bool:
        """Tell whether to look for a better plan, and ask that now and then."""
        if self._better and (at_once or time.monotonic() - self._looked >= LOOK_SECONDS):
            self._looked = time.monotonic()
            self._stopped = self._stopped or not self._better(self.plan)
        return not self._stopped and self.left() > 0

    def _take(self, order: list[int]) -> None:
        score = self._choice.task.score(order)
        if score and (self.score is None or score > self.score) and self._choice.keeps_its_days(order):
            self.order, self.score = order, score
            self.goes_on(at_once=True)


def kept_order(task: Task) -> list[int]:
    """Put the stops that are kept in an order; one that keeps within the limits, if that is found."""
    order = list(task.in_order)
    for place in sorted(task.kept - set(order)):
        order = min(insertions(task, order, place), default=(0, [*order, place]))[1]
    return order


def repaired(choice: Candidates, order: Sequence[int]) -> list[int]:
    """Give the stops that keep their order theirs; drop those worth least for their time until the limits are kept."""
    task = choice.task
    pinned = iter(task.in_order)
    left = [next(pinned) if place in task.in_order else place for place in order]
    while task.score(left) is None and (loose := [place for place in left if place not in task.kept]):
        left.remove(min(loose, key=lambda place: (task.prize[place] / choice.takes(left, place), place)))
    return left
