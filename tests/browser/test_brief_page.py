"""A brief in a browser: built, corrected, reordered, cancelled, downloaded and opened, kept, and compared with."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_store import save_template
from models import database
from models.vocabulary import BriefSection
from tests.browser.test_accessibility import SIDEBAR, violations
from tests.browser.watching import AS_OF, FILE, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Scheme

PAGE = f"/brief?as_of={AS_OF}"
PATIENCE = 180_000
"""Milliseconds: drawing takes its seconds, and a busy machine many more."""

OURS = "Two of the overdue visits are being arranged."


def arrive(page: Page, address: str = PAGE) -> None:
    page.goto(address)
    page.get_by_role("heading", name="Brief", exact=True).wait_for(timeout=60_000)
    wait_until_idle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    wait_until_idle(page)


def build(page: Page) -> None:
    """Press the button, and wait until the slides are there."""
    page.get_by_role("button", name="Build the brief").click()
    page.get_by_role("button", name="Download slides").wait_for(timeout=PATIENCE)
    wait_until_idle(page)


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    wait_until_idle(page)


@pytest.fixture
def small(own: Page, tmp_path: Path) -> Page:
    """Open a page of a server of its own, whose template asks for what is quick to draw."""
    engine = database.open_engine(database.make_url(f"sqlite:///{tmp_path / FILE}"))
    sections = (BriefSection.BOTTOM_LINE, BriefSection.DUE, BriefSection.CHANGES)
    choice = BriefChoice(date.fromisoformat(AS_OF), sections=sections)
    save_template(engine, "Small", choice, marking="UNCLASSIFIED", who="a test")
    engine.dispose()
    return own


def words_of(deck: Path) -> list[str]:
    """Return the words of each slide."""
    return [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(str(deck)).slides
    ]


def test_corrected_words_and_the_figures_of_coverage_stand_in_the_slides(small: Page, tmp_path: Path) -> None:
    page = small
    page.goto(f"/?as_of={AS_OF}")
    wait_for_map(page)
    shown = {
        label: re.findall(r"\d+", page.get_by_test_id("stMetric").filter(has_text=label).first.inner_text())
        for label in ("Overdue", "Never visited")
    }
    arrive(page)
    build(page)
    page.get_by_role("button", name="2. Bottom line").click()
    field = page.get_by_role("textbox", name="Overdue")
    field.wait_for()
    generated = field.input_value()
    assert generated.startswith(shown["Overdue"][0])
    field.fill(OURS)
    field.press("Tab")
    expect(page.get_by_text("The brief has changed since these pictures were drawn")).to_be_visible(timeout=30_000)
    wait_until_idle(page)
    build(page)
    expect(page.get_by_role("img", name=OURS).first).to_be_visible(timeout=30_000)
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.get_by_role("button", name="Download slides").click()
    deck = tmp_path / "brief.pptx"
    waiting.value.save_as(deck)
    said = "\n".join(words_of(deck))
    assert OURS in said
    assert generated not in said
    for figures in shown.values():
        assert re.search(rf"\b{figures[0]}\b", said)
    press(page, "Back to the generated words")
    expect(page.get_by_role("textbox", name="Overdue")).to_have_value(generated)


def test_sections_are_moved_by_the_keyboard_and_survive_a_new_session(small: Page) -> None:
    page = small
    arrive(page, f"{PAGE}&view=Contents")
    boxes = page.get_by_role("checkbox")
    bottom_line = re.compile("^Bottom line")
    expect(boxes.first).to_have_attribute("aria-label", bottom_line, timeout=30_000)
    page.get_by_role("button", name="Down").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("not saved")).to_be_visible(timeout=30_000)
    wait_until_idle(page)
    expect(boxes.nth(1)).to_have_attribute("aria-label", bottom_line, timeout=30_000)
    order = [box.get_attribute("aria-label") or "" for box in boxes.all()]
    address = page.url
    page.goto("about:blank")
    arrive(page, address)
    expect(boxes).to_have_count(len(order), timeout=30_000)
    again = [box.get_attribute("aria-label") or "" for box in boxes.all()]
    assert again == order


def test_drawing_is_told_page_by_page_stays_out_of_the_way_and_is_cancelled(own: Page) -> None:
    page = own
    arrive(page)
    page.get_by_role("button", name="Build the brief").click()
    expect(page.get_by_text(re.compile(r"Map \d+ of \d+"))).to_be_visible(timeout=60_000)
    open_tab(page, "Contents")
    page.get_by_role("textbox", name="Unit").fill("The unit")
    page.get_by_role("textbox", name="Unit").press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_enabled(timeout=30_000)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Build the brief")).to_be_enabled(timeout=30_000)


def test_the_next_brief_is_compared_with_the_one_that_was_kept(small: Page) -> None:
    page = small
    before = date.fromisoformat(AS_OF) - timedelta(days=7)
    arrive(page, f"/brief?as_of={before}")
    press(page, "Keep as given out")
    expect(page.get_by_text("Kept last:")).to_be_visible(timeout=30_000)
    arrive(page)
    expect(page.get_by_text("as of 15 Nov 2026, by what that one said")).to_be_visible()
    expect(page.get_by_text("What changed since 15 Nov 2026")).to_be_visible()
    open_tab(page, "Kept briefs")
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("textbox", name="Reason", exact=True).fill("made by mistake")
    page.get_by_role("button", name="Withdraw this brief").click()
    expect(page.get_by_text("nothing is compared")).to_be_visible(timeout=30_000)
    press(page, "Bring it back")
    expect(page.get_by_text("as of 15 Nov 2026, by what that one said")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["Pages", "Words", "Contents", "Kept briefs"])
def test_no_view_has_a_grave_violation(open_page: OpenPage, scheme: Scheme, view: str) -> None:
    page = open_page(scheme=scheme)
    arrive(page, f"{PAGE}&view={view.replace(' ', '+')}")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_and_words_have_no_grave_violation(small: Page, scheme: Scheme) -> None:
    page = small
    page.emulate_media(color_scheme=scheme)
    arrive(page)
    build(page)
    assert violations(page) == []
    page.get_by_role("button", name="2. Bottom line").click()
    page.get_by_role("textbox", name="Overdue").fill(OURS)
    page.get_by_role("textbox", name="Overdue").press("Tab")
    expect(page.get_by_text("edited †")).to_be_visible(timeout=30_000)
    wait_until_idle(page)
    assert violations(page) == []


def test_a_narrow_window_has_no_grave_violation_and_nothing_to_scroll_sideways(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    for view in ("Pages", "Contents"):
        arrive(page, f"{PAGE}&view={view}")
        assert violations(page, without=SIDEBAR) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
