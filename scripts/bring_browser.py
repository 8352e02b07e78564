"""Find a Chromium for the browser tests, or install one.

Looked at in this order: `SEAMARK_CHROMIUM`, a Chromium or Chrome on the path, the one Playwright keeps. If none is
there, it is installed from Debian (as root, where apt is) or else by Playwright. Without one the browser tests are
skipped; where `CI` is `true`, this script and those tests fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "SEAMARK_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-noto-core")
LIMIT_SECONDS = 900


def find_chromium() -> Path | None:
    """Return the path of a browser that starts, or None."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[Path]:
    for path in (os.environ.get(VARIABLE), *map(shutil.which, NAMES)):
        if path:
            yield Path(path)
    if own := _playwrights_own():
        yield Path(own)


def _playwrights_own() -> str | None:
    try:
        with sync_playwright() as playwright:
            return playwright.chromium.executable_path
    except Error:
        return None


def _starts(path: Path) -> bool:
    try:
        asked = subprocess.run(  # noqa: S603 - a browser of this machine, asked for its version
            [path, "--version"], check=False, capture_output=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def install() -> None:
    """Install a browser with what this machine offers."""
    for command in _installing():
        print("bring_browser:", " ".join(command), flush=True)
        if not _succeeds(command):
            print("bring_browser: that failed", flush=True)
            return


def _installing() -> list[list[str]]:
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        return [[apt, "update"], [apt, "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES]]
    return [[sys.executable, "-m", "playwright", "install", "chromium"]]


def _succeeds(command: list[str]) -> bool:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, check=False, env=quiet, timeout=LIMIT_SECONDS)  # noqa: S603 - commands of this file
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Bring a browser; return the exit code."""
    found = find_chromium()
    if found is None:
        install()
        found = find_chromium()
    if found is not None:
        print(f"bring_browser: {found}")
        return 0
    line = "!" * 78
    print(f"{line}\nNO BROWSER: the browser tests will not run. Install Chromium or set {VARIABLE}.\n{line}")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
