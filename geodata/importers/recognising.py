"""Which source a file is of, told by its headers or its first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.importers import SOURCES, Source, gisis, unlocode, wpi
from geodata.importers.layers import is_layer
from geodata.importers.table import read_table
from geodata.importers.values import as_text

if TYPE_CHECKING:
    from pathlib import Path

HEADER_ROWS = 10
"""How many first rows may come before the header: notes and titles."""


def recognise(path: Path, *, name: str | None = None, sheet: str | None = None) -> Source:
    """Say which source a file is of; `table` if of none that has an importer of its own.

    Args:
        path: the file.
        name: what messages call it; its own name by default.
        sheet: which sheet of a workbook; the first visible one that is not blank by default.

    Raises:
        TableFileError: it cannot be read as a table although it is no layer.
    """
    if is_layer(path):
        return SOURCES["table"]
    table = read_table(path, name=name, sheet=sheet, header=False)
    for row in table.rows[:HEADER_ROWS]:
        headers = [as_text(value) for value in row.values]
        for importer, fits in ((wpi, wpi.fits), (gisis, gisis.fits), (unlocode, unlocode.fits_header)):
            if fits(headers):
                return SOURCES[importer.SOURCE]
    return SOURCES["unlocode" if unlocode.fits(table) else "table"]
