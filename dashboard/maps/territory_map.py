"""The small map of one territory: its ports and facilities, and where its capital lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pydeck as pdk

from dashboard.maps.deck import CompactDeck
from dashboard.maps.expressions import SUBLAYER, constant, features, part, solid
from dashboard.maps.layers import fill, graticule, outline, zones
from dashboard.maps.tooltip import tooltip
from dashboard.maps.view import fitted_view, map_view, pixels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.maps.scene import Scene

OUTLINE_ID, PORTS_ID, FACILITIES_ID, CAPITAL_ID, NAMES_ID = (
    *("territory-outline", "territory-ports", "territory-facilities"),
    *("territory-capital", "territory-names"),
)
"""Of the layers."""

FACILITY_GLYPH = "■"
LETTER_PX, LINE_PX = 6.6, 14
"""About how much room a letter and a line of a name take."""

ASIDE_PX = 9
"""From a port to its name."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place to mark."""

    name: str
    code: str
    """UN/LOCODE or IMO number; blank if it has none."""
    lon: float
    """Degrees, in the Pacific-centred frame."""
    lat: float
    """Degrees."""


@dataclass(frozen=True, slots=True)
class Sites:
    """What the map marks."""

    ports: Sequence[Site]
    """Those that are named first stand first."""
    facilities: Sequence[Site] = ()
    capital: Site | None = None

    def points(self) -> list[tuple[float, float]]:
        """Return every place, to fit the view to."""
        capital = (self.capital,) if self.capital else ()
        return [(site.lon, site.lat) for site in (*self.ports, *self.facilities, *capital)]


def territory_deck(scene: Scene, sites: Sites) -> pdk.Deck:
    """Draw one territory.

    Args:
        scene: with one mark, the territory, or none if no boundary of it is known; its focus is what is fitted.
        sites: what is marked.
    """
    view = fitted_view(scene.focus, scene.width_px, scene.height_px)
    return CompactDeck(
        layers=[*_ground(scene), *_places(scene, sites), *_names(scene, sites, view.zoom)],
        initial_view_state=view,
        views=[map_view(scene.palette)],
        map_provider=None,
        tooltip=tooltip(scene),
    )


def named(sites: Sequence[Site], zoom: float) -> list[Site]:
    """Keep the sites whose names have room at a zoom: none covers another name, or the dot of another site."""
    dots = [pixels(site.lon, site.lat, zoom) for site in sites]
    kept: list[Site] = []
    taken: list[Room] = []
    for site, (x, y) in zip(sites, dots, strict=True):
        room = Room(x + ASIDE_PX - 2, y, x + ASIDE_PX + LETTER_PX * len(site.name))
        free = not any(room.holds(dot) for dot in dots)
        if free and not any(room.meets(other) for other in taken):
            kept.append(site)
            taken.append(room)
    return kept


class Room(NamedTuple):
    """Where a name stands, in pixels: from left to right, in a line around a height."""

    left: float
    y: float
    right: float

    def holds(self, dot: tuple[float, float]) -> bool:
        """Tell whether a dot would be covered."""
        return self.left <= dot[0] <= self.right and abs(self.y - dot[1]) < LINE_PX - 4

    def meets(self, other: Room) -> bool:
        """Tell whether two names would cover one another."""
        return self.left <= other.right and other.left <= self.right and abs(self.y - other.y) < LINE_PX


def _ground(scene: Scene) -> list[pdk.Layer]:
    return [
        layer for build in (graticule.build, fill.build, outline.build, zones.build, _outline) for layer in build(scene)
    ]


def _outline(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Stroke the coasts of the territory itself, which the fill alone would not set apart."""
    indices = [mark.index for mark in scene.marks]
    layer = pdk.Layer(
        "GeoJsonLayer",
        part(scene.boundaries_url, indices),
        id=OUTLINE_ID,
        data_transform=features(indices),
        filled=False,
        pickable=False,
        get_line_color=solid(scene.palette.selected),
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
    )
    return (layer,) if indices else ()


def _places(scene: Scene, sites: Sites) -> list[pdk.Layer]:
    palette = scene.palette
    ring = {"filled": False, "line_width_min_pixels": 2, "get_line_color": solid(palette.label)}
    dot = {
        "get_fill_color": solid(palette.port),
        "get_line_color": solid(palette.port_outline),
        "line_width_min_pixels": 1,
    }
    layers = [_dots(CAPITAL_ID, [sites.capital], 9, **ring)] if sites.capital else []
    layers += [_dots(PORTS_ID, sites.ports, 5, **dot)] if sites.ports else []
    return layers + ([_facilities(scene, sites.facilities)] if sites.facilities else [])


def _dots(layer_id: str, sites: Sequence[Site], radius: int, **look: object) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        _rows(sites),
        id=layer_id,
        pickable=True,
        get_position="p",
        get_radius=radius,
        radius_units=pdk.types.String("pixels"),
        stroked=True,
        **look,
    )


def _facilities(scene: Scene, sites: Sequence[Site]) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        _rows(sites),
        id=FACILITIES_ID,
        pickable=True,
        get_text=f"('{FACILITY_GLYPH}')",
        get_position="p",
        get_size=11,
        character_set=pdk.types.String(FACILITY_GLYPH),
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.label)})},
    )


def _names(scene: Scene, sites: Sites, zoom: float) -> list[pdk.Layer]:
    shown = named(sites.ports, zoom)
    letters = "".join(sorted(set("".join(site.name for site in shown))))
    layer = pdk.Layer(
        "TextLayer",
        _rows(shown),
        id=NAMES_ID,
        pickable=False,
        get_text="n",
        get_position="p",
        get_pixel_offset=[ASIDE_PX, 0],
        get_text_anchor=pdk.types.String("start"),
        get_size=12,
        character_set=pdk.types.String(letters),
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_settings={"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12},
        outline_width=4,
        outline_color=solid(scene.palette.label_halo),
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.label)})},
    )
    return [layer] if shown else []


def _rows(sites: Iterable[Site]) -> list[dict[str, object]]:
    """Short keys, as the tooltip reads them: name, code, place."""
    return [
        {"n": site.name, "p": [round(site.lon, 3), round(site.lat, 3)], **({"u": site.code} if site.code else {})}
        for site in sites
    ]
