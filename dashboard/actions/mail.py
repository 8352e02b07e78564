"""Reminders by mail: what is due, in plain text and as a calendar.

Nothing marked above the lowest marking is mailed unless that is allowed; it is counted only. The connection is verified
TLS; only a server on this machine is ever spoken to in the clear. The password appears in no message.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from dashboard.actions.calendars import due_events
from dashboard.actions.due import DueKind
from dashboard.actions.scope import marking_line
from geodata.exporters.calendar import to_ics
from models.errors import SeamarkError
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from dashboard.actions.due import Due
    from models.settings import Settings

URL_VARIABLE = "SEAMARK_SMTP_URL"
FROM_VARIABLE = "SEAMARK_MAIL_FROM"
TO_VARIABLE = "SEAMARK_MAIL_TO"

PORTS = {"smtp": 587, "smtps": 465}
"""Where a server listens unless said otherwise: STARTTLS, and TLS from the start."""

TIMEOUT_SECONDS = 30
ATTACHMENT = "seamark-due.ics"

_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\\x00-\x1f]+@[^\s@<>(),;:\"\\\x00-\x1f]+")
_FORM = "write smtp://user:password@host:587 or smtps://user:password@host:465"
_HEADINGS = {
    DueKind.VISIT: "Visits",
    DueKind.ASSESSMENT: "Assessments",
    DueKind.FOLLOW_UP: "Follow-ups",
    DueKind.REPORT: "Reports that are missing",
    DueKind.DISPOSAL: "Content to be disposed of",
}


class MailError(SeamarkError, RuntimeError):
    """Mail is not set up, or was not taken by the server."""


@dataclass(frozen=True, slots=True)
class Account:
    """How mail is sent, from whom and to whom."""

    host: str
    port: int
    tls_from_start: bool
    user: str
    password: str = field(repr=False)
    sender: str
    recipients: tuple[str, ...]


def read_account(environment: Mapping[str, str], *, to: Sequence[str] = ()) -> Account:
    """Read how mail is sent from the environment; recipients given here take the place of those that it names.

    Raises:
        MailError: if something is missing or cannot be read; the message names the variable, never its value.
    """
    address = _server(environment.get(URL_VARIABLE, ""))
    user, password = unquote(address.username or ""), unquote(address.password or "")
    if bool(user) is not bool(password) or not (user + password).isascii():
        raise MailError(f"{URL_VARIABLE}: user and password go together, in ASCII; {_FORM}")
    named = to or [part.strip() for part in environment.get(TO_VARIABLE, "").split(",") if part.strip()]
    if not named:
        raise MailError(f"{TO_VARIABLE} is not set: name the recipients there, or by --to")
    return Account(
        host=address.hostname or "",
        port=address.port or PORTS[address.scheme],
        tls_from_start=address.scheme == "smtps",
        user=user,
        password=password,
        sender=_mail_address(environment.get(FROM_VARIABLE, "").strip(), FROM_VARIABLE),
        recipients=tuple(dict.fromkeys(_mail_address(one, "--to" if to else TO_VARIABLE) for one in named)),
    )


def _server(text: str) -> SplitResult:
    if not text:
        raise MailError(f"{URL_VARIABLE} is not set; {_FORM}")
    try:
        address = urlsplit(text)
        plain = address.scheme in PORTS and address.hostname and not address.query and not address.fragment
        sound = bool(plain) and address.port != 0 and address.path in {"", "/"}
    except ValueError:
        sound = False
    if not sound:
        raise MailError(f"{URL_VARIABLE}: not the address of a mail server; {_FORM}")
    return address


def _mail_address(text: str, where: str) -> str:
    if not text:
        raise MailError(f"{where} is not set; write an address such as planner@example.org")
    if not _ADDRESS.fullmatch(text):
        raise MailError(f"{where}: {text!r} is not a mail address")
    return text


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is mailed."""

    subject: str
    body: str
    calendar: bytes
    marking: str
    """The highest of what is mailed."""
    items: int
    """How many things it tells of."""
    withheld: int
    """How many are only counted, because of their marking."""


