"""Where names go on a printed map so that none covers another, a glyph or a frame, and which line ties them to it.

Everything is measured in points on the page, y southward, and a pure function of its input. Every name has some hundred
places around its glyph, each with what it costs: distance, an unusual side, a route beneath it, another glyph that is
nearer. The names of crowded glyphs choose first; then each name that stands badly asks those in its way to move, for as
long as all together gain by it. The map on the screen leaves out a name that does not fit; on paper nobody can zoom in,
so here a name goes further away instead, with a leader line.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, inf, pi
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely

from dashboard.maps.spots import ON_LINE, Box, Spot, square

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Route = Sequence[tuple[float, float]]

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

CROWDED = 60.0
"""Glyphs within this distance crowd one another, points."""

SIDE_COST, LEADER_COST, DOUBT_COST, ROUTE_COST, LOST_COST = 0.35, 6.0, 30.0, 0.4, 1_000.0
"""What a place costs beside its distance in points: each step from the usual side, a leader line, a glyph of another
that is nearer, each point of a route beneath it; and what it costs not to be placed."""

UNDER_COST = 150.0
"""What a line costs that runs beneath the glyph of another, where that is allowed at all."""

SPARE_COST = 40.0
"""What it costs not to place a name that the map can do without."""

ROUNDS, TRIED, MOVED = 8, 40, 2
"""How often all names that stand badly are asked, at how many better places, and how many others may move for one."""

NOWHERE = -1e6
"""Where the leader lies of a name that needs none."""


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
    most: float = inf
    """How far from the glyph's edge the name may stand."""
    needed: bool = True
    """Whether others make room for it."""

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


def place(
    named: Sequence[Named],
    *,
    within: Box,
    taken: Iterable[Box] = (),
    routes: Iterable[Route] = (),
    rough: bool = False,
    under: bool = False,
) -> Mapping[str, Placed]:
    """Give every name a place.

    Args:
        named: the glyphs and their names.
        within: the frame that names must not leave.
        taken: what else must not be covered: legends, insets.
        routes: lines that are better not covered.
        rough: whether half of the sides are tried and names stay where they first found room, to compare in a tenth
            of the time.
        under: whether a line may run beneath the glyph of another: that is read with care, a name left out is not.

    Returns:
        Places by key. A name for which there is no free place within reach of its glyph is left out; the glyph stays.
    """
    if not named:
        return {}
    room = _Room(within, list(taken), [line for line in routes if len(line) > 1], rough, under)
    search = _Search(named, _Tries.of(named, room))
    search.settle(rounds=0 if rough else ROUNDS)
    return search.placed()


@dataclass(frozen=True, slots=True)
class _Room:
    """Where names may stand, as `place` is asked."""

    within: Box
    taken: Sequence[Box]
    routes: Sequence[Route]
    rough: bool
    under: bool


