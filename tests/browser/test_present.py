"""The presentation in a browser: it is led by keys, fills the screen, and bears its marking at every step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from models.vocabulary import Subregion
from tests.browser.chart import PHONE, TOOLTIP, Chart, follow_fetches
from tests.browser.test_accessibility import violations
from tests.browser.watching import AS_OF, SocketMeter, Watch, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import OpenPage, Scheme

ADDRESS = f"/present?embed=true&as_of={AS_OF}"
SUBREGIONS = [subregion.value for subregion in Subregion]
TITLES = ["All partners", *SUBREGIONS, "Port Security Advisories", "Trips ahead"]
STEP_BYTES = 20_000
"""What one step may take on the websocket."""


class Shown:
    """A presentation that is shown."""

    def __init__(self, page: Page, address: str = ADDRESS) -> None:
        self.page = page
        self.chart = Chart(page)
        page.goto(address)
        wait_for_map(page)
        wait_until_idle(page)

    def title(self) -> str:
        """Return the title of the step."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def press(self, key: str, title: str) -> None:
        """Press a key, and wait for the step that it leads to."""
        self.page.keyboard.press(key)
        self.page.get_by_role("heading", name=title, level=1, exact=True).wait_for()
        wait_until_idle(self.page)

    def figures(self) -> list[int]:
        """Return the key figures."""
        told = self.page.locator("[data-figure]").all_inner_texts()
        return [int(number[0]) for number in (re.search(r"\d+", one) for one in told) if number]

    def full(self) -> bool:
        """Tell whether the page fills the screen."""
        return bool(self.page.evaluate("!!document.fullscreenElement"))

    def settled(self) -> Shown:
        """Wait until the page has chosen the layout of its screen."""
        self.chart.wait_for(lambda: not self.page.locator(".st-key-present_screen").is_visible())
        self.page.wait_for_timeout(500)
        wait_until_idle(self.page)
        return self


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_keys_lead_through_every_step_and_the_marking_is_always_in_sight(
    open_page: OpenPage, width: int, height: int
) -> None:
    shown = Shown(open_page(width=width, height=height)).settled()
    for place, title in enumerate(TITLES):
        if place:
            shown.press("ArrowRight", title)
        expect(shown.page.locator("[data-testid=stMain]")).to_contain_text(f"{place + 1} of {len(TITLES)}")
        boxes = [note.bounding_box() for note in shown.page.get_by_role("note").all()]
        assert len(boxes) == 2
        for box in boxes:
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height
        assert all("UNCLASSIFIED" in one for one in shown.page.get_by_role("note").all_inner_texts())
        assert shown.page.evaluate(
            "[...document.querySelectorAll('[data-testid=stMain]')].every(e => e.scrollHeight <= innerHeight)"
        )
        assert shown.chart.box["height"] > height * 0.6


def test_other_keys_lead_to_the_ends_and_those_of_a_remote_control_step(page: Page) -> None:
    shown = Shown(page)
    shown.press("End", TITLES[-1])
    shown.press("ArrowLeft", TITLES[-2])
    shown.press("Home", TITLES[0])
    shown.press("PageDown", TITLES[1])
    shown.press("PageUp", TITLES[0])


def test_the_address_holds_the_step(page: Page) -> None:
    shown = Shown(page)
    shown.press("ArrowRight", TITLES[1])
    assert parse_qs(urlsplit(page.url).query)["step"] == [TITLES[1]]
    page.reload()
    wait_for_map(page)
    assert shown.title() == TITLES[1]


def test_there_is_no_menu_and_no_search(page: Page) -> None:
    Shown(page)
    expect(page.locator("[data-testid=stHeader] [data-testid=stTopNavLink], [data-testid=stMainMenu]")).to_have_count(0)
    expect(page.locator(".st-key-search")).to_have_count(0)


def test_the_figures_of_each_region_are_those_of_the_coverage_page(open_page: OpenPage) -> None:
    shown, coverage = Shown(open_page()), Chart(open_page())
    for title in TITLES[:3]:
        if title != TITLES[0]:
            shown.press("ArrowRight", title)
        region = "" if title == TITLES[0] else f"&region={title.replace(' ', '+')}"
        coverage.open(f"/?as_of={AS_OF}{region}")
        assert shown.figures() == [int(one.split()[0]) for one in coverage.figures()]


