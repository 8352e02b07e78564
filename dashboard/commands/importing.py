"""Import records from CSV and XLSX files; ports and port facilities have files of their own kinds."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.advisories import import_facts
from dashboard.commands.importing_boundaries import BoundaryOptions, import_boundaries
from dashboard.commands.importing_sources import Report, SourceOptions, import_source
from dashboard.commands.shared import UsageError, line, opened, parse_day, read_settings, who

if TYPE_CHECKING:
    from dashboard.actions.import_plan import Plan
    from dashboard.actions.imports import Imported
    from geodata.importers.table import Sheet

commands = typer.Typer()

LISTED = 20
"""So many rejections are printed; all of them go into the file of `--rejects`."""


class What(StrEnum):
    """What the rows of a file are."""

    ENGAGEMENTS = "engagements"
    FOLLOW_UPS = "follow-ups"
    ORGANISATIONS = "organisations"
    ACCESS_PERIODS = "access-periods"
    PORTS = "ports"
    FACILITIES = "facilities"
    ADVISORIES = "advisories"
    BOUNDARIES = "boundaries"


SOURCED = (What.PORTS, What.FACILITIES)
"""What comes from sources with files of their own kinds."""


@commands.command("import")
def import_file(
    what: Annotated[What, typer.Argument(help="What the rows are", show_default=False)],
    file: Annotated[
        Path | None, typer.Argument(help="CSV or XLSX; of ports and boundaries a layer", show_default=False)
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=COLUMN", help="Column of a field; FIELD==TEXT for every row, FIELD= for none"),
    ] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="Whether 03/04/2026 is 3 April", show_default=False)
    ] = None,
    source: Annotated[
        str,
        typer.Option(
            help="Of ports: wpi, unlocode, gisis or table, else recognised; else what rows name that name none"
        ),
    ] = "",
    title: Annotated[str, typer.Option(help="What names the file as a source of ports; default its name")] = "",
    source_date: Annotated[str | None, typer.Option(metavar="DATE", help="Its date, YYYY-MM-DD")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of a workbook; default the first; of ports also layer")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", "--rejected", help="Where to write rejected rows as CSV")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done")] = False,
    skip_rejected: Annotated[bool, typer.Option("--skip-rejected", help="Leave rejected rows out")] = False,
    output: Annotated[
        Report, typer.Option("--format", help="text or json; json is for ports, facilities and boundaries")
    ] = Report.TEXT,
    column: Annotated[str | None, typer.Option(help="Of boundaries: the column of codes, else recognised")] = None,
    layer: Annotated[str | None, typer.Option(help="Of boundaries and ports: which layer of several")] = None,
    partly: Annotated[bool, typer.Option("--partly", help="Of boundaries: though partners are missing")] = False,
    shipped: Annotated[bool, typer.Option("--shipped", help="Of boundaries: those that ship, without FILE")] = False,
) -> None:
    """Import a file: all of it or nothing; the same file twice changes nothing.

    Exit code 1 if there are rejected rows that are not left out; of ports and facilities they always are.
    """
    if what is What.BOUNDARIES:
        import_boundaries(
            file, BoundaryOptions(column, layer, partly, shipped, dry_run, rejects, output is Report.JSON)
        )
        return
    if what is What.ADVISORIES:
        import_facts(_file(file), sheet=sheet, dry_run=dry_run, skip_rejected=skip_rejected)
        return
    if what in SOURCED:
        dated = parse_day(source_date, "--source-date") if source_date else None
        chosen_sheet = _one_of(sheet, layer)
        options = SourceOptions(source, title, dated, mapping or (), rejects, dry_run, output, chosen_sheet)
        import_source(what.value, _file(file), options)
        return
    if output is Report.JSON:
        raise UsageError(f"--format: json is not for {what.value}; leave it out")
    from dashboard.actions import imports
    from dashboard.actions.columns import KINDS
    from dashboard.actions.import_mappings import parse_choices, propose
    from dashboard.actions.import_rows import Reading

    kind, file, engine = KINDS[what.value], _file(file), opened()
    table = _read(file, sheet)
    dated = parse_day(source_date, "--source-date") if source_date else None
    chosen = {**propose(engine, kind, table.headers).mapping, **parse_choices(kind, mapping or [])}
    columns = {name: text for name, text in chosen.items() if text}
    reading = Reading(columns, source=source or file.name, source_date=dated, day_first=day_first)
    plan = imports.dry_run(engine, kind, table, reading, name=file.name)
    _tell(plan)
    if rejects and plan.rejected:
        note = read_settings(engine).marking
        rejects.write_text(imports.rejected_csv(plan, table, note=note), encoding="utf-8", newline="")
    if plan.rejected and not skip_rejected:
        print("Nothing was imported. Correct the rows, or leave them out with --skip-rejected.")
        raise typer.Exit(1)
    if dry_run:
        print("Dry run: nothing was imported.")
        return
    _told(imports.commit(engine, plan, reading, headers=table.headers, who=who(), skip_rejected=skip_rejected))


def _one_of(sheet: str | None, layer: str | None) -> str | None:
    """Return the name that is given; a GeoPackage has layers, a workbook sheets, and no file has both."""
    if sheet is not None and layer is not None:
        raise UsageError("--layer: a file has sheets or layers; give --sheet or --layer, not both")
    return sheet if sheet is not None else layer


def _read(file: Path, sheet: str | None) -> Sheet:
    from geodata.importers.table import read_table

    return read_table(file, sheet=sheet)


def _file(file: Path | None) -> Path:
    if file is None or not file.is_file():
        raise UsageError(f"FILE: {file or 'none given'} is not a file")
    return file


def _tell(plan: Plan) -> None:
    rejected = plan.rejected_rows
    print(
        f"{plan.name}: {len(plan.new)} new, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
        f"{len(rejected)} rejected"
    )
    for change in plan.changed[:LISTED]:
        fields = ", ".join(diff.label for diff in change.diffs)
        line(f"row {change.number}: {change.title} changes in {fields}")
    for new in plan.new:
        if new.like:
            line(f"row {new.number}: looks like {plan.kind.noun} {new.like}, which is held already")
    for one in plan.rejected[:LISTED]:
        line(f"row {one.number}, {one.column}: {one.reason}" if one.column else f"row {one.number}: {one.reason}")
    if len(plan.rejected) > LISTED:
        line(f"and {len(plan.rejected) - LISTED} more; --rejects FILE writes them all")


def _told(done: Imported) -> None:
    print(f"Imported: {done.created} new, {done.changed} changed.")
