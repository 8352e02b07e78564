"""The Entry check page in a browser: a messy list is pasted, one match put right, the answer read, the record taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from models.entry_record import record_hash
from tests.browser.test_accessibility import SIDEBAR, violations
from tests.browser.watching import choose, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Download, Page

    from tests.browser.conftest import OpenPage, Scheme

MESSY = "1) Victria, Seychelles; 12-14 Oct 2026\nMGTMM-0001 (arr 3 Oct 2026)\nSUEZ CANAL TRANSIT\nfjsuv\nApia / Samoa"
ADDRESS = "/entry_check?us_arrival=2026-11-22&calls=Victria%2C%20Seychelles%0AFJSUV%0AApia%2C%20Samoa"
SEYCHELLES = "Port Victoria, Seychelles (SCPOV)"


def arrive(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("heading", name="Entry check").wait_for()
    wait_until_idle(page)


def taken(page: Page, button: str) -> Download:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value


def test_a_messy_list_is_pasted_put_right_read_and_taken_away(page: Page) -> None:
    arrive(page, "/entry_check?us_arrival=2026-11-22")
    box = page.get_by_role("textbox", name="Last ports of call")
    box.fill(MESSY)
    box.press("Control+Enter")
    page.get_by_text("In doubt", exact=True).first.wait_for()
    choose(page, "Port", SEYCHELLES)
    page.get_by_text("Chosen", exact=True).first.wait_for()
    wait_until_idle(page)
    expect(page.get_by_role("heading", name="Conditions of entry apply")).to_be_visible()
    wait_for_map(page)
    record = json.loads(Path(taken(page, "Record as JSON").path()).read_text(encoding="utf-8"))
    assert record["answer"] == "applies"
    assert record["calls"][0]["unlocode"] == "SCPOV"
    assert record["hash"] == record_hash(record)
    paper = taken(page, "Record as PDF")
    assert Path(paper.path()).read_bytes().startswith(b"%PDF-")
    assert paper.suggested_filename == f"seamark-entry-check-2026-11-22-{record['hash'][:8]}.pdf"
    replayed = page.url
    arrive(page, replayed)
    page.get_by_text("Chosen", exact=True).first.wait_for()
    expect(page.get_by_role("heading", name="Conditions of entry apply")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_grave_violation(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(scheme=scheme)
    arrive(page, ADDRESS)
    wait_for_map(page)
    assert violations(page) == []


def test_a_narrow_window_shows_all_of_it(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    arrive(page, ADDRESS)
    wait_for_map(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page, without=SIDEBAR) == []


def test_a_file_of_vessels_is_answered_without_grave_violations(open_page: OpenPage) -> None:
    page = open_page(scheme="dark")
    arrive(page, "/entry_check")
    page.get_by_role("tab", name="Many vessels").click()
    data = b"Vessel,Arrival,Call 1,Call 2\nA,2026-11-22,SCPOV,FJSUV\nB,2026-11-22,FJSUV,\nC,,FJSUV,\n"
    page.locator("input[type=file]").set_input_files({"name": "v.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_text("Applies: 1").wait_for()
    page.get_by_text("1 row could not be read and has no answer").wait_for()
    wait_until_idle(page)
    assert violations(page) == []
