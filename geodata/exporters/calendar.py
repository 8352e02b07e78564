"""Days and hours as an iCalendar file (RFC 5545); taken in again, it replaces what it brought before.

Hours stand in the zone of their place, by its IANA name and with its rules in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PRODUCER = "-//Seamark//Seamark//EN"
"""Who wrote the file, as the standard asks."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class EventStatus(StrEnum):
    """How sure an event is."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class CalendarEvent:
    """One or more whole days, or a span of time."""

    key: str
    """Key of the record that it stands for; the same record keeps its entry in every calendar."""

    start: date
    """First day; or the instant at which it begins, a datetime with a zone of the `zoneinfo` module."""

    end: date
    """Last day, included; or the instant at which it ends, whose zone may be another one."""

    summary: str
    """Title."""

    status: EventStatus = EventStatus.TENTATIVE
    """How sure it is."""

    description: str = ""
    """More, below the marking."""

    location: str = ""
    """Place."""

    categories: tuple[str, ...] = ()
    """Words that a calendar can filter by."""

    version: int = 0
    """Version of the record: a calendar keeps the highest."""

    private: bool = True
    """Whether a shared calendar shows others only that there is something."""


def to_ics(events: Sequence[CalendarEvent], *, name: str, marking: str, stamp: datetime) -> bytes:
    """Write events: whole days leave the days free for other things, spans of time take their time.

    Args:
        events: what to write.
        name: what the calendar is called.
        marking: first line of every description, and part of the calendar's name.
        stamp: when it was written, with its time zone.

    Raises:
        ValueError: the stamp has no time zone, or an event ends before it begins, or its time has no named zone.
    """
    if stamp.tzinfo is None:
        raise ValueError("the stamp of a calendar needs a time zone")
    calendar = Calendar()
    for key, value in (("prodid", PRODUCER), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("x-wr-calname", _line(f"{name} ({marking})" if marking else name))
    for event in events:
        _check(event)
    for zone in _zones(events):
        calendar.add_component(zone)
    for event in events:
        calendar.add_component(_component(event, marking, stamp.astimezone(UTC)))
    return bytes(calendar.to_ical())


def _zones(events: Sequence[CalendarEvent]) -> Iterator[Timezone]:
    """Write the rules of every zone that a time stands in, for the years of the events, in the order of their names."""
    times = [at for event in events for at in (event.start, event.end) if isinstance(at, datetime)]
    zones = {str(at.tzinfo): at.tzinfo for at in times if at.tzinfo is not None and str(at.tzinfo) != "UTC"}
    for name, zone in sorted(zones.items()):
        first, last = (date(year, 1, 1) for year in (min(times).year - 1, max(times).year + 2))
        yield Timezone.from_tzinfo(zone, name, first_date=first, last_date=last)


def _component(event: CalendarEvent, marking: str, stamp: datetime) -> Event:
    timed = isinstance(event.start, datetime)
    written = Event()
    written.add("uid", _line(f"{event.key}@seamark"))
    written.add("dtstamp", stamp)
    written.add("dtstart", event.start)
    written.add("dtend", event.end if timed else event.end + timedelta(days=1))  # the standard's end is the day after
    written.add("summary", _clean(event.summary))
    written.add("description", _clean("\n".join(part for part in (marking, event.description) if part)))
    written.add("status", event.status.value)
    written.add("class", "PRIVATE" if event.private else "PUBLIC")
    written.add("transp", "OPAQUE" if timed and event.status is not EventStatus.CANCELLED else "TRANSPARENT")
    written.add("sequence", event.version)
    if event.location:
        written.add("location", _clean(event.location))
    if event.categories:
        written.add("categories", [_clean(category) for category in event.categories])
    return written


def _check(event: CalendarEvent) -> None:
    ends = (event.start, event.end)
    named = [isinstance(at, datetime) and isinstance(at.tzinfo, ZoneInfo) for at in ends]
    if any(isinstance(at, datetime) for at in ends) and not all(named):
        raise ValueError(f"{event.summary!r} needs a named time zone at both its ends")
    if event.end < event.start:
        raise ValueError(f"{event.summary!r} ends on {event.end}, before it begins on {event.start}")


def _line(text: str) -> vText:
    """Write a text on one line; the library escapes none of a property that it does not know."""
    return vText(" ".join(_clean(text).split()))


def _clean(text: str) -> str:
    """Leave out what the format cannot hold."""
    return _CONTROLS.sub("", text)
