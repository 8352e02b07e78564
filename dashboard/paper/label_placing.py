"""Where names go on a printed map so that none covers another, a glyph or a frame, and which line ties them to it.

Everything is measured in points on the page, y southward, and a pure function of its input. The names of crowded glyphs
are placed first, since the lonely ones find room anywhere. The map on the screen leaves out a name that does not fit;
on paper nobody can zoom in, so here a name goes further away instead, with a leader line.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, pi
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely

from dashboard.maps.spots import Box, Spot, square

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

Line: TypeAlias = tuple[Spot, Spot]
"""From a glyph's edge to its name."""

GAP = 2.0
"""Least distance between two names, and between a name and a glyph, points."""

ROUNDING = 1e-9
"""Differences below this are none, points."""

ANGLES = tuple(eighth * pi / 8 for eighth in (0, 8, 2, 14, 6, 10, 4, 12, 1, 15, 7, 9, 3, 13, 5, 11))
"""Directions from a glyph in which a name is tried, the right-hand side first."""

REACHES = (0.0, 4.0, 9.0, 15.0, 22.0, 30.0, 39.0, 49.0, 60.0, 72.0, 86.0, 102.0, 120.0, 140.0, 165.0, 195.0, 230.0)
"""Distances at which it is tried, points, beyond the glyph's own edge."""

LEADER_FROM = 6.0
"""From this distance on a line ties the name to its glyph, points."""

EDGE = 0.5
"""So far a line may reach into a box, points."""

ROUNDS = 12
"""How often the order is changed where a name found no room."""

CROWDED = 60.0
"""Glyphs within this distance crowd one another, points."""


@dataclass(frozen=True, slots=True)
class Named:
    """A glyph with the size of its name."""

    key: str
    spot: Spot
    """Where the glyph stands."""
    width: float
    height: float
    reach: float
    """Half the width of the glyph."""

    @property
    def glyph(self) -> Box:
        """What the glyph covers."""
        return square(self.spot, self.reach)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a name stands."""

    box: Box
    leader: Line | None
    """None where the name stands beside its glyph."""


def place(named: Sequence[Named], *, within: Box, taken: Iterable[Box] = ()) -> Mapping[str, Placed]:
    """Give every name a place.

    Args:
        named: the glyphs and their names.
        within: the frame that names must not leave.
        taken: what else must not be covered: legends, insets.

    Returns:
        Places by key. A name for which there is no free place within reach of its glyph is left out; the glyph stays.
    """
    solid = [*(one.glyph for one in named), *taken]
    tries = {one.key: _candidates(one, within) for one in named}
    order = sorted(named, key=lambda each: (-_crowd(each, named), each.key))
    best: dict[str, Placed] = {}
    for _ in range(ROUNDS):
        found = _in_order(order, tries, solid)
        best = found if len(found) > len(best) else best
        if len(found) == len(named):
            break
        order.sort(key=lambda each: each.key in found)  # whoever found no room goes first, the others keep their order
    return best


def _in_order(order: Sequence[Named], tries: Mapping[str, _Tries], solid: Sequence[Box]) -> dict[str, Placed]:
    """Place one name after another; each takes the first place that is free."""
    busy, leaders = list(solid), list[Line]()
    found: dict[str, Placed] = {}
    for one in order:
        placed = _first_free(one, tries[one.key], busy, leaders)
        if placed is not None:
            found[one.key] = placed
            busy.append(placed.box)
            leaders += [placed.leader] if placed.leader else []
    return found


def _crowd(one: Named, named: Sequence[Named]) -> int:
    return sum(hypot(one.spot.x - other.spot.x, one.spot.y - other.spot.y) < CROWDED for other in named)


@dataclass(frozen=True, slots=True)
class _Tries:
    """Every place that a name may take, near before far, and at each distance the usual sides first."""

    boxes: NDArray[np.float64]
    """Left, top, right and bottom, shape (n, 4)."""
    reaches: NDArray[np.float64]
    """How far each stands from the glyph's edge, shape (n,)."""


def _candidates(one: Named, within: Box) -> _Tries:
    """Put the name so that its nearest edge or corner lies in each direction at each distance, inside the frame."""
    reaches, angles = (grid.ravel() for grid in np.meshgrid(REACHES, ANGLES, indexing="ij"))
    across, along = np.cos(angles), np.sin(angles)
    distance = one.reach + GAP + reaches
    left = one.spot.x + across * distance - one.width * (1 - across) / 2
    top = one.spot.y + along * distance - one.height * (1 - along) / 2
    boxes = np.column_stack([left, top, left + one.width, top + one.height])
    inside = (boxes[:, :2] >= (within.left, within.top)).all(axis=1)
    inside &= (boxes[:, 2:] <= (within.right, within.bottom)).all(axis=1)
    return _Tries(boxes[inside], reaches[inside])


def _first_free(one: Named, tries: _Tries, busy: Sequence[Box], leaders: Sequence[Line]) -> Placed | None:
    others = [box for box in busy if box != one.glyph]
    for place_tried in np.flatnonzero(~_covering(tries.boxes, busy)):
        box = Box(*tries.boxes[place_tried].tolist())
        leader = _leader(one, box) if tries.reaches[place_tried] >= LEADER_FROM else None
        if not any(_crosses(line, box) for line in leaders) and _is_clear(leader, others, leaders):
            return Placed(box, leader)
    return None


def _covering(boxes: NDArray[np.float64], busy: Sequence[Box]) -> NDArray[np.bool_]:
    """Tell which boxes come nearer than the gap to anything; rounding must not part a name from its glyph."""
    held = np.array([(box.left, box.top, box.right, box.bottom) for box in busy])
    gap = GAP - ROUNDING
    starts_before = boxes[:, None, :2] - gap < held[None, :, 2:]
    ends_after = boxes[:, None, 2:] + gap > held[None, :, :2]
    met = [(first & last).all(axis=1).any() for first, last in zip(starts_before, ends_after, strict=True)]
    return np.asarray(met, dtype=np.bool_)


def _is_clear(leader: Line | None, others: Sequence[Box], leaders: Sequence[Line]) -> bool:
    """Tell whether a leader line runs over nothing."""
    if leader is None:
        return True
    return not any(_crosses(leader, other) for other in others) and not any(_cross(leader, line) for line in leaders)


def _leader(one: Named, box: Box) -> Line:
    end = Spot(min(max(one.spot.x, box.left), box.right), min(max(one.spot.y, box.top), box.bottom))
    length = hypot(end.x - one.spot.x, end.y - one.spot.y) or 1.0
    share = one.reach / length
    return Spot(one.spot.x + (end.x - one.spot.x) * share, one.spot.y + (end.y - one.spot.y) * share), end


def _crosses(line: Line, box: Box) -> bool:
    """Tell whether a line runs through a box, or ends inside it; touching its edge is no crossing."""
    if not _around(line).meets(box):
        return False
    inner = shapely.box(box.left + EDGE, box.top + EDGE, box.right - EDGE, box.bottom - EDGE)
    return bool(_drawn(line).intersects(inner))


def _cross(one: Line, other: Line) -> bool:
    return _around(one).meets(_around(other)) and bool(_drawn(one).intersects(_drawn(other)))


def _around(line: Line) -> Box:
    """Return what a line reaches at most, with something to each side so that an upright line has a width."""
    (start, end), side = line, EDGE
    return Box(
        min(start.x, end.x) - side, min(start.y, end.y) - side, max(start.x, end.x) + side, max(start.y, end.y) + side
    )


def _drawn(line: Line) -> shapely.LineString:
    return shapely.LineString([(spot.x, spot.y) for spot in line])
