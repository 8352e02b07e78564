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
    from collections.abc import Iterable

    from dashboard.maps.palette import Palette

WEST, EAST = 41.0, 228.0
"""From the Mozambique Channel west of Madagascar to the sea east of French Polynesia, in the frame."""

SOUTH, NORTH = -48.0, 46.0
"""From the south of New Zealand to the north of Japan."""

TILE = 512
"""Pixels that the whole equator takes at zoom 0."""

MIN_ZOOM, MAX_ZOOM = 0.25, 9.0
"""The whole area in a phone's width; a port's approaches. The boundaries carry no more detail than that."""


CLOSE_ZOOM = 5.0
"""For a single point: its neighbours are in sight."""

MARGIN = 0.1
"""Share of the map left free on each side of what is fitted."""


AROUND = 3.0
"""Degrees of sea left around a partner that lies outside the area."""

NO_SPAN = 1e-6
"""Halves of the equator below which points are one: 20 metres."""

FARTHEST = 84.0
"""Latitude where the map ends."""


def opening_view(width_px: int, height_px: int, strangers: Iterable[tuple[float, float]] = ()) -> pdk.ViewState:
    """Show the whole area of responsibility in a map of this size.

    Args:
        width_px: The narrowest map to serve; a wider one shows more sea on both sides.
        height_px: The height the map is drawn at.
        strangers: Partners added to those that the area was drawn around, as longitude in the frame and latitude.
    """
    corners = [(WEST, SOUTH), (EAST, NORTH), *(corner for lon, lat in strangers for corner in _around(lon, lat))]
    west, east = min(lon for lon, _ in corners), max(lon for lon, _ in corners)
    south, north = (_mercator(edge([lat for _, lat in corners])) for edge in (min, max))
    zoom = min(_fit(width_px, (east - west) / 180), _fit(height_px, north - south))
    return _view_state((west + east) / 2, (south + north) / 2, zoom)


def _around(lon: float, lat: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return two corners that leave some sea around a point."""
    return (lon - AROUND, _within(lat - AROUND)), (lon + AROUND, _within(lat + AROUND))


def fitted_view(points: Iterable[tuple[float, float]], width_px: int, height_px: int) -> pdk.ViewState:
    """Show all of some points, with a margin, in a map of this size.

    Args:
        points: Longitude in the frame and latitude, degrees; without any, the opening view results.
        width_px: The narrowest map to serve.
        height_px: The height the map is drawn at.
    """
    found = list(points)
    if not found:
        return opening_view(width_px, height_px)
    lons, ordinates = [lon for lon, _ in found], [_mercator(_within(lat)) for _, lat in found]
    across, up = (max(lons) - min(lons)) / 180, max(ordinates) - min(ordinates)
    free = 1 - 2 * MARGIN
    zooms = [_fit(free * size, span) for size, span in ((width_px, across), (height_px, up)) if span > NO_SPAN]
    zoom = min(zooms, default=CLOSE_ZOOM)
    return _view_state((max(lons) + min(lons)) / 2, (max(ordinates) + min(ordinates)) / 2, zoom)


def _view_state(lon: float, ordinate: float, zoom: float) -> pdk.ViewState:
    """Look at a place given by its Mercator ordinate."""
    return pdk.ViewState(
        longitude=round(lon, 3),
        latitude=round(degrees(atan(sinh(ordinate * pi))), 2),
        zoom=round(min(MAX_ZOOM, max(MIN_ZOOM, zoom)), 2),
        min_zoom=MIN_ZOOM,
        max_zoom=MAX_ZOOM,
    )


def _within(lat: float) -> float:
    """Keep a latitude on the map, which has no poles."""
    return max(-FARTHEST, min(FARTHEST, lat))


def map_view(palette: Palette, *, keyboard: bool = True) -> pdk.View:
    """Move by mouse, touch and keyboard, flat and north up, and never past the edges of the frame.

    `normalize` would wrap the camera at 180° and `repeat` would draw, and pick, everything twice; bounds do without
    both. Without `keyboard` the arrows are left to the page.
    """
    return pdk.View(
        type="MapView",
        clear=True,
        clear_color=list(rgb(palette.ocean)),
        controller={
            "keyboard": keyboard,
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


def _mercator(lat: float) -> float:
    """Mercator ordinate in units of half the equator."""
    return asinh(tan(radians(lat))) / pi


def _fit(size_px: float, halves: float) -> float:
    """Zoom at which a stretch, in halves of the equator, takes so many pixels."""
    return log2(size_px / (halves / 2 * TILE))
