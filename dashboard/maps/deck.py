"""The map as Streamlit draws it, from plain values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.layers import build_layers
from dashboard.maps.tile_grid import strangers
from dashboard.maps.tooltip import tooltip
from dashboard.maps.view import fitted_view, map_view, opening_view

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck publishes no types
    """A deck whose JSON carries no white space; pydeck indents it, which triples a list of numbers."""

    def to_json(self) -> str:
        """Return the JSON that goes to the browser."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"), ensure_ascii=False)


def coverage_deck(scene: Scene) -> pdk.Deck:
    """Draw the coverage map.

    The camera is constant while the focus is, so it stays where the user left it. There is no basemap service: with a
    provider of None nobody outside is asked for anything.
    """
    size = scene.width_px, scene.height_px
    return CompactDeck(
        layers=build_layers(scene),
        initial_view_state=(
            fitted_view(scene.focus, *size) if scene.focus else opening_view(*size, strangers(scene.marks))
        ),
        views=[map_view(scene.palette)],
        map_provider=None,
        tooltip=tooltip(scene),
    )
