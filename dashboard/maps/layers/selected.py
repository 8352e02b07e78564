"""The selected territory: a second outline, and a ring around its glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.maps.expressions import part, rows
from dashboard.maps.points import ordered, publish_points
from dashboard.maps.strokes import ring, stroke

if TYPE_CHECKING:
    import pydeck as pdk

    from dashboard.maps.scene import Mark, Scene

ID = "selected"
"""Of the outline."""

RING_ID = "selected-ring"
"""Of the ring."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the selection, if there is one and it is a partner."""
    found = [mark for mark in scene.marks if mark.territory == scene.selected]
    outlines = [outlined(scene, mark, name=ID) for mark in found if mark.bounded]
    return (*outlines, *(_ring(scene, mark) for mark in found))


def outlined(scene: Scene, mark: Mark, *, name: str) -> pdk.Layer:
    """Stroke a chosen territory, on any map."""
    return stroke(scene, [mark.index], name=name, colour=scene.palette.selected, width=2.4)


def _ring(scene: Scene, mark: Mark) -> pdk.Layer:
    position = ordered(scene).index(mark)
    return ring(scene, part(publish_points(scene).url, [position]), name=RING_ID, data_transform=rows([position]))
