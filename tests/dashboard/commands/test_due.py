"""`seamark due`: listed and mailed, with one-line errors before anything is sent."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions import mail
from tests.dashboard.actions.test_due import follow_up, write
from tests.dashboard.conftest import AS_OF
from tests.dashboard.mail_server import Mailbox, mail_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark

DAY = ("--as-of", AS_OF.isoformat())


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Run a mail server on this machine and set mail up for it."""
    with mail_server() as mailbox:
        monkeypatch.setenv(mail.URL_VARIABLE, f"smtp://localhost:{mailbox.port}")
        monkeypatch.setenv(mail.FROM_VARIABLE, "seamark@example.org")
        monkeypatch.setenv(mail.TO_VARIABLE, "planner@example.org")
        yield mailbox


def test_csv_and_json_list_the_same_by_date(demo: Engine, seamark: Seamark) -> None:
    assert demo
    rows = seamark.json("due", "--within", "30", *DAY)
    _, out, err = seamark("due", "--within", "30", *DAY, "--format", "csv")
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows] == list(
        csv.DictReader(io.StringIO(out))
    )
    days = [row["due_on"] or "" for row in rows]
    assert days == sorted(days)
    assert max(row["days_left"] or 0 for row in rows) <= 30
    assert err == "UNCLASSIFIED · DEMO DATA\n"


def test_what_is_due_for_one_officer_lies_in_the_territories_assigned(demo: Engine, seamark: Seamark) -> None:
    assert demo
    rows = seamark.json("due", "--officer", "demo liaison officer 2", *DAY)
    assert rows
    assert all("DEMO Liaison Officer 2" in row["officers"] for row in rows if row["what"] != "report")
    assert len(rows) < len(seamark.json("due", *DAY))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--officer", "Nobody"), "--officer"),
        (("--within", "-1"), "--within"),
        (("--within", "soon"), "--within"),
        (("--as-of", "tomorrow"), "--as-of"),
        (("--as-of", "9999-12-31"), "--as-of: 9999-12-31 is out of range; give a day from"),
        (("--format", "ics"), "--format"),
        (("--to", "a@example.org"), "--mail"),
        (("--allow-marked",), "--mail"),
        (("--mail",), mail.URL_VARIABLE),
        (("--mail", "--to", "planner"), mail.URL_VARIABLE),
    ],
)
def test_bad_input_is_one_line_that_names_the_field(
    demo: Engine, seamark: Seamark, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], named: str
) -> None:
    assert demo
    monkeypatch.delenv(mail.URL_VARIABLE, raising=False)
    code, out, err = seamark("due", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert named in err


def test_it_is_mailed_with_its_marking_and_a_calendar(demo: Engine, seamark: Seamark, box: Mailbox) -> None:
    assert demo
    code, out, err = seamark("due", "--mail", *DAY)
    assert (code, err) == (0, "")
    assert "to planner@example.org" in out
    message = box.message()
    assert message["Subject"].startswith("[UNCLASSIFIED · DEMO DATA] Seamark: ")
    assert box.envelopes[0].rcpt_tos == ["planner@example.org"]
    (attached,) = message.iter_attachments()
    assert "BEGIN:VEVENT" in attached.get_content()


def test_what_is_marked_is_mailed_only_where_that_is_allowed(prepared: Engine, seamark: Seamark, box: Mailbox) -> None:
    write(prepared, follow_up(AS_OF + timedelta(days=3), marking="CUI"), highest="CUI")
    assert "Marked, and only counted: 1;" in seamark("due", "--mail", *DAY)[1]
    assert b"gate log" not in box.envelopes[0].content  # type: ignore[operator] # bytes, not decoded here
    assert seamark("due", "--mail", "--allow-marked", "--to", "b@example.org", *DAY)[0] == 0
    assert b"gate log" in box.envelopes[1].content  # type: ignore[operator] # as above
    assert box.envelopes[1].rcpt_tos == ["b@example.org"]


def test_nothing_is_mailed_where_nothing_is_due(
    demo: Engine, seamark: Seamark, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert demo
    monkeypatch.setattr("dashboard.actions.due.due", lambda *_records, **_options: [])
    assert seamark("due", "--mail", *DAY)[:2] == (0, "Nothing is due; no mail was sent.\n")
    assert box.envelopes == []


def test_a_server_that_refuses_is_one_line_without_the_password(
    demo: Engine, seamark: Seamark, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert demo
    monkeypatch.setenv(mail.URL_VARIABLE, f"smtp://planner:SECRET@localhost:{box.port}")
    code, out, err = seamark("due", "--mail", *DAY)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "SECRET" not in err
    assert box.envelopes == []
