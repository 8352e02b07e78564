"""A better order out of a good one: stops put in, exchanged and moved, each change judged by the exact times.

Times need follow no matrix here: whoever asks says when the work at a place is done, by where one comes from and when.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MOST_DROPPED = 3
"""So many stops are dropped at most when an order is shaken up."""


SHAKING = 10_000
"""What it takes to shake an order up, counted as the effort of a search is: so that a small task ends soon as well."""


class At(NamedTuple):
    """How far one has come."""

    spot: int
    """Where one is; the base is 0. What other numbers mean is for the journeys to say."""
    now: int
    """When the work there is done."""
    travelled: int
    """How far one has travelled so far, by time or by length."""


START = At(0, 0, 0)


class Journeys(Protocol):
    """How long it takes to go from place to place and to do one's work there."""

    def visited(self, here: At, place: int) -> At | None:
        """Go on to a place and do the work there; None if it cannot be done."""

    def back(self, here: At) -> At:
        """Return to the base."""


class Score(NamedTuple):
    """How good an order is: the greater one is better."""

    worth: float
    """Of all stops, less the price of travel."""
    less_travel: int
    """The travel, negative: of equal worth the least counts."""


NOTHING = Score(-math.inf, 0)
"""Worse than any order."""


@dataclass(frozen=True)
class Task:
    """What an order is made of."""

    journeys: Journeys
    prize: Sequence[int]
    """What a stop is worth, 0 or more; by place, that of the base is not read."""
    horizon: int
    """When one must be back at the base."""
    kept: frozenset[int] = frozenset()
    """Places that no order leaves out."""
    in_order: Sequence[int] = ()
    """Those of them that stay in this order among themselves."""
    price: float = 0.0
    """What a unit of travel costs, in units of worth."""

    def score(self, order: Sequence[int]) -> Score | None:
        """Judge an order; None if it does not keep within the limits."""
        if not self.kept <= set(order) or not self._keeps_order(order):
            return None
        back = self.back(order)
        return self.scored(order, back.travelled) if back else None

    def scored(self, order: Sequence[int], travelled: int) -> Score:
        """Judge an order by how far one travels on it."""
        return Score(sum(self.prize[place] for place in order) - self.price * travelled, -travelled)

    def back(self, order: Sequence[int], here: At = START) -> At | None:
        """Visit places and return to the base; None if some work cannot be done, or not within the horizon."""
        for place in order:
            there = self.journeys.visited(here, place)
            if there is None or there.now > self.horizon:
                return None
            here = there
        back = self.journeys.back(here) if here != START else here
        return back if back.now <= self.horizon else None

    def reached(self, order: Sequence[int]) -> Iterator[At]:
        """Return how far one has come, at the start and at each stop, up to the first that cannot be visited."""
        here = START
        yield here
        for place in order:
            there = self.journeys.visited(here, place)
            if there is None:
                return
            here = there
            yield here

    def _keeps_order(self, order: Sequence[int]) -> bool:
        return not self.in_order or [place for place in order if place in self.in_order] == list(self.in_order)


def improve(
    task: Task, order: Sequence[int], *, effort: int, seed: int, go_on: Callable[[list[int]], bool] = lambda _: True
) -> list[int]:
    """Improve an order until no single change does, then shake it up and try again, as long as there is effort left.

    Args:
        task: what the order is made of.
        order: one that keeps within the limits.
        effort: how much is tried in all; to put a stop into an order of n others takes n squared of it.
        seed: the same task, order, effort and seed give the same order, as long as `go_on` says so.
        go_on: is told the best order so far, often; what it answers says whether to look for a better one.
    """
    search = _Search(task, go_on)
    best = search.settle(list(order))
    chance = random.Random(seed)  # noqa: S311 - no secret, a search
    while search.spent < effort and search.goes_on(best):
        other = search.settle(search.shaken(best, chance))
        if _value(task, other) > _value(task, best):
            best = other
    return best


def greedy(task: Task, kept: Sequence[int], first: int | None = None) -> list[int]:
    """Make an order at once: go on to what is worth most for the time until it is done, kept stops when time presses.

    Args:
        task: what the order is made of.
        kept: the stops that are kept, in an order that keeps within the limits.
        first: the stop to begin with, if one can; without it that which is worth most for its time.
    """
    order: list[int] = []
    ahead, here = list(kept), START
    places: Sequence[int] = range(1, len(task.prize))
    while step := _next(task, order, ahead, here, places if order or first is None else [first]):
        place, here = step
        order.append(place)
        if place in ahead:
            ahead.remove(place)
    return order


def beginnings(task: Task, kept: Sequence[int]) -> list[list[int]]:
    """Make an order at once for each stop that one may begin with, as `greedy` does; the best one first."""
    found = {tuple(greedy(task, kept, first)) for first in (None, *range(1, len(task.prize)))}
    return [list(order) for order in sorted(found, key=lambda order: (_cost(_value(task, order)), order))]


def _next(
    task: Task, order: Sequence[int], ahead: Sequence[int], here: At, places: Sequence[int]
) -> tuple[int, At] | None:
    """Choose where to go on to, with time left for all that is kept; None where that is back to the base."""
    possible = (
        (gain / max(1, there.now - here.now), place, there)
        for place in places
        if (prize := task.prize[place]) and place not in order and place not in ahead
        if (there := task.journeys.visited(here, place)) and task.back(ahead, there)
        if (gain := prize - task.price * (there.travelled - here.travelled)) > 0
    )
    best = max(possible, default=None)
    if best:
        return best[1:]
    there = task.journeys.visited(here, ahead[0]) if ahead else None
    return (ahead[0], there) if there else None


