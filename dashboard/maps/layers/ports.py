"""Ports as dots that grow with the zoom: the large a trace at the opening view, the small only from closer by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, constant, solid

if TYPE_CHECKING:
    from dashboard.maps.published import Size
    from dashboard.maps.scene import Scene


class Dot(NamedTuple):
    """How the ports of one size are drawn."""

    layer: str
    """Id of the layer, and of its selections."""
    size: Size
    """Key of their collection in what is published."""
    metres: int
    """Radius on the ground."""
    least: float
    """Pixels of radius at least; below half a pixel nothing is seen."""
    most: float
    """Pixels of radius at most."""


DOTS = (
    Dot("ports-small", "S", 2_500, 0, 3),
    Dot("ports-unsized", "U", 7_000, 0.8, 4.5),
    Dot("ports-medium", "M", 7_000, 0.8, 4.5),
    Dot("ports", "L", 15_000, 1.6, 6.5),
)
"""Every size, the large on top. Unknown is drawn as medium: no port may hide because its source is silent."""

IDS = tuple(dot.layer for dot in reversed(DOTS))
"""Of the layers, the large first."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the published ports, a layer for each size that there is."""
    return tuple(_layer(scene, dot) for dot in DOTS if dot.size in scene.port_sizes)


def _layer(scene: Scene, dot: Dot) -> pdk.Layer:
    colours = {"getFillColor": solid(scene.palette.port, 220), "getLineColor": solid(scene.palette.port_outline)}
    return pdk.Layer(
        "GeoJsonLayer",
        scene.ports_url,
        id=dot.layer,
        data_transform=dot.size,
        pickable=True,
        point_type=pdk.types.String("circle"),
        get_point_radius=dot.metres,
        point_radius_min_pixels=dot.least,
        point_radius_max_pixels=dot.most,
        line_width_min_pixels=0,
        line_width_max_pixels=1,
        get_line_width=dot.metres // 10,
        **{SUBLAYER: constant("points-circle", colours)},
    )
