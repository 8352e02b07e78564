"""Notices that were entered, and taking one back as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.advisory_changes import past_notices, take_back
from dashboard.actions.advisory_entry import ENTERED, Line, Notice, propose, save_notice
from models import audit, queries
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError, UnknownRecordError
from models.tables import AdvisoryFact
from models.vocabulary import AdvisoryAction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Engine

NOTICE = Notice(
    source="https://example.org",
    psa_number="1-26",
    published_on=date(2026, 10, 1),
    lines=(Line("FJI", AdvisoryAction.IMPOSED), Line("SYC", AdvisoryAction.REMOVED)),
)


def enter(engine: Engine, notice: Notice = NOTICE) -> list[AdvisoryFact]:
    with reading(engine) as session:
        territories = {row.code: row for row in queries.territories(session=session)}
        shown = propose(queries.advisory_facts(session=session), territories, notice, today=date(2026, 11, 22))
    return save_notice(engine, shown, who="a person")


def facts_of(engine: Engine) -> Sequence[AdvisoryFact]:
    with reading(engine) as session:
        return queries.advisory_facts(session=session)


def test_the_shipped_table_is_no_entry(prepared: Engine) -> None:
    assert past_notices(prepared, ENTERED) == []


def test_entries_are_listed_the_newest_first_with_their_facts(prepared: Engine) -> None:
    enter(prepared)
    enter(prepared, replace(NOTICE, psa_number="2-26", lines=(Line("TON", AdvisoryAction.IMPOSED),)))
    newest, oldest = past_notices(prepared, ENTERED)
    assert (newest.why, len(newest.facts)) == (f"{ENTERED}PSA 2-26", 1)
    assert (oldest.why, len(oldest.facts), oldest.who) == (f"{ENTERED}PSA 1-26", 2, "a person")


def test_an_entry_is_taken_back_as_a_whole_and_nothing_is_deleted(prepared: Engine) -> None:
    enter(prepared)
    (past,) = past_notices(prepared, ENTERED)
    assert take_back(prepared, past.id, who="a person") == 2
    assert len(facts_of(prepared)) == 82
    with reading(prepared) as session:
        withdrawn = [fact for fact in queries.advisory_facts(session=session, withdrawn=True) if fact.withdrawn]
        assert list(audit.problems(session)) == []
    assert {fact.withdrawn for fact in withdrawn} == {f"Taken back: {ENTERED}PSA 1-26"}
    assert past_notices(prepared, ENTERED) == []


def test_the_same_notice_can_be_entered_again(prepared: Engine) -> None:
    enter(prepared)
    take_back(prepared, past_notices(prepared, ENTERED)[0].id, who="a person")
    rows = enter(prepared)
    assert all(row.reference_key.endswith("(2)") for row in rows)


def test_what_was_partly_taken_back_is_left_for_a_person(prepared: Engine) -> None:
    rows = enter(prepared)
    with writing(prepared, who="a person", why="not Fiji") as writer:
        writer.update(AdvisoryFact, rows[0].id or 0, {"withdrawn": "not Fiji"}, seen=1)
    (past,) = past_notices(prepared, ENTERED)
    assert past.facts == [rows[1].id]
    with pytest.raises(InvalidRecordError):
        take_back(prepared, past.id, who="a person")
    assert len(facts_of(prepared)) == 83


def test_what_was_never_entered_cannot_be_taken_back(prepared: Engine) -> None:
    with pytest.raises(UnknownRecordError, match="no such entry"):
        take_back(prepared, 10**9, who="a person")
