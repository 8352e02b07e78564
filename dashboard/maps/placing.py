"""Where glyphs and labels go so that they do not cover one another at the opening view.

A position in pixels beside a true point stays so at every zoom, so on zooming in each glyph returns to its place on the
ground. Everything is a pure function of the points, and remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import TYPE_CHECKING

from dashboard.maps.tile_grid import strangers
from dashboard.maps.view import opening_view, pixels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pydeck as pdk


APART = 14.0
"""Least distance between the centres of two glyphs, in pixels."""

ROUNDS = 60
"""How often crowded glyphs are pushed apart; a dozen rounds settle the densest crowd."""

TOGETHER = 1e-6
"""Below this distance in pixels two glyphs have no direction to part in, and part sideways."""

GLYPH_REACH = 6.5
"""Half the width of a glyph with its outline, in pixels."""

BADGE = (5, -13)
"""From a glyph to the badge of an advisory, in pixels east and south."""

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
class Spot:
    """A place on the plane of the opening view, in pixels, y to the south."""

    x: float
    """Eastward."""
    y: float
    """Southward."""


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


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def distance(self, spot: Spot) -> float:
        aside = max(self.left - spot.x, 0.0, spot.x - self.right)
        return hypot(aside, max(self.top - spot.y, 0.0, spot.y - self.bottom))

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: _Box) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


Arrangement = tuple[dict[str, tuple[int, int]], dict[str, Label]]
"""By code: how far a glyph stands from its true point, in pixels east and south; and the labels that fit."""


@lru_cache(maxsize=8)
def arrange(places: tuple[Place, ...], width_px: int, height_px: int) -> Arrangement:
    """Arrange glyphs and labels for the opening view of a map of this size."""
    view = opening_view(width_px, height_px, strangers(places))
    zoom = view.zoom
    true = [Spot(*pixels(place.lon, place.lat, zoom)) for place in places]
    glyphs = _spread(true)
    offsets = {
        place.territory: (round(there.x - here.x), round(there.y - here.y))
        for place, here, there in zip(places, true, glyphs, strict=True)
    }
    return offsets, _fit_labels(places, true, glyphs, _window(view, width_px, height_px))


def _spread(spots: Sequence[Spot]) -> list[Spot]:
    """Push crowded spots apart, each pair by half of what it lacks."""
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    pairs = _near_pairs(spots)
    for _ in range(ROUNDS):
        for one, other in pairs:
            _push(xs, ys, one, other)
    return [Spot(x, y) for x, y in zip(xs, ys, strict=True)]


def _near_pairs(spots: Sequence[Spot]) -> list[tuple[int, int]]:
    """Pairs that are, or by pushing can come, too close."""
    return [
        (one, other)
        for one in range(len(spots))
        for other in range(one)
        if hypot(spots[one].x - spots[other].x, spots[one].y - spots[other].y) < 4 * APART
    ]


def _push(xs: list[float], ys: list[float], one: int, other: int) -> None:
    dx, dy = xs[one] - xs[other], ys[one] - ys[other]
    gap = hypot(dx, dy)
    if gap >= APART:
        return
    if gap < TOGETHER:
        dx, dy, gap = 1.0, 0.0, 1.0
    half = (APART - min(gap, APART)) / 2 / gap
    xs[one], xs[other] = xs[one] + dx * half, xs[other] - dx * half
    ys[one], ys[other] = ys[one] + dy * half, ys[other] - dy * half


def _fit_labels(
    places: Sequence[Place], true: Sequence[Spot], glyphs: Sequence[Spot], window: _Box
) -> dict[str, Label]:
    taken = [_box(spot, GLYPH_REACH, GLYPH_REACH) for spot in glyphs]
    badges = [_badge(spot) for spot in glyphs]
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
    name: str, glyph: Spot, others: Sequence[Spot], taken: Sequence[_Box], window: _Box
) -> tuple[Spot, str, _Box] | None:
    """Find the first place around a glyph where its name covers nothing and nothing cuts it off."""
    for spot, anchor in _candidates(glyph):
        box = _label_box(spot, anchor, len(name) * LETTER)
        if window.holds(box) and not any(box.meets(other) for other in taken) and _names_one(box, glyph, others):
            return spot, anchor, box
    return None


def _names_one(box: _Box, glyph: Spot, others: Sequence[Spot]) -> bool:
    """Tell whether a name stands clearly nearer to its own glyph than to any other, so that nobody reads it wrong."""
    clearly = box.distance(glyph) + CLEARLY
    return all(box.distance(other) >= clearly for other in others if other is not glyph)


def _window(view: pdk.ViewState, width_px: int, height_px: int) -> _Box:
    """What the opening view shows, on its plane."""
    return _box(Spot(*pixels(view.longitude, view.latitude, view.zoom)), width_px / 2, height_px / 2)


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


def _candidates(spot: Spot) -> Iterator[tuple[Spot, str]]:
    """Right, left, below and above the glyph, then the corners."""
    aside, over = GLYPH_REACH + 3, GLYPH_REACH + LINE / 2
    yield Spot(spot.x + aside, spot.y), "start"
    yield Spot(spot.x - aside, spot.y), "end"
    yield Spot(spot.x, spot.y + over), "middle"
    yield Spot(spot.x, spot.y - over), "middle"
    for dy in (over, -over):
        yield Spot(spot.x + aside / 2, spot.y + dy), "start"
        yield Spot(spot.x - aside / 2, spot.y + dy), "end"


def _badge(glyph: Spot) -> _Box:
    """Where the badge of a glyph stands while an advisory is in force."""
    return _box(Spot(glyph.x + BADGE[0], glyph.y + BADGE[1]), *BADGE_REACH)


def _label_box(spot: Spot, anchor: str, width: float) -> _Box:
    shift = {"start": width / 2, "middle": 0.0, "end": -width / 2}[anchor]
    return _box(Spot(spot.x + shift, spot.y), width / 2, LINE / 2)


def _box(middle: Spot, half_width: float, half_height: float) -> _Box:
    return _Box(middle.x - half_width, middle.y - half_height, middle.x + half_width, middle.y + half_height)
