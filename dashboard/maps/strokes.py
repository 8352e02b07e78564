"""What marks single territories on any map: a stroke along their borders, and a ring around a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.derived import zones
from dashboard.maps.expressions import features, part, solid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.maps.scene import Scene


def stroke(scene: Scene, indices: Sequence[int], *, name: str, colour: str, width: float) -> pdk.Layer:
    """Stroke some features of the boundaries, by index; only these travel.

    Args:
        scene: what the map shows.
        indices: places of the features.
        name: id of the layer.
        colour: as `#rrggbb`.
        width: in pixels.
    """
    return pdk.Layer(
        "GeoJsonLayer",
        part(zones(scene.boundaries_url).url, indices),
        id=name,
        data_transform=features(indices),
        filled=False,
        pickable=False,
        get_line_color=solid(colour),
        get_line_width=width,
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
    )


def ring(scene: Scene, data: object, *, name: str, **options: object) -> pdk.Layer:
    """Draw the ring as the border of an empty text background, which knows pixel offsets where a circle does not.

    Args:
        scene: what the map shows.
        data: rows with a place `p` and an offset `o` in pixels, or their address.
        name: id of the layer.
        options: further ones of the layer.
    """
    return pdk.Layer(
        "TextLayer",
        data,
        id=name,
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
        **options,
    )
