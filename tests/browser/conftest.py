"""A running app and a watched browser page for the tests of this folder."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.watching import ROOT, Watch, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]

FLAGS = [
    "--headless=new",
    "--use-angle=swiftshader",  # WebGL without a graphics card
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

PATIENCE_MS = 30_000
"""So long what is expected may take to appear while the machine does much else."""


class OpenPage(Protocol):
    """Opens a watched page."""

    def __call__(self, *, width: int = 1280, height: int = 720, scheme: Scheme = "light") -> Page:
        """Return a blank page of a size and colour scheme; `goto` takes paths of the app."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs a Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Find a browser. Without one, tests are skipped, and under CI they fail."""
    spec = importlib.util.spec_from_file_location("bring_programs", ROOT / "scripts" / "bring_programs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Path | None = module.find_chromium()
    if found is None:
        no_browser = "NO BROWSER: run `make programs`, or set SEAMARK_CHROMIUM"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(no_browser)
    return found


@pytest.fixture(scope="session")
def served(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demonstration to all tests; one that writes records starts its own with `serving`."""
    assert chromium
    with serving(tmp_path_factory.mktemp("served")) as base:
        yield base


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """Start a browser for one module; a longer life would leave its event loop running under other tests."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, "--no-sandbox"] if root else FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[OpenPage]:
    """Open any number of pages; each fails the test that leaves errors or makes requests to another machine."""
    watches: list[Watch] = []

    def opened(*, width: int = 1280, height: int = 720, scheme: Scheme = "light") -> Page:
        context = browser.new_context(base_url=served, viewport={"width": width, "height": height}, color_scheme=scheme)
        page = context.new_page()
        watches.append(Watch(page))
        return page

    yield opened
    for context in browser.contexts:
        context.close()
    assert [complaint for watch in watches for complaint in watch.complaints] == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Open one page, 1280 by 720, light."""
    return open_page()


@pytest.fixture
def own(browser: Browser, chromium: Path, tmp_path: Path) -> Iterator[Page]:
    """Open a page of a server of its own, whose records may change."""
    assert chromium
    with serving(tmp_path) as base:
        context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 720})
        page = context.new_page()
        watch = Watch(page)
        yield page
        context.close()
    assert watch.complaints == []
