"""The timeline: every sort of record in its place, in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.records import read_records
from dashboard.actions.territory import read_dossier
from dashboard.actions.territory_timeline import (
    LONGEST,
    Entry,
    Sort,
    _shortened,
    fact_day,
    of_sorts,
    timeline,
    told,
)
from models.changes import writing
from models.database import reading
from models.tables import AdvisoryFact, AssessmentCreate, FollowUpCreate
from models.vocabulary import (
    AdvisoryAction,
    AdvisoryScheme,
    AssessmentOutcome,
    EngagementKind,
    EngagementStatus,
    FollowUpState,
)
from tests.models.records import SOURCE, TODAY, closed, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

DAY = timedelta(days=1)


def write(engine: Engine, *forms: Any) -> list[int]:  # noqa: ANN401 - forms of any table
    with writing(engine, who="a test", why="test") as writer:
        return [writer.create(form).id or 0 for form in forms]


def entries(engine: Engine, code: str = "FJI") -> list[Entry]:
    with reading(engine) as session:
        records = read_records(session=session)
        return timeline(records, code, read_dossier(code, session=session), today=TODAY)


def follow_up(due_on: date, state: FollowUpState = FollowUpState.OPEN, **facts: Any) -> FollowUpCreate:  # noqa: ANN401 - any field
    usual = {"territory": "FJI", "what": "Check the gate log", "who": "PFSO", "source": SOURCE}
    return FollowUpCreate(**{**usual, "due_on": due_on, "state": state, **facts})


def fact(**facts: Any) -> AdvisoryFact:  # noqa: ANN401 - any field of the table
    usual = {"territory": "FJI", "scheme": AdvisoryScheme.CONDITIONS_OF_ENTRY, "action": AdvisoryAction.IMPOSED}
    return AdvisoryFact(**{**usual, "source": SOURCE, "reference_key": "k", **facts})


def test_a_territory_without_records_has_no_entries(prepared: Engine) -> None:
    assert entries(prepared) == []


def test_the_newest_comes_first_and_what_is_ahead_before_that(prepared: Engine) -> None:
    write(
        prepared,
        engagement(ends_on=TODAY - 30 * DAY),
        engagement(ends_on=TODAY + 30 * DAY, status=EngagementStatus.CONFIRMED),
        closed(TODAY - 10 * DAY),
        follow_up(TODAY + 60 * DAY),
        follow_up(TODAY - 5 * DAY),
    )
    assert [(entry.sort, (entry.on - TODAY).days) for entry in entries(prepared)] == [
        (Sort.FOLLOW_UP, 60),
        (Sort.VISIT, 30),
        (Sort.FOLLOW_UP, -5),
        (Sort.ACCESS, -10),
        (Sort.VISIT, -30),
    ]


@pytest.mark.parametrize(
    ("facts", "sort", "title"),
    [
        ({}, Sort.VISIT, "Port visit"),
        ({"status": EngagementStatus.PLANNED}, Sort.VISIT, "Port visit, planned"),
        ({"status": EngagementStatus.CONFIRMED}, Sort.VISIT, "Port visit, confirmed"),
        ({"kind": EngagementKind.TRAINING, "in_territory": False}, Sort.ELSEWHERE, "Training"),
        (
            {"kind": EngagementKind.RECIPROCAL, "in_territory": False, "status": EngagementStatus.CONFIRMED},
            Sort.ELSEWHERE,
            "Reciprocal visit, accepted",
        ),
        ({"kind": EngagementKind.LIAISON}, Sort.LIAISON, "Liaison contact"),
    ],
)
def test_an_engagement_says_what_it_is(prepared: Engine, facts: dict[str, Any], sort: Sort, title: str) -> None:
    (number,) = write(prepared, engagement(**facts))
    (entry,) = entries(prepared)
    assert (entry.sort, entry.title, entry.engagement, entry.off) == (sort, title, number, False)


def test_what_is_cancelled_stays_and_says_why(prepared: Engine) -> None:
    write(prepared, engagement(status=EngagementStatus.CANCELLED, closing_reason="the host postponed it"))
    found = entries(prepared)
    assert (found[0].title, found[0].off) == ("Port visit, cancelled", True)
    with reading(prepared) as session:
        assert told(found, session=session) == {found[0].engagement: "Cancelled: the host postponed it"}


def test_what_is_superseded_says_so(prepared: Engine) -> None:
    (later,) = write(prepared, engagement(ends_on=TODAY + DAY, status=EngagementStatus.PLANNED))
    cancelled = engagement(status=EngagementStatus.CANCELLED, closing_reason="moved", replaced_by=later)
    (number,) = write(prepared, cancelled)
    with reading(prepared) as session:
        assert told(entries(prepared), session=session)[number] == "Superseded: moved"


def test_only_engagements_are_read_for_what_they_tell(prepared: Engine) -> None:
    (number,) = write(prepared, engagement(summary="Walked the terminals."))
    write(prepared, follow_up(TODAY, engagement_id=number))
    with reading(prepared) as session:
        assert told(entries(prepared), session=session) == {number: "Walked the terminals."}
        assert told([one for one in entries(prepared) if not one.whole], session=session) == {}


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "22 Nov 2026"), (1, "21 to 22 Nov 2026"), (22, "31 Oct to 22 Nov 2026"), (330, "27 Dec 2025 to 22 Nov 2026")],
)
def test_days_are_worded_without_repeating_month_or_year(prepared: Engine, days: int, words: str) -> None:
    write(prepared, engagement(starts_on=TODAY - days * DAY))
    assert entries(prepared)[0].when == words


@pytest.mark.parametrize(
    ("made", "title", "on", "off"),
    [
        (follow_up(TODAY), "Follow-up due", TODAY, False),
        (follow_up(TODAY - DAY), "Follow-up overdue", TODAY - DAY, False),
        (follow_up(TODAY - DAY, FollowUpState.IN_PROGRESS), "Follow-up overdue", TODAY - DAY, False),
        (follow_up(TODAY - DAY, FollowUpState.DONE, done_on=TODAY - 9 * DAY), "Follow-up done", TODAY - 9 * DAY, False),
        (follow_up(TODAY - DAY, FollowUpState.DROPPED), "Follow-up dropped", TODAY - DAY, True),
    ],
)
def test_a_follow_up_stands_at_its_day(prepared: Engine, made: Any, title: str, on: date, *, off: bool) -> None:  # noqa: ANN401 - a form
    write(prepared, made)
    (entry,) = entries(prepared)
    assert (entry.title, entry.on, entry.off) == (title, on, off)
    assert entry.words == "Check the gate log · PFSO"


def test_access_and_results_are_entries(prepared: Engine) -> None:
    result = AssessmentCreate(
        territory="FJI", assessed_on=TODAY, outcome=AssessmentOutcome.NOT_EFFECTIVE, note="two ports", source=SOURCE
    )
    write(prepared, closed(TODAY - DAY), closed(TODAY - 9 * DAY, TODAY - 5 * DAY), result)
    found = entries(prepared)
    assert [(entry.title, entry.when) for entry in found] == [
        ("Country assessment: not effective", "22 Nov 2026"),
        ("Not accessible", "21 Nov 2026 to further notice"),
        ("Not accessible", "13 Nov 2026 to 17 Nov 2026"),
    ]


def test_what_was_withdrawn_is_left_out(prepared: Engine) -> None:
    write(prepared, follow_up(TODAY, withdrawn="entered twice"))
    assert entries(prepared) == []


def test_published_facts_are_entries(prepared: Engine) -> None:
    found = entries(prepared, "IDN")
    assert {entry.sort for entry in found} == {Sort.ADVISORY}
    assert [entry.title for entry in found][-1] == "Advisory imposed"
    assert found[-1].when == "25 Feb 2008"


def test_the_list_of_2004_is_no_advisory(prepared: Engine) -> None:
    assert "Non-reporting list: listed" in [entry.title for entry in entries(prepared, "ALB")]


@pytest.mark.parametrize(
    ("facts", "placed"),
    [
        ({"effective_on": date(2008, 2, 25), "published_on": "2008-02"}, (date(2008, 2, 25), "25 Feb 2008")),
        ({"published_on": "2017-03-31"}, (date(2017, 3, 31), "31 Mar 2017")),
        ({"published_on": "2025-08"}, (date(2025, 8, 1), "Aug 2025")),
        ({"psa_number": "2-05"}, None),
    ],
)
def test_a_fact_is_placed_as_finely_as_it_was_printed(facts: dict[str, Any], placed: object) -> None:
    assert fact_day(fact(**facts)) == placed


def test_sorts_filter_and_none_keeps_all(demo: Engine) -> None:
    found = entries(demo, "IDN")
    assert of_sorts(found, []) == found
    for sort in Sort:
        assert {entry.sort for entry in of_sorts(found, [sort.value])} <= {sort}
    both = of_sorts(found, [Sort.VISIT.value, Sort.ADVISORY.value])
    assert len(both) == sum(entry.sort in {Sort.VISIT, Sort.ADVISORY} for entry in found) > 0


def test_the_demonstration_says_so_in_every_entry_of_its_own(demo: Engine) -> None:
    assert all(entry.demo for entry in entries(demo) if entry.sort is not Sort.ADVISORY)


@given(st.text())
def test_a_text_is_one_short_line(text: str) -> None:
    short = _shortened(text)
    assert len(short) <= LONGEST + 2
    assert "\n" not in short
    if len(" ".join(text.split())) <= LONGEST:
        assert short == " ".join(text.split())
