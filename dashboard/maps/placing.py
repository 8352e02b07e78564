"""Where glyphs and labels go so that they do not cover one another at the opening view.

A position in pixels beside a true point stays so at every zoom, so on zooming in each glyph returns to its place on the
ground. Everything is a pure function of the points, and remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from dashboard.maps.spots import APART, GLYPH_REACH, Box, Spot, box, spread, square
from dashboard.maps.tile_grid import strangers
from dashboard.maps.view import fitted_view, opening_view, pixels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pydeck as pdk


BADGE = (5, -13)
"""From a glyph to the badge of an advisory, in pixels east and south."""

BADGE_ELSEWHERE = ((-5, -13), (5, 13), (-5, 13), *((x, y) for x in (16, -16) for y in (-6, 6, 0, -12, 12)))
"""Where the badge goes instead, if a name or another glyph stands there."""

BADGE_REACH = (8.0, 6.0)
"""Half the width and height of that badge, in pixels."""

LETTER = 6.1
"""Mean width of a letter of a label, in pixels."""

LINE = 13.0
"""Height of a label, in pixels."""

CLEARLY = 4.0
"""How much nearer a label must stand to its own glyph than to any other, in pixels."""

RANKED = (
    *("AUS", "CHN", "IND", "IDN", "JPN", "NZL", "PHL", "PNG", "MDG", "PYF"),
    *("FJI", "RUS", "KOR", "THA", "MYS", "VNM", "MMR", "LKA", "KIR", "COK"),
)
"""Territories labelled first: those a reader finds his way by. The rest follow, the loneliest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A territory to be marked."""

    territory: str
    """ISO 3166-1 alpha-3 code."""
    name: str
    """As the map writes it."""
    lon: float
    """Degrees, in the frame."""
    lat: float
    """Degrees."""


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands relative to its territory's true point."""

    dx: int
    """Pixels to the east."""
    dy: int
    """Pixels to the south."""
    anchor: str
    """Which end of the text stands there: `start`, `middle` or `end`."""


class Arrangement(NamedTuple):
    """What stands where, by code."""

    glyphs: dict[str, tuple[int, int]]
    """How far a glyph stands from its true point, in pixels east and south."""
    labels: dict[str, Label]
    """The labels that fit."""
    badges: dict[str, tuple[int, int]]
    """How far the badge of an advisory stands from its glyph."""
    boxes: dict[str, tuple[Box, Box, Box | None]]
    """What glyph, badge and label cover."""
    zoom: float
    """Of the opening view."""


@lru_cache(maxsize=32)
def arrange(
    places: tuple[Place, ...], width_px: int, height_px: int, focus: tuple[tuple[float, float], ...] = ()
) -> Arrangement:
    """Arrange glyphs and labels for a map of this size: for its opening view, or for that of the points in focus."""
    size = width_px, height_px
    view = fitted_view(focus, *size) if focus else opening_view(*size, strangers(places))
    zoom = view.zoom
    true = [Spot(*pixels(place.lon, place.lat, zoom)) for place in places]
    glyphs = spread(true)
    offsets = {
        place.territory: (round(there.x - here.x), round(there.y - here.y))
        for place, here, there in zip(places, true, glyphs, strict=True)
    }
    labels = _fit_labels(places, true, glyphs, _window(view, width_px, height_px))
    names = _names(places, true, labels)
    badges = _fit_badges(places, glyphs, list(names.values()))
    boxes = {
        place.territory: (square(glyph), _badge(glyph, badges[place.territory]), names.get(place.territory))
        for place, glyph in zip(places, glyphs, strict=True)
    }
    return Arrangement(offsets, labels, badges, boxes, zoom)


def _names(places: Sequence[Place], true: Sequence[Spot], labels: Mapping[str, Label]) -> dict[str, Box]:
    """Return what each label covers."""
    return {
        place.territory: _box_of(place.name, here, labels[place.territory])
        for place, here in zip(places, true, strict=True)
        if place.territory in labels
    }


def _fit_badges(places: Sequence[Place], glyphs: Sequence[Spot], names: Sequence[Box]) -> dict[str, tuple[int, int]]:
    """Put each badge where it covers no name and no other glyph, and where there is no such place, in its usual one."""
    found: dict[str, tuple[int, int]] = {}
    for place, glyph in zip(places, glyphs, strict=True):
        taken = [*names, *(square(other) for other in glyphs if other is not glyph)]
        free = (offset for offset in (BADGE, *BADGE_ELSEWHERE) if not _covers(_badge(glyph, offset), taken))
        found[place.territory] = next(free, BADGE)
    return found


