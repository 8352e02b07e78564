"""An engagement is entered quickly, nothing that was typed is lost, and two editors see each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.watching import AS_OF, Watch, serving, wait_until_idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from tests.browser.conftest import OpenPage, Scheme

MOST_CLICKS = 8
LEAVING_MS = 500
"""So long after a field is left, the page has begun to run; before, it looks as if it were at rest."""

SUMMARY = "Walked the wharf; the gate log was checked."


@pytest.fixture(scope="module")
def address(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an app of this module's own: its tests write."""
    assert chromium
    with serving(tmp_path_factory.mktemp("written")) as base:
        yield base


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Open a browser window of one person."""
    opened = browser.new_context(base_url=address, viewport={"width": 1280, "height": 720})
    yield opened
    opened.close()


class Person:
    """Clicks and types as a person would, and counts the clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.watch = Watch(page)
        self.clicks = 0

    def open(self, path: str) -> None:
        """Open a page of the app."""
        self.page.goto(path)
        wait_until_idle(self.page)

    def click(self, target: Locator) -> None:
        """Click, and wait until the page is at rest."""
        target.click()
        self.clicks += 1
        wait_until_idle(self.page)

    def press(self, name: str) -> None:
        """Click a button by its name."""
        self.click(self.page.get_by_role("button", name=name).first)

    def step(self, name: str) -> None:
        """Go to a step of the form."""
        self.click(self.page.get_by_role("tab", name=name))

    def write(self, label: str, text: str) -> None:
        """Fill a field in and leave it."""
        field = self.page.get_by_role("textbox", name=label, exact=True)
        field.fill(text)
        field.blur()
        self.page.wait_for_timeout(LEAVING_MS)
        wait_until_idle(self.page)


def test_a_visit_is_entered_in_few_clicks(context: BrowserContext) -> None:
    person = Person(context.new_page())
    person.open(f"/?as_of={AS_OF}&territory=Fiji")
    person.press("Enter a visit")
    person.click(person.page.get_by_role("link", name="All fields"))
    person.page.get_by_role("heading", name="New engagement").wait_for()
    wait_until_idle(person.page)
    person.press("Same as last visit")
    person.step("3 Agenda and report")
    person.write("Summary", SUMMARY)
    person.press("Save")
    person.page.get_by_role("heading", name=re.compile("Fiji")).wait_for()
    expect(person.page.get_by_text(SUMMARY).first).to_be_visible()
    assert person.clicks <= MOST_CLICKS
    assert person.watch.complaints == []


def test_a_visit_is_entered_beside_the_map_without_leaving_it(context: BrowserContext) -> None:
    person = Person(context.new_page())
    person.open(f"/?as_of={AS_OF}&territory=Tonga")
    person.press("Enter a visit")
    person.write("Summary", "Beside the map")
    person.click(person.page.locator("[data-testid=stPopoverBody]").get_by_role("button", name="Save"))
    person.page.get_by_text("Visit saved.").wait_for()
    assert person.clicks <= MOST_CLICKS
    expect(person.page.get_by_role("heading", name="Tonga", exact=True)).to_be_visible()


def test_a_closed_browser_loses_nothing(browser: Browser, address: str) -> None:
    first = browser.new_context(base_url=address)
    person = Person(first.new_page())
    person.open("/engagement?partner=WSM")
    person.step("3 Agenda and report")
    person.write("Observations", "Half an observ")
    draft = person.page.url
    first.close()
    second = browser.new_context(base_url=address)
    again = Person(second.new_page())
    again.open(draft)
    again.step("3 Agenda and report")
    expect(again.page.get_by_role("textbox", name="Observations", exact=True)).to_have_value("Half an observ")
    second.close()


def test_a_restarted_server_loses_nothing(browser: Browser, chromium: Path, tmp_path: Path) -> None:
    assert chromium
    with serving(tmp_path) as base:
        person = Person(browser.new_context(base_url=base).new_page())
        person.open("/engagement?partner=WSM")
        person.write("Lead", "The duty officer")
        path = person.page.url.removeprefix(base)
    with serving(tmp_path, demo=False) as base:
        again = Person(browser.new_context(base_url=base).new_page())
        again.open(path)
        expect(again.page.get_by_role("textbox", name="Lead", exact=True)).to_have_value("The duty officer")


def test_the_second_of_two_editors_merges(browser: Browser, address: str) -> None:
    one, two = (Person(browser.new_context(base_url=address).new_page()) for _ in range(2))
    for person in (one, two):
        person.open("/engagement?id=1")
        person.press("Edit")
        person.step("3 Agenda and report")
    one.write("Summary", "What one wrote")
    one.press("Save")
    one.page.get_by_text("What one wrote").first.wait_for()
    two.write("Summary", "What two wrote")
    two.press("Save")
    two.page.get_by_text("Somebody else changed this record").wait_for()
    two.page.get_by_text("What one wrote").first.wait_for()
    expect(two.page.get_by_text("What two wrote").first).to_be_visible()
    two.click(two.page.get_by_text("Both", exact=True).first)
    two.press("Save merged")
    two.page.get_by_role("heading", name="History").wait_for()
    shown = two.page.inner_text("[data-testid=stMain]")
    assert "What one wrote" in shown
    assert "What two wrote" in shown
    for person in (one, two):
        assert person.watch.complaints == []
        person.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/engagement?partner=FJI", "/engagement?id=1"])
def test_the_page_has_no_grave_violation(open_page: OpenPage, scheme: Scheme, path: str) -> None:
    page = open_page(scheme=scheme)
    page.goto(path)
    page.get_by_role("heading").first.wait_for()
    wait_until_idle(page)
    assert violations(page) == []
