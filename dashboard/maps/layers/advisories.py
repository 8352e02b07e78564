"""Territories with an advisory in force: a strong outline, and a badge beside the status glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, constant, part, rows, solid
from dashboard.maps.palette import ADVISORY_GLYPH
from dashboard.maps.points import ordered, publish_points
from dashboard.maps.strokes import stroke

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "advisories"
"""Of the outline."""

BADGE_ID = "advisory-badges"
"""Of the badges."""


def outlines(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Stroke only the features concerned."""
    indices = sorted(mark.index for mark in scene.with_advisory() if mark.bounded)
    layer = stroke(scene, indices, name=ID, colour=scene.palette.advisory, width=1.8)
    return (layer,) if indices else ()


def badges(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw a badge beside the glyph of each."""
    concerned = set(scene.with_advisory())
    positions = [position for position, mark in enumerate(ordered(scene)) if mark in concerned]
    layer = pdk.Layer(
        "TextLayer",
        part(publish_points(scene).url, positions),
        data_transform=rows(positions),
        id=BADGE_ID,
        pickable=False,
        get_text=f"('{ADVISORY_GLYPH}')",
        get_position="p",
        get_pixel_offset="[o[0]+b[0],o[1]+b[1]]",
        get_size=scene.size(11),
        font_weight=700,
        background=True,
        get_background_color=solid(scene.palette.advisory),
        background_padding=[4, 0],
        background_border_radius=5,
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.on_advisory)})},
    )
    return (layer,) if positions else ()
