"""The brief that is being worked on: its steps, and what a stored template makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.actions.brief_choice import BriefChoice, Edit
from dashboard.parts.brief_state import MOST_STEPS, Working
from models.tables import BriefTemplate
from models.vocabulary import BriefSection

TODAY = date(2026, 11, 22)
CHOICE = BriefChoice(TODAY)
FRESH = Working(CHOICE, CHOICE, "key")


def titled(text: str) -> BriefChoice:
    return replace(CHOICE, title=text)


def stored(**facts: object) -> BriefTemplate:
    begun = {"title": "Weekly", "sections": list(CHOICE.sections), "regions": [], "territories": [], "words": {}}
    return BriefTemplate(id=4, version=2, name="Mondays", brief_marking="", unit="", **{**begun, **facts})


def test_what_stands_as_it_began_is_no_step_and_nothing_unsaved() -> None:
    assert FRESH.edited(replace(CHOICE)) == FRESH
    assert not FRESH.unsaved
    assert FRESH.edited(titled("A")).unsaved
    assert not FRESH.edited(titled("A")).edited(CHOICE).unsaved


def test_undo_goes_back_step_by_step_and_renews_the_fields() -> None:
    there = FRESH.edited(titled("A"), typed=True).edited(titled("B"), typed=True)
    assert (there.round, len(there.past)) == (0, 2)
    back = there.undone()
    assert (back.choice.title, back.round) == ("A", 1)
    assert back.undone().choice == CHOICE
    assert FRESH.undone() == FRESH


def test_a_step_that_no_field_made_renews_the_fields() -> None:
    assert FRESH.edited(titled("A")).key("title") != FRESH.key("title")
    assert FRESH.edited(titled("A"), typed=True).key("title") == FRESH.key("title")


def test_the_oldest_steps_are_forgotten_and_none_holds_those_before_it() -> None:
    held = FRESH
    for number in range(MOST_STEPS + 5):
        held = held.edited(titled(str(number)))
    assert len(held.past) == MOST_STEPS
    assert all(one.past == () for one in held.past)


def test_turning_to_another_template_is_a_step_under_the_same_draft() -> None:
    other = Working(titled("Other"), titled("Other"), "another key", template=9, name="Other", seen=1)
    there = FRESH.edited(titled("Mine")).turned_to(other)
    assert (there.draft, there.template, there.unsaved) == ("key", 9, False)
    back = there.undone()
    assert (back.choice.title, back.template, back.unsaved) == ("Mine", None, True)


def test_saved_it_goes_on_over_the_version_that_was_stored_and_undo_does_too() -> None:
    saved = FRESH.edited(titled("Weekly"), typed=True).saved(stored())
    assert (saved.template, saved.seen, saved.name, saved.unsaved) == (4, 2, "Mondays", False)
    back = saved.undone()
    assert (back.choice.title, back.template, back.seen, back.unsaved) == (CHOICE.title, 4, 2, True)


@pytest.mark.parametrize("text", ["", "Ours."])
def test_words_come_back_from_what_was_stored(text: str) -> None:
    row = stored(words={"overdue": {"text": text, "instead_of": "Theirs."}}, sections=[BriefSection.MAP])
    saved = FRESH.saved(row)
    assert saved.choice.words == {"overdue": Edit(text, "Theirs.")}
    assert saved.choice.sections == (BriefSection.MAP,)
