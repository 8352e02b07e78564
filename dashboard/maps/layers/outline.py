"""Coasts and borders, thin. Never pickable: that is what keeps hovering fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import solid

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "outline"
"""Of the layer."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw every border."""
    return (
        pdk.Layer(
            "GeoJsonLayer",
            scene.boundaries_url,
            id=ID,
            filled=False,
            pickable=False,
            get_line_color=solid(scene.palette.border),
            get_line_width=0.6,
            line_width_units=pdk.types.String("pixels"),
        ),
    )
