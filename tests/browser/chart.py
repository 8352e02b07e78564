"""The Coverage page as a browser shows it: where each place lies on the screen, and what the page says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.maps.view import pixels
from tests.browser.watching import wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import CDPSession, FloatRect, Locator, Page, WebSocket

CANVAS = "[data-testid=stDeckGlJsonChart] canvas"
FIGURES = "[data-testid=stMetricValue]"
CELLS = "[data-testid=stDataFrame] td[role=gridcell]"
TOOLTIP = ".deck-tooltip"

ATTEMPTS = 10
"""How often the pointer is put to a place: on a busy machine the browser drops a click whose picking came too late."""

LOOKS = 10
"""How often the page is looked at after each attempt, a fifth of a second apart."""


class Spot(NamedTuple):
    """A place on the screen, in pixels of the page."""

    x: float
    y: float


class Fetched(NamedTuple):
    """An answer that came over the network, not out of the browser's cache."""

    path: str
    status: int
    headers: dict[str, str]


PHONE: dict[str, Any] = {
    "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari",
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
"""What makes a browser context that of a phone."""


class Chart:
    """A page with the map, followed from before it is opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.decks: list[dict[str, Any]] = []
        self._points: dict[str, dict[str, Any]] = {}
        page.on("websocket", self._attach)

    def open(self, address: str = "/") -> None:
        """Open an address of the app and wait until map, figures and table stand."""
        self.page.goto(address)
        wait_for_map(self.page)
        wait_until_idle(self.page)
        self.wait_for(lambda: bool(self.figures() and self.table()))

    @property
    def deck(self) -> dict[str, Any]:
        """The newest deck."""
        return self.decks[-1]

    def layer(self, name: str) -> dict[str, Any]:
        """Return a layer of the newest deck."""
        found: dict[str, Any] = next(layer for layer in self.deck["layers"] if layer["id"] == name)
        return found

    @property
    def canvas(self) -> Locator:
        """What the map is drawn on."""
        return self.page.locator(CANVAS).first

    @property
    def box(self) -> FloatRect:
        """Where the canvas lies on the page."""
        box = self.canvas.bounding_box()
        assert box is not None
        return box

    def at(self, lon: float, lat: float) -> Spot:
        """Return where the opening view draws a coordinate of the frame."""
        view, box = self.deck["initialViewState"], self.box
        x, y = pixels(lon, lat, view["zoom"])
        middle_x, middle_y = pixels(view["longitude"], view["latitude"], view["zoom"])
        return Spot(box["x"] + box["width"] / 2 + x - middle_x, box["y"] + box["height"] / 2 + y - middle_y)

    def glyph(self, code: str) -> Spot:
        """Return where the opening view draws the glyph of a territory."""
        point = self._point(code)
        spot, aside = self.at(*point["p"]), point["o"]
        return Spot(spot.x + aside[0], spot.y + aside[1])

    def hover(self, spot: Spot) -> str:
        """Put the pointer on a place and return what the tooltip says; nothing if none appears."""
        tooltip = self.page.locator(TOOLTIP)
        for attempt in range(ATTEMPTS):
            self.page.mouse.move(spot.x + attempt % 2, spot.y)
            self.page.wait_for_timeout(300)
            if tooltip.count() and tooltip.is_visible():
                return tooltip.inner_text()
        return ""

    def click(self, spot: Spot, *, heading: str) -> None:
        """Click a place until the panel has a heading."""
        for _ in range(ATTEMPTS):
            self.hover(spot)
            self.page.mouse.click(spot.x, spot.y)
            if self._appears(self.page.get_by_role("heading", name=heading, exact=True)):
                return
        raise AssertionError(f"no panel of {heading} after {ATTEMPTS} clicks at {spot}")

    def type_date(self, day: str) -> None:
        """Type a date, `YYYY-MM-DD`, into the control, leave it, and wait for what changes last, the table."""
        before, cells = len(self.decks), self.table()
        self.page.get_by_role("spinbutton", name="year, As of").focus()
        self.page.keyboard.type(day.replace("-", ""))
        self.page.get_by_role("note").first.click()
        self._rerun(before)
        self._comes_true(lambda: self.table() != cells, looks=LOOKS)

    def type_choice(self, control: str, choice: str) -> None:
        """Type what to choose into a control and close its list."""
        before = len(self.decks)
        self.page.get_by_role("combobox", name=control).click()
        self.page.keyboard.type(choice)
        self.page.keyboard.press("Enter")
        self._rerun(before)
        self.page.keyboard.press("Escape")

    def figures(self) -> list[str]:
        """Return the key figures."""
        return self.page.locator(FIGURES).all_inner_texts()

    def panel(self) -> str:
        """Return what the panel beside the map says."""
        heading = self.page.get_by_role("heading", level=3).first
        return heading.locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]").inner_text()

    def table(self) -> list[str]:
        """Return the cells of the table that are in sight."""
        return self.page.locator(CELLS).all_text_contents()

    def _appears(self, sought: Locator) -> bool:
        if self._comes_true(lambda: sought.count() > 0, looks=LOOKS):
            wait_until_idle(self.page)
            return True
        return False

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something comes true."""
        assert self._comes_true(condition, looks=ATTEMPTS * LOOKS), "it never came true"

    def _rerun(self, before: int) -> None:
        """Wait for a newer deck."""
        self.wait_for(lambda: len(self.decks) > before)
        wait_until_idle(self.page)

    def _comes_true(self, condition: Callable[[], bool], *, looks: int) -> bool:
        for _ in range(looks):
            if condition():
                return True
            self.page.wait_for_timeout(200)
        return False

    def _point(self, code: str) -> dict[str, Any]:
        if not self._points:
            answer = self.page.request.get(self.layer("glyphs")["data"])
            self._points = {point["t"]: point for point in answer.json()}
        return self._points[code]

    def _attach(self, websocket: WebSocket) -> None:
        websocket.on("framereceived", self._received)

    def _received(self, payload: str | bytes) -> None:
        assert isinstance(payload, bytes)
        element = ForwardMsg.FromString(payload).delta.new_element
        if element.HasField("deck_gl_json_chart"):
            self.decks.append(json.loads(element.deck_gl_json_chart.json))


def follow_fetches(page: Page) -> list[Fetched]:
    """Note every answer that a page has to fetch from now on; the list grows while the page lives."""
    fetched: list[Fetched] = []

    def note(event: dict[str, Any]) -> None:
        answer = event["response"]
        if not answer["fromDiskCache"] and event["requestId"] not in cached:
            headers = {name.lower(): value for name, value in answer["headers"].items()}
            fetched.append(Fetched(answer["url"].split("/", 3)[-1], answer["status"], headers))

    cached: set[str] = set()
    session: CDPSession = page.context.new_cdp_session(page)
    session.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    session.on("Network.responseReceived", note)
    session.send("Network.enable")
    return fetched
