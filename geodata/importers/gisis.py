"""Port facilities as the IMO's GISIS exports them: degrees and decimal minutes, days first in dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.importers import places
from geodata.importers.layout import Layout, squashed
from geodata.importers.rows import FacilityRow, RowError, gathered
from geodata.importers.table import read_table
from geodata.importers.values import parse_bool, parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from geodata.importers.rows import Read
    from geodata.importers.table import Sheet, SheetRow

SOURCE = "gisis"
"""Name in the registry."""

LABEL = "IMO GISIS port facilities"
"""Name on screen."""

HEADERS = {
    "code": ("countrycode",),
    "country": ("countryname", "country"),
    "port": ("portname",),
    "name": ("facilityname", "portfacilityname"),
    "number": ("imoportfacilitynumber", "imoportfacilityno", "portfacilitynumber", "facilitynumber"),
    "description": ("description",),
    "lon": ("longitude",),
    "lat": ("latitude",),
    "approved": ("planapproved",),
    "approved_on": ("initialapprovaldate",),
    "reviewed_on": ("reviewdate",),
    "compliance_on": ("socissuedate",),
    "withdrawn": ("securityplanwithdrawn", "planwithdrawn"),
    "withdrawn_on": ("withdrawndate",),
    "updated_on": ("lastupdated",),
}
"""Headers of each field, squashed."""

NEEDED = {"number": "the IMO port facility number", "name": "the facility's name"}
"""Fields without which a table is no list of port facilities."""


def fits(headers: Sequence[str]) -> bool:
    """Tell whether headers are those of a list of port facilities."""
    known = {squashed(header) for header in headers}
    return all(known.intersection(HEADERS[field]) for field in NEEDED)


def read(path: Path, *, name: str | None = None) -> Read[FacilityRow]:
    """Read an export of port facilities.

    Args:
        path: a CSV or XLSX file.
        name: what messages call it; its own name by default.

    Raises:
        TableFileError: it cannot be read as a table, or is no list of port facilities.
    """
    return read_sheet(read_table(path, name=name), name=name or path.name)


def read_sheet(sheet: Sheet, *, name: str) -> Read[FacilityRow]:
    """Read port facilities out of a table, as `read` does."""
    layout = Layout(sheet, HEADERS)
    layout.require(NEEDED, name=name, source=f"list of {LABEL}")
    return gathered(SOURCE, sheet.rows, lambda row: _facility(layout, row), digest=sheet.digest)


def _facility(layout: Layout, row: SheetRow) -> FacilityRow:
    number = places.facility_number(layout.text(row, "number"), column=layout.header("number"))
    name = layout.said(row, "name")
    if not name:
        raise RowError(layout.header("name"), "is blank. Write the facility's name")
    lon, lat = _place(layout, row)
    return FacilityRow(
        number=row.number,
        name=name,
        imo_number=number,
        port_name=layout.said(row, "port"),
        territory=_territory(layout, row),
        territory_said=layout.text(row, "country") or layout.text(row, "code"),
        lon=lon,
        lat=lat,
        description=layout.text(row, "description"),
        plan_approved=_yes(layout, row, "approved"),
        approved_on=_day(layout, row, "approved_on"),
        reviewed_on=_day(layout, row, "reviewed_on"),
        compliance_on=_day(layout, row, "compliance_on"),
        withdrawn=_yes(layout, row, "withdrawn"),
        withdrawn_on=_day(layout, row, "withdrawn_on"),
        updated_on=_day(layout, row, "updated_on"),
        attributes=layout.others(row),
    )


def _territory(layout: Layout, row: SheetRow) -> str | None:
    """Return the territory by its code or, where the code says nothing, by its name."""
    field = "code" if layout.text(row, "code") else "country"
    return places.territory(layout.text(row, field), column=layout.header(field))


def _place(layout: Layout, row: SheetRow) -> tuple[float | None, float | None]:
    """Return longitude and latitude; None for both where blank or nothing but zeros."""
    lon, lat = layout.text(row, "lon"), layout.text(row, "lat")
    if not lon and not lat:
        return None, None
    degrees = _degrees(layout, lon, "lon"), _degrees(layout, lat, "lat")
    return (None, None) if degrees == (0.0, 0.0) else degrees


def _degrees(layout: Layout, text: str, axis: str) -> float:
    column = layout.header(axis)
    if not text:
        raise RowError(column, "is blank although the other coordinate is given. Write both or none")
    if text[-1].isalpha():
        return places.hundredths_of_minutes(text, column=column, axis=axis)
    return places.decimal_degrees(text, column=column, axis=axis)


def _day(layout: Layout, row: SheetRow, field: str) -> date | None:
    return parse_date(layout.value(row, field), column=layout.header(field), day_first=True)


def _yes(layout: Layout, row: SheetRow, field: str) -> bool | None:
    return parse_bool(layout.text(row, field) or None, column=layout.header(field))
