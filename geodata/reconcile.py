"""Which rows of one source are which ports of another.

Evidence, strongest first: the same World Port Index number; the same UN/LOCODE; a name alike within a distance. Each
row ends with one outcome: confident (it is that port), doubtful (a person should decide), or none (it is another).
A port is confidently matched by one row at most, and by name only where no other pair is nearly as good.
`docs/reconciliation.md` has the measured precision and recall.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import numpy as np

from geodata.names import Named, contrary
from geodata.pairing import Pairs, paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

SAME_PLACE_NM = 25.0
"""Within which a shared code needs no likeness of names."""

NEAR_NM = 60.0
"""Within which a shared code needs names somewhat alike."""

FAR_NM = 150.0
"""Within which a shared code needs names nearly the same, and a name that each source has once in a territory is one
port."""

PER_NM = 0.6
"""Points of likeness that a nautical mile costs."""

ENOUGH = 63.0
"""Likeness, less what the distance costs, from which a match by name is confident."""

WORTH_A_LOOK = 50.0
"""Likeness, less what the distance costs, from which it is doubtful."""

AGAINST_THE_ODDS = 90.0
"""The same where the two declare different territories or bear different codes."""

BESIDE_NM, INEXACT_NM = 3.0, 15.0
"""Beyond the first names must be alike, and beyond the second nearly the same, for a match by name to be confident."""

ALIKE = 80.0
"""Likeness of names that are alike."""

MARGIN = 0.5
"""Points by which a confident match by name must be better than any other of either side."""

SOMEWHAT_ALIKE = 60.0
"""Likeness of names that share a code beyond `SAME_PLACE_NM`."""

NEARLY_SAME = 90.0
"""Likeness of names that share a code beyond `NEAR_NM`; more than that of a name that is only part of another."""

SAME_NAME = 98.0
"""Likeness from which two names are one, with or without words such as port."""

BY_NUMBER = 2000.0
"""Points for the same World Port Index number: more than any name."""

BY_CODE = 1000.0
"""Points for the same UN/LOCODE."""


class Place(Named, Protocol):
    """What is known of a port, in a row or in a record."""

    @property
    def unlocode(self) -> str | None:
        """Return the UN/LOCODE."""

    @property
    def wpi_number(self) -> str | None:
        """Return the World Port Index number."""

    @property
    def territory(self) -> str | None:
        """Return the alpha-3 code of the declared territory."""

    @property
    def lon(self) -> float | None:
        """Return the longitude, degrees; None where no place is given."""

    @property
    def lat(self) -> float | None:
        """Return the latitude, degrees; None together with the longitude."""


class Outcome(StrEnum):
    """What is made of a row."""

    CONFIDENT = "confident"
    DOUBTFUL = "doubtful"
    NONE = "none"


class Evidence(StrEnum):
    """What speaks for a match."""

    NUMBER = "World Port Index number"
    CODE = "UN/LOCODE"
    NAME = "name"


@dataclass(frozen=True)
class Match:
    """What is made of one row."""

    row: int
    """Where it stands among the rows."""

    known: int | None
    """Where its port stands among those known; None without one."""

    outcome: Outcome
    """How sure that is."""

    by: Evidence | None = None
    """The strongest evidence; None without a port."""

    likeness: float = 0.0
    """How alike the names are, 0 to 100."""

    distance_nm: float | None = None
    """Nautical miles between the two; None where one has no place."""

    why: str = ""
    """What speaks for and against, in one line."""


def reconcile(rows: Sequence[Place], known: Sequence[Place]) -> list[Match]:
    """Say of each row which known port it is.

    Args:
        rows: the rows of one source, of which no two are the same port.
        known: the ports that are known.

    Returns:
        One match per row, in order. Two doubtful rows may name the same port, one confident row only.
    """
    pairs = paired(rows, known)
    judged = _judged(pairs, rows, known)
    chosen = _confident(pairs, judged)
    taken = {int(pairs.right[at]) for at in chosen.values()}
    doubtful = _doubtful(pairs, judged, chosen, taken)
    return [_match(row, pairs, chosen.get(row), doubtful.get(row)) for row in range(len(rows))]


@dataclass(frozen=True)
class _Judged:
    """What each pair is worth."""

    score: Floats
    sure: Bools
    """Whether it is good enough to be confident, if nothing rivals it."""
    open: Bools
    """Whether it is good enough for a person to look at."""
    coded: Bools
    """Whether the two share a number or a code."""


def _judged(pairs: Pairs, rows: Sequence[Place], known: Sequence[Place]) -> _Judged:
    away = np.nan_to_num(pairs.distance_nm, nan=0.0)
    placed = ~np.isnan(pairs.distance_nm)
    named = pairs.likeness - PER_NM * away
    coded = pairs.same_number | pairs.same_code
    alone = pairs.only_namesakes & (pairs.likeness >= SAME_NAME)
    against = pairs.codes_differ | ~pairs.territories_agree
    by_code = coded & (_near_enough(pairs, away) | pairs.mended)
    alike = (away <= INEXACT_NM) & (pairs.likeness >= ALIKE)
    exact = (away <= BESIDE_NM) | alike | (pairs.likeness > NEARLY_SAME)
    reached = ((named >= ENOUGH) & exact) | (alone & ((away <= FAR_NM) | pairs.mended))
    by_name = ~coded & ~against & placed & reached
    for at in np.flatnonzero(by_name):
        by_name[at] = not contrary(rows[pairs.left[at]].name, known[pairs.right[at]].name)
    look = np.where(against, named >= AGAINST_THE_ODDS, (named >= WORTH_A_LOOK) | alone)
    score = BY_NUMBER * pairs.same_number + BY_CODE * pairs.same_code + np.maximum(named, pairs.likeness - NEARLY_SAME)
    return _Judged(score, by_code | by_name, coded | look, coded)


def _near_enough(pairs: Pairs, away: Floats) -> Bools:
    """Tell where two that share a code are near enough for how alike their names are."""
    near: Bools = away <= SAME_PLACE_NM
    near |= (away <= NEAR_NM) & (pairs.likeness >= SOMEWHAT_ALIKE)
    near |= (away <= FAR_NM) & (pairs.likeness >= NEARLY_SAME)
    return near


def _confident(pairs: Pairs, judged: _Judged) -> dict[int, int]:
    """Choose confident pairs by row, best first, until none is left that nothing rivals."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    order = [int(at) for at in np.lexsort((pairs.right, pairs.left, -judged.score)) if judged.open[at]]
    while True:
        order = [at for at in order if pairs.left[at] not in chosen and pairs.right[at] not in taken]
        found = _unrivalled(order, pairs, judged)
        if not found:
            return chosen
        chosen.update({int(pairs.left[at]): at for at in found})
        taken.update(int(pairs.right[at]) for at in found)


