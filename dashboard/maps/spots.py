"""Spots and boxes on a plane, y to the south: what glyphs and names cover, and how crowded glyphs are pushed apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

APART = 14.0
"""Least distance between the centres of two glyphs, in pixels."""

ROUNDS = 60
"""How often crowded glyphs are pushed apart; a dozen rounds settle the densest crowd."""

TOGETHER = 1e-6
"""Below this distance in pixels two glyphs have no direction to part in, and part sideways."""

GLYPH_REACH = 6.5
"""Half the width of a glyph with its outline, in pixels."""

ON_LINE = 0.65
"""How far a glyph on the line of a name seems, for how far it is: a name is read as that of the glyph on its line."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the plane of the opening view, in pixels, y to the south."""

    x: float
    """Eastward."""
    y: float
    """Southward."""


@dataclass(frozen=True, slots=True)
class Box:
    """What something covers on the plane of the opening view."""

    left: float
    """Its western edge."""
    top: float
    """Its northern edge."""
    right: float
    """Its eastern edge."""
    bottom: float
    """Its southern edge."""

    def distance(self, spot: Spot) -> float:
        """Return how far a place is from here."""
        aside = max(self.left - spot.x, 0.0, spot.x - self.right)
        return hypot(aside, max(self.top - spot.y, 0.0, spot.y - self.bottom))

    def seems(self, spot: Spot) -> float:
        """Return how far a reader finds a glyph from the text that stands here."""
        return self.distance(spot) * (ON_LINE if self.top < spot.y < self.bottom else 1.0)

    def meets(self, other: Box) -> bool:
        """Tell whether two cover one another."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Tell whether another lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def spread(spots: Sequence[Spot]) -> list[Spot]:
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


def square(middle: Spot, reach: float = GLYPH_REACH) -> Box:
    """Return what a glyph covers, or something else as wide as high."""
    return box(middle, reach, reach)


def box(middle: Spot, half_width: float, half_height: float) -> Box:
    """Return a box around a middle."""
    return Box(middle.x - half_width, middle.y - half_height, middle.x + half_width, middle.y + half_height)
