"""Names of the territories that have room for one at the opening view; the rest appear on zooming in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, constant, solid
from dashboard.maps.placing import labels

if TYPE_CHECKING:
    from dashboard.maps.placing import Label
    from dashboard.maps.scene import Mark, Scene

ID = "labels"
"""Of the layer."""

FONT = {"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12}
"""A distance-field font, for the halo."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the names that fit."""
    marks = {mark.territory: mark for mark in scene.marks}
    data = [_datum(marks[label.territory], label) for label in labels(scene)]
    return (
        pdk.Layer(
            "TextLayer",
            data,
            id=ID,
            pickable=False,
            get_text="n",
            get_position="p",
            get_pixel_offset="o",
            get_text_anchor="a||'start'",
            get_size=12,
            character_set=pdk.types.String("auto"),
            font_family=pdk.types.String("Source Sans, sans-serif"),
            font_settings=FONT,
            outline_width=4,
            outline_color=solid(scene.palette.label_halo),
            **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.label)})},
        ),
    )


def _datum(mark: Mark, label: Label) -> dict[str, object]:
    datum: dict[str, object] = {
        "n": mark.name,
        "p": [round(mark.lon, 2), round(mark.lat, 2)],
        "o": [label.dx, label.dy],
    }
    return datum if label.anchor == "start" else {**datum, "a": label.anchor}
