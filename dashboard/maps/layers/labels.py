"""Names of the territories that have room for one at the opening view; the rest appear on zooming in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import pydeck as pdk

from dashboard.maps.chips import chips
from dashboard.maps.expressions import SUBLAYER, constant, solid
from dashboard.maps.points import publish_points

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "labels"
"""Of the names at the opening view."""

NEAR_ID = "labels-near"
"""Of the names that appear on zooming in."""

NEAR_METRES = 40_000
"""Size of those on the ground: legible from about zoom 5."""

FONT = {"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12, "cutoff": 0.21}
"""A distance-field font, for the halo; a smaller cutoff thickens strokes that are thinner than a pixel at this size."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the names that fit, and those that will once there is room."""
    fits = _fits(scene)
    fitting = _names(scene, ID, f"{fits}?n:''", get_size=scene.size(12))
    later = _names(scene, NEAR_ID, f"{fits}?'':n", get_size=NEAR_METRES, size_units=pdk.types.String("meters"))
    return later, fitting


def _fits(scene: Scene) -> str:
    """Tell, as an expression, whether a name has room, also beside the chips of engagements."""
    covered = chips(scene).covered
    if not covered:
        return "l"
    free = {mark.index: str(int(mark.territory not in covered)) for mark in scene.marks}
    return f"(l&&('{''.join(free.get(index, '0') for index in range(max(free) + 1))}')[i]-0)"


def _names(scene: Scene, layer_id: str, text: str, **size: object) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        publish_points(scene).url,
        id=layer_id,
        pickable=False,
        get_text=text,
        update_triggers={"getText": crc32(text.encode())},
        get_position="p",
        get_pixel_offset="l||[10,0]",
        get_text_anchor="a||'start'",
        size_max_pixels=scene.size(12),
        character_set=pdk.types.String(_letters(scene)),
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_weight=600,
        font_settings=FONT,
        outline_width=4,
        outline_color=solid(scene.palette.label_halo),
        **size,
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.label)})},
    )


def _letters(scene: Scene) -> str:
    """Return every letter that occurs; found out in the browser, it would be before the names have arrived."""
    return "".join(sorted(set("".join(mark.name for mark in scene.marks)) or {" "}))
