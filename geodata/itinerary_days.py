"""The days of a journey in whole minutes from its departure, at hand for a search that asks for them very often.

What is told is what `geodata.schedule` would tell of the same stops: the days of a stop follow from the half-day on
which one could begin at each of its places, and are worked out once for each of them.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.itinerary_improving import At
from geodata.itinerary_windows import Window
from geodata.stop_days import BEGINS, StopDays, first_half, instant, usual_order
from geodata.ways import MINUTES, clocks, hops, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from geodata.journey import Halt, Journey, Place
    from geodata.ways import Hop

HALF_DAY_MIN = 5 * MINUTES
"""From the beginning of a morning of work to that of the afternoon: what a half-day of rest costs at the least."""


def minutes_of(hop: Hop) -> int:
    """Measure travel by the time it takes."""
    return hop.minutes


def miles_of(hop: Hop) -> int:
    """Measure travel by its length, tenths of a nautical mile."""
    return round(hop.nm * 10)


class Outcome(NamedTuple):
    """How the work at a stop ends."""

    spot: int
    """Where."""
    done: int
    """When, minutes from departure."""
    within: int
    """How far one travels from part to part."""
    to: int
    """The spot to which one travels first."""
    half: int
    """The first half-day of work, there."""


class Days:
    """The days of a journey, whatever its stops and their order; place 0 is the base, place 1 the first halt.

    Args:
        journey: all halts that may be stops.
        measure: by what travel counts.
        waits: whether one may wait for the work where it is not accessible.
    """

    def __init__(self, journey: Journey, measure: Callable[[Hop], int] = minutes_of, *, waits: bool = False) -> None:
        self._journey = journey
        self._waits = waits
        self._measure = measure
        self._spots: list[Place] = []
        self._numbers: dict[Place, int] = {}
        self._spot(journey.base)
        self._entries = [[self._spot(place) for place in _places(halt)] for halt in journey.halts]
        self._ways: dict[tuple[int, int], tuple[int, int]] = {}
        self._steps: dict[tuple[int, int, int], At | None] = {}
        self._halves: dict[tuple[str, int], int] = {}
        self._outcomes: dict[tuple[int, ...], Outcome | None] = {}

    def visited(self, here: At, place: int) -> At | None:
        """Return where and when the work of a halt is done.

        None if it cannot be done, not from the fixed day on, or not without staying where it is not accessible.
        """
        key = here.spot, here.now, place
        if key not in self._steps:
            self._steps[key] = self._step(here, place)
        step = self._steps[key]
        return step and At(step.spot, step.now, here.travelled + step.travelled)

    def back(self, here: At) -> At:
        """Return to the base."""
        minutes, far = self._way(here.spot, 0)
        return At(0, here.now + minutes, here.travelled + far)

    def until(self, last: date) -> int:
        """Return the last minute of a day at the base."""
        midnight = datetime.combine(last + timedelta(days=1), time(), clocks(self._journey.base.zone))
        return self._minute(midnight) - 1

    def matrix(self) -> NDArray[np.int64]:
        """Return the minutes from each seat to each other, with the rest after a long leg, shape (n, n)."""
        seats = [0, *(entries[0] for entries in self._entries)]
        found = np.zeros((len(seats), len(seats)), dtype=np.int64)
        for row, start in enumerate(seats):
            for column, end in enumerate(seats):
                found[row, column] = self._way(start, end)[0]
        rest = self._journey.pace.rest_half_days * HALF_DAY_MIN
        found[:, 1:][found[:, 1:] >= self._journey.pace.long_leg_hours * MINUTES] += rest
        return found

    def far(self) -> NDArray[np.int64]:
        """Return how far one travels from each seat to each other, shape (n, n)."""
        seats = [0, *(entries[0] for entries in self._entries)]
        return np.array([[self._way(start, end)[1] for end in seats] for start in seats], dtype=np.int64)

    def windows(self, place: int, horizon: int) -> list[Window]:
        """Return when the work of a halt may begin and what it then takes, for who arrives at its seat.

        One window for each half-day on which it is worth while to be there, of no length: who comes before it waits.
        """
        if not self._journey.halts[place - 1].half_days:
            return [Window(0, horizon, 0)]
        found: list[Window] = []
        for begins, outcome in self._begun(place, horizon):
            if outcome and outcome.done <= horizon:
                if found and sum(found[-1][1:]) >= outcome.done:
                    found.pop()
                found.append(Window(begins, begins, outcome.done - begins))
        return found

    def _begun(self, place: int, horizon: int) -> Iterator[tuple[int, Outcome | None]]:
        """Begin the work of a halt on every half-day that somebody who waits at its seat would begin it on."""
        seat = self._entries[place - 1][0]
        half = self._half(seat, self._way(0, seat)[0])
        while (begins := self._minute(instant(half, BEGINS, self._spots[seat].zone))) <= horizon:
            outcome = self._found(place, At(seat, begins, 0))
            waits = outcome is not None and outcome.to == seat and outcome.half > half
            if not waits:
                yield begins, outcome
            half = outcome.half if outcome and waits else half + 1

    def _step(self, here: At, place: int) -> At | None:
        """Visit a halt; what is told of the travel is that of this step."""
        if not self._journey.halts[place - 1].half_days:
            seat = self._entries[place - 1][0]
            minutes, far = self._way(here.spot, seat)
            return At(seat, here.now + minutes, far)
        found = self._found(place, here)
        return found and At(found.spot, found.done, self._way(here.spot, found.to)[1] + found.within)

    def _found(self, place: int, here: At) -> Outcome | None:
        """Work out how the work of a halt ends, once for each half-day on which it may begin at each of its places."""
        key = (place, *(self._rested(here, spot) for spot in self._entries[place - 1]))
        if key not in self._outcomes:
            self._outcomes[key] = self._outcome(place, here)
        found = self._outcomes[key]
        return found if found and self._stays_open(place, here, found) else None

    def _stays_open(self, place: int, here: At, found: Outcome) -> bool:
        """Tell whether a halt can be visited on every day from the arrival to the end of the work."""
        calendar = self._journey.halts[place - 1].calendar
        if self._waits or not calendar.periods:
            return True
        arrives = here.now + self._way(here.spot, found.to)[0]
        first, last = (
            local(self._instant(minute), self._spots[spot].zone).date()
            for minute, spot in ((arrives, found.to), (found.done, found.spot))
        )
        return calendar.first_inaccessible(first, last) is None

    def _way(self, start: int, end: int) -> tuple[int, int]:
        """Return the minutes from one spot to another, and how far it counts."""
        key = start, end
        if key not in self._ways:
            parts = hops(self._spots[start], self._spots[end], self._journey.pace)
            self._ways[key] = sum(hop.minutes for hop in parts), sum(self._measure(hop) for hop in parts)
        return self._ways[key]

    def _rested(self, here: At, spot: int) -> int:
        """Return the first half-day of work for who comes to a spot from elsewhere."""
        minutes, _ = self._way(here.spot, spot)
        long = minutes >= self._journey.pace.long_leg_hours * MINUTES
        return self._half(spot, here.now + minutes) + (self._journey.pace.rest_half_days if long else 0)

    def _half(self, spot: int, minute: int) -> int:
        key = self._spots[spot].zone, minute
        if key not in self._halves:
            self._halves[key] = first_half(local(self._instant(minute), key[0]))
        return self._halves[key]

    def _outcome(self, place: int, here: At) -> Outcome | None:
        halt = self._journey.halts[place - 1]
        walk = StopDays(halt, self._journey.pace, self._spots[here.spot], self._instant(here.now)).best()
        if walk is None or (halt.fixed_on and walk.begins_on != halt.fixed_on.toordinal()):
            return None
        first, last = self._spot(walk.moves[0].visit.place), self._spot(walk.moves[-1].visit.place)
        within = sum(self._measure(hop) for move in walk.moves[1:] for hop in move.parts)
        return Outcome(last, self._minute(walk.ends), within, first, walk.halves[0][0])

    def _instant(self, minute: int) -> datetime:
        return self._journey.leaves.astimezone(UTC) + timedelta(minutes=minute)

    def _minute(self, at: datetime) -> int:
        return int((at.astimezone(UTC) - self._journey.leaves.astimezone(UTC)) / timedelta(minutes=1))

    def _spot(self, place: Place) -> int:
        if place not in self._numbers:
            self._numbers[place] = len(self._spots)
            self._spots.append(place)
        return self._numbers[place]


def _places(halt: Halt) -> Sequence[Place]:
    """List the places at which the work of a halt may begin, the seat first."""
    return list(dict.fromkeys([halt.seat, *(visit.place for visit in usual_order(halt))]))
