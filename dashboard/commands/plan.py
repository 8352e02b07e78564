"""Propose a trip, or take out a stored one."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.shared import UsageError, hand_out, opened, parse_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.engine import Engine

    from dashboard.actions.records import Records
    from dashboard.actions.trip_asked import Asked
    from dashboard.actions.trip_files import TripExport
    from models.tables import Trip
    from models.trips import Plan

MOST_DAYS, MOST_SECONDS = 366, 600

SECONDS = 3.0
"""A proposal is searched for so long unless asked for otherwise."""

commands = typer.Typer()


class PlanFormat(StrEnum):
    """What a trip is written as."""

    JSON = "json"
    ICS = "ics"
    CSV = "csv"
    XLSX = "xlsx"
    KML = "kml"
    GEOJSON = "geojson"
    PDF = "pdf"


FILES = {PlanFormat.XLSX, PlanFormat.PDF}
"""What no terminal can show."""


@commands.command("plan")
def plan_trip(
    start: Annotated[str | None, typer.Option(metavar="DATE", help="Day on which the travellers leave")] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=MOST_DAYS, metavar="N", help="Days away, first and last included")
    ] = None,
    base: Annotated[
        str, typer.Option(metavar="IATA", help="Airport to leave from, by its code, or LAT,LON; default the base")
    ] = "",
    must: Annotated[list[str] | None, typer.Option(metavar="A,B", help="Territories to visit in any case")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="C", help="Territories to leave out")] = None,
    officer: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Traveller; may be repeated")] = None,
    seconds: Annotated[
        float | None,
        typer.Option(min=0.1, max=MOST_SECONDS, metavar="S", help="How long to search at most; default 3"),
    ] = None,
    trip: Annotated[int | None, typer.Option(metavar="ID", help="Take out a stored trip instead")] = None,
    output: Annotated[
        PlanFormat, typer.Option("--format", help="json, ics, csv, xlsx, kml, geojson or pdf")
    ] = PlanFormat.JSON,
    file: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default stdout")] = None,
) -> None:
    """Propose the trip that clears the most partners, with its days and legs; nothing is stored.

    No airline schedule is known: block times are estimates. What does not go together stands under `conflicts`.
    """
    if output in FILES and file is None and sys.stdout.isatty():
        raise UsageError(f"--output: {output.upper()} goes to a file; name it with -o FILE")
    if trip is not None:
        given = {"--start": start, "--days": days, "--base": base, "--must": must, "--exclude": exclude}
        others = {"--officer": officer, "--seconds": seconds}
        if wrong := next((name for name, value in [*given.items(), *others.items()] if value), None):
            raise UsageError(f"{wrong}: is for a new plan; leave it out with --trip")
        content, told = _stored(opened(), trip, output)
    else:
        if start is None or days is None:
            missing = "--start" if start is None else "--days"
            raise UsageError(f"{missing}: give --start DATE and --days N, or a stored trip with --trip ID")
        asked = _asked(parse_day(start, "--start"), days, base, must or [], exclude or [], officer or [])
        content, told = _proposed(opened(), asked, seconds or SECONDS, output)
    if file is None:
        print(told, file=sys.stderr)  # the marking; what is piped on stays the file alone
    hand_out(content, file, told)


def _asked(
    start: date, days: int, base: str, must: Sequence[str], exclude: Sequence[str], officers: Sequence[str]
) -> Asked:
    from dashboard.actions.trip_asked import Asked

    return Asked(start, days, base, _listed(must), _listed(exclude), tuple(officers))


def _listed(said: Sequence[str]) -> tuple[str, ...]:
    """Divide lists at their commas."""
    return tuple(part.strip() for text in said for part in text.split(",") if part.strip())


def _proposed(engine: Engine, asked: Asked, seconds: float, output: PlanFormat) -> tuple[bytes, str]:
    from dashboard.actions.records import read_records
    from dashboard.actions.trip_asked import plan_asked
    from dashboard.actions.trip_proposal import NOTHING_FOUND, propose
    from dashboard.commands.shared import today
    from models.database import reading

    with reading(engine) as session:
        records = read_records(session=session)
    plan = propose(plan_asked(asked, records), records, known_on=today(engine), seconds=seconds)
    content, told = _written(engine, records, plan, None, output)
    return content, told if plan.stops else f"{told}\n{NOTHING_FOUND}"


def _stored(engine: Engine, number: int, output: PlanFormat) -> tuple[bytes, str]:
    from dashboard.actions.records import read_records
    from models.database import reading
    from models.tables import Trip
    from models.trips import plan_of

    with reading(engine) as session:
        records = read_records(session=session)
        trip = session.get(Trip, number)
    if trip is None:
        raise UsageError(f"--trip: there is no trip {number}; the Trips page lists them")
    plan = plan_of(trip)
    if plan is None:
        raise UsageError(f"--trip: trip {number} was recorded afterwards and has no plan; give it the day it leaves")
    if trip.withdrawn and output is not PlanFormat.ICS:
        raise UsageError(
            f"--trip: trip {number} was withdrawn ({trip.withdrawn.rstrip('.')}); only --format ics takes it out, "
            "which cancels its events in a calendar"
        )
    return _written(engine, records, plan, trip, output)


def _written(engine: Engine, records: Records, plan: Plan, trip: Trip | None, output: PlanFormat) -> tuple[bytes, str]:
    from dashboard import clock
    from dashboard.actions.trip_files import TripForm, trip_export, trip_file
    from dashboard.actions.trip_json import trip_json
    from dashboard.actions.trip_plan import scheduled
    from models.database import reading

    form = None if output is PlanFormat.JSON else TripForm(output.value)
    made = scheduled(plan, records, trip_id=trip.id if trip else None)
    with reading(engine) as session:
        export = trip_export(made, records, session=session, form=form, at=clock.now(), trip=trip)
    return (trip_json(export) if form is None else trip_file(export, form)), _told(export)


def _told(export: TripExport) -> str:
    metadata = export.metadata()
    return f"{metadata['holds']} ({metadata['marking']})"
