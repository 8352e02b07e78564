"""The Ports page in a browser: searched as one types, map and table that follow one another, a tray that is kept."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.maps.view import pixels
from tests.browser.chart import ATTEMPTS, CANVAS, LOOKS, PHONE
from tests.browser.test_accessibility import SIDEBAR, violations
from tests.browser.watching import SocketMeter, Watch, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page, WebSocket

    from tests.browser.conftest import OpenPage, Scheme

CHANGE = 40_000
"""Bytes that a change may take on the websocket."""

PROJECTOR = 720


class Ports:
    """The page, followed from before it is opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.deck: dict[str, Any] = {}
        page.on("websocket", self._attach)

    def open(self, address: str = "/ports") -> None:
        """Open an address of the page and wait until it stands."""
        self.page.goto(address)
        wait_for_map(self.page)
        wait_until_idle(self.page)

    def search(self, text: str, *, at_once: bool = False) -> None:
        """Type into the search, or paste all of it at once, and wait until the page has followed."""
        box = self.page.get_by_role("searchbox", name="Search", exact=True)
        box.click()
        box.press("ControlOrMeta+a")
        if at_once:
            box.fill(text)
        else:
            box.type(text)
        self.wait_for(lambda: text in parse_qs(urlsplit(self.page.url).query).get("find", []))
        wait_until_idle(self.page)

    def count(self) -> str:
        """Return what the head of the page counts."""
        return self.page.get_by_text(re.compile(r"^[\d,]+ ports? (of|in all)")).first.inner_text()

    def heading(self, name: str) -> Locator:
        """Return the head of a port's profile."""
        return self.page.get_by_role("heading", name=name, exact=True)

    def tick(self, name: str, *, row: int = 0, before: Callable[[], None] = lambda: None) -> None:
        """Tick a row until its port is open: a grid that is still being laid out drops a click.

        What is given is called before each attempt.
        """
        grid = self.page.locator("[data-testid=stDataFrame] canvas").first
        for _ in range(ATTEMPTS):
            grid.scroll_into_view_if_needed()
            box = grid.bounding_box()
            assert box is not None
            before()
            self.page.mouse.click(box["x"] + 16, box["y"] + 50 + 32 * row)
            if self._comes_true(lambda: self.heading(name).count() > 0):
                wait_until_idle(self.page)
                return
        raise AssertionError(f"{name} was not opened by its row")

    def click(self, lon: float, lat: float, *, opens: str) -> None:
        """Click a place of the opening view until a port is open."""
        view = self.deck["initialViewState"]
        canvas = self.page.locator(CANVAS).first.bounding_box()
        assert canvas is not None
        x, y = pixels(lon, lat, view["zoom"])
        middle_x, middle_y = pixels(view["longitude"], view["latitude"], view["zoom"])
        spot = canvas["x"] + canvas["width"] / 2 + x - middle_x, canvas["y"] + canvas["height"] / 2 + y - middle_y
        for _ in range(ATTEMPTS):
            self.page.mouse.move(*spot)
            self.page.wait_for_timeout(300)
            self.page.mouse.click(*spot)
            if self._comes_true(lambda: self.heading(opens).count() > 0):
                wait_until_idle(self.page)
                return
        raise AssertionError(f"{opens} was not opened on the map")

    def choose(self) -> None:
        """Choose the open port for a trip."""
        self.page.get_by_role("button", name="Choose for a trip").click()
        self.page.get_by_role("button", name="Chosen: take out").wait_for()
        wait_until_idle(self.page)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something comes true."""
        assert self._comes_true(condition, looks=ATTEMPTS * LOOKS), "it never came true"

    def _comes_true(self, condition: Callable[[], bool], *, looks: int = LOOKS) -> bool:
        for _ in range(looks):
            if condition():
                return True
            self.page.wait_for_timeout(200)
        return False

    def _attach(self, websocket: WebSocket) -> None:
        websocket.on("framereceived", self._received)

    def _received(self, payload: str | bytes) -> None:
        assert isinstance(payload, bytes)
        element = ForwardMsg.FromString(payload).delta.new_element
        if element.HasField("deck_gl_json_chart"):
            self.deck = json.loads(element.deck_gl_json_chart.json)


def test_three_ports_are_searched_chosen_and_kept_while_browsing(page: Page) -> None:
    ports = Ports(page)
    ports.open()
    for text, name in (("pago", "Pago Pago"), ("fjsuv", "Suva"), ("apia", "Apia")):
        ports.search(text)
        ports.tick(name)
        ports.choose()
    page.get_by_role("link", name="Samoa", exact=True).click()
    page.get_by_role("heading", name="Samoa", exact=True).wait_for()
    page.go_back()
    wait_for_map(page)
    tray = page.get_by_role("button", name="For a trip: 3 ports")
    tray.click()
    for place, name in enumerate(("Pago Pago, American Samoa", "Suva, Fiji", "Apia, Samoa"), 1):
        page.get_by_role("button", name=f"{place}. {name}").wait_for()
    expect(page.get_by_text("in this order")).to_contain_text("nm in this order")


def test_a_search_finds_every_port_and_moves_the_map(page: Page) -> None:
    ports = Ports(page)
    ports.open()
    assert "of partners" in ports.count()
    before = ports.deck["initialViewState"]
    ports.search("pago")
    ports.wait_for(lambda: ports.count() == "1 port in all, 0 of partners")
    assert ports.deck["initialViewState"]["zoom"] > before["zoom"]


def test_a_click_on_the_map_opens_a_profile_ticks_its_row_and_keeps_the_camera(page: Page) -> None:
    ports = Ports(page)
    ports.open("/ports?where=Fiji")
    before = ports.deck["initialViewState"]
    ports.click(178.417, -18.117, opens="Suva")
    assert ports.deck["initialViewState"] == before
    assert "port" in parse_qs(urlsplit(page.url).query)
    ticked = page.locator("[data-testid=stDataFrame] tr[aria-selected=true]")
    ports.wait_for(lambda: ticked.count() == 1 and "Suva" in (ticked.first.text_content() or ""))


def test_on_a_projector_search_map_first_rows_and_the_head_of_a_profile_are_seen(page: Page) -> None:
    ports = Ports(page)
    ports.open("/ports?find=suva")
    ports.tick("Suva")
    for what in (page.get_by_role("searchbox", name="Search", exact=True), page.locator(CANVAS).first):
        box = what.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PROJECTOR
    head = ports.heading("Suva").bounding_box()
    assert head is not None
    assert head["y"] + head["height"] <= PROJECTOR


def test_a_change_takes_little_on_the_websocket(page: Page) -> None:
    meter, ports = SocketMeter(page), Ports(page)
    ports.open()
    meter.reset()
    ports.search("a", at_once=True)
    assert meter.received < CHANGE
    meter.reset()
    ports.search("suva", at_once=True)  # typed slowly it would be several changes
    assert meter.received < CHANGE
    ports.tick("Suva", before=meter.reset)
    assert meter.received < CHANGE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_grave_violation(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(scheme=scheme, width=1440, height=900)
    ports = Ports(page)
    ports.open("/ports?find=suva&near=18S 178E&sea_to=apia")
    ports.tick("Suva")
    assert violations(page) == []


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, **PHONE)
    page = context.new_page()
    watch, ports = Watch(page), Ports(page)
    ports.open("/ports?find=suva")
    ports.tick("Suva")
    width = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert page.evaluate(width) <= PHONE["viewport"]["width"]
    assert violations(page, without=SIDEBAR) == []
    assert watch.complaints == []
    context.close()


def test_the_keyboard_reaches_every_control(page: Page) -> None:
    ports = Ports(page)
    ports.open("/ports?find=suva")
    ports.tick("Suva")
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => (document.activeElement.ariaLabel || document.activeElement.innerText || '')"))
    words = " ".join(reached)
    for control in ("Choose for a trip", "Enter a visit", "Near it", "Close", "By sea to", "Correct a fact", "History"):
        assert control in words, f"the keyboard does not reach {control}"
