"""Peers as servers of their own, on the same database as the app."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from models.database import URL_VARIABLE
from tests.browser.watching import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS = 60


@contextmanager
def peer(name: str, folder: Path) -> Iterator[str]:
    """Serve a peer over the database of a folder; give its address, end it by its process id."""
    port = free_port()
    options = {"server.port": port, "server.headless": "true", "browser.gatherUsageStats": "false"}
    script = ROOT / "bench" / "peers" / f"{name}.py"
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    for option, value in options.items():
        command += [f"--{option}", str(value)]
    with (folder / f"{name}.log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env=os.environ | database_of(folder), stdout=log, stderr=log
        )
    try:
        base = f"http://127.0.0.1:{port}"
        wait_until_healthy(base)
        yield base
    finally:
        server.terminate()
        server.wait()


def database_of(folder: Path) -> dict[str, str]:
    """Name the database of a folder as the environment does."""
    return {URL_VARIABLE: f"sqlite:///{folder / 'seamark.sqlite3'}"}


def wait_until_healthy(base: str) -> None:
    """Wait until a Streamlit server answers."""
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with straight.open(f"{base}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"{base} did not answer within {START_SECONDS} s")
