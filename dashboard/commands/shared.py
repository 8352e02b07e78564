"""What the commands share: options, the database, the day, and how a listing is written."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from models.days import FIRST_DAY, LAST_DAY
from models.errors import SeamarkError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from models.settings import Settings


class Format(StrEnum):
    """How a listing is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="table, json or csv")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="YYYY-MM-DD; default today at the base")]


class UsageError(SeamarkError, ValueError):
    """An argument of the command line cannot be read."""


def opened() -> Engine:
    """Open the database.

    Raises:
        DatabaseError: if it was never prepared, or its schema is not the newest.
    """
    from dashboard.actions import initialise
    from models.database import open_engine

    engine = open_engine()
    initialise.require_current(engine)
    return engine


def prepared() -> Engine:
    """Open the database, and bring its schema and reference tables up to date first."""
    from dashboard.actions import initialise
    from models.database import open_engine

    engine = open_engine()
    initialise.prepare(engine)
    return engine


def read_settings(engine: Engine) -> Settings:
    """Read the settings of the database."""
    from models import settings
    from models.database import reading

    with reading(engine) as session:
        return settings.read_settings(session)


def today(engine: Engine) -> date:
    """Tell today's date at the base."""
    from dashboard import clock

    return clock.today(read_settings(engine))


def mark_demo(engine: Engine) -> None:
    """Say on stderr that a listing holds generated records, so that what is piped on stays a plain listing."""
    from models import queries
    from models.database import reading

    with reading(engine) as session:
        if queries.has_demo(session=session):
            print("DEMO DATA: generated records, no real visits", file=sys.stderr)


def parse_day(text: str, field: str) -> date:
    """Read the day that an option gives.

    Raises:
        UsageError: if it is none, or one that nobody can mean; the message names the option.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{field}: {text!r} is not a date; write it as 2026-11-22") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UsageError(f"{field}: {day} is out of range; give a day from {FIRST_DAY} to {LAST_DAY}")
    return day


def who() -> str:
    """Tell who runs the command."""
    from dashboard.access import user

    return user()


def line(text: str) -> None:
    """Print a line in which text of a file may stand."""
    print(f"  {printable(text)}")


def printable(text: str) -> str:
    """Leave out of a text what would steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def write(rows: Sequence[dict[str, Any]], output: Format) -> None:
    """Write a listing to stdout."""
    if output is Format.JSON:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif output is Format.CSV:
        from geodata.exporters.delimited import to_csv

        print(to_csv(rows), end="")
    else:
        _write_table(rows)


def _write_table(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        print("Nothing to list.")
        return
    lines = [list(rows[0]), *([("" if value is None else str(value)) for value in row.values()] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def hand_out(content: bytes, file: Path | None, told: str) -> None:
    """Write a file and tell what it holds; without one write to stdout and tell nothing.

    Raises:
        UsageError: if it cannot be written.
    """
    if file is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"--output: {file} cannot be written ({error.strerror})") from error
    print(f"{file}: {told}")
