"""What the browser tests share: a server of their own, a watch over a page, and waiting for a map."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-22"
FILE = "seamark.sqlite3"
START_SECONDS = 60
STOP_SECONDS = 15
HERE = {"127.0.0.1", "localhost", "::1"}

_ROOT_SEARCH = re.compile(r"http://[^/]+/.+/_stcore/(health|host-config)")
"""Opened on an inner page, Streamlit looks for its server below that page first, and the browser reports the 404."""

_MAP = "[data-testid=stDeckGlJsonChart] canvas"
_GEOMETRY_CAME = (
    "performance.getEntriesByType('resource').filter(e => e.name.includes('/geo/') && e.responseEnd).length"
)
_NOT_BUSY = "document.querySelectorAll('[data-testid=stStatusWidget], [data-stale=true]').length === 0"


class Watch:
    """Notes what a page must not do: errors, and requests to any other machine."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        place = message.location["url"]
        if message.type == "error" and not _ROOT_SEARCH.fullmatch(place):
            self.complaints.append(f"console: {message.text} ({place})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in HERE:
            self.complaints.append(f"left the machine: {request.url}")


class SocketMeter:
    """Counts the bytes of a page's websockets; attach it before the page is opened."""

    def __init__(self, page: Page) -> None:
        self.received = 0
        self.sent = 0
        page.on("websocket", self._attach)

    def reset(self) -> None:
        """Start counting anew."""
        self.received = self.sent = 0

    def _attach(self, websocket: WebSocket) -> None:
        websocket.on("framereceived", self._received)
        websocket.on("framesent", self._sent)

    def _received(self, payload: str | bytes) -> None:
        self.received += len(payload)

    def _sent(self, payload: str | bytes) -> None:
        self.sent += len(payload)


def wait_for_map(page: Page, *, seconds: float = 60) -> None:
    """Wait until a map stands on the page, its geometry has come, and two frames have been drawn since."""
    page.wait_for_selector(_MAP, timeout=seconds * 1000)
    _wait_until(page, _GEOMETRY_CAME, seconds)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def wait_until_idle(page: Page, *, seconds: float = 30) -> None:
    """Wait until the script of the page has run to its end and nothing on the page is stale."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=seconds * 1000)
    _wait_until(page, _NOT_BUSY, seconds)


def _wait_until(page: Page, expression: str, seconds: float) -> None:
    """Poll by evaluation: Playwright's own waiting compiles text in the page, which the page's policy forbids."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"after {seconds:g} s still not: {expression}"
        page.wait_for_timeout(50)


@contextlib.contextmanager
def serving(folder: Path, *, demo: bool = True) -> Iterator[str]:
    """Serve the app over a fresh database in a folder; give its address, end it by its process id.

    Args:
        folder: where database and log are written.
        demo: whether the demonstration is there first; without it the app starts with what is in the folder.
    """
    environment = _environment(folder)
    if demo:
        (folder / FILE).write_bytes(_demonstration())
    port = free_port()
    log = folder / "server.log"
    with log.open("wb") as sink:
        server = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "dashboard.cli", "serve", "--port", str(port), "--no-browser"],
            cwd=ROOT,
            env=environment,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(server, f"http://127.0.0.1:{port}", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        _end(server)


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def _demonstration() -> bytes:
    """Make the database with the demonstration, once for all servers that this process starts."""
    with tempfile.TemporaryDirectory() as folder:
        _seamark(_environment(Path(folder)), "init", "--as-of", AS_OF)
        (made,) = Path(folder).iterdir()  # no journal beside it: all is in this one file
        return made.read_bytes()


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    return kept | {"SEAMARK_DATABASE_URL": f"sqlite:///{folder / FILE}"}


def _seamark(environment: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "dashboard.cli", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"seamark {' '.join(arguments)}: {done.stderr}"


def _wait_until_ready(server: subprocess.Popen[bytes], base: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(f"{base}/readyz"):
        ended = server.poll() is not None
        assert not ended, f"the server ended: {log.read_text(errors='replace')}"
        assert time.monotonic() < deadline, f"not ready after {START_SECONDS} s: {log.read_text(errors='replace')}"
        time.sleep(0.1)


def _answers(url: str) -> bool:
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with straight.open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return False
    except OSError:
        return False


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def choose(page: Page, name: str, option: str) -> None:
    """Choose an option of the first list of a name; one that the page's scrolling closed again is opened by its key."""
    box = page.get_by_role("combobox", name=name).first
    box.scroll_into_view_if_needed()
    wait_until_idle(page)
    box.click()
    page.wait_for_timeout(500)
    if box.get_attribute("aria-expanded") != "true":
        box.press("ArrowDown")
    page.get_by_role("option", name=option).click()
