"""Where an enlarged inset helps a crowded map: measured, since every brief shows other places.

A name needs a strip of the map as wide as itself. How much the strips of the names overlap is how crowded a map is; an
inset is worth what it takes of that. It is looked for where no glyph stands, to the four sides of the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from dashboard.maps.spots import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dashboard.maps.spots import Spot

    Floats = NDArray[np.float64]

STRIP = (80.0, 28.0)
"""Width and height of the strip that a name needs with the gap around it, points."""

ENLARGED = (1.5, 1.75, 2.0, 2.5, 3.0)
"""How many times larger an inset is drawn."""

SHARES = (1.0, 0.8, 0.65, 0.5, 0.4)
"""How much of its side of the map an inset takes."""

WIDEST, LEAST_PT = 0.34, 100.0
"""An inset reaches at most so far into the map, as a share, and is never narrower or lower than this, points."""

AWAY = 5.0
"""From an inset to the next glyph, and from a glyph in it to its edge, points."""

WORTH = 3.0
"""What an inset has to take of the crowding: fewer than about six names in each other's way need none."""

NAME_ROOM = 3_300.0
"""A name needs so much of an inset, square points."""

CUT_COST, AREA_COST = 50.0, 5e-5
"""What a glyph on the edge of what an inset shows costs, which is read as neither inside nor outside, and what each
square point that the inset covers."""


@dataclass(frozen=True, slots=True)
class Inset:
    """A part of a map that is drawn larger beside it."""

    window: Box
    """What it shows, on the map."""
    box: Box
    """Where it stands."""
    members: frozenset[int]
    """The places that it shows, by their number."""

    @property
    def scale(self) -> float:
        """Return how many times larger it is than the map."""
        return (self.box.right - self.box.left) / (self.window.right - self.window.left)


def crowding(spots: Sequence[Spot], scale: float = 1.0) -> Floats:
    """Measure for each place how much of its name's strip those of others take, once all is drawn larger."""
    xs, ys = np.array([spot.x for spot in spots]), np.array([spot.y for spot in spots])
    across = np.clip(1 - np.abs(xs[:, None] - xs) * scale / STRIP[0], 0, None)
    along = np.clip(1 - np.abs(ys[:, None] - ys) * scale / STRIP[1], 0, None)
    return np.asarray((across * along).sum(axis=1) - 1)


@dataclass(frozen=True, slots=True)
class Crowd:
    """What an inset is looked for."""

    spots: Sequence[Spot]
    """The places, as they stand on the map."""
    area: Box
    """Of the map."""
    reach: float
    """Half the width of a glyph."""
    taken: Sequence[Box]
    """What an inset must not cover, nor show: other insets, and what they show."""
    done: frozenset[int]
    """The places that other insets show."""


def insets(crowd: Crowd) -> list[Inset]:
    """Find what insets take most of the crowding, for the room that they take: one for each side, best first."""
    if len(crowd.spots) - len(crowd.done) < 2:  # noqa: PLR2004 - one alone is not crowded
        return []
    gains = {scale: _gain(crowd, scale) for scale in ENLARGED}
    best: dict[tuple[str, bool], tuple[float, Inset]] = {}
    for side, box in _rooms(crowd):
        for scale in ENLARGED if not any(box.meets(other) for other in crowd.taken) else ():
            tried = _window(crowd, box, scale, gains[scale])
            if tried is None or tried[0] < WORTH:
                continue
            east = tried[1].window.left + tried[1].window.right > crowd.area.left + crowd.area.right
            if tried[0] > best.get((side, east), tried)[0] or (side, east) not in best:
                best[side, east] = tried
    return [inset for _, inset in sorted(best.values(), key=lambda one: -one[0])]


def _gain(crowd: Crowd, scale: float) -> Floats:
    gain = crowding(crowd.spots) - crowding(crowd.spots, scale)
    gain[list(crowd.done)] = 0
    return gain