def _unrivalled(order: Sequence[int], pairs: Pairs, judged: _Judged) -> list[int]:
    """Return the sure pairs that are the best of both their sides, by a margin where only names speak for them."""
    by_row, by_known = defaultdict(list), defaultdict(list)
    for at in order:
        by_row[int(pairs.left[at])].append(at)
        by_known[int(pairs.right[at])].append(at)
    best = [each[0] for each in by_row.values() if judged.sure[each[0]]]
    return [
        at
        for at in best
        if by_known[int(pairs.right[at])][0] == at
        and (judged.coded[at] or _leads(at, by_row[int(pairs.left[at])], by_known[int(pairs.right[at])], judged))
    ]


def _leads(at: int, of_row: Sequence[int], of_known: Sequence[int], judged: _Judged) -> bool:
    return all(len(each) == 1 or judged.score[each[1]] <= judged.score[at] - MARGIN for each in (of_row, of_known))


def _doubtful(pairs: Pairs, judged: _Judged, chosen: dict[int, int], taken: set[int]) -> dict[int, int]:
    """Return the best pair that is worth a look of each row that has none, and whose port is not spoken for."""
    best: dict[int, int] = {}
    for at in np.flatnonzero(judged.open):
        row, port = int(pairs.left[at]), int(pairs.right[at])
        if row in chosen or port in taken:
            continue
        if row not in best or judged.score[at] > judged.score[best[row]]:
            best[row] = int(at)
    return best


def _match(row: int, pairs: Pairs, sure: int | None, doubtful: int | None) -> Match:
    at = doubtful if sure is None else sure
    if at is None:
        return Match(row, None, Outcome.NONE)
    outcome = Outcome.DOUBTFUL if sure is None else Outcome.CONFIDENT
    away = None if np.isnan(pairs.distance_nm[at]) else float(pairs.distance_nm[at])
    by = _evidence(pairs, at)
    return Match(row, int(pairs.right[at]), outcome, by, float(pairs.likeness[at]), away, _why(pairs, at, by, away))


def _evidence(pairs: Pairs, at: int) -> Evidence:
    if pairs.same_number[at]:
        return Evidence.NUMBER
    return Evidence.CODE if pairs.same_code[at] else Evidence.NAME


def _why(pairs: Pairs, at: int, by: Evidence, away: float | None) -> str:
    same = "names" if by is Evidence.NAME else f"same {by}, names"
    parts = [
        f"{same} {pairs.likeness[at]:.0f} % alike",
        "no place to compare" if away is None else f"{away:,.1f} nm apart",
    ]
    notes = {
        "one would lie by the other but for a slip in its coordinates": pairs.mended[at],
        "their codes differ": pairs.codes_differ[at],
        "their territories differ": not pairs.territories_agree[at],
    }
    return ", ".join([*parts, *(note for note, holds in notes.items() if holds)])
