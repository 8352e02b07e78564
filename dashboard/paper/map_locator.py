"""The small map of the Earth that says where on it a printed map lies."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import shapely
from cartopy import crs

from dashboard.maps.palette import LIGHT
from dashboard.maps.spots import Box
from dashboard.paper.map_frame import MapFrame
from dashboard.paper.map_panel import Panel
from dashboard.paper.map_sheet import Pen
from geodata.territories import FRAME_CENTRE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from dashboard.maps.spots import Spot
    from dashboard.paper.map_sheet import Sheet
    from geodata.territories import Boundaries

WIDTHS, SHARE, RATIO = (150.0, 120.0, 96.0), 0.3, 2.05
"""Widths that are tried, points, the share of the map that it takes at most, and its width over its height."""

AWAY, NEAR_PT = 4.0, 22.0
"""From it to the edge of the map, and from it to the next glyph, points."""

SHOWN = Pen(LIGHT.selected, 1.6)

LEAST = 7.0
"""What a map of less than this shows, points, is marked by a square of this size."""


def locator_box(area: Box, glyphs: Sequence[Spot], taken: Sequence[Box], land: Sequence[BaseGeometry]) -> Box | None:
    """Find a place at the edge of a map that covers nothing: as large as can be, far from glyphs, over least land."""
    for width, near in product(WIDTHS, (NEAR_PT, 8.0)):
        if width > (area.right - area.left) * SHARE:
            continue
        height = width / RATIO
        lefts = (area.right - width - AWAY, area.left + AWAY, (area.left + area.right - width) / 2)
        boxes = [
            Box(left, top, left + width, top + height)
            for left, top in product(lefts, (area.bottom - height - AWAY, area.top + AWAY))
        ]
        free = [
            box
            for box in boxes
            if all(box.distance(spot) > near for spot in glyphs) and not any(box.meets(other) for other in taken)
        ]
        if free:
            return min(free, key=lambda box: round(_covered(box, land)))
    return None


def _covered(box: Box, land: Sequence[BaseGeometry]) -> float:
    """Measure how much of some land a box covers, square points."""
    corners = (box.left, box.top, box.right, box.bottom)
    return sum(shapely.clip_by_rect(shape, *corners).area for shape in land)


def draw_locator(sheet: Sheet, box: Box, shown: Panel, boundaries: Boundaries, *, layer: float) -> None:
    """Draw it, with the outline of what a map shows."""
    world = Panel(_earth(), box, layer)
    sheet.rectangle(box, "white", layer=layer)
    world.draw(sheet, [(shape, LIGHT.filtered) for shape in world.lands(boundaries).values()], coast=None)
    rim = world.rim(shown.frame)
    west, north, east, south = rim.bounds
    if max(east - west, south - north) < LEAST:
        rim = shapely.box(*shapely.Point((west + east) / 2, (north + south) / 2).buffer(LEAST / 2).bounds)
    sheet.area([rim], "none", layer=layer + 6, edge=SHOWN, within=box)
    sheet.rectangle(box, "none", layer=layer + 7, edge=Pen(LIGHT.label, 0.8))


@lru_cache(maxsize=1)
def _earth() -> MapFrame:
    projection = crs.EqualEarth(central_longitude=FRAME_CENTRE)
    west, east = projection.x_limits
    high = (east - west) / RATIO / 2
    return MapFrame(projection, west, -high, east, high, (FRAME_CENTRE, 0.0), whole=True)
