"""How well `geodata.reconcile` finds ports of one list in another: precision and recall, with the shared code hidden.

Started as `python -m bench.reconciling`, with the paths of a World Port Index and of a UN/LOCODE list in
`SEAMARK_WPI` and `SEAMARK_UNLOCODE`. A pair is a port of the Index and the entry of the list that bears its code. Its
code is taken off the port, which must then be found by name and place: among the entries of all pairs, and among the
whole list. Some codes of the files are wrong, so not every miss is one.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.report import amount, lines
from geodata.geodesy import Point, distance_nm
from geodata.importers import unlocode, wpi
from geodata.reconcile import Match, Outcome, reconcile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.importers.rows import PortRow

FAR_NM = 60.0
"""Beyond which two places cannot be one port, so that one of the files is wrong about the code or the place."""

TWIN_NM = 10.0
"""Within which two entries of the list may be one port that it has twice."""


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the pairs."""

    pairs: int
    confident: int
    right: int
    """Confident, with the entry that bears the hidden code."""
    queued: int
    """Doubtful, with the entry that bears it."""
    wrong: tuple[str, ...]
    """Confident with another entry: both, and what speaks for it."""
    twins: int
    """Of these, how many lie beside the entry that bears the code."""
    misplaced: int
    """Of these, how many bear a code whose entry lies elsewhere, so that the file is wrong."""
    seconds: float

    @property
    def precision(self) -> float:
        """Return the share of confident matches that are right."""
        return self.right / self.confident

    @property
    def recall(self) -> float:
        """Return the share of pairs that are found with confidence."""
        return self.right / self.pairs

    @property
    def with_queue(self) -> float:
        """Return the share of pairs that are found or put before a person."""
        return (self.right + self.queued) / self.pairs


def main() -> None:
    """Measure and print."""
    began = time.perf_counter()
    index = wpi.read(_path("SEAMARK_WPI"))
    between = time.perf_counter()
    codes = unlocode.read(_path("SEAMARK_UNLOCODE"))
    read = time.perf_counter() - between
    print(f"World Port Index: {len(index.rows):,} ports, {len(index.rejected)} rejected, {between - began:.1f} s")
    print(f"UN/LOCODE: {len(codes.rows):,} entries, {len(codes.rejected)} rejected, {read:.1f} s")
    hidden, coded = shared_pairs(index.rows, codes.rows)
    sound = [place for place in range(len(hidden)) if _apart(hidden[place], coded, place) <= FAR_NM]
    among = score(hidden, coded)
    near = score([hidden[place] for place in sound], coded)
    whole = score(hidden, codes.rows)
    names = ("all pairs", f"pairs within {FAR_NM:g} nm", "all pairs, in the whole list")
    print(*_lines(dict(zip(names, (among, near, whole), strict=True))), sep="\n")
    print(*whole.wrong, sep="\n")


def shared_pairs(index: Sequence[PortRow], codes: Sequence[PortRow]) -> tuple[list[PortRow], list[PortRow]]:
    """Return the ports that share a code with an entry, and the entries that share one with a port.

    A code that several ports bear is of no use here, since it cannot be each one's own.
    """
    by_code = {entry.unlocode: entry for entry in codes}
    borne = [port.unlocode for port in index]
    hidden = [port for port in index if port.unlocode in by_code and borne.count(port.unlocode) == 1]
    return hidden, [by_code[port.unlocode] for port in hidden]


def score(hidden: Sequence[PortRow], entries: Sequence[PortRow]) -> Score:
    """Look for ports, their codes taken off, among entries."""
    began = time.perf_counter()
    matches = reconcile([replace(port, unlocode=None) for port in hidden], entries)
    seconds = time.perf_counter() - began
    found = [match for match in matches if match.known is not None]
    right = [match for match in found if entries[match.known or 0].unlocode == hidden[match.row].unlocode]
    sure = [match for match in found if match.outcome is Outcome.CONFIDENT]
    wrong = [match for match in sure if match not in right]
    by_code = {entry.unlocode: entry for entry in entries}
    between = [_between(by_code[hidden[match.row].unlocode], entries[match.known or 0]) for match in wrong]
    return Score(
        pairs=len(hidden),
        confident=len(sure),
        right=len(sure) - len(wrong),
        queued=sum(match.outcome is Outcome.DOUBTFUL for match in right),
        wrong=tuple(_told(match, hidden, entries) for match in wrong),
        twins=sum(away <= TWIN_NM for away in between),
        misplaced=sum(away > FAR_NM for away in between),
        seconds=seconds,
    )


def _apart(port: PortRow, coded: Sequence[PortRow], place: int) -> float:
    return _between(port, coded[place])


def _between(one: PortRow, other: PortRow) -> float:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return 0.0
    return distance_nm(Point(lon=one.lon, lat=one.lat), Point(lon=other.lon, lat=other.lat))


def _told(match: Match, hidden: Sequence[PortRow], entries: Sequence[PortRow]) -> str:
    port, entry = hidden[match.row], entries[match.known or 0]
    return f"{port.unlocode} {port.name} - {entry.unlocode} {entry.name}: {match.why}"


def _lines(scores: dict[str, Score]) -> Iterator[str]:
    header = ("", "pairs", "precision", "recall", "with the queue", "wrong", "twins", "misplaced", "")
    rows = [
        (
            name,
            f"{each.pairs:,}",
            f"{each.precision:.4f}",
            f"{each.recall:.4f}",
            f"{each.with_queue:.4f}",
            str(len(each.wrong)),
            str(each.twins),
            str(each.misplaced),
            amount(each.seconds, "s"),
        )
        for name, each in scores.items()
    ]
    yield from lines("Ports found with the code hidden", header, rows)


def _path(variable: str) -> Path:
    if variable not in os.environ:
        raise SystemExit(f"{variable} names no file")
    return Path(os.environ[variable])


if __name__ == "__main__":
    main()