def _covers(box: Box, taken: Iterable[Box]) -> bool:
    return any(box.meets(other) for other in taken)


def _fit_labels(places: Sequence[Place], true: Sequence[Spot], glyphs: Sequence[Spot], window: Box) -> dict[str, Label]:
    taken = [square(spot) for spot in glyphs]
    badges = [_badge(spot, BADGE) for spot in glyphs]
    kept = {}
    for rank in _ranking(places, glyphs):
        name, glyph = places[rank].name, glyphs[rank]
        boxes = (taken + badges, taken)
        found = next(filter(None, (_fit(name, glyph, glyphs, box, window) for box in boxes)), None)
        if found:
            spot, anchor, box = found
            taken.append(box)
            kept[places[rank].territory] = Label(round(spot.x - true[rank].x), round(spot.y - true[rank].y), anchor)
    return kept


def _fit(
    name: str, glyph: Spot, others: Sequence[Spot], taken: Sequence[Box], window: Box
) -> tuple[Spot, str, Box] | None:
    """Find the first place around a glyph where its name covers nothing and nothing cuts it off."""
    width = len(name) * LETTER
    for spot, anchor in _candidates(glyph, width):
        box = _label_box(spot, anchor, width)
        if window.holds(box) and not _covers(box, taken) and _names_one(box, glyph, others):
            return spot, anchor, box
    return None


def _names_one(box: Box, glyph: Spot, others: Sequence[Spot]) -> bool:
    """Tell whether a name stands clearly nearer to its own glyph than to any other, so that nobody reads it wrong."""
    clearly = box.distance(glyph) + CLEARLY
    return all(box.seems(other) >= clearly for other in others if other is not glyph)


def _window(view: pdk.ViewState, width_px: int, height_px: int) -> Box:
    """What the opening view shows, on its plane."""
    return box(Spot(*pixels(view.longitude, view.latitude, view.zoom)), width_px / 2, height_px / 2)


def _ranking(places: Sequence[Place], spots: Sequence[Spot]) -> list[int]:
    """Places in the order in which they are labelled."""

    def rank(place: int) -> tuple[int, int, str]:
        code = places[place].territory
        if code in RANKED:
            return RANKED.index(code), 0, code
        return len(RANKED), _neighbours(spots[place], spots), code

    return sorted(range(len(places)), key=rank)


def _neighbours(spot: Spot, spots: Iterable[Spot]) -> int:
    return sum(hypot(spot.x - other.x, spot.y - other.y) < 5 * APART for other in spots)


def _candidates(spot: Spot, width: float) -> Iterator[tuple[Spot, str]]:
    """Right, left, below and above the glyph, the same a little aside, then the corners."""
    aside, over = GLYPH_REACH + 3, GLYPH_REACH + LINE / 2
    yield Spot(spot.x + aside, spot.y), "start"
    yield Spot(spot.x - aside, spot.y), "end"
    yield Spot(spot.x, spot.y + over), "middle"
    yield Spot(spot.x, spot.y - over), "middle"
    for dy, share in product((over, -over), (-0.2, 0.2)):
        yield Spot(spot.x + share * width, spot.y + dy), "middle"
    for dy in (over, -over):
        yield Spot(spot.x + aside / 2, spot.y + dy), "start"
        yield Spot(spot.x - aside / 2, spot.y + dy), "end"


def _badge(glyph: Spot, offset: tuple[int, int]) -> Box:
    """What the badge of a glyph covers while an advisory is in force."""
    return box(Spot(glyph.x + offset[0], glyph.y + offset[1]), *BADGE_REACH)


def _box_of(name: str, true: Spot, label: Label) -> Box:
    """What a label covers."""
    return _label_box(Spot(true.x + label.dx, true.y + label.dy), label.anchor, len(name) * LETTER)


def _label_box(spot: Spot, anchor: str, width: float) -> Box:
    shift = {"start": width / 2, "middle": 0.0, "end": -width / 2}[anchor]
    return box(Spot(spot.x + shift, spot.y), width / 2, LINE / 2)
