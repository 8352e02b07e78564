"""What is due, listed or mailed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.shared import AsOf, Format, FormatOption, UsageError, opened, parse_day, today, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.engine import Engine

    from dashboard.actions.due import Due
    from dashboard.actions.mail import Account
    from dashboard.actions.records import Records

MAX_WITHIN = 3_660
"""Ten years: further ahead nothing is due for a reason that is known today."""

commands = typer.Typer()


@commands.command()
def due(
    within: Annotated[int, typer.Option(min=0, max=MAX_WITHIN, metavar="DAYS", help="How many days ahead")] = 90,
    as_of: AsOf = None,
    officer: Annotated[str | None, typer.Option(metavar="NAME", help="Only what concerns this officer")] = None,
    mail: Annotated[bool, typer.Option("--mail", help="Send it by mail (SEAMARK_SMTP_URL) instead")] = False,
    to: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="Recipient; may be repeated")] = None,
    allow_marked: Annotated[bool, typer.Option("--allow-marked", help="Mail what is marked, too")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """List what is due: visits, assessments, follow-ups, missing reports, disposals."""
    from dashboard.actions.due import read_due

    if (to or allow_marked) and not mail:
        raise UsageError(f"{'--to' if to else '--allow-marked'}: goes together with --mail")
    account = _account(to or []) if mail else None
    engine = opened()
    known_on = today(engine)
    day = parse_day(as_of, "--as-of") if as_of else known_on
    records, items = read_due(engine, as_of=day, known_on=known_on, within=within, officer=officer)
    if account:
        _mail(engine, account, records, items, day, within, allow_marked=allow_marked)
        return
    _say_marking(records, items)
    write([one.flat() for one in items], output)


def _say_marking(records: Records, items: Sequence[Due]) -> None:
    """Mark the listing on stderr, so that what is piped on stays a plain listing."""
    from dashboard.actions.scope import marking_line

    named = {name for one in items for name in one.officers}
    borne = {one.marking for one in items} | {one.marking for one in records.officers if one.name in named}
    marking = records.settings.highest(borne)
    print(marking_line(marking, demo=any(one.demo for one in items)), file=sys.stderr)


def _account(to: Sequence[str]) -> Account:
    from dashboard.actions.mail import read_account

    return read_account(os.environ, to=to)


def _mail(
    engine: Engine,
    account: Account,
    records: Records,
    items: Sequence[Due],
    as_of: date,
    within: int,
    *,
    allow_marked: bool,
) -> None:
    from dashboard import clock
    from dashboard.actions.calendars import database_mark
    from dashboard.actions.mail import compose, reminder, send
    from models.database import reading

    if not items:
        print("Nothing is due; no mail was sent.")
        return
    with reading(engine) as session:
        mark = database_mark(session)
    at = clock.now()
    written = reminder(
        items,
        records.settings,
        as_of=as_of,
        within=within,
        at=at,
        version=records.version,
        mark=mark,
        allow_marked=allow_marked,
    )
    send(compose(written, account, at=at), account)
    print(f"Mailed {written.items} due to {', '.join(account.recipients)}.")
    if written.withheld:
        print(f"Marked, and only counted: {written.withheld}; --allow-marked mails them, too.")
