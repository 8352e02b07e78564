"""The Settings page in a browser: a partner is added and stands on the map, and every tab can be used by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.watching import choose, serving, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Scheme

GRAVE = {"serious", "critical"}
SETTLE_MS = 500
"""A choice is on its way to the server before the page looks busy."""

TABS = {
    "Territories": "&territory=Fiji",
    "Officers": "&officer=DEMO+Liaison+Officer+1",
    "Organisations": "&organisation=New+organisation",
    "Access": "&access_period=New+access+period",
    "Assessments": "&assessment=New+assessment",
    "Offices": "",
    "Markings": "",
    "Disposal": "",
}
"""Each tab with a form open, where it has one."""


@pytest.fixture(scope="module")
def own(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a database that the tests of this module may change."""
    assert chromium
    with serving(tmp_path_factory.mktemp("settings")) as base:
        yield base


def settings(page: Page, base: str, address: str) -> None:
    page.goto(f"{base}/settings?{address}")
    page.get_by_role("heading", name="Settings").wait_for()
    wait_until_idle(page)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", TABS)
def test_no_tab_has_a_grave_violation(open_page: OpenPage, served: str, scheme: Scheme, tab: str) -> None:
    page = open_page(scheme=scheme, width=1440, height=900)
    settings(page, served, f"tab={tab}{TABS[tab]}")
    assert page.get_by_role("tab", name=tab).get_attribute("aria-selected") == "true"
    assert violations(page) == []


def test_the_address_holds_the_tab_and_the_record(page: Page, served: str) -> None:
    settings(page, served, "")
    page.get_by_role("tab", name="Officers").click()
    box = page.get_by_role("combobox", name="Officer", exact=True)
    box.click()
    page.get_by_role("option", name="DEMO Liaison Officer 2").click()
    page.get_by_role("textbox", name="Name or duty title").wait_for()
    wait_until_idle(page)
    assert "tab=Officers" in page.url
    assert "officer=DEMO+Liaison+Officer+2" in page.url
    page.goto(page.url)
    page.get_by_role("heading", name="Settings").wait_for()
    wait_until_idle(page)
    expect(page.get_by_role("textbox", name="Name or duty title")).to_have_value("DEMO Liaison Officer 2")


def test_a_partner_is_added_and_stands_on_the_map(page: Page, own: str) -> None:
    settings(page, own, "territory=Pakistan")
    page.get_by_text("Partner: visited, counted and shown").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("A partner belongs to a subregion; choose one").wait_for()
    choose(page, "Subregion", "South Asia")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("48 partners are counted").wait_for()
    page.goto(f"{own}/?territory=Pakistan")
    wait_for_map(page)
    page.get_by_role("heading", name="Pakistan").wait_for()
    expect(page.get_by_text("of 48").first).to_be_visible()
    page.goto(f"{own}/?territory=Pakistan&view=Tiles")
    wait_for_map(page)
    page.get_by_role("heading", name="Pakistan").wait_for()


def test_the_local_user_says_who_he_is_and_is_still_known_later(page: Page, own: str) -> None:
    settings(page, own, "tab=Officers&officer=DEMO+Liaison+Officer+1")
    who = page.get_by_role("combobox", name="I am")
    who.click()
    page.get_by_role("option", name="DEMO Liaison Officer 1").click()
    page.wait_for_timeout(SETTLE_MS)
    wait_until_idle(page)  # while the page follows, the list stands on it twice
    expect(who).to_have_value("DEMO Liaison Officer 1")
    page.reload()
    page.get_by_role("textbox", name="Name or duty title").wait_for()
    wait_until_idle(page)
    expect(page.get_by_role("combobox", name="I am")).to_have_value("DEMO Liaison Officer 1")


def test_the_history_takes_a_change_back(page: Page, own: str) -> None:
    settings(page, own, "territory=Tonga")
    interval = page.get_by_label("Visit interval, days")
    interval.fill("200")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    page.get_by_text("History", exact=True).click()
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("The change was taken back").wait_for()
    page.get_by_role("button", name="Show the newest").click()
    wait_until_idle(page)
    page.get_by_text("This record has changed since").wait_for(state="hidden")
    expect(interval).to_have_count(1)
    expect(interval).to_have_value("365")
