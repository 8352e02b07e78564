"""Which column of a known source holds which field, however its headers are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.errors import TableFileError
from geodata.importers.columns import normalised
from geodata.importers.values import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.importers.table import Sheet, SheetRow, Value

DBASE_TYPE = re.compile(r",[CNDLF],\d+(,\d+)?$")
"""What a conversion from dBASE leaves behind a header: `PORT_NAME,C,254`."""

UNKNOWN = frozenset({"", "unknown", "u", "n/a", "nan", "null", "none given", "-"})
"""What cells say that say nothing, in small letters."""


def squashed(header: str) -> str:
    """Bring a header to its bare letters and figures, in American spelling: `HARBORSIZE,C,254` is `harborsize`."""
    return normalised(DBASE_TYPE.sub("", header.strip())).replace(" ", "").replace("harbour", "harbor")


class Layout:
    """The columns of one table by field."""

    def __init__(self, sheet: Sheet, names: Mapping[str, Sequence[str]]) -> None:
        """Find the columns.

        Args:
            sheet: the table.
            names: for each field the headers that it goes by, squashed, the likelier first.
        """
        self._headers = sheet.headers
        places = {squashed(header): place for place, header in reversed(list(enumerate(sheet.headers)))}
        self._places = {
            field: next(places[name] for name in known if name in places)
            for field, known in names.items()
            if any(name in places for name in known)
        }
        self._others = sorted(set(range(len(sheet.headers))) - set(self._places.values()))

    def __contains__(self, field: str) -> bool:
        return field in self._places

    def require(self, fields: Mapping[str, str], *, name: str, source: str) -> None:
        """Refuse a table that lacks a column.

        Args:
            fields: what messages call each field that is needed.
            name: what messages call the file.
            source: what messages call the source.

        Raises:
            TableFileError: a column is missing.
        """
        missing = [label for field, label in fields.items() if field not in self]
        if missing:
            raise TableFileError(f"{name} is no {source}: it has no column for {', '.join(missing)}. Check the file")

    def header(self, field: str) -> str:
        """Return the header of a field as written, the field's name if it has no column."""
        return self._headers[self._places[field]] if field in self else field

    def value(self, row: SheetRow, field: str) -> Value:
        """Return a cell as it is; None where it is blank, says that it is unknown, or has no column."""
        return row.values[self._places[field]] if self.text(row, field) else None

    def text(self, row: SheetRow, field: str) -> str:
        """Return a cell as text; nothing where it is blank, says that it is unknown, or has no column."""
        text = self.said(row, field)
        return "" if text.casefold() in UNKNOWN else text

    def said(self, row: SheetRow, field: str) -> str:
        """Return a cell as text, such as a name or a code that may be `NAN`; nothing where it is blank or not there."""
        return " ".join(as_text(row.values[self._places[field]]).split()) if field in self else ""

    def others(self, row: SheetRow) -> dict[str, str]:
        """Return what else a row says, by header as written, without what is blank or unknown."""
        texts = ((self._headers[place], as_text(row.values[place])) for place in self._others)
        return {header: text for header, text in texts if text.casefold() not in UNKNOWN}