@dataclass(frozen=True, slots=True)
class _Tries:
    """Every place that a name may take and that covers nothing that stays where it is."""

    owner: NDArray[np.intp]
    """The number of its name, shape (n,)."""
    boxes: Floats
    """Left, top, right and bottom, shape (n, 4)."""
    leaders: Floats
    """From where to where its line runs, shape (n, 4)."""
    cost: Floats
    """Shape (n,)."""

    @classmethod
    def of(cls, named: Sequence[Named], room: _Room) -> _Tries:
        glyphs, taken = _rows([one.glyph for one in named]), _rows(room.taken)
        sides = ANGLES[: len(ANGLES) // 2] if room.rough else ANGLES
        found = [_around(one, number, room.within, sides) for number, one in enumerate(named)]
        tries = cls(*(np.concatenate(parts) for parts in zip(*found, strict=True)))
        tries = tries.where(~_meet_any(tries.boxes, np.vstack([glyphs, taken])))
        tries = tries.where(~tries.run_over(taken, np.full(len(taken), -1)))
        over = tries.run_over(glyphs, np.arange(len(named)))
        tries = tries.dearer(np.where(over, UNDER_COST, 0.0)) if room.under else tries.where(~over)
        return tries.dearer(DOUBT_COST * tries.in_doubt(glyphs) + ROUTE_COST * _covered(tries.boxes, room.routes))

    def dearer(self, more: Floats) -> _Tries:
        return _Tries(self.owner, self.boxes, self.leaders, self.cost + more)

    def where(self, kept: Flags) -> _Tries:
        return _Tries(self.owner[kept], self.boxes[kept], self.leaders[kept], self.cost[kept])

    def run_over(self, boxes: Floats, owners: NDArray[np.intp]) -> Flags:
        """Tell which leader lines run over a box of another owner."""
        met = _run_through(self.leaders[:, None, :], boxes[None, :, :]) & (self.owner[:, None] != owners[None, :])
        return np.asarray(met.any(axis=1), dtype=np.bool_)

    def in_doubt(self, glyphs: Floats) -> Floats:
        """Tell which places, with no line to say whose they are, seem at least as near to the glyph of another."""
        middles = (glyphs[:, :2] + glyphs[:, 2:]) / 2
        aside = np.maximum(np.maximum(self.boxes[:, None, :2] - middles, middles - self.boxes[:, None, 2:]), 0.0)
        far = np.hypot(aside[..., 0], aside[..., 1]) * np.where(aside[..., 1] == 0, ON_LINE, 1.0)
        own = far[np.arange(len(far)), self.owner]
        far[np.arange(len(far)), self.owner] = inf
        return np.asarray((far.min(axis=1) <= own) & (self.leaders[:, 0] == NOWHERE), dtype=np.float64)

    def extents(self) -> Floats:
        """Return what each place takes with its line, as boxes."""
        led = (self.leaders[:, 0] != NOWHERE)[:, None]
        ends = np.where(led, self.leaders, self.boxes)
        low = np.minimum(np.minimum(self.boxes[:, :2], ends[:, :2]), ends[:, 2:])
        return np.hstack([low, np.maximum(np.maximum(self.boxes[:, 2:], ends[:, :2]), ends[:, 2:])])

    def conflicts(self, chosen: int, near: NDArray[np.intp]) -> Flags:
        """Tell which places cannot be taken together with one; only those near are looked at."""
        box, leader = self.boxes[chosen], self.leaders[chosen]
        boxes, leaders = self.boxes[near], self.leaders[near]
        met = _meet(boxes, box) | _run_through(leaders, box) | _run_through(leader, boxes) | _cross(leaders, leader)
        found = np.zeros(len(self.owner), dtype=np.bool_)
        found[near] = met
        return found


class _Search:
    """Looks for the places that cost least together."""

    def __init__(self, named: Sequence[Named], tries: _Tries) -> None:
        self._named = named
        self._tries = tries
        own = [np.flatnonzero(tries.owner == number) for number in range(len(named))]
        self._own = [indices[np.argsort(tries.cost[indices], kind="stable")] for indices in own]
        self._at = np.full(len(named), -1)
        self._blocked = np.zeros(len(tries.owner), dtype=np.intp)
        self._extents = tries.extents()
        self._conflicts: dict[int, Flags] = {}

    def settle(self, rounds: int) -> None:
        """Place one name after another, then let those that stand badly ask others to move."""
        crowd = [sum(_distance(one, other) < CROWDED for other in self._named) for one in self._named]
        for number in sorted(
            range(len(self._named)), key=lambda n: (not self._named[n].needed, -crowd[n], self._named[n].key)
        ):
            self._put_best(number)
        for _ in range(rounds):
            badly = [number for number in range(len(self._named)) if self._cost(number) >= LEADER_COST]
            if not sum(self._bettered(number) for number in sorted(badly, key=lambda n: (-self._cost(n), n))):
                return

    def placed(self) -> Mapping[str, Placed]:
        return {
            one.key: Placed(Box(*self._tries.boxes[at].tolist()), _line(self._tries.leaders[at]))
            for one, at in zip(self._named, self._at.tolist(), strict=True)
            if at >= 0
        }

    def _cost(self, number: int) -> float:
        at = self._at[number]
        lost = LOST_COST if self._named[number].needed else SPARE_COST
        return float(self._tries.cost[at]) if at >= 0 else lost

    def _put(self, number: int, at: int) -> None:
        """Put a name somewhere, or nowhere with -1."""
        if self._at[number] >= 0:
            self._blocked -= self._met(int(self._at[number]))
        self._at[number] = at
        if at >= 0:
            self._blocked += self._met(at)

    def _met(self, at: int) -> Flags:
        if at not in self._conflicts:
            near = np.flatnonzero(_meet(self._extents, self._extents[at]))
            self._conflicts[at] = self._tries.conflicts(at, near)
        return self._conflicts[at]

    def _put_best(self, number: int) -> None:
        free = self._own[number][self._blocked[self._own[number]] == 0]
        self._put(number, int(free[0]) if len(free) else -1)

    def _bettered(self, number: int) -> bool:
        """Try better places for a name, from each of which a few others move away."""
        better = self._own[number][self._tries.cost[self._own[number]] < self._cost(number) - ROUNDING]
        lost = self._at[number] < 0
        return any(
            self._moved(number, int(at), 2 * MOVED if lost else MOVED) for at in better[: None if lost else TRIED]
        )

    def _moved(self, number: int, at: int, most: int) -> bool:
        met = self._met(at)
        away = [other for other, there in enumerate(self._at) if other != number and there >= 0 and met[there]]
        if len(away) > most:
            return False
        moving = [number, *away]
        before = [(one, int(self._at[one])) for one in moving]
        cost = sum(map(self._cost, moving))
        for one in moving:
            self._put(one, -1)
        self._put(number, at)
        for one in sorted(away, key=lambda other: len(self._own[other])):
            self._put_best(one)
        if sum(map(self._cost, moving)) < cost - ROUNDING:
            return True
        for one in moving:
            self._put(one, -1)
        for one, there in before:
            self._put(one, there)
        return False


def _distance(one: Named, other: Named) -> float:
    return hypot(one.spot.x - other.spot.x, one.spot.y - other.spot.y)


def _around(
    one: Named, number: int, within: Box, directions: Sequence[float]
) -> tuple[NDArray[np.intp], Floats, Floats, Floats]:
    """Put the name so that its nearest edge or corner lies in each direction at each distance, inside the frame."""
    reaches, angles = (grid.ravel() for grid in np.meshgrid(REACHES, directions, indexing="ij"))
    sides = np.tile(np.arange(len(directions)), len(REACHES))
    across, along = np.cos(angles), np.sin(angles)
    distance = one.reach + GAP + reaches
    left = one.spot.x + across * distance - one.width * (1 - across) / 2
    top = one.spot.y + along * distance - one.height * (1 - along) / 2
    boxes = np.column_stack([left, top, left + one.width, top + one.height])
    inside = (boxes[:, :2] >= (within.left, within.top)).all(axis=1) & (reaches <= one.most)
    inside &= (boxes[:, 2:] <= (within.right, within.bottom)).all(axis=1)
    led = reaches >= LEADER_FROM
    cost = reaches + SIDE_COST * sides + LEADER_COST * led
    leaders = np.where(led[:, None], _leaders(one, boxes), NOWHERE)
    return np.full(int(inside.sum()), number), boxes[inside], leaders[inside], cost[inside]


def _leaders(one: Named, boxes: Floats) -> Floats:
    """Draw a line from the glyph's edge to the nearest point of each box."""
    spot = np.array([one.spot.x, one.spot.y])
    ends = np.clip(spot, boxes[:, :2], boxes[:, 2:])
    away = ends - spot
    length = np.maximum(np.hypot(away[:, 0], away[:, 1]), ROUNDING)[:, None]
    return np.hstack([spot + away / length * one.reach, ends])


def _line(leader: Floats) -> Line | None:
    left, top, right, bottom = leader.tolist()
    return None if left == NOWHERE else (Spot(left, top), Spot(right, bottom))


def _rows(boxes: Sequence[Box]) -> Floats:
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], dtype=np.float64).reshape(-1, 4)


