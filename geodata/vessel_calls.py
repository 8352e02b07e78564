"""A file of many vessels, each with its arrival and its last ports of call in one row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.call_labels import goes_on, is_passed_over, names_calls
from geodata.importers.layout import Layout
from geodata.importers.rows import RowError, gathered
from geodata.importers.table import read_table
from geodata.importers.values import parse_date
from geodata.port_calls import PastedCalls, RawCall, parse_calls

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from geodata.importers.rows import Read
    from geodata.importers.table import SheetRow

SOURCE = "vessel_calls"
"""What rejected rows call this file."""

_ARRIVALS = (
    "arrival arrivaldate dateofarrival eta ata arrivalus arrivalinus usarrival usarrivaldate arrivaldateus"
    " dateofusarrival arrivaldateinus etaus useta"
)
_FIELDS = {
    "vessel": ("vessel", "vesselname", "ship", "shipname", "shipvessel", "vesselship", "name", "imo", "imonumber"),
    "arrival": tuple(_ARRIVALS.split()),
}
NEEDED = {"vessel": "the vessel", "arrival": "the day of arrival in the United States"}
"""Fields without which a table is no list of vessels."""


@dataclass(frozen=True, slots=True)
class VesselCalls:
    """A vessel with its arrival and its calls, as the file has them."""

    number: int
    """Number of its row in the file."""
    vessel: str
    arrival: date
    pasted: PastedCalls
    """Its calls, from the columns in their order, the newest first."""


def read_vessels(
    path: Path,
    *,
    name: str | None = None,
    codes: Collection[str] = (),
    names: Collection[str] = (),
    day_first: bool | None = None,
    arrival: date | None = None,
) -> Read[VesselCalls]:
    """Read a CSV or XLSX file of vessels; a column holds one call or several.

    Args:
        path: where the file lies.
        name: what messages call it.
        codes: the UN/LOCODEs that are known.
        names: the folded names of ports that hold a comma or a dash.
        day_first: whether `03/04/2026` is 3 April; None where nobody said.
        arrival: the day of vessels whose row says none.

    Raises:
        TableFileError: it cannot be read, or lacks a column.
    """
    sheet = read_table(path, name=name)
    layout = Layout(sheet, _FIELDS)
    needed = NEEDED if arrival is None else {"vessel": NEEDED["vessel"]}
    layout.require(needed, name=name or path.name, source="list of vessels")

    of_calls = _columns_of_calls(sheet.headers, {layout.header(field) for field in _FIELDS})

    def vessel_calls(row: SheetRow) -> VesselCalls:
        vessel = layout.text(row, "vessel")
        day = parse_date(layout.value(row, "arrival"), column=layout.header("arrival"), day_first=day_first) or arrival
        if not vessel or day is None:
            blank = "arrival" if vessel else "vessel"
            raise RowError(layout.header(blank), f"is blank. Write {NEEDED[blank]}")
        said = layout.others(row)
        cells = _cells(said, of_calls)
        pasted = [parse_calls(cell, codes=codes, names=names, day_first=day_first) for cell in cells]
        left = [f"{header}: {text}" for header, text in said.items() if header not in of_calls]
        return VesselCalls(row.number, vessel, day, _joined(pasted, filter(_may_hold_calls, left)))

    return gathered(SOURCE, sheet.rows, vessel_calls, digest=sheet.digest)


def _columns_of_calls(headers: Sequence[str], others: Collection[str]) -> dict[str, str]:
    """Return the columns that hold calls, each with the one whose calls it goes on about.

    Where no header tells, all may but the `others` and those that tell something else.
    """
    columns: dict[str, str] = {}
    has_calls = any(names_calls(header) for header in headers)
    for before, header in pairwise(["", *headers]):
        if goes_on(header) and before in columns:
            columns[header] = columns[before] or before
        elif names_calls(header) or not (has_calls or header in others or _tells_of_else(header)):
            columns[header] = ""
    return columns


def _tells_of_else(header: str) -> bool:
    return goes_on(header) or is_passed_over(f"{header}: ")


def _cells(said: Mapping[str, str], columns: Mapping[str, str]) -> list[str]:
    """Return the cells that hold calls; a port's territory or code stands behind it, whatever column says it."""
    cells: dict[str, str] = {}
    for header, text in said.items():
        if header in columns:
            port = columns[header] or header
            cells[port] = f"{cells[port]}, {text}" if port in cells else text
    return list(cells.values())


def _may_hold_calls(said: str) -> bool:
    """Tell whether what a column that is not of calls says may be one all the same."""
    return not is_passed_over(said) and re.search(r"[^\W\d_]{3}", said.partition(": ")[2]) is not None


def _joined(cells: list[PastedCalls], left: Iterable[str]) -> PastedCalls:
    calls: list[RawCall] = []
    for cell in cells:
        calls.extend(cell.calls)
    unread = (*(text for cell in cells for text in cell.unread), *left)
    return PastedCalls(tuple(calls), unread, tuple(dict.fromkeys(doubt for cell in cells for doubt in cell.doubts)))
