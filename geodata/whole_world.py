"""A person's boundaries with the rest of the world around them, from the boundaries that ship.

Of a territory that the file has, only the file's polygons count. Of one that it has not, what ships stays: a partner's
as it is, since it is one of those that the map is about; any other's where the file has no land, and out to the lines
of the file where those stand back from the ones that ship. Where both draw an island, it is one's or the other's and
never cut along two coasts that were drawn differently.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Polygon

from geodata.reference.topology import pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geodata.territories import Boundaries

    Parts = dict[str, list[Polygon]]

LEFT_OUT = frozenset({"ATA"})
"""Antarctica: no port of call, and on a Mercator map a band across the foot."""

MOSTLY = 0.5
"""Share of a polygon beyond which, once it is another's, nothing of it stays."""

BORDER_SHARE = 0.2
"""Share of a gap's outline that must be a neighbour's border for the gap to be the neighbour's: less is a stretch of
coast that the file draws elsewhere."""


def whole_world(own: Mapping[str, BaseGeometry], shipped: Boundaries, *, partners: Sequence[str]) -> Parts:
    """Put boundaries of a file into the world.

    Args:
        own: multipolygons of the file in the frame, valid, by alpha-3 code.
        shipped: the boundaries that ship.
        partners: codes of the partners.

    Returns:
        Polygons by code, in the order of the boundaries that ship and then of the codes that they have not.
    """
    own = {code: shape for code, shape in own.items() if code not in LEFT_OUT}
    kept = {code: _parts(shipped.geometry(code)) for code in partners if code in shipped.index and code not in own}
    theirs = _outside({code: _parts(shape) for code, shape in own.items()}, _flat(kept))
    taken = _flat(kept) + _flat(theirs)
    others = [code for code in shipped.codes if code not in own and code not in kept]
    around = _outside({code: _parts(shipped.geometry(code)) for code in others}, taken)
    gaps = _gaps([shipped.geometry(code) for code in own if code in shipped.index], taken)
    world = {**_filled(around, gaps), **kept, **theirs}
    order = [*shipped.codes, *sorted(world.keys() - set(shipped.codes))]
    return {code: world[code] for code in order if world.get(code)}


def _parts(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]


def _flat(parts: Mapping[str, Iterable[Polygon]]) -> list[Polygon]:
    return [piece for pieces in parts.values() for piece in pieces]


def _outside(parts: Mapping[str, Sequence[Polygon]], taken: Sequence[Polygon]) -> Parts:
    """Keep of each polygon what lies outside others; nothing of one that is mostly theirs."""
    tree = shapely.STRtree(np.array(taken, dtype=object))
    return {code: [rest for piece in own for rest in _rest(piece, tree)] for code, own in parts.items()}


def _rest(piece: Polygon, tree: shapely.STRtree) -> list[Polygon]:
    over = tree.query(piece, predicate="intersects")
    if not len(over):
        return [piece]
    left = shapely.difference(piece, shapely.union_all(tree.geometries[over]))
    return pieces_of(left) if left.area >= MOSTLY * piece.area else []


def _gaps(before: Iterable[BaseGeometry], taken: Sequence[Polygon]) -> list[Polygon]:
    """Return the land that was a territory's of the file and in the file is nobody's."""
    tree = shapely.STRtree(np.array(taken, dtype=object))
    return [rest for shape in before for part in _parts(shape) for rest in _left_over(part, tree)]


def _left_over(part: Polygon, tree: shapely.STRtree) -> list[Polygon]:
    over = tree.query(part, predicate="intersects")
    return pieces_of(shapely.difference(part, shapely.union_all(tree.geometries[over]))) if len(over) else []


def _filled(around: Parts, gaps: Sequence[Polygon]) -> Parts:
    """Give each gap to the neighbour that it has the longest border with; others are sea."""
    owners = [code for code, own in around.items() for _ in own]
    tree = shapely.STRtree(np.array(_flat(around), dtype=object))
    gained: Parts = defaultdict(list)
    for gap in gaps:
        beside = tree.query(gap, predicate="intersects")
        shared = shapely.length(shapely.intersection(gap, tree.geometries[beside]))
        if len(beside) and shared.max() > BORDER_SHARE * gap.length:
            gained[owners[beside[shared.argmax()]]].append(gap)
    return {
        code: pieces_of(shapely.union_all([*own, *gained[code]])) if gained.get(code) else own
        for code, own in around.items()
    }
