"""What is due, in which order, for whom and under which marking."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from dashboard.actions.coverage import coverage_rows
from dashboard.actions.disposing import expired
from dashboard.actions.due import Due, DueKind, read_due, read_pending
from models.changes import writing
from models.coverage import Status
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import choose
from models.tables import AssessmentCreate, FollowUpCreate, Officer, OfficerCreate
from models.vocabulary import AssessmentOutcome, EngagementKind, EngagementStatus, FollowUpState
from tests.dashboard.conftest import AS_OF
from tests.models.records import SOURCE, closed, engagement

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Engine
    from sqlmodel import SQLModel


def write(engine: Engine, *forms: SQLModel, highest: str = "UNCLASSIFIED") -> list[Any]:
    with writing(engine, who="officer", why="a test") as writer:
        choose(writer, "marking", highest)
        return [writer.create(form) for form in forms]


def follow_up(due_on: date, **facts: Any) -> FollowUpCreate:  # noqa: ANN401 - any field of the form
    return FollowUpCreate(territory="FJI", what="Check the gate log", due_on=due_on, source=SOURCE, **facts)


def due(engine: Engine, kind: DueKind | None = None, **options: Any) -> list[Due]:  # noqa: ANN401 - any option
    _, found = read_due(engine, **{"as_of": AS_OF, "known_on": AS_OF, **options})
    return [one for one in found if kind in (None, one.kind)]


def test_a_partner_is_listed_from_as_many_days_before_its_due_date_as_asked(prepared: Engine) -> None:
    write(prepared, engagement(ends_on=AS_OF - timedelta(days=365 - 90)))
    within = {
        days: [one.due_on for one in due(prepared, DueKind.VISIT, within=days) if one.due_on] for days in (89, 90)
    }
    assert within == {89: [], 90: [AS_OF + timedelta(days=90)]}


def test_an_overdue_partner_has_negative_days_and_its_next_booking(prepared: Engine) -> None:
    booked = AS_OF + timedelta(days=20)
    write(
        prepared,
        engagement(ends_on=AS_OF - timedelta(days=366)),
        engagement(ends_on=booked, status=EngagementStatus.PLANNED),
    )
    (visit,) = [one for one in due(prepared, DueKind.VISIT) if one.territory == "FJI"]
    assert (visit.days_left, visit.status, visit.next_booking) == (-1, Status.OVERDUE, booked)
    assert visit.flat()["next_booking"] == booked.isoformat()
    assert "1 day overdue" in visit.text


def test_what_was_never_done_comes_first_and_has_no_date(prepared: Engine) -> None:
    write(prepared, follow_up(AS_OF - timedelta(days=900)))
    found = due(prepared)
    assert [(one.due_on, one.days_left) for one in found[:94]] == [(None, None)] * 94
    assert found[94].kind is DueKind.FOLLOW_UP
    assert [one.kind for one in found[:94]] == [DueKind.VISIT] * 47 + [DueKind.ASSESSMENT] * 47


def test_the_demonstration_is_sorted_by_date_and_agrees_with_coverage(demo: Engine) -> None:
    records, found = read_due(demo, as_of=AS_OF, known_on=AS_OF)
    days = [one.due_on or date.min for one in found]
    assert days == sorted(days)
    assert {one.kind for one in found} >= {DueKind.VISIT, DueKind.ASSESSMENT, DueKind.FOLLOW_UP}
    pressing = {Status.NEVER, Status.OVERDUE, Status.DUE_SOON}
    wanted = {
        row.territory.code
        for row in coverage_rows(records, as_of=AS_OF, known_on=AS_OF)
        if row.coverage.status in pressing
    }
    assert {one.territory for one in found if one.kind is DueKind.VISIT} == wanted


def test_a_territory_that_cannot_be_visited_is_not_due(prepared: Engine) -> None:
    write(prepared, closed(AS_OF - timedelta(days=10)), follow_up(AS_OF))
    assert [one.kind for one in due(prepared) if one.territory == "FJI"] == [DueKind.FOLLOW_UP]


@pytest.mark.parametrize(
    ("days", "state", "listed"),
    [
        (90, FollowUpState.OPEN, True),
        (91, FollowUpState.OPEN, False),
        (-500, FollowUpState.IN_PROGRESS, True),
        (0, FollowUpState.DROPPED, False),
    ],
)
def test_follow_ups_that_are_still_to_be_done(prepared: Engine, days: int, state: FollowUpState, listed: bool) -> None:  # noqa: FBT001 - a case
    write(prepared, follow_up(AS_OF + timedelta(days=days), state=state, who="Port authority"))
    found = due(prepared, DueKind.FOLLOW_UP)
    assert [(one.days_left, one.status, one.text) for one in found] == (
        [(days, state.value, "Check the gate log (Port authority)")] if listed else []
    )


def test_what_was_withdrawn_is_not_due(prepared: Engine) -> None:
    write(prepared, follow_up(AS_OF, withdrawn="entered twice"))
    assert due(prepared, DueKind.FOLLOW_UP) == []


@pytest.mark.parametrize(
    ("days", "status", "listed"),
    [
        (-1, EngagementStatus.CONFIRMED, True),
        (-1, EngagementStatus.PLANNED, True),
        (0, EngagementStatus.CONFIRMED, False),
        (-1, EngagementStatus.COMPLETED, False),
        (-1, EngagementStatus.CANCELLED, False),
    ],
)
def test_a_booking_waits_for_its_report_from_the_day_after_it_ended(
    prepared: Engine,
    days: int,
    status: EngagementStatus,
    listed: bool,  # noqa: FBT001 - a case
) -> None:
    (row,) = write(prepared, engagement(ends_on=AS_OF + timedelta(days=days), status=status))
    found = [(one.table, one.record_id, one.days_left) for one in due(prepared, DueKind.REPORT)]
    assert found == ([("engagement", row.id, days)] if listed else [])


def test_content_is_disposed_of_after_its_day_and_only_once(prepared: Engine) -> None:
    yesterday = AS_OF - timedelta(days=1)
    write(
        prepared,
        engagement(summary="due", dispose_after=yesterday),
        engagement(summary="not yet", dispose_after=AS_OF),
        engagement(summary="gone", dispose_after=yesterday, disposed_on=yesterday),
        follow_up(AS_OF + timedelta(days=400), dispose_after=yesterday, withdrawn="entered twice"),
    )
    assert [(one.table, one.days_left) for one in due(prepared, DueKind.DISPOSAL)] == [
        ("engagement", -1),
        ("follow_up", -1),
    ]
    with reading(prepared) as session:
        assert [row.dispose_after for row in expired(AS_OF, session=session)] == [yesterday] * 2


def test_an_assessment_is_due_after_three_years_whichever_way_it_was_recorded(prepared: Engine) -> None:
    day = AS_OF - timedelta(days=3 * 365 + 1)
    result = AssessmentCreate(
        territory="TON", assessed_on=day, outcome=AssessmentOutcome.EFFECTIVE, source=SOURCE, marking="CUI"
    )
    write(prepared, engagement(kind=EngagementKind.ASSESSMENT, ends_on=day), result, highest="CUI")
    found = {one.territory: one for one in due(prepared, DueKind.ASSESSMENT) if one.due_on}
    assert {code: (one.days_left, one.marking) for code, one in found.items()} == {
        "FJI": (-1, "UNCLASSIFIED"),
        "TON": (-1, "CUI"),
    }


def test_an_officer_sees_the_territories_and_the_visits_that_are_theirs(prepared: Engine) -> None:
    past = AS_OF - timedelta(days=3)
    write(
        prepared,
        OfficerCreate(name="Officer 1", territories=["FJI"], source=SOURCE),
        OfficerCreate(name="Officer 2", territories=["TON"], source=SOURCE),
        engagement(territory="TON", ends_on=past, status=EngagementStatus.CONFIRMED, lead="officer 1"),
        engagement(territory="TON", ends_on=past, status=EngagementStatus.CONFIRMED, lead="Officer 2"),
    )
    found = due(prepared, officer="OFFICER 1")
    assert {(one.kind, one.territory) for one in found} == {
        (DueKind.VISIT, "FJI"),
        (DueKind.ASSESSMENT, "FJI"),
        (DueKind.REPORT, "TON"),
    }
    assert {tuple(one.officers) for one in found if one.territory == "FJI"} == {("Officer 1",)}
    assert len(due(prepared, DueKind.REPORT, officer="Officer 2")) == 2
    with pytest.raises(InvalidRecordError, match="choose one of: Officer 1, Officer 2"):
        due(prepared, officer="Officer 3")


def test_an_officer_record_that_is_to_be_disposed_of_belongs_to_no_territory(prepared: Engine) -> None:
    expired = OfficerCreate(name="Officer 1", source=SOURCE, dispose_after=AS_OF - timedelta(days=9))
    (officer,) = write(prepared, expired)
    (one,) = due(prepared, DueKind.DISPOSAL)
    assert isinstance(officer, Officer)
    assert (one.table, one.territory, one.name) == ("officer", None, "")
    assert due(prepared, DueKind.DISPOSAL, officer="Officer 1") == []


@pytest.mark.parametrize("marked", ["last", "booking"])
def test_a_visit_bears_the_marking_of_the_records_that_say_when_it_is_due(prepared: Engine, marked: str) -> None:
    write(
        prepared,
        engagement(ends_on=AS_OF - timedelta(days=400), marking="CUI" if marked == "last" else "UNCLASSIFIED"),
        engagement(
            ends_on=AS_OF + timedelta(days=20),
            starts_on=AS_OF + timedelta(days=10),
            status=EngagementStatus.CONFIRMED,
            marking="CUI" if marked == "booking" else "UNCLASSIFIED",
        ),
        highest="CUI",
    )
    assert {one.marking for one in due(prepared, DueKind.VISIT) if one.territory == "FJI"} == {"CUI"}
    assert {one.marking for one in due(prepared, DueKind.VISIT) if one.territory != "FJI"} == {"UNCLASSIFIED"}


def most_parameters(engine: Engine, read: Callable[[], object]) -> int:
    """Return how many parameters the longest statement carries that a reading sends."""
    counts = [0]

    def count(*sent: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
        counts.append(len(sent[3]))

    event.listen(engine, "before_cursor_execute", count)
    read()
    event.remove(engine, "before_cursor_execute", count)
    return max(counts)


def test_many_missing_reports_are_read_without_a_list_of_their_ids(prepared: Engine) -> None:
    late = [
        engagement(ends_on=AS_OF - timedelta(days=number % 7), status=EngagementStatus.CONFIRMED)
        for number in range(60)
    ]
    write(prepared, *late, engagement(ends_on=AS_OF - timedelta(days=3)))
    with reading(prepared) as session:
        assert most_parameters(prepared, lambda: read_pending(session=session, as_of=AS_OF)) < 20
        unreported = read_pending(session=session, as_of=AS_OF).unreported
    order = [(-one.ends_on.toordinal(), one.id) for one in unreported]
    assert order == sorted(order)
    assert len(order) == sum(one.ends_on < AS_OF for one in late)
    assert {(one.status, one.territory) for one in unreported} == {(EngagementStatus.CONFIRMED, "FJI")}


def test_generated_records_are_told_apart(demo: Engine) -> None:
    write(demo, follow_up(AS_OF))
    assert {one.demo for one in due(demo, DueKind.FOLLOW_UP)} == {True, False}
    assert {one.demo for one in due(demo, DueKind.VISIT) if one.status != Status.NEVER} == {True}


def test_a_row_is_flat_and_on_one_line(prepared: Engine) -> None:
    write(prepared, follow_up(AS_OF, who="Port\nauthority"))
    flat = due(prepared, DueKind.FOLLOW_UP)[0].flat()
    assert list(flat) == [
        *("due_on", "days_left", "what", "territory", "name", "status", "next_booking", "officers"),
        *("record", "marking", "text"),
    ]
    assert flat["text"] == "Check the gate log (Port authority)"
    assert all(value is None or isinstance(value, str | int) for value in flat.values())
