"""The borders between territories, thin. Never pickable: that is what keeps hovering fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.derived import borders
from dashboard.maps.expressions import solid

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "outline"
"""Of the layer."""

FAINT = 100
"""Opacity. Streamlit fades what is above 102 on a selection; below it nothing changes."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the borders that two territories share; the fill shows the coasts."""
    return (
        pdk.Layer(
            "PathLayer",
            borders(scene.boundaries_url).url,
            id=ID,
            pickable=False,
            get_path="this",
            get_color=solid(scene.palette.border, FAINT),
            get_width=1.2,
            width_units=pdk.types.String("pixels"),
        ),
    )
