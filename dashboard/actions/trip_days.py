"""The days of a trip as they are lived: a column for each local day, with what its two halves hold.

Every calendar day from leaving to the return has one, those spent under way too. Eastward over the date line a day is
lived twice and has two; westward one is left out, which its column says.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from models.calendars import us_holiday, weekday
from models.vocabulary import AgendaPart, DayPart, TravelMode
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from geodata.journey import Leg, Schedule, ScheduledStop, Session

MINUS = "\N{MINUS SIGN}"

NOON = 12
"""Hour from which a local time belongs to the afternoon."""

PART_WORDS = {
    AgendaPart.GOVERNMENT: "Government",
    AgendaPart.PORT: "Port visit",
    AgendaPart.EMBASSY: "U.S. Embassy",
}

MODE_WORDS = {TravelMode.AIR: "Flight", TravelMode.GROUND: "By road", TravelMode.SEA: "By ship"}


class Use(StrEnum):
    """What a half-day is used for."""

    GOVERNMENT = "government"
    PORT = "port"
    EMBASSY = "embassy"
    TRAVEL = "travel"
    IDLE = "idle"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Half:
    """A half-day."""

    use: Use = Use.FREE
    words: str = ""
    """What takes place, or why nothing does."""


@dataclass(frozen=True, slots=True)
class LivedDay:
    """A local day somewhere on the trip."""

    on: date
    stop: int | None
    """The stop it is spent at, from 0; None at the base."""
    halves: Mapping[DayPart, Half]
    closed: str = ""
    """Why the host does not work, blank if it does."""
    embassy_closed: str = ""
    """The U.S. holiday, blank if there is none."""
    shift: int = 0
    """What the date line does: 1 where it takes the day, -1 where the day is lived again."""
    under_way: bool = False
    """Whether all of it is spent on the way: it is neither of a stop nor of the base."""

    def where(self, base: str, names: Sequence[str]) -> str:
        """Say where the day is spent.

        Args:
            base: its name.
            names: of the stops, in their order.
        """
        if self.under_way:
            return UNDER_WAY
        return base if self.stop is None else names[self.stop]


UNDER_WAY, LEFT_OUT = "Under way", "Left out at the date line"
"""Said of a day that is spent on the way, and of one that the date line takes."""

NONE, DAY, HALF_A_DAY = timedelta(0), timedelta(days=1), timedelta(hours=12)
"""Whoever sets the watch forward by more than half a day has crossed the date line."""


@dataclass(slots=True)
class _Stay:
    """A column in the making."""

    on: date
    stop: int | None
    segments: set[int]
    """Of the base before, each stop, and the base after, those the day touches."""
    shift: int = 0
    under_way: bool = False
    work: dict[DayPart, Half] = field(default_factory=dict)
    travel: dict[DayPart, list[str]] = field(default_factory=lambda: defaultdict(list))
    idle: dict[DayPart, Half] = field(default_factory=dict)


def lived_days(schedule: Schedule, ports: Mapping[int, str]) -> list[LivedDay]:
    """Lay a schedule out day by day.

    Args:
        schedule: the trip.
        ports: names of the ports by id.
    """
    stays = _stays(schedule)
    for place, stop in enumerate(schedule.stops, start=1):
        _fill(stop, {stay.on: stay for stay in stays if place in stay.segments}, ports, place - 1)
    for leg in schedule.legs:
        _travel(leg, schedule, stays)
    _mark_left_out(stays, schedule.legs)
    return [_lived(stay, schedule) for stay in stays]


def part_words(session: Session, ports: Mapping[int, str]) -> str:
    """Write what a session is: `Port visit: Suva`."""
    if session.port is None:
        return PART_WORDS[session.part]
    return f"{PART_WORDS[session.part]}: {ports.get(session.port, session.port)}"


def leg_words(leg: Leg) -> str:
    """Write a leg in one sentence without a full stop."""
    return (
        f"{MODE_WORDS[leg.mode]} {end_words(leg, start=True)} to {end_words(leg, start=False)}, "
        f"{clock(leg.departs)} to {clock(leg.arrives)}{shift_words(leg.day_shift)}, {leg.nm:,.0f} nm"
    )


def end_words(leg: Leg, *, start: bool) -> str:
    """Name one end of a leg: a flight by its airports."""
    place = leg.start if start else leg.end
    return place.airport_label or place.name if leg.mode is TravelMode.AIR else place.name


def clock(at: datetime) -> str:
    """Write a local time with its zone: `09:10 FJT`, `09:10 UTC+12` where the zone has no letters."""
    name = at.tzname() or ""
    return f"{at:%H:%M} {name if name.isalpha() else zone_offset(at)}"


def zone_offset(at: datetime) -> str:
    """Write how far a local time is from UTC: `UTC+12`, `UTC+05:45`."""
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{MINUS if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def shift_words(days: int) -> str:
    """Say on which day one arrives, seen from the day of leaving: ` (+1 day)`, nothing on the same day."""
    if not days:
        return ""
    return f" ({'+' if days > 0 else MINUS}{abs(days)} day{'' if abs(days) == 1 else 's'})"


def _stays(schedule: Schedule) -> list[_Stay]:
    """Make the columns: all days of each stop, and one for the base before and after."""
    stays = [_Stay(schedule.leaves.date(), None, {0})]
    left = schedule.leaves
    spans = [*((stop.arrives, stop.departs) for stop in schedule.stops), (schedule.back, schedule.back)]
    for segment, (arrives, departs) in enumerate(spans, start=1):
        stop = segment - 1 if segment <= len(schedule.stops) else None
        days = list(_days(arrives.date(), departs.date()))
        if _same_day(left, arrives):
            stays[-1].segments.add(segment)
            stays[-1].stop = stop if stays[-1].stop is None else stays[-1].stop
            days = days[1:]
        between = _days(stays[-1].on + DAY, arrives.date() - DAY)
        stays += [_Stay(on, None, {segment}, under_way=True) for on in between]
        for on in days:
            stays.append(_Stay(on, stop, {segment}, -1 if on <= stays[-1].on else 0))
        left = departs
    return stays


def _mark_left_out(stays: Sequence[_Stay], legs: Sequence[Leg]) -> None:
    """Tell the days that the date line takes from others spent under way."""
    westward = (leg for leg in legs if leg.day_shift > 1 and _ahead(leg) > HALF_A_DAY)
    taken = {leg.departs.date() + DAY for leg in westward}
    for stay in stays:
        if stay.under_way and stay.on in taken:
            stay.shift = 1


def _ahead(leg: Leg) -> timedelta:
    return (leg.arrives.utcoffset() or NONE) - (leg.departs.utcoffset() or NONE)


def _same_day(left: datetime, arrives: datetime) -> bool:
    """Tell whether one arrives on the day of leaving; over the date line that day begins anew."""
    return left.date() == arrives.date() and left.replace(tzinfo=None) <= arrives.replace(tzinfo=None)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _fill(stop: ScheduledStop, stays: Mapping[date, _Stay], ports: Mapping[int, str], place: int) -> None:
    """Write into the days of a stop what is worked, and why not. A day of work belongs to the stop."""
    for session in stop.sessions:
        if session.on in stays:
            stays[session.on].stop = place
            stays[session.on].work[session.half] = Half(Use(session.part.value), part_words(session, ports))
    for idle in stop.idle:
        if idle.on in stays:
            stays[idle.on].idle[idle.half] = Half(Use.IDLE, idle.why)


def _travel(leg: Leg, schedule: Schedule, stays: Sequence[_Stay]) -> None:
    """Write a leg into the halves in which it begins and ends."""
    start, end = _segments(leg, schedule)
    ends = {
        (_column(stays, (start, end), leg.departs), _half(leg.departs)),
        (_column(stays, (end, start), leg.arrives), _half(leg.arrives)),
    }
    for column, half in ends:
        if column is not None:
            stays[column].travel[half].append(leg_words(leg))


def _segments(leg: Leg, schedule: Schedule) -> tuple[int, int]:
    """Tell in which segments a leg begins and ends; one within a stop does both there."""
    before = sum(stop.departs <= leg.departs for stop in schedule.stops)
    if before < len(schedule.stops) and leg.departs >= schedule.stops[before].arrives:
        return before + 1, before + 1
    return before, before + 1


def _column(stays: Sequence[_Stay], segments: Sequence[int], at: datetime) -> int | None:
    """Find the day on which a leg begins or ends: at the segment named first, where it has that day."""
    found = (n for one in segments for n, stay in enumerate(stays) if one in stay.segments and stay.on == at.date())
    return next(found, None)


def _half(at: datetime) -> DayPart:
    return DayPart.MORNING if at.hour < NOON else DayPart.AFTERNOON


def _lived(stay: _Stay, schedule: Schedule) -> LivedDay:
    calendar = None if stay.stop is None else schedule.stops[stay.stop].halt.calendar
    closed = calendar.why_closed(stay.on, AgendaPart.GOVERNMENT) if calendar else None
    american = us_holiday(stay.on) if calendar else None
    halves = {half: _use(stay, half) for half in DayPart}
    return LivedDay(stay.on, stay.stop, halves, closed or "", american or "", stay.shift, stay.under_way)


def _use(stay: _Stay, half: DayPart) -> Half:
    """Work goes before travel, and that before what is idle."""
    if half in stay.work:
        return stay.work[half]
    if stay.travel[half]:
        return Half(Use.TRAVEL, "; ".join(stay.travel[half]))
    if stay.under_way:
        return Half(Use.TRAVEL, LEFT_OUT if stay.shift else UNDER_WAY)
    return stay.idle.get(half, Half())


def day_title(on: date) -> str:
    """Write a day with its weekday: `Mon 7 Dec 2026`."""
    return f"{weekday(on)[:3]} {day(on)}"
