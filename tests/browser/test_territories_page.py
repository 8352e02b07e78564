"""The Territories page in a browser: its address, its way back, its sheets of paper, and who can use it.

Today may be any day after the demonstration, so nothing here depends on how far a clock has run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import violations
from tests.browser.watching import wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Scheme

FIJI = "/territories?code=FJI"
SHEET_PX = 794
"""The width of a sheet of A4, in pixels of a style sheet."""


def show(page: Page, address: str = FIJI, *, name: str = "Fiji") -> None:
    page.goto(address)
    arrive(page, name)
    wait_for_map(page)


def arrive(page: Page, name: str) -> None:
    page.get_by_role("heading", name=name, exact=True, level=1).wait_for()
    page.get_by_role("heading", name="Advisories", exact=True).wait_for()
    wait_until_idle(page)


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [FIJI, "/territories?code=IDN&print=true"])
def test_no_grave_violation(open_page: OpenPage, scheme: Scheme, address: str) -> None:
    page = open_page(scheme=scheme, width=1440, height=900)
    show(page, address, name="Fiji" if "FJI" in address else "Indonesia")
    assert violations(page) == []


def test_next_and_the_way_back_follow_the_address(page: Page) -> None:
    show(page)
    page.get_by_role("button", name="Next", exact=True).click()
    arrive(page, "French Polynesia")
    assert "code=PYF" in page.url
    page.go_back()
    arrive(page, "Fiji")
    assert "code=FJI" in page.url


def test_a_typed_name_shows_the_territory(page: Page) -> None:
    show(page)
    page.get_by_role("combobox", name="Territory").click()
    page.keyboard.type("Tonga")
    page.keyboard.press("Enter")
    arrive(page, "Tonga")
    assert "code=TON" in page.url


def test_a_neighbour_is_a_click_away(page: Page) -> None:
    show(page)
    page.get_by_role("button", name=re.compile("^Tonga")).click()
    arrive(page, "Tonga")


def test_an_entry_opens_its_engagement_and_back_again(page: Page) -> None:
    show(page)
    page.get_by_role("link", name="Open").first.click()
    page.wait_for_url(re.compile(r"/engagement\?id=\d+"))
    wait_until_idle(page)
    page.go_back()
    arrive(page, "Fiji")


def test_enter_a_visit_leads_to_the_form(page: Page) -> None:
    show(page)
    page.get_by_role("button", name="Enter a visit").click()
    page.wait_for_url(re.compile(r"/engagement\?.*partner=FJI"))
    wait_until_idle(page)


def test_the_coverage_panel_leads_here(page: Page) -> None:
    page.goto("/?territory=Fiji")
    wait_for_map(page)
    page.get_by_role("link", name="Open territory").click()
    arrive(page, "Fiji")
    assert "code=FJI" in page.url


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_nothing_hangs_over_the_side(open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(width=width, height=height)
    show(page)
    assert sideways(page) == 0


def test_on_paper_nothing_scrolls_and_nothing_is_cut_off(open_page: OpenPage) -> None:
    page = open_page(width=SHEET_PX, height=1123)
    show(page, "/territories?code=CHN&print=true", name="China")
    page.emulate_media(media="print")
    scrolled = page.evaluate(
        """[...document.querySelectorAll('table')].filter(table => {
            for (let one = table; one; one = one.parentElement)
                if (one.scrollWidth > one.clientWidth + 1 && one.tagName !== 'TABLE') return true;
            return table.getBoundingClientRect().right > document.documentElement.clientWidth;
        }).length"""
    )
    assert scrolled == 0
    sheets = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", print_background=True)))
    assert sheets > 5, "the ports of China take several sheets"
