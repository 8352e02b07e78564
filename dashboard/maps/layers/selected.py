"""The selected territory: a second outline, and a ring around its glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.derived import zones
from dashboard.maps.expressions import features, part, rows, solid
from dashboard.maps.points import ordered, publish_points

if TYPE_CHECKING:
    from dashboard.maps.scene import Mark, Scene

ID = "selected"
"""Of the outline."""

RING_ID = "selected-ring"
"""Of the ring."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the selection, if there is one and it is a partner."""
    found = [mark for mark in scene.marks if mark.territory == scene.selected]
    outlines = [_outline(scene, mark) for mark in found if mark.bounded]
    return (*outlines, *(_ring(scene, mark) for mark in found))


def _outline(scene: Scene, mark: Mark) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        part(zones(scene.boundaries_url).url, [mark.index]),
        id=ID,
        data_transform=features([mark.index]),
        filled=False,
        pickable=False,
        get_line_color=solid(scene.palette.selected),
        get_line_width=2.4,
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
    )


def _ring(scene: Scene, mark: Mark) -> pdk.Layer:
    """Draw the ring as the border of an empty text background, which knows pixel offsets where a circle does not."""
    position = ordered(scene).index(mark)
    return pdk.Layer(
        "TextLayer",
        part(publish_points(scene).url, [position]),
        data_transform=rows([position]),
        id=RING_ID,
        pickable=False,
        get_text="(' ')",
        get_position="p",
        get_pixel_offset="o",
        get_size=20,
        background=True,
        get_background_color=[0, 0, 0, 0],
        get_border_color=solid(scene.palette.selected),
        get_border_width=2,
        background_padding=[5, 0],
        background_border_radius=12,
    )
