"""One glyph per partner: the status as a shape, and for a small state the territory itself, to hover and click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, pick, solid, sublayer
from dashboard.maps.palette import FILTERED_GLYPH, GLYPHS, STATUS_ORDER
from dashboard.maps.points import publish_points

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "glyphs"
"""Of the layer, and of its selections."""

OUTLINE = 3
"""Width of the outline, in the units of the 64-pixel font the glyphs are drawn from."""

FONT = {"sdf": True, "fontSize": 64, "buffer": 12, "radius": 16}
"""A distance-field font, which alone can have an outline."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the glyphs, crowded ones moved apart, each on an invisible square that catches the pointer."""
    palette, code = scene.palette, f"('{_codes(scene)}')[i]"
    colours = [palette.filtered, *(palette.fill[status] for status in STATUS_ORDER)]
    shapes = FILTERED_GLYPH + "".join(GLYPHS[status] for status in STATUS_ORDER)
    characters = sublayer("characters", "getColor", pick(colours, code))
    return (
        pdk.Layer(
            "TextLayer",
            # Streamlit drops the update triggers of a layer that can be clicked, so other statuses are other data: the
            # browser ignores what follows the #, and deck.gl draws every shape anew.
            f"{publish_points(scene).url}#{_codes(scene)}",
            id=ID,
            pickable=True,
            get_text=f"('{shapes}')[{code}]",
            get_position="p",
            get_pixel_offset="o",
            get_size=scene.size(17),
            character_set=pdk.types.String(shapes),
            font_settings=FONT,
            outline_width=OUTLINE,
            outline_color=solid(palette.glyph_outline),
            background=True,
            get_background_color=[0, 0, 0, 0],
            background_padding=[3, 1],
            **{SUBLAYER: characters},
        ),
    )


def _codes(scene: Scene) -> str:
    """One digit per feature: 0 where the filters leave a partner out, else its status."""
    codes = ["0"] * (max((mark.index for mark in scene.marks), default=-1) + 1)
    for mark in scene.marks:
        codes[mark.index] = "0" if mark.status is None else str(1 + STATUS_ORDER.index(mark.status))
    return "".join(codes)
