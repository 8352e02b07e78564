"""Import records from CSV and XLSX files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.shared import UsageError, opened, parse_day

if TYPE_CHECKING:
    from dashboard.actions.column_types import Kind
    from dashboard.actions.import_plan import Plan
    from dashboard.actions.import_rows import Reading
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

    kind, engine = KINDS[what.value], opened()
    table = _read(file, sheet)
    reading = _reading(kind, table, mapping or [], day_first, source or file.name)
    if source_date:
        reading = _dated(reading, source_date)
    plan = imports.dry_run(engine, kind, table, reading, name=file.name)
    _tell(plan)
    if rejected and plan.rejected:
        rejected.write_text(imports.rejected_csv(plan, table, note=""), encoding="utf-8", newline="")
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


def _reading(
    kind: Kind,
    table: Sheet,
    choices: list[str],
    day_first: bool | None,
    source: str,
) -> Reading:
    from dashboard.actions.import_mappings import parse_choices, propose
    from dashboard.actions.import_rows import Reading

    chosen = {**propose(opened(), kind, table.headers).mapping, **parse_choices(kind, choices)}
    return Reading({name: text for name, text in chosen.items() if text}, source=source, day_first=day_first)


def _dated(reading: Reading, source_date: str) -> Reading:
    from dataclasses import replace

    return replace(reading, source_date=parse_day(source_date, "--source-date"))


def _tell(plan: Plan) -> None:
    rejected = plan.rejected_rows
    print(
        f"{plan.name}: {len(plan.new)} new, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
        f"{len(rejected)} rejected"
    )
    for change in plan.changed[:LISTED]:
        fields = ", ".join(diff.label for diff in change.diffs)
        print(f"  row {change.number}: {change.title} changes in {fields}")
    for new in plan.new:
        if new.like:
            print(f"  row {new.number}: looks like {plan.kind.noun} {new.like}, which is held already")
    for one in plan.rejected[:LISTED]:
        print(f"  row {one.number}, {one.column}: {one.reason}" if one.column else f"  row {one.number}: {one.reason}")
    if len(plan.rejected) > LISTED:
        print(f"  and {len(plan.rejected) - LISTED} more; --rejected FILE writes them all")


def _told(done: Imported) -> None:
    print(f"Imported: {done.created} new, {done.changed} changed.")
