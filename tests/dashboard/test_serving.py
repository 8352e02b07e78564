"""Serving: only this machine, only the app's own pages, and every shipped setting in force."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from streamlit import config as streamlit_config
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app import _validate_run_config

from dashboard import serving
from dashboard.public_routes import database_problem, public_routes
from dashboard.request_guard import (
    PLAIN_HEADERS,
    RequestGuard,
    content_security_policy,
    frame_page,
    inline_script_hashes,
)
from models import database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Scope
    from starlette.websockets import WebSocket

HOME = "127.0.0.1:8501"
OPTIONS = serving.run_options("127.0.0.1", 8501)


@dataclass
class Answer:
    """What an ASGI app sent back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    kinds: list[str] = field(default_factory=list)


def ask(app: ASGIApp, path: str = "/", *, kind: str = "http", **headers: str) -> Answer:
    """Make one request; header names are written with underscores, and without `host` it is the app's own."""
    named = {"host": HOME} | {name.replace("_", "-"): value for name, value in headers.items()}
    return ask_raw(app, path, kind, [(name.encode(), value.encode()) for name, value in named.items()])


def ask_raw(app: ASGIApp, path: str, kind: str, headers: list[tuple[bytes, bytes]]) -> Answer:
    """Make one request with exactly these headers."""
    answer = Answer()
    scope: Scope = {
        "type": kind,
        "scheme": "http" if kind == "http" else "ws",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": headers,
    }

    async def receive() -> Message:
        return {"type": "http.request"} if kind == "http" else {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        answer.kinds.append(message["type"])
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        answer.body += message.get("body", b"")

    asyncio.run(app(scope, receive, send))
    return answer


def behind_guard(*routes: Route | WebSocketRoute) -> ASGIApp:
    """Put routes behind the guard, as the app does."""
    hosts = ["127.0.0.1", "localhost", "[::1]"]
    guard = Middleware(RequestGuard, hosts=hosts, policy=content_security_policy([]))
    return Starlette(routes=list(routes), middleware=[guard, Middleware(GZipMiddleware, minimum_size=10)])


@pytest.fixture
def guarded() -> ASGIApp:
    """Answer every path and every websocket that the guard lets through."""

    async def page(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("page")

    async def stream(websocket: WebSocket) -> None:
        await websocket.accept()

    return behind_guard(WebSocketRoute("/_stcore/stream", stream), Route("/{path:path}", page))


@pytest.mark.parametrize("host", [HOME, "localhost", "LOCALHOST:8501", "[::1]:8501", "127.0.0.1:9000"])
def test_own_host_passes(guarded: ASGIApp, host: str) -> None:
    assert ask(guarded, host=host).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "me@127.0.0.1", "10.0.0.1", "", "::1", "a b"],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_foreign_host_is_refused(guarded: ASGIApp, host: str, kind: str) -> None:
    answer = ask(guarded, "/_stcore/stream", kind=kind, host=host, origin=f"http://{host}")
    assert answer.status == 400 or answer.kinds == ["websocket.close"]


@given(host=st.text(st.characters(codec="ascii"), max_size=30))
def test_no_other_spelling_of_a_host_passes(host: str) -> None:
    guard = RequestGuard(Starlette(), hosts=["127.0.0.1", "localhost"], policy="")
    name = host.lower().rsplit(":", 1)[0]
    assert guard._is_known(host) <= (name in {"127.0.0.1", "localhost"})


@pytest.mark.parametrize("headers", [[], [(b"host", b"127.0.0.1"), (b"host", b"localhost")]])
def test_host_is_named_exactly_once(guarded: ASGIApp, headers: list[tuple[bytes, bytes]]) -> None:
    assert ask_raw(guarded, "/", "http", headers).status == 400


@pytest.mark.parametrize("name", ["forwarded", "x_forwarded_for", "X_Forwarded_Proto", "x_forwarded", "x_real_ip"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_traces_of_a_proxy_are_refused(guarded: ASGIApp, name: str, kind: str) -> None:
    answer = ask(guarded, "/_stcore/stream", kind=kind, origin=f"http://{HOME}", **{name: "127.0.0.1"})
    assert answer.status == 403 or answer.kinds == ["websocket.close"]


def test_websocket_of_the_own_page_is_accepted(guarded: ASGIApp) -> None:
    answer = ask(guarded, "/_stcore/stream", kind="websocket", origin=f"http://{HOME}")
    assert answer.kinds[0] == "websocket.accept"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:8501", f"https://{HOME}", ""])
def test_websocket_of_another_page_is_refused(guarded: ASGIApp, origin: str) -> None:
    assert ask(guarded, "/_stcore/stream", kind="websocket", origin=origin).kinds == ["websocket.close"]


def test_websocket_without_origin_is_refused(guarded: ASGIApp) -> None:
    assert ask(guarded, "/_stcore/stream", kind="websocket").kinds == ["websocket.close"]


def test_request_of_another_site_is_refused(guarded: ASGIApp) -> None:
    assert ask(guarded, origin="http://localhost:3000").status == 403
    assert ask(guarded, origin=f"http://{HOME}").status == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "//_stcore//metrics", "/_stcore/agent/mcp"])
def test_closed_paths_are_not_found(guarded: ASGIApp, path: str) -> None:
    assert ask(guarded, path).status == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/metricsx", "/"])
def test_other_paths_stay_open(guarded: ASGIApp, path: str) -> None:
    assert ask(guarded, path).status == 200


@pytest.mark.parametrize("headers", [{}, {"host": "evil.example"}])
def test_every_answer_carries_the_headers(guarded: ASGIApp, headers: dict[str, str]) -> None:
    sent = ask(guarded, **headers).headers
    assert {name.lower(): value for name, value in PLAIN_HEADERS.items()}.items() <= sent.items()
    assert "frame-ancestors 'none'" in sent["content-security-policy"]


def test_policy_allows_the_scripts_of_the_installed_frame_page_only() -> None:
    hashes = inline_script_hashes(frame_page())
    rule = next(rule for rule in content_security_policy(hashes).split("; ") if rule.startswith("script-src"))
    assert len(hashes) == 1
    assert rule == f"script-src 'self' 'wasm-unsafe-eval' '{hashes[0]}'"


def test_hash_is_that_of_the_script_text() -> None:
    page = "<script src='a.js'></script><script>alert('Hello, world.');</script>"
    assert inline_script_hashes(page) == ["sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="]  # the standard's own


# --- settings


def test_settings_hold_theme_and_limits() -> None:
    assert OPTIONS["server.maxUploadSize"] == 25
    assert OPTIONS["client.showErrorDetails"] == "none"
    assert OPTIONS["browser.gatherUsageStats"] is False
    assert OPTIONS["theme.light.backgroundColor"] == "#ffffff"
    assert OPTIONS["theme.dark.primaryColor"]


def test_every_setting_is_known_to_streamlit() -> None:
    assert _validate_run_config(OPTIONS) == OPTIONS
    assert set(OPTIONS) <= set(streamlit_config._config_options_template)


def test_cookie_secret_is_never_shipped() -> None:
    assert "server.cookieSecret" not in OPTIONS


def test_run_listens_where_asked() -> None:
    options = serving.run_options("::1", 9000)
    assert (options["server.address"], options["server.port"]) == ("::1", 9000)
    assert options["browser.serverAddress"] == "[::1]"
    assert "::1" in options["server.allowedHosts"]


def test_flatten_writes_dotted_names() -> None:
    assert serving.flatten({"a": {"b": 1, "c": {"d": [2]}}, "e": "f"}) == {"a.b": 1, "a.c.d": [2], "e": "f"}


def test_no_font_or_theme_comes_from_elsewhere() -> None:
    assert not [name for name, value in OPTIONS.items() if "://" in str(value)]
    assert {name: len(OPTIONS[name]) for name in OPTIONS if name.endswith(("SequentialColors", "DivergingColors"))} == {
        f"theme.{mode}.chart{kind}Colors": 10 for mode in ("light", "dark") for kind in ("Sequential", "Diverging")
    }


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("over", "under"),
    [
        ("textColor", "backgroundColor"),
        ("textColor", "secondaryBackgroundColor"),
        ("linkColor", "backgroundColor"),
        ("linkColor", "secondaryBackgroundColor"),
        ("codeTextColor", "codeBackgroundColor"),
        ("dataframeHeaderTextColor", "dataframeHeaderBackgroundColor"),
        ("primaryColor", "backgroundColor"),
    ],
)
def test_text_is_readable(mode: str, over: str, under: str) -> None:
    assert contrast(str(OPTIONS[f"theme.{mode}.{over}"]), str(OPTIONS[f"theme.{mode}.{under}"])) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_white_is_readable_on_the_accent(mode: str) -> None:
    assert contrast("#ffffff", str(OPTIONS[f"theme.{mode}.primaryColor"])) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_chart_colours_stand_out(mode: str) -> None:
    colours = OPTIONS[f"theme.{mode}.chartCategoricalColors"]
    assert isinstance(colours, list)
    assert min(contrast(colour, str(OPTIONS[f"theme.{mode}.backgroundColor"])) for colour in colours) >= 3


