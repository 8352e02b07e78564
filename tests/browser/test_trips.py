"""A trip in a browser: proposed, pinned, put in another order, undone, saved, confirmed, and found on Coverage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import SIDEBAR, violations
from tests.browser.watching import wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage, Scheme

PLANNER = "/trip?new=1&add=FJI,WSM,PYF"
STOP = re.compile(r"^\d+\. ")
PATIENCE = 60_000
"""Milliseconds: a proposal takes its seconds, and a busy machine more."""


def arrive(page: Page, address: str) -> None:
    page.goto(address)
    wait_for_map(page)
    wait_until_idle(page)


def press(page: Page, name: str, place: int = 0) -> None:
    page.get_by_role("button", name=name, exact=True).nth(place).click()
    wait_until_idle(page)


def stops(page: Page) -> Locator:
    """Find the names of the stops, `1. Fiji` and on, in their order."""
    return page.get_by_test_id("stMain").get_by_role("button").locator("strong").filter(has_text=STOP)


def told(page: Page) -> list[str]:
    """Return the names of the stops without their numbers."""
    wait_until_idle(page, seconds=60)
    return [text.split(". ", 1)[1] for text in stops(page).all_inner_texts()]


def expect_order(page: Page, names: Sequence[str]) -> None:
    """Wait until the stops stand in an order."""
    expect(stops(page)).to_have_text([f"{place}. {name}" for place, name in enumerate(names, start=1)])


def test_a_trip_is_proposed_changed_saved_confirmed_and_found_on_coverage(own: Page) -> None:
    page = own
    arrive(page, "/trip?new=1")
    press(page, "Propose")
    page.get_by_text("10 seconds").click()
    press(page, "Propose stops")
    expect(stops(page).first).to_be_visible(timeout=PATIENCE)
    proposed = told(page)
    assert len(proposed) > 2

    press(page, "Pin", 1)
    expect(page.get_by_role("button", name="Unpin", exact=True)).to_have_count(1)
    press(page, "Later")
    expect_order(page, [proposed[1], proposed[0], *proposed[2:]])
    press(page, "Undo")
    expect_order(page, proposed)

    press(page, "Save")
    page.wait_for_url(re.compile(r"/trip\?id=\d+$"))
    expect(page.get_by_text("not saved")).to_have_count(0)
    press(page, "Confirm")
    press(page, "Confirm the bookings")
    expect(page.get_by_text("Confirmed · saved")).to_be_visible()

    arrive(page, f"/?territory={proposed[0]}")
    expect(page.get_by_text("Booked", exact=True)).to_be_visible()
    expect(page.get_by_text("(confirmed)").first).to_be_visible()


def test_a_proposal_can_be_stopped_and_the_best_so_far_stays(page: Page) -> None:
    arrive(page, "/trip?new=1")
    press(page, "Propose")
    page.get_by_text("30 seconds").click()
    wait_until_idle(page)
    page.get_by_role("button", name="Propose stops", exact=True).click()
    expect(page.get_by_text(re.compile(r"Proposal \d+: [1-9]"))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Stop, keep the best").click()
    expect(page.get_by_role("button", name="Stop, keep the best")).to_have_count(0)
    expect(stops(page).first).to_be_visible(timeout=PATIENCE)


def test_an_unsaved_plan_survives_a_link_to_another_page(page: Page) -> None:
    arrive(page, PLANNER)
    press(page, "Later")
    expect_order(page, ["Samoa", "Fiji", "French Polynesia"])
    press(page, "1. Samoa")
    page.get_by_role("link", name="Open territory").click()
    page.get_by_role("heading", name="Samoa").wait_for()
    wait_until_idle(page)
    page.get_by_role("link", name="Stop 1 of New trip").click()
    page.get_by_role("heading", name="New trip").wait_for()
    wait_until_idle(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("not saved")
    press(page, "1. Samoa")
    expect_order(page, ["Samoa", "Fiji", "French Polynesia"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_planner_has_no_grave_violation(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(scheme=scheme)
    arrive(page, PLANNER)
    assert violations(page) == []


def test_a_narrow_window_shows_all_of_it(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    arrive(page, PLANNER)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page, without=SIDEBAR) == []


def test_the_list_of_trips_has_no_grave_violation(page: Page) -> None:
    page.goto("/trips")
    page.get_by_role("heading", name="Trips", exact=True).wait_for()
    wait_until_idle(page)
    assert violations(page) == []
