"""Where everything goes on a printed map: glyphs, names, insets and locator, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist, inf
from typing import TYPE_CHECKING

from dashboard.maps.spots import Box, Spot, spread, square
from dashboard.paper.inset_finding import Crowd, Inset, insets
from dashboard.paper.label_placing import Named, Placed, place
from dashboard.paper.map_letters import text_width
from dashboard.paper.map_locator import locator_box
from dashboard.paper.map_panel import SMALL_PT, Panel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from dashboard.paper.map_panel import Track

REACH_PT = 6.5
"""Half the width of a glyph with its outline, points."""

HIGH = 1.25
"""Height of a line of words, for its size."""

FREE_PT = 3.0
"""Between a name and the edge of the map, points."""

CALM, HELPS, MOST_INSETS, LOOKED_AT = 90.0, 0.75, 2, 2
"""A map needs no inset while its leaders and pushed glyphs measure less than this together, points; an inset has to
leave at most this share of it; more insets than this take the map apart; and so many are looked at closely."""

LOST_PT = 150.0
"""A name without a place counts as so much trouble, points."""

INSET_LAYER = 20.0
"""Insets are drawn over the map, names and all."""

RULE_PT = 1.0
"""Half the room that the line around what an inset shows takes, points."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A glyph that is to stand on a map, with its name."""

    key: str
    lon: float
    """EPSG:4326 degrees."""
    lat: float
    width: float
    """Of its name, points."""
    size: float
    """Of its letters, points."""


@dataclass(frozen=True, slots=True)
class Part:
    """The map, or an inset."""

    panel: Panel
    true: Mapping[str, Spot]
    """Where each glyph would stand if none were pushed aside, by key."""
    glyphs: Mapping[str, Spot]
    """Where each stands."""
    named: frozenset[str]
    """Which of them are named here."""
    names: Mapping[str, Placed]

    def trouble(self) -> float:
        """Measure how far names and glyphs stand from where they belong, points."""
        if not all(self.panel.area.holds(square(spot, REACH_PT)) for spot in self.glyphs.values()):
            return inf
        led = sum(_long(*one.leader) for one in self.names.values() if one.leader)
        pushed = sum(_long(spot, self.true[key]) for key, spot in self.glyphs.items())
        return led + pushed + LOST_PT * (len(self.named) - len(self.names))


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything goes."""

    parts: Sequence[Part]
    """The map, then its insets."""
    insets: Sequence[Inset]
    tags: Sequence[tuple[str, Box]]
    """The letters that say which inset shows which part: on the map for each inset, then in each inset."""
    locator: Box | None

    def trouble(self) -> float:
        """Measure how far all names and glyphs stand from where they belong, points."""
        return sum(part.trouble() for part in self.parts)

    def names(self) -> dict[str, Placed]:
        """Return where each name stands, on the map or in an inset."""
        return {key: placed for part in self.parts for key, placed in part.names.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a map has to look to beside its glyphs and names."""

    taken: Sequence[Box]
    """What must not be covered."""
    routes: Sequence[Track]
    """What is better not covered."""
    locator: bool
    """Whether a small map says where on the Earth this one lies."""
    land: Sequence[BaseGeometry]
    """What of the ground such a map had better not cover."""
    under: bool
    """Whether the line of a name may run beneath another glyph."""


def plan_map(panel: Panel, marks: Sequence[Labelled], asked: Asked) -> Plan:
    """Decide where everything goes on a map, with insets only where they help."""
    planner = _Planner(panel, marks, asked)
    plan = planner.plan([])
    while len(plan.insets) < MOST_INSETS and plan.trouble() > CALM:
        tried = planner.with_inset(plan.insets)
        if tried is None or tried.trouble() > plan.trouble() * HELPS:
            break
        plan = tried
    return plan


