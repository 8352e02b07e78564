"""The days of a journey: legs by local time and half-days of work, as hosts keep their weekends and holidays.

Pure and without a clock. Mornings of work last from 08:00 to 12:00, afternoons from 13:00 to 17:00, local time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import ItineraryError
from geodata.journey import Schedule, ScheduledStop
from geodata.stop_days import StopDays, conflict_of, idle_of, legs_of, sessions_of, unmet
from geodata.ways import hops, legs, local, travel
from models.days import FIRST_DAY, LAST_DAY
from models.tables.trips import LONGEST
from models.wording import day

if TYPE_CHECKING:
    from datetime import date

    from geodata.journey import Conflict, Journey, Leg, Place

__all__ = ["schedule", "travel"]


class _Made(NamedTuple):
    """A stop that was scheduled, and where it leaves the travellers."""

    stop: ScheduledStop
    legs: list[Leg]
    here: Place
    travelled: int
    """Minutes that they have travelled without a pause when they leave it."""
    conflict: Conflict | None


def schedule(journey: Journey) -> Schedule:
    """Give a journey its days.

    Every stop departs after its last session. What cannot be kept, a fixed day or a host that is not met for a long
    time, is a conflict, and the journey goes on with what can.

    Raises:
        ItineraryError: the journey leaves, or the work of a stop is to begin, on a day that no trip can have.
    """
    _check_days(journey)
    here, now, travelled = journey.base, journey.leaves, 0
    made: list[_Made] = []
    for number, halt in enumerate(journey.halts):
        one = _stop(StopDays(halt, journey.pace, here, now, travelled), number)
        made.append(one)
        here, now, travelled = one.here, one.stop.departs, one.travelled
    home = legs(hops(here, journey.base, journey.pace), now)
    return Schedule(
        stops=[one.stop for one in made],
        legs=[*(leg for one in made for leg in one.legs), *home],
        leaves=journey.leaves,
        back=home[-1].arrives if home else local(now, journey.base.zone),
        conflicts=[one.conflict for one in made if one.conflict],
    )


def _check_days(journey: Journey) -> None:
    """Refuse days at the ends of the calendar, which cannot be counted on from."""
    leaves = journey.leaves.date()
    _check_day("leaves_on", leaves, LAST_DAY)
    for halt in journey.halts:
        if halt.fixed_on:
            _check_day(f"fixed_on of {halt.name}", halt.fixed_on, min(leaves + LONGEST, LAST_DAY))


def _check_day(name: str, on: date, last: date) -> None:
    if not FIRST_DAY <= on <= last:
        raise ItineraryError(f"{name}: {day(on)} is out of range; give a day from {day(FIRST_DAY)} to {day(last)}")


def _stop(days: StopDays, number: int) -> _Made:
    halt = days.halt
    if not halt.half_days:
        return _passed(days, None)
    walk = days.best()
    if walk is None:
        return _passed(days, unmet(days, number))
    first, last = walk.moves[0], walk.moves[-1]
    stop = ScheduledStop(
        halt,
        arrives=local(first.arrives, first.visit.place.zone),
        departs=local(walk.ends, last.visit.place.zone),
        sessions=sessions_of(walk),
        idle=idle_of(walk, days),
    )
    return _Made(stop, legs_of(walk), last.visit.place, 0, conflict_of(walk, days, number))


def _passed(days: StopDays, conflict: Conflict | None) -> _Made:
    """Come and go on at once: nothing is done here."""
    halt = days.halt
    made = legs(parts := hops(days.here, halt.seat, days.pace), days.leaves)
    travelled = days.travelled + sum(hop.minutes for hop in parts)
    arrives = made[-1].arrives if made else local(days.leaves, halt.seat.zone)
    return _Made(ScheduledStop(halt, arrives, arrives, (), ()), made, halt.seat, travelled, conflict)