def _rooms(crowd: Crowd) -> Iterator[tuple[str, Box]]:
    """Yield where an inset may stand, and at which side of the map: as far inward as the glyphs leave free."""
    area = crowd.area
    for share, at in product(SHARES, (0.0, 1.0)):
        if share == 1.0 and at:
            continue
        size = (area.bottom - area.top) * share
        top = area.top + (area.bottom - area.top - size) * at
        beside = [spot.x for spot in crowd.spots if top - crowd.reach < spot.y < top + size + crowd.reach]
        west, east = _free(beside, area.left, area.right, crowd.reach)
        yield "left", Box(area.left, top, area.left + west, top + size)
        yield "right", Box(area.right - east, top, area.right, top + size)
        size = (area.right - area.left) * share
        left = area.left + (area.right - area.left - size) * at
        beside = [spot.y for spot in crowd.spots if left - crowd.reach < spot.x < left + size + crowd.reach]
        north, south = _free(beside, area.top, area.bottom, crowd.reach)
        yield "top", Box(left, area.top, left + size, area.top + north)
        yield "bottom", Box(left, area.bottom - south, left + size, area.bottom)


def _free(places: Sequence[float], first: float, last: float, reach: float) -> tuple[float, float]:
    """Return how much of an extent is free of glyphs before the first of them and after the last."""
    most = (last - first) * WIDEST
    before, after = min(places, default=last) - first, last - max(places, default=first)
    return min(before - reach - AWAY, most), min(after - reach - AWAY, most)


def _window(crowd: Crowd, box: Box, scale: float, gain: Floats) -> tuple[float, Inset] | None:
    """Find what an inset of a size shows best, and what it is worth."""
    if min(box.right - box.left, box.bottom - box.top) < LEAST_PT:
        return None
    xs, ys = np.array([spot.x for spot in crowd.spots]), np.array([spot.y for spot in crowd.spots])
    width, height = (box.right - box.left) / scale, (box.bottom - box.top) / scale
    lefts = _starts(xs, width, crowd.area.left, crowd.area.right, crowd.reach)
    tops = _starts(ys, height, crowd.area.top, crowd.area.bottom, crowd.reach)
    (inner_x, outer_x), (inner_y, outer_y) = _held(xs, lefts, width, crowd.reach), _held(ys, tops, height, crowd.reach)
    room, held = (box.right - box.left) * (box.bottom - box.top), _each(inner_x, inner_y)
    worth = _each(inner_x * gain, inner_y) - CUT_COST * (_each(outer_x, outer_y) - held) - AREA_COST * room
    worth[held * NAME_ROOM > room] = -np.inf
    for other in [*crowd.taken, box]:
        beside = (lefts < other.right) & (lefts + width > other.left)
        worth[np.ix_(beside, (tops < other.bottom) & (tops + height > other.top))] = -np.inf
    if not worth.size:
        return None
    across, along = np.unravel_index(int(worth.argmax()), worth.shape)
    left, top = float(lefts[across]), float(tops[along])
    members = frozenset(np.flatnonzero(inner_x[across] * inner_y[along]).tolist()) - crowd.done
    return float(worth[across, along]), Inset(Box(left, top, left + width, top + height), box, members)


def _each(across: Floats, along: Floats) -> Floats:
    """Sum over the places for each pair of edges, on one core: many threads take longer over so little."""
    return np.asarray(np.einsum("ik,jk->ij", across, along))


def _starts(places: Floats, size: float, first: float, last: float, reach: float) -> Floats:
    """Return where a window may begin: with a place just inside one of its edges."""
    starts = np.concatenate([places - reach - AWAY, places + reach + AWAY - size])
    return np.unique(starts[(starts >= first) & (starts + size <= last)])


def _held(places: Floats, starts: Floats, size: float, reach: float) -> tuple[Floats, Floats]:
    """Tell which glyphs lie wholly between the edges of each window, and which not wholly beyond them; as numbers."""
    aside = np.abs(places - starts[:, None] - size / 2) - size / 2
    return (aside < -reach).astype(np.float64), (aside <= reach).astype(np.float64)