def test_escape_leaves_to_the_region_that_is_shown(page: Page) -> None:
    shown = Shown(page, f"{ADDRESS}&step=Polynesia")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/\?as_of="))
    wait_for_map(page)
    assert parse_qs(urlsplit(page.url).query) == {"as_of": [AS_OF], "region": ["Polynesia"]}
    expect(page.locator(".st-key-search")).to_have_count(1)
    assert shown.page is page


def test_escape_closes_the_list_first(page: Page) -> None:
    shown = Shown(page)
    page.get_by_role("combobox").click()
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert urlsplit(page.url).path == "/present"
    assert shown.title() == TITLES[0]


def test_a_key_and_a_button_fill_the_screen_and_give_it_back(page: Page) -> None:
    shown = Shown(page)
    page.keyboard.press("f")
    shown.chart.wait_for(shown.full)
    page.keyboard.press("f")
    shown.chart.wait_for(lambda: not shown.full())
    page.get_by_role("button", name="Full screen").click()
    shown.chart.wait_for(shown.full)
    shown.press("ArrowRight", TITLES[1])
    assert shown.full(), "a step keeps the full screen"


def test_the_map_tells_and_is_clicked(page: Page) -> None:
    shown = Shown(page, f"{ADDRESS}&step=Melanesia").settled()
    fiji = shown.chart.glyph("FJI")
    assert shown.chart.hover(fiji).startswith("Fiji")
    expect(page.locator(TOOLTIP)).to_be_visible()
    shown.chart.click(fiji, heading="Fiji")
    shown.press("ArrowRight", "Micronesia")
    expect(page.get_by_role("heading", name="Fiji", exact=True)).to_have_count(0)


def test_the_camera_stands_on_each_region_also_after_the_map_was_moved(page: Page) -> None:
    shown = Shown(page, f"{ADDRESS}&step=Melanesia").settled()
    box = shown.chart.box
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 300, steps=5)
    page.mouse.up()
    shown.press("ArrowRight", "Micronesia")
    shown.press("ArrowRight", "Polynesia")
    for code in ("TUV", "PYF"):
        spot = shown.chart.glyph(code)
        assert box["x"] < spot.x < box["x"] + box["width"]
        assert box["y"] < spot.y < box["y"] + box["height"]
    name = {"TUV": "Tuvalu", "PYF": "French Polynesia"}
    assert all(shown.chart.hover(shown.chart.glyph(code)).startswith(name[code]) for code in name)


def test_a_step_takes_little_and_fetches_no_boundary_again(page: Page) -> None:
    fetched, meter = follow_fetches(page), SocketMeter(page)
    shown = Shown(page).settled()
    before = len(fetched)
    for title in TITLES[1:4]:
        meter.reset()
        shown.press("ArrowRight", title)
        assert 0 < meter.received <= STEP_BYTES
    assert [one.path for one in fetched[before:] if re.match("geo/(boundaries|borders|zones)", one.path)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_grave_violation(open_page: OpenPage, scheme: Scheme) -> None:
    shown = Shown(open_page(scheme=scheme)).settled()
    assert violations(shown.page) == []
    shown.press("End", TITLES[-1])
    assert violations(shown.page) == []


def test_a_narrow_window_scrolls_one_way_and_shows_the_map_whole(open_page: OpenPage) -> None:
    shown = Shown(open_page(width=390, height=844)).settled()
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390
    shown.chart.wait_for(lambda: shown.chart.box["height"] > 200)
    assert violations(shown.page) == []


def test_a_phone_shows_map_and_figures(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, **PHONE)
    page = context.new_page()
    watch = Watch(page)
    shown = Shown(page)
    box = shown.chart.box
    assert box["y"] + box["height"] <= 844
    assert len(shown.figures()) == 7
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
    assert watch.complaints == []


def test_the_coverage_page_leads_to_it_with_its_day_and_regions(page: Page) -> None:
    chart = Chart(page)
    chart.open(f"/?as_of={AS_OF}&region=Polynesia")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Present").click()
    opened = opening.value
    opened.get_by_role("heading", name="All partners", level=1).wait_for()
    assert parse_qs(urlsplit(opened.url).query)["region"] == ["Polynesia"]
    expect(opened.locator("[data-testid=stMain]")).to_contain_text("1 of 4")
