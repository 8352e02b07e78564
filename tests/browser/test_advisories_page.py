"""The Advisories page in a browser: a click on the map, the way to another day, and who can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import SIDEBAR, violations
from tests.browser.watching import wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Scheme

MAP = "[data-testid=stDeckGlJsonChart] canvas"


def test_a_click_on_a_sign_opens_the_record_and_the_address_keeps_it(page: Page) -> None:
    page.goto("/advisories?on=2020-05-01")
    wait_for_map(page)
    wait_until_idle(page)
    page.get_by_role("heading", name="In force on 1 May 2020").wait_for()
    found = _find(page, "Madagascar")
    page.mouse.click(*found)
    page.get_by_role("heading", name="Madagascar", exact=True).wait_for()
    wait_until_idle(page)
    assert "of=Madagascar" in page.url
    assert "on=2020-05-01" in page.url
    page.get_by_role("link", name="Open territory").click()
    page.get_by_role("heading", name="Calling and travelling").wait_for()
    assert "/territories?code=MDG" in page.url


def _find(page: Page, name: str) -> tuple[float, float]:
    """Move the pointer over the map from west to east until the tooltip says a name; return where."""
    box = page.locator(MAP).first.bounding_box()
    assert box is not None
    for across in range(18, 26):
        for down in range(60, 76, 2):
            spot = box["x"] + box["width"] * across / 100, box["y"] + box["height"] * down / 100
            page.mouse.move(*spot)
            page.wait_for_timeout(60)
            tooltip = page.locator(".deck-tooltip")
            if tooltip.count() and tooltip.first.is_visible() and name in tooltip.first.inner_text():
                return spot
    pytest.fail(f"the map shows no {name}")


@pytest.mark.parametrize(
    ("scheme", "part"),
    [
        *(("light", part) for part in ("Timeline", "Changes", "List", "Records", "Enter+a+notice")),
        *(("dark", part) for part in ("Changes", "Records", "Enter+a+notice")),
    ],
)
def test_the_page_has_no_grave_violation(open_page: OpenPage, scheme: Scheme, part: str) -> None:
    page = open_page(scheme=scheme, width=1440, height=900)
    page.goto(f"/advisories?on=2020-05-01&against=2015-05-01&of=Madagascar&part={part}")
    wait_for_map(page)
    wait_until_idle(page)
    assert violations(page) == []


def test_a_narrow_window_has_no_grave_violation_and_does_not_scroll_sideways(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    page.goto("/advisories?on=2020-05-01")
    wait_for_map(page)
    wait_until_idle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page, without=SIDEBAR) == []
