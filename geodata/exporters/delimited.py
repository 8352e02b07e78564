"""Comma-separated values that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RUNS_IN_A_SPREADSHEET = frozenset("=+-@\t\r")


def neutral(value: Any) -> Any:  # noqa: ANN401 - any cell
    """Keep a text cell from being run as a formula, its full-width forms included; numbers stay numbers."""
    if not isinstance(value, str) or not value:
        return value
    first = unicodedata.normalize("NFKC", value[0])
    return f"'{value}" if first in _RUNS_IN_A_SPREADSHEET else value


def to_csv(rows: Sequence[Mapping[str, Any]], *, note: str = "") -> str:
    """Write rows with a header line; blanks for None.

    Args:
        rows: mappings with the same keys, in the order of the columns.
        note: marking and disclaimer, written as a comment line above the header.
    """
    out = io.StringIO()
    if note:
        out.write(f"# {' '.join(note.split())}\r\n")
    if rows:
        writer = csv.writer(out)
        writer.writerow(rows[0])
        writer.writerows([neutral(value) for value in row.values()] for row in rows)
    return out.getvalue()
