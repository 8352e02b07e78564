"""The strip of events as a picture: what happened and what is booked, each on its day, over a scale of quarters.

Places across are percentages and heights are pixels, so the picture stretches to the slider below it and its words keep
their size.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.maps.palette import Palette

INSET = 6
"""Pixels from the edge of the picture to its first day: half the slider's thumb."""

TOP, ROW = 16, 10
"""Of the first row of marks, and from one row to the next, in pixels."""

SCALE = TOP + 3 * ROW + 1
"""Where the scale lies."""

HEIGHT = SCALE + 17
"""Of the whole, in pixels."""

LETTER, GAP, SIGN = 6.2, 10, 12
"""Mean width of a letter of the key, the room between two entries, and that of a sign, in pixels."""

EDGE = 2.0
"""Percent from an end within which a tick of the scale bears no label: it would be cut off."""

SIGNS = (
    '<path id="e0" d="M0 0v8" stroke="{0.label}" stroke-width="1.5"/>',
    '<circle id="e1" cy="4" r="3" fill="{0.page}" stroke="{0.selected}" stroke-width="1.5"/>',
    '<path id="e2" d="M0 0l4 4l-4 4l-4-4z" fill="{0.advisory}" stroke="{0.page}"/>',
)
"""How the marks of each row look: no two have one shape, so that colour is not the only carrier."""

TODAY = '<path id="now" d="M0 0v{1}" stroke="{0.label}" stroke-dasharray="3 2"/>'
AS_OF = '<path id="as-of" d="M0 0v{1}" stroke="{0.label}" stroke-width="2"/>'
"""The lines of today and of the as-of day, through all rows."""

MONTHS = {4: "Apr", 7: "Jul", 10: "Oct"}
"""The quarters that bear their month; the first bears its year."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What the picture shows."""

    first: date
    """At its left end."""
    last: date
    """At its right end."""
    today: date
    """Marked by a dashed line."""
    as_of: date
    """Marked by a solid line, where it lies within."""
    rows: tuple[tuple[str, tuple[date, ...]], ...]
    """From the top: what the marks are, and their days."""

    def within(self, days: tuple[date, ...]) -> list[date]:
        """Return the days that the strip shows, in order."""
        return sorted(day for day in days if self.first <= day <= self.last)

    def place(self, day: date) -> float:
        """Return how far along the strip a day lies, in percent."""
        return round(100 * (day - self.first).days / (self.last - self.first).days, 1)

    def key(self) -> list[str]:
        """Return the words of the key: each row with the number of its marks."""
        return [f"{name} {len(self.within(days)):,}" for name, days in self.rows]


def draw(strip: Strip, palette: Palette) -> str:
    """Draw the strip as SVG."""
    signs = "".join((*SIGNS, TODAY, AS_OF)).format(palette, SCALE - TOP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{HEIGHT}" '
        f'font-family="sans-serif" font-size="11" fill="{palette.label}"><defs>{signs}</defs>{_key(strip)}'
        f'<svg x="{INSET}" width="calc(100% - {2 * INSET}px)" overflow="visible">'
        f"{_scale(strip, palette)}{_lines(strip)}{_marks(strip)}</svg></svg>"
    )


def _key(strip: Strip) -> str:
    """Name the marks in one line above them."""
    entries = [*((f"e{row}", words) for row, words in enumerate(strip.key())), ("now", "Today")]
    lefts = accumulate((SIGN + LETTER * len(words) + GAP for _, words in entries), initial=INSET)
    return "".join(
        f'<svg x="{left:.0f}" y="2" height="8" overflow="hidden" width="{SIGN}"><use href="#{sign}" x="4"/></svg>'
        f'<text x="{left + SIGN:.0f}" y="10">{words}</text>'
        for left, (sign, words) in zip(lefts, entries, strict=False)
    )


def _marks(strip: Strip) -> str:
    """Draw each row of marks in a box of its own, which says once how high they stand."""
    rows = (
        "".join(f'<use href="#e{row}" x="{place}%"/>' for place in dict.fromkeys(map(strip.place, strip.within(days))))
        for row, (_, days) in enumerate(strip.rows)
    )
    return "".join(f'<svg y="{TOP + row * ROW}" overflow="visible">{marks}</svg>' for row, marks in enumerate(rows))


def _lines(strip: Strip) -> str:
    lines = (("now", strip.today), ("as-of", strip.as_of))
    return "".join(f'<use href="#{sign}" x="{strip.place(day)}%" y="{TOP}"/>' for sign, day in lines if _in(strip, day))


def _in(strip: Strip, day: date) -> bool:
    return strip.first <= day <= strip.last


def _scale(strip: Strip, palette: Palette) -> str:
    """Draw a line with a tick at the start of every quarter, the year or the month below."""
    line = f'<rect y="{SCALE}" width="100%" height="1" fill="{palette.date_line}"/>'
    return line + "".join(_tick(strip, day, palette) for day in _quarters(strip))


def _tick(strip: Strip, day: date, palette: Palette) -> str:
    place = strip.place(day)
    tick = f'<rect x="{place}%" y="{SCALE}" width="1" height="4" fill="{palette.label}"/>'
    weight, words = ("400", MONTHS[day.month]) if day.month in MONTHS else ("700", str(day.year))
    label = f'<text x="{place}%" y="{HEIGHT - 2}" text-anchor="middle" font-weight="{weight}">{words}</text>'
    return tick + label if EDGE <= place <= 100 - EDGE else tick


def _quarters(strip: Strip) -> Iterator[date]:
    days = (date(year, month, 1) for year in range(strip.first.year, strip.last.year + 1) for month in (1, *MONTHS))
    return (day for day in days if _in(strip, day))
