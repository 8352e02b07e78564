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


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different of one partner."""

    territory: str
    words: str


def differences(earlier: Sequence[CoverageRow], later: Sequence[CoverageRow]) -> list[Difference]:
    """Compare the same partners on two days; those of which nothing changed are left out."""
    found = []
    for one, other in zip(earlier, later, strict=True):
        words = "; ".join(part for part in (_status(one, other), _visit(one, other), _advisory(one, other)) if part)
        if words:
            found.append(Difference(other.territory.code, words))
    return found


def _status(one: CoverageRow, other: CoverageRow) -> str:
    was, now = one.coverage.status, other.coverage.status
    return "" if was is now else f"{LABELS[was].lower()} → {LABELS[now].lower()}"


def _visit(one: CoverageRow, other: CoverageRow) -> str:
    visit = other.coverage.visit
    if visit.last is None or visit.last == one.coverage.visit.last or other.coverage.last_kind is None:
        return ""
    return f"{KIND_WORDS[other.coverage.last_kind]} on {day(visit.last)}"


def _advisory(one: CoverageRow, other: CoverageRow) -> str:
    was, now = one.advisory.answer, other.advisory.answer
    if was is now:
        return ""
    return {
        Answer.IN_FORCE: "advisory now in force",
        Answer.NOT_IN_FORCE: "advisory no longer in force",
        Answer.CANNOT_TELL: "advisory: cannot tell any more",
    }[now]
