"""The days of one stop: in which order its parts are taken, on which half-days, and why others stay idle.

Half-days are counted: twice the ordinal of the day for its morning, one more for its afternoon.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geodata.journey import Conflict, IdleHalf, Session
from geodata.ways import MINUTES, clocks, hops, legs, local
from models.vocabulary import AgendaPart, DayPart, TravelMode
from models.wording import day, with_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.journey import Halt, Leg, Place
    from geodata.ways import Hop
    from models.trips import Pace

BEGINS = (time(8), time(13))
"""When a morning and an afternoon of work begin, local time."""

ENDS = (time(12), time(17))
"""When they end."""

HALVES = (DayPart.MORNING, DayPart.AFTERNOON)

PATIENCE_DAYS = 60
"""A host that cannot be met for so many days is not waited for."""

MOST_ORDERS = 30
"""So many orders of the parts of a stop are compared: all of them with up to four ports."""

DAY_TRIP_MIN = 120
"""A way on the ground that takes no longer is made on the day of the work, not on the evening before."""

REST = "Rest after a long leg"


@dataclass(frozen=True, slots=True)
class Visit:
    """A part of the agenda of a stop."""

    part: AgendaPart
    place: Place
    halves: int
    port: int | None = None


class Move(NamedTuple):
    """How one comes to a visit, and from when on it may begin."""

    visit: Visit
    parts: tuple[Hop, ...]
    departs: datetime
    """When one could leave; UTC, like the next."""
    arrives: datetime
    first: int
    """The first half-day after the arrival."""
    rested: int
    """The first after the rest."""


@dataclass(frozen=True, slots=True)
class Walk:
    """One order of the parts of a stop, with its half-days."""

    moves: Sequence[Move]
    halves: Sequence[Sequence[int]]
    """The half-days of every visit."""
    ends: datetime
    """When the last session ends; UTC."""
    within: int
    """Minutes of travel from part to part."""

    @property
    def begins_on(self) -> int:
        """The ordinal of the first day of work."""
        return self.halves[0][0] // 2


@dataclass(slots=True)
class StopDays:
    """Finds the days of a stop."""

    halt: Halt
    pace: Pace
    here: Place
    """Where one comes from."""
    leaves: datetime
    """When one leaves there."""
    travelled: int = 0
    """Minutes that one has come without a stop before."""
    stuck: int | None = None
    """From which half-day on the host cannot be met for too long."""
    _closed: dict[tuple[int, AgendaPart], str | None] = field(default_factory=dict)

    def best(self) -> Walk | None:
        """Find the order that keeps the fixed day and ends soonest; None where the host is not met for too long.

        Where the fixed day cannot be kept, the work begins as soon after it as it can. Of orders that end at the same
        time the one with the least travel from part to part is taken, then the usual one.
        """
        usual, halt = usual_order(self.halt), self.halt
        ports = sum(visit.part is AgendaPart.PORT for visit in usual)
        orders = _arrangements(ports, government=halt.government > 0, embassy=halt.embassy > 0)
        walks = [walk for order in orders if (walk := self._walk([usual[at] for at in order]))]
        return min(walks, key=self._cost, default=None)

    def _move(self, here: Place, leaves: datetime, visit: Visit, travelled: int) -> Move:
        parts = hops(here, visit.place, self.pace)
        minutes = sum(hop.minutes for hop in parts)
        arrives = leaves + timedelta(minutes=minutes)
        first = first_half(local(arrives, visit.place.zone))
        long = travelled + minutes >= self.pace.long_leg_hours * MINUTES
        return Move(visit, parts, leaves, arrives, first, first + (self.pace.rest_half_days if long else 0))

    def why_closed(self, half: int, part: AgendaPart) -> str | None:
        """Say why nothing takes place on a half-day; None if it can."""
        key = half // 2, part
        if key not in self._closed:
            self._closed[key] = self.halt.calendar.why_closed(date.fromordinal(half // 2), part)
        return self._closed[key]

    @property
    def fixed(self) -> int:
        """The first half-day on which the work may begin."""
        return self.halt.fixed_on.toordinal() * 2 if self.halt.fixed_on else 0

    def _cost(self, walk: Walk) -> tuple[int, datetime, int]:
        return walk.begins_on if self.halt.fixed_on else 0, walk.ends, walk.within

    def _walk(self, order: Sequence[Visit]) -> Walk | None:
        here, now, last = self.here, self.leaves.astimezone(UTC), self.fixed - 1
        moves: list[Move] = []
        halves: list[list[int]] = []
        for visit in order:
            move = self._move(here, now, visit, 0 if moves else self.travelled)
            taken = self._open(max(move.rested, last + 1), visit)
            if taken is None:
                return None
            moves.append(move)
            halves.append(taken)
            here, last = visit.place, taken[-1]
            now = instant(last, ENDS, here.zone)
        within = sum(hop.minutes for move in moves[1:] for hop in move.parts)
        return Walk(moves, halves, now, within)

    def _open(self, half: int, visit: Visit) -> list[int] | None:
        """Return the first half-days on which a visit can take place."""
        taken: list[int] = []
        limit = half + PATIENCE_DAYS * 2
        while len(taken) < visit.halves:
            if half >= limit:
                self.stuck = self.stuck or limit - PATIENCE_DAYS * 2
                return None
            if self.why_closed(half, visit.part):
                half += 2 - half % 2
                continue
            taken.append(half)
            half += 1
            limit = half + PATIENCE_DAYS * 2
        return taken


def usual_order(halt: Halt) -> list[Visit]:
    """List the parts of a stop as they are preferred: the government, the ports in their order, the embassy."""
    return [
        *_if_any(Visit(AgendaPart.GOVERNMENT, halt.seat, halt.government)),
        *(one for call in halt.ports for one in _if_any(Visit(AgendaPart.PORT, call.place, halt.port, call.port))),
        *_if_any(Visit(AgendaPart.EMBASSY, halt.seat, halt.embassy)),
    ]


def first_half(arrival: datetime) -> int:
    """Return the first half-day that begins at or after a local time."""
    at = arrival.time()
    return arrival.toordinal() * 2 + sum(at > begins for begins in BEGINS)


def instant(half: int, times: Sequence[time], zone: str) -> datetime:
    """Return when a half-day begins or ends, UTC."""
    return datetime.combine(date.fromordinal(half // 2), times[half % 2], clocks(zone)).astimezone(UTC)


def sessions_of(walk: Walk) -> list[Session]:
    """List the sessions of a stop in their order."""
    return [
        Session(move.visit.part, date.fromordinal(half // 2), HALVES[half % 2], move.visit.port)
        for move, halves in zip(walk.moves, walk.halves, strict=True)
        for half in halves
    ]


def legs_of(walk: Walk) -> list[Leg]:
    """List the legs to a stop and within it; a short way on the ground is made in time for the work, not before."""
    first, *others = walk.moves
    made = legs(first.parts, first.departs)
    for move, halves in zip(others, walk.halves[1:], strict=True):
        made += legs(move.parts, _in_time(move, halves[0]))
    return made


def _in_time(move: Move, half: int) -> datetime:
    minutes = sum(hop.minutes for hop in move.parts)
    if minutes > DAY_TRIP_MIN or any(hop.mode is not TravelMode.GROUND for hop in move.parts):
        return move.departs
    return max(move.departs, instant(half, BEGINS, move.visit.place.zone) - timedelta(minutes=minutes))


def idle_of(walk: Walk, days: StopDays) -> list[IdleHalf]:
    """List the half-days from the arrival to the last session that no session takes, with their reasons."""
    idle = []
    half = walk.moves[0].first
    for move, halves in zip(walk.moves, walk.halves, strict=True):
        for taken in halves:
            idle += [_idle(each, move, days) for each in range(half, taken)]
            half = taken + 1
    return idle


def _idle(half: int, move: Move, days: StopDays) -> IdleHalf:
    why = days.why_closed(half, move.visit.part) or _why_waiting(half, move, days)
    return IdleHalf(date.fromordinal(half // 2), HALVES[half % 2], why)


def _why_waiting(half: int, move: Move, days: StopDays) -> str:
    if half < move.first:
        return f"On the way to {move.visit.place.name}"
    if half < move.rested or days.halt.fixed_on is None:
        return REST
    return f"The work is to begin on {day(days.halt.fixed_on)}"


def conflict_of(walk: Walk, days: StopDays, number: int) -> Conflict | None:
    """Say why the work does not begin on the fixed day; None where it does."""
    fixed_on = days.halt.fixed_on
    if fixed_on is None or walk.begins_on == fixed_on.toordinal():
        return None
    move = walk.moves[0]
    closed = days.why_closed(days.fixed, usual_order(days.halt)[0].part)
    if closed and days.fixed + 1 >= move.first:  # whoever comes later has that reason first
        return Conflict(f"{closed}.", number)
    arrival = local(move.arrives, move.visit.place.zone)
    rests = " and rests before it" if move.first <= days.fixed + 1 < move.rested else ""
    host = with_article(days.halt.name)
    return Conflict(
        f"The work in {host} cannot begin on {day(fixed_on)}: one arrives there on {day(arrival.date())} "
        f"at {arrival:%H:%M} at the earliest{rests}.",
        number,
    )


def unmet(days: StopDays, number: int) -> Conflict:
    """Say that a host cannot be met for so long that nobody waits for it."""
    first = date.fromordinal((days.stuck or 0) // 2)
    last = first + timedelta(days=PATIENCE_DAYS - 1)
    ahead = (first + timedelta(days=each) for each in range(PATIENCE_DAYS))
    why = next(
        filter(None, map(days.halt.calendar.why_inaccessible, ahead)), f"{with_article(days.halt.name)} is closed"
    )
    words = f"{why}; no day from {day(first)} to {day(last)} is open, so this stop has no meetings."
    return Conflict(words, number)


def _if_any(visit: Visit) -> list[Visit]:
    return [visit] if visit.halves else []


@lru_cache(maxsize=256)
def _arrangements(ports: int, *, government: bool, embassy: bool) -> tuple[tuple[int, ...], ...]:
    """Put the government and the embassy wherever they may stand among the ports, the usual order first.

    Numbers count the parts in their usual order.
    """
    chain = tuple(range(government, government + ports))
    led = [(*chain[:at], 0, *chain[at:]) for at in range(ports + 1)] if government else [chain]
    if not embassy:
        return tuple(led)
    last = government + ports
    return tuple((*one[:at], last, *one[at:]) for one in led for at in range(len(one), -1, -1))[:MOST_ORDERS]
