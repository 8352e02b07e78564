"""The Coverage page in a browser: its map can be read and clicked, every control reaches every part of the page.

The demonstration ends on 22 November 2026 and today may be any later day, so every address names its day.
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from dashboard.maps.palette import LABELS, PALETTES, STATUS_ORDER
from dashboard.parts.event_picture import INSET
from tests.browser.chart import FIGURES, PHONE, TOOLTIP, Chart, follow_fetches
from tests.browser.watching import AS_OF, SocketMeter, Watch, serving, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import OpenPage

ADDRESS = f"/?as_of={AS_OF}"
EARLIER = "2025-06-30"
STATUS = "|".join(LABELS.values())
EDGES = {"Madagascar": "MDG", "French Polynesia": "PYF"}
"""The partners furthest west and east."""

MARGIN = 10
"""Pixels that a glyph takes around its centre."""

FIRST_LOAD = 150_000
CHANGE = 40_000
GEOMETRY = 400_000
"""Bytes that a first load and a change may take on the websocket, and the boundaries when they are fetched."""


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def path_of(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}"


def shown(chart: Chart) -> tuple[list[str], list[str], str]:
    return chart.figures(), chart.table(), chart.panel()


@pytest.mark.parametrize(("code", "name"), [("FJI", "Fiji"), ("PYF", "French Polynesia")])
def test_a_click_on_the_map_says_why(open_page: OpenPage, code: str, name: str) -> None:
    chart = Chart(open_page(width=1440, height=900))
    chart.open(ADDRESS)
    chart.click(chart.glyph(code), heading=name)
    panel = chart.panel()
    assert re.search(STATUS, panel)
    assert re.search("The last visit|No visit", panel)
    assert parameters(chart.page)["territory"] == [name]


def test_a_click_on_the_land_away_from_its_glyph_selects_too(page: Page) -> None:
    chart = Chart(page)
    chart.open(ADDRESS)
    chart.click(chart.at(122.0, -28.0), heading="Australia")
    assert parameters(page)["territory"] == ["Australia"]


def test_a_click_keeps_the_camera_and_moves_only_the_selection(page: Page) -> None:
    chart = Chart(page)
    chart.open(ADDRESS)
    before = chart.deck["initialViewState"]
    chart.click(chart.glyph("FJI"), heading="Fiji")
    chart.click(chart.glyph("PYF"), heading="French Polynesia")
    assert chart.deck["initialViewState"] == before
    expect(page.get_by_role("heading", name="Fiji", exact=True)).to_have_count(0)


def test_hovering_tells_name_status_and_last_visit_and_over_the_sea_nothing(page: Page) -> None:
    chart = Chart(page)
    chart.open(ADDRESS)
    for code, name in (("FJI", "Fiji"), ("MDG", "Madagascar")):
        told = chart.hover(chart.glyph(code))
        assert told.startswith(name)
        assert re.search(STATUS, told)
        assert re.search(r"Last visit \d+ \w{3} \d{4}|No visit on record", told)
    page.mouse.move(*chart.at(205.0, 30.0))
    chart.wait_for(lambda: not page.locator(TOOLTIP).is_visible())


def test_another_day_changes_every_part_and_the_address(page: Page) -> None:
    chart = Chart(page)
    chart.open(f"{ADDRESS}&territory=Fiji")
    before, colours = shown(chart), chart.layer("glyphs")["_subLayerProps"]
    chart.type_date(EARLIER)
    assert all(now != then for now, then in zip(shown(chart), before, strict=True))
    assert chart.layer("glyphs")["_subLayerProps"] != colours
    assert parameters(page) == {"as_of": [EARLIER], "territory": ["Fiji"]}


def test_another_day_looks_like_a_page_opened_on_that_day(open_page: OpenPage) -> None:
    changed, opened = Chart(open_page()), Chart(open_page())
    changed.open(ADDRESS)
    changed.type_date(EARLIER)
    opened.open(f"/?as_of={EARLIER}")
    for chart in (changed, opened):
        chart.page.mouse.move(0, 0)
    changed.wait_for(lambda: shown(changed) == shown(opened))
    changed.wait_for(lambda: changed.canvas.screenshot() == opened.canvas.screenshot())


def test_an_address_restores_the_view_for_somebody_else(open_page: OpenPage) -> None:
    mine = Chart(open_page(width=1440, height=900))
    mine.open(ADDRESS)
    mine.type_date(EARLIER)
    mine.type_choice("Region", "Polynesia")
    mine.click(mine.glyph("PYF"), heading="French Polynesia")
    theirs = Chart(open_page(width=1440, height=900))
    theirs.open(path_of(mine.page))
    assert parameters(mine.page) == {"as_of": [EARLIER], "region": ["Polynesia"], "territory": ["French Polynesia"]}
    assert parameters(theirs.page) == parameters(mine.page)
    theirs.wait_for(lambda: shown(theirs) == shown(mine))
    assert theirs.layer("land") == mine.layer("land")


def test_the_other_theme_keeps_selection_and_day_and_is_drawn_with_its_own_colours(page: Page) -> None:
    chart = Chart(page)
    chart.open(f"{ADDRESS}&territory=Fiji")
    page.locator("[data-testid=stMainMenu] button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    page.keyboard.press("Escape")
    chart.type_date(EARLIER)
    assert parameters(page) == {"as_of": [EARLIER], "territory": ["Fiji"]}
    expect(page.get_by_role("heading", name="Fiji", exact=True)).to_have_count(1)
    red, green, blue = (int(PALETTES["dark"].fill[STATUS_ORDER[0]][at : at + 2], 16) for at in (1, 3, 5))
    assert f"[{red},{green},{blue}]" in str(chart.layer("glyphs")["_subLayerProps"])


def test_geometry_is_fetched_once_for_any_number_of_changes(page: Page) -> None:
    fetched = follow_fetches(page)
    chart = Chart(page)
    chart.open(ADDRESS)
    at_first = {answer.path for answer in fetched if answer.path.startswith("geo/")}
    fetched_before = len(fetched)
    chart.type_date(EARLIER)
    chart.click(chart.glyph("FJI"), heading="Fiji")
    chart.type_date("2026-01-15")
    assert [answer.path for answer in fetched[fetched_before:] if answer.path in at_first] == []
    [boundaries] = [answer for answer in fetched if answer.path.startswith("geo/boundaries-")]
    assert boundaries.status == 200
    assert "immutable" in boundaries.headers["cache-control"]
    assert boundaries.headers["content-encoding"] == "gzip"
    assert int(boundaries.headers["content-length"]) <= GEOMETRY


def test_little_travels_on_the_websocket(page: Page) -> None:
    meter, chart = SocketMeter(page), Chart(page)
    chart.open(ADDRESS)
    assert 0 < meter.received <= FIRST_LOAD
    meter.reset()
    chart.type_date(EARLIER)
    assert 0 < meter.received <= CHANGE


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_the_map_opens_on_the_whole_area_beside_the_figures(open_page: OpenPage, width: int, height: int) -> None:
    chart = Chart(open_page(width=width, height=height))
    chart.open(ADDRESS)
    box = chart.box
    for name, code in EDGES.items():
        spot = chart.glyph(code)
        assert box["x"] + MARGIN <= spot.x <= box["x"] + box["width"] - MARGIN, name
        assert box["y"] + MARGIN <= spot.y <= box["y"] + box["height"] - MARGIN, name
    assert len(chart.figures()) == 7
    assert box["y"] + box["height"] <= height, "the map ends below the screen"
    assert chart.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_narrow_screen_scrolls_one_way_only(open_page: OpenPage) -> None:
    chart = Chart(open_page(width=390, height=844))
    chart.open(ADDRESS)
    assert chart.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert chart.box["width"] <= 390


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Chart]:
    """Open a watched page on a phone."""
    context = browser.new_context(base_url=served, **PHONE)
    page = context.new_page()
    watch = Watch(page)
    yield Chart(page)
    context.close()
    assert watch.complaints == []


def test_a_phone_shows_figures_and_the_whole_area_on_its_first_screen(phone: Chart) -> None:
    phone.open(ADDRESS)
    box = phone.box
    assert len(phone.figures()) == 7
    assert box["y"] + box["height"] <= 844
    for name, code in EDGES.items():
        spot = phone.glyph(code)
        assert box["x"] + MARGIN <= spot.x <= box["x"] + box["width"] - MARGIN, name
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    control = phone.page.get_by_role("combobox", name="Territory").bounding_box()
    assert control is not None
    assert control["y"] > box["y"] + box["height"]


def test_a_phone_shows_all_tiles_at_once(phone: Chart) -> None:
    phone.open(f"{ADDRESS}&view=Tiles")
    squares = phone.page.request.get(phone.layer("tiles")["data"]).json()
    middle = phone.deck["initialViewState"]["target"][0]
    assert len(squares) == 47
    assert max(abs(x - middle) for square in squares for x, _ in square["q"]) <= phone.box["width"] / 2


def test_in_a_narrow_window_the_tiles_scroll_and_the_page_does_not(open_page: OpenPage) -> None:
    chart = Chart(open_page(width=390, height=844))
    chart.open(f"{ADDRESS}&view=Tiles")
    squares = chart.page.request.get(chart.layer("tiles")["data"]).json()
    middle = chart.deck["initialViewState"]["target"][0]
    assert max(abs(x - middle) for square in squares for x, _ in square["q"]) <= chart.box["width"] / 2
    assert chart.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_share_visited_is_not_cut_off(page: Page) -> None:
    chart = Chart(page)
    chart.open(ADDRESS)
    value = page.locator(FIGURES).first
    assert re.fullmatch(r"\d+ of 47 \d+%", value.inner_text())
    assert value.evaluate("e => [e, ...e.querySelectorAll('*')].every(one => one.scrollWidth <= one.clientWidth + 1)")


def test_the_strip_lines_up_with_the_slider(page: Page) -> None:
    chart = Chart(page)
    chart.open(ADDRESS)
    picture = page.get_by_alt_text(re.compile(r"^Visits made \d+"))
    svg = b64decode((picture.get_attribute("src") or "").split(",")[1]).decode()
    share = re.search(r'#as-of" x="([\d.]+)%"', svg)
    strip, thumb = picture.bounding_box(), page.get_by_role("slider").bounding_box()
    assert share
    assert strip is not None
    assert thumb is not None
    line = strip["x"] + INSET + (strip["width"] - 2 * INSET) * float(share[1]) / 100
    assert abs(thumb["x"] - line) <= 2, "the element of the thumb begins at its middle"


def test_the_welcome_page_leads_to_the_map(page: Page, tmp_path: Path) -> None:
    with serving(tmp_path, demo=False) as empty:
        page.goto(f"{empty}/")
        page.get_by_role("button", name="Look at the demo").click(timeout=60_000)
        wait_for_map(page)
        wait_until_idle(page)
        chart = Chart(page)
        assert re.fullmatch(r"\d+ of 47 \d+%", chart.figures()[0])
        expect(page.get_by_role("note").first).to_contain_text("DEMO")
        page.goto("about:blank")
