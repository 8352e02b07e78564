"""The search by keyboard alone: it opens from every page, finds while one types, and leads to what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from dashboard.parts.search import SHORTCUT
from tests.browser.test_accessibility import violations
from tests.browser.watching import AS_OF, ROOT, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage, Scheme

PAGES = sorted(page.stem for page in (ROOT / "dashboard" / "app_pages").glob("*.py"))
KEYS = SHORTCUT.replace("Ctrl+K", "Control+k")


def path_of(page: str) -> str:
    return "/" if page == "coverage" else f"/{page}"


def opened(page: Page, path: str) -> Locator:
    """Open a page, then the search by its keys; return the dialog."""
    page.goto(path)
    page.get_by_role("button", name="Search").first.wait_for(timeout=60_000)
    wait_until_idle(page)
    page.keyboard.press(KEYS)
    dialog = page.get_by_role("dialog", name="Search")
    field = dialog.get_by_role("searchbox")
    field.wait_for()
    for _ in range(40):
        if field.evaluate("element => element === document.activeElement"):
            return dialog
        page.wait_for_timeout(100)
    raise AssertionError("the cursor is not in the field")


def lead(dialog: Locator, name: str) -> Locator:
    """Return what leads to something: a link, or within the same page a button."""
    return dialog.get_by_role("link", name=name).or_(dialog.get_by_role("button", name=name)).first


def typed(page: Page, dialog: Locator, words: str, *, leads_to: str) -> None:
    """Type without a click, and wait for what is found."""
    page.keyboard.type(words, delay=30)
    lead(dialog, leads_to).wait_for(timeout=30_000)
    wait_until_idle(page)


def focus_on(page: Page, dialog: Locator, name: str) -> None:
    """Walk by Tab until a link has the focus."""
    sought = lead(dialog, name)
    for _ in range(40):
        page.keyboard.press("Tab")
        if sought.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {name}")


@pytest.mark.parametrize("name", PAGES)
def test_it_opens_from_every_page_and_takes_what_is_typed(page: Page, name: str) -> None:
    dialog = opened(page, path_of(name))
    typed(page, dialog, "fjsuv", leads_to="Suva")
    expect(dialog.get_by_role("searchbox")).to_have_value("fjsuv")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")


def test_tab_and_enter_lead_to_a_territory(page: Page) -> None:
    dialog = opened(page, "/help")
    typed(page, dialog, "polynesia FRENCH", leads_to="French Polynesia")
    focus_on(page, dialog, "French Polynesia")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="French Polynesia").first.wait_for(timeout=30_000)
    assert urlsplit(page.url).path == "/territories"
    assert parse_qs(urlsplit(page.url).query)["code"] == ["PYF"]
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_from_one_territory_to_another(page: Page) -> None:
    dialog = opened(page, "/territories?code=FJI")
    typed(page, dialog, "tonga", leads_to="Tonga")
    focus_on(page, dialog, "Tonga")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Tonga").first.wait_for(timeout=30_000)
    page.wait_for_url("**/territories?code=TON", timeout=10_000)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_engagement_opens_by_its_number(page: Page) -> None:
    dialog = opened(page, "/help")
    typed(page, dialog, "#12", leads_to="DEMO")
    dialog.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/engagement?id=12", timeout=30_000)


def test_an_officer_leads_to_their_territories_on_the_map(page: Page) -> None:
    dialog = opened(page, f"/?as_of={AS_OF}")
    typed(page, dialog, "officer 3", leads_to="Liaison Officer 3")
    focus_on(page, dialog, "DEMO Liaison Officer 3 ·")
    page.keyboard.press("Enter")
    page.locator('[aria-label^="Table of 8 partners"]').first.wait_for(timeout=30_000)
    assert parse_qs(urlsplit(page.url).query)["region"] == ["Officer: DEMO Liaison Officer 3"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_has_no_grave_violation(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(scheme=scheme)
    dialog = opened(page, "/help")
    assert violations(page) == []
    typed(page, dialog, "fiji", leads_to="Fiji")
    assert violations(page) == []


def test_it_fits_a_phone(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    dialog = opened(page, "/help")
    typed(page, dialog, "fiji", leads_to="Fiji")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = dialog.bounding_box()
    assert box is not None
    assert box["width"] <= 390


def test_it_does_not_push_the_map_off_a_projector(open_page: OpenPage) -> None:
    page = open_page(width=1280, height=720)
    page.goto(f"/?as_of={AS_OF}")
    wait_for_map(page)
    wait_until_idle(page)
    button = page.get_by_role("button", name="Search").first.bounding_box()
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first.bounding_box()
    assert button is not None
    assert canvas is not None
    assert button["y"] < 100
    assert canvas["y"] + canvas["height"] <= 720
