"""Ports as dots that grow with the zoom: a trace at the opening view, a dot to click on closer by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, constant, solid

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "ports"
"""Of the layer, and of its selections."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the published ports, if there are any."""
    if scene.ports_url is None:
        return ()
    dots = constant(
        "points-circle",
        {"getFillColor": solid(scene.palette.port, 220), "getLineColor": solid(scene.palette.port_outline)},
    )
    return (
        pdk.Layer(
            "GeoJsonLayer",
            scene.ports_url,
            id=ID,
            pickable=True,
            point_type=pdk.types.String("circle"),
            get_point_radius=9000,
            point_radius_min_pixels=0.9,
            point_radius_max_pixels=5,
            line_width_min_pixels=0,
            line_width_max_pixels=1,
            get_line_width=900,
            **{SUBLAYER: dots},
        ),
    )
