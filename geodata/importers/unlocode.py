"""UN/LOCODE: the official list of twelve columns, with or without headers, and a flattened copy without functions.

The function `1` makes a place a port. Official places of other functions, places without coordinates, and all of a
flattened copy only add to ports that are known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.errors import TableFileError
from geodata.importers import places
from geodata.importers.layout import Layout, squashed
from geodata.importers.rows import PortRow, RowError, Unused, gathered
from geodata.importers.table import Sheet, SheetRow, read_table
from geodata.importers.territory_names import prefixes
from geodata.importers.values import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from geodata.importers.rows import Read

SOURCE = "unlocode"
"""Name in the registry."""

LABEL = "UN/LOCODE"
"""Name on screen."""

HEADERS = {
    "change": ("change", "ch"),
    "prefix": ("country", "lo", "locodecountry", "countrycode"),
    "suffix": ("location", "code", "locodelocation"),
    "name": ("name",),
    "plain_name": ("namewodiacritics", "namewithoutdiacritics"),
    "subdivision": ("subdivision", "subdiv"),
    "status": ("status",),
    "function": ("function",),
    "changed_on": ("date",),
    "iata": ("iata",),
    "coordinates": ("coordinates",),
    "remarks": ("remarks",),
}
"""Headers of each field, squashed, in the order of the official columns."""

NEEDED = {"prefix": "the country", "suffix": "the location", "name": "the name", "function": "the function"}
"""Fields without which a table with headers is no UN/LOCODE list."""

SAMPLE = 200
"""How many of the first rows tell whether a file without headers is a list."""

MAJORITY = 0.9
"""Share of the sample that must look like the list."""

_FUNCTION = re.compile(r"[0-8B-]{8}|[0-8B]{1,8}", re.ASCII)
_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{3}", re.ASCII)
_PREFIX = re.compile(r"[A-Z]{2}", re.ASCII)
_REMOVED = "X"
_REFERENCE = "="
_OFFICIAL = {field: (f"column{chr(ord('a') + place)}",) for place, field in enumerate(HEADERS)}
_FLATTENED_COLUMNS = 5


def fits_header(headers: Sequence[str]) -> bool:
    """Tell whether headers are those of a UN/LOCODE list."""
    known = {squashed(header) for header in headers}
    return all(known.intersection(HEADERS[field]) for field in NEEDED)


def fits(sheet: Sheet) -> bool:
    """Tell whether a table read without headers is a UN/LOCODE list."""
    return _is_official(sheet) or _is_flattened(sheet)


def read(path: Path, *, name: str | None = None) -> Read[PortRow]:
    """Read a UN/LOCODE list, official or flattened.

    Args:
        path: a CSV or XLSX file.
        name: what messages call it; its own name by default.

    Raises:
        TableFileError: it cannot be read as a table, or is no such list.
    """
    sheet = read_table(path, name=name, header=False)
    first = [as_text(value) for value in sheet.rows[0].values]
    if fits_header(first):
        sheet = read_table(path, name=name)
        return _read(sheet, HEADERS)
    return read_sheet(sheet, name=name or path.name)


def read_sheet(sheet: Sheet, *, name: str) -> Read[PortRow]:
    """Read a list out of a table that was read without headers, as `read` does.

    Raises:
        TableFileError: it is no such list.
    """
    if _is_official(sheet):
        return _read(sheet, _OFFICIAL)
    if _is_flattened(sheet):
        return gathered(SOURCE, sheet.rows, _flattened, digest=sheet.digest)
    raise TableFileError(f"{name} is no UN/LOCODE list: its rows do not begin with UN/LOCODEs. Check the file")


def _read(sheet: Sheet, names: Mapping[str, Sequence[str]]) -> Read[PortRow]:
    layout = Layout(sheet, names)
    return gathered(SOURCE, sheet.rows, lambda row: _official(layout, row), digest=sheet.digest)


def _is_official(sheet: Sheet) -> bool:
    """Tell whether most rows have a prefix, a suffix and a function, in that order from the second column."""
    layout = Layout(sheet, _OFFICIAL)

    def fit(row: SheetRow) -> bool:
        prefix, function = layout.said(row, "prefix"), layout.said(row, "function")
        without = _is_heading(layout, row) or layout.said(row, "change") == _REFERENCE
        return bool(_PREFIX.fullmatch(prefix)) and (without or bool(_FUNCTION.fullmatch(function)))

    return "suffix" in layout and "function" in layout and _most(sheet, fit)


def _is_flattened(sheet: Sheet) -> bool:
    """Tell whether most rows begin with a whole code and end with a latitude and a longitude."""

    def fit(row: SheetRow) -> bool:
        texts = [as_text(value) for value in row.values]
        return bool(_CODE.fullmatch(texts[0])) and all(_is_number(text) for text in texts[-2:])

    return len(sheet.headers) >= _FLATTENED_COLUMNS and _most(sheet, fit)


def _most(sheet: Sheet, fit: Callable[[SheetRow], bool]) -> bool:
    sample = sheet.rows[:SAMPLE]
    return bool(sample) and sum(fit(row) for row in sample) >= MAJORITY * len(sample)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_heading(layout: Layout, row: SheetRow) -> bool:
    """Tell whether a row only names the territory of those below it."""
    return not layout.said(row, "suffix") and layout.said(row, "name").startswith(".")


def _official(layout: Layout, row: SheetRow) -> PortRow | Unused:
    if _is_heading(layout, row):
        return Unused("names a territory")
    change = layout.said(row, "change")
    if change == _REMOVED:
        return Unused("is marked for removal")
    if change == _REFERENCE or not layout.said(row, "suffix"):
        return Unused("refers to another name")
    prefix, suffix = layout.said(row, "prefix"), layout.said(row, "suffix")
    place = layout.said(row, "coordinates")
    spot = places.whole_minutes(place, column=layout.header("coordinates")) if place else None
    name, *others = _names(layout.said(row, "name"), layout.said(row, "plain_name"))
    return PortRow(
        number=row.number,
        name=_named(name, layout.header("name")),
        alternate_names=tuple(others),
        unlocode=_code(prefix + suffix, layout.header("suffix")),
        territory=prefixes().get(prefix),
        territory_said=prefix,
        lon=spot.lon if spot else None,
        lat=spot.lat if spot else None,
        creates="1" in layout.said(row, "function") and spot is not None,
        attributes=_attributes(layout, row),
    )


def _attributes(layout: Layout, row: SheetRow) -> dict[str, str]:
    labels = {"subdivision": "Subdivision", "status": "Status", "function": "Function", "iata": "IATA"}
    texts = {label: layout.said(row, field) for field, label in labels.items()}
    return {label: text for label, text in texts.items() if text}


def _flattened(row: SheetRow) -> PortRow:
    code, name, *_, lat, lon = [" ".join(as_text(value).split()) for value in row.values]
    main, *others = _names(name, "")
    return PortRow(
        number=row.number,
        name=_named(main, "Column B"),
        alternate_names=tuple(others),
        unlocode=_code(code, "Column A"),
        territory=prefixes().get(code[:2]),
        territory_said=code[:2],
        lat=places.decimal_degrees(lat, column="the last but one", axis="lat"),
        lon=places.decimal_degrees(lon, column="the last", axis="lon"),
        creates=False,
    )


def _code(text: str, column: str) -> str:
    if not _CODE.fullmatch(text):
        raise RowError(column, f"{places.quoted(text)} is no UN/LOCODE. Write five characters, such as FJSUV")
    return text


def _named(name: str, column: str) -> str:
    if not name:
        raise RowError(column, "is blank. Write the name of the place")
    return name


def _names(name: str, plain: str) -> list[str]:
    """Return the name, what it is called in brackets or after a stroke, and its plain form where that differs."""
    bare = re.sub(r"\s*\([^()]*\)", "", name).strip() or name
    bracketed = re.findall(r"\(([^()]+)\)", name) if bare != name else []
    main, *halves = [part.strip() for part in bare.split("/") if part.strip()] or [bare]
    plain_bare = re.sub(r"\s*\([^()]*\)", "", plain).strip()
    others = [*halves, *bracketed, plain_bare.split("/")[0].strip()]
    return [main, *(part for part in dict.fromkeys(others) if part and part != main)]
