"""The map of a trip: its legs as great circles, each one stroke over the date line, and its stops by number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.calls_map import way_lines
from dashboard.maps.deck import CompactDeck
from dashboard.maps.expressions import SUBLAYER, constant, solid
from dashboard.maps.layers import build_layers, fill, glyphs, graticule, outline, zones
from dashboard.maps.tile_grid import strangers
from dashboard.maps.tooltip import tooltip
from dashboard.maps.view import fitted_view, map_view, opening_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.maps.scene import Scene
    from geodata.geodesy import PathPoint

AIR_ID, SEA_ID, NUMBERS_ID, BASE_ID = "trip-air", "trip-sea", "trip-stops", "trip-base"
"""Of the layers."""

NUMBER_PX = 13

BASE_GLYPH = "★"


@dataclass(frozen=True, slots=True)
class TripSite:
    """A stop to mark."""

    label: str
    """Its number; several, where one place is visited more than once."""
    name: str
    lon: float
    """Degrees, in the Pacific-centred frame."""
    lat: float
    detail: str = ""
    """Its days, for the pointer."""
    territory: str = ""
    """Code, for a click; blank for none."""


@dataclass(frozen=True, slots=True)
class TripScene:
    """What the map is drawn from."""

    scene: Scene
    """Its focus is what is fitted; its marks are the partners with where they stand."""
    base: TripSite
    stops: Sequence[TripSite]
    air: Sequence[Sequence[PathPoint]] = field(default=(), repr=False)
    """Flights, each without a jump."""
    sea: Sequence[Sequence[PathPoint]] = field(default=(), repr=False)
    """By ship and on the road."""


def trip_deck(shown: TripScene, width_px: int, height_px: int) -> pdk.Deck:
    """Draw the map, for a place of this size; the size of its scene is that of the map its glyphs are arranged for."""
    scene = shown.scene
    builds = (graticule.build, fill.build, outline.build, zones.build, *((glyphs.build,) if scene.marks else ()))
    ground = [layer for build in builds for layer in build(scene)]
    return CompactDeck(
        layers=[
            *ground,
            *way_lines(scene, AIR_ID, shown.air),
            *way_lines(scene, SEA_ID, shown.sea, dashed=True),
            _base(scene, shown.base),
            *_badges(scene, shown.stops),
        ],
        initial_view_state=fitted_view(scene.focus, width_px, height_px),
        views=[map_view(scene.palette)],
        map_provider=None,
        tooltip=tooltip(scene),
    )


def small_deck(scene: Scene, width_px: int, height_px: int) -> pdk.Deck:
    """Draw where the partners stand, small.

    The glyphs stand as on the large map: their places are published once for a size of map.
    """
    return CompactDeck(
        layers=build_layers(scene),
        initial_view_state=opening_view(width_px, height_px, strangers(scene.marks)),
        views=[map_view(scene.palette)],
        map_provider=None,
        tooltip=tooltip(scene),
    )


def _base(scene: Scene, base: TripSite) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        [_row(base)],
        id=BASE_ID,
        pickable=True,
        get_text=f"('{BASE_GLYPH}')",
        get_position="p",
        get_size=20,
        character_set=pdk.types.String(BASE_GLYPH),
        font_settings={"sdf": True, "fontSize": 64, "buffer": 12, "radius": 16},
        outline_width=4,
        outline_color=solid(scene.palette.label_halo),
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.trip)})},
    )


def _badges(scene: Scene, stops: Sequence[TripSite]) -> list[pdk.Layer]:
    """Draw the numbers, the first stop uppermost."""
    palette = scene.palette
    badge = {"getFillColor": solid(palette.trip), "getLineColor": solid(palette.label_halo), "getLineWidth": 1}
    layer = pdk.Layer(
        "TextLayer",
        [_row(site) for site in reversed(stops)],
        id=NUMBERS_ID,
        pickable=True,
        get_text="k",
        get_position="p",
        get_size=NUMBER_PX,
        font_weight=700,
        background=True,
        background_padding=[5, 1],
        background_border_radius=8,
        character_set=pdk.types.String("".join(sorted({letter for site in stops for letter in site.label}))),
        **{
            SUBLAYER: {
                **constant("characters", {"getColor": solid(palette.label_halo)}),
                **constant("background", badge),
            }
        },
    )
    return [layer] if stops else []


def _row(site: TripSite) -> dict[str, object]:
    """Short keys, as the tooltip reads them: name, what stands beside it, label, place, territory."""
    row: dict[str, object] = {"n": site.name, "k": site.label, "p": [round(site.lon, 3), round(site.lat, 3)]}
    return row | ({"u": site.detail} if site.detail else {}) | ({"t": site.territory} if site.territory else {})
