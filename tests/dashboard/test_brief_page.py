"""Building, correcting, saving and keeping a brief on its page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from dashboard import clock
from dashboard.actions import initialise
from dashboard.actions.brief_choice import TITLE, BriefChoice, Edit
from dashboard.actions.brief_store import choice_of, kept_briefs, save_template, templates
from dashboard.actions.editing import Saved, save
from dashboard.parts.brief_job import DRAWN_KEY, FILES_KEY, JOB_KEY
from models import drafts
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import choose
from models.tables import BriefTemplate, EngagementCreate, KeptBrief
from models.vocabulary import BriefSection
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"

pytestmark = pytest.mark.usefixtures("page_day")

PATIENCE = 120
"""Seconds that a drawing may take on a busy machine."""


def opened(on: date | None = None, **address: str) -> AppTest:
    """Open the page at an address, on a day."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    app.switch_page("app_pages/brief.py")
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    if on is not None:  # in the address it would be that of the page before, which has the same name for it
        widget(app, "date_input", "As of").set_value(on).run()
    assert not app.exception
    return app


def view(app: AppTest, name: str) -> AppTest:
    """Open a tab."""
    app.query_params["view"] = app.session_state["view"] = name
    result = app.run()
    assert not result.exception
    return result


def press(app: AppTest, label: str, place: int = 0) -> AppTest:
    button = [one for one in app.button if one.label == label][place]
    assert not button.disabled
    result: AppTest = button.click().run()
    assert not result.exception
    return result


def widget(app: AppTest, kind: str, label: str) -> Any:  # noqa: ANN401 - any widget of the page
    return next(one for one in app.get(kind) if one.label.startswith(label))


def said(app: AppTest) -> str:
    return " ".join(one.value for kind in ("markdown", "caption", "error", "warning", "info") for one in app.get(kind))


def labels(app: AppTest, kind: str = "button") -> list[str]:
    return [one.label for one in app.get(kind)]


