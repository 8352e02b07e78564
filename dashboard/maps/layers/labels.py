"""Names of the territories that have room for one at the opening view; the rest appear on zooming in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

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

FONT = {"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12}
"""A distance-field font, for the halo."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the names that fit, and those that will once there is room."""
    fitting = _names(scene, ID, "l?n:''", get_size=12)
    later = _names(scene, NEAR_ID, "l?'':n", get_size=NEAR_METRES, size_units=pdk.types.String("meters"))
    return later, fitting


def _names(scene: Scene, layer_id: str, text: str, **size: object) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        publish_points(scene).url,
        id=layer_id,
        pickable=False,
        get_text=text,
        get_position="p",
        get_pixel_offset="l||[10,0]",
        get_text_anchor="a||'start'",
        size_max_pixels=12,
        character_set=pdk.types.String(_letters(scene)),
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_settings=FONT,
        outline_width=4,
        outline_color=solid(scene.palette.label_halo),
        **size,
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.label)})},
    )


def _letters(scene: Scene) -> str:
    """Return every letter that occurs; found out in the browser, it would be before the names have arrived."""
    return "".join(sorted(set("".join(mark.name for mark in scene.marks)) or {" "}))
