"""Engagements as small lettered chips, a letter for each kind, each kind in a place of its own below the point.

A row is `[lon, lat, kind, territory]`: without keys, since these rows travel with the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, constant, solid
from dashboard.maps.palette import KIND_LETTERS

if TYPE_CHECKING:
    from dashboard.maps.scene import EngagementMark, Scene

ID = "engagements"
"""Of the layer, and of its selections."""

TERRITORY = 3
"""Place of the territory's code in a row."""

KIND = 2
"""Place of the kind in a row, as a position in `KIND_LETTERS`."""

OFFSET = "[(this[2]%4-1.5)*13,15+(this[2]>3?13:0)]"
"""Four kinds in a line, three in the next, so that no two kinds cover one another."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the engagements, if there are any."""
    rows = sorted({_row(mark) for mark in scene.engagements})
    letters = "".join(KIND_LETTERS.values())
    palette = scene.palette
    layer = pdk.Layer(
        "TextLayer",
        [list(row) for row in rows],
        id=ID,
        pickable=True,
        get_text=f"('{letters}')[this[{KIND}]]",
        get_position="[this[0],this[1]]",
        get_pixel_offset=OFFSET,
        get_size=10,
        font_weight=700,
        background=True,
        get_background_color=solid(palette.label_halo),
        get_border_color=solid(palette.label),
        get_border_width=1,
        background_padding=[3, 0],
        background_border_radius=2,
        **{SUBLAYER: constant("characters", {"getColor": solid(palette.label)})},
    )
    return (layer,) if rows else ()


def _row(mark: EngagementMark) -> tuple[float, float, int, str]:
    """A tenth of a degree is finer than the chip is wide, but for the last zooms."""
    return round(mark.lon, 1), round(mark.lat, 1), list(KIND_LETTERS).index(mark.kind), mark.territory
