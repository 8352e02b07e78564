"""The web page of a brief, opened from disk without a network: its map moves, nothing else runs, and it prints."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.sync_api import expect

from dashboard.paper.brief_maps import brief_maps
from dashboard.paper.brief_web import web_page
from geodata.territories import load_boundaries
from tests.browser.test_accessibility import violations
from tests.browser.watching import Watch
from tests.dashboard.paper.office import seen
from tests.dashboard.paper.web_samples import HITS, PARTNERS, area_brief, hostile_area

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from dashboard.actions.brief_content import BriefContent
    from tests.browser.conftest import Scheme

FIJI = next(at for at, one in enumerate(PARTNERS) if one.territory == "FJI")
FIRST = PARTNERS[0]
NARROW = 390
"""Pixels; glyphs crowd one another on so narrow a map."""


class OpenBrief(Protocol):
    """Opens a file as a watched page."""

    def __call__(self, file: Path, *, width: int = 1280, scheme: Scheme = "light", script: str = "") -> Page:
        """Return the page; a script runs before those of the file."""


def made(content: BriefContent, folder: Path) -> Path:
    boundaries = load_boundaries()
    file = folder / "brief.html"
    file.write_bytes(web_page(content, brief_maps(content, boundaries), boundaries))
    return file


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(area_brief(), tmp_path_factory.mktemp("brief"))


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(hostile_area(), tmp_path_factory.mktemp("harmful"))


@pytest.fixture
def open_brief(browser: Browser) -> Iterator[OpenBrief]:
    """Open any number of files without a network; each fails the test that leaves errors or asks for anything else."""
    watches: list[Watch] = []
    asked: list[str] = []

    def opened(file: Path, *, width: int = 1280, scheme: Scheme = "light", script: str = "") -> Page:
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": 720}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        watches.append(Watch(page))
        page.on("request", lambda request: asked.append(request.url))
        if script:
            page.add_init_script(script)
        page.goto(file.as_uri())
        return page

    yield opened
    for context in browser.contexts:
        context.close()
    assert [complaint for watch in watches for complaint in watch.complaints] == []
    assert [url for url in asked if not url.startswith(("file:", "data:image/png"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == len(watches)


def running(page: Page) -> Page:
    """Wait until the map runs and has been drawn."""
    page.wait_for_selector("#live[data-ready]", timeout=60_000)
    page.locator("#live").scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    return page


def place_of(page: Page, at: int) -> tuple[float, float]:
    """Return where the glyph of a partner stands on the opening view, pixels of the window."""
    data: dict[str, Any] = json.loads(page.evaluate(_DATA))
    box = page.locator("#stage").bounding_box()
    assert box is not None
    west, south, east, north = data["bounds"]
    low, high = northing(south), northing(north)
    zoom = math.log2(min(box["width"] / ((east - west) / 360 * 512), box["height"] / ((high - low) * 512)))
    scale = 512 * 2**zoom
    mark = data["marks"][at]
    shift = data["levels"][math.floor((zoom - data["zooms"][0]) / data["step"])][at]["glyph"]
    x = (mark["lon"] - (west + east) / 2) / 360 * scale + shift[0]
    y = ((high + low) / 2 - northing(mark["lat"])) * scale + shift[1]
    return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y


def point(page: Page, at: int, name: str) -> None:
    """Point at a partner until the map, slow without a graphics card, tells of it and no more of another."""
    x, y = place_of(page, at)
    for step in range(40):
        page.mouse.move(x + step % 2, y)
        page.wait_for_timeout(250)
        if page.locator("#tip").is_visible() and name in page.locator("#tip .name").inner_text():
            return
    raise AssertionError(f"the map does not tell of {name}")


_DATA = "document.getElementById('map-data').textContent"


def northing(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)


def until(page: Page, expression: str) -> None:
    """Poll by evaluation: Playwright's own waiting compiles text in the page, which the page's policy forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


def picture(page: Page) -> bytes:
    page.mouse.move(2, 2)
    page.wait_for_timeout(300)
    return page.locator("#stage").screenshot()


def test_the_map_tells_of_the_partner_under_the_pointer(open_brief: OpenBrief, file: Path) -> None:
    page = running(open_brief(file))
    point(page, FIJI, "Fiji")
    expect(page.locator("#partners tr.chosen")).to_contain_text("Fiji")
    page.mouse.move(2, 2)
    expect(page.locator("#tip")).to_be_hidden()


def test_a_click_marks_the_row_and_a_second_one_frees_it(open_brief: OpenBrief, file: Path) -> None:
    page = running(open_brief(file))
    page.mouse.click(*place_of(page, FIJI))
    row = page.locator("#partners tr", has_text="Fiji")
    expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#said")).to_contain_text("Fiji · Status: ")
    expect(row).to_be_in_viewport()
    page.mouse.click(*place_of(page, FIJI))
    expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "false")


def test_a_row_marks_the_map_and_the_facts_are_those_of_the_tables(open_brief: OpenBrief, file: Path) -> None:
    page = running(open_brief(file))
    before = picture(page)
    row = page.locator("#partners tr", has_text=FIRST.name)
    row.get_by_role("button").press("Enter")
    expect(page.locator("#said")).to_have_text(
        f"{FIRST.name} · Status: Overdue · Last visit: 1 Mar 2026 · Advisory: In force"
    )
    assert picture(page) != before
    expect(page.locator("tr.chosen")).to_have_count(2)  # in the list and in the table of its region


