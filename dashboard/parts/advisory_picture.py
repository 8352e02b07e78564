"""The timeline of advisories as a picture: one row for each territory, a bar while an advisory was in force.

Places across are percentages and heights are pixels, so the picture stretches and its words keep their size.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from dashboard.maps.advisory_palette import ADVISORY_PALETTES
from dashboard.maps.palette import PALETTES
from models.advisories import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.maps.palette import Theme

TOP, ROW, BAR = 22, 20, 10
"""Above the first row, from one row to the next, and of a bar, in pixels."""

BELOW = 20
"""Below the last row: the years once more."""

NAMES, NARROW_NAMES = 168, 112
"""Room for the names on the left, in pixels; the second on a phone."""

LETTER = 6.4
"""Mean width of a letter of a name, in pixels."""

EVERY, EVERY_NARROW = 2, 6
"""Every so many years bears its number; the second where there is little room."""

NARROW_PX = 640
"""What is narrower than this has little room, on a phone or not."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Days in a row in force, or of which one cannot tell."""

    first: date
    last: date
    answer: Answer


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What the picture shows of one territory."""

    name: str
    bars: Sequence[Bar]
    excepted: Sequence[date]
    """Days on which exceptions were printed or changed."""
    non_reporting: Sequence[date] = ()
    """Days on which it stood on a list of governments that had not reported: another measure."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the picture shows."""

    first: date
    last: date
    as_of: date
    """Marked by a line, where it lies within."""
    rows: Sequence[TimelineRow]
    theme: Theme
    narrow: bool = False
    known_to: date | None = None
    """Up to where facts are known; marked by a dashed line."""

    @property
    def height(self) -> int:
        """Of the whole, in pixels."""
        return TOP + ROW * len(self.rows) + BELOW

    def place(self, on: date) -> float:
        """Return how far along a day lies, in percent."""
        return round(100 * (on - self.first).days / (self.last - self.first).days, 2)

    def within(self, on: date) -> bool:
        """Tell whether a day is shown."""
        return self.first <= on <= self.last


def draw(timeline: Timeline) -> str:
    """Draw the timeline as SVG."""
    names = NARROW_NAMES if timeline.narrow else NAMES
    words = PALETTES[timeline.theme].label
    rows = "".join(_row(timeline, place) for place in range(len(timeline.rows)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{timeline.height}" font-family="sans-serif" '
        f'font-size="12" fill="{words}"><style>@media(max-width:{NARROW_PX}px){{.roomy{{display:none}}}}</style>'
        f"<defs>{_signs(timeline)}</defs>{_names(timeline, names)}"
        f'<svg x="{names}" width="calc(100% - {names + 8}px)" overflow="visible">'
        f"{_years(timeline)}{rows}{_lines(timeline)}</svg></svg>"
    )


def _signs(timeline: Timeline) -> str:
    """Define the hatching of what cannot be told, and the shapes of the marks."""
    palette, fill = PALETTES[timeline.theme], ADVISORY_PALETTES[timeline.theme].fill
    return (
        '<pattern id="open" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{palette.page}"/>'
        f'<rect width="2.5" height="6" fill="{fill[Answer.CANNOT_TELL]}"/></pattern>'
        f'<path id="excepted" d="M0 -5l5 5l-5 5l-5-5z" fill="{palette.page}" stroke="{palette.label}" '
        'stroke-width="1.5"/>'
        f'<circle id="unreported" r="3.5" fill="{palette.page}" stroke="{palette.date_line}" stroke-width="1.5"/>'
    )


def _names(timeline: Timeline, room: int) -> str:
    """Write the names at the left, cut where they are longer than the room."""
    letters = int((room - 12) / LETTER)
    return "".join(
        f'<text x="{room - 10}" y="{TOP + ROW * place + ROW / 2 + 4:g}" text-anchor="end">'
        f"{escape(row.name if len(row.name) <= letters else f'{row.name[: letters - 1]}…')}</text>"
        for place, row in enumerate(timeline.rows)
    )


def _years(timeline: Timeline) -> str:
    return "".join(_year(timeline, date(year, 1, 1)) for year in range(timeline.first.year, timeline.last.year + 1))


def _year(timeline: Timeline, on: date) -> str:
    """Draw a thin line at the start of a year, and its number above and below where it has room."""
    if not timeline.within(on):
        return ""
    place, colour = timeline.place(on), PALETTES[timeline.theme].graticule
    bottom = timeline.height - BELOW
    line = f'<rect x="{place}%" y="{TOP - 4}" width="1" height="{bottom - TOP + 8}" fill="{colour}"/>'
    since = on.year - timeline.first.year
    if since % (EVERY_NARROW if timeline.narrow else EVERY):
        return line
    roomy = ' class="roomy"' if since % EVERY_NARROW else ""
    return line + "".join(
        f'<text x="{place}%" y="{y}"{roomy} text-anchor="middle" font-size="11">{on.year}</text>'
        for y in (12, bottom + 16)
    )


def _row(timeline: Timeline, place: int) -> str:
    row, middle = timeline.rows[place], TOP + ROW * place + ROW // 2
    ground = f'<rect y="{middle}" width="100%" height="1" fill="{PALETTES[timeline.theme].graticule}"/>'
    marks = [("unreported", on) for on in row.non_reporting] + [("excepted", on) for on in row.excepted]
    return "".join(
        (
            ground,
            *_bars(timeline, row, middle - BAR // 2),
            *(f'<use href="#{sign}" x="{timeline.place(on)}%" y="{middle}"/>' for sign, on in marks),
        )
    )


def _bars(timeline: Timeline, row: TimelineRow, top: int) -> Iterator[str]:
    fill = ADVISORY_PALETTES[timeline.theme].fill
    for bar in sorted(row.bars, key=lambda bar: bar.answer is Answer.IN_FORCE):  # a single day in force is on top
        start, end = timeline.place(max(bar.first, timeline.first)), timeline.place(min(bar.last, timeline.last))
        in_force = bar.answer is Answer.IN_FORCE
        look = f'fill="{fill[bar.answer]}"' if in_force else f'fill="url(#open)" stroke="{fill[bar.answer]}"'
        yield f'<rect x="{start}%" y="{top}" width="{max(end - start, 0.3):.2f}%" height="{BAR}" rx="2" {look}/>'


def _lines(timeline: Timeline) -> str:
    """Draw the line of the as-of day through all rows, and dashed the day up to which facts are known."""
    palette, known = PALETTES[timeline.theme], timeline.known_to
    bottom = timeline.height - BELOW + 4
    lines = ""
    if known and timeline.within(known):
        place = timeline.place(known)
        lines = (
            f'<line x1="{place}%" x2="{place}%" y1="{TOP - 4}" y2="{bottom}" stroke="{palette.label}" '
            'stroke-dasharray="3 3"/>'
        )
    if timeline.within(timeline.as_of):
        place, height = timeline.place(timeline.as_of), bottom - TOP + 4
        lines += f'<rect x="{place}%" y="{TOP - 4}" width="2" height="{height}" fill="{palette.selected}"/>'
    return lines
