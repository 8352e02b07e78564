"""The guard before every request: this machine, this page, nothing forwarded, and headers on every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from dashboard.request_guard import (
    PLAIN_HEADERS,
    RequestGuard,
    content_security_policy,
    frame_page,
    inline_script_hashes,
)
from tests.dashboard.asking import HOME, ask, ask_raw, behind_guard

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp
    from starlette.websockets import WebSocket


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
