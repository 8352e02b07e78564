"""Bookings and due dates as a calendar: lasting ids, statuses, what is left out, under which marking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from dashboard.actions.calendars import CalendarFile, calendar_file
from dashboard.actions.scope import Scope
from models import queries
from models.changes import writing
from models.database import reading
from models.tables import Engagement, FollowUp
from models.vocabulary import EngagementKind, EngagementStatus, FollowUpState
from tests.dashboard.actions.test_due import follow_up, write
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def calendar(engine: Engine, scope: Scope | None = None) -> CalendarFile:
    return calendar_file(engine, as_of=AS_OF, known_on=AS_OF, at=AT, scope=scope)


def events(engine: Engine, scope: Scope | None = None) -> dict[str, Any]:
    """Return the events by what they are called, or by their ids where that is asked for."""
    return {
        str(event["summary"]): event for event in Calendar.from_ical(calendar(engine, scope).content).walk("VEVENT")
    }


@pytest.mark.parametrize(
    ("status", "days", "written"),
    [
        (EngagementStatus.PLANNED, 10, "TENTATIVE"),
        (EngagementStatus.CONFIRMED, 10, "CONFIRMED"),
        (EngagementStatus.CONFIRMED, -10, "CONFIRMED"),
        (EngagementStatus.CANCELLED, 0, "CANCELLED"),
        (EngagementStatus.CANCELLED, -1, None),
        (EngagementStatus.COMPLETED, -10, None),
    ],
)
def test_a_booking_stands_in_the_calendar_as_sure_as_it_is(
    prepared: Engine, status: EngagementStatus, days: int, written: str | None
) -> None:
    ends_on = AS_OF + timedelta(days=days)
    write(prepared, engagement(status=status, starts_on=ends_on - timedelta(days=2), ends_on=ends_on, lead="Officer 1"))
    event = events(prepared).get("Port visit: Fiji")
    assert (event and str(event["status"])) == written
    if event:
        assert event.decoded("dtstart") == ends_on - timedelta(days=2)
        assert event.decoded("dtend") == ends_on + timedelta(days=1)
        assert "Lead: Officer 1" in event["description"]


def test_an_event_is_known_again_when_the_booking_moves(prepared: Engine) -> None:
    booked = engagement(status=EngagementStatus.PLANNED, ends_on=AS_OF + timedelta(days=10))
    (row,) = write(prepared, booked)
    before = events(prepared)["Port visit: Fiji"]
    with writing(prepared, who="officer", why="moved") as writer:
        day = AS_OF + timedelta(days=12)
        writer.update(Engagement, row.id, {"starts_on": day, "ends_on": day}, seen=1)
    after = events(prepared)["Port visit: Fiji"]
    assert before["uid"] == after["uid"]
    assert int(before["sequence"]) < int(after["sequence"])
    assert before.decoded("dtstart") < after.decoded("dtstart")


def test_the_due_date_of_a_partner_is_known_again_when_it_was_visited(prepared: Engine) -> None:
    write(prepared, engagement(ends_on=AS_OF - timedelta(days=400)))
    before = events(prepared)["Visit due: Fiji"]
    write(prepared, engagement(ends_on=AS_OF))
    after = events(prepared)["Visit due: Fiji"]
    assert before["uid"] == after["uid"]
    assert int(before["sequence"]) < int(after["sequence"])
    assert (before.decoded("dtstart"), after.decoded("dtstart")) == (
        AS_OF - timedelta(days=35),
        AS_OF + timedelta(days=365),
    )


def test_a_follow_up_that_is_done_leaves_the_calendar(prepared: Engine) -> None:
    (row,) = write(prepared, follow_up(AS_OF + timedelta(days=200)))
    before = events(prepared)["Follow-up due: Fiji"]
    with writing(prepared, who="officer", why="done") as writer:
        writer.update(FollowUp, row.id, {"state": FollowUpState.DONE, "done_on": AS_OF}, seen=1)
    after = events(prepared)["Follow-up due: Fiji"]
    assert (str(before["status"]), str(after["status"])) == ("CONFIRMED", "CANCELLED")
    assert before["uid"] == after["uid"]
    assert "gate log" not in after["description"]


def test_ids_bear_the_mark_of_the_database_so_that_no_two_share_one(prepared: Engine) -> None:
    write(prepared, engagement(ends_on=AS_OF))
    ids = [str(event["uid"]) for event in events(prepared).values()]
    with reading(prepared) as session:
        first = queries.history("territory", 1, session=session)[-1][0].hash[:8]
    assert all(one.endswith(f"-{first}@seamark") for one in ids)
    assert len(set(ids)) == len(ids)


def test_nothing_that_was_never_done_has_a_day(prepared: Engine) -> None:
    assert calendar(prepared).events == 0
    assert b"BEGIN:VCALENDAR" in calendar(prepared).content


def test_a_reciprocal_visit_is_worded_as_one(prepared: Engine) -> None:
    ahead = AS_OF + timedelta(days=9)
    write(prepared, engagement(kind=EngagementKind.RECIPROCAL, status=EngagementStatus.CONFIRMED, ends_on=ahead))
    assert str(events(prepared)["Reciprocal visit: Fiji"]["description"]).splitlines()[1] == "Accepted."


def test_only_what_is_asked_for_is_written_and_marks_the_file(prepared: Engine) -> None:
    near, far = AS_OF + timedelta(days=10), AS_OF + timedelta(days=100)
    write(
        prepared,
        engagement(status=EngagementStatus.PLANNED, ends_on=near),
        engagement(territory="TON", status=EngagementStatus.PLANNED, ends_on=far, marking="CUI"),
        highest="CUI",
    )
    assert set(events(prepared)) == {"Port visit: Fiji", "Port visit: Tonga"}
    assert set(events(prepared, Scope(territories=("TON",)))) == {"Port visit: Tonga"}
    assert set(events(prepared, Scope(until=near))) == {"Port visit: Fiji"}
    assert set(events(prepared, Scope(since=far))) == {"Port visit: Tonga"}
    assert calendar(prepared).marking == "CUI"
    assert calendar(prepared, Scope(until=near)).marking == "UNCLASSIFIED"
    assert b"Seamark (CUI)" in calendar(prepared).content


def test_the_demonstration_is_announced_in_every_title(demo: Engine) -> None:
    made = calendar(demo)
    assert made.demo
    assert made.events > 50
    titles = [str(event["summary"]) for event in Calendar.from_ical(made.content).walk("VEVENT")]
    assert all(title.startswith("DEMO ") for title in titles)
    assert len(titles) == made.events
