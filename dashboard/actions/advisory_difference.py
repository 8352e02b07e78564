"""What changed on the list of advisories between two days, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.actions.advisory_list import ANSWER_WORDS
from models.advisories import Answer
from models.vocabulary import AdvisoryAction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.advisory_list import Listed


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed of one territory."""

    code: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class ListDifference:
    """What changed between two days, by name within each part."""

    added: list[Changed] = field(default_factory=list)
    removed: list[Changed] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    """In force on both days, with other exceptions or imposed anew in between."""
    unclear: list[Changed] = field(default_factory=list)
    """On one of the two days one cannot tell."""

    def parts(self) -> dict[str, list[Changed]]:
        """Return the parts by what they are called."""
        return {
            "Added": self.added,
            "Removed": self.removed,
            "Changed": self.changed,
            "Cannot tell on one of the days": self.unclear,
        }

    def sentences(self) -> list[str]:
        """Write each part that holds something as a sentence."""
        return [
            f"{title}: {'; '.join(f'{one.name}, {one.words}' for one in part)}."
            for title, part in self.parts().items()
            if part
        ]

    def flat(self) -> list[dict[str, str]]:
        """Write the changes as plain values."""
        return [
            {"change": title, "territory": one.code, "name": one.name, "words": one.words}
            for title, part in self.parts().items()
            for one in part
        ]


def list_difference(earlier: Sequence[Listed], later: Sequence[Listed]) -> ListDifference:
    """Compare the list on two days; territories of which nothing changed are left out."""
    found = ListDifference()
    before = {row.code: row for row in earlier}
    for row in sorted(later, key=lambda one: one.name):
        _sort(before[row.code], row, found)
    return found


def _sort(before: Listed, after: Listed, found: ListDifference) -> None:
    """Put the change of one territory into its part."""
    answers = before.state.answer, after.state.answer
    if answers == (Answer.NOT_IN_FORCE, Answer.IN_FORCE):
        excepted = f", excepted: {_excepted(after)}" if after.state.exceptions else ""
        found.added.append(_changed(after, _reason(after) + excepted))
    elif answers == (Answer.IN_FORCE, Answer.NOT_IN_FORCE):
        found.removed.append(_changed(after, _reason(after)))
    elif Answer.CANNOT_TELL in answers and before.state.answer is not after.state.answer:
        found.unclear.append(_changed(after, _unclear(before, after)))
    elif answers == (Answer.IN_FORCE, Answer.IN_FORCE) and (words := _otherwise(before, after)):
        found.changed.append(_changed(after, words))


def _unclear(before: Listed, after: Listed) -> str:
    return f"earlier {_answered(before)}, later {_answered(after)}"


def _answered(row: Listed) -> str:
    if row.since:
        return f"in force {row.since}" if row.since.startswith("since") else row.since
    why = row.state.why.rstrip(".")
    return f"{ANSWER_WORDS[row.state.answer].lower()} ({why[:1].lower()}{why[1:]})"


def _otherwise(before: Listed, after: Listed) -> str:
    """Say what differs of an advisory that is in force on both days; blank where nothing does."""
    if before.state.since != after.state.since:
        imposed = after.authority[0].action is AdvisoryAction.IMPOSED
        return f"{'imposed anew' if imposed else 'interrupted'}, {_reason(after)}"
    if before.state.exceptions == after.state.exceptions:
        return ""
    return f"excepted: {_excepted(before)} → {_excepted(after)}"


def _excepted(row: Listed) -> str:
    """Quote what was printed: it is a list itself."""
    return f"“{row.state.exceptions}”" if row.state.exceptions else "none printed"


def _reason(row: Listed) -> str:
    """Say since when it is in force, or why it is not, so that the sentence goes on."""
    if row.since:
        return row.since
    why = row.state.why.rstrip(".")
    return why[:1].lower() + why[1:]


def _changed(row: Listed, words: str) -> Changed:
    return Changed(row.code, row.name, words)
