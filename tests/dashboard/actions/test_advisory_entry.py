"""A new notice: its difference from the list in force, what is refused, and saving it whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.advisory_difference import ListDifference
from dashboard.actions.advisory_entry import Line, Notice, Proposal, fact_key, free_key, propose, save_notice
from dashboard.actions.advisory_list import listed_on
from models import audit, queries
from models.advisories import Answer, advisory_state, cutoff
from models.database import reading
from models.errors import ConflictError, InvalidRecordError
from models.vocabulary import AdvisoryAction, AdvisoryScope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Engine

    from models.tables import AdvisoryFact

ADDED, REMOVED, CHANGED = AdvisoryAction.IMPOSED, AdvisoryAction.REMOVED, AdvisoryAction.MODIFIED
NOTICE = Notice(
    source="https://example.org/notice",
    psa_number="1-26",
    notice="91 FR 1234",
    published_on=date(2026, 10, 1),
    effective_on=date(2026, 10, 15),
    lines=(Line("FJI", ADDED), Line("SYC", REMOVED)),
)


def facts_of(engine: Engine) -> Sequence[AdvisoryFact]:
    with reading(engine) as session:
        return queries.advisory_facts(session=session)


def proposed(engine: Engine, notice: Notice, *, today: date = date(2026, 9, 1)) -> Proposal:
    with reading(engine) as session:
        territories = {row.code: row for row in queries.territories(session=session)}
        return propose(queries.advisory_facts(session=session), territories, notice, today=today)


def _others(exceptions: str) -> Line:
    return Line("MDG", CHANGED, AdvisoryScope.ALL_BUT_EXCEPTED, exceptions)


def answer(engine: Engine, code: str, day: date) -> Answer:
    return advisory_state(facts_of(engine), territory=code, as_of=day).answer


def test_a_notice_is_shown_as_what_it_adds_removes_and_changes(prepared: Engine) -> None:
    changed = Line("MDG", CHANGED, AdvisoryScope.ALL_BUT_EXCEPTED, "Toamasina MGTMM-0001")
    shown = proposed(prepared, replace(NOTICE, lines=(*NOTICE.lines, changed)))
    assert [one.words for one in shown.difference.added] == ["since 15 Oct 2026 (PSA 1-26)"]
    assert [one.code for one in shown.difference.removed] == ["SYC"]
    assert shown.difference.changed[0].words.endswith("→ “Toamasina MGTMM-0001”")
    assert (shown.before, shown.after) == (22, 22)
    assert shown.as_of == date(2026, 10, 15)


def test_showing_writes_nothing(prepared: Engine) -> None:
    before = facts_of(prepared)
    proposed(prepared, NOTICE)
    assert len(facts_of(prepared)) == len(before) == 82


def test_saving_turns_the_list_on_the_effective_day(prepared: Engine) -> None:
    rows = save_notice(prepared, proposed(prepared, NOTICE), who="a person")
    assert [row.territory for row in rows] == ["FJI", "SYC"]
    for day, fiji, seychelles in (
        (date(2026, 10, 14), Answer.NOT_IN_FORCE, Answer.IN_FORCE),
        (date(2026, 10, 15), Answer.IN_FORCE, Answer.NOT_IN_FORCE),
    ):
        assert (answer(prepared, "FJI", day), answer(prepared, "SYC", day)) == (fiji, seychelles)


def test_what_was_saved_is_audited_with_who_and_why(prepared: Engine) -> None:
    (row, _) = save_notice(prepared, proposed(prepared, NOTICE), who="a person")
    with reading(prepared) as session:
        ((entry, _),) = queries.history("advisory_fact", row.id or 0, session=session)
        assert list(audit.problems(session)) == []
    assert (entry.who, entry.why, entry.action) == ("a person", "Advisory entered: PSA 1-26", "created")


def test_saved_facts_keep_what_was_read(prepared: Engine) -> None:
    notice = replace(NOTICE, conditions="Guard each access point", note="day not printed")
    (row, _) = save_notice(prepared, proposed(prepared, notice), who="a person")
    assert (row.notice, row.conditions, row.note) == ("91 FR 1234", "Guard each access point", "day not printed")
    assert (row.published_on, row.effective_on, row.full_list) == ("2026-10-01", date(2026, 10, 15), False)


def test_a_difference_that_is_no_longer_true_is_not_saved(prepared: Engine) -> None:
    shown = proposed(prepared, NOTICE)
    other = replace(NOTICE, psa_number="2-26", lines=(Line("FJI", ADDED),), effective_on=date(2026, 10, 2))
    save_notice(prepared, proposed(prepared, other), who="somebody else")
    with pytest.raises((ConflictError, InvalidRecordError)):
        save_notice(prepared, shown, who="a person")
    assert len(facts_of(prepared)) == 83


def test_another_change_of_the_same_exceptions_is_a_conflict(prepared: Engine) -> None:
    notice = replace(NOTICE, lines=(_others("Toamasina"),))
    shown = proposed(prepared, notice)
    earlier = replace(notice, psa_number="9-25", notice="90 FR 1", effective_on=date(2026, 10, 5))
    save_notice(prepared, proposed(prepared, replace(earlier, lines=(_others("Antsiranana"),))), who="somebody else")
    with pytest.raises(ConflictError, match="changed since"):
        save_notice(prepared, shown, who="a person")


def test_a_whole_list_moves_the_cutoff_and_shows_who_stays(prepared: Engine) -> None:
    assert cutoff(facts_of(prepared)) == date(2025, 8, 31)
    shown = proposed(prepared, replace(NOTICE, whole_list=True))
    listed = {form.territory for form in shown.forms if form.full_list}
    assert "SYC" not in listed
    assert {"FJI", "MDG", "NRU"} <= listed
    assert len(listed) == shown.after == 22
    save_notice(prepared, shown, who="a person")
    assert cutoff(facts_of(prepared)) == date(2026, 10, 1)
    rows = listed_on(facts_of(prepared), {}, as_of=date(2026, 10, 15))
    assert {row.code for row in rows if row.state.answer is Answer.IN_FORCE} == listed
    assert answer(prepared, "FJI", date(2026, 10, 14)) is Answer.NOT_IN_FORCE


def test_a_whole_list_may_change_nothing(prepared: Engine) -> None:
    shown = proposed(prepared, replace(NOTICE, lines=(), whole_list=True))
    assert shown.difference.sentences() == []
    assert len(shown.forms) == 22


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": " "}, "source"),
        ({"psa_number": "", "notice": ""}, "psa_number"),
        ({"psa_number": "1/26"}, "psa_number"),
        ({"published_on": None, "effective_on": None}, "published_on"),
        ({"published_on": None, "whole_list": True}, "published_on"),
        ({"effective_on": date(2026, 9, 30)}, "effective_on"),
        ({"lines": ()}, "lines"),
        ({"lines": (Line("MDG", ADDED),)}, "added"),
        ({"lines": (Line("FJI", REMOVED),)}, "removed"),
        ({"lines": (Line("FJI", CHANGED),)}, "changed"),
        ({"lines": (Line("MDG", REMOVED), Line("MDG", CHANGED))}, "changed"),
    ],
)
def test_a_notice_that_cannot_be_is_refused_beside_its_field(
    prepared: Engine, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidRecordError) as refusal:
        proposed(prepared, replace(NOTICE, **wrong))  # type: ignore[arg-type] # one field each
    assert field in refusal.value.fields


def test_where_one_cannot_tell_the_notice_is_believed(prepared: Engine) -> None:
    day = date(2014, 1, 1)
    assert answer(prepared, "MRT", day) is Answer.CANNOT_TELL
    notice = replace(NOTICE, published_on=day, effective_on=day, lines=(Line("MRT", REMOVED),))
    assert [one.code for one in proposed(prepared, notice).difference.unclear] == ["MRT"]


def test_the_same_notice_is_not_recorded_twice(prepared: Engine) -> None:
    notice = replace(NOTICE, lines=(Line("MDG", CHANGED),))
    save_notice(prepared, proposed(prepared, notice), who="a person")
    with pytest.raises(InvalidRecordError, match="on record for Madagascar already"):
        proposed(prepared, notice)


@pytest.mark.parametrize(
    "again",
    [
        {"effective_on": date(2026, 10, 20)},
        {"published_on": None},
        {"psa_number": ""},
        {"psa_number": "", "notice": "91 fr  1234", "published_on": None},
        {"notice": ""},
    ],
)
def test_the_same_notice_with_another_day_or_without_its_number_is_known_again(
    prepared: Engine, again: dict[str, object]
) -> None:
    notice = replace(NOTICE, lines=(_others("Toamasina"),))
    save_notice(prepared, proposed(prepared, notice), who="a person")
    with pytest.raises(InvalidRecordError, match="on record for Madagascar already"):
        proposed(prepared, replace(notice, **again))  # type: ignore[arg-type] # one field each


def test_a_later_change_by_another_notice_is_no_repetition(prepared: Engine) -> None:
    notice = replace(NOTICE, lines=(_others("Toamasina"),))
    save_notice(prepared, proposed(prepared, notice), who="a person")
    other = replace(notice, psa_number="2-26", notice="91 FR 9999", lines=(_others("Mahajanga"),))
    assert proposed(prepared, other).difference.changed


def test_a_notice_of_long_ago_says_what_it_does_to_the_list_of_today(prepared: Engine) -> None:
    day = date(2019, 1, 1)
    today = date(2026, 11, 22)
    removed = replace(NOTICE, psa_number="9-18", published_on=day, effective_on=day, lines=(Line("KHM", REMOVED),))
    shown = proposed(prepared, removed, today=today)
    assert [one.code for one in shown.difference.removed] == ["KHM"]
    assert [(one.code, one.words) for one in shown.effect.changed] == [
        ("KHM", "interrupted, seen in force since Aug 2025")
    ]
    added = replace(removed, lines=(Line("FJI", ADDED),))
    assert proposed(prepared, added, today=today).effect == ListDifference()
    assert [one.code for one in proposed(prepared, added, today=today).difference.added] == ["FJI"]


def test_what_takes_effect_later_than_today_has_no_effect_of_today(prepared: Engine) -> None:
    assert proposed(prepared, NOTICE, today=date(2026, 10, 15)).effect == ListDifference()
    assert proposed(prepared, NOTICE, today=date(2026, 10, 16)).effect.added


def test_two_notices_about_different_territories_are_both_saved(prepared: Engine) -> None:
    one, other = (
        proposed(prepared, replace(NOTICE, psa_number=number, notice="", lines=(line,)))
        for number, line in (("1-26", Line("FJI", ADDED)), ("2-26", Line("SYC", REMOVED)))
    )
    save_notice(prepared, one, who="a person")
    save_notice(prepared, other, who="somebody else")
    assert len(facts_of(prepared)) == 84


def test_a_key_that_a_withdrawn_fact_bears_stays_its_own() -> None:
    assert free_key("a", set()) == "a"
    assert free_key("a", {"a"}) == "a (2)"
    assert free_key("a", {"a", "a (2)"}) == "a (3)"


def test_shipped_facts_are_keyed_as_entered_ones(prepared: Engine) -> None:
    assert all(fact_key(fact) == fact.reference_key for fact in facts_of(prepared))


def test_a_change_to_all_ports_revokes_the_exceptions(prepared: Engine) -> None:
    notice = replace(NOTICE, lines=(Line("MDG", CHANGED, AdvisoryScope.ALL_PORTS),))
    save_notice(prepared, proposed(prepared, notice), who="a person")
    before, after = (
        next(one for one in listed_on(facts_of(prepared), {}, as_of=day) if one.code == "MDG")
        for day in (date(2026, 10, 14), date(2026, 10, 15))
    )
    assert len(before.scope.facilities) == 4
    assert after.scope.facilities == ()
    assert after.state.exceptions == "none"


def test_what_cannot_be_read_of_exceptions_is_told_by_territory(prepared: Engine) -> None:
    unread = _others("Toamasina MGTMM-0001; Quay 14 to 30 May 2020")
    assert proposed(prepared, replace(NOTICE, lines=(unread, *NOTICE.lines))).unread == {
        "MDG": ("Quay 14 to 30 May 2020",)
    }
    assert proposed(prepared, replace(NOTICE, lines=(_others("Toamasina MGTMM-0001"),))).unread == {}
