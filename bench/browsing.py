"""What a browser receives: bytes on the websocket, and how often it has to fetch the geometry."""

from __future__ import annotations

import os
import statistics
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.chart import follow_fetches
from tests.browser.conftest import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from playwright.sync_api import Browser, Page, WebSocket

    from tests.browser.chart import Fetched

QUIET_MS = 2500
"""A page is at rest when its script has finished and its websocket has been silent for so long."""

PATIENCE_MS = 120_000
STEP_MS = 100


@dataclass(frozen=True, slots=True)
class Traffic:
    """What one page received."""

    first_load: int
    """Bytes on the websocket until the page first came to rest."""
    change: int
    """Bytes on the websocket for another date: the median."""
    deck: int
    """Of which the description of the map, as text: the median."""
    fetched: Sequence[Fetched]
    """Geometry that came over the network."""


class _Meter:
    """Counts what a page receives."""

    def __init__(self, page: Page) -> None:
        self.page, self.received, self.deck, self.frames, self.running, self.finished = page, 0, 0, 0, 0, 0
        page.on("websocket", self._attach)

    def take(self) -> tuple[int, int]:
        """Wait until the page is at rest; return the bytes since last time, and those of the deck."""
        waited = silent = seen = 0
        while silent < QUIET_MS:
            self.page.wait_for_timeout(STEP_MS)
            waited += STEP_MS
            silent = silent + STEP_MS if self.frames == seen and self.finished and not self.running else 0
            seen = self.frames
            if waited > PATIENCE_MS:
                raise TimeoutError(f"{self.page.url} did not come to rest")
        taken = self.received, self.deck
        self.received = self.deck = self.frames = self.finished = 0
        return taken

    def _attach(self, websocket: WebSocket) -> None:
        websocket.on("framereceived", self._receive)

    def _receive(self, payload: str | bytes) -> None:
        self.received += len(payload)
        self.frames += 1
        if isinstance(payload, bytes):
            self._read(ForwardMsg.FromString(payload))

    def _read(self, message: ForwardMsg) -> None:
        self.deck += len(message.delta.new_element.deck_gl_json_chart.json.encode())
        ended = message.WhichOneof("type") == "script_finished"
        self.running = 1 if message.HasField("new_session") else 0 if ended else self.running
        self.finished += ended


@contextmanager
def chromium(path: Path) -> Iterator[Browser]:
    """Start a browser as the tests do."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--no-sandbox"] if root else FLAGS)
        yield browser
        browser.close()


def traffic(browser: Browser, address: str, days: Sequence[date]) -> Traffic:
    """Open an address, type one date after the other, and count."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    fetched, meter = follow_fetches(page), _Meter(page)
    page.goto(address)
    first, _ = meter.take()
    changes = []
    for day in days:
        _type(page, day)
        changes.append(meter.take())
    page.close()
    geometry = [answer for answer in fetched if answer.path.startswith("geo/")]
    whole, decks = zip(*changes, strict=True)
    return Traffic(first, int(statistics.median(whole)), int(statistics.median(decks)), geometry)


def _type(page: Page, day: date) -> None:
    """Type a date into the control, and leave it by a click into the margin."""
    page.get_by_role("spinbutton", name="year, As of").focus()
    page.keyboard.type(day.strftime("%Y%m%d"))
    page.mouse.click(2, 450)
