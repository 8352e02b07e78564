"""What changed between two days, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.maps.palette import LABELS
from models.advisories import Answer
from models.wording import KIND_WORDS, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.snapshot import Snapshot, Standing
    from models.coverage import Status


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different of one partner."""

    territory: str
    words: str


def differences(earlier: Snapshot, later: Sequence[CoverageRow]) -> list[Difference]:
    """Compare the partners on two days; those of which nothing changed are left out."""
    codes = {row.territory.code for row in later}
    told = [(row.territory.code, _words(earlier.standings.get(row.territory.code), row)) for row in later]
    told += [(code, "no longer a partner") for code in earlier.standings if code not in codes]
    return [Difference(code, words) for code, words in told if words]


def visited_since(was: Standing, row: CoverageRow) -> bool:
    """Tell whether a later visit is on record than before; one that was withdrawn or corrected is no visit."""
    last = row.coverage.visit.last
    return last is not None and (was.last_visit is None or last > was.last_visit)


def _words(was: Standing | None, row: CoverageRow) -> str:
    if was is None:
        return f"new partner, {LABELS[row.coverage.status].lower()}"
    parts = (_status(was.status, row.coverage.status), _visit(was, row), _advisory(was.advisory, row.advisory.answer))
    return "; ".join(part for part in parts if part)


def _status(was: Status, now: Status) -> str:
    return "" if was is now else f"{LABELS[was].lower()} → {LABELS[now].lower()}"


def _visit(was: Standing, row: CoverageRow) -> str:
    last, kind = row.coverage.visit.last, row.coverage.last_kind
    if last == was.last_visit:
        return ""
    if last and kind and visited_since(was, row):
        return f"{KIND_WORDS[kind]} on {day(last)}"
    before = day(was.last_visit) if was.last_visit else ""
    if last is None:
        return f"the last visit, {before}, was withdrawn"
    return f"the last visit was corrected: was {before}, is {day(last)}"


def _advisory(was: Answer, now: Answer) -> str:
    if was is now:
        return ""
    return {
        Answer.IN_FORCE: "advisory now in force",
        Answer.NOT_IN_FORCE: "advisory no longer in force",
        Answer.CANNOT_TELL: "advisory: cannot tell any more",
    }[now]
