"""What stands around a map that is handed out by itself: marking, title, dates, sources, disclaimer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.actions.scope import marking_line
from dashboard.maps.spots import Box
from dashboard.paper.map_letters import plain, shortened, text_width, wrapped
from dashboard.paper.map_panel import SMALL_PT
from dashboard.paper.typesetting import banded
from models.wording import DISCLAIMER

if TYPE_CHECKING:
    from dashboard.paper.map_frame import MapFrame
    from dashboard.paper.map_sheet import Sheet

BAND_PT, TITLE_PT, TITLE_HIGH_PT, LINE_PT, SIDE_PT, EDGE_PT = 18.0, 17.0, 38.0, 14.0, 14.0, 4.0
"""Height of a marking band, size of the title and height of its line, height of a line of notes, what is left free
beside the words, and above and below a map without notes, points."""

MOST_LINES = 6
"""Lines of the data cut-off; what does not fit takes an ellipsis."""


@dataclass(frozen=True, slots=True)
class MapNotes:
    """What stands around a map that is handed out by itself."""

    marking: str
    colour: str
    """Of the marking's band, `#rrggbb`."""
    made_at: str
    """Date-time group."""
    as_of: str
    """In words."""
    cutoff: str
    demo: bool


def room_around(sheet: Sheet, notes: MapNotes | None) -> tuple[float, float]:
    """Return where the map begins and where its legend ends, points from the upper edge."""
    if notes is None:
        return EDGE_PT, sheet.box.bottom - EDGE_PT
    return BAND_PT + TITLE_HIGH_PT, sheet.box.bottom - BAND_PT - LINE_PT * (len(_cutoff(sheet, notes)) + 1) - 12


def draw_around(sheet: Sheet, title: str, notes: MapNotes, frame: MapFrame) -> None:
    """Draw it."""
    _bands(sheet, notes)
    said = plain(f"As of {notes.as_of} · {notes.made_at}")
    y = BAND_PT + TITLE_HIGH_PT / 2
    room = sheet.box.right - 2 * SIDE_PT - text_width(said, SMALL_PT) - 24
    sheet.text((SIDE_PT, y), shortened(plain(title), room, TITLE_PT, bold=True), TITLE_PT, weight="bold")
    sheet.text((sheet.box.right - SIDE_PT, y), said, SMALL_PT, ha="right")
    projection = "Equal Earth, centred on 150°E" if frame.whole else "Lambert azimuthal equal-area"
    sources = f"Boundaries: Natural Earth, or as imported. {DISCLAIMER} Projection: {projection}."
    y = room_around(sheet, notes)[1] + 8 + LINE_PT / 2
    for line in [*_cutoff(sheet, notes), sources]:
        sheet.text((SIDE_PT, y), line, SMALL_PT)
        y += LINE_PT


def _bands(sheet: Sheet, notes: MapNotes) -> None:
    band = banded(notes.marking, notes.colour)
    room = sheet.box.right - 2 * SIDE_PT - text_width(marking_line("", demo=notes.demo), SMALL_PT, bold=True)
    said = marking_line(shortened(plain(band["marking"]), room, SMALL_PT, bold=True), demo=notes.demo)
    for top in (0.0, sheet.box.bottom - BAND_PT):
        sheet.rectangle(Box(0, top, sheet.box.right, top + BAND_PT), band["colour"], layer=7)
        middle = (sheet.box.right / 2, top + BAND_PT / 2)
        sheet.text(middle, said, SMALL_PT, ha="center", weight="bold", color=band["on_colour"])


def _cutoff(sheet: Sheet, notes: MapNotes) -> list[str]:
    return wrapped(plain(notes.cutoff), sheet.box.right - 2 * SIDE_PT, SMALL_PT, lines=MOST_LINES)
