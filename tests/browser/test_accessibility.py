"""Accessibility: axe-core over every page in both themes, and the keyboard's way through the Coverage page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.watching import AS_OF, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Scheme

GRAVE = {"serious", "critical"}


SIDEBAR = "[data-testid=stSidebar]"
"""Streamlit's navigation in a narrow window, a list of its own making."""


def violations(page: Page, *, without: str | None = None) -> list[str]:
    context = {"exclude": [[without]]} if without else None
    found = Axe().run(page, context=context).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_coverage_page_has_no_grave_violation(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(scheme=scheme, width=1440, height=900)
    page.goto(f"/?as_of={AS_OF}&territory=Madagascar")
    wait_for_map(page)
    assert violations(page) == []


def test_tiles_in_a_narrow_window_have_no_grave_violation(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    page.goto(f"/?as_of={AS_OF}&view=Tiles")
    wait_for_map(page)
    assert violations(page, without=SIDEBAR) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_help_has_no_grave_violation(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(scheme=scheme)
    page.goto("/help")
    page.get_by_role("heading", name="Help").wait_for()
    wait_until_idle(page)
    assert violations(page) == []


def test_the_keyboard_reaches_every_control(page: Page) -> None:
    page.goto(f"/?as_of={AS_OF}")
    wait_for_map(page)
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => (document.activeElement.ariaLabel || document.activeElement.innerText || '')"))
    words = " ".join(reached)
    for control in ("Overdue", "As of", "Region", "Show", "Territory", "Layers", "CSV", "GeoJSON", "Save as set"):
        assert control in words, f"the keyboard does not reach {control}"
