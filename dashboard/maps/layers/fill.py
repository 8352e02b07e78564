"""The land, each partner in the colour of its status.

The geometry comes by URL, once; a code per partner and a palette travel instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, pick, sublayer
from dashboard.maps.palette import STATUS_ORDER

if TYPE_CHECKING:
    from dashboard.maps.scene import Mark, Scene

ID = "land"
"""Of the layer."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw every polygon, filled; the pointer is caught by `zones`."""
    colour = pick(_colours(scene), f"('{_codes(scene)}')[properties.i]||0")
    return (
        pdk.Layer(
            "GeoJsonLayer",
            scene.boundaries_url,
            id=ID,
            stroked=False,
            pickable=False,
            **{SUBLAYER: sublayer("polygons-fill", "getFillColor", colour)},
        ),
    )


def _colours(scene: Scene) -> list[str]:
    """Other land, filtered-out partners, then the statuses in legend order."""
    palette = scene.palette
    return [palette.land, palette.filtered, *(palette.fill[status] for status in STATUS_ORDER)]


def _codes(scene: Scene) -> str:
    """One digit per feature: its colour's place in `_colours`."""
    codes = ["0"] * (max((mark.index for mark in scene.marks), default=-1) + 1)
    for mark in scene.marks:
        codes[mark.index] = str(_code(mark, coloured=scene.on("status")))
    return "".join(codes)


def _code(mark: Mark, *, coloured: bool) -> int:
    return 1 if mark.status is None or not coloured else 2 + STATUS_ORDER.index(mark.status)
