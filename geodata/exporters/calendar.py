"""Days as an iCalendar file (RFC 5545); taken in again, it replaces what it brought before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, vText

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """One or more whole days."""

    key: str
    """Key of the record that it stands for; the same record keeps its entry in every calendar."""

    start: date
    """First day."""

    end: date
    """Last day, included."""

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
    """Write events as whole days that leave the days free for other things.

    Args:
        events: what to write.
        name: what the calendar is called.
        marking: first line of every description, and part of the calendar's name.
        stamp: when it was written, with its time zone.

    Raises:
        ValueError: the stamp has no time zone, or an event ends before it begins.
    """
    if stamp.tzinfo is None:
        raise ValueError("the stamp of a calendar needs a time zone")
    calendar = Calendar()
    for key, value in (("prodid", PRODUCER), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("x-wr-calname", _line(f"{name} ({marking})" if marking else name))
    for event in events:
        calendar.add_component(_component(event, marking, stamp.astimezone(UTC)))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent, marking: str, stamp: datetime) -> Event:
    if event.end < event.start:
        raise ValueError(f"{event.summary!r} ends on {event.end}, before it begins on {event.start}")
    written = Event()
    written.add("uid", _line(f"{event.key}@seamark"))
    written.add("dtstamp", stamp)
    written.add("dtstart", event.start)
    written.add("dtend", event.end + timedelta(days=1))  # the standard's end is the day after
    written.add("summary", _clean(event.summary))
    written.add("description", _clean("\n".join(part for part in (marking, event.description) if part)))
    written.add("status", event.status.value)
    written.add("class", "PRIVATE" if event.private else "PUBLIC")
    written.add("transp", "TRANSPARENT")
    written.add("sequence", event.version)
    if event.location:
        written.add("location", _clean(event.location))
    if event.categories:
        written.add("categories", [_clean(category) for category in event.categories])
    return written


def _line(text: str) -> vText:
    """Write a text on one line; the library escapes none of a property that it does not know."""
    return vText(" ".join(_clean(text).split()))


def _clean(text: str) -> str:
    """Leave out what the format cannot hold."""
    return _CONTROLS.sub("", text)
