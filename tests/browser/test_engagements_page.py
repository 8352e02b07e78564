"""The Engagements page in a browser: no grave violation, typing narrows the list, views keep their filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.watching import wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Scheme

VIEWS = {
    "list": "/engagements",
    "month": "/engagements?tab=Calendar&month=March&year=2026",
    "year": "/engagements?tab=Calendar&span=Year&year=2026",
    "matrix": "/engagements?tab=Matrix",
    "follow-ups": "/engagements?tab=Follow-ups",
    "drafts": "/engagements?tab=Drafts",
}


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.get_by_role("heading", name="Engagements", exact=True).wait_for()
    wait_until_idle(page)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_has_a_grave_violation(open_page: OpenPage, view: str, scheme: Scheme) -> None:
    page = opened(open_page(scheme=scheme), VIEWS[view])
    assert violations(page) == []


def test_typing_narrows_the_list_without_leaving_the_box(page: Page) -> None:
    opened(page, "/engagements")
    box = page.get_by_role("searchbox", name="Search")
    box.press_sequentially("samoa", delay=30)
    page.get_by_text("engagements, the latest first").wait_for()
    page.wait_for_url("**/engagements?q=samoa")
    wait_until_idle(page)
    expect(box).to_have_value("samoa")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"


def test_a_filter_stays_from_one_view_to_the_next_and_back(page: Page) -> None:
    opened(page, "/engagements?territories=Fiji")
    page.get_by_role("tab", name="Matrix").click()
    page.get_by_text("of 1 partner").wait_for()
    page.get_by_role("tab", name="List").click()
    page.get_by_text("engagements, the latest first").wait_for()
    wait_until_idle(page)
    assert "territories=Fiji" in page.url


def test_an_event_of_the_calendar_opens_its_engagement(page: Page) -> None:
    opened(page, VIEWS["month"])
    event = page.locator("table a[href^='engagement?id=']").first
    name = event.inner_text().split(" ", 2)[2]
    event.click()
    page.get_by_role("heading", name=name).first.wait_for()
    assert "/engagement?id=" in page.url


def test_the_list_is_usable_on_a_phone(open_page: OpenPage) -> None:
    page = opened(open_page(width=390, height=844), "/engagements")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for view in ("Calendar", "Matrix", "Follow-ups"):
        page.get_by_role("tab", name=view).click()
        wait_until_idle(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), view
