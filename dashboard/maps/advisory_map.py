"""The map of the world that shows where an advisory is in force, where one cannot tell, and where not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import pydeck as pdk

from dashboard.maps.advisory_palette import ADVISORY_PALETTES, SIGNS
from dashboard.maps.deck import CompactDeck
from dashboard.maps.expressions import EXPRESSION, SUBLAYER, pick, sublayer
from dashboard.maps.layers import glyphs, graticule, outline, selected, zones
from dashboard.maps.spots import Spot, spread
from dashboard.maps.strokes import ring
from dashboard.maps.tooltip import tooltip
from dashboard.maps.view import TILE, fitted_view, map_view, pixels
from models.advisories import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.maps.scene import Mark, Scene

FILL_ID, SELECTED_ID = "advisory-land", "advisory-selected"
"""Of the layers."""

SHOWN = (Answer.NOT_IN_FORCE, Answer.CANNOT_TELL, Answer.IN_FORCE)
"""Answers by their digit in the fill; those that bear a sign are the last two."""

WORLD = ((-30.0, -42.0), (330.0, 62.0))
"""What the map opens on: the whole frame, from Patagonia's latitude to Scandinavia's."""

FREE = 0.8
"""What a fitted view leaves of the map's width and height; the frame has no need of a margin."""

SIGN_PX = 11


@dataclass(frozen=True, slots=True)
class AdvisoryScene:
    """What the map is drawn from."""

    scene: Scene
    """Its marks are the territories with an answer; of the rest it needs theme, addresses, size and selection."""
    answers: Mapping[str, Answer]
    """By code of a mark."""


def advisory_deck(shown: AdvisoryScene) -> pdk.Deck:
    """Draw the map. The camera opens on the world and stays where the user left it."""
    scene = shown.scene
    view = world_view(scene.width_px, scene.height_px)
    return CompactDeck(
        layers=[
            *graticule.build(scene),
            _fill(shown),
            *outline.build(scene),
            *zones.build(scene),
            *_selected(shown, view.zoom),
            *_signs(shown, view.zoom),
        ],
        initial_view_state=view,
        views=[map_view(scene.palette)],
        map_provider=None,
        tooltip=tooltip(scene),
    )


def world_view(width_px: int, height_px: int) -> pdk.ViewState:
    """Show the whole world; in a map too narrow for it, as on a phone, what lies from Africa eastward."""
    view = fitted_view(WORLD, round(width_px / FREE), round(height_px / FREE))
    degrees = 360 * width_px / (TILE * 2**view.zoom)
    view.longitude = min(view.longitude, round(WORLD[0][0] + degrees / 2, 3))
    return view


def counted(answers: Mapping[str, Answer]) -> dict[Answer, int]:
    """Count the territories of each answer, in force first."""
    return {answer: sum(one is answer for one in answers.values()) for answer in reversed(SHOWN)}


def _fill(shown: AdvisoryScene) -> pdk.Layer:
    """Colour the land by answer; the geometry comes by URL, and one digit for each feature travels."""
    fill = ADVISORY_PALETTES[shown.scene.theme].fill
    colour = pick([fill[answer] for answer in SHOWN], f"('{_digits(shown)}')[properties.i]||0")
    return pdk.Layer(
        "GeoJsonLayer",
        shown.scene.boundaries_url,
        id=FILL_ID,
        stroked=False,
        pickable=False,
        **{SUBLAYER: sublayer("polygons-fill", "getFillColor", colour)},
    )


def _digits(shown: AdvisoryScene) -> str:
    marks = [mark for mark in shown.scene.marks if mark.bounded]
    digits = ["0"] * (max((mark.index for mark in marks), default=-1) + 1)
    for mark in marks:
        digits[mark.index] = str(SHOWN.index(shown.answers[mark.territory]))
    return "".join(digits)


def _signs(shown: AdvisoryScene, zoom: float) -> list[pdk.Layer]:
    """Draw a sign for each territory in force or open; where the territory is tiny, its sign is the territory."""
    palette = ADVISORY_PALETTES[shown.scene.theme]
    rows = _rows(shown, zoom)
    signed = SHOWN[1:]
    sign = pick([palette.on_badge[answer] for answer in signed], "a")
    behind = pick([palette.badge[answer] for answer in signed], "a")
    version = crc32(json.dumps(rows).encode())
    layer = pdk.Layer(
        "TextLayer",
        rows,
        id=glyphs.ID,  # a click on it is read as one on the glyph of a territory
        pickable=True,
        get_text=f"('{''.join(SIGNS[answer] for answer in signed)}')[a]",
        get_position="p",
        get_pixel_offset="o",
        get_size=SIGN_PX,
        font_weight=700,
        background=True,
        background_padding=[4, 1],
        background_border_radius=5,
        **{
            SUBLAYER: {
                **sublayer("characters", "getColor", sign),
                "background": {
                    "getFillColor": EXPRESSION + behind,
                    "getLineColor": EXPRESSION + sign,
                    "getLineWidth": 1,
                    "updateTriggers": {"getFillColor": version, "getLineColor": version},
                },
            }
        },
    )
    return [layer] if rows else []


def _rows(shown: AdvisoryScene, zoom: float) -> list[dict[str, object]]:
    """Short keys, as the tooltip reads them: code, name, place, and how far the sign stands from it; and its answer."""
    signed = [mark for mark in shown.scene.marks if shown.answers[mark.territory] in SHOWN[1:]]
    offsets = _offsets(signed, zoom)
    return [
        {
            "t": mark.territory,
            "n": mark.name,
            "p": [round(mark.lon, 2), round(mark.lat, 2)],
            "o": offset,
            "a": SHOWN[1:].index(shown.answers[mark.territory]),
        }
        for mark, offset in zip(signed, offsets, strict=True)
    ]


def _offsets(marks: Sequence[Mark], zoom: float) -> list[list[int]]:
    """Move crowded signs apart: pixels east and south of each point."""
    true = [Spot(*pixels(mark.lon, mark.lat, zoom)) for mark in marks]
    return [[round(spot.x - was.x), round(spot.y - was.y)] for was, spot in zip(true, spread(true), strict=True)]


def _selected(shown: AdvisoryScene, zoom: float) -> list[pdk.Layer]:
    """Stroke the chosen territory, and ring its sign or, where it has none, its place: it may be tiny."""
    scene = shown.scene
    chosen = [mark for mark in scene.marks if mark.territory == scene.selected]
    offsets = {row["t"]: row["o"] for row in _rows(shown, zoom)}
    return [
        *(selected.outlined(scene, mark, name=SELECTED_ID) for mark in chosen if mark.bounded),
        *(_ring(scene, mark, offsets.get(mark.territory, [0, 0])) for mark in chosen),
    ]


def _ring(scene: Scene, mark: Mark, offset: object) -> pdk.Layer:
    place = [round(mark.lon, 2), round(mark.lat, 2)]
    return ring(scene, [{"p": place, "o": offset}], name=f"{SELECTED_ID}-ring")
