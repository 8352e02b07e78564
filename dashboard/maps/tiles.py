"""The partners as tiles of one size: no territory is too small to see, and none outweighs another.

The camera looks straight at a plane whose unit is a pixel, and does not move. As on the map, what is the same for
everybody is published once, and a digit per partner travels with the page.
"""

from __future__ import annotations

import json
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

import pydeck as pdk

from dashboard.maps.contrast import ink, rgb
from dashboard.maps.deck import CompactDeck
from dashboard.maps.expressions import SUBLAYER, constant, part, pick, rows, solid, sublayer
from dashboard.maps.palette import ADVISORY_GLYPH, FILTERED_GLYPH, GLYPHS, STATUS_ORDER
from dashboard.maps.points import ordered
from dashboard.maps.published import Published, keep, publish
from dashboard.maps.tile_grid import cells, extent
from dashboard.maps.tooltip import tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.maps.palette import Palette
    from dashboard.maps.scene import Mark, Scene
    from dashboard.maps.tile_grid import Cell

ID = "tiles"
"""Of the squares, and of their selections."""

GLYPH_ID, CODE_ID, NAME_ID = "tile-glyphs", "tile-codes", "tile-names"
"""Of what is written on them."""

BADGE_ID = "tile-advisories"
"""Of the badges."""

SELECTED_ID = "tile-selected"
"""Of the outline."""

TILES = "tiles"
"""Name of the published tiles."""

GAP = 3
"""Pixels between two tiles."""

EDGE = 2
"""Pixels around all of them, for the outline of the selection."""

LARGEST = 72
"""Pixels from one tile to the next at most."""

READABLE = 54
"""Pixels from one tile to the next from which on its name is large enough to read."""

BESIDE = 40
"""Pixels from one tile to the next from which on glyph and code stand side by side; below, one above the other."""

TALLEST = 1.6
"""Height of such a narrow tile, at most, for its width: what is written on it needs the room."""

LEAST = 9.0
"""Pixels of the smallest text."""

NAME_LETTERS, NAME_LINES = 11, 2
"""What of a name fits on a tile."""

FONT = {"sdf": False, "fontSize": 64, "buffer": 8}
"""Drawn large and scaled down, the text is sharp on every screen."""

FAMILY = "Source Sans, sans-serif"
"""The typeface of the page."""


class Plane(NamedTuple):
    """The plane that the tiles lie on, in pixels, its origin at the north-west."""

    step: int
    """From one tile to the next, eastward."""
    drop: int
    """From one tile to the next, southward."""
    middle: tuple[float, float]
    """What the camera looks at."""


class Spots(NamedTuple):
    """Where on a tile something is written, as shares of its width and height."""

    glyph: tuple[float, float]
    """The status."""
    code: tuple[float, float]
    """The territory's code."""


OVER_NAME = Spots((0.17, 0.29), (0.63, 0.3))
ALONE = Spots((0.17, 0.49), (0.62, 0.5))
STACKED = Spots((0.5, 0.3), (0.5, 0.72))


class Words(NamedTuple):
    """What is written on every tile."""

    text: str
    """An expression."""
    at: str
    """Key of its place."""
    size: float
    """Height as a share of the tile."""


def tiles_deck(scene: Scene) -> pdk.Deck:
    """Draw the partners of a scene as tiles, to hover and click like the map."""
    plane = _plane(scene)
    return CompactDeck(
        layers=tile_layers(scene),
        initial_view_state=pdk.ViewState(target=[*plane.middle, 0], zoom=0),
        views=[_view(scene.palette)],
        map_provider=None,
        tooltip=tooltip(scene),
    )


def tiles_width(scene: Scene) -> int:
    """Return how many pixels the tiles take from west to east."""
    return round(2 * _plane(scene).middle[0]) + 2 * EDGE


def tile_layers(scene: Scene) -> list[pdk.Layer]:
    """Return what is drawn, bottom to top."""
    return [_squares(scene), *_texts(scene), *_selected(scene), *_badges(scene)]


def publish_tiles(scene: Scene) -> Published:
    """Publish the tiles of a scene, by index: corners, and where what is written on them stands."""
    places = cells(scene.marks)
    named = tuple((mark.territory, mark.index, mark.name, places[mark.territory]) for mark in ordered(scene))
    return keep(_publish(named, _plane(scene)))


@lru_cache(maxsize=8)
def _publish(named: tuple[tuple[str, int, str, Cell], ...], plane: Plane) -> Published:
    content = [_row(code, index, name, cell, plane) for code, index, name, cell in named]
    return publish(TILES, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def _row(code: str, index: int, name: str, cell: Cell, plane: Plane) -> dict[str, object]:
    """Short keys: territory, index, name, short name; polygon; places of glyph, code, name and badge."""
    left, top = cell.column * plane.step, cell.row * plane.drop
    spots = OVER_NAME if plane.step >= READABLE else ALONE if plane.step >= BESIDE else STACKED

    def at(x: float, y: float) -> list[float]:
        return [round(left + x * (plane.step - GAP), 1), round(top + y * (plane.drop - GAP), 1)]

    corners = [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)]
    places = {"q": corners, "g": at(*spots.glyph), "c": at(*spots.code), "m": at(0.5, 0.71), "b": at(0.95, 0.04)}
    return {"t": code, "i": index, "n": name, "s": _short(name), **places}


