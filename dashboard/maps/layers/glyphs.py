"""One glyph per partner: the status as a shape, and for a small state the territory itself, to hover and click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, pick, solid, sublayer
from dashboard.maps.palette import FILTERED_GLYPH, GLYPHS, STATUS_ORDER
from dashboard.maps.placing import glyph_offsets

if TYPE_CHECKING:
    from dashboard.maps.scene import Mark, Scene

ID = "glyphs"
"""Of the layer, and of its selections."""

OUTLINE = 3
"""Width of the outline, in the units of the 64-pixel font the glyphs are drawn from."""

FONT = {"sdf": True, "fontSize": 64, "buffer": 12, "radius": 16}
"""A distance-field font, which alone can have an outline."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the glyphs, crowded ones moved apart, each on an invisible square that catches the pointer."""
    offsets = glyph_offsets(scene)
    palette = scene.palette
    colours = [palette.filtered, *(palette.fill[status] for status in STATUS_ORDER)]
    shapes = FILTERED_GLYPH + "".join(GLYPHS[status] for status in STATUS_ORDER)
    return (
        pdk.Layer(
            "TextLayer",
            [_datum(mark, offsets[mark.territory]) for mark in scene.marks],
            id=ID,
            pickable=True,
            get_text=f"('{shapes}')[s]",
            get_position="p",
            get_pixel_offset="o",
            get_size=17,
            character_set=pdk.types.String(shapes),
            font_settings=FONT,
            outline_width=OUTLINE,
            outline_color=solid(palette.glyph_outline),
            background=True,
            get_background_color=[0, 0, 0, 0],
            background_padding=[3, 1],
            **{SUBLAYER: sublayer("characters", "getColor", pick(colours, "s"))},
        ),
    )


def _datum(mark: Mark, offset: tuple[int, int]) -> dict[str, object]:
    code = 0 if mark.status is None else 1 + STATUS_ORDER.index(mark.status)
    datum = {"t": mark.territory, "n": mark.name, "p": [round(mark.lon, 2), round(mark.lat, 2)], "s": code}
    return {**datum, "o": offset} if any(offset) else datum