def asked(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value


def choice(app: AppTest) -> BriefChoice:
    held: BriefChoice = app.session_state["brief_working"].choice
    return held


def sections(app: AppTest) -> list[str]:
    return [one.label.split(" · ")[0] for one in app.checkbox]


def stored_templates(engine: Engine) -> list[BriefTemplate]:
    with reading(engine) as session:
        return list(templates(session=session))


def kept(engine: Engine) -> list[KeptBrief]:
    with reading(engine) as session:
        return list(kept_briefs(session=session))


def template(engine: Engine, name: str, **facts: Any) -> BriefTemplate:  # noqa: ANN401 - any facts of a choice
    saved = save_template(engine, name, BriefChoice(AS_OF, **facts), marking="UNCLASSIFIED", who="another")
    assert isinstance(saved, Saved)
    row: BriefTemplate = saved.row
    return row


OVERDUE = "8 partners are overdue"


def test_it_opens_on_today_with_every_section_and_says_that_nothing_is_compared(demo: Engine) -> None:
    assert demo
    app = opened()
    assert app.title[0].value == "Brief"
    assert app.date_input[0].value == AS_OF
    assert choice(app) == BriefChoice(AS_OF)
    assert "nothing is compared" in said(app)
    assert "No brief was kept yet." in said(app)
    assert "17 pages" in said(app)
    assert "Build the brief" in labels(app)


def test_the_presentation_is_of_the_same_day_and_regions(demo: Engine) -> None:
    template(demo, "Two", regions=("Melanesia", "Polynesia"))
    (link,) = (one for one in opened(AS_OF - timedelta(days=30)).get("link_button") if one.label == "Present")
    assert "as_of=2026-10-23" in link.url
    assert re.findall(r"region=(\w+)", link.url) == ["Melanesia", "Polynesia"]


def test_the_address_gives_day_and_comparison(demo: Engine) -> None:
    assert demo
    day = AS_OF - timedelta(days=30)
    app = opened(day, compared_with="Another day", compared_on="2026-06-01")
    assert "Compared with 1 Jun 2026" in said(app)
    assert "What changed since 1 Jun 2026" in said(app)
    app = opened(compared_with="Nothing")
    assert "no page tells what changed" in said(app)


def test_a_day_of_comparison_that_does_not_lie_before_the_brief_is_told_with_the_remedy(demo: Engine) -> None:
    assert demo
    app = opened(compared_with="Another day", compared_on="2026-11-01")
    widget(app, "date_input", "As of").set_value(date(2026, 11, 1)).run()
    assert not app.exception
    assert "does not lie before the day of the brief" in app.error[0].value.replace("\\", "")
    assert "Choose an earlier day to compare with" in app.error[0].value
    widget(app, "date_input", "Day before it").set_value(date(2026, 10, 31)).run()
    assert not app.error


def test_sections_are_moved_left_out_and_taken_in_by_buttons(demo: Engine) -> None:
    assert demo
    app = view(opened(), "Contents")
    usual = sections(app)
    app = press(app, "Down")
    assert sections(app)[:2] == [usual[1], usual[0]]
    app = press(app, "Up", 2)
    assert sections(app)[:3] == [usual[1], usual[2], usual[0]]
    app.checkbox[0].uncheck().run()
    assert sections(app)[-1] == usual[1], "what is left out stands at the end"
    assert choice(app).sections[:2] == (BriefSection.REGIONS, BriefSection.BOTTOM_LINE)
    app.checkbox[-1].check().run()
    assert len(choice(app).sections) == len(BriefSection)
    for _ in range(4):
        app = press(app, "Undo")
    assert sections(app) == usual


def test_a_section_without_a_page_says_why(demo: Engine) -> None:
    assert demo
    found = labels(view(opened(), "Contents"), "checkbox")
    assert any("nothing is compared" in one for one in found)
    assert any("no territory is chosen" in one for one in found)
    assert any("8 pages" in one for one in found)


def test_the_last_section_cannot_be_left_out(demo: Engine) -> None:
    template(demo, "One", sections=(BriefSection.SOURCES,))
    boxes = {box.label: box.disabled for box in view(opened(), "Contents").checkbox}
    (last,) = (label for label, disabled in boxes.items() if disabled)
    assert last == "Sources, method and data cut-off · 1 page"


def test_territories_and_regions_get_pages_and_a_title_is_never_blank(demo: Engine) -> None:
    assert demo
    app = view(opened(), "Contents")
    widget(app, "multiselect", "Territories").select("FJI").run()
    widget(app, "multiselect", "Regions").set_value(["Melanesia", "AOR"]).run()
    widget(app, "text_input", "Unit").set_value("The unit").run()
    widget(app, "text_input", "Title").set_value("  ").run()
    assert choice(app).territories == ("FJI",)
    assert choice(app).regions == ("Melanesia", "AOR")
    assert (choice(app).unit, choice(app).title) == ("The unit", TITLE)
    assert "1. Bottom line\n2. Area of responsibility\n3. Melanesia\n4. AOR" in said(view(app, "Pages"))
    assert "Fiji" in said(app)


def test_a_marking_below_what_the_brief_contains_is_refused_beside_its_field(demo: Engine) -> None:
    with writing(demo, who="a test", why="a test") as writer:
        choose(writer, "marking", "CUI")
        writer.create(EngagementCreate(**{**engagement().model_dump(), "marking": "CUI"}))
    app = view(opened(), "Contents")
    assert "Highest contained (CUI)" in widget(app, "selectbox", "Marking").options
    widget(app, "selectbox", "Marking").set_value("UNCLASSIFIED").run()
    assert not app.exception
    assert sum("it cannot be marked UNCLASSIFIED" in one.value for one in app.error) == 2, "above, and beside the field"
    assert next(one for one in app.button if one.label == "Build the brief").disabled
    widget(app, "selectbox", "Marking").set_value("CUI").run()
    assert not app.error


def test_a_region_that_is_no_more_is_named_and_can_be_taken_out(demo: Engine) -> None:
    template(demo, "Old", regions=("A set of yesterday", "Melanesia"))
    app = view(opened(), "Contents")
    assert "'A set of yesterday' is no region" in app.error[0].value.replace("\\", "")
    widget(app, "multiselect", "Regions").unselect("A set of yesterday").run()
    assert not app.error
    assert choice(app).regions == ("Melanesia",)


def edit(app: AppTest, label: str, text: str) -> AppTest:
    result: AppTest = widget(app, "text_area", label).set_value(text).run()
    assert not result.exception
    return result


def test_a_sentence_is_written_over_marked_and_taken_back(demo: Engine) -> None:
    assert demo
    app = view(opened(), "Words")
    generated = widget(app, "text_area", "Overdue").value
    assert generated.startswith(OVERDUE)
    app = edit(app, "Overdue", "We are arranging two visits.")
    assert choice(app).words == {"overdue": Edit("We are arranging two visits.", generated)}
    assert "edited †" in widget(app, "text_area", "Overdue").label
    assert "1 edited" in said(app)
    assert f"Generated: {OVERDUE}" in said(app)
    app = press(app, "Back to the generated words")
    assert choice(app).words == {}
    assert widget(app, "text_area", "Overdue").value == generated
    app = press(app, "Undo")
    assert widget(app, "text_area", "Overdue").value == "We are arranging two visits."


def test_a_sentence_is_written_on_one_line(demo: Engine) -> None:
    assert demo
    app = view(opened(), "Words")
    generated = widget(app, "text_area", "Overdue").value
    app = edit(app, "Overdue", "  We are arranging\n\ntwo\tvisits.\u2028Soon. ")
    assert choice(app).words == {"overdue": Edit("We are arranging two visits. Soon.", generated)}
    app = edit(app, "Overdue", generated.replace(" ", "\n", 1))
    assert choice(app).words == {}, "a line break alone is no edit"


def test_a_sentence_left_blank_is_left_out_and_still_stands_on_the_page(demo: Engine) -> None:
    assert demo
    app = edit(view(opened(), "Words"), "Never", "   ")
    assert "left out" in widget(app, "text_area", "Never").label
    assert choice(app).words["never"].text == ""
    app = press(app, "Back to the generated words")
    assert widget(app, "text_area", "Never").value


def test_the_generated_words_typed_again_are_no_edit(demo: Engine) -> None:
    assert demo
    app = view(opened(), "Words")
    generated = widget(app, "text_area", "Overdue").value
    app = edit(edit(app, "Overdue", "Other words."), "Overdue", generated)
    assert choice(app).words == {}
    assert DRAFT not in app.query_params


DRAFT = "draft"


def test_words_keep_the_marking_of_the_brief_in_which_they_were_written(demo: Engine) -> None:
    with writing(demo, who="a test", why="a test") as writer:
        choose(writer, "marking", "CUI")
    app = view(opened(), "Contents")
    widget(app, "selectbox", "Marking").set_value("CUI").run()
    app = edit(view(app, "Words"), "Overdue", "Ours.")
    assert choice(app).words_marking == "CUI"
    app = view(app, "Contents")
    widget(app, "selectbox", "Marking").set_value("UNCLASSIFIED").run()
    assert "cannot be marked UNCLASSIFIED" in said(app)
    app = press(app, "Undo")
    app = press(view(app, "Words"), "Back to the generated words")
    assert choice(app).words_marking == ""


@pytest.mark.parametrize("decide", ["Use again", "Drop"])
def test_words_whose_figures_changed_are_shown_with_both_texts(demo: Engine, decide: str) -> None:
    assert demo
    app = edit(view(opened(), "Words"), "Overdue", "Ours.")
    widget(app, "date_input", "As of").set_value(AS_OF - timedelta(days=400)).run()
    assert "1 of your sentences does not count any more" in said(app)
    assert "Ours." in said(app)
    now = widget(app, "text_area", "Overdue").value
    assert not now.startswith(OVERDUE)
    app = press(app, decide)
    assert "not count any more" not in said(app)
    assert choice(app).words == ({"overdue": Edit("Ours.", now)} if decide == "Use again" else {})


def test_what_is_not_saved_survives_a_broken_session(demo: Engine) -> None:
    assert demo
    app = edit(view(opened(), "Words"), "Overdue", "Ours.")
    key = asked(app, DRAFT)
    st.cache_resource.clear()
    again = view(opened(draft=key), "Words")
    assert widget(again, "text_area", "Overdue").value == "Ours."
    assert "not saved" in said(again)


def test_another_session_is_offered_what_was_begun_and_can_discard_it(demo: Engine) -> None:
    edit(view(opened(), "Words"), "Overdue", "Ours.")
    app = opened()
    assert "1 sentence edited" in said(app)
    assert choice(app).words == {}
    app = press(press(app, "Discard"), "Bring it back")
    app = press(app, "Continue")
    assert choice(app).words["overdue"].text == "Ours."
    assert not any(label.startswith("Unfinished") for label in labels(app))
    with reading(demo) as session:
        held = drafts.drafts(session=session)
    assert [one.key for one in held if one.kind == "brief_template"] == [asked(app, DRAFT)]


def test_a_draft_that_is_no_more_is_told_and_the_page_opens_as_last_time(demo: Engine) -> None:
    assert demo
    app = opened(draft="gone")
    assert "saved or discarded" in app.toast[0].value
    assert choice(app) == BriefChoice(AS_OF)


def test_a_template_is_saved_and_the_next_session_opens_with_it(demo: Engine) -> None:
    app = edit(view(opened(), "Words"), "Overdue", "Ours.")
    widget(app, "text_input", "Name").set_value("Weekly")
    app = press(app, "Save as a new template")
    (row,) = stored_templates(demo)
    assert (row.name, row.words["overdue"]["text"]) == ("Weekly", "Ours.")
    assert DRAFT not in app.query_params
    assert "not saved" not in said(app)
    again = opened()
    assert widget(again, "selectbox", "Template").value == row.id
    assert choice(again).words["overdue"].text == "Ours."
    with reading(demo) as session:
        assert drafts.drafts(session=session) == [], "nothing waits any more"


def test_a_template_without_a_name_is_refused_with_words(demo: Engine) -> None:
    app = press(opened(), "Save as a new template")
    assert "give the template a name" in app.error[0].value
    assert stored_templates(demo) == []


def test_a_template_is_renamed_withdrawn_and_brought_back(demo: Engine) -> None:
    template(demo, "Weekly")
    app = opened()
    widget(app, "text_input", "Name").set_value("Mondays")
    app = press(app, "Save over Weekly")
    assert [one.name for one in stored_templates(demo)] == ["Mondays"]
    app = press(app, "Withdraw the template")
    assert "say why" in app.error[0].value
    widget(app, "text_input", "Reason for withdrawing").set_value("no longer asked for")
    app = press(app, "Withdraw the template")
    assert stored_templates(demo) == []
    app = press(app, "Bring it back")
    assert [one.name for one in stored_templates(demo)] == ["Mondays"]


def test_two_who_change_a_template_see_both_versions(demo: Engine) -> None:
    row = template(demo, "Weekly")
    app = view(opened(), "Contents")
    widget(app, "text_input", "Title").set_value("Mine").run()
    save_template(demo, "Weekly", BriefChoice(AS_OF, title="Theirs"), marking="UNCLASSIFIED", who="another", over=row)
    app = press(app, "Save over Weekly")
    assert "another saved this record" in said(app)
    assert stored_templates(demo)[0].title == "Theirs"
    next(radio for radio in app.radio if "Title" in radio.label).set_value("Yours").run()
    app = press(app, "Save merged")
    assert stored_templates(demo)[0].title == "Mine"
    assert not app.session_state["brief_working"].unsaved


def test_who_leaves_theirs_can_take_that_back(demo: Engine) -> None:
    row = template(demo, "Weekly")
    app = view(opened(), "Contents")
    widget(app, "text_input", "Title").set_value("Mine").run()
    save_template(demo, "Weekly", BriefChoice(AS_OF, title="Theirs"), marking="UNCLASSIFIED", who="another", over=row)
    app = press(press(app, "Save over Weekly"), "Leave theirs")
    assert choice(app).title == "Theirs"
    assert choice(press(app, "Undo")).title == "Mine"


def test_choosing_another_template_is_a_step_that_undo_takes_back(demo: Engine) -> None:
    other = template(demo, "Other", title="Other title")
    template(demo, "Weekly", title="Weekly title")
    app = opened()
    assert choice(app).title == "Weekly title"
    widget(app, "selectbox", "Template").set_value(other.id).run()
    assert choice(app).title == "Other title"
    app = press(app, "Undo")
    assert choice(app).title == "Weekly title"
    widget(app, "selectbox", "Template").set_value(0).run()
    assert app.session_state["brief_working"].template is None


def test_a_brief_is_kept_and_the_next_is_compared_with_it(demo: Engine) -> None:
    before = AS_OF - timedelta(days=7)
    app = press(opened(before), "Keep as given out")
    (row,) = kept(demo)
    assert (row.as_of, row.demo) == (before, True)
    assert "Kept last" in said(app)
    assert "local user" in said(app)
    with writing(demo, who="a test", why="") as writer:
        writer.create(engagement(ends_on=before - timedelta(days=20)))
    later = opened()
    assert f"Compared with **{TITLE.replace(':', chr(92) + ':')}**, as of 15 Nov 2026" in said(later)
    assert "What changed since 15 Nov 2026" in said(later)
    earlier = opened(before - timedelta(days=1))
    assert "nothing is compared" in said(earlier), "no brief is compared with a later one"


def test_kept_briefs_are_listed_withdrawn_with_a_reason_and_brought_back(demo: Engine) -> None:
    app = view(press(opened(), "Keep as given out"), "Kept briefs")
    assert "As of 22 Nov 2026" in said(app)
    app = press(app, "Withdraw this brief")
    assert "say why" in app.error[0].value
    assert len(kept(demo)) == 1
    next(one for one in app.text_input if one.label == "Reason").set_value("made by mistake")
    app = press(app, "Withdraw this brief")
    assert kept(demo) == []
    assert "No brief is kept" in said(app)
    app = press(app, "Bring it back")
    assert len(kept(demo)) == 1


def test_a_kept_brief_can_be_started_from(demo: Engine) -> None:
    app = view(opened(), "Contents")
    widget(app, "text_input", "Title").set_value("Given out").run()
    app = press(app, "Keep as given out")
    assert DRAFT not in app.query_params, "what was kept waits no more"
    widget(app, "text_input", "Title").set_value("Another").run()
    app = press(view(app, "Kept briefs"), "Start from this one")
    assert choice(app).title == "Given out"
    assert choice(press(app, "Undo")).title == "Another"
    assert kept(demo)[0].title == "Given out"


def test_of_a_kept_brief_that_was_disposed_of_only_the_figures_are_used(demo: Engine) -> None:
    before = AS_OF - timedelta(days=7)
    app = view(opened(before), "Contents")
    widget(app, "text_input", "Title").set_value("Given out").run()
    press(app, "Keep as given out")
    (row,) = kept(demo)
    save(demo, KeptBrief, row.id, {"dispose_after": before}, seen=row.version, who="a test")
    with writing(demo, who="a steward", why="") as writer:
        writer.dispose(KeptBrief, row.id or 0, seen=row.version + 1, today=AS_OF)
    app = opened()
    assert choice(app) == BriefChoice(AS_OF), "nothing of it is taken over"
    assert "What changed since 15 Nov 2026" in said(app)
    app = view(app, "Kept briefs")
    assert "Its content was disposed of on 22 Nov 2026" in said(app)
    assert "Start from this one" not in labels(app)
    assert "Withdraw this brief" not in labels(app), "what was disposed of is changed no more"


def built(app: AppTest, button: str = "Build the brief") -> AppTest:
    """Press a button, and wait for what it began."""
    app = press(app, button)
    job = app.session_state[JOB_KEY]
    assert job.wait(PATIENCE)
    assert job.error == ""
    result = app.run()
    assert not result.exception
    return result


def small(engine: Engine) -> None:
    """Let the page open with what is quick to draw."""
    template(engine, "Small", sections=(BriefSection.BOTTOM_LINE, BriefSection.SOURCES))


def test_pages_are_drawn_shown_large_with_their_words_and_told_stale_once_they_changed(demo: Engine) -> None:
    small(demo)
    app = built(opened())
    assert JOB_KEY not in app.session_state
    pictures = app.session_state[DRAWN_KEY].pictures
    assert [one.title for one in pictures[:3]] == [
        "Title and contents",
        "Bottom line",
        "Sources, method and data cut-off",
    ]
    assert any(label.startswith("Download slides") for label in labels(app, "download_button"))
    app = press(app, "2. Bottom line")
    assert "**Page 2 of " in said(app)
    assert "has changed" not in said(app)
    app = edit(app, "Overdue", "Ours.")
    assert "has changed since these pictures were drawn: Bottom line" in said(app)
    assert "Make slides" in labels(app), "what was made is not given out as what stands there now"
    app = built(app)
    assert "has changed" not in said(app)
    assert "Ours." in app.session_state[DRAWN_KEY].pictures[1].alt
    app = press(press(press(app, "Next"), "Previous"), "All pages")
    assert "1. Title and contents" in labels(app)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("slides", b"PK"), ("PDF", b"%PDF"), ("web page", b"<!doctype html>"), ("maps as SVG", b"<?xml")],
)
def test_a_file_is_made_at_a_click_and_then_there_to_download(demo: Engine, name: str, begins: bytes) -> None:
    template(demo, "Small", sections=(BriefSection.BOTTOM_LINE, BriefSection.REGIONS), regions=("East Asia",))
    app = built(opened(), f"Make {name}")
    assert any(label.startswith(f"Download {name} (") for label in labels(app, "download_button"))
    (made,) = app.session_state[FILES_KEY].files.values()
    assert made.body[:15].lower().startswith(begins.lower())
    assert f"Make {name}" not in labels(app)


