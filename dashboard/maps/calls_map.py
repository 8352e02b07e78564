"""The small map of a vessel's calls: where they lie, in which order, and the way by sea between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pydeck as pdk
import shapely

from dashboard.maps.advisory_palette import ADVISORY_PALETTES
from dashboard.maps.deck import CompactDeck
from dashboard.maps.expressions import SUBLAYER, constant, solid
from dashboard.maps.layers import fill, graticule, outline, zones
from dashboard.maps.tooltip import tooltip
from dashboard.maps.view import fitted_view, map_view
from geodata.territories import FRAME_EAST, FRAME_WEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.maps.scene import Scene
    from geodata.geodesy import PathPoint
    from models.advisories import Answer

LEGS_ID, STRAIGHT_ID, NUMBERS_ID = "call-legs", "call-straight", "call-numbers"
"""Of the layers."""

TOLERANCE = 0.05
"""How far a drawn line may lie from the way, degrees."""

WHOLE_TURN = 360.0

NUMBER_PX = 13


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call to mark."""

    label: str
    """Its number; a sign where it does not count."""
    name: str
    lon: float
    """Degrees, in the Pacific-centred frame."""
    lat: float
    means: Answer
    """Whose colours it bears."""


@dataclass(frozen=True, slots=True)
class CallsScene:
    """What the map is drawn from."""

    scene: Scene
    """Its focus is what is fitted."""
    sites: Sequence[CallSite]
    """The last call first."""
    legs: Sequence[Sequence[PathPoint]] = field(default=(), repr=False)
    """Ways by sea, each without a jump."""
    straight: Sequence[Sequence[PathPoint]] = field(default=(), repr=False)
    """Great circles, where no way by sea can be told."""


def calls_deck(shown: CallsScene) -> pdk.Deck:
    """Draw the map."""
    scene = shown.scene
    ground = [layer for build in (graticule.build, fill.build, outline.build, zones.build) for layer in build(scene)]
    layers = [
        *ground,
        *way_lines(scene, LEGS_ID, shown.legs),
        *way_lines(scene, STRAIGHT_ID, shown.straight, dashed=True),
        *_dots(shown),
    ]
    return CompactDeck(
        layers=layers,
        initial_view_state=fitted_view(scene.focus, scene.width_px, scene.height_px),
        views=[map_view(scene.palette)],
        map_provider=None,
        tooltip=tooltip(scene),
    )


def in_frame(line: Sequence[PathPoint]) -> list[list[list[float]]]:
    """Return a line as the map draws it: once, and again a turn away for what lies beyond an edge of the frame."""
    drawn = shapely.simplify(shapely.LineString([(point.lon, point.lat) for point in line]), TOLERANCE)
    west, _, east, _ = drawn.bounds
    turns = [0.0, *([WHOLE_TURN] if west < FRAME_WEST else []), *([-WHOLE_TURN] if east > FRAME_EAST else [])]
    return [[[round(lon + turn, 2), round(lat, 2)] for lon, lat in drawn.coords] for turn in turns]


def way_lines(
    scene: Scene, name: str, lines: Iterable[Sequence[PathPoint]], *, dashed: bool = False
) -> list[pdk.Layer]:
    """Draw ways in one layer, if there are any; each without a jump."""
    paths = [path for line in lines if len(line) > 1 for path in in_frame(line)]
    style: dict[str, object] = {
        "get_dash_array": [4, 4],
        "dash_justified": False,
        "extensions": [{"@@type": "PathStyleExtension", "dash": True}],
    }
    layer = pdk.Layer(
        "GeoJsonLayer",
        {"type": "MultiLineString", "coordinates": paths},
        id=name,
        filled=False,
        pickable=False,
        get_line_color=solid(scene.palette.trip),
        get_line_width=2,
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
        **(style if dashed else {}),
    )
    return [layer] if paths else []


def _dots(shown: CallsScene) -> list[pdk.Layer]:
    """Draw a badge with its number for each call, the last call uppermost; one layer for each look."""
    looks = dict.fromkeys(site.means for site in reversed(shown.sites))
    return [_badges(shown, means, place) for place, means in enumerate(looks)]


def _badges(shown: CallsScene, means: Answer, place: int) -> pdk.Layer:
    colours = ADVISORY_PALETTES[shown.scene.theme]
    sites = [site for site in reversed(shown.sites) if site.means is means]
    return pdk.Layer(
        "TextLayer",
        [{"n": site.name, "t": site.label, "p": [round(site.lon, 3), round(site.lat, 3)]} for site in sites],
        id=f"{NUMBERS_ID}-{place}",
        pickable=True,
        get_text="t",
        get_position="p",
        get_size=NUMBER_PX,
        font_weight=700,
        background=True,
        background_padding=[6, 2],
        background_border_radius=8,
        character_set=pdk.types.String("".join(sorted({letter for site in sites for letter in site.label}))),
        **{
            SUBLAYER: {
                **constant("characters", {"getColor": solid(colours.on_badge[means])}),
                **constant(
                    "background",
                    {
                        "getFillColor": solid(colours.badge[means]),
                        "getLineColor": solid(colours.on_badge[means]),
                        "getLineWidth": 1,
                    },
                ),
            }
        },
    )
