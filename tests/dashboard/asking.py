"""One request to an ASGI app, without a server or a client library."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from dashboard.request_guard import RequestGuard, content_security_policy

if TYPE_CHECKING:
    from starlette.routing import Route, WebSocketRoute
    from starlette.types import ASGIApp, Message, Scope

HOME = "127.0.0.1:8501"


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

    async def exchange() -> None:
        await app(scope, receive, send)

    asyncio.run(exchange())
    return answer


def behind_guard(*routes: Route | WebSocketRoute) -> ASGIApp:
    """Put routes behind the guard, as the app does."""
    hosts = ["127.0.0.1", "localhost", "[::1]"]
    guard = Middleware(RequestGuard, hosts=hosts, policy=content_security_policy([]))
    return Starlette(routes=list(routes), middleware=[guard, Middleware(GZipMiddleware, minimum_size=10)])
