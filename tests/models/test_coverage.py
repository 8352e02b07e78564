"""The coverage rule at its boundary dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.coverage import (
    ASSESSMENT_INTERVAL_DAYS,
    DUE_SOON_DAYS,
    VISIT_INTERVAL_DAYS,
    VISIT_KINDS,
    Coverage,
    Status,
    coverage_status,
    deciding_records,
)
from models.tables import AccessPeriodCreate, AssessmentCreate, EngagementCreate
from models.vocabulary import AssessmentOutcome, EngagementKind, EngagementStatus
from tests.models.records import TODAY, closed, engagement

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
engagements = st.builds(
    lambda ends_on, length, kind, status, here: engagement(
        starts_on=ends_on - timedelta(days=length), ends_on=ends_on, kind=kind, status=status, in_territory=here
    ),
    days,
    st.integers(0, 20),
    st.sampled_from(EngagementKind),
    st.sampled_from(EngagementStatus),
    st.booleans(),
)
histories = st.lists(engagements, max_size=8)
closures = st.lists(
    st.builds(lambda start, length: closed(start, start + timedelta(days=length)), days, st.integers(0, 400))
)


def status(
    *records: EngagementCreate, periods: list[AccessPeriodCreate] | None = None, as_of: date = TODAY, **options: int
) -> Coverage:
    return coverage_status(records, periods or [], as_of=as_of, known_on=TODAY, **options)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("age", "expected", "days_overdue"),
    [
        (0, Status.CURRENT, 0),
        (VISIT_INTERVAL_DAYS - DUE_SOON_DAYS - 1, Status.CURRENT, 0),
        (VISIT_INTERVAL_DAYS - DUE_SOON_DAYS, Status.DUE_SOON, 0),
        (VISIT_INTERVAL_DAYS, Status.DUE_SOON, 0),
        (VISIT_INTERVAL_DAYS + 1, Status.OVERDUE, 1),
        (VISIT_INTERVAL_DAYS + 400, Status.OVERDUE, 400),
    ],
)
def test_the_clock_turns_on_its_boundary_days(age: int, expected: Status, days_overdue: int) -> None:
    answer = status(engagement(ends_on=ago(age)))
    assert (answer.status, answer.days_overdue) == (expected, days_overdue)
    assert answer.visit.due_on == ago(age) + timedelta(days=VISIT_INTERVAL_DAYS)


def test_a_visit_counts_from_its_last_day() -> None:
    visit = engagement(starts_on=TODAY, ends_on=TODAY + timedelta(days=2))
    assert status(visit, as_of=TODAY + timedelta(days=1)).status is Status.NEVER
    assert status(visit, as_of=TODAY + timedelta(days=2)).status is Status.CURRENT


@pytest.mark.parametrize("kind", EngagementKind)
def test_only_visits_count(kind: EngagementKind) -> None:
    expected = Status.CURRENT if kind in VISIT_KINDS else Status.NEVER
    assert status(engagement(kind=kind)).status is expected


def test_training_abroad_is_shown_and_not_counted() -> None:
    assert status(engagement(kind=EngagementKind.TRAINING, in_territory=False)).status is Status.NEVER


@pytest.mark.parametrize("state", [EngagementStatus.PLANNED, EngagementStatus.CANCELLED, EngagementStatus.CONFIRMED])
def test_what_was_not_completed_does_not_count_today(state: EngagementStatus) -> None:
    assert status(engagement(status=state)).status is Status.NEVER


@pytest.mark.parametrize(("offset", "inside"), [(-1, False), (0, True), (10, True), (11, False)])
def test_both_days_of_an_access_period_belong_to_it(offset: int, inside: bool) -> None:  # noqa: FBT001 - a table's column
    period = closed(TODAY, TODAY + timedelta(days=10))
    answer = status(engagement(ends_on=ago(900)), periods=[period], as_of=TODAY + timedelta(days=offset))
    assert (answer.status is Status.NOT_ACCESSIBLE) is inside
    assert (answer.days_overdue == 0) is inside


def test_a_territory_never_visited_and_closed_is_not_accessible() -> None:
    assert status(periods=[closed(ago(1))]).status is Status.NOT_ACCESSIBLE


def test_a_forecast_takes_confirmed_bookings_as_made_unless_told_otherwise() -> None:
    booking = engagement(status=EngagementStatus.CONFIRMED, ends_on=TODAY + timedelta(days=30))
    past = engagement(ends_on=ago(VISIT_INTERVAL_DAYS))
    later = TODAY + timedelta(days=30)
    assert status(past, booking, as_of=later).status is Status.CURRENT
    assert status(past, booking, as_of=later, with_bookings=False).status is Status.OVERDUE
    assert status(past, booking, as_of=later - timedelta(days=1)).status is Status.OVERDUE
    assert "counted as made" in status(past, booking, as_of=later).why


def test_a_booking_that_has_passed_unreported_does_not_count() -> None:
    booking = engagement(status=EngagementStatus.CONFIRMED, ends_on=TODAY)
    assert status(booking, as_of=TODAY + timedelta(days=5)).status is Status.NEVER


def test_the_next_booking_starts_after_the_day() -> None:
    today, tomorrow, later = (
        engagement(
            status=EngagementStatus.PLANNED, starts_on=TODAY + timedelta(days=n), ends_on=TODAY + timedelta(days=9)
        )
        for n in (0, 1, 2)
    )
    liaison = engagement(
        status=EngagementStatus.CONFIRMED, kind=EngagementKind.LIAISON, ends_on=TODAY + timedelta(days=1)
    )
    assert status(today).next_visit is None
    assert status(later, today, liaison, tomorrow).next_visit == TODAY + timedelta(days=1)


def test_on_a_past_day_a_visit_that_was_made_since_lay_ahead() -> None:
    made = engagement(ends_on=TODAY)
    cancelled = engagement(status=EngagementStatus.CANCELLED, ends_on=TODAY - timedelta(days=1))
    answer = status(made, cancelled, as_of=TODAY - timedelta(days=9))
    assert answer.next_visit == TODAY
    assert answer.why.endswith("Next booking: port visit from 22 Nov 2026 (made since).")
    assert status(made).why.endswith("Nothing is booked.")


def test_the_assessment_clock_runs_for_three_years() -> None:
    for age, expected in ((ASSESSMENT_INTERVAL_DAYS, Status.DUE_SOON), (ASSESSMENT_INTERVAL_DAYS + 1, Status.OVERDUE)):
        answer = status(engagement(kind=EngagementKind.ASSESSMENT, ends_on=ago(age)), engagement())
        assert (answer.status, answer.assessment.status) == (Status.CURRENT, expected)


def test_the_reason_names_the_deciding_record_and_the_dates() -> None:
    why = status(engagement(ends_on=date(2025, 10, 12))).why
    assert why == (
        "The last visit, a port visit, ended on 12 Oct 2025. The next was due by 12 Oct 2026 (365 days later) and is "
        "41 days overdue. Nothing is booked."
    )


@given(histories, closures, days, days, st.booleans(), st.integers(1, 800))
def test_every_answer_holds_together(
    records: list[EngagementCreate],
    periods: list[AccessPeriodCreate],
    as_of: date,
    known_on: date,
    with_bookings: bool,  # noqa: FBT001 - drawn by Hypothesis
    interval: int,
) -> None:
    answer = coverage_status(
        records, periods, as_of=as_of, known_on=known_on, interval_days=interval, with_bookings=with_bookings
    )
    within = any(p.starts_on <= as_of <= (p.ends_on or as_of) for p in periods)
    assert (answer.status is Status.NOT_ACCESSIBLE) is within
    assert answer.days_overdue >= 0
    assert (answer.days_overdue > 0) is (answer.status is Status.OVERDUE)
    assert answer.visit.last is None or answer.visit.last <= as_of
    assert answer.next_visit is None or answer.next_visit > as_of
    if answer.visit.due_on:
        left = (answer.visit.due_on - as_of).days
        assert (answer.visit.status is Status.OVERDUE) is (left < 0)
        assert (answer.visit.status is Status.DUE_SOON) is (0 <= left <= DUE_SOON_DAYS)


@given(histories, days, st.randoms())
def test_the_order_of_records_does_not_matter(records: list[EngagementCreate], as_of: date, dice: object) -> None:
    shuffled = list(records)
    dice.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis' random.Random
    one, other = (coverage_status(order, as_of=as_of, known_on=as_of) for order in (records, shuffled))
    assert (one.status, one.visit, one.assessment, one.next_visit) == (
        other.status,
        other.visit,
        other.assessment,
        other.next_visit,
    )


@given(histories, days, st.integers(0, 400))
def test_with_nothing_more_happening_no_territory_gets_better(
    records: list[EngagementCreate], known_on: date, ahead: int
) -> None:
    made = [r for r in records if r.ends_on <= known_on]
    order = [Status.CURRENT, Status.DUE_SOON, Status.OVERDUE]
    now, then = (
        coverage_status(made, as_of=day, known_on=known_on, with_bookings=False).status
        for day in (known_on, known_on + timedelta(days=ahead))
    )
    assert now is then is Status.NEVER or order.index(then) >= order.index(now)


@given(histories, days, days, st.booleans())
def test_the_deciding_records_decide_as_all_of_them_do(
    records: list[EngagementCreate],
    as_of: date,
    known_on: date,
    with_bookings: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    options = {"as_of": as_of, "known_on": known_on, "with_bookings": with_bookings}
    latest_first = sorted(records, key=lambda record: record.ends_on, reverse=True)
    few = deciding_records(latest_first, **options)  # type: ignore[arg-type] # each option has its own type
    told, whole = coverage_status(few, **options), coverage_status(latest_first, **options)  # type: ignore[arg-type]
    assert (told.status, told.visit, told.assessment, told.why) == (
        whole.status,
        whole.visit,
        whole.assessment,
        whole.why,
    )
    assert told.next_visit == whole.next_visit


@pytest.mark.parametrize(
    ("assessed_ago", "expected"),
    [(-1, Status.NEVER), (0, Status.CURRENT), (ASSESSMENT_INTERVAL_DAYS + 1, Status.OVERDUE)],
)
def test_a_result_winds_the_second_clock_and_not_the_first(assessed_ago: int, expected: Status) -> None:
    result = AssessmentCreate(
        territory="FJI", assessed_on=ago(assessed_ago), outcome=AssessmentOutcome.EFFECTIVE, source="a test"
    )
    found = coverage_status([], as_of=TODAY, known_on=TODAY, assessments=[result])
    assert (found.assessment.status, found.visit.status) == (expected, Status.NEVER)


def test_the_later_of_result_and_engagement_winds_the_second_clock() -> None:
    made = engagement(kind=EngagementKind.ASSESSMENT, ends_on=ago(30))
    result = AssessmentCreate(
        territory="FJI", assessed_on=ago(10), outcome=AssessmentOutcome.UNDETERMINED, source="a test"
    )
    assert coverage_status([made], as_of=TODAY, known_on=TODAY, assessments=[result]).assessment.last == ago(10)
    assert coverage_status([made], as_of=ago(20), known_on=TODAY, assessments=[result]).assessment.last == ago(30)