def test_a_brief_without_a_map_says_why_it_gives_none(demo: Engine) -> None:
    small(demo)
    button = next(one for one in opened().button if one.label == "Make maps as PNG")
    assert button.disabled
    assert "has no map" in button.help


def test_tables_need_no_preparation(demo: Engine) -> None:
    small(demo)
    found = labels(opened(), "download_button")
    assert found == ["Download tables as XLSX", "Download tables as CSV"]


def test_nothing_is_made_anew_of_the_same_and_the_button_renews_its_time(
    demo: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(demo)
    app = built(opened())
    first = app.session_state[DRAWN_KEY]
    app.run()
    app = view(view(app, "Contents"), "Pages")
    assert app.session_state[DRAWN_KEY] is first
    assert "has changed" not in said(app)
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "has changed" not in said(app.run())
    assert built(app).session_state[DRAWN_KEY].digest != first.digest


def test_what_cannot_be_drawn_is_told_and_can_be_tried_again(demo: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    small(demo)
    app = opened()
    with monkeypatch.context() as broken:
        broken.setattr("dashboard.parts.brief_drawing.brief_file", _refusing)
        app = press(app, "Build the brief")
        assert app.session_state[JOB_KEY].wait(PATIENCE)
        app.run()
    assert "no room on the disk" in app.error[0].value
    assert not built(app).error


def _refusing(*_: object, **__: object) -> None:
    raise InvalidRecordError("no room on the disk")


def test_cancelled_it_says_so_and_the_button_is_there_again(demo: Engine) -> None:
    small(demo)
    app = opened()
    app = press(app, "Build the brief")
    job = app.session_state[JOB_KEY]
    job.cancel()
    assert job.wait(PATIENCE)
    app.run()
    assert not app.exception
    assert "Cancelled" in app.toast[0].value
    assert not next(one for one in app.button if one.label == "Build the brief").disabled


def test_the_figures_are_those_of_the_coverage_page(demo: Engine) -> None:
    assert demo
    coverage = AppTest.from_file(str(APP), default_timeout=60).run()
    shown = {metric.label: re.findall(r"^\d+", metric.value)[0] for metric in coverage.metric}
    app = view(opened(), "Words")
    for figure, sentence in (("Overdue", "Overdue"), ("Never visited", "Never")):
        assert widget(app, "text_area", sentence).value.startswith(f"{shown[figure]} ")


def test_an_empty_database_still_makes_a_brief_and_says_how_to_fill_it(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    app = opened()
    assert "No visit is on record" in said(app)
    assert "17 pages" in said(app) or "pages" in said(app)
    assert not app.error


def test_what_records_say_is_not_read_as_markup(demo: Engine) -> None:
    hostile = "![x](http://evil.example/x.png) **bold**"
    template(demo, hostile, title=hostile)
    app = press(opened(), "Keep as given out")
    text = said(view(app, "Kept briefs"))
    assert "![x](http" not in text
    assert "\\*\\*bold\\*\\*" in text


def test_the_list_of_engagements_drafts_has_no_brief(demo: Engine) -> None:
    assert demo
    edit(view(opened(), "Words"), "Overdue", "Ours.")
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page("app_pages/engagements.py")
    app.query_params["tab"] = "Drafts"
    app.run()
    assert "No draft." in said(app)


def test_choices_come_back_from_what_was_kept(demo: Engine) -> None:
    press(opened(), "Keep as given out")
    with reading(demo) as session:
        row = session.exec(select(KeptBrief)).one()
    assert choice_of(row, as_of=AS_OF) == BriefChoice(AS_OF, words_marking="UNCLASSIFIED")
