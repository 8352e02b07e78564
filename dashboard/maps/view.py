"""Where the map opens and how far the camera may go.

The frame is Pacific-centred: longitudes run from 30° W through 180° to 30° W again as -30 to 330. Python never learns
how wide the browser draws the map, so the opening view is worked out for an assumed width and height and then stays
constant, which leaves the camera where the user put it.
"""

from __future__ import annotations

from math import asinh, atan, degrees, log2, pi, radians, sinh, tan
from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.contrast import rgb

if TYPE_CHECKING:
    from dashboard.maps.palette import Palette

WEST, EAST = 41.0, 228.0
"""From the Mozambique Channel west of Madagascar to the sea east of French Polynesia, in the frame."""

SOUTH, NORTH = -48.0, 46.0
"""From the south of New Zealand to the north of Japan."""

TILE = 512
"""Pixels that the whole equator takes at zoom 0."""

MIN_ZOOM, MAX_ZOOM = 0.5, 9.0
"""The whole world in a phone's width; a port's approaches. The boundaries carry no more detail than that."""


def opening_view(width_px: int, height_px: int) -> pdk.ViewState:
    """Show the whole area of responsibility in a map of this size.

    Args:
        width_px: The narrowest map to serve; a wider one shows more sea on both sides.
        height_px: The height the map is drawn at.
    """
    zoom = min(_fit(width_px, _across()), _fit(height_px, _mercator(NORTH) - _mercator(SOUTH)))
    middle = degrees(atan(sinh((_mercator(NORTH) + _mercator(SOUTH)) / 2 * pi)))
    return pdk.ViewState(
        longitude=(WEST + EAST) / 2,
        latitude=round(middle, 2),
        zoom=round(max(MIN_ZOOM, zoom), 2),
        min_zoom=MIN_ZOOM,
        max_zoom=MAX_ZOOM,
    )


def map_view(palette: Palette) -> pdk.View:
    """Move by mouse, touch and keyboard, flat and north up, and never past the edges of the frame.

    `normalize` would wrap the camera at 180° and `repeat` would draw, and pick, everything twice; bounds do without
    both.
    """
    return pdk.View(
        type="MapView",
        clear=True,
        clear_color=list(rgb(palette.ocean)),
        controller={
            "keyboard": True,
            "dragRotate": False,
            "touchRotate": False,
            "normalize": False,
            "maxBounds": [[-30, -72], [330, 82]],
        },
    )


def pixels(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """Place a point of the frame on the plane of a zoom, in pixels, x to the east and y to the south."""
    scale = TILE * 2**zoom
    return lon / 360 * scale, -_mercator(lat) / 2 * scale


def _across() -> float:
    return (EAST - WEST) / 180


def _mercator(lat: float) -> float:
    """Mercator ordinate in units of half the equator."""
    return asinh(tan(radians(lat))) / pi


def _fit(size_px: int, halves: float) -> float:
    """Zoom at which a stretch, in halves of the equator, takes so many pixels."""
    return log2(size_px / (halves / 2 * TILE))
