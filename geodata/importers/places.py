"""What cells say of a place: its coordinates, in each notation that sources use, and its codes."""

from __future__ import annotations

import math
import re

from geodata.errors import CoordinateError
from geodata.geodesy import LAT_LIMIT, LON_LIMIT, MINUTES, Point
from geodata.importers.rows import RowError
from geodata.importers.territory_names import territory_of

MAX_QUOTED = 40
"""How much of a cell a message quotes."""

_DECIMAL = re.compile(r"[+-]?(?:\d{1,4}(?:[.,]\d{0,20})?|[.,]\d{1,20})(?:[eE][+-]\d{1,2})?", re.ASCII)
_UNLOCODE = re.compile(r"([A-Z]{2})[ -]?([A-Z0-9]{3})", re.ASCII)
_WHOLE_MINUTES = re.compile(r"(\d{2})(\d{2})([NS])[ /,]*(\d{3})(\d{2})([EW])", re.ASCII)
_HUNDREDTHS = {
    "lat": re.compile(r"(\d{1,2})(\d{2})(\d{2})([NS])", re.ASCII),
    "lon": re.compile(r"(\d{2,3})(\d{2})(\d{2})([EW])", re.ASCII),
}
_FACILITY = re.compile(r"([A-Z]{2}[A-Z0-9]{3})[ -]?(\d{4})", re.ASCII)
_NUMBER = re.compile(r"(\d{1,9})(?:[.,](\d{1,9}))?", re.ASCII)


