"""The legend of a printed map, in as many rows as it takes, and the scale bar beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dashboard.maps.palette import ADVISORY_GLYPH, ADVISORY_LABEL, LABELS, LIGHT, STATUS_ORDER
from dashboard.maps.spots import Box
from dashboard.paper.map_letters import plain, shortened, text_width
from dashboard.paper.map_panel import SMALL_PT
from dashboard.paper.map_plan import REACH_PT
from dashboard.paper.map_sheet import Pen
from dashboard.paper.map_signs import TRIP_PEN, advised_sign, badge, glyph
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.actions.brief_content import MapBlock
    from dashboard.paper.map_panel import Panel
    from dashboard.paper.map_sheet import Sheet
    from models.coverage import Status

ROW_PT, GAP_PT, SIGN_GAP_PT = 17.0, 12.0, 4.0
"""Height of a row, between two entries, and between a sign and its words, points."""

LONGEST_PT = 170.0
"""No words of the legend are wider, points."""

TRIP_SIGN_PT, MOST_TRIPS = 26.0, 9
"""Length of the line of a trip, points, and how many trips are told apart."""

SCALE_PT, SCALE_BAR_PT = 30.0, 6.0
"""Height of the scale with its words, and of the ends of its bar, points."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and what it means."""

    text: str
    sign: Callable[[Sheet, float, float], None]
    """Draws it, given where its left edge and its middle lie."""
    room: float
    """Width of the sign, points."""
    size: float = SMALL_PT

    @property
    def said(self) -> str:
        """Return what there is room for of the words."""
        return shortened(plain(self.text), LONGEST_PT, self.size)

    @property
    def width(self) -> float:
        """Return what it takes of a row, points."""
        return self.room + SIGN_GAP_PT + text_width(self.said, self.size) + GAP_PT


def entries(block: MapBlock) -> list[Entry]:
    """Make the legend: the count of each status, the advisories in force, the trips by name."""
    counts = Counter(mark.status for mark in block.marks)
    found = [
        Entry(f"{LABELS[status]} {counts[status]}", partial(_status_sign, status=status), 2 * REACH_PT)
        for status in STATUS_ORDER
        if counts[status]
    ]
    advised = sum(mark.advisory for mark in block.marks)
    if advised:
        found.append(Entry(f"{ADVISORY_GLYPH} {ADVISORY_LABEL} {advised}", _advised_sign, 2 * REACH_PT))
    several = len(block.paths) > 1
    for number, path in enumerate(block.paths[:MOST_TRIPS], start=1):
        sign = partial(_trip_sign, number=number if several else 0)
        found.append(Entry(path.name, sign, TRIP_SIGN_PT))
    if len(block.paths) > MOST_TRIPS:
        more = plural(len(block.paths) - MOST_TRIPS, "more trip")
        found.append(Entry(more, partial(_trip_sign, number=0), TRIP_SIGN_PT))
    return found


def _status_sign(sheet: Sheet, x: float, y: float, *, status: Status) -> None:
    glyph(sheet, x + REACH_PT, y, status, layer=9)


def _advised_sign(sheet: Sheet, x: float, y: float) -> None:
    advised_sign(sheet, x + REACH_PT, y)


def _trip_sign(sheet: Sheet, x: float, y: float, *, number: int) -> None:
    sheet.line([(x, y), (x + TRIP_SIGN_PT, y)], TRIP_PEN, layer=8)
    if number:
        badge(sheet, x + TRIP_SIGN_PT / 2, y, number, layer=9)


def rows(entries: Sequence[Entry], width: float, *, scale: float) -> list[list[Entry]]:
    """Divide the legend into rows of at most a width; those beside the scale leave room for that."""
    found: list[list[Entry]] = []
    for entry in entries:
        room = width - scale if (len(found) - 1) * ROW_PT < SCALE_PT else width
        if not found or sum(one.width for one in [*found[-1], entry]) - GAP_PT > room:
            found.append([])
        found[-1].append(entry)
    return found


def draw_legend(sheet: Sheet, lines: Sequence[Sequence[Entry]], left: float, top: float) -> None:
    """Draw the rows of a legend."""
    for number, line in enumerate(lines):
        x, y = left, top + ROW_PT * (number + 0.5)
        for entry in line:
            entry.sign(sheet, x, y)
            sheet.text((x + entry.room + SIGN_GAP_PT, y), entry.said, entry.size)
            x += entry.width


def scale_words(panel: Panel) -> str:
    """Say how long the bar is, and where: an equal-area map keeps lengths in its middle only."""
    length, _ = panel.scale()
    return f"{length:,} nm {'along the equator' if panel.frame.whole else 'in the middle'}"


def scale_width(panel: Panel) -> float:
    """Return the width that the scale takes, points."""
    return max(panel.scale()[1], text_width(scale_words(panel), SMALL_PT)) + GAP_PT


def draw_scale(sheet: Sheet, panel: Panel, right: float, top: float) -> Box:
    """Draw a scale bar with its upper right corner at a place, and return what it covers."""
    _, long = panel.scale()
    y = top + SCALE_PT - 8
    points = [(right - long, y - SCALE_BAR_PT), (right - long, y), (right, y), (right, y - SCALE_BAR_PT)]
    sheet.line(points, Pen(LIGHT.label, 1.0), layer=8)
    sheet.text((right, top + ROW_PT / 2), scale_words(panel), SMALL_PT, ha="right")
    return Box(right - scale_width(panel) + GAP_PT, top, right, top + SCALE_PT)
