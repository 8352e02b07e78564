"""Where glyphs and labels go so that they do not cover one another at the opening view.

A position in pixels beside a true point stays so at every zoom, so on zooming in each glyph returns to its place on the
ground. Everything is a pure function of the points, and remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import TYPE_CHECKING

from dashboard.maps.view import opening_view, pixels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.maps.scene import Scene

APART = 14.0
"""Least distance between the centres of two glyphs, in pixels."""

ROUNDS = 60
"""How often crowded glyphs are pushed apart; a dozen rounds settle the densest crowd."""

GLYPH_REACH = 7.0
"""Half the width of a glyph with its outline, in pixels."""

LETTER = 6.1
"""Mean width of a letter of a label, in pixels."""

LINE = 13.0
"""Height of a label, in pixels."""

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
class Label:
    """Where a name stands relative to its territory's true point."""

    territory: str
    """ISO 3166-1 alpha-3 code."""
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

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def glyph_offsets(scene: Scene) -> dict[str, tuple[int, int]]:
    """Return how far each glyph stands from its true point, in whole pixels east and south."""
    true = _true_spots(scene)
    moved = _spread(tuple(true.values()))
    return {
        code: (round(there.x - here.x), round(there.y - here.y))
        for (code, here), there in zip(true.items(), moved, strict=True)
    }


def labels(scene: Scene) -> tuple[Label, ...]:
    """Return the labels that fit at the opening view, best ranked first."""
    true = _true_spots(scene)
    names = tuple((mark.territory, mark.name) for mark in scene.marks)
    return _fit_labels(names, tuple(true.values()))


def _true_spots(scene: Scene) -> dict[str, Spot]:
    zoom = opening_view(scene.width_px, scene.height_px).zoom
    return {mark.territory: Spot(*pixels(mark.lon, mark.lat, zoom)) for mark in scene.marks}


@lru_cache(maxsize=8)
def _spread(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Push crowded spots apart, each pair by half of what it lacks."""
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    pairs = _near_pairs(spots)
    for _ in range(ROUNDS):
        for one, other in pairs:
            _push(xs, ys, one, other)
    return tuple(Spot(x, y) for x, y in zip(xs, ys, strict=True))


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
    if gap == 0:
        dx, dy, gap = 1.0, 0.0, 1.0
    half = (APART - min(gap, APART)) / 2 / gap
    xs[one], xs[other] = xs[one] + dx * half, xs[other] - dx * half
    ys[one], ys[other] = ys[one] + dy * half, ys[other] - dy * half


@lru_cache(maxsize=8)
def _fit_labels(names: tuple[tuple[str, str], ...], true: tuple[Spot, ...]) -> tuple[Label, ...]:
    glyphs = _spread(true)
    taken = [_box(spot, GLYPH_REACH, GLYPH_REACH) for spot in glyphs]
    kept = []
    for place in _ranking([code for code, _ in names], glyphs):
        code, name = names[place]
        for spot, anchor in _candidates(glyphs[place]):
            box = _label_box(spot, anchor, len(name) * LETTER)
            if not any(box.meets(other) for other in taken):
                taken.append(box)
                kept.append(Label(code, round(spot.x - true[place].x), round(spot.y - true[place].y), anchor))
                break
    return tuple(kept)


def _ranking(codes: Sequence[str], spots: Sequence[Spot]) -> list[int]:
    """Places in the order in which they are labelled."""

    def rank(place: int) -> tuple[int, int, str]:
        code = codes[place]
        if code in RANKED:
            return RANKED.index(code), 0, code
        return len(RANKED), _neighbours(spots[place], spots), code

    return sorted(range(len(codes)), key=rank)


def _neighbours(spot: Spot, spots: Iterable[Spot]) -> int:
    return sum(hypot(spot.x - other.x, spot.y - other.y) < 5 * APART for other in spots)


def _candidates(spot: Spot) -> tuple[tuple[Spot, str], ...]:
    """Right, left, below and above the glyph."""
    aside, over = GLYPH_REACH + 3, GLYPH_REACH + LINE / 2 + 1
    return (
        (Spot(spot.x + aside, spot.y), "start"),
        (Spot(spot.x - aside, spot.y), "end"),
        (Spot(spot.x, spot.y + over), "middle"),
        (Spot(spot.x, spot.y - over), "middle"),
    )


def _label_box(spot: Spot, anchor: str, width: float) -> _Box:
    shift = {"start": width / 2, "middle": 0.0, "end": -width / 2}[anchor]
    return _box(Spot(spot.x + shift, spot.y), width / 2, LINE / 2)


def _box(middle: Spot, half_width: float, half_height: float) -> _Box:
    return _Box(middle.x - half_width, middle.y - half_height, middle.x + half_width, middle.y + half_height)