def _meet(boxes: Floats, other: Floats) -> Flags:
    """Tell which boxes come nearer than the gap to another; rounding must not part a name from its glyph."""
    gap = GAP - ROUNDING
    before = boxes[..., :2] - gap < other[..., 2:]
    return np.asarray((before & (boxes[..., 2:] + gap > other[..., :2])).all(axis=-1), dtype=np.bool_)


def _meet_any(boxes: Floats, others: Floats) -> Flags:
    return np.asarray(_meet(boxes[:, None, :], others[None, :, :]).any(axis=1), dtype=np.bool_)


def _run_through(lines: Floats, boxes: Floats) -> Flags:
    """Tell which lines run through a box, or end inside it; touching its edge is no crossing."""
    start, step = lines[..., :2], lines[..., 2:] - lines[..., :2]
    step = np.where(np.abs(step) < ROUNDING, ROUNDING, step)
    near, far = (boxes[..., :2] + EDGE - start) / step, (boxes[..., 2:] - EDGE - start) / step
    enters, leaves = np.minimum(near, far).max(axis=-1), np.maximum(near, far).min(axis=-1)
    return np.asarray((enters < leaves) & (enters < 1) & (leaves > 0), dtype=np.bool_)


def _cross(lines: Floats, other: Floats) -> Flags:
    """Tell which lines cross another."""
    return np.asarray(_parted(lines, other) & _parted(other, lines), dtype=np.bool_)


def _parted(ends: Floats, line: Floats) -> Flags:
    """Tell whether two ends lie on different sides of a line."""
    dx, dy = line[..., 2] - line[..., 0], line[..., 3] - line[..., 1]
    sides = [dx * (ends[..., at + 1] - line[..., 1]) - dy * (ends[..., at] - line[..., 0]) for at in (0, 2)]
    return np.asarray(sides[0] * sides[1] < 0, dtype=np.bool_)


def _covered(boxes: Floats, routes: Sequence[Route]) -> Floats:
    """Measure how much of the routes each box covers, points."""
    if not routes or not len(boxes):
        return np.zeros(len(boxes))
    lines = shapely.MultiLineString([shapely.LineString(route) for route in routes])
    shapely.prepare(lines)
    areas = np.asarray(shapely.box(*boxes.T))
    found = np.zeros(len(boxes))
    met = shapely.intersects(lines, areas)
    found[met] = shapely.length(shapely.intersection(lines, areas[met]))
    return found
