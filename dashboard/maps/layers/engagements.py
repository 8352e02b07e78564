"""Engagements as small lettered chips, a letter for each kind, each beside its point where it covers nothing.

A row is `[lon, lat, kind, territory, slot]`: without keys, since these rows travel with the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.chips import SLOTS, chips
from dashboard.maps.expressions import SUBLAYER, constant, solid
from dashboard.maps.palette import KIND_LETTERS

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "engagements"
"""Of the layer, and of its selections."""

TERRITORY = 3
"""Place of the territory's code in a row."""

KIND = 2
"""Place of the kind in a row, as a position in `KIND_LETTERS`."""

SLOT = 4
"""Place in a row of where the chip stands, as a position in `SLOTS`."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the engagements, if there are any."""
    placed = chips(scene).slots
    slots = ",".join(f"[{dx},{dy}]" for dx, dy in SLOTS[: 1 + max(placed.values(), default=0)])
    letters = "".join(KIND_LETTERS.values())
    palette = scene.palette
    layer = pdk.Layer(
        "TextLayer",
        [[*chip, slot] for chip, slot in placed.items()],
        id=ID,
        pickable=True,
        get_text=f"('{letters}')[this[{KIND}]]",
        get_position="[this[0],this[1]]",
        get_pixel_offset=f"([{slots}])[this[{SLOT}]]",
        get_size=10,
        font_weight=700,
        background=True,
        get_background_color=solid(palette.label_halo),
        get_border_color=solid(palette.label),
        get_border_width=1,
        background_padding=[3, 0],
        background_border_radius=2,
        **{SUBLAYER: constant("characters", {"getColor": solid(palette.label)})},
    )
    return (layer,) if placed else ()
