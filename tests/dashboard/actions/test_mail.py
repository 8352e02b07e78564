"""Reminders by mail: what they say, what they keep back, and that no password is shown or sent in the clear."""

from __future__ import annotations

import smtplib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from dashboard.actions import mail
from dashboard.actions.due import Due, DueKind
from dashboard.actions.mail import Account, MailError, Reminder, compose, read_account, reminder, send
from models.settings import Settings
from tests.dashboard.conftest import AS_OF
from tests.dashboard.mail_server import AUTHORITY, PASSWORD, UNKNOWN, mail_server

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ENVIRONMENT = {
    mail.URL_VARIABLE: "smtp://planner:p%40ss%3Aw%2Frd@mail.example.org",
    mail.FROM_VARIABLE: "seamark@example.org",
    mail.TO_VARIABLE: "a@example.org, b@example.org",
}
HIGH = replace(Settings(), marking="CUI")

VISIT = Due(
    kind=DueKind.VISIT,
    due_on=AS_OF - timedelta(days=1),
    days_left=-1,
    territory="FJI",
    name="Fiji",
    status="overdue",
    next_booking=None,
    officers=("Officer 1",),
    table="territory",
    record_id=7,
    text="Nothing is booked.",
    marking="UNCLASSIFIED",
    demo=False,
)
NEVER = replace(VISIT, due_on=None, days_left=None, territory="TON", name="Tonga", text="No visit is on record.")
FOLLOW_UP = replace(
    VISIT,
    kind=DueKind.FOLLOW_UP,
    due_on=AS_OF + timedelta(days=2),
    days_left=2,
    table="follow_up",
    text="Check the\ngate log",
    marking="CUI",
)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this test trust the server's authority."""
    path = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


def written(*items: Due, settings: Settings = HIGH, allow_marked: bool = False) -> Reminder:
    return reminder(items, settings, as_of=AS_OF, within=90, at=AT, version=12, mark="abc", allow_marked=allow_marked)


def account(port: int, *, tls: bool = False, password: str = "", to: Sequence[str] = ("a@example.org",)) -> Account:
    return Account("localhost", port, tls, "planner" if password else "", password, "seamark@example.org", tuple(to))


def sent(port: int, **options: Any) -> None:  # noqa: ANN401 - options of the account
    to = account(port, **options)
    send(compose(written(VISIT), to, at=AT), to)


# What is read from the environment


def test_the_account_is_read_with_its_password_decoded_and_never_shown() -> None:
    read = read_account(ENVIRONMENT)
    assert (read.host, read.port, read.tls_from_start) == ("mail.example.org", 587, False)
    assert (read.user, read.password) == ("planner", PASSWORD)
    assert read.recipients == ("a@example.org", "b@example.org")
    assert PASSWORD not in repr(read)


def test_a_port_and_recipients_that_are_given_come_first() -> None:
    changed = ENVIRONMENT | {mail.URL_VARIABLE: "smtps://[::1]:2465/"}
    read = read_account(changed, to=["c@example.org", "c@example.org"])
    assert (read.host, read.port, read.tls_from_start, read.user) == ("::1", 2465, True, "")
    assert read.recipients == ("c@example.org",)
    assert read_account(ENVIRONMENT | {mail.URL_VARIABLE: "smtps://h"}).port == 465


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (mail.URL_VARIABLE, ""),
        (mail.URL_VARIABLE, "mail.example.org:587"),
        (mail.URL_VARIABLE, "http://planner:SECRET@mail.example.org"),
        (mail.URL_VARIABLE, "smtp://planner:SECRET@mail.example.org:port"),
        (mail.URL_VARIABLE, "smtp://planner:SECRET@mail.example.org:70000"),
        (mail.URL_VARIABLE, "smtp://planner:SECRET@:587"),
        (mail.URL_VARIABLE, "smtp://planner:SECRET/x@mail.example.org"),
        (mail.URL_VARIABLE, "smtp://planner:SECRET@mail.example.org/inbox"),
        (mail.URL_VARIABLE, "smtp://planner:SECRET@mail.example.org?tls=no"),
        (mail.URL_VARIABLE, "smtp://planner:SECRET@[mail"),
        (mail.URL_VARIABLE, "smtp://planner@mail.example.org"),
        (mail.URL_VARIABLE, "smtp://planner:SECRETé@mail.example.org"),
        (mail.FROM_VARIABLE, ""),
        (mail.FROM_VARIABLE, "seamark"),
        (mail.TO_VARIABLE, ""),
        (mail.TO_VARIABLE, "a@example.org, b"),
        (mail.TO_VARIABLE, "a@example.org\r\nBcc: b@example.org"),
    ],
)
def test_what_cannot_be_read_names_the_variable_and_keeps_the_password(name: str, value: str) -> None:
    with pytest.raises(MailError, match=name) as refused:
        read_account(ENVIRONMENT | {name: value})
    assert "SECRET" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_recipient_on_the_command_line_that_is_none_names_the_option() -> None:
    with pytest.raises(MailError, match="--to: 'b' is not a mail address"):
        read_account(ENVIRONMENT, to=["b"])


# What is written


def test_the_marking_stands_in_the_subject_and_first_and_last_in_the_text() -> None:
    made = written(VISIT, NEVER)
    assert made.subject == "[UNCLASSIFIED] Seamark: 2 due within 90 days of 22 Nov 2026"
    lines = made.body.splitlines()
    assert (lines[0], lines[-1]) == ("UNCLASSIFIED", "UNCLASSIFIED")
    assert "- 21 Nov 2026, 1 day overdue: Fiji. Nothing is booked." in lines
    assert "- never done: Tonga. No visit is on record." in lines


