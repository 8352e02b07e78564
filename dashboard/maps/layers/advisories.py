"""Territories with an advisory in force: a strong outline, and a badge beside the status glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import SUBLAYER, constant, features, solid
from dashboard.maps.palette import ADVISORY_GLYPH
from dashboard.maps.placing import glyph_offsets

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "advisories"
"""Of the outline."""

BADGE_ID = "advisory-badges"
"""Of the badges."""

ASIDE = (9, -8)
"""From the glyph to its badge, in pixels east and south."""


def outlines(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Stroke only the features concerned.

    Their numbers go behind the address too: the browser ignores them, and deck.gl sees other data when they change.
    """
    indices = sorted(mark.index for mark in scene.with_advisory())
    layer = pdk.Layer(
        "GeoJsonLayer",
        f"{scene.boundaries_url}#{'.'.join(map(str, indices))}",
        id=ID,
        data_transform=features(indices),
        filled=False,
        pickable=False,
        get_line_color=solid(scene.palette.advisory),
        get_line_width=1.8,
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
    )
    return (layer,) if indices else ()


def badges(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw a badge beside the glyph of each."""
    offsets = glyph_offsets(scene)
    data = [
        {
            "p": [round(mark.lon, 2), round(mark.lat, 2)],
            "o": [offsets[mark.territory][0] + ASIDE[0], offsets[mark.territory][1] + ASIDE[1]],
        }
        for mark in scene.with_advisory()
    ]
    layer = pdk.Layer(
        "TextLayer",
        data,
        id=BADGE_ID,
        pickable=False,
        get_text=f"('{ADVISORY_GLYPH}')",
        get_position="p",
        get_pixel_offset="o",
        get_size=11,
        font_weight=700,
        background=True,
        get_background_color=solid(scene.palette.advisory),
        background_padding=[4, 0],
        background_border_radius=5,
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.on_advisory)})},
    )
    return (layer,) if data else ()
