"""Comma-separated values that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RUNS_IN_A_SPREADSHEET = frozenset("=+-@\t\r")
_BEGINS_A_CELL = re.compile(r"([,;][\s\x00-\x1f\"']*)([^\s\x00-\x1f\"',;])")


def neutral(value: Any) -> Any:  # noqa: ANN401 - any cell
    """Keep a text cell from being run as a formula, its full-width forms included; numbers stay numbers.

    A text that begins with apostrophes before such a sign gets one more, so that `restored` gives back every text.
    """
    if not isinstance(value, str) or not value:
        return value
    return f"'{value}" if _would_run(value.lstrip("'")) else value


def restored(text: str) -> str:
    """Undo `neutral` on a text cell, so that what was exported can be read back."""
    return text[1:] if text.startswith("'") and _would_run(text.lstrip("'")) else text


def _would_run(text: str) -> bool:
    return bool(text) and unicodedata.normalize("NFKC", text[0]) in _RUNS_IN_A_SPREADSHEET


def _comment(note: str) -> str:
    """Write a note as one line, of which no part runs where a spreadsheet divides it at commas."""
    return _BEGINS_A_CELL.sub(lambda found: found[1] + str(neutral(found[2])), " ".join(note.split()))


def to_csv(rows: Sequence[Mapping[str, Any]], *, note: str = "", headers: Sequence[str] = ()) -> str:
    """Write rows with a header line; blanks for None.

    Args:
        rows: mappings with the same keys, in the order of the columns.
        note: marking and disclaimer, written as a comment line above the header.
        headers: names of the columns; the keys of the first row where none are given.
    """
    out = io.StringIO()
    if note:
        out.write(f"# {_comment(note)}\r\n")
    if named := list(headers or (rows[0] if rows else ())):
        writer = csv.writer(out)
        writer.writerow(named)
        writer.writerows([neutral(row.get(name)) for name in named] for row in rows)
    return out.getvalue()
