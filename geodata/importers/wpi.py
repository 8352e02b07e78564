"""The World Port Index (NGA Pub. 150), in every layout that it comes in.

Headers may be words, upper snake or those of the old layout of 78 columns, which codes territories by two letters,
depths by letters and knows no UN/LOCODE. A zero depth or length means unknown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.importers import places
from geodata.importers.layout import DBASE_TYPE, Layout, squashed
from geodata.importers.rows import Depths, PortRow, RowError, gathered
from geodata.importers.table import read_table
from models.vocabulary import HarbourSize, HarbourType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geodata.geodesy import Point
    from geodata.importers.rows import Read
    from geodata.importers.table import Sheet, SheetRow

SOURCE = "wpi"
"""Name in the registry."""

LABEL = "World Port Index"
"""Name on screen."""

METRES_PER_FOOT = 0.3048
"""By definition."""

_DEPTHS = {
    "channel": ("channeldepth", "chandepth"),
    "anchorage": ("anchoragedepth", "anchdepth"),
    "cargo_pier": ("cargopierdepth", "cargodepth"),
    "oil_terminal": ("oilterminaldepth", "oildepth"),
    "gas_terminal": (
        "liquifiednaturalgasterminaldepth",
        "liquefiednaturalgasterminaldepth",
        "lngterminaldepth",
        "lngdepth",
    ),
    "vessel_length": ("maximumvessellength", "maxvessellength"),
    "vessel_beam": ("maximumvesselbeam", "maxvesselbeam"),
    "vessel_draught": ("maximumvesseldraft", "maximumvesseldraught", "maxvesseldraft"),
}

_METRES = ("", "m", "metres", "meters")
_FEET = ("ft", "feet")

HEADERS = {
    "name": ("mainportname", "portname"),
    "alternate": ("alternateportname", "alternatename", "alternateportnames", "altportname"),
    "unlocode": ("unlocode", "locode"),
    "number": ("worldportindexnumber", "wpinumber", "indexno", "indexnumber", "portnumber"),
    "territory": ("countrycode", "country", "wpicountrycode", "countryname"),
    "lat": ("latitude", "lat", "ycoord"),
    "lon": ("longitude", "lon", "long", "xcoord"),
    "size": ("harborsize",),
    "type": ("harbortype",),
    "security": ("portsecurity",),
    "entry": ("firstportofentry", "portofentr", "portofentry"),
    **{field: tuple(name + unit for unit in _METRES for name in names) for field, names in _DEPTHS.items()},
    **{f"{field}_feet": tuple(name + unit for unit in _FEET for name in names) for field, names in _DEPTHS.items()},
}
"""Headers of each field, squashed."""

NEEDED = {
    "name": "the port's name",
    "territory": "the country",
    "lat": "the latitude",
    "lon": "the longitude",
    "size": "the harbor size",
}
"""Fields without which a table is no World Port Index."""

DEPTH_LETTERS = {
    "A": 23.2,
    "B": 21.6,
    "C": 20.1,
    "D": 18.6,
    "E": 17.1,
    "F": 15.5,
    "G": 14.0,
    "H": 12.5,
    "J": 11.0,
    "K": 9.4,
    "L": 7.9,
    "M": 6.4,
    "N": 4.9,
    "O": 3.4,
    "P": 1.8,
    "Q": 0.0,
}
"""The least depth, metres, of the band that a letter of the old layout stands for; that of Q begins at nothing."""

SIZES = {
    "l": HarbourSize.LARGE,
    "m": HarbourSize.MEDIUM,
    "s": HarbourSize.SMALL,
    "v": HarbourSize.VERY_SMALL,
    "large": HarbourSize.LARGE,
    "medium": HarbourSize.MEDIUM,
    "small": HarbourSize.SMALL,
    "verysmall": HarbourSize.VERY_SMALL,
}
"""Size by what files say, squashed."""

TYPES = {
    "cn": HarbourType.COASTAL_NATURAL,
    "cb": HarbourType.COASTAL_BREAKWATER,
    "ct": HarbourType.COASTAL_TIDE_GATE,
    "rn": HarbourType.RIVER_NATURAL,
    "rb": HarbourType.RIVER_BASIN,
    "rt": HarbourType.RIVER_TIDE_GATE,
    "lc": HarbourType.CANAL_OR_LAKE,
    "or": HarbourType.OPEN_ROADSTEAD,
    "th": HarbourType.TYPHOON_HARBOUR,
    "coastalnatural": HarbourType.COASTAL_NATURAL,
    "coastalbreakwater": HarbourType.COASTAL_BREAKWATER,
    "coastaltidegate": HarbourType.COASTAL_TIDE_GATE,
    "coastaltidegates": HarbourType.COASTAL_TIDE_GATE,
    "rivernatural": HarbourType.RIVER_NATURAL,
    "riverbasin": HarbourType.RIVER_BASIN,
    "riverbasins": HarbourType.RIVER_BASIN,
    "rivertidegate": HarbourType.RIVER_TIDE_GATE,
    "rivertidegates": HarbourType.RIVER_TIDE_GATE,
    "canalorlake": HarbourType.CANAL_OR_LAKE,
    "lakeorcanal": HarbourType.CANAL_OR_LAKE,
    "openroadstead": HarbourType.OPEN_ROADSTEAD,
    "typhoonharbor": HarbourType.TYPHOON_HARBOUR,
}
"""Kind of harbour by what files say, squashed."""

IDLE = frozenset({"oid", "fid", "objectid", "x", "y", "latdeg", "latmin", "lathemi", "longdeg", "longmin", "longhemi"})
"""Headers, squashed, of what a row says in other columns, or of numbers that each export gives anew."""

_MEASURED = re.compile(r"(?:range|width|length|beam|draft|limit)(?:m|ft)?$")
_ANSWERS = {"y": True, "yes": True, "n": False, "no": False}
_QUANTITY = re.compile(r"(\d{1,6}(?:[.,]\d{0,20})?)")


def fits(headers: Sequence[str]) -> bool:
    """Tell whether headers are those of a World Port Index."""
    known = {squashed(header) for header in headers}
    return all(known.intersection(HEADERS[field]) for field in NEEDED)


def read(path: Path, *, name: str | None = None) -> Read[PortRow]:
    """Read a World Port Index.

    Args:
        path: a CSV or XLSX file.
        name: what messages call it; its own name by default.

    Raises:
        TableFileError: it cannot be read as a table, or is no World Port Index.
    """
    return read_sheet(read_table(path, name=name), name=name or path.name)


def read_sheet(sheet: Sheet, *, name: str) -> Read[PortRow]:
    """Read a World Port Index out of a table, as `read` does."""
    layout = Layout(sheet, HEADERS)
    layout.require(NEEDED, name=name, source=LABEL)
    return gathered(SOURCE, sheet.rows, lambda row: _port(layout, row), digest=sheet.digest)


def _port(layout: Layout, row: SheetRow) -> PortRow:
    name = layout.said(row, "name")
    if not name:
        raise RowError(layout.header("name"), "is blank. Write the port's name")
    place = _place(layout, row)
    said = layout.text(row, "territory")
    number = layout.text(row, "number")
    return PortRow(
        number=row.number,
        name=name,
        alternate_names=alternates(layout.said(row, "alternate"), name),
        unlocode=places.unlocode_of(layout.said(row, "unlocode")),
        wpi_number=places.wpi_number(number, column=layout.header("number")) if number else None,
        territory=places.territory(said, column=layout.header("territory")),
        territory_said=said,
        lon=place.lon,
        lat=place.lat,
        harbour_size=SIZES.get(squashed(layout.text(row, "size")), HarbourSize.UNKNOWN),
        harbour_type=TYPES.get(squashed(layout.text(row, "type")), HarbourType.UNKNOWN),
        depths=Depths(**{field: _depth(layout, row, field) for field in _DEPTHS}),
        port_security=_ANSWERS.get(layout.text(row, "security").casefold()),
        first_port_of_entry=_ANSWERS.get(layout.text(row, "entry").casefold()),
        attributes=_attributes(layout, row),
    )


def _attributes(layout: Layout, row: SheetRow) -> dict[str, str]:
    """Return what else a row says, without lengths of zero, which are unknown, and what is said twice."""
    told = ((*_title(header), text) for header, text in layout.others(row).items())
    return {title: text for title, measured, text in told if title and not (measured and not _quantity(text))}


@lru_cache(maxsize=1_024)
def _title(header: str) -> tuple[str, bool]:
    """Return what an attribute is called, blank for one that says nothing new, and whether it is a measure."""
    title = DBASE_TYPE.sub("", header)
    name = squashed(title)
    return "" if name in IDLE else title, bool(_MEASURED.search(name))


def alternates(text: str, name: str) -> tuple[str, ...]:
    """Return names that are set apart by semicolons, without the main one and each once."""
    names = (part.strip() for part in text.split(";"))
    return tuple(dict.fromkeys(part for part in names if part and part.casefold() != name.casefold()))


def _place(layout: Layout, row: SheetRow) -> Point:
    lon, lat = layout.text(row, "lon"), layout.text(row, "lat")
    for axis, text in (("lon", lon), ("lat", lat)):
        if not text:
            raise RowError(layout.header(axis), "is blank. Write the place in degrees, such as -18.1")
    return places.decimal_place(lon, lat, columns=(layout.header("lon"), layout.header("lat")))


def _depth(layout: Layout, row: SheetRow, field: str) -> float | None:
    """Return a depth or length in metres; None where it is unknown, which a zero means as well."""
    if field not in layout and f"{field}_feet" in layout:
        feet = _quantity(layout.text(row, f"{field}_feet"))
        return round(feet * METRES_PER_FOOT, 1) or None
    text = layout.text(row, field)
    return DEPTH_LETTERS.get(text.upper(), _quantity(text)) or None


def _quantity(text: str) -> float:
    """Return a number that is not negative, 0 for what is none."""
    found = _QUANTITY.fullmatch(text)
    return float(found[1].replace(",", ".")) if found else 0.0