def test_what_is_marked_is_counted_and_kept_back() -> None:
    made = written(VISIT, FOLLOW_UP, FOLLOW_UP)
    assert (made.marking, made.items, made.withheld) == ("UNCLASSIFIED", 1, 2)
    assert "gate log" not in made.body + made.calendar.decode()
    assert "Marked above UNCLASSIFIED and not in this mail (follow-ups: 2)." in made.body
    assert "CUI" not in made.subject


def test_what_is_marked_goes_out_where_that_is_allowed_and_marks_the_mail() -> None:
    made = written(VISIT, FOLLOW_UP, allow_marked=True)
    assert (made.marking, made.items, made.withheld) == ("CUI", 2, 0)
    assert made.subject.startswith("[CUI] ")
    assert (made.body.splitlines()[0], made.body.splitlines()[-1]) == ("CUI", "CUI")
    assert "- 24 Nov 2026, in 2 days: Fiji. Check the gate log" in made.body
    assert "CUI" in made.calendar.decode()


def test_a_marking_that_the_database_does_not_know_is_kept_back() -> None:
    assert written(replace(VISIT, marking="SECRET")).withheld == 1


def test_generated_records_are_announced() -> None:
    assert written(replace(VISIT, demo=True)).subject.startswith("[UNCLASSIFIED · DEMO DATA] ")


def test_the_message_carries_a_calendar_of_what_has_a_date() -> None:
    message = compose(written(VISIT, NEVER), account(25, to=("a@example.org", "b@example.org")), at=AT)
    assert message["To"] == "a@example.org, b@example.org"
    assert message["Message-ID"].endswith("@example.org>")
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (mail.ATTACHMENT, "text/calendar")
    (event,) = Calendar.from_ical(attached.get_payload(decode=True)).walk("VEVENT")  # type: ignore[arg-type] # bytes, as decoded
    assert (str(event["uid"]), event.decoded("dtstart")) == ("visit-due-FJI-abc@seamark", VISIT.due_on)


# How it is sent


def test_a_server_on_this_machine_takes_it_in_the_clear() -> None:
    with mail_server() as box:
        sent(box.port, to=("a@example.org", "b@example.org"))
    assert box.encrypted == [False]
    assert box.envelopes[0].rcpt_tos == ["a@example.org", "b@example.org"]
    assert box.message()["Subject"] == "[UNCLASSIFIED] Seamark: 1 due within 90 days of 22 Nov 2026"
    body = box.message().get_body()
    assert body
    assert body.get_content().startswith("UNCLASSIFIED\r\n")


def test_no_other_machine_is_spoken_to_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_is_here", lambda _server: False)
    with mail_server() as box, pytest.raises(MailError, match="does not offer STARTTLS"):
        sent(box.port)
    assert box.envelopes == []


@pytest.mark.parametrize("here", ["127.0.0.1", "127.9.9.9", "::1"])
@pytest.mark.parametrize("elsewhere", ["10.0.0.1", "192.0.2.1", "2001:db8::1", "0.0.0.0"])  # noqa: S104 - an address, nothing is bound
def test_this_machine_is_told_by_the_address_of_the_other_end(here: str, elsewhere: str) -> None:
    def server_at(address: str) -> Any:  # noqa: ANN401 - stands for a connection
        server = smtplib.SMTP()
        server.sock = type("End", (), {"getpeername": lambda _self: (address, 25)})()
        return server

    assert mail._is_here(server_at(here))
    assert not mail._is_here(server_at(elsewhere))


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", ["starttls", "smtps"])
def test_it_is_encrypted_and_the_password_accepted(kind: str) -> None:
    with mail_server(starttls=kind == "starttls", smtps=kind == "smtps", password=kind == "starttls") as box:
        sent(box.port, tls=kind == "smtps", password=PASSWORD if kind == "starttls" else "")
    assert box.encrypted == [True]


@pytest.mark.parametrize("kind", ["starttls", "smtps"])
def test_a_certificate_that_nobody_vouches_for_is_refused(kind: str) -> None:
    with (
        mail_server(starttls=kind == "starttls", smtps=kind == "smtps") as box,
        pytest.raises(MailError, match="certificate cannot be trusted"),
    ):
        sent(box.port, tls=kind == "smtps")
    assert box.envelopes == []


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_refused_and_not_repeated() -> None:
    with (
        mail_server(starttls=True, password=True) as box,
        pytest.raises(MailError, match=mail.URL_VARIABLE) as refused,
    ):
        sent(box.port, password="SECRET")  # noqa: S106 - a wrong one
    assert "SECRET" not in f"{refused.value} {refused.value.__cause__}"
    assert box.envelopes == []


def test_a_recipient_that_is_refused_is_named() -> None:
    with mail_server() as box, pytest.raises(MailError, match=f"refused {UNKNOWN}; the mail went to a@example.org"):
        sent(box.port, to=("a@example.org", UNKNOWN))
    with mail_server() as box, pytest.raises(MailError, match=f"refused every recipient: {UNKNOWN}"):
        sent(box.port, to=(UNKNOWN,))


@pytest.mark.usefixtures("trusted")
def test_a_server_that_is_not_there_or_speaks_otherwise_is_one_line() -> None:
    with mail_server() as box:
        pass
    with pytest.raises(MailError, match=f"localhost:{box.port}: the mail could not be sent"):
        sent(box.port)
    with mail_server(starttls=True) as box, pytest.raises(MailError, match="could not be sent") as refused:
        sent(box.port, tls=True)
    assert "\n" not in str(refused.value)
