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


UNSEEN = 1e-6
"""Degrees, or steps of zoom, that move nothing by a pixel."""


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck publishes no types
    """A deck whose JSON carries no white space; pydeck indents it, which triples a list of numbers."""

    def to_json(self) -> str:
        """Return the JSON that goes to the browser."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"), ensure_ascii=False)


def coverage_deck(scene: Scene, *, keyboard: bool = True) -> pdk.Deck:
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
        views=[map_view(scene.palette, keyboard=keyboard)],
        map_provider=None,
        tooltip=tooltip(scene),
    )


def presented_deck(scene: Scene, place: int) -> pdk.Deck:
    """Draw one step of a presentation: the arrows step, and every step moves the camera to its view.

    The browser takes over only what changes of a camera. So that a view bears no trace of how the one before was moved,
    each of its numbers is told apart by the place of the step, far below what can be seen.
    """
    deck = coverage_deck(scene, keyboard=False)
    view = deck.initial_view_state
    for part in ("longitude", "latitude", "zoom"):
        setattr(view, part, getattr(view, part) + place * UNSEEN)
    return deck
