"""When an advisory was in force, territory by territory: what the timeline draws, and what its table says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard.actions.advisory_list import ANSWER_WORDS, subjects
from dashboard.actions.territory_timeline import fact_day
from models.advisories import Answer, advisory_spans
from models.vocabulary import AdvisoryAction, AdvisoryScheme
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.advisories import Span
    from models.tables import AdvisoryFact, Territory

BEGAN = date(2004, 1, 1)
"""The timeline begins with the year in which the ISPS Code came into force."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Exceptions as they were printed on a day."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of one territory."""

    code: str
    name: str
    partner: bool
    spans: Sequence[Span]
    """Days in force or open, the oldest first; the others lie between."""
    excepted: Sequence[Printed]
    non_reporting: Sequence[date]
    """Days on which it stood on a list of governments that had not reported: another measure."""

    def lines(self) -> list[dict[str, str]]:
        """Write the spans as lines of a table."""
        return [
            {
                "Territory": self.name,
                "State": ANSWER_WORDS[span.state.answer],
                "From": day(span.first) if span.first else "the beginning",
                "To": day(span.last) if span.last else "the last list stands",
                "Excepted, as printed": span.state.exceptions,
                "Why": span.state.why,
            }
            for span in self.spans
        ]


def histories(facts: Sequence[AdvisoryFact], territories: Mapping[str, Territory]) -> list[History]:
    """Derive the history of every territory that a fact about conditions of entry speaks of, by name."""
    found = [_history(facts, code, territories.get(code)) for code in subjects(facts)]
    return sorted(found, key=lambda one: one.name)


def _history(facts: Sequence[AdvisoryFact], code: str, territory: Territory | None) -> History:
    mine = [fact for fact in facts if fact.territory == code]
    spans = advisory_spans(facts, territory=code)
    return History(
        code,
        territory.name if territory else code,
        territory.partner if territory else False,
        [span for span in spans if span.state.answer is not Answer.NOT_IN_FORCE],
        [Printed(placed[0], fact.exceptions) for fact in mine if _printed(fact) and (placed := fact_day(fact))],
        [
            placed[0]
            for fact in mine
            if fact.scheme is AdvisoryScheme.NON_REPORTING and (placed := fact_day(fact)) is not None
        ],
    )


def _printed(fact: AdvisoryFact) -> bool:
    return bool(fact.exceptions) and fact.action is not AdvisoryAction.REMOVED