def _short(name: str) -> str:
    """Break a name into lines that fit, or leave it out."""
    lines = wrap(name, NAME_LETTERS, break_long_words=False, break_on_hyphens=False)
    fits = len(lines) <= NAME_LINES and all(len(line) <= NAME_LETTERS for line in lines)
    return "\n".join(lines) if fits else ""


def _plane(scene: Scene) -> Plane:
    """Make the tiles as large as the narrowest map allows, square unless they are too narrow to write on."""
    columns, deep = extent(cells(scene.marks).values())
    across, down = (scene.width_px - 2 * EDGE) / columns, (scene.height_px - 2 * EDGE) / deep
    step = int(min(LARGEST, across, down))
    drop = step if step >= BESIDE else int(min(TALLEST * step, down))
    return Plane(step, drop, ((columns * step - GAP) / 2, (deep * drop - GAP) / 2))


def _view(palette: Palette) -> pdk.View:
    return pdk.View(type="OrthographicView", controller=False, clear=True, clear_color=list(rgb(palette.ocean)))


def _squares(scene: Scene) -> pdk.Layer:
    colour = pick(_fills(scene.palette), f"('{_codes(scene)}')[i]")
    return pdk.Layer(
        "PolygonLayer",
        publish_tiles(scene).url,
        id=ID,
        get_polygon="q",
        stroked=False,
        pickable=True,
        **{SUBLAYER: sublayer("fill", "getFillColor", colour)},
    )


def _texts(scene: Scene) -> list[pdk.Layer]:
    """Write glyph and code above, the name below where there is room for it."""
    glyph = f"('{_shapes()}')[('{_codes(scene)}')[i]]"
    texts = [_text(scene, CODE_ID, Words("t", at="c", size=0.26), weight=700)]
    if scene.on("status"):
        texts.append(_text(scene, GLYPH_ID, Words(glyph, at="g", size=0.28)))
    if _plane(scene).step >= READABLE:
        texts.append(_text(scene, NAME_ID, Words("s", at="m", size=0.165)))
    return texts


def _text(scene: Scene, layer_id: str, words: Words, *, weight: int = 400) -> pdk.Layer:
    """Write on every tile, in the ink of its fill."""
    inks = pick([ink(fill) for fill in _fills(scene.palette)], f"('{_codes(scene)}')[i]")
    return pdk.Layer(
        "TextLayer",
        publish_tiles(scene).url,
        id=layer_id,
        pickable=False,
        get_text=words.text,
        update_triggers={"getText": words.text},
        get_position=words.at,
        get_size=max(LEAST, round(words.size * _plane(scene).step, 1)),
        line_height=1.05,
        character_set=pdk.types.String(_letters(scene)),
        font_family=pdk.types.String(FAMILY),
        font_weight=weight,
        font_settings=FONT,
        **{SUBLAYER: sublayer("characters", "getColor", inks)},
    )


def _badges(scene: Scene) -> list[pdk.Layer]:
    """Put a badge in the corner of each tile with an advisory in force."""
    concerned = set(scene.with_advisory()) if scene.on("advisories") else set()
    positions = [position for position, mark in enumerate(ordered(scene)) if mark in concerned]
    badge = pdk.Layer(
        "TextLayer",
        part(publish_tiles(scene).url, positions),
        data_transform=rows(positions),
        id=BADGE_ID,
        pickable=False,
        get_text=f"('{ADVISORY_GLYPH}')",
        get_position="b",
        get_size=11,
        font_weight=700,
        background=True,
        get_background_color=solid(scene.palette.advisory),
        get_border_color=solid(scene.palette.on_advisory),
        get_border_width=1,
        background_padding=[4, 0],
        background_border_radius=5,
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.on_advisory)})},
    )
    return [badge] if positions else []


def _selected(scene: Scene) -> list[pdk.Layer]:
    """Draw a frame around the selected tile."""
    positions = [place for place, mark in enumerate(ordered(scene)) if mark.territory == scene.selected]
    frame = pdk.Layer(
        "PolygonLayer",
        part(publish_tiles(scene).url, positions),
        data_transform=rows(positions),
        id=SELECTED_ID,
        get_polygon="q",
        filled=False,
        pickable=False,
        get_line_color=solid(scene.palette.selected),
        get_line_width=4,
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
    )
    return [frame] if positions else []


def _fills(palette: Palette) -> Sequence[str]:
    """Filtered-out partners, then the statuses in legend order."""
    return [palette.filtered, *(palette.fill[status] for status in STATUS_ORDER)]


def _shapes() -> str:
    return FILTERED_GLYPH + "".join(GLYPHS[status] for status in STATUS_ORDER)


def _codes(scene: Scene) -> str:
    """One digit per feature: its place in `_fills`."""
    found: Mapping[int, str] = {mark.index: _code(mark, coloured=scene.on("status")) for mark in scene.marks}
    return "".join(found.get(index, "0") for index in range(max(found, default=-1) + 1))


def _code(mark: Mark, *, coloured: bool) -> str:
    return "0" if mark.status is None or not coloured else str(1 + STATUS_ORDER.index(mark.status))


def _letters(scene: Scene) -> str:
    """Return every sign that occurs; found out in the browser, it would be before the tiles have arrived."""
    return "".join(sorted({*_shapes(), " ", "-", *"".join(mark.territory + mark.name for mark in scene.marks)}))