# --- address and port


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.8.9.1", "127.8.9.1"),
        ("::1", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("localhost", "127.0.0.1"),
        (" LOCALHOST ", "127.0.0.1"),
    ],
)
def test_loopback_is_accepted(address: str, expected: str) -> None:
    assert serving.loopback(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - refused
        "::",
        "192.168.1.4",
        "10.0.0.1",
        "8.8.8.8",
        "126.255.255.255",
        "128.0.0.1",
        "127.1",
        "fe80::1",
        "::ffff:127.0.0.1",
        "2001:db8::1",
        "example.org",
        "localhost.example.org",
        "",
        "unix:///run/seamark",
    ],
)
def test_other_addresses_are_refused_in_one_line(address: str) -> None:
    with pytest.raises(serving.ServingError, match=r"^--address: .* use 127\.0\.0\.1, ::1 or localhost$") as refused:
        serving.serve(address, 8501, open_browser=False)
    assert refused.value.field == "--address"
    assert isinstance(refused.value, ValueError)


@given(st.ip_addresses())
def test_only_loopback_is_accepted(address: object) -> None:
    text = str(address)
    if text.startswith("127.") or text == "::1":
        assert serving.loopback(text) == text
    else:
        with pytest.raises(serving.ServingError):
            serving.loopback(text)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_taken_port_is_said(taken_port: int) -> None:
    with pytest.raises(serving.ServingError, match=f"^--port: {taken_port} is taken by another program; "):
        serving.choose_port("127.0.0.1", taken_port)