def test_a_row_of_a_region_leads_to_the_map(open_brief: OpenBrief, file: Path) -> None:
    page = running(open_brief(file))
    page.locator("#page-3 tr", has_text=FIRST.name).get_by_role("button").click()
    expect(page.locator("#stage")).to_be_in_viewport()
    expect(page.locator("#said")).to_contain_text(FIRST.name)


def test_a_status_is_filtered_by_the_legend(open_brief: OpenBrief, file: Path) -> None:
    page = running(open_brief(file))
    rows = page.locator("#partners tbody tr:visible")
    before = picture(page)
    expect(rows).to_have_count(len(PARTNERS))
    page.get_by_label("Overdue").uncheck()
    expect(rows).to_have_count(sum(at % 5 != 0 for at in range(len(PARTNERS))))
    page.get_by_label("Only advisory in force").check()
    expect(rows).to_have_count(sum(at % 5 != 0 and at % 7 == 0 for at in range(len(PARTNERS))))
    assert picture(page) != before
    page.get_by_role("button", name="Reset").click()
    expect(rows).to_have_count(len(PARTNERS))
    assert picture(page) == before


def test_the_map_moves_by_pointer_buttons_and_keys_and_comes_back(open_brief: OpenBrief, file: Path) -> None:
    page = running(open_brief(file))
    seen_before = {picture(page)}
    opening = next(iter(seen_before))
    box = page.locator("#stage").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def changed() -> None:
        page.wait_for_timeout(700)
        now = picture(page)
        assert now not in seen_before
        seen_before.add(now)

    page.get_by_role("button", name="Zoom in").click()
    changed()
    page.locator("#stage canvas").focus()
    page.keyboard.press("ArrowRight")
    changed()
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 80, middle[1] + 40, steps=4)
    page.mouse.up()
    changed()
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(700)
    assert picture(page) == opening


def test_the_wheel_scrolls_the_page_until_the_map_is_chosen(open_brief: OpenBrief, file: Path) -> None:
    page = running(open_brief(file))
    page.locator("#stage").hover()
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    until(page, f"scrollY > {before}")
    page.locator("#stage canvas").focus()
    page.mouse.wheel(0, -240)
    page.wait_for_timeout(500)
    scrolled = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") == scrolled


def test_the_keyboard_reaches_every_control(open_brief: OpenBrief, file: Path) -> None:
    page = running(open_brief(file))
    page.locator("#live input").first.focus()
    reached = []
    for _ in range(14):
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        page.keyboard.press("Tab")
    assert {"closer", "farther", "reset", "CANVAS", "partners", "BUTTON", "INPUT"} <= set(reached)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, NARROW])
def test_the_page_has_no_grave_violation_and_fits(
    open_brief: OpenBrief, file: Path, scheme: Scheme, width: int
) -> None:
    page = running(open_brief(file, width=width, scheme=scheme))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, NARROW])
def test_harmful_names_run_nothing_and_break_nothing(open_brief: OpenBrief, harmful: Path, width: int) -> None:
    page = running(open_brief(harmful, width=width))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    names = page.locator("#partners tbody button")
    for name in HITS:
        row = names.filter(has_text=name)
        row.focus()
        row.press("Enter")
        expect(page.locator("#said")).to_contain_text(name)
    for place in range(3):
        page.mouse.click(*place_of(page, place))
    if width > NARROW:
        point(page, 1, HITS[1])
    assert page.evaluate("window.__hit") is None
    assert violations(page) == []


def test_without_webgl_the_picture_stays(open_brief: OpenBrief, file: Path) -> None:
    nothing = "HTMLCanvasElement.prototype.getContext = () => null"
    page = open_brief(file, script=nothing)
    page.wait_for_timeout(500)
    expect(page.locator("#live")).to_be_hidden()
    expect(page.get_by_role("img", name="Map of the area.")).to_be_visible()


def test_the_page_is_read_without_scripts_too(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_role("img", name="Map of the area.")).to_be_visible()
    expect(page.locator("#live")).to_be_hidden()
    expect(page.get_by_role("heading", name="Area")).to_be_visible()
    context.close()


def test_every_printed_sheet_bears_marking_and_date_and_the_picture_of_the_map(
    open_brief: OpenBrief, file: Path, tmp_path: Path
) -> None:
    page = running(open_brief(file, scheme="dark"))
    paper = tmp_path / "brief.pdf"
    page.pdf(path=paper, prefer_css_page_size=True, print_background=False)
    sheets = seen(paper)
    assert len(sheets) >= 5
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.width > sheet.height
        top, bottom = sorted(word.top for word in sheet.words if word.text == "UNCLASSIFIED")
        assert top < 45
        assert bottom > sheet.height - 60
        assert sum(word.text == "DATA" for word in sheet.words) == 2
        assert "220600Z NOV 26" in sheet.text
        assert sheet.words[-1].text == str(number)
        held = [word for word in sheet.words[:-1] if abs(word.top - top) > 3 and abs(word.top - bottom) > 3]
        assert all(word.top > top + 10 and word.bottom < bottom + 3 for word in held), "nothing lies under a band"
    assert not any("Reset" in sheet.text for sheet in sheets)
    titles = ("Bottom line", "Area", "First region")
    assert all(any(title in sheet.text for sheet in sheets) for title in titles)
