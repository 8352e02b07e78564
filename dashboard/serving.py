"""Start the app on this machine: the shipped settings, the address, the port, and what stands around Streamlit."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
import threading
import tomllib
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
import typer
from starlette.middleware import Middleware
from streamlit import cli_util

from dashboard import scripts
from dashboard.maps.published import find
from dashboard.public_routes import public_routes
from dashboard.request_guard import RequestGuard, content_security_policy, frame_page, inline_script_hashes
from models.errors import SeamarkError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from dashboard.maps.published import Published

SCRIPT = Path(__file__).with_name("app.py")
"""The page that Streamlit runs."""

SETTINGS = (Path(__file__).with_name("config.toml"), Path(__file__).parents[1] / ".streamlit" / "config.toml")
"""Where the shipped settings lie: in the installed package, or in the source tree."""

DEFAULT_ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 100
LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")


class ServingError(SeamarkError, ValueError):
    """The app cannot be served as asked. The message names the option and the remedy."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


def serve(
    address: str = DEFAULT_ADDRESS,
    port: int | None = None,
    *,
    open_browser: bool = True,
    say: Callable[[str], None] = typer.echo,
) -> None:
    """Serve the app until it is interrupted.

    Args:
        address: an address of this machine only: in 127.0.0.0/8, `::1` or `localhost`.
        port: the port to use; without one, 8501 or the next free.
        open_browser: whether to show the app in the user's browser once it listens.
        say: receives the one line that tells where the app is.

    Raises:
        ServingError: if the address would let others in, or the port cannot be used.
    """
    host = loopback(address)
    number = choose_port(host, port)
    url = f"http://{_in_url(host)}:{number}"

    def announce() -> None:
        taken = f" (port {FIRST_PORT} is taken)" if port is None and number != FIRST_PORT else ""
        say(f"Seamark is at {url}{taken}. Press Ctrl+C to stop.")
        if open_browser:
            show(url)

    app = build_app(host, announce)
    with suppress(KeyboardInterrupt):  # the server has closed down in order before it passes Ctrl+C on
        app.run(config=run_options(host, number))


def loopback(address: str) -> str:
    """Return the numeric form of an address of this machine that no other machine can reach.

    Raises:
        ServingError: if others could reach it. No name but `localhost` is looked up.
    """
    text = "127.0.0.1" if address.strip().lower() == "localhost" else address.strip()
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        parsed = None
    if parsed is None or not (parsed == ipaddress.IPv6Address("::1") or parsed in ipaddress.ip_network("127.0.0.0/8")):
        raise ServingError(
            "--address",
            f"{address!r} would open Seamark to others, and without sign-in it serves this machine only; "
            "use 127.0.0.1, ::1 or localhost",
        )
    return str(parsed)


def choose_port(host: str, port: int | None = None) -> int:
    """Return the port asked for, or the first free one from 8501 on.

    Raises:
        ServingError: if that port, or every port tried, cannot be used.
    """
    if port is not None:
        _require_port(host, port)
        return port
    for candidate in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _obstacle(host, candidate) is None:
            return candidate
    last = FIRST_PORT + PORTS_TRIED - 1
    raise ServingError("--port", f"{FIRST_PORT} to {last} are all taken on {host}; name a free one with --port")


def _require_port(host: str, port: int) -> None:
    if not 1 <= port <= 65535:  # noqa: PLR2004 - the range of TCP
        raise ServingError("--port", f"{port} is not a port; use 1024 to 65535")
    obstacle = _obstacle(host, port)
    if obstacle == errno.EADDRINUSE:
        raise ServingError("--port", f"{port} is taken by another program; name another, or none for the next free")
    if obstacle is not None:
        raise ServingError("--port", f"{port} cannot be used ({os.strerror(obstacle)}); use 1024 to 65535")


def _obstacle(host: str, port: int) -> int | None:
    """Return the error number that keeps a port from being listened on, or None.

    Raises:
        ServingError: if the machine does not have the address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            if os.name != "nt":  # on Windows the option would let two programs share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
            raise ServingError("--address", f"this machine has no address {host}; use 127.0.0.1") from error
        return error.errno or errno.EADDRINUSE
    return None


def shipped_options() -> dict[str, object]:
    """Return the shipped settings by dotted name, such as `theme.light.primaryColor`."""
    path = next(path for path in SETTINGS if path.is_file())
    return flatten(tomllib.loads(path.read_text(encoding="utf-8")))


def flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """Write nested tables as one, with dotted names."""
    flat: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= flatten(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat


def run_options(host: str, port: int) -> dict[str, object]:
    """Return every option of one run: the shipped settings, and where it listens.

    The cookie secret is left to Streamlit, which draws a new one at each start unless the operator sets one.
    """
    return shipped_options() | {
        "server.address": host,
        "server.port": port,
        "server.allowedHosts": [*dict.fromkeys((*LOCAL_NAMES, host))],
        "browser.serverAddress": _in_url(host),
        "browser.serverPort": port,
    }


def build_app(host: str, announce: Callable[[], None]) -> st.App:
    """Return the app with its guard and its own routes; `announce` is called once it listens."""

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        announce()
        yield

    hosts = {_in_url(name) for name in (*LOCAL_NAMES, host)}
    own = "".join(map(scripts.tag, scripts.ALL))
    policy = content_security_policy(inline_script_hashes(frame_page() + own))
    guard = Middleware(RequestGuard, hosts=hosts, policy=policy)
    return st.App(
        SCRIPT, routes=public_routes(geometry), middleware=[guard], lifespan=lifespan, on_script_error=explain_failure
    )


def geometry(name: str, digest: str) -> Published | None:
    """Return what is published at an address, also in a process that has drawn no page yet."""
    found = find(name, digest)
    if found is None:
        from dashboard import caching  # noqa: PLC0415 - it brings shapely, which a start does not wait for

        caching.engine()  # says how to publish what the database holds
        found = find(name, digest)
    return found


def explain_failure(failure: Exception) -> bool:
    """Tell the reader of a page that failed what to do. An error of ours says it itself; others are in the log only."""
    if isinstance(failure, SeamarkError):
        st.error(str(failure))
    else:
        moment = datetime.now(UTC).strftime("%H:%M UTC")
        st.error(
            "This page could not be shown. Reload it; if it fails again, give this time to whoever runs Seamark: "
            f"{moment}. The log says what happened."
        )
    return True


def show(url: str) -> None:
    """Open a page in the user's browser, where there is a desktop to show it."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    threading.Thread(target=cli_util.open_browser, args=(url,), daemon=True).start()


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
