"""Hours in a calendar, read by another parser: each in the zone of its place, across the date line too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from ical.calendar_stream import IcsCalendarStream

from geodata.exporters.calendar import CalendarEvent, EventStatus, to_ics

if TYPE_CHECKING:
    from ical.calendar import Calendar

STAMP = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def at(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type] # year to minute


FLIGHT = CalendarEvent(
    key="leg-1",
    start=at("Pacific/Apia", 2027, 1, 25, 17, 0),
    end=at("Pacific/Honolulu", 2027, 1, 24, 22, 25),
    summary="Flight: Apia to Honolulu",
    status=EventStatus.CONFIRMED,
    version=4,
)
MEETING = CalendarEvent(
    key="meeting",
    start=at("Pacific/Auckland", 2027, 4, 4, 8),
    end=at("Pacific/Auckland", 2027, 4, 4, 12),
    summary="Wellington",
)


def written(*events: CalendarEvent) -> str:
    return to_ics(events, name="Trip", marking="CUI", stamp=STAMP).decode()


def read(*events: CalendarEvent) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(written(*events))


def test_both_ends_keep_their_zones_across_the_date_line() -> None:
    (event,) = read(FLIGHT).events
    assert (event.dtstart, event.dtend) == (FLIGHT.start, FLIGHT.end)
    assert [str(one.tzinfo) for one in (event.dtstart, event.dtend)] == ["Pacific/Apia", "Pacific/Honolulu"]
    assert event.dtend - event.dtstart == timedelta(hours=4, minutes=25)
    assert event.dtstart.date() > event.dtend.date()
    assert (event.uid, event.sequence) == ("leg-1@seamark", 4)


def test_no_time_is_written_floating_or_in_utc() -> None:
    lines = [line for line in written(FLIGHT, MEETING).splitlines() if line.startswith(("DTSTART", "DTEND"))]
    timed = [line for line in lines if "T" in line.partition(":")[2] and not line.startswith("DTSTART:2")]
    assert len(timed) == 4
    assert all("TZID=Pacific/" in line and not line.endswith("Z") for line in timed)


def test_the_rules_of_every_zone_are_in_the_file_once_and_in_order() -> None:
    zones = [zone.tz_id for zone in read(MEETING, FLIGHT, replace(MEETING, key="again")).timezones]
    assert zones == ["Pacific/Apia", "Pacific/Auckland", "Pacific/Honolulu"]


@pytest.mark.parametrize("month", [1, 4, 7, 9, 12])
def test_the_rules_give_the_offset_of_the_day(month: int) -> None:
    start = at("Pacific/Auckland", 2027, month, 15, 8)
    event = replace(MEETING, start=start, end=start + timedelta(hours=4))
    (zone,) = read(event).timezones
    kinds = [*zone.standard, *zone.daylight]
    onsets = [
        (onset, kind) for kind in kinds for onset in (kind.dtstart, *(getattr(r, "value", r) for r in kind.rdate))
    ]
    past = [one for one in onsets if one[0] <= start.replace(tzinfo=None)]
    last = max(past, key=lambda one: one[0])[1]
    assert last.tz_offset_to.offset == start.utcoffset()


def test_hours_take_their_time_and_days_do_not_unless_cancelled() -> None:
    busy, gone = written(MEETING), written(replace(MEETING, status=EventStatus.CANCELLED))
    assert "TRANSP:OPAQUE" in busy
    assert "TRANSP:TRANSPARENT" in gone
    assert "STATUS:CANCELLED" in gone


def test_the_same_events_give_the_same_bytes() -> None:
    assert written(FLIGHT, MEETING) == written(FLIGHT, MEETING)


@pytest.mark.parametrize(
    "start",
    [
        datetime(2027, 4, 4, 8),  # noqa: DTZ001 - what is refused
        datetime(2027, 4, 4, 8, tzinfo=timezone(timedelta(hours=12))),
    ],
)
def test_a_time_without_a_named_zone_is_refused(start: datetime) -> None:
    with pytest.raises(ValueError, match="needs a named time zone"):
        written(replace(MEETING, start=start))


def test_a_day_at_one_end_and_a_time_at_the_other_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a named time zone"):
        written(replace(MEETING, end=datetime(2027, 4, 5, tzinfo=UTC).date()))


def test_an_end_before_the_beginning_is_refused_by_instants() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        written(replace(FLIGHT, end=at("Pacific/Honolulu", 2027, 1, 24, 16, 0)))
