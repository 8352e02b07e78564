"""The served app in a browser: the shipped settings reach it, and its policy lets everything of ours work."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.watching import ROOT, SocketMeter, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Scheme

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_theme_follows_the_system(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(scheme=scheme)
    page.goto("/")
    wait_until_idle(page)  # the theme comes with the first run, after the frame
    colour = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    expected = THEME[scheme]["backgroundColor"]
    assert colour == f"rgb({', '.join(str(int(expected[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_frame_has_no_deploy_button_and_no_empty_top(page: Page) -> None:
    page.goto("/")
    wait_until_idle(page)
    expect(page.get_by_text("Deploy", exact=True)).to_have_count(0)
    top = page.locator("[data-testid=stMainBlockContainer] [data-testid=stElementContainer]").first.bounding_box()
    assert top is not None
    assert top["y"] < 80


def test_map_works_under_the_policy_and_geometry_stays_out_of_the_socket(page: Page) -> None:
    meter = SocketMeter(page)
    page.goto("/")
    wait_for_map(page)
    wait_until_idle(page)
    assert 0 < meter.received < 100_000


def test_geometry_is_fetched_once(page: Page) -> None:
    page.goto("/")
    wait_for_map(page)
    page.reload()
    wait_for_map(page)
    sizes = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/geo/')).map(e => e.transferSize)"
    )
    assert sizes
    assert set(sizes) == {0}


def test_answers_carry_the_policy(page: Page) -> None:
    answer = page.goto("/")
    assert answer is not None
    assert answer.headers["x-frame-options"] == "DENY"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
