"""The small map of two places that may be one port: the one that is held, and the one that a file gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.deck import CompactDeck
from dashboard.maps.expressions import SUBLAYER, constant, solid
from dashboard.maps.layers import fill, graticule, outline, ports, zones
from dashboard.maps.tooltip import tooltip
from dashboard.maps.view import fitted_view, map_view

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene
    from dashboard.maps.territory_map import Site

BETWEEN_ID, HELD_ID, SAID_ID, NAMES_ID = "pair-between", "pair-held", "pair-said", "pair-names"
"""Of the layers."""

HELD_GLYPH, SAID_GLYPH = "●", "◇"
"""A filled dot and a hollow diamond: where the two are one place, both are still seen."""

NAME_PX = 16
"""How far above or below its place a name stands."""


def pair_deck(scene: Scene, *, held: Site | None, said: Site | None) -> pdk.Deck:
    """Draw two places and the line between them.

    Args:
        scene: its focus is what is fitted; the ports it publishes are drawn too, since one of them may be meant.
        held: the port that is known; None leaves it out, like the other.
        said: the place that the file gives.
    """
    return CompactDeck(
        layers=[*_ground(scene), *_between(scene, held, said), *_places(scene, held, said), *_names(scene, held, said)],
        initial_view_state=fitted_view(scene.focus, scene.width_px, scene.height_px),
        views=[map_view(scene.palette)],
        map_provider=None,
        tooltip=tooltip(scene),
    )


def _ground(scene: Scene) -> list[pdk.Layer]:
    parts = (graticule.build, fill.build, outline.build, zones.build, ports.build)
    return [layer for build in parts for layer in build(scene)]


def _between(scene: Scene, held: Site | None, said: Site | None) -> list[pdk.Layer]:
    if held is None or said is None:
        return []
    line = pdk.Layer(
        "LineLayer",
        [{"a": _place(held), "b": _place(said)}],
        id=BETWEEN_ID,
        pickable=False,
        get_source_position="a",
        get_target_position="b",
        get_color=solid(scene.palette.trip),
        get_width=1.5,
    )
    return [line]


def _places(scene: Scene, held: Site | None, said: Site | None) -> list[pdk.Layer]:
    palette, layers = scene.palette, []
    if held is not None:
        dot = pdk.Layer(
            "ScatterplotLayer",
            [_row(held)],
            id=HELD_ID,
            pickable=True,
            get_position="p",
            get_radius=7,
            radius_units=pdk.types.String("pixels"),
            stroked=True,
            get_fill_color=solid(palette.port),
            get_line_color=solid(palette.port_outline),
            line_width_min_pixels=1.5,
        )
        layers.append(dot)
    if said is not None:
        layers.append(_letters(scene, SAID_ID, [{**_row(said), "t": SAID_GLYPH}], 30, palette.trip, pickable=True))
    return layers


def _names(scene: Scene, held: Site | None, said: Site | None) -> list[pdk.Layer]:
    """Write each name away from the other place and into the map: above or below, and towards the middle."""
    sites = [site for site in (held, said) if site is not None]
    rows = [{**_row(site), **_aside(site, sites), "t": site.name} for site in sites]
    layer = _letters(
        scene, NAMES_ID, rows, 13, scene.palette.label, get_pixel_offset="o", get_text_anchor="s", pickable=False
    )
    return [layer] if rows else []


def _aside(site: Site, sites: list[Site]) -> dict[str, object]:
    other = next((one for one in sites if one is not site), None)
    if other is None:
        return {"o": [0, -NAME_PX], "s": "middle"}
    first = site is sites[0]
    north = site.lat > other.lat or (site.lat == other.lat and first)
    west = site.lon < other.lon or (site.lon == other.lon and first)
    return {"o": [0, -NAME_PX if north else NAME_PX], "s": "start" if west else "end"}


def _letters(
    scene: Scene, layer_id: str, rows: list[dict[str, object]], size: int, colour: str, **more: object
) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows,
        id=layer_id,
        get_text="t",
        get_position="p",
        get_size=size,
        character_set=pdk.types.String("".join(sorted({letter for row in rows for letter in str(row["t"])}))),
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_settings={"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12},
        outline_width=4,
        outline_color=solid(scene.palette.label_halo),
        **{SUBLAYER: constant("characters", {"getColor": solid(colour)})},
        **more,
    )


def _row(site: Site) -> dict[str, object]:
    """Short keys, as the tooltip reads them: name, code, place."""
    return {"n": site.name, "p": _place(site), **({"u": site.code} if site.code else {})}


def _place(site: Site) -> list[float]:
    """Four decimals are ten metres: two places in one harbour stay two."""
    return [round(site.lon, 4), round(site.lat, 4)]