class _Planner:
    """Plans one map, with any insets."""

    def __init__(self, panel: Panel, marks: Sequence[Labelled], asked: Asked) -> None:
        self._panel, self._marks, self._asked = panel, marks, asked
        self._true = panel.spots([(mark.lon, mark.lat) for mark in marks])
        self._spots = spread(self._true)

    def with_inset(self, insets: Sequence[Inset]) -> Plan | None:
        """Plan with one more inset: the best of those that a first placing of the names favours."""
        tried = sorted(
            ([*insets, inset] for inset in self._possible(insets)), key=lambda one: self.plan(one, rough=True).trouble()
        )
        return min((self.plan(one) for one in tried[:LOOKED_AT]), key=Plan.trouble, default=None)

    def _possible(self, chosen: Sequence[Inset]) -> list[Inset]:
        done = frozenset[int]().union(*(inset.members for inset in chosen))
        held = [box for inset in chosen for box in (inset.box, inset.window)]
        return insets(Crowd(self._spots, self._panel.area, REACH_PT, [*held, *self._asked.taken], done))

    def plan(self, insets: Sequence[Inset], *, rough: bool = False) -> Plan:
        """Place everything beside some insets; names in a rough plan ask no others to move."""
        glyphs = [square(spot, REACH_PT) for spot in self._spots]
        held = [
            *self._asked.taken,
            *(inset.box for inset in insets),
            *(rule for one in insets for rule in _rules(one.window)),
        ]
        lettered = dict(zip(sorted(insets, key=lambda one: one.box.left), "ABC", strict=False))
        tags = []
        for inset in insets if len(insets) > 1 else []:
            tags.append((lettered[inset], _tag(lettered[inset], inset.window, [*glyphs, *held], self._panel.area)))
            held.append(tags[-1][1])
        locator = locator_box(self._panel.area, self._spots, held, self._asked.land) if self._asked.locator else None
        held += [locator] if locator else []
        shown = frozenset[int]().union(*(inset.members for inset in insets))
        numbers = [number for number in range(len(self._marks)) if number not in shown]
        own = self._part(self._panel, numbers, self._true, self._spots, held, rough=rough)
        parts = []
        for inset in insets:
            part, tag = self._inset_part(inset, lettered[inset] if len(insets) > 1 else "", rough=rough)
            parts.append(part)
            tags.append(tag)
        return Plan([own, *parts], insets, tags, locator)

    def _inset_part(self, inset: Inset, letter: str, *, rough: bool) -> tuple[Part, tuple[str, Box]]:
        numbers = sorted(inset.members)
        panel = self._panel.part(inset.window, inset.box, layer=INSET_LAYER)
        true = panel.spots([(self._marks[number].lon, self._marks[number].lat) for number in numbers])
        found, parted = dict(zip(numbers, true, strict=True)), dict(zip(numbers, spread(true), strict=True))
        said = f"{letter} {inset.scale:.1f} : 1".strip()
        box = _tag(said, inset.box, [square(spot, REACH_PT) for spot in parted.values()], inset.box)
        return self._part(panel, numbers, found, parted, [box], rough=rough), (said, box)

    def _part(
        self,
        panel: Panel,
        numbers: Sequence[int],
        true: Sequence[Spot] | Mapping[int, Spot],
        spots: Sequence[Spot] | Mapping[int, Spot],
        held: Sequence[Box],
        *,
        rough: bool,
    ) -> Part:
        shown = range(len(self._marks)) if panel is self._panel else numbers
        key = {number: self._marks[number].key for number in shown}
        named = [self._named(number, spots[number]) for number in numbers]
        others = [square(spots[number], REACH_PT) for number in shown if number not in set(numbers)]
        routes = self._asked.routes if panel is self._panel else []
        names = place(
            named,
            within=_inner(panel.area),
            taken=[*held, *others],
            routes=routes,
            rough=rough,
            under=self._asked.under,
        )
        return Part(
            panel,
            {key[number]: true[number] for number in shown},
            {key[number]: spots[number] for number in shown},
            frozenset(one.key for one in named),
            names,
        )

    def _named(self, number: int, spot: Spot) -> Named:
        mark = self._marks[number]
        return Named(mark.key, spot, mark.width, mark.size * HIGH, REACH_PT)


def _long(one: Spot, other: Spot) -> float:
    return dist((one.x, one.y), (other.x, other.y))


def _inner(area: Box) -> Box:
    return Box(area.left + FREE_PT, area.top + FREE_PT, area.right - FREE_PT, area.bottom - FREE_PT)


def _rules(box: Box) -> list[Box]:
    """Return what the four lines around a box take."""
    upright = [Box(x - RULE_PT, box.top, x + RULE_PT, box.bottom) for x in (box.left, box.right)]
    return [*upright, *(Box(box.left, y - RULE_PT, box.right, y + RULE_PT) for y in (box.top, box.bottom))]


def _tag(text: str, beside: Box, taken: Sequence[Box], area: Box) -> Box:
    """Find room for the letter of an inset at a corner of what it shows, outside or else inside."""
    wide, high = text_width(text, SMALL_PT, bold=True) + 4, SMALL_PT * HIGH
    lefts, tops = (beside.left, beside.right - wide), (beside.top - high - RULE_PT, beside.bottom + RULE_PT)
    inner = (beside.top + RULE_PT + 1, beside.bottom - RULE_PT - high - 1)
    tried = [Box(left, top, left + wide, top + high) for top in (*tops, *inner) for left in lefts]
    free = (box for box in tried if area.holds(box) and not any(box.meets(other) for other in taken))
    return next(free, tried[0])