def insertions(task: Task, order: Sequence[int], place: int) -> Iterator[tuple[int, list[int]]]:
    """Return the orders within the limits that have one place more, each with the travel in all."""
    for at, here in enumerate(task.reached(order)):
        there = task.journeys.visited(here, place)
        if there is not None and (back := task.back(order[at:], there)) is not None:
            yield back.travelled, [*order[:at], place, *order[at:]]


def _value(task: Task, order: Sequence[int]) -> Score:
    return task.score(order) or NOTHING


class _Search:
    """Single changes to an order, as long as somebody wants better ones."""

    def __init__(self, task: Task, go_on: Callable[[list[int]], bool]) -> None:
        self._task = task
        self._go_on = go_on
        self._best: tuple[Score, list[int]] = NOTHING, []
        self._stopped = False
        self.spent = 0

    def goes_on(self, order: list[int]) -> bool:
        """Tell the best order, and whether to go on."""
        value = _value(self._task, order)
        if value > self._best[0]:
            self._best = value, list(order)
        self._stopped = self._stopped or not self._go_on(list(self._best[1]))
        return not self._stopped

    def settle(self, order: list[int]) -> list[int]:
        """Change an order for the better until no single change does."""
        changes = self._with_one_more, self._exchanged, self._without_one, self._shortened
        while self.goes_on(order):
            now = _value(self._task, order)
            changed = (change(order, now) for change in changes)
            better = next((other for other in changed if other is not None), None)
            if better is None:
                break
            order = better
        return order

    def shaken(self, order: list[int], chance: random.Random) -> list[int]:
        """Drop some stops that lie together, and put others in before they may come back."""
        self.spent += SHAKING
        loose = self._loose(order)
        if not loose:
            return order
        first = chance.randrange(len(loose))
        dropped = loose[first : first + chance.randint(1, MOST_DROPPED)]
        left = [place for place in order if place not in dropped]
        barred = chance.choice(dropped)
        others = [place for place in self._left_out(left) if place != barred]
        chance.shuffle(others)
        for place in others[:MOST_DROPPED]:
            found = min(self._insertions(left, place), default=None)
            left = found[1] if found else left
        return left

    def _insertions(self, order: list[int], place: int) -> Iterator[tuple[int, list[int]]]:
        self.spent += (len(order) + 1) ** 2
        return insertions(self._task, order, place)

    def _left_out(self, order: list[int]) -> list[int]:
        return [place for place, prize in enumerate(self._task.prize) if place and prize and place not in order]

    def _with_one_more(self, order: list[int], now: Score) -> list[int] | None:
        """Put in the stop that gains most, where it adds the least travel."""
        found = (
            (self._task.scored(longer, travelled), longer)
            for place in self._left_out(order)
            for travelled, longer in self._insertions(order, place)
        )
        return _best(found, now)

    def _exchanged(self, order: list[int], now: Score) -> list[int] | None:
        """Give up one stop for another that is worth more, or lies better: the exchange that gains most."""
        return _best(self._exchanges(order, now), now)

    def _exchanges(self, order: list[int], now: Score) -> Iterator[tuple[Score, list[int]]]:
        """Return the exchanges that may gain something, each with its score."""
        prize, left_out = self._task.prize, self._left_out(order)
        for gone in self._loose(order):
            if not self.goes_on(order):
                return
            rest = [one for one in order if one != gone]
            least = prize[gone] - self._saved(rest, now)
            for place in (one for one in left_out if prize[one] > least):
                for travelled, other in self._insertions(rest, place):
                    yield self._task.scored(other, travelled), other

    def _saved(self, rest: list[int], now: Score) -> float:
        """Return what the travel costs less without a stop."""
        back = self._task.back(rest) if self._task.price else None
        return self._task.price * (-now.less_travel - back.travelled) if back else 0.0

    def _without_one(self, order: list[int], now: Score) -> list[int] | None:
        """Drop the stop that costs most beyond what it is worth."""
        if not self._task.price:
            return None
        shorter = [[one for one in order if one != gone] for gone in self._loose(order)]
        return _best(((_value(self._task, one), one) for one in shorter), now)

    def _loose(self, order: list[int]) -> list[int]:
        return [place for place in order if place not in self._task.kept]

    def _shortened(self, order: list[int], now: Score) -> list[int] | None:
        """Move a stop, or turn a stretch around, so that one travels less: the first change that does."""
        return next((other for other in _rearranged(order) if _value(self._task, other) > now), None)


def _best(found: Iterable[tuple[Score, list[int]]], now: Score) -> list[int] | None:
    """Return the best order, if it is better than the one that stands."""
    least, order = min(((_cost(score), order) for score, order in found), default=(_cost(now), None))
    return order if least < _cost(now) else None


def _cost(score: Score) -> tuple[float, int]:
    return -score.worth, -score.less_travel


def _rearranged(order: list[int]) -> Iterator[list[int]]:
    count = len(order)
    for at in range(count):
        rest = [*order[:at], *order[at + 1 :]]
        yield from ([*rest[:to], order[at], *rest[to:]] for to in range(count) if to != at)
    for start in range(count):
        for end in range(start + 3, count + 1):
            yield [*order[:start], *reversed(order[start:end]), *order[end:]]
