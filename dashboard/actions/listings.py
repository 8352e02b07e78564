"""What the command line lists, as flat rows of plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.coverage import coverage_rows
from dashboard.actions.records import read_records
from geodata.geodesy import Point, distances_nm
from models import queries
from models.database import reading
from models.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.engine import Engine

    from models.tables import Port

Listing = list[dict[str, Any]]


def territory_listing(engine: Engine) -> Listing:
    """List every territory: partners first, then the others, each by code."""
    with reading(engine) as session:
        records = read_records(session=session)
    ordered = sorted(records.territories.values(), key=lambda t: (not t.partner, t.code))
    return [
        {
            "territory": territory.code,
            "name": territory.name,
            "subregion": territory.subregion.value if territory.subregion else None,
            "partner": territory.partner,
            "lon": territory.label_lon,
            "lat": territory.label_lat,
            "ports": len(records.ports.get(territory.code, ())),
        }
        for territory in ordered
    ]


def coverage_listing(engine: Engine, *, as_of: date, known_on: date, with_bookings: bool = True) -> Listing:
    """List the visit status of every partner as of a day."""
    with reading(engine) as session:
        records = read_records(session=session)
    rows = coverage_rows(records, as_of=as_of, known_on=known_on, with_bookings=with_bookings)
    return [row.flat() for row in rows]


def port_listing(
    engine: Engine, *, territory: str | None = None, centre: Point | None = None, within_nm: float | None = None
) -> Listing:
    """List ports, nearest first where a centre is given, else by territory and name.

    Raises:
        InvalidRecordError: if there is no such territory.
    """
    code = territory.upper() if territory else None
    with reading(engine) as session:
        if code and code not in {known.code for known in queries.territories(session=session)}:
            raise InvalidRecordError(
                f"--territory: {territory!r} is not a territory; use its ISO alpha-3 code, such as FJI"
            )
        found = queries.ports(session=session, territory=code)
    distances: Sequence[float | None] = [None] * len(found)
    if centre is not None and found:
        distances = distances_nm(centre.lon, centre.lat, [p.lon for p in found], [p.lat for p in found]).tolist()
    rows = [_port_row(port, distance) for port, distance in zip(found, distances, strict=True)]
    if within_nm is not None:
        rows = sorted((row for row in rows if row["distance_nm"] <= within_nm), key=lambda row: row["distance_nm"])
    return rows


def _port_row(port: Port, distance: float | None) -> dict[str, Any]:
    return {
        "unlocode": port.unlocode,
        "name": port.name,
        "territory": port.territory,
        "lon": port.lon,
        "lat": port.lat,
        "distance_nm": None if distance is None else round(distance, 1),
        "flags": port.flags,
    }
