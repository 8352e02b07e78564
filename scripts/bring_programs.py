"""Find the programs that only tests need, or install them: a browser, an office that renders slides, readers of PDF.

A Chromium is looked for in this order: `SEAMARK_CHROMIUM`, a Chromium or Chrome on the path, the one Playwright keeps.
What is missing is installed from Debian (as root, where apt is); a browser else by Playwright. Without a program the
tests that need it are skipped; where `CI` is `true`, this script and those tests fail instead.
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
BROWSER = "Chromium"
BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-noto-core")

PROGRAMS = {
    "soffice": ("libreoffice-impress-nogui", "fonts-liberation2"),  # the fonts have the widths of the slides' Arial
    "pdftoppm": ("poppler-utils",),
    "pdftotext": ("poppler-utils",),
}
"""Programs on the path, and the packages of Debian that bring them."""

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


def missing() -> list[str]:
    """Name what is not there."""
    programs = [name for name in PROGRAMS if shutil.which(name) is None]
    return programs if find_chromium() else [BROWSER, *programs]


def install(wanted: list[str]) -> None:
    """Install programs with what this machine offers."""
    for command in _installing(wanted):
        print("bring_programs:", " ".join(command), flush=True)
        if not _succeeds(command):
            print("bring_programs: that failed", flush=True)
            return


def _installing(wanted: list[str]) -> Iterator[list[str]]:
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        packages = {name for one in wanted for name in PROGRAMS.get(one, BROWSER_PACKAGES)}
        yield [apt, "update"]
        yield [apt, "install", "--yes", "--no-install-recommends", *sorted(packages)]
    elif BROWSER in wanted:
        yield [sys.executable, "-m", "playwright", "install", "chromium"]


def _succeeds(command: list[str]) -> bool:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, check=False, env=quiet, timeout=LIMIT_SECONDS)  # noqa: S603 - commands of this file
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Bring the programs; return the exit code."""
    wanted = missing()
    if wanted:
        install(wanted)
        wanted = missing()
    if not wanted:
        return 0
    line = "!" * 78
    print(f"{line}\nMISSING: {', '.join(wanted)}. The tests that need them will not run; install them first.\n{line}")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
