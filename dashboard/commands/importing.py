"""Import records from CSV and XLSX files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.shared import UsageError, opened, parse_day, read_settings

if TYPE_CHECKING:
    from dashboard.actions.import_plan import Plan
    from dashboard.actions.imports import Imported
    from geodata.importers.table import Sheet

commands = typer.Typer()

LISTED = 20
"""So many rejections are printed; all of them go into the file of `--rejected`."""


class What(StrEnum):
    """What the rows of a file are."""

    ENGAGEMENTS = "engagements"
    FOLLOW_UPS = "follow-ups"
    ORGANISATIONS = "organisations"
    ACCESS_PERIODS = "access-periods"


@commands.command("import")
def import_file(
    what: Annotated[What, typer.Argument(help="What the rows are", show_default=False)],
    file: Annotated[Path, typer.Argument(help="CSV or XLSX", show_default=False)],
    mapping: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=COLUMN", help="Column of a field; FIELD==TEXT for every row, FIELD= for none"),
    ] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="Whether 03/04/2026 is 3 April", show_default=False)
    ] = None,
    source: Annotated[str, typer.Option(help="Source of rows that name none; default the file's name")] = "",
    source_date: Annotated[str | None, typer.Option(metavar="DATE", help="Its date, YYYY-MM-DD")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook; default the first")] = None,
    rejected: Annotated[Path | None, typer.Option(help="Where to write rejected rows as CSV")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done")] = False,
    skip_rejected: Annotated[bool, typer.Option("--skip-rejected", help="Leave rejected rows out")] = False,
) -> None:
    """Import a file: all of it or nothing; the same file twice changes nothing.

    Exit code 1 if there are rejected rows that are not left out.
    """
    from dashboard.actions import imports
    from dashboard.actions.columns import KINDS
    from dashboard.actions.import_mappings import parse_choices, propose
    from dashboard.actions.import_rows import Reading

    kind, engine = KINDS[what.value], opened()
    table = _read(file, sheet)
    dated = parse_day(source_date, "--source-date") if source_date else None
    chosen = {**propose(engine, kind, table.headers).mapping, **parse_choices(kind, mapping or [])}
    columns = {name: text for name, text in chosen.items() if text}
    reading = Reading(columns, source=source or file.name, source_date=dated, day_first=day_first)
    plan = imports.dry_run(engine, kind, table, reading, name=file.name)
    _tell(plan)
    if rejected and plan.rejected:
        note = read_settings(engine).marking
        rejected.write_text(imports.rejected_csv(plan, table, note=note), encoding="utf-8", newline="")
    if plan.rejected and not skip_rejected:
        print("Nothing was imported. Correct the rows, or leave them out with --skip-rejected.")
        raise typer.Exit(1)
    if dry_run:
        print("Dry run: nothing was imported.")
        return
    _told(imports.commit(engine, plan, reading, headers=table.headers, who=_who(), skip_rejected=skip_rejected))


def _who() -> str:
    from dashboard.access import user

    return user()


def _read(file: Path, sheet: str | None) -> Sheet:
    from geodata.importers.table import read_table

    if not file.is_file():
        raise UsageError(f"FILE: {file} is not a file")
    return read_table(file, sheet=sheet)


def _tell(plan: Plan) -> None:
    rejected = plan.rejected_rows
    print(
        f"{plan.name}: {len(plan.new)} new, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
        f"{len(rejected)} rejected"
    )
    for change in plan.changed[:LISTED]:
        fields = ", ".join(diff.label for diff in change.diffs)
        _line(f"row {change.number}: {change.title} changes in {fields}")
    for new in plan.new:
        if new.like:
            _line(f"row {new.number}: looks like {plan.kind.noun} {new.like}, which is held already")
    for one in plan.rejected[:LISTED]:
        _line(f"row {one.number}, {one.column}: {one.reason}" if one.column else f"row {one.number}: {one.reason}")
    if len(plan.rejected) > LISTED:
        _line(f"and {len(plan.rejected) - LISTED} more; --rejected FILE writes them all")


def _line(text: str) -> None:
    """Print a line in which text of a file may stand; what would steer a terminal is left out."""
    print("  " + "".join(sign if sign.isprintable() else " " for sign in text))


def _told(done: Imported) -> None:
    print(f"Imported: {done.created} new, {done.changed} changed.")
