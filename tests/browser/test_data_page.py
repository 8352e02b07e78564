"""The Data page in a browser: a file goes in and is taken back, and no part of the page shuts anybody out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.watching import wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Scheme

FILE = (
    b"Ref,Country,Type,Status,Start date,Remarks\n"
    b"R-1,Fiji,Port visit,Completed,2026-03-02,=1+1\n"
    b"R-2,Tonga,Port visit,Planned,12 Jan 2027,<img src=x onerror=alert(1)>\n"
    b"R-3,Atlantis,Port visit,Planned,12 Jan 2027,\n"
)
GRAVE = {"serious", "critical"}


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:200]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def opened(page: Page, part: str = "") -> Page:
    page.goto(f"/data?data={part.replace(' ', '+')}" if part else "/data")
    page.get_by_role("heading", name="Data", exact=True).wait_for()
    wait_until_idle(page)
    return page


def bring(page: Page, data: bytes = FILE) -> None:
    page.locator("input[type=file]").set_input_files({"name": "visits.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Check the file").wait_for()
    wait_until_idle(page)


def check(page: Page) -> None:
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("Unchanged", exact=True).wait_for()
    wait_until_idle(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["Export", "Undo an import"])
def test_parts_have_no_grave_violation(open_page: OpenPage, scheme: Scheme, part: str) -> None:
    assert violations(opened(open_page(scheme=scheme), part)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_steps_of_an_import_have_no_grave_violation(open_page: OpenPage, scheme: Scheme) -> None:
    page = opened(open_page(scheme=scheme))
    assert violations(page) == []
    bring(page)
    page.get_by_text(re.compile("Other fields")).click()
    page.get_by_text("Observations").wait_for()
    assert violations(page) == []
    check(page)
    assert violations(page) == []


def test_a_narrow_page_does_not_scroll_sideways(open_page: OpenPage) -> None:
    page = opened(open_page(width=390, height=844))
    bring(page)
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_file_is_imported_and_taken_back(own: Page) -> None:
    bring(opened(own))
    check(own)
    button = own.get_by_role("button", name="Import 2 new engagements")
    expect(button).to_be_disabled()
    own.get_by_text("leave out the 1 rejected").click()
    wait_until_idle(own)
    button.click()
    own.get_by_text("2 engagements imported from visits.csv").wait_for()
    wait_until_idle(own)
    own.get_by_role("tab", name="Undo an import").click()
    own.get_by_role("button", name="Undo this import").click()
    own.get_by_role("button", name="Undo it").click()
    own.get_by_text("Taken back: 2 records").wait_for()


def test_template_rejected_rows_and_export_download(own: Page) -> None:
    bring(opened(own))
    check(own)
    for label, ending in (("Template XLSX", ".xlsx"), ("Template CSV", ".csv"), ("Rejected rows as CSV", ".csv")):
        with own.expect_download() as download:
            own.get_by_role("button", name=label).click()
        assert download.value.suggested_filename.endswith(ending)
    own.get_by_role("tab", name="Export").click()
    with own.expect_download() as download:
        own.get_by_role("button", name="Engagements as CSV").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("# UNCLASSIFIED · DEMO DATA")


def test_long_work_can_be_cancelled_and_leaves_nothing(own: Page) -> None:
    rows = [b"%d,Fiji,Port visit,Planned,2027-01-01,x" % number for number in range(20_000)]
    bring(opened(own), b"\n".join([FILE.splitlines()[0], *rows]))
    own.get_by_role("button", name="Check the file").click()
    own.get_by_text("Checking:").wait_for()
    own.get_by_role("button", name="Cancel").click()
    wait_until_idle(own)
    own.get_by_role("tab", name="3. What it would do").click()
    own.get_by_text("Check the file first").wait_for()
    own.get_by_role("tab", name="2. Columns").click()
    check(own)
    own.get_by_role("button", name="Import 20,000 new engagements").click()
    own.get_by_text("Importing:").wait_for()
    own.get_by_role("button", name="Cancel").click()
    wait_until_idle(own)
    own.get_by_role("tab", name="Undo an import").click()
    own.get_by_text("No file has been imported yet").wait_for()
