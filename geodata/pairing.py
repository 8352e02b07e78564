"""Which pairs of a row and a known port are worth comparing, and what speaks for and against each.

A pair is worth it if the two are near one another, share a code, or bear a name that each side has once in their
territory. All else, nearly all of the product, is never looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.geodesy import METRES_PER_NM, distances_nm
from geodata.locate import SHORTEST_DEGREE_M
from geodata.mirrored import readings
from geodata.names import forms, likenesses
from geodata.territories import FRAME_EAST, FRAME_WEST, to_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

    from geodata.reconcile import Place

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

REACH_NM = 60.0
"""Within which names are compared."""

OVER_A_BORDER_NM = 10.0
"""Within which they are compared although the two declare different territories."""

MENDED_NM = 10.0
"""Within which two must come, once a slip in coordinates is undone, for the slip to be believed."""

UNLIKE = 40.0
"""Likeness below which a pair without a code in common is dropped."""

PART = 5_000
"""Rows whose neighbours are looked for at once."""

STEEPEST = 89.0
"""Latitude beyond which a degree of longitude shrinks no further when boxes are drawn."""


@dataclass(frozen=True)
class Pairs:
    """Pairs, each once, as arrays of one length."""

    left: Ints
    """Where the row stands among the rows."""

    right: Ints
    """Where the port stands among those known."""

    distance_nm: Floats
    """Nautical miles between the two; not a number where one has no place."""

    likeness: Floats
    """How alike their names are, 0 to 100."""

    same_number: Bools
    """Whether they have the same World Port Index number."""

    same_code: Bools
    """Whether they have the same UN/LOCODE."""

    codes_differ: Bools
    """Whether they have different UN/LOCODEs, or different World Port Index numbers."""

    territories_agree: Bools
    """Whether they declare the same territory, or one declares none."""

    only_namesakes: Bools
    """Whether each side has their name once in their territory."""

    mended: Bools
    """Whether they lie together once a lost sign or a swap of latitude and longitude is undone."""


def paired(rows: Sequence[Place], known: Sequence[Place]) -> Pairs:
    """Return the pairs that are worth comparing, in order of row and port."""
    near = _near_and_alike(rows, known)
    others = [_sharing(rows, known, _number), _sharing(rows, known, _code), _namesakes(rows, known)]
    left, right = _each_once([near, *others], len(known))
    number, code = _equal(rows, known, left, right, _number), _equal(rows, known, left, right, _code)
    alike = likenesses(rows, known, left, right)
    namesakes = np.isin(left * len(known) + right, others[2][0] * len(known) + others[2][1])
    kept = (alike >= UNLIKE) | (number == 1) | (code == 1)
    left, right, alike, number, code, namesakes = (side[kept] for side in (left, right, alike, number, code, namesakes))
    away = _distances(rows, known, left, right)
    return Pairs(
        left=left,
        right=right,
        distance_nm=away,
        likeness=alike,
        same_number=number == 1,
        same_code=code == 1,
        codes_differ=((code == -1) & (number != 1)) | (number == -1),
        territories_agree=_equal(rows, known, left, right, _territory) >= 0,
        only_namesakes=namesakes,
        mended=_mended(rows, known, left, right, (away > MENDED_NM) & (namesakes | (code == 1) | (number == 1))),
    )


def _number(place: Place) -> str | None:
    return place.wpi_number


def _code(place: Place) -> str | None:
    return place.unlocode


def _territory(place: Place) -> str | None:
    return place.territory


def _name_in_territory(place: Place) -> tuple[str, str] | None:
    written = forms(place)
    return (written[0].core.replace(" ", ""), place.territory) if written and place.territory else None


def _each_once(pairs: Sequence[tuple[Ints, Ints]], width: int) -> tuple[Ints, Ints]:
    keys = np.unique(np.concatenate([left * max(width, 1) + right for left, right in pairs]))
    return keys // max(width, 1), keys % max(width, 1)


def _sharing(
    rows: Sequence[Place], known: Sequence[Place], key: Callable[[Place], Hashable | None]
) -> tuple[Ints, Ints]:
    """Return the pairs of which both sides have the same key."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, place in enumerate(known):
        places[key(place)].append(at)
    places.pop(None, None)
    found = [(at, other) for at, place in enumerate(rows) for other in places.get(key(place), ())]
    both: Ints = np.array(found, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _namesakes(rows: Sequence[Place], known: Sequence[Place]) -> tuple[Ints, Ints]:
    """Return the pairs of one name of which each side has but one in their territory."""
    counts = [Counter(map(_name_in_territory, side)) for side in (rows, known)]

    def once(place: Place) -> tuple[str, str] | None:
        key = _name_in_territory(place)
        return key if all(count[key] == 1 for count in counts) else None

    return _sharing(rows, known, once)


def _equal(
    rows: Sequence[Place], known: Sequence[Place], left: Ints, right: Ints, key: Callable[[Place], str | None]
) -> Ints:
    """Return 1 for each pair with the same key, -1 with different ones, 0 where one side has none."""
    ones = np.array([key(place) or "" for place in rows], dtype=np.str_)[left]
    others = np.array([key(place) or "" for place in known], dtype=np.str_)[right]
    both = (ones != "") & (others != "")
    return np.where(both, np.where(ones == others, 1, -1), 0)


def _coordinates(places: Sequence[Place]) -> tuple[Floats, Floats]:
    """Return longitudes in the frame and latitudes; not a number where there are none."""
    lons = np.array([np.nan if place.lon is None else place.lon for place in places], dtype=np.float64)
    lats = np.array([np.nan if place.lat is None else place.lat for place in places], dtype=np.float64)
    return to_frame(lons), lats


def _distances(rows: Sequence[Place], known: Sequence[Place], left: Ints, right: Ints) -> Floats:
    (lons, lats), (other_lons, other_lats) = _coordinates(rows), _coordinates(known)
    away = np.full(len(left), np.nan)
    placed = ~(np.isnan(lons[left]) | np.isnan(other_lons[right]))
    one, other = left[placed], right[placed]
    if len(one):
        away[placed] = distances_nm(lons[one], lats[one], other_lons[other], other_lats[other])
    return away


def _near_and_alike(rows: Sequence[Place], known: Sequence[Place]) -> tuple[Ints, Ints]:
    """Return the near pairs whose names have something in common, found part by part to save memory."""
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for start in range(0, len(rows), PART):
        part = rows[start : start + PART]
        left, right = _near(part, known)
        alike = likenesses(part, known, left, right) >= UNLIKE
        found.append((left[alike] + start, right[alike]))
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    return left, right


def _near(rows: Sequence[Place], known: Sequence[Place]) -> tuple[Ints, Ints]:
    """Return the pairs within reach of one another, over a border only those close by it."""
    left, right = _boxed(_coordinates(rows), _coordinates(known))
    away = _distances(rows, known, left, right)
    agree = _equal(rows, known, left, right, _territory) >= 0
    close = away <= np.where(agree, REACH_NM, OVER_A_BORDER_NM)
    return left[close], right[close]


def _boxed(rows: tuple[Floats, Floats], known: tuple[Floats, Floats]) -> tuple[Ints, Ints]:
    """Return the pairs of which the known port lies in a box about the row that holds the circle of reach."""
    here, there = (np.flatnonzero(~np.isnan(side[0])) for side in (rows, known))
    lons, lats = rows[0][here], rows[1][here]
    height = REACH_NM * METRES_PER_NM / SHORTEST_DEGREE_M
    width = height / np.cos(np.radians(np.minimum(np.abs(lats) + height, STEEPEST)))
    tree = shapely.STRtree(np.asarray(shapely.points(known[0][there], known[1][there])))
    found = []
    for turn in (-360.0, 0.0, 360.0):
        west, east = lons + turn - width, lons + turn + width
        near = np.flatnonzero((east >= FRAME_WEST) & (west <= FRAME_EAST))
        boxes = shapely.box(west[near], lats[near] - height, east[near], lats[near] + height)
        box, port = tree.query(boxes)
        found.append((here[near[box]], there[port]))
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    return left, right


def _mended(rows: Sequence[Place], known: Sequence[Place], left: Ints, right: Ints, apart: Bools) -> Bools:
    """Tell which of the pairs that lie apart would lie together but for a slip in the coordinates of one."""
    mended = np.zeros(len(left), dtype=bool)
    for at in np.flatnonzero(apart):
        mended[at] = _would_meet(rows[left[at]], known[right[at]])
    return mended


def _would_meet(one: Place, other: Place) -> bool:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return False
    meant = [point for _, point in readings(one.lon, one.lat)]
    lons, lats = [point.lon for point in meant], [point.lat for point in meant]
    return bool((distances_nm(other.lon, other.lat, lons, lats) <= MENDED_NM).any())
