"""Where names stand on the printed map of a route: beside what they name, over nothing else, with a line where far."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from math import hypot
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

NARROW, WIDE, USUAL = 0.3, 0.68, 0.52
"""Widths of letters as shares of the size."""

RINGS = (9.0, 14.0, 22.0, 32.0, 44.0)
"""How far from what it names a name may stand, points."""

DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
"""Eastward and southward; the first is the usual one."""

CROSSING = 1.0
"""How much worse a place is for each point of a route that runs through it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a text stands."""

    x: float
    """Its western edge."""
    y: float
    """Its base line."""
    far: bool
    """Whether it stands so far off that a line leads to it."""


@dataclass(slots=True)
class Sheet:
    """A map on which things are put one after another; y grows southward."""

    width: float
    height: float
    routes: BaseGeometry = field(default_factory=shapely.LineString)
    taken: list[BaseGeometry] = field(default_factory=list)
    """What already stands somewhere."""

    def take(self, x: float, y: float, reach: float) -> None:
        """Keep what lies around a point free of names."""
        self.taken.append(shapely.box(x - reach, y - reach, x + reach, y + reach))

    def badge(self, x: float, y: float, reach: float) -> tuple[float, float]:
        """Put a badge at a point, or beside it where another one stands."""
        spots = [(x, y), *((x + dx * ring * 2, y + dy * ring * 2) for ring, (dx, dy) in product(RINGS, DIRECTIONS))]
        around = (
            (spot, shapely.box(spot[0] - reach, spot[1] - reach, spot[0] + reach, spot[1] + reach)) for spot in spots
        )
        spot = next((spot for spot, box in around if self._is_free(box)), spots[0])
        self.take(*spot, reach)
        return spot

    def label(self, text: str, x: float, y: float, *, size: float, rings: Sequence[float] = RINGS) -> Placed | None:
        """Put a text beside a point where it covers nothing; None where there is no room."""
        width = text_width(text, size)
        best: tuple[float, BaseGeometry, Placed] | None = None
        for (rank, ring), (order, (dx, dy)) in product(enumerate(rings), enumerate(DIRECTIONS)):
            left = x + dx * ring - (0 if dx > 0 else width if dx < 0 else width / 2)
            base = y + dy * ring + size * 0.35
            box = shapely.box(left - 1, base - size * 0.8, left + width + 1, base + size * 0.25)
            if not self._is_free(box):
                continue
            cost = rank * 12 + order + CROSSING * shapely.intersection(self.routes, box).length
            if best is None or cost < best[0]:
                best = cost, box, Placed(left, base, far=hypot(dx, dy) * ring > RINGS[1] * 1.5)
        if best is None:
            return None
        self.taken.append(best[1])
        return best[2]

    def _is_free(self, box: BaseGeometry) -> bool:
        west, south, east, north = box.bounds
        inside = west >= 0 and south >= 0 and east <= self.width and north <= self.height
        return inside and not any(shapely.intersects(box, other) for other in self.taken)


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text, rather too wide than too narrow."""
    return size * sum(
        NARROW if sign in "iljtf.,' " else WIDE if sign.isupper() or sign in "mw" else USUAL for sign in text
    )