def reminder(  # noqa: PLR0913 - what is due, of which database and day, and when it is written
    items: Sequence[Due],
    settings: Settings,
    *,
    as_of: date,
    within: int,
    at: datetime,
    version: int,
    mark: str,
    allow_marked: bool = False,
) -> Reminder:
    """Write a reminder of what is due.

    Args:
        items: what is due, in order.
        settings: the markings and their order.
        as_of: the day it is due as of.
        within: how many days ahead was looked.
        at: when the mail is written, with its time zone.
        version: the data version, and `mark` what tells the database from others, as in `due_events`.
        mark: as above.
        allow_marked: mail what is marked above the lowest marking, too.
    """
    lowest = settings.highest(())
    told: list[Due] = []
    withheld: list[Due] = []
    for one in items:
        (told if allow_marked or settings.highest([one.marking]) == lowest else withheld).append(one)
    marking = settings.highest(one.marking for one in told)
    line = marking_line(marking, demo=any(one.demo for one in told))
    counted = f"{len(items)} due within {plural(within, 'day')} of {day(as_of)}"
    parts = [line, f"Seamark: {counted}.", *_told(told), *_withheld(withheld, lowest), line]
    events = due_events(told, version=version, mark=mark)
    calendar = to_ics(events, name="Seamark, due dates", marking=marking, stamp=at)
    subject = f"[{line}] Seamark: {counted}"
    return Reminder(subject, "\n\n".join(parts) + "\n", calendar, marking, len(told), len(withheld))


def _told(items: Iterable[Due]) -> Iterator[str]:
    listed: dict[DueKind, list[str]] = {kind: [] for kind in _HEADINGS}
    for one in items:
        name = f"{one.name}. " if one.name else ""
        listed[one.kind].append(f"- {_when(one)}: {name}{' '.join(one.text.split())}")
    yield from ("\n".join([_HEADINGS[kind], *lines]) for kind, lines in listed.items() if lines)


def _when(one: Due) -> str:
    if one.due_on is None or one.days_left is None:
        return "never done"
    late = one.days_left < 0
    return f"{day(one.due_on)}, " + (
        f"{plural(-one.days_left, 'day')} overdue" if late else f"in {plural(one.days_left, 'day')}"
    )


def _withheld(items: Sequence[Due], lowest: str) -> list[str]:
    if not items:
        return []
    counts = Counter(one.kind for one in items)
    kinds = ", ".join(f"{_HEADINGS[kind].lower()}: {counts[kind]}" for kind in _HEADINGS if counts[kind])
    return [f"Marked above {lowest} and not in this mail ({kinds}). Open Seamark to see them."]


def compose(written: Reminder, account: Account, *, at: datetime) -> EmailMessage:
    """Make the message: plain text, with the calendar attached."""
    message = EmailMessage()
    message["Subject"] = written.subject
    message["From"] = account.sender
    message["To"] = ", ".join(account.recipients)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid("seamark", domain=account.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(written.body)
    kind = {"method": "PUBLISH", "charset": "utf-8"}
    message.add_attachment(written.calendar, maintype="text", subtype="calendar", filename=ATTACHMENT, params=kind)
    return message


def send(message: EmailMessage, account: Account) -> None:
    """Hand a message to the server.

    Raises:
        MailError: if it was not taken for every recipient; the message says why, without the password.
    """
    with _telling(account), _connected(account) as server:
        if account.user:
            server.login(account.user, account.password)
        refused = server.send_message(message, account.sender, account.recipients)
    if refused:
        taken = [one for one in account.recipients if one not in refused]
        raise MailError(f"{account.host} refused {', '.join(refused)}; the mail went to {', '.join(taken)}")


@contextmanager
def _connected(account: Account) -> Iterator[smtplib.SMTP]:
    """Connect under verified TLS, or in the clear to this machine alone."""
    verified = ssl.create_default_context()
    if account.tls_from_start:
        with smtplib.SMTP_SSL(account.host, account.port, timeout=TIMEOUT_SECONDS, context=verified) as server:
            yield server
        return
    with smtplib.SMTP(account.host, account.port, timeout=TIMEOUT_SECONDS) as server:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=verified)
        elif not _is_here(server):
            raise MailError(
                f"{account.host} does not offer STARTTLS, and mail goes to no other machine in the clear; use smtps://"
            )
        yield server


def _is_here(server: smtplib.SMTP) -> bool:
    """Tell whether the server at the other end is on this machine, whatever its name."""
    return server.sock is not None and ip_address(server.sock.getpeername()[0]).is_loopback


@contextmanager
def _telling(account: Account) -> Iterator[None]:
    """Put what goes wrong with the server into one sentence that holds nothing of the password."""
    where = f"{account.host}:{account.port}"
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise MailError(f"{where} refused user and password ({error.smtp_code}); correct {URL_VARIABLE}") from None
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError(f"{where} refused every recipient: {', '.join(error.recipients)}") from error
    except smtplib.SMTPResponseException as error:
        raise MailError(f"{where} refused the mail ({error.smtp_code})") from error
    except ssl.SSLCertVerificationError as error:
        raise MailError(f"{where}: its certificate cannot be trusted ({error.verify_message})") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(f"{where}: the mail could not be sent ({type(error).__name__}: {error})") from error
