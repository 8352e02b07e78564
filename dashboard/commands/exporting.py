"""Export of records and of the calendar."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.shared import UsageError, hand_out, opened, parse_day, today

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.scope import Scope

commands = typer.Typer()


class What(StrEnum):
    """What is exported."""

    ENGAGEMENTS = "engagements"
    FOLLOW_UPS = "follow-ups"
    ORGANISATIONS = "organisations"
    ACCESS_PERIODS = "access-periods"
    ASSESSMENTS = "assessments"
    OFFICERS = "officers"
    TRIPS = "trips"
    AUDIT = "audit"
    CALENDAR = "calendar"
    PORTS = "ports"
    FACILITIES = "facilities"


PLACED = {What.PORTS, What.FACILITIES}
"""What lies somewhere, and is written as a layer too."""


class ExportFormat(StrEnum):
    """What it is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICS = "ics"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    KML = "kml"


LAYERS = {ExportFormat.GEOJSON, ExportFormat.GPKG, ExportFormat.KML}
"""What only ports and facilities are written as."""

FILES = {ExportFormat.XLSX, ExportFormat.GPKG}
"""What goes to a file only."""


@commands.command("export")
def export_records(
    what: Annotated[What, typer.Argument(help="What to export", show_default=False)],
    output: Annotated[
        ExportFormat | None, typer.Option("--format", help="Default csv; a calendar is always ics", show_default=False)
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default stdout; XLSX and GPKG need a file")
    ] = None,
    territory: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only this territory; may be repeated")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what lasts to this day or beyond")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only what begins by this day")] = None,
) -> None:
    """Export records under their marking; a file of the first four kinds can be imported again."""
    form = _form(what, output)
    if form in FILES and file is None:
        raise UsageError(f"--output: {form.upper()} goes to a file; name it with -o FILE")
    engine = opened()
    scope = _scope(engine, territory or [], since, until)
    if what is What.CALENDAR:
        content, told = _calendar(engine, scope)
    elif what in PLACED:
        content, told = _placed(engine, what, form, scope)
    else:
        content, told = _records(engine, what, form, scope)
    hand_out(content, file, told)


def _form(what: What, output: ExportFormat | None) -> ExportFormat:
    form = output or (ExportFormat.ICS if what is What.CALENDAR else ExportFormat.CSV)
    if (form is ExportFormat.ICS) is not (what is What.CALENDAR):
        raise UsageError("--format: a calendar is written as ics, and nothing else is")
    if form in LAYERS and what not in PLACED:
        raise UsageError(f"--format: {what.value} are no layer; choose csv, xlsx or json")
    return form


def _scope(engine: Engine, territories: list[str], since: str | None, until: str | None) -> Scope:
    from dashboard.actions.scope import narrowed
    from models import queries
    from models.database import reading

    first = parse_day(since, "--since") if since else None
    last = parse_day(until, "--until") if until else None
    with reading(engine) as session:
        known = queries.territories(session=session)
    return narrowed(known, territories=territories, since=first, until=last)


def _records(engine: Engine, what: What, form: ExportFormat, scope: Scope) -> tuple[bytes, str]:
    from dashboard.actions.export_columns import ExportKind
    from dashboard.actions.exports import FileForm, as_file, rows

    export = rows(engine, ExportKind(what.value), scope)
    metadata = export.metadata()
    return as_file(export, FileForm(form.value)), f"{metadata['holds']} ({metadata['marking']})"


def _placed(engine: Engine, what: What, form: ExportFormat, scope: Scope) -> tuple[bytes, str]:
    from dashboard.actions import port_export
    from dashboard.actions.port_catalogue import catalogue, facility_counts
    from dashboard.actions.records import read_records
    from models.database import reading

    if scope.since or scope.until:
        raise UsageError(f"{'--since' if scope.since else '--until'}: {what.value} have no days; leave it out")
    day = today(engine)
    with reading(engine) as session:
        records = read_records(session=session)
        if what is What.FACILITIES:
            export = port_export.facility_rows(records, session=session, as_of=day, territories=scope.territories)
        else:
            listed = catalogue(records, facility_counts(session=session), as_of=day)
            taken = [port for port in listed if scope.holds(port.territory)]
            export = port_export.port_rows(records, taken, session=session, as_of=day, narrowed_to=scope.words())
    metadata = export.metadata()
    content = port_export.port_file(export, port_export.PortForm(form.value))
    return content, f"{metadata['holds']} ({metadata['marking']})"


def _calendar(engine: Engine, scope: Scope) -> tuple[bytes, str]:
    from dashboard import clock
    from dashboard.actions.calendars import calendar_file
    from dashboard.actions.scope import marking_line

    day = today(engine)
    made = calendar_file(engine, as_of=day, known_on=day, at=clock.now(), scope=scope)
    return made.content, f"Calendar: {made.events:,} ({marking_line(made.marking, demo=made.demo)})"
