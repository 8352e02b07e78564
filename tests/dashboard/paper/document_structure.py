"""Documents read by their tags, as a screen reader does: tables by rows and cells, and all else in its order.

Lines that were broken are put together without blanks: a break behind a hyphen has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.dashboard.paper.document_reading import plain
from tests.dashboard.paper.office import program, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE = re.compile(r'( *)(?:"(?P<text>.*)"|(?P<tag>[A-Z]\w*)\b.*)')


@dataclass
class Structure:
    """What a document holds."""

    tables: list[list[list[str]]] = field(default_factory=list)
    """The cells of each, row by row, its head first."""
    text: str = ""
    """Everything else."""


def squeezed(text: str) -> str:
    """Leave out every blank."""
    return "".join(plain(text).split())


def structure(pdf: Path) -> Structure:
    """Read the tags of a document and what they hold."""
    found = Structure()
    tables: list[int] = []
    for depth, tag, text in _lines(run(program("pdfinfo"), "-struct-text", str(pdf))):
        while tables and tables[-1] >= depth:
            tables.pop()
        if tag == "Table":
            tables.append(depth)
            found.tables.append([])
        elif tag == "TR":
            found.tables[-1].append([])
        elif tag in {"TH", "TD"}:
            found.tables[-1][-1].append("")
        elif text and tables:
            found.tables[-1][-1][-1] += squeezed(text)
        elif text:
            found.text += squeezed(text)
    return found


def _lines(told: str) -> Iterator[tuple[int, str, str]]:
    """Return depth and tag of each element, or depth and text of what it holds."""
    for line in told.splitlines():
        match = _LINE.fullmatch(line)
        if match is not None:
            yield len(match[1]), match["tag"] or "", match["text"] or ""


def document_tables(found: Structure, counts: list[int]) -> list[list[list[str]]]:
    """Return its tables, put together where one goes on upon the next page under the same head.

    Args:
        found: the structure of the document.
        counts: of rows that each table has.
    """
    parts = iter(found.tables)
    whole: list[list[list[str]]] = []
    for count in counts:
        head, *rows = next(parts)
        while len(rows) < count:
            again, *more = next(parts)
            assert again == head
            rows += more
        whole.append([head, *rows])
    assert list(parts) == [], "no table is left over"
    return whole
