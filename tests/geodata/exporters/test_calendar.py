"""Calendars take the file in, show the right days, and are not misled by hostile text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from geodata.exporters.calendar import CalendarEvent, EventStatus, to_ics

STAMP = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
VISIT = CalendarEvent(
    key="engagement-7",
    start=date(2026, 12, 30),
    end=date(2027, 1, 2),
    summary="Port visit: Suva; Lautoka, Fiji",
    status=EventStatus.CONFIRMED,
    description="Lead: duty officer\nFollow-up",
    location="Suva",
    categories=("Visit", "a,b"),
    version=3,
)


def written(*events: CalendarEvent, name: str = "Bookings", marking: str = "DEMO DATA") -> bytes:
    return to_ics(events, name=name, marking=marking, stamp=STAMP)


def test_an_event_reads_back_whole() -> None:
    calendar = Calendar.from_ical(written(VISIT))
    assert str(calendar["x-wr-calname"]) == "Bookings (DEMO DATA)"
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    (event,) = calendar.walk("VEVENT")
    assert {key: str(event[key]) for key in ("uid", "summary", "location", "description")} == {
        "uid": "engagement-7@seamark",
        "summary": "Port visit: Suva; Lautoka, Fiji",
        "location": "Suva",
        "description": "DEMO DATA\nLead: duty officer\nFollow-up",
    }
    assert {key: str(event[key]) for key in ("status", "class", "transp", "sequence")} == {
        "status": "CONFIRMED",
        "class": "PRIVATE",
        "transp": "TRANSPARENT",
        "sequence": "3",
    }
    assert [str(category) for category in event.categories] == ["Visit", "a,b"]
    assert event["dtstamp"].dt == STAMP


@pytest.mark.parametrize("days", [1, 2, 366])
def test_days_are_whole_and_the_end_is_the_day_after(days: int) -> None:
    event = replace(VISIT, start=date(2028, 2, 29), end=date(2028, 2, 29) + timedelta(days=days - 1))
    file = written(event)
    assert b"\r\nDTSTART;VALUE=DATE:20280229\r\n" in file
    (read,) = Calendar.from_ical(file).walk("VEVENT")
    assert read["dtend"].dt - read["dtstart"].dt == timedelta(days=days)


def test_a_record_keeps_its_entry_and_gives_the_same_bytes() -> None:
    assert written(VISIT) == written(VISIT)
    later = replace(VISIT, summary="Moved", version=4)
    uids = [Calendar.from_ical(written(event)).walk("VEVENT")[0]["uid"] for event in (VISIT, later)]
    assert uids[0] == uids[1]


def test_what_is_not_known_is_not_written() -> None:
    file = written(CalendarEvent("f-1", date(2026, 1, 1), date(2026, 1, 1), "Due", private=False), marking="")
    assert b"LOCATION" not in file
    assert b"CATEGORIES" not in file
    assert b"\r\nCLASS:PUBLIC\r\n" in file
    assert b"\r\nSTATUS:TENTATIVE\r\n" in file
    assert b"\r\nX-WR-CALNAME:Bookings\r\n" in file


def test_a_calendar_without_events_is_a_calendar() -> None:
    assert Calendar.from_ical(written()).walk("VEVENT") == []


def test_the_stamp_is_written_in_utc_and_needs_a_zone() -> None:
    tokyo = datetime(2026, 11, 22, 15, 0, tzinfo=timezone(timedelta(hours=9)))
    assert b"\r\nDTSTAMP:20261122T060000Z\r\n" in to_ics([VISIT], name="x", marking="", stamp=tokyo)
    with pytest.raises(ValueError, match="needs a time zone"):
        to_ics([], name="x", marking="", stamp=STAMP.replace(tzinfo=None))


def test_an_event_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'Port visit.* ends on 2026-12-29, before it begins on 2026-12-30"):
        written(replace(VISIT, end=date(2026, 12, 29)))


HOSTILE = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\n\rDTSTART:1\\n\\;,\x00\x07\u2028\u0085\ud800"


@pytest.mark.parametrize("field", ["key", "summary", "description", "location"])
def test_hostile_text_stays_text(field: str) -> None:
    file = written(replace(VISIT, **{field: HOSTILE}))
    assert (file.count(b"\r\nBEGIN:"), file.count(b"\r\nEND:")) == (1, 2)
    assert not set(b"\r\n\0\x07") & set(file.replace(b"\r\n", b""))
    calendar = Calendar.from_ical(file)
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert calendar.walk("VEVENT")[0]["dtstart"].dt == VISIT.start


def test_a_hostile_marking_name_and_category_stay_text() -> None:
    file = written(replace(VISIT, categories=(HOSTILE, "b")), name=HOSTILE, marking=HOSTILE)
    assert [part.name for part in Calendar.from_ical(file).walk()] == ["VCALENDAR", "VEVENT"]
    assert not set(b"\r\n\0\x07") & set(file.replace(b"\r\n", b""))


def test_lines_are_folded_at_75_bytes_and_no_sign_is_torn() -> None:
    file = written(replace(VISIT, summary="Nouméa \U0001f6a2 " * 60))
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert str(Calendar.from_ical(file).walk("VEVENT")[0]["summary"]) == "Nouméa \U0001f6a2 " * 60


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200).filter(lambda text: "\\" not in text))
def test_every_text_reads_back(text: str) -> None:
    (event,) = Calendar.from_ical(written(replace(VISIT, summary=text))).walk("VEVENT")
    assert str(event["summary"]) == text
