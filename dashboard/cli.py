"""The `seamark` command. Bad input ends in one line that names the field, exit code 2, nothing changed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dashboard.commands import advisories, brief, due, entry_check, exporting, importing, listings, plan, upkeep
from dashboard.commands import demo as demo_commands
from dashboard.commands.shared import AsOf, parse_day, prepared, today
from geodata.errors import GeodataError
from models.errors import SeamarkError

app = typer.Typer(
    name="seamark",
    help="Port security liaison coverage.",
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(listings.commands)
app.add_typer(advisories.commands)
app.add_typer(due.commands)
app.add_typer(exporting.commands)
app.add_typer(importing.commands)
app.add_typer(entry_check.commands)
app.add_typer(plan.commands)
app.add_typer(brief.commands)
app.add_typer(upkeep.commands)
app.add_typer(demo_commands.commands, name="demo")


@app.command()
def serve(
    address: Annotated[str, typer.Option(help="Loopback address to bind to")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; default 8501 or the next free one")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser")] = True,
) -> None:
    """Prepare the database and serve the app on this machine."""
    from dashboard import serving

    serving.choose_port(serving.loopback(address), port)  # refuse before anything is written
    prepared().dispose()
    serving.serve(address, port, open_browser=browser)


@app.command()
def init(
    as_of: AsOf = None,
    demo: Annotated[
        bool | None, typer.Option("--demo/--no-demo", help="Load demonstration records (default: only into SQLite)")
    ] = None,
) -> None:
    """Prepare the database; running it again changes nothing."""
    from dashboard.actions import initialise

    day = parse_day(as_of, "--as-of") if as_of else None
    engine = prepared()
    if demo is False or (demo is None and not initialise.demo_by_default(engine)):
        initialise.start_empty(engine)
        print("Ready; no demonstration records written.")
        return
    written = initialise.load_demo(engine, as_of=day or today(engine))
    print(f"Ready; {written} demonstration records written, marked DEMO." if written else "Ready; nothing to do.")


@app.command()
def doctor() -> None:
    """Check versions, database, audit chain and data; print what is wrong and the remedy."""
    from dashboard.actions.doctor import examine

    findings = examine()
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}: {finding.found}")
        if not finding.ok:
            print(f"      remedy: {finding.remedy}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


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


if __name__ == "__main__":
    main()
