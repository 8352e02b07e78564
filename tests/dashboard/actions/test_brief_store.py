"""Templates and briefs that are kept: nothing is lost on the way, and the next brief is compared with what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.brief_choice import BriefChoice, Edit
from dashboard.actions.brief_making import make
from dashboard.actions.brief_store import (
    choice_of,
    figures_of,
    find_template,
    keep,
    kept_briefs,
    save_template,
    templates,
)
from dashboard.actions.editing import Conflict, Saved, save
from dashboard.actions.records import read_records
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import choose
from models.tables import BriefTemplate, KeptBrief
from models.vocabulary import BriefSection
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent

BROKEN = {"overdue": {"text": "None,\nfor once.", "instead_of": "No partner is overdue."}}
BEFORE = AS_OF - timedelta(days=30)
AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
CHOICE = BriefChoice(
    AS_OF,
    title="Weekly \u202e brief",
    unit="The unit",
    regions=("Melanesia", "AOR"),
    sections=(BriefSection.SOURCES, BriefSection.BOTTOM_LINE),
    territories=("FJI",),
    words={"overdue": Edit("", "No partner is overdue.")},
    words_marking="UNCLASSIFIED",
)


def made(engine: Engine, choice: BriefChoice = CHOICE, *, since: KeptBrief | None = None) -> BriefContent:
    with reading(engine) as session:
        records = read_records(session=session)
        return make(records, choice, session=session, known_on=choice.as_of, made_at=AT, since=since)


def stored(engine: Engine, name: str = "Weekly", choice: BriefChoice = CHOICE) -> BriefTemplate:
    saved = save_template(engine, name, choice, marking="UNCLASSIFIED", who="a briefer")
    assert isinstance(saved, Saved)
    row: BriefTemplate = saved.row
    return row


def kept_on(engine: Engine, *days: date) -> list[int | None]:
    return [keep(engine, made(engine, replace(CHOICE, as_of=on)), CHOICE, who="x").id for on in days]


def test_a_template_gives_back_what_was_saved_on_another_day(prepared: Engine) -> None:
    stored(prepared, " Weekly ", replace(CHOICE, marking="UNCLASSIFIED"))
    with reading(prepared) as session:
        (template,) = templates(session=session)
    later = AS_OF + timedelta(days=7)
    assert template.name == "Weekly"
    assert choice_of(template, as_of=later, compared_on=AS_OF) == replace(
        CHOICE, as_of=later, compared_on=AS_OF, marking="UNCLASSIFIED"
    )


def test_words_that_were_stored_with_line_breaks_come_back_on_one_line(prepared: Engine) -> None:
    row = stored(prepared)
    save(prepared, BriefTemplate, row.id, {"words": BROKEN}, seen=row.version, who="x")
    with reading(prepared) as session:
        (template,) = templates(session=session)
    assert choice_of(template, as_of=AS_OF).words["overdue"].text == "None, for once."


def test_a_brief_that_was_disposed_of_is_still_compared_with(prepared: Engine) -> None:
    kept = keep(prepared, made(prepared, replace(CHOICE, as_of=BEFORE)), CHOICE, who="x")
    said = figures_of(kept)
    save(prepared, KeptBrief, kept.id, {"dispose_after": BEFORE}, seen=1, who="x")
    with writing(prepared, who="a steward", why="") as writer:
        writer.dispose(KeptBrief, kept.id or 0, seen=2, today=AS_OF)
    with reading(prepared) as session:
        (last,) = kept_briefs(session=session, before=AS_OF)
    assert (last.words, last.disposed_on, figures_of(last)) == ({}, AS_OF, said)
    assert made(prepared, since=last).compared_on == BEFORE


def test_two_templates_have_two_names(prepared: Engine) -> None:
    stored(prepared)
    with pytest.raises(InvalidRecordError, match="name"):
        stored(prepared)
    with pytest.raises(InvalidRecordError, match="give the template a name"):
        stored(prepared, " ")
    with reading(prepared) as session:
        assert len(templates(session=session)) == 1


def test_a_second_editor_sees_what_the_first_wrote(prepared: Engine) -> None:
    read = stored(prepared)
    first = save_template(prepared, "Daily", CHOICE, marking="UNCLASSIFIED", who="one", over=read)
    second = save_template(prepared, "Hourly", CHOICE, marking="UNCLASSIFIED", who="two", over=read)
    assert isinstance(first, Saved)
    assert isinstance(second, Conflict)
    assert (second.theirs["name"], second.theirs_who) == ("Daily", "one")


def test_the_name_of_a_withdrawn_template_may_be_given_again(prepared: Engine) -> None:
    row = stored(prepared)
    save(prepared, BriefTemplate, row.id, {"withdrawn": "no longer asked for"}, seen=row.version, who="x")
    with reading(prepared) as session:
        assert templates(session=session) == []
        with pytest.raises(InvalidRecordError, match="none is saved yet"):
            find_template("Weekly", session=session)
    again = stored(prepared, choice=replace(CHOICE, title="Another"))
    with reading(prepared) as session:
        assert find_template("Weekly", session=session).title == "Another"
    assert again.id == row.id


def test_an_unknown_template_is_refused_with_those_there_are(prepared: Engine) -> None:
    stored(prepared)
    with reading(prepared) as session, pytest.raises(InvalidRecordError, match="choose one of: Weekly"):
        find_template("Montly", session=session)


def test_the_last_brief_is_the_newest_before_the_day(prepared: Engine) -> None:
    days = [AS_OF - timedelta(days=ago) for ago in (30, 7, 60)]
    month, week, two_months = kept_on(prepared, *days)
    (again,) = kept_on(prepared, days[1])
    with reading(prepared) as session:
        assert [one.id for one in kept_briefs(session=session)] == [again, week, month, two_months]
        assert [one.id for one in kept_briefs(session=session, before=days[1])] == [month, two_months]
        assert kept_briefs(session=session, before=days[2]) == []


def test_a_brief_that_was_withdrawn_is_no_last_brief(prepared: Engine) -> None:
    (number,) = kept_on(prepared, AS_OF)
    save(prepared, KeptBrief, number, {"withdrawn": "made by mistake"}, seen=1, who="x")
    with reading(prepared) as session:
        assert kept_briefs(session=session) == []


def test_the_next_brief_tells_exactly_what_is_new_since(prepared: Engine) -> None:
    """A visit entered late lies before the last brief, and is new since it all the same."""
    before = AS_OF - timedelta(days=30)
    kept_on(prepared, before)
    with writing(prepared, who="a test", why="") as writer:
        writer.create(engagement(ends_on=before - timedelta(days=30)))
    with reading(prepared) as session:
        (last,) = kept_briefs(session=session, before=AS_OF)
    wanted = replace(CHOICE, sections=(BriefSection.BOTTOM_LINE, BriefSection.CHANGES), words={})
    exact, derived = made(prepared, wanted, since=last), made(prepared, replace(wanted, compared_on=before))
    assert [row[0] for row in exact.pages[1].blocks[0].rows] == ["Fiji"]  # type: ignore[union-attr] # a table
    assert derived.pages[1].blocks[0].rows == []  # type: ignore[union-attr] # a table
    assert (exact.compared_on, figures_of(last).on) == (before, before)


def test_figures_of_a_brief_that_is_compared_with_demand_its_marking(prepared: Engine) -> None:
    with writing(prepared, who="a steward", why="") as writer:
        choose(writer, "marking", "CUI")
    kept = keep(prepared, made(prepared, replace(CHOICE, as_of=BEFORE, marking="CUI")), CHOICE, who="x")
    assert made(prepared).marking == "UNCLASSIFIED"
    assert made(prepared, since=kept).marking == "CUI"
    with pytest.raises(InvalidRecordError, match="cannot be marked UNCLASSIFIED"):
        made(prepared, replace(CHOICE, marking="UNCLASSIFIED"), since=kept)


def test_a_brief_is_not_compared_with_its_own_day(prepared: Engine) -> None:
    kept_on(prepared, AS_OF)
    with reading(prepared) as session:
        (last,) = kept_briefs(session=session)
    with pytest.raises(InvalidRecordError, match="does not lie before"):
        made(prepared, since=last)


def test_what_is_kept_bears_the_marking_and_the_words(prepared: Engine) -> None:
    content = made(prepared)
    row = keep(prepared, content, CHOICE, who="a briefer")
    assert (row.marking, row.as_of, row.demo) == (content.marking, AS_OF, False)
    assert choice_of(row, as_of=AS_OF) == CHOICE
    assert figures_of(row) == content.snapshot
