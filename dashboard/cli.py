"""The `seamark` command. Bad input ends in one line that names the field, exit code 2, nothing changed."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.errors import CoordinateError, GeodataError
from geodata.exporters.delimited import to_csv
from models.errors import SeamarkError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Engine

    from geodata.geodesy import Point
    from models.settings import Settings

app = typer.Typer(
    name="seamark",
    help="Port security liaison coverage.",
    add_completion=False,
    rich_markup_mode=None,
)
demo_app = typer.Typer(help="Demonstration records.")
app.add_typer(demo_app, name="demo")


class Format(StrEnum):
    """How a listing is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="table, json or csv")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="YYYY-MM-DD; default today at the base")]


class UsageError(SeamarkError, ValueError):
    """An argument of the command line cannot be read."""


@app.command()
def serve(
    address: Annotated[str, typer.Option(help="Loopback address to bind to")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; default 8501 or the next free one")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser")] = True,
) -> None:
    """Prepare the database and serve the app on this machine."""
    from dashboard import serving  # noqa: PLC0415 - Streamlit is slow to import and only needed here

    serving.choose_port(serving.loopback(address), port)  # refuse before anything is written
    _prepared().dispose()
    serving.serve(address, port, open_browser=browser)


@app.command()
def init(
    as_of: AsOf = None,
    demo: Annotated[
        bool | None, typer.Option("--demo/--no-demo", help="Load demonstration records (default: only into SQLite)")
    ] = None,
) -> None:
    """Prepare the database; running it again changes nothing."""
    from dashboard.actions import initialise  # noqa: PLC0415 - keeps --help quick

    day = _date(as_of, "--as-of") if as_of else None
    engine = _prepared()
    if demo is False or (demo is None and not initialise.demo_by_default(engine)):
        initialise.start_empty(engine)
        print("Ready; no demonstration records written.")
        return
    written = initialise.load_demo(engine, as_of=day or _settings(engine).today(datetime.now(UTC)))
    print(f"Ready; {written} demonstration records written, marked DEMO." if written else "Ready; nothing to do.")


@demo_app.command("remove")
def remove_demo() -> None:
    """Remove every demonstration record; real records stay."""
    from dashboard.actions import initialise  # noqa: PLC0415 - keeps --help quick

    print(f"{initialise.remove_demo(_opened())} demonstration records removed.")


@app.command()
def territories(output: FormatOption = Format.TABLE) -> None:
    """List partners and all other territories."""
    from dashboard.actions.listings import territory_listing  # noqa: PLC0415 - keeps --help quick

    _write(territory_listing(_opened()), output)


@app.command()
def coverage(
    as_of: AsOf = None,
    no_bookings: Annotated[bool, typer.Option("--no-bookings", help="Forecast as if nothing more happens")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """List the visit status of every partner as of a day."""
    from dashboard.actions.listings import coverage_listing  # noqa: PLC0415 - keeps --help quick

    engine = _opened()
    today = _settings(engine).today(datetime.now(UTC))
    day = _date(as_of, "--as-of") if as_of else today
    _mark_demo(engine)
    _write(coverage_listing(engine, as_of=day, known_on=today, with_bookings=not no_bookings), output)


@app.command()
def ports(
    territory: Annotated[str | None, typer.Option(metavar="CODE", help="ISO 3166-1 alpha-3")] = None,
    near: Annotated[str | None, typer.Option(metavar="LAT,LON", help="Centre of a search, decimal degrees")] = None,
    within: Annotated[float | None, typer.Option(metavar="NM", help="Radius of the search, nautical miles")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List ports, of one territory or around a point."""
    from dashboard.actions.listings import port_listing  # noqa: PLC0415 - keeps --help quick

    if (near is None) is not (within is None):
        raise UsageError("--near and --within go together: --near LAT,LON --within NM")
    if within is not None and not 0 < within < HALF_ROUND_NM:
        raise UsageError(f"--within: {within:g} is not a distance between 0 and {HALF_ROUND_NM:,} nm")
    centre = _point(near) if near else None
    _write(port_listing(_opened(), territory=territory, centre=centre, within_nm=within), output)


@app.command()
def doctor() -> None:
    """Check versions, database, audit chain and data; print what is wrong and the remedy."""
    from dashboard.actions.doctor import examine  # noqa: PLC0415 - keeps --help quick

    findings = examine()
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}: {finding.found}")
        if not finding.ok:
            print(f"      remedy: {finding.remedy}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


HALF_ROUND_NM = 10_820
"""Half the circumference of the Earth: no two ports lie further apart."""


def main() -> None:
    """Run the command; every error of ours, and every usage error, is one line on stderr and exit code 2."""
    command = typer.main.get_command(app)
    try:
        code = command(sys.argv[1:] or ["--help"], standalone_mode=False)
    except typer.Exit as leave:
        code = leave.exit_code
    except (SeamarkError, GeodataError, typer.TyperException) as error:
        code = _complain(error.format_message() if isinstance(error, typer.BadParameter) else str(error))
    sys.exit(code or 0)


def _complain(message: str) -> int:
    print(f"seamark: {' '.join(message.split())}", file=sys.stderr)
    return 2


def _opened() -> Engine:
    from dashboard.actions import initialise  # noqa: PLC0415 - keeps --help quick
    from models.database import open_engine  # noqa: PLC0415 - as above

    engine = open_engine()
    initialise.require_current(engine)
    return engine


def _prepared() -> Engine:
    from dashboard.actions import initialise  # noqa: PLC0415 - keeps --help quick
    from models.database import open_engine  # noqa: PLC0415 - as above

    engine = open_engine()
    initialise.prepare(engine)
    return engine


def _settings(engine: Engine) -> Settings:
    from models.database import reading  # noqa: PLC0415 - keeps --help quick
    from models.settings import read_settings  # noqa: PLC0415 - as above

    with reading(engine) as session:
        return read_settings(session)


def _mark_demo(engine: Engine) -> None:
    """Say on stderr that a listing holds generated records, so that what is piped on stays a plain listing."""
    from models import queries  # noqa: PLC0415 - keeps --help quick
    from models.database import reading  # noqa: PLC0415 - as above

    with reading(engine) as session:
        if queries.has_demo(session=session):
            print("DEMO DATA: generated records, no real visits", file=sys.stderr)


def _date(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{field}: {text!r} is not a date; write it as 2026-11-22") from error


def _point(text: str) -> Point:
    from geodata.geodesy import parse_lat_lon  # noqa: PLC0415 - keeps --help quick

    try:
        return parse_lat_lon(text)
    except CoordinateError as error:
        raise UsageError(f"--near: {error}") from error


def _write(rows: Sequence[dict[str, Any]], output: Format) -> None:
    if output is Format.JSON:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif output is Format.CSV:
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


if __name__ == "__main__":
    main()