@pytest.mark.parametrize("port", [-1, 0, 65_536])
def test_impossible_port_is_refused(port: int) -> None:
    with pytest.raises(serving.ServingError, match=f"^--port: {port} is not a port"):
        serving.choose_port("127.0.0.1", port)


def test_next_free_port_is_chosen(taken_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "FIRST_PORT", taken_port)
    assert taken_port < serving.choose_port("127.0.0.1") < taken_port + serving.PORTS_TRIED


def test_no_free_port_is_said(taken_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "FIRST_PORT", taken_port)
    monkeypatch.setattr(serving, "PORTS_TRIED", 1)
    with pytest.raises(serving.ServingError, match="all taken"):
        serving.choose_port("127.0.0.1")


# --- the whole start, up to the server


class Run:
    """Stands in for Streamlit's server: notes what it was started with, and starts the lifespan."""

    def __init__(self) -> None:
        self.options: dict[str, object] = {}

    def __call__(self, app: object, *, config: dict[str, object]) -> None:
        """Take the place of `App.run`."""
        self.options = config

        async def live() -> None:
            async with app._user_lifespan(app):  # type: ignore[attr-defined]  # Streamlit offers no other way in
                pass

        asyncio.run(live())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    stand_in = Run()
    monkeypatch.setattr("streamlit.App.run", lambda app, *, config: stand_in(app, config=config))
    return stand_in


