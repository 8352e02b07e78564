"""Listings of territories, coverage and ports."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.shared import (
    AsOf,
    Format,
    FormatOption,
    UsageError,
    mark_demo,
    opened,
    parse_day,
    today,
    write,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from geodata.geodesy import Point

HALF_ROUND_NM = 10_820
"""Half the circumference of the Earth: no two ports lie further apart."""

commands = typer.Typer()


@commands.command()
def territories(output: FormatOption = Format.TABLE) -> None:
    """List partners and all other territories."""
    from dashboard.actions.listings import territory_listing

    write(territory_listing(opened()), output)


@commands.command()
def coverage(
    as_of: AsOf = None,
    no_bookings: Annotated[bool, typer.Option("--no-bookings", help="Forecast as if nothing more happens")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """List the visit status of every partner as of a day."""
    from dashboard.actions.listings import coverage_listing

    engine = opened()
    known_on = today(engine)
    day = parse_day(as_of, "--as-of") if as_of else known_on
    listed = coverage_listing(engine, as_of=day, known_on=known_on, with_bookings=not no_bookings)
    mark_demo(engine)
    _say_marking(engine)
    write(listed, output)


def _say_marking(engine: Engine) -> None:
    """Mark the coverage on stderr with the highest marking of the records it may be derived from."""
    from sqlmodel import select

    from dashboard.actions.scope import marking_line
    from models import queries
    from models.database import reading
    from models.settings import read_settings
    from models.tables import Engagement

    with reading(engine) as session:
        deciding = (*queries.access_periods(session=session), *queries.assessments(session=session))
        borne = {one.marking for one in deciding}.union(session.exec(select(Engagement.marking).distinct()))
        marking = read_settings(session).highest(borne)
        print(marking_line(marking, demo=queries.has_demo(session=session)), file=sys.stderr)


@commands.command()
def ports(
    territory: Annotated[str | None, typer.Option(metavar="CODE", help="ISO 3166-1 alpha-3")] = None,
    near: Annotated[str | None, typer.Option(metavar="LAT,LON", help="Centre of a search, decimal degrees")] = None,
    within: Annotated[float | None, typer.Option(metavar="NM", help="Radius of the search, nautical miles")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List ports, of one territory or around a point."""
    from dashboard.actions.listings import port_listing

    if (near is None) is not (within is None):
        raise UsageError("--near and --within go together: --near LAT,LON --within NM")
    if within is not None and not 0 < within < HALF_ROUND_NM:
        raise UsageError(f"--within: {within:g} is not a distance between 0 and {HALF_ROUND_NM:,} nm")
    centre = _point(near) if near else None
    write(port_listing(opened(), territory=territory, centre=centre, within_nm=within), output)


def _point(text: str) -> Point:
    from geodata.errors import CoordinateError
    from geodata.geodesy import parse_lat_lon

    try:
        return parse_lat_lon(text)
    except CoordinateError as error:
        raise UsageError(f"--near: {error}") from error