def quoted(text: str) -> str:
    """Quote a cell in a message, in one line and not all of it."""
    return repr(text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…")


def decimal_degrees(text: str, *, column: str, axis: str) -> float:
    """Read degrees as `-18.1` or `-18,1`.

    Args:
        text: the cell.
        column: its header, for the message.
        axis: `lon` or `lat`.

    Raises:
        RowError: it is no number, or no longitude or latitude.
    """
    if not _DECIMAL.fullmatch(text):
        raise RowError(column, f"{quoted(text)} is no number of degrees. Write it as -18.1")
    return _in_range(float(text.replace(",", ".")), text, column=column, axis=axis)


def decimal_place(lon: str, lat: str, *, columns: tuple[str, str]) -> Point:
    """Read a place whose longitude and latitude are written as `decimal_degrees` reads them.

    Args:
        lon: the cell of the longitude.
        lat: the cell of the latitude.
        columns: their headers, for the message.

    Raises:
        RowError: one is no number, or no longitude or latitude; if exchanged they are a place, it says so.
    """
    east = decimal_degrees(lon, column=columns[0], axis="lon")
    try:
        return point(east, decimal_degrees(lat, column=columns[1], axis="lat"), column=columns[1])
    except RowError as error:
        raise RowError(error.column, error.reason + _if_swapped(east, lat)) from error


def _if_swapped(east: float, lat: str) -> str:
    """Say what the place is if longitude and latitude are exchanged; nothing where it is none then."""
    north = float(lat.replace(",", ".")) if _DECIMAL.fullmatch(lat) else math.inf
    if not LAT_LIMIT < abs(north) <= LON_LIMIT or abs(east) > LAT_LIMIT:
        return ""
    meant = f"{abs(east):.9g} {'NS'[east < 0]}, {abs(north):.9g} {'EW'[north < 0]}"
    return f"; latitude and longitude may be swapped: {meant}"


def hundredths_of_minutes(text: str, *, column: str, axis: str) -> float:
    """Read degrees, minutes and hundredths of a minute as GISIS writes them: `491722N` is 49°17.22′ N.

    Args:
        text: the cell.
        column: its header, for the message.
        axis: `lon` or `lat`.

    Raises:
        RowError: it is not written so, or has 60 minutes or more.
    """
    found = _HUNDREDTHS[axis].fullmatch(text.upper())
    example = "491722N" if axis == "lat" else "1230615W"
    if not found or int(found[2]) >= MINUTES:
        wrong = "is not degrees, minutes and hundredths of a minute"
        raise RowError(column, f"{quoted(text)} {wrong}. Write it as {example}")
    minutes = int(found[2]) + int(found[3]) / 100
    degrees = int(found[1]) + minutes / MINUTES
    return _in_range(-degrees if found[4] in "SW" else degrees, text, column=column, axis=axis)


def hundredths_text(degrees: float, *, axis: str) -> str:
    """Write degrees so that `hundredths_of_minutes` reads them."""
    whole, hundredths = divmod(round(abs(degrees) * MINUTES * 100), MINUTES * 100)
    letter = ("NS" if axis == "lat" else "EW")[degrees < 0]
    return f"{whole:0{2 if axis == 'lat' else 3}d}{hundredths:04d}{letter}"


def whole_minutes(text: str, *, column: str) -> Point:
    """Read a place as UN/LOCODE writes it: `1830S 17720E` is 18°30′ S 177°20′ E.

    Raises:
        RowError: it is not written so, or is not a place on Earth.
    """
    found = _WHOLE_MINUTES.fullmatch(text.upper())
    if not found or int(found[2]) >= MINUTES or int(found[5]) >= MINUTES:
        raise RowError(column, f"{quoted(text)} is no place in degrees and minutes. Write it as 1830S 17720E")
    lat = (int(found[1]) + int(found[2]) / MINUTES) * (-1 if found[3] == "S" else 1)
    lon = (int(found[4]) + int(found[5]) / MINUTES) * (-1 if found[6] == "W" else 1)
    return point(lon, lat, column=column)


def whole_minutes_text(place: Point) -> str:
    """Write a place so that `whole_minutes` reads it."""
    lat, lon = round(abs(place.lat) * MINUTES), round(abs(place.lon) * MINUTES)
    north, east = "NS"[place.lat < 0], "EW"[place.lon < 0]
    return f"{lat // MINUTES:02d}{lat % MINUTES:02d}{north} {lon // MINUTES:03d}{lon % MINUTES:02d}{east}"


def point(lon: float, lat: float, *, column: str) -> Point:
    """Return a place on Earth.

    Raises:
        RowError: it is none.
    """
    try:
        return Point(lon=lon, lat=lat)
    except CoordinateError as error:
        raise RowError(column, str(error)) from error


def _in_range(degrees: float, text: str, *, column: str, axis: str) -> float:
    limit = LON_LIMIT if axis == "lon" else LAT_LIMIT
    if not math.isfinite(degrees) or abs(degrees) > limit:
        kind = "longitude" if axis == "lon" else "latitude"
        raise RowError(column, f"{quoted(text)} is no {kind}: it lies outside -{limit:g} to {limit:g}. Correct it")
    return degrees


def unlocode_of(text: str) -> str | None:
    """Return a UN/LOCODE as five characters, `AAAAA` or `AA AAA`; None for what is none, such as a bare `AA`."""
    found = _UNLOCODE.fullmatch(text.strip().strip('"').strip().upper())
    return found[1] + found[2] if found else None


def facility_number(text: str, *, column: str) -> str:
    """Return an IMO port facility number as `MGTMM-0001`.

    Raises:
        RowError: it is none.
    """
    found = _FACILITY.fullmatch(text.upper())
    if not found:
        raise RowError(column, f"{quoted(text)} is no IMO port facility number. Write it as MGTMM-0001")
    return f"{found[1]}-{found[2]}"


def wpi_number(text: str, *, column: str) -> str:
    """Return a World Port Index number without idle zeros: `7950.0` is `7950`, `49454.5` stays.

    Raises:
        RowError: it is no number.
    """
    found = _NUMBER.fullmatch(text)
    if not found:
        raise RowError(column, f"{quoted(text)} is no World Port Index number. Write figures only, such as 7950")
    fraction = (found[2] or "").rstrip("0")
    return f"{int(found[1])}.{fraction}" if fraction else str(int(found[1]))


def territory(text: str, *, column: str) -> str | None:
    """Return the territory that a cell names, None where it is blank.

    Raises:
        RowError: it names none that is known.
    """
    code = territory_of(text) if text else None
    if text and code is None:
        raise RowError(column, f"{quoted(text)} is no territory that is known. Write its name or its ISO code")
    return code