def test_serve_says_where_and_passes_everything_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    said: list[str] = []
    monkeypatch.setattr(serving, "show", shown.append)
    monkeypatch.setattr(serving, "choose_port", lambda _host, port: port)
    serving.serve("localhost", 8600, say=said.append)
    assert said == ["Seamark is at http://127.0.0.1:8600. Press Ctrl+C to stop."]
    assert shown == ["http://127.0.0.1:8600"]
    assert run.options == serving.run_options("127.0.0.1", 8600)


def test_serve_names_the_port_it_had_to_take(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(serving, "choose_port", lambda _host, _port: 8503)
    serving.serve(open_browser=False, say=said.append)
    assert said == ["Seamark is at http://127.0.0.1:8503 (port 8501 is taken). Press Ctrl+C to stop."]
    assert run.options["server.port"] == 8503


def test_no_desktop_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("streamlit.cli_util.open_browser", opened.append)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    serving.show("http://127.0.0.1:8501")
    assert opened == []


def failing_page(kind: str) -> None:
    """Fail as a page might, and show what the reader is told."""
    from dashboard import serving  # noqa: PLC0415 - this function runs as a script of its own
    from models import errors  # noqa: PLC0415 - as above

    serving.explain_failure(errors.ConflictError("Somebody changed it") if kind == "ours" else KeyError("particulars"))


@pytest.mark.parametrize(("kind", "expected"), [("ours", "Somebody changed it"), ("other", "could not be shown")])
def test_failure_is_explained_without_particulars(kind: str, expected: str) -> None:
    page = AppTest.from_function(failing_page, args=(kind,)).run()
    assert expected in page.error[0].value
    assert "particulars" not in page.error[0].value
    assert not page.exception


# --- the app's own routes


@dataclass(frozen=True)
class Geometry:
    """A published geometry."""

    body: bytes


CONTENT = json.dumps({"type": "FeatureCollection", "features": list(range(500))}).encode()


@pytest.fixture
def app_routes() -> ASGIApp:
    """Serve one geometry, behind the guard and a compressing middleware as in the app."""

    def find(name: str, digest: str) -> Geometry | None:
        known = (name, digest) == ("territories-low", "0123abcd")
        return Geometry(gzip.compress(CONTENT)) if known else None

    return behind_guard(*public_routes(find, lambda: None))


def test_geometry_is_kept_for_good_and_compressed_once(app_routes: ASGIApp) -> None:
    answer = ask(app_routes, "/geo/territories-low-0123abcd.json", accept_encoding="gzip, br")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(answer.body) == CONTENT


def test_geometry_is_plain_for_who_cannot_decompress(app_routes: ASGIApp) -> None:
    answer = ask(app_routes, "/geo/territories-low-0123abcd.json", accept_encoding="identity")
    assert "content-encoding" not in answer.headers
    assert answer.body == CONTENT


@pytest.mark.parametrize("name", ["territories-low-ffff", "ports-0123abcd", "territories-low-0123abcd.json-x"])
def test_unknown_geometry_is_not_found_and_not_kept(app_routes: ASGIApp, name: str) -> None:
    answer = ask(app_routes, f"/geo/{name}.json")
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-store"


def readiness(problem: str | None) -> Answer:
    """Ask an app with a given problem whether it is ready."""
    return ask(behind_guard(*public_routes(lambda _name, _digest: None, lambda: problem)), "/readyz")


def test_ready_says_so() -> None:
    assert (readiness(None).status, json.loads(readiness(None).body)) == (200, {"status": "ready"})


def test_not_ready_says_why() -> None:
    answer = readiness("The database does not answer.")
    assert answer.status == 503
    assert json.loads(answer.body)["reason"] == "The database does not answer."
    assert answer.headers["cache-control"] == "no-store"


def test_migrated_database_is_no_problem(engine: object) -> None:
    assert engine is not None
    assert database_problem()() is None


def test_empty_database_is_a_problem(database_address: str) -> None:
    assert database_address
    assert database_problem()() == "The database needs `seamark init`."


def test_unreachable_database_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.URL_VARIABLE, "not an address")
    assert database_problem()() == "The database does not answer."
