"""What a brief says in words: for nothing, one and several, and without contradicting its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.advisory_list import with_answer
from dashboard.actions.brief import build
from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_content import MapBlock, Words
from dashboard.actions.brief_status import NOBODY, bottom_line, mark
from dashboard.actions.coverage import CoverageRow
from dashboard.actions.figures import Facet
from dashboard.actions.snapshot import taken
from models.advisories import Answer
from models.changes import writing
from models.errors import InvalidRecordError
from models.tables import AdvisoryFact, AdvisoryFactCreate, FollowUpCreate, Territory, Trip
from models.trips import Plan, PlannedStop
from models.vocabulary import AdvisoryAction, AdvisoryScheme, EngagementStatus, FollowUpState
from tests.dashboard.actions.test_brief import AT, CHOICE, brief, ground, page, said, table
from tests.dashboard.conftest import AS_OF
from tests.models.records import closed, engagement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Engine
    from sqlmodel import SQLModel

    from dashboard.actions.brief_ground import Ground
    from dashboard.actions.records import Records

CODES = ("FJI", "TON", "WSM")
PAST = (date(2025, 6, 1), date(2026, 9, 1))


def write(engine: Engine, *forms: SQLModel) -> None:
    with writing(engine, who="a test", why="") as writer:
        for form in forms:
            writer.create(form)


def visited(days_ago: int, count: int) -> list[SQLModel]:
    return [engagement(territory=code, ends_on=AS_OF - timedelta(days=days_ago)) for code in CODES[:count]]


def within(found: Ground, count: int) -> Ground:
    return replace(found, within=frozenset(CODES[:count]))


def sentences(found: Ground) -> dict[str, str]:
    (bottom,) = bottom_line(found)
    _, block = bottom.blocks
    return {one.key: one.text for one in block.sentences}  # type: ignore[union-attr] # words


@pytest.mark.parametrize(
    ("partners", "count", "text"),
    [
        (1, 0, "0 of 1 partner was visited within its interval (0%)."),
        (1, 1, "1 of 1 partner was visited within its interval (100%)."),
        (2, 0, "0 of 2 partners were visited within their interval (0%)."),
        (2, 1, "1 of 2 partners was visited within its interval (50%)."),
        (2, 2, "2 of 2 partners were visited within their interval (100%)."),
    ],
)
def test_partners_visited_in_time_are_counted(prepared: Engine, partners: int, count: int, text: str) -> None:
    write(prepared, *visited(1, count))
    assert sentences(within(ground(prepared), partners))["visited"] == text


@pytest.mark.parametrize(
    ("count", "overdue", "became"),
    [
        (0, "No partner is overdue.", "no partner became overdue"),
        (1, "1 partner is overdue: Fiji.", "1 partner became overdue"),
        (2, "2 partners are overdue: Fiji and Tonga.", "2 partners became overdue"),
    ],
)
def test_partners_overdue_are_counted_and_named(prepared: Engine, count: int, overdue: str, became: str) -> None:
    write(prepared, *visited(366, count))
    found = sentences(ground(prepared))
    assert found["overdue"] == overdue
    assert found["changes"] == f"Since 24 Aug 2026 no partner was visited, and {became}."


@pytest.mark.parametrize(
    ("count", "text"), [(0, "no partner was visited"), (1, "1 partner was visited"), (2, "2 partners were visited")]
)
def test_partners_visited_since_are_counted(prepared: Engine, count: int, text: str) -> None:
    write(prepared, *visited(1, count))
    assert sentences(ground(prepared))["changes"] == f"Since 24 Aug 2026 {text}, and no partner became overdue."


@pytest.mark.parametrize(
    ("soon", "booked", "text"),
    [
        (0, 0, "No partner falls due within 90 days."),
        (1, 0, "1 partner falls due within 90 days; it has no visit booked in that time."),
        (1, 1, "1 partner falls due within 90 days; it has a visit booked in that time."),
        (2, 0, "2 partners fall due within 90 days; none of them has a visit booked in that time."),
        (3, 1, "3 partners fall due within 90 days; 1 of them has a visit booked in that time."),
        (3, 2, "3 partners fall due within 90 days; 2 of them have a visit booked in that time."),
    ],
)
def test_partners_due_soon_are_counted(prepared: Engine, soon: int, booked: int, text: str) -> None:
    ahead = {"status": EngagementStatus.PLANNED, "ends_on": AS_OF + timedelta(days=90)}
    write(prepared, *visited(300, soon), *(engagement(territory=code, **ahead) for code in CODES[:booked]))
    assert sentences(ground(prepared))["due_soon"] == text


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (0, "Every accessible partner has been visited."),
        (1, "1 accessible partner has never been visited: Samoa."),
        (2, "2 accessible partners have never been visited: Samoa and Tonga."),
    ],
)
def test_the_never_visited_are_counted(prepared: Engine, missing: int, text: str) -> None:
    write(prepared, *visited(1, 3 - missing))
    assert sentences(within(ground(prepared), 3))["never"] == text


def test_a_partner_that_is_closed_and_was_never_visited_makes_no_sentence_false(prepared: Engine) -> None:
    write(prepared, closed(AS_OF))
    found = sentences(within(ground(prepared), 1))
    assert found["never"] == "Every accessible partner has been visited."
    assert found["not_accessible"] == "1 partner is not accessible: Fiji."


def test_of_no_partner_there_is_one_sentence(prepared: Engine) -> None:
    assert sentences(within(ground(prepared), 0)) == {"partners": NOBODY}


@pytest.mark.parametrize(
    ("due", "text"),
    [
        ((), "No follow-up is due by 20 Feb 2027."),
        ((0,), "1 follow-up is due by 20 Feb 2027; it is not overdue."),
        ((-1,), "1 follow-up is due by 20 Feb 2027; it is overdue."),
        ((0, 90), "2 follow-ups are due by 20 Feb 2027; none of them is overdue."),
        ((-2, -1, 91), "2 follow-ups are due by 20 Feb 2027; 2 of them are overdue."),
    ],
)
def test_follow_ups_are_counted(prepared: Engine, due: Sequence[int], text: str) -> None:
    days = (AS_OF + timedelta(days=ahead) for ahead in due)
    write(prepared, *(FollowUpCreate(territory="FJI", what="w", due_on=on, source="a test") for on in days))
    assert said(brief(prepared), "follow_ups") == [text]


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ((), "Worldwide no territory is under a Port Security Advisory."),
        (("FJI",), "Worldwide 1 territory is under a Port Security Advisory; it is a partner."),
        (("CUB",), "Worldwide 1 territory is under a Port Security Advisory; it is no partner."),
        (("CUB", "IRN"), "Worldwide 2 territories are under a Port Security Advisory; none of them is a partner."),
        (("CUB", "FJI"), "Worldwide 2 territories are under a Port Security Advisory; 1 of them is a partner."),
        (("FJI", "TON"), "Worldwide 2 territories are under a Port Security Advisory; 2 of them are partners."),
    ],
)
def test_advisories_are_counted(prepared: Engine, codes: Sequence[str], text: str) -> None:
    listed = replace(ground(prepared).records, facts=[AdvisoryFact(**imposed(code).model_dump()) for code in codes])
    content = build(replace(ground(prepared), records=listed), made_at=AT)
    assert said(content, "advisories")[0] == text


def imposed(code: str, on: date = AS_OF - timedelta(days=200)) -> AdvisoryFactCreate:
    return AdvisoryFactCreate(
        territory=code,
        psa_number="1-26",
        notice="91 FR 12345",
        scheme=AdvisoryScheme.CONDITIONS_OF_ENTRY,
        action=AdvisoryAction.IMPOSED,
        effective_on=on,
        source="a test",
        reference_key=f"a test {code}",
    )


@pytest.mark.parametrize(
    ("was", "now", "text"),
    [
        ((), ("FJI",), "Added: Fiji, since 6 May 2026 (PSA 1-26)."),
        (("FJI",), (), "Removed: Fiji, no advisory is on record."),
        (("FJI",), ("FJI",), ""),
    ],
)
def test_an_advisory_that_became_known_later_is_new_since_the_last_brief(
    prepared: Engine, was: Sequence[str], now: Sequence[str], text: str
) -> None:
    """By what is known now it lies before the last brief; the key figure beside it tells that it is new since."""
    kept_on = AS_OF - timedelta(days=30)
    first, second = (
        replace(ground(prepared, BriefChoice(on)), records=with_facts(prepared, listed))
        for on, listed in ((kept_on, was), (AS_OF, now))
    )
    second = replace(second, kept=taken(first.rows, on=kept_on))
    content = build(second, made_at=AT)
    by = "Since 23 Oct 2026 (partners by what the brief of that day said, others by what is known now)"
    told = said(content, "advisories")[1]
    assert told == (f"{by}: {text}" if text else f"{by} nothing changed on the list.")
    (tile,) = (one for one in page(content, "bottom_line").blocks[0].figures if one.key == Facet.ADVISORY)  # type: ignore[union-attr] # key figures
    assert tile.change == len(now) - len(was)
    assert [row[0] for row in table(content, "changes").rows] == (["Fiji"] if text else [])


def with_facts(prepared: Engine, codes: Sequence[str]) -> Records:
    """Return the records with an advisory on some territories more."""
    records = ground(prepared).records
    return replace(records, facts=[*records.facts, *(AdvisoryFact(**imposed(code).model_dump()) for code in codes)])


def test_what_no_brief_said_is_compared_by_what_is_known_now(demo: Engine) -> None:
    assert said(brief(demo), "advisories")[1] == "Since 24 Aug 2026 nothing changed on the list."
    content = brief(demo, BriefChoice(date(2019, 5, 1), date(2019, 4, 1)))
    (changes,) = [line for line in said(content, "advisories") if line.startswith("Since ")]
    assert changes.startswith("Since 1 Apr 2019: Added: Seychelles, since 12 Apr 2019")


def test_a_visit_that_was_withdrawn_is_no_visit_since(prepared: Engine) -> None:
    write(prepared, *visited(40, 1))
    was = ground(prepared, BriefChoice(AS_OF - timedelta(days=30)))
    kept = taken(was.rows, on=was.choice.as_of)
    withdrawn = replace(was.records, engagements={})
    found = replace(ground(prepared, BriefChoice(AS_OF)), records=withdrawn, kept=kept)
    assert sentences(found)["changes"] == "Since 23 Oct 2026 no partner was visited, and no partner became overdue."
    (row,) = table(build(found, made_at=AT), "changes").rows
    assert row == ("Fiji", "current → never visited; the last visit, 13 Oct 2026, was withdrawn")


def test_where_nothing_compared_changed_the_list_says_what_was_compared(prepared: Engine) -> None:
    write(prepared, engagement(status=EngagementStatus.PLANNED, ends_on=AS_OF + timedelta(days=60)))
    content = brief(prepared)
    assert content.figures()[Facet.BOOKED] == 1
    assert table(content, "changes").empty == "No status, last visit or advisory state of a partner changed."


@pytest.mark.parametrize("on", [*PAST, AS_OF])
def test_on_any_day_sentence_figure_and_table_say_the_same_of_bookings(demo: Engine, on: date) -> None:
    content = brief(demo, BriefChoice(on, regions=("AOR",)))
    until = on + timedelta(days=90)
    records = ground(demo).records
    names = {territory.code: territory.name for territory in records.partners}
    starts = {
        (names[one.territory], one.starts_on)
        for held in records.engagements.values()
        for one in held
        if one.status is not EngagementStatus.CANCELLED
    }
    (region,) = (one for one in content.pages if one.title.endswith(", each partner"))
    listed = [(row[0], _day(row[5])) for block in region.blocks for row in block.rows if row[5]]  # type: ignore[union-attr] # a table
    assert set(listed) <= starts
    booked = {name for name, starts_on in listed if starts_on <= until}
    assert content.figures()[Facet.BOOKED] == len(booked) > 0
    soon = [row[0] for row in table(content, "due_soon").rows]
    (told,) = (line for line in said(content, "bottom_line") if " due within " in line)
    assert told.startswith(f"{len(soon)} partner")
    counted = len(booked & set(soon))
    assert f"; {counted or 'none'} of them ha" in told or len(soon) < 2
    why = dict(note.split(": ", 1) for note in page(content, "bottom_line").notes[:47])
    assert {name for name, text in why.items() if "Nothing is booked." in text} == set(why) - {
        name for name, _ in listed
    }


def _day(text: object) -> date:
    return datetime.strptime(str(text), "%d %b %Y").replace(tzinfo=UTC).date()


@pytest.mark.parametrize("on", PAST)
def test_on_a_past_day_the_trips_that_lay_ahead_are_listed(demo: Engine, on: date) -> None:
    """Their visits are counted as booked; by now they are made."""
    content = brief(demo, BriefChoice(on, regions=("AOR",)))
    trips = table(content, "trips").rows
    assert trips
    assert all(_day(row[2]) >= on for row in trips)
    held = [one for found in ground(demo).records.engagements.values() for one in found if one.trip_id is not None]
    ahead = {one.trip_id for one in held if one.ends_on >= on and one.status is not EngagementStatus.CANCELLED}
    assert len(trips) == len(ahead)
    notes = page(content, "trips").notes
    assert all(any(f"trip {number}," in note for note in notes) for number in ahead)


def stored(engine: Engine, name: str, leaves_on: date, **facts: object) -> Trip:
    base = ground(engine).records.settings.base
    stops = tuple(PlannedStop(code, embassy=0) for code in ("PLW", "FSM"))
    plan = Plan(name, base.name, base.lon, base.lat, base.time_zone, leaves_on, days=20, stops=stops)
    with writing(engine, who="a test", why="") as writer:
        return writer.make(Trip, plan.facts() | {"source": "a test"} | facts)


def test_a_trip_in_planning_is_listed_and_drawn_as_not_booked(prepared: Engine) -> None:
    soon = stored(prepared, "Islands", AS_OF + timedelta(days=50))
    stored(prepared, "Gone by", AS_OF - timedelta(days=50))
    stored(prepared, "Given up", AS_OF + timedelta(days=50), withdrawn="No funds")
    stored(prepared, "Nowhere", AS_OF + timedelta(days=50), stops=[])
    content = brief(prepared, BriefChoice(AS_OF, regions=("AOR",)))
    assert table(content, "trips").rows == []
    ((name, leaves, back, territories),) = table(content, "trips_drafts").rows
    assert (name, territories) == ("Islands", "Palau, Micronesia")
    assert (_day(leaves), _day(back) > _day(leaves)) == (soon.leaves_on, True)
    (drawn,) = (block for block in page(content, "trips").blocks if isinstance(block, MapBlock))
    assert [path.name for path in drawn.paths] == ["Islands (not booked)"]
    assert {one.code for one in drawn.marks} == {"PLW", "FSM"}
    assert page(content, "trips").notes == [f"Islands: trip {soon.id}, a draft."]
    later = brief(prepared, BriefChoice(_day(back) + timedelta(days=1), regions=("AOR",)))
    assert all(block.key != "trips_drafts" for block in page(later, "trips").blocks)


@pytest.mark.parametrize("on", [date(2016, 1, 1), date(2024, 2, 29), AS_OF])
def test_territories_of_which_it_cannot_be_told_are_said(demo: Engine, on: date) -> None:
    content = brief(demo, BriefChoice(on, regions=("AOR",)))
    unknown = with_answer(ground(demo, BriefChoice(on, regions=("AOR",))).advisories, Answer.CANNOT_TELL)
    told = [line for line in said(content, "advisories") if "it cannot be told" in line]
    assert len(told) == bool(unknown)
    for line in told:
        assert line.startswith(f"Of {len(unknown)} more territor")
        assert all(one.name in line for one in unknown)


def test_what_changed_on_the_list_is_a_sentence_for_each_kind_of_change(demo: Engine) -> None:
    content = brief(demo, BriefChoice(AS_OF, date(2016, 1, 1), regions=("AOR",)))
    (words,) = (block for block in page(content, "advisories").blocks if isinstance(block, Words))
    changes = [one.text for one in words.sentences if one.key.startswith("advisories_changes_")]
    assert changes[0].startswith("Since 1 Jan 2016: ")
    assert len(changes) > 1
    assert all(line.count("Added: ") + line.count("Removed: ") <= 1 for line in changes)


def test_on_the_page_of_a_territory_the_latest_engagement_stands_first_and_few_are_ahead(prepared: Engine) -> None:
    ends = [AS_OF + timedelta(days=20 * number) for number in range(-9, 10)]
    write(prepared, *(engagement(ends_on=one, status="confirmed" if one > AS_OF else "completed") for one in ends))
    rows = table(brief(prepared, BriefChoice(AS_OF, territories=("FJI",))), "visits_FJI").rows
    days = [_day(row[1]) for row in rows]
    assert days == sorted(days, reverse=True)
    assert days == [AS_OF + timedelta(days=20 * number) for number in range(6, -6, -1)]


@pytest.mark.parametrize(
    ("days", "whats"),
    [
        (-31, {"open", "done"}),
        (-30, {"open", "done", "agreed"}),
        (-11, {"open", "done", "agreed"}),
        (-10, {"open", "agreed"}),
        (9, {"open", "agreed"}),
    ],
)
def test_on_a_past_day_what_was_agreed_and_not_done_was_to_be_followed_up(
    prepared: Engine, days: int, whats: set[str]
) -> None:
    with writing(prepared, who="a test", why="") as writer:
        visit = writer.create(engagement(ends_on=AS_OF - timedelta(days=30)))
        done = {"state": FollowUpState.DONE, "done_on": AS_OF - timedelta(days=10)}
        given = {"open": {}, "done": done, "agreed": {"engagement_id": visit.id}, "dropped": {"state": "dropped"}}
        for what, facts in given.items():
            writer.create(FollowUpCreate(territory="FJI", what=what, due_on=AS_OF, source="a test", **facts))
    content = brief(prepared, BriefChoice(AS_OF + timedelta(days=days), territories=("FJI",)))
    rows = table(content, "follow_ups").rows
    assert {row[2] for row in rows} == {row[0] for row in table(content, "tasks_FJI").rows} == whats
    assert said(content, "follow_ups")[0].startswith(f"{len(whats)} follow-up")
    assert {row[4] for row in rows if row[2] == "done"} <= {"Done 12 Nov 2026"}


def test_a_fiscal_year_is_counted_no_further_than_is_known(prepared: Engine) -> None:
    ahead = date(2027, 9, 1)
    for as_of, until in ((ahead, "22 Nov 2026"), (PAST[0], "1 Jun 2025")):
        assert said(brief(prepared, BriefChoice(as_of)), "engagements") == [
            f"A fiscal year begins in October; completed engagements are counted up to {until}."
        ]


def test_partners_due_on_one_day_are_listed_by_name(prepared: Engine) -> None:
    write(prepared, *visited(300, 3), engagement(territory="AUS", ends_on=AS_OF - timedelta(days=299)))
    assert [row[0] for row in table(brief(prepared), "due_soon").rows] == ["Fiji", "Samoa", "Tonga", "Australia"]


def test_a_partner_without_a_place_is_refused_and_not_drawn_in_the_gulf_of_guinea(prepared: Engine) -> None:
    row = ground(prepared).rows[0]
    nowhere = CoverageRow(Territory(code="XXA", name="A", source="a test"), row.coverage, row.advisory, 0)
    with pytest.raises(InvalidRecordError, match="XXA has no place"):
        mark(nowhere)


def test_the_notes_of_the_bottom_line_name_every_record_behind_it(demo: Engine) -> None:
    notes = page(brief(demo), "bottom_line").notes
    records = ground(demo).records
    assert any("By access period" in note for note in notes)
    assert any(note.startswith("Madagascar: In force since") and "FR" in note for note in notes)
    for row in ground(demo).where(Facet.BOOKED):
        (note,) = (one for one in notes if one.startswith(f"{row.territory.name}: booked, engagement"))
        numbers = {int(number.strip("., ")) for number in note.split("engagement")[1].lstrip("s").split(",")}
        found = {one.starts_on for one in records.engagements[row.territory.code] if one.id in numbers}
        assert found == {row.coverage.next_visit}
    for row in ground(demo).where(Facet.OVERDUE):
        assert any(f"{row.coverage.why} By engagement {row.coverage.deciding.id}." in note for note in notes)  # type: ignore[union-attr] # a visit


def test_the_notes_of_a_territory_name_its_records(demo: Engine) -> None:
    content = brief(demo, replace(CHOICE, territories=("FJI", "MDG")))
    notes = " ".join(page(content, "territory_FJI").notes)
    assert notes.count("follow-up") == len(table(content, "tasks_FJI").rows)
    assert notes.count(",", notes.index("Fiji: engagement")) >= len(table(content, "visits_FJI").rows) - 1
    assert any("In force since" in note and " By PSA" in note for note in page(content, "territory_MDG").notes)


def test_a_territory_without_records_has_short_notes(prepared: Engine) -> None:
    content = brief(prepared, replace(CHOICE, territories=("FJI",)))
    assert page(content, "territory_FJI").notes == [
        "Fiji: No visit is on record up to 22 Nov 2026. Nothing is booked.",
        "Fiji: No advisory is on record.",
    ]
    assert "Port Security Advisory: No advisory is on record." in said(content, "territory_FJI")
