"""Where the chips of engagements go, so that they cover neither glyphs nor names nor one another at the opening view.

A name that a chip must cover gives way: it appears on zooming in, where there is room.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from dashboard.maps.palette import KIND_LETTERS
from dashboard.maps.placing import arrange
from dashboard.maps.points import places
from dashboard.maps.spots import Box, Spot, square
from dashboard.maps.view import pixels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.maps.placing import Place
    from dashboard.maps.scene import EngagementMark, Scene

STEP = 14
"""Pixels from the middle of one chip to that of the next."""

REACH = 6.5
"""Half the width and height of a chip, in pixels."""

FARTHEST = 2.5 * STEP
"""Pixels that a chip stands from its point at most, or nobody would see where it belongs."""

SLOTS = tuple(
    sorted(
        (
            (column * STEP, line * STEP)
            for column, line in product(range(-2, 3), repeat=2)
            if 0 < hypot(column, line) * STEP <= FARTHEST
        ),
        key=lambda slot: (hypot(*slot), -slot[1], slot[0]),
    )
)
"""Where a chip may stand beside its point, in pixels east and south: the nearest first, and of those below first."""

NEAR = FARTHEST + 2 * REACH
"""Pixels beyond which nothing can be in the way of a chip."""


class Chip(NamedTuple):
    """Engagements of one kind at one place, to a tenth of a degree: less than a chip is wide, but at the last zooms."""

    lon: float
    """Degrees, in the Pacific-centred frame."""
    lat: float
    """Degrees."""
    kind: int
    """As a position in `KIND_LETTERS`."""
    territory: str
    """ISO 3166-1 alpha-3 code of the place."""


class Chips(NamedTuple):
    """What stands where once there are chips."""

    slots: Mapping[Chip, int]
    """Every chip, and its place in `SLOTS`."""
    covered: frozenset[str]
    """Territories whose name gives way."""


def chips(scene: Scene) -> Chips:
    """Place the chips of a scene, if it shows them."""
    if not (scene.engagements and scene.on("engagements")):
        return Chips({}, frozenset())
    badged = frozenset(mark.territory for mark in scene.with_advisory()) if scene.on("advisories") else frozenset()
    wanted = tuple(sorted({_chip(mark) for mark in scene.engagements}))
    return _place(wanted, places(scene), badged, scene.width_px, scene.height_px)


def _chip(mark: EngagementMark) -> Chip:
    return Chip(round(mark.lon, 1), round(mark.lat, 1), list(KIND_LETTERS).index(mark.kind), mark.territory)


@lru_cache(maxsize=32)
def _place(
    wanted: tuple[Chip, ...], around: tuple[Place, ...], badged: frozenset[str], width_px: int, height_px: int
) -> Chips:
    """Give each chip in turn the nearest free slot."""
    arranged = arrange(around, width_px, height_px)
    boxes = arranged.boxes
    firm = [box for code, (glyph, badge, _) in boxes.items() for box in (glyph, badge)[: 1 + (code in badged)]]
    names = {code: name for code, (_, _, name) in boxes.items() if name}
    slots = {}
    for chip in wanted:
        slots[chip], box = _slot(Spot(*pixels(chip.lon, chip.lat, arranged.zoom)), firm, list(names.values()))
        firm.append(box)
    return Chips(slots, _covered(names, firm[-len(wanted) :]))


def _covered(names: Mapping[str, Box], chips: Sequence[Box]) -> frozenset[str]:
    return frozenset(code for code, name in names.items() if any(name.meets(chip) for chip in chips))


def _slot(point: Spot, firm: Sequence[Box], names: Sequence[Box]) -> tuple[int, Box]:
    """Find the nearest slot that covers nothing; else one that covers only a name; else the first."""
    found = [square(Spot(point.x + dx, point.y + dy), REACH) for dx, dy in SLOTS]
    firm, names = _near(point, firm), _near(point, names)
    for taken in ([*firm, *names], firm):
        for slot, box in enumerate(found):
            if not any(box.meets(other) for other in taken):
                return slot, box
    return 0, found[0]


def _near(point: Spot, boxes: Iterable[Box]) -> list[Box]:
    return [box for box in boxes if box.distance(point) < NEAR]
