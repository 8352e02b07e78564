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
    """Compare the same partners on two days; those of which nothing changed are left out, like those not known then."""
    found = []
    for row in later:
        was = earlier.standings.get(row.territory.code)
        if was is not None and (words := _words(was, row)):
            found.append(Difference(row.territory.code, words))
    return found


def _words(was: Standing, row: CoverageRow) -> str:
    parts = (_status(was.status, row.coverage.status), _visit(was, row), _advisory(was.advisory, row.advisory.answer))
    return "; ".join(part for part in parts if part)


def _status(was: Status, now: Status) -> str:
    return "" if was is now else f"{LABELS[was].lower()} → {LABELS[now].lower()}"


def _visit(was: Standing, row: CoverageRow) -> str:
    visit = row.coverage.visit
    if visit.last is None or visit.last == was.last_visit or row.coverage.last_kind is None:
        return ""
    return f"{KIND_WORDS[row.coverage.last_kind]} on {day(visit.last)}"


def _advisory(was: Answer, now: Answer) -> str:
    if was is now:
        return ""
    return {
        Answer.IN_FORCE: "advisory now in force",
        Answer.NOT_IN_FORCE: "advisory no longer in force",
        Answer.CANNOT_TELL: "advisory: cannot tell any more",
    }[now]
