"""What stands before every request: who may ask, what is closed, and the headers an answer carries."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent")
"""Endpoints of the server that Seamark does not offer: figures about the process, and the interface for programs."""

PLAIN_HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Headers of every answer, beside the content security policy."""

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
_FORWARDED = re.compile(r"forwarded|x-forwarded(?:-.*)?|x-real-ip", re.IGNORECASE)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_WEB_SCHEME = {"ws": "http", "wss": "https"}


def frame_page() -> str:
    """Return the page that the installed Streamlit opens every session with."""
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def inline_script_hashes(page: str) -> list[str]:
    """Return the policy source, `sha256-…`, of each script written into a page."""
    digests = (hashlib.sha256(found["body"].encode()).digest() for found in _INLINE_SCRIPT.finditer(page))
    return [f"sha256-{base64.b64encode(digest).decode()}" for digest in digests]


def content_security_policy(script_hashes: Iterable[str]) -> str:
    """Write the policy under which the app and its maps work and nothing else is loaded."""
    hashes = "".join(f" '{digest}'" for digest in script_hashes)
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' 'wasm-unsafe-eval'{hashes}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


class RequestGuard:
    """Let a request pass when it comes from the app's own page on this machine, and dress the answer.

    Refused are a foreign host name (a page elsewhere that points its name at this machine), the traces of a proxy
    (which would make a stranger look local), and a foreign or, on the websocket, missing origin.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], policy: str) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._headers = {**PLAIN_HEADERS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        dressed = self._dressing(send)
        if refusal is None:
            await self._app(scope, receive, dressed)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal[1]})
        else:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Return the status and the sentence with which a request is refused, or None."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_known(hosts[0]):
            return 400, "Refused: the Host header does not name this machine. Open Seamark by its own address."
        if any(_FORWARDED.fullmatch(name) for name in headers):
            return 403, "Refused: this request came through a proxy. Seamark without sign-in serves one machine only."
        if not _is_own_origin(scope, headers.getlist("origin"), hosts[0]):
            return 403, "Refused: this request was made by another site."
        if _is_closed(scope["path"]):
            return 404, "Not found"
        return None

    def _is_known(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        return found is not None and found["name"].lower() in self._hosts

    def _dressing(self, send: Send) -> Send:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        return dressed


def _is_own_origin(scope: Scope, origins: list[str], host: str) -> bool:
    """Whether the page that asks is the app itself. A browser leaves the origin out of plain requests only."""
    own = f"{_WEB_SCHEME.get(scope['scheme'], scope['scheme'])}://{host}".lower()
    if not origins:
        return bool(scope["type"] == "http")
    return [origin.lower() for origin in origins] == [own]


def _is_closed(path: str) -> bool:
    """Whether a path lies at or under a closed one, however many slashes it is written with."""
    plain = "/" + "/".join(part for part in path.lower().split("/") if part)
    return any(plain == closed or plain.startswith(f"{closed}/") for closed in CLOSED_PATHS)
