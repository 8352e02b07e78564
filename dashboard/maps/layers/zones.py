"""What catches the pointer over land: unseen, and simpler than what is drawn.

Streamlit sends the clicked feature to the server with all its geometry; of the drawn boundaries that is up to 200 KB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.derived import zones
from dashboard.maps.expressions import SUBLAYER, constant

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "zones"
"""Of the layer, and of its selections."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Lay the zones over the land."""
    return (
        pdk.Layer(
            "GeoJsonLayer",
            zones(scene.boundaries_url).url,
            id=ID,
            stroked=False,
            pickable=True,
            **{SUBLAYER: constant("polygons-fill", {"getFillColor": [0, 0, 0, 0]})},
        ),
    )
