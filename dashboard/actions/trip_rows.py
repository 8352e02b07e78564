"""A trip as rows: its legs with the stop each leads to, and its blocks of work with their hours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dashboard.actions.trip_days import MODE_WORDS, end_words, part_words, shift_words, zone_offset
from geodata.stop_days import BEGINS, ENDS, HALVES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import time

    from geodata.journey import Leg, Place, Schedule, ScheduledStop, Session
    from models.vocabulary import AgendaPart, DayPart

HOURS: Mapping[DayPart, tuple[time, time]] = dict(zip(HALVES, zip(BEGINS, ENDS, strict=True), strict=True))
"""When a half-day of work begins and ends, by local time."""

ESTIMATES = "No airline schedule is known: block times are estimates"
"""Stands on the page and in every file."""


@dataclass(frozen=True, slots=True)
class Way:
    """A leg, and where on the trip it belongs."""

    leg: Leg
    to: int | None
    """The stop that it leads to or lies within, from 0; None for the way home."""
    within: bool
    """Whether it lies within the stop, from one of its places to another."""
    number: int
    """Of the legs that lead to the same stop or lie within it, from 1."""


@dataclass(frozen=True, slots=True)
class Block:
    """Work of one kind on one day, without a break but for lunch."""

    stop: int
    """From 0."""
    part: AgendaPart
    port: int | None
    words: str
    """What it is: `Port visit: Suva`."""
    begins: datetime
    """Local time, as the next."""
    ends: datetime
    number: int
    """Of the blocks of this kind, and this port, at this stop, from 1."""


def takes_place(schedule: Schedule) -> bool:
    """Tell whether a trip has a leg or a block of work: one without is nothing that a calendar could hold."""
    return bool(schedule.legs) or any(stop.sessions for stop in schedule.stops)


def ways(schedule: Schedule) -> list[Way]:
    """Tell for every leg which stop it leads to."""
    numbers: Counter[tuple[int | None, bool]] = Counter()
    found = []
    for leg in schedule.legs:
        to = next((n for n, stop in enumerate(schedule.stops) if leg.arrives <= stop.departs), None)
        within = to is not None and leg.departs >= schedule.stops[to].arrives
        numbers[to, within] += 1
        found.append(Way(leg, to, within, numbers[to, within]))
    return found


def port_names(schedule: Schedule) -> dict[int, str]:
    """Return the names of the ports that are visited, by id."""
    return {call.port: call.place.name for stop in schedule.stops for call in stop.halt.ports}


def blocks(schedule: Schedule) -> list[Block]:
    """Join the half-days of work of one kind and one day."""
    names = port_names(schedule)
    return [block for at, stop in enumerate(schedule.stops) for block in _blocks_of(at, stop, names)]


def _blocks_of(at: int, stop: ScheduledStop, names: Mapping[int, str]) -> Iterator[Block]:
    numbers: Counter[tuple[AgendaPart, int | None]] = Counter()
    for joined in _joined(stop.sessions):
        first = joined[0]
        numbers[first.part, first.port] += 1
        zone = ZoneInfo(_zone(stop, first))
        yield Block(
            stop=at,
            part=first.part,
            port=first.port,
            words=part_words(first, names),
            begins=datetime.combine(first.on, HOURS[first.half][0], zone),
            ends=datetime.combine(first.on, HOURS[joined[-1].half][1], zone),
            number=numbers[first.part, first.port],
        )


def _joined(sessions: Sequence[Session]) -> list[list[Session]]:
    found: list[list[Session]] = []
    for session in sessions:
        last = found[-1][-1] if found else None
        if last and (last.on, last.part, last.port) == (session.on, session.part, session.port):
            found[-1].append(session)
        else:
            found.append([session])
    return found


def _zone(stop: ScheduledStop, session: Session) -> str:
    """Return the zone of a session's place: that of its port, where the territory has several."""
    places: dict[int | None, Place] = {call.port: call.place for call in stop.halt.ports}
    return places.get(session.port, stop.halt.seat).zone


def itinerary_rows(schedule: Schedule) -> list[dict[str, Any]]:
    """Write everything that takes place as the rows of one table, in the order of time."""
    rows = [(way.leg.departs, _leg_row(way, schedule)) for way in ways(schedule)]
    rows += [(block.begins, _block_row(block, schedule)) for block in blocks(schedule)]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0].astimezone(UTC))]


def _leg_row(way: Way, schedule: Schedule) -> dict[str, Any]:
    leg = way.leg
    return {
        "Stop": None if way.to is None else way.to + 1,
        "Territory": "" if way.to is None else schedule.stops[way.to].halt.name,
        "What": MODE_WORDS[leg.mode],
        "From": end_words(leg, start=True),
        "To": end_words(leg, start=False),
        **_times(leg.departs, leg.arrives),
        "Date line": shift_words(leg.day_shift).strip(" ()"),
        "Distance (nm)": round(leg.nm),
        "Hours": round(leg.hours, 2),
    }


def _block_row(block: Block, schedule: Schedule) -> dict[str, Any]:
    return {
        "Stop": block.stop + 1,
        "Territory": schedule.stops[block.stop].halt.name,
        "What": block.words,
        "From": "",
        "To": "",
        **_times(block.begins, block.ends),
        "Date line": "",
        "Distance (nm)": None,
        "Hours": None,
    }


def _times(begins: datetime, ends: datetime) -> dict[str, Any]:
    """Write both ends by the clocks of their places, and in UTC."""
    return {
        "Begins on": begins.date(),
        "Begins at": f"{begins:%H:%M}",
        "Begins in zone": zone_offset(begins),
        "Ends on": ends.date(),
        "Ends at": f"{ends:%H:%M}",
        "Ends in zone": zone_offset(ends),
        "Begins (UTC)": begins.astimezone(UTC).replace(tzinfo=None),
        "Ends (UTC)": ends.astimezone(UTC).replace(tzinfo=None),
    }
