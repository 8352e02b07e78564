"""Import ports and port facilities: the part of `seamark import` for files of their own kinds."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands.shared import UsageError, line, opened, read_settings, who

if TYPE_CHECKING:
    from dashboard.actions.source_plan import PortReading, SourcePlan

LISTED = 20
"""So many rows of each kind are printed."""


class Report(StrEnum):
    """How the outcome is told."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What the options of the command say."""

    source: str
    title: str
    source_date: date | None
    mapping: Sequence[str]
    rejects: Path | None
    dry_run: bool
    output: Report
    sheet: str | None = None
    """Of a workbook, or the layer of a GeoPackage."""


def import_source(what: str, file: Path, options: SourceOptions) -> None:
    """Import a file of ports or port facilities, or one sheet or layer of it.

    Raises:
        UsageError: an option does not fit the file.
        TableFileError: the file cannot be read, or has no such sheet or layer.
    """
    engine = opened()
    from dashboard.actions.boundaries import boundaries_in_use
    from dashboard.actions.port_import import commit_source, plan_source, read_source, rejected_csv
    from geodata.importers import any_table
    from models.database import reading as reading_session

    if options.sheet is not None and not any_table.titles(file):
        raise UsageError(f"--sheet: {file.name} has neither sheets nor layers to choose of; leave it out")
    reading = _reading(what, file, options)
    read = read_source(file, reading, name=file.name, sheet=options.sheet)
    with reading_session(engine) as session:
        boundaries = boundaries_in_use(session=session)
    plan = plan_source(engine, read, reading, name=file.name, boundaries=boundaries)
    if options.rejects and plan.rejected:
        text = rejected_csv(plan, file, note=read_settings(engine).marking, sheet=options.sheet)
        options.rejects.write_text(text, encoding="utf-8", newline="")
    if not options.dry_run:
        commit_source(engine, plan, who=who())
    _tell(plan, options)


def _reading(what: str, file: Path, options: SourceOptions) -> PortReading:
    from dashboard.actions.source_plan import PortReading
    from geodata.importers import SOURCES, any_table
    from geodata.importers.columns import normalised
    from geodata.importers.recognising import recognise

    fitting = [source for source in SOURCES.values() if source.kind.value == what]
    names = {source.name for source in fitting}
    if options.source and options.source not in names:
        raise UsageError(f"--source: {options.source!r} is none of {what}; choose one of {', '.join(sorted(names))}")
    source = SOURCES[options.source] if options.source else recognise(file, name=file.name, sheet=options.sheet)
    if source.name not in names:
        source = fitting[0] if len(fitting) == 1 else source  # its own importer says what is missing
    if source.name not in names:
        raise UsageError(f"FILE: {file.name} was recognised as {source.label}; import it as {source.kind.value}")
    fields = {normalised(name): field.name for field in any_table.FIELDS for name in (field.name, field.label)}
    mapping = dict(_choice(text, fields) for text in options.mapping) or None
    if mapping and source.name != any_table.SOURCE:
        raise UsageError(f"--mapping: {source.label} needs none; leave it out, or give --source table")
    title = options.title or f"{source.label}, {file.name}"
    return PortReading(source.name, title, options.source_date, mapping)


def _choice(text: str, fields: dict[str, str]) -> tuple[str, str]:
    from geodata.importers.columns import normalised

    name, sign, header = text.partition("=")
    if not sign or not header or normalised(name) not in fields:
        raise UsageError(f"--mapping: {text[:60]!r} is not FIELD=COLUMN. Fields: {', '.join(fields.values())}")
    return fields[normalised(name)], header


def _tell(plan: SourcePlan, options: SourceOptions) -> None:
    if options.output is Report.JSON:
        json.dump(plan.counts, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    print(f"{plan.name}: {', '.join(f'{count} {name}' for name, count in plan.counts.items() if name != 'source')}")
    for changed in plan.changed[:LISTED]:
        line(f"row {changed.number}: {changed.title} changes in {', '.join(diff.label for diff in changed.diffs)}")
    for queued in plan.queued[:LISTED]:
        line(f"row {queued.number}: {queued.title} may be {queued.candidate or 'at no known port'}: {queued.why}")
    for why, count in plan.unused.items():
        line(f"{count} rows unused: {why}")
    for flag in plan.flags[:LISTED]:
        line(f"row {flag.number}: {flag.name} {flag.detail}")
    for one in plan.rejected[:LISTED]:
        line(f"row {one.number}, {one.column}: {one.reason}" if one.column else f"row {one.number}: {one.reason}")
    print("Dry run: nothing was imported." if options.dry_run else "Imported.")
