"""The signs of a printed map: glyphs of status, and the lines and numbers of trips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.maps.palette import LIGHT
from dashboard.paper.map_panel import SMALL_PT
from dashboard.paper.map_sheet import Pen
from models.coverage import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.paper.map_sheet import Sheet

MARKERS: Mapping[Status, tuple[str, float]] = {
    Status.CURRENT: ("o", 8.8),
    Status.DUE_SOON: ("^", 9.6),
    Status.OVERDUE: ("s", 8.2),
    Status.NEVER: ("D", 7.6),
    Status.NOT_ACCESSIBLE: ("X", 9.0),
}
"""The shapes of the palette's glyphs, as matplotlib names them, and their sizes, points: they look equally large."""

OUTLINE, ADVISED_PT = Pen(LIGHT.glyph_outline, 0.9), 3.2
"""Around a glyph, and by how much that of a partner under an advisory is larger for its dark rim, points."""

TRIP_PEN = Pen(LIGHT.trip, 1.3, (5.0, 3.0))
"""The way of a trip, broken while it is still ahead."""

BADGE_PT, BADGE_REACH = 13.5, 7.5
"""Diameter of the number of a trip, and half the room that it takes, points."""


def glyph(sheet: Sheet, x: float, y: float, status: Status, *, layer: float, advised: bool = False) -> None:
    """Draw the glyph of a status."""
    shape, size = MARKERS[status]
    if advised:
        sheet.marker(x, y, shape, size + ADVISED_PT, layer=layer, fill=LIGHT.advisory, edge=OUTLINE)
    sheet.marker(x, y, shape, size, layer=layer + 0.1, fill=LIGHT.fill[status], edge=OUTLINE)


def advised_sign(sheet: Sheet, x: float, y: float) -> None:
    """Draw the dark rim of an advisory around nothing."""
    shape, size = MARKERS[Status.CURRENT]
    sheet.marker(x, y, shape, size + ADVISED_PT, layer=9, fill=LIGHT.advisory, edge=OUTLINE)
    sheet.marker(x, y, shape, size, layer=9.1, fill="white", edge=OUTLINE)


def badge(sheet: Sheet, x: float, y: float, number: int, *, layer: float) -> None:
    """Draw the number of a trip."""
    sheet.marker(x, y, "o", BADGE_PT, layer=layer, fill="white", edge=Pen(LIGHT.trip, 1.0))
    sheet.text((x, y), str(number), SMALL_PT, layer=layer + 0.5, ha="center", color=LIGHT.trip, weight="bold")
