"""Ports in a browser: a file goes in through the wizard, a doubtful pair is decided, and no part shuts anybody out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import SIDEBAR, violations
from tests.browser.test_data_page import opened
from tests.browser.watching import Watch, serving, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Scheme


FILE = (
    b"Name,LOCODE,Country,Lat,Lon,Berths\n"
    b"Suva,FJSUV,Fiji,-18.1333,178.4250,7\n"
    b"Vuda Point,FJLTK,Fiji,-18.9,177.4,2\n"
    b"Momi Bay,FJLEV,Fiji,-17.0,178.9,2\n"
    b"Example Landing,,Fiji,-17.0,179.0,1\n"
    b"Nowhere <img src=x onerror=alert(1)>,,Atlantis,-17.0,179.0,1\n"
)


@pytest.fixture(scope="module")
def base(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demonstration with records that these tests may change."""
    assert chromium
    with serving(tmp_path_factory.mktemp("ports")) as address:
        yield address


@pytest.fixture
def own(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a watched page of that server; a test names its colour scheme and width where they matter."""
    scheme: Scheme
    scheme, width = getattr(request, "param", ("light", 1280))
    context = browser.new_context(
        base_url=base, viewport={"width": width, "height": 720 if width > 500 else 844}, color_scheme=scheme
    )
    page = context.new_page()
    watch = Watch(page)
    yield page
    context.close()
    assert watch.complaints == []


def bring(page: Page) -> Page:
    page.goto("/data?import_kind=Ports")
    page.get_by_role("heading", name="Data", exact=True).wait_for()
    wait_until_idle(page)
    page.locator("input[type=file]").set_input_files({"name": "ports.csv", "mimeType": "text/csv", "buffer": FILE})
    page.get_by_role("button", name="Check the file").wait_for()
    wait_until_idle(page)
    return page


def check(page: Page) -> None:
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("5 rows", exact=True).wait_for()
    wait_until_idle(page)


@pytest.mark.parametrize("own", [("light", 1280), ("dark", 1280), ("light", 390)], indirect=True)
def test_the_steps_of_the_wizard_shut_nobody_out(own: Page) -> None:
    bring(own)
    assert violations(own, without=SIDEBAR) == []
    check(own)
    assert violations(own, without=SIDEBAR) == []
    assert own.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_file_is_imported_a_pair_decided_taken_back_and_decided_again(own: Page) -> None:
    check(bring(own))
    own.get_by_role("button", name="Import 1 new").click()
    own.get_by_text("ports.csv is imported").wait_for()
    wait_until_idle(own)
    own.get_by_role("button", name="Decide them").click()
    own.get_by_text("1 of 2 pairs").wait_for()
    wait_for_map(own)
    own.keyboard.press("Alt+n")
    own.get_by_text("2 of 2 pairs").wait_for()
    own.keyboard.press("Alt+p")
    own.get_by_text("1 of 2 pairs").wait_for()
    wait_until_idle(own)
    own.get_by_role("button", name="Same port").click()
    own.get_by_text("Vuda Point is Lautoka: one port.").wait_for()
    own.get_by_role("button", name="Undo", exact=True).click()
    own.get_by_text("1 of 2 pairs").wait_for()
    wait_until_idle(own)
    own.get_by_role("button", name="Separate port").click()
    own.get_by_text("Vuda Point is a port of its own.").wait_for()
    own.get_by_role("button", name="Search").click()
    own.get_by_role("searchbox", name="Search").fill("vuda point")
    own.get_by_role("dialog").get_by_text("Vuda Point").first.wait_for()


@pytest.mark.parametrize("own", [("light", 1280), ("dark", 1280), ("light", 390)], indirect=True)
@pytest.mark.parametrize("part", ["Doubtful", "Sources", "Undo an import"])
def test_the_parts_shut_nobody_out(own: Page, part: str) -> None:
    """Runs after the import in the order of the file, and without it shows how to fill the page."""
    opened(own, part)
    assert violations(own, without=SIDEBAR) == []
    assert own.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
