"""A mail server on this machine that keeps what it is given."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session

AUTHORITY = trustme.CA()
"""Vouches for the server; made anew for every run, so that no key is kept."""

_CERTIFICATE = AUTHORITY.issue_cert("localhost")
PASSWORD = "p@ss:w/rd"  # noqa: S105 - of a server that lives for one test
UNKNOWN = "nobody@example.org"


@dataclass
class Mailbox:
    """What the server was given."""

    port: int = 0
    envelopes: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    def message(self) -> EmailMessage:
        """The only message, read."""
        (envelope,) = self.envelopes
        assert envelope.content
        return cast("EmailMessage", message_from_bytes(cast("bytes", envelope.content), policy=policy.default))

    async def handle_RCPT(  # noqa: N802 - the library says so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse one recipient."""
        if address == UNKNOWN:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Keep a message."""
        self.envelopes.append(envelope)
        assert server.transport
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"


def _authenticated(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:  # noqa: ANN401 - the library says so
    fits = isinstance(given, LoginPassword) and given == LoginPassword(b"planner", PASSWORD.encode())
    return AuthResult(success=fits, handled=False)


@contextmanager
def mail_server(*, starttls: bool = False, smtps: bool = False, password: bool = False) -> Iterator[Mailbox]:
    """Run a server on a free port: in the clear, with STARTTLS, or under TLS from the start."""
    mailbox = Mailbox()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _CERTIFICATE.configure_cert(context)
    options: dict[str, Any] = {"tls_context": context, "require_starttls": True} if starttls else {}
    if password:
        options |= {"authenticator": _authenticated, "auth_required": True, "auth_require_tls": starttls}
    controller = _OnAnyPort(mailbox, hostname="localhost", port=0, ssl_context=context if smtps else None, **options)
    controller.start()
    try:
        mailbox.port = controller.port
        yield mailbox
    finally:
        controller.stop()


class _OnAnyPort(Controller):
    """Learns which port it was given before anybody knocks."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr] # a started server has one
        super()._trigger_server()
