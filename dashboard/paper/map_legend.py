"""The legend of a printed map: its lines with their counts, divided into rows, and how wide words are."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.textpath import TextPath

from dashboard.maps.palette import ADVISORY_GLYPH, ADVISORY_LABEL, LABELS, STATUS_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.brief_content import MapMark
    from models.coverage import Status

WORDS_PT = 10.0
"""Size of all words of a map but its title, points."""

ROW_PT, GLYPH_ROOM_PT, GAP_PT, SCALE_WIDTH_PT = 14.0, 14.0, 12.0, 120.0
"""Of the legend: height of a row, what its glyph takes, what is left between two entries, and what the scale beside it
needs, points."""

BOLDER = 1.12
"""So much wider bold words are."""


class Entry(NamedTuple):
    """A line of the legend; without a status it is that of the advisories."""

    status: Status | None
    text: str


def entries(marks: Sequence[MapMark]) -> list[Entry]:
    """Count each status, and the advisories in force."""
    counts = Counter(mark.status for mark in marks)
    found = [Entry(status, f"{LABELS[status]} {counts[status]}") for status in STATUS_ORDER if counts[status]]
    advised = sum(mark.advisory for mark in marks)
    return [*found, Entry(None, f"{ADVISORY_GLYPH}  {ADVISORY_LABEL} {advised}")] if advised else found


def rows(lines: Sequence[Entry], width: float) -> list[list[Entry]]:
    """Divide the legend into rows, each of which leaves room for the scale beside it."""
    found: list[list[Entry]] = [[]]
    for entry in lines:
        if found[-1] and sum(map(width_of, [*found[-1], entry])) > width - SCALE_WIDTH_PT:
            found.append([])
        found[-1].append(entry)
    return found


def width_of(entry: Entry) -> float:
    """Return what a line of the legend takes with the gap behind it, points."""
    bold = entry.status is None
    return (BOLDER * text_width(entry.text) if bold else GLYPH_ROOM_PT + text_width(entry.text)) + GAP_PT


def one_line(text: str) -> str:
    """Keep a name to one line: no line break of a record breaks the page."""
    return " ".join(text.split())


def wrapped(text: str, width: float) -> list[str]:
    """Divide a text into lines that are no wider than something, points; a longer word stands alone on its line."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=512)
def text_width(text: str) -> float:
    """Measure a text in the size of names, points."""
    return float(TextPath((0, 0), one_line(text), size=WORDS_PT).get_extents().width) + 3 if text.strip() else 0.0
