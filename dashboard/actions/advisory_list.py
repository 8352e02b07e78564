"""Which territories stand on the list of advisories on a day, and what each stands there by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.actions.initialise import SHIPPED
from models.advisories import Answer, advisory_finding, cutoff
from models.excepted import scope_of
from models.vocabulary import AdvisoryAction, AdvisoryScheme
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from models.advisories import AdvisoryState, Fact
    from models.excepted import Scope
    from models.tables import AdvisoryFact, Territory

ANSWER_WORDS = {
    Answer.IN_FORCE: "In force",
    Answer.CANNOT_TELL: "Cannot tell",
    Answer.NOT_IN_FORCE: "Not in force",
}
"""The words for an answer, on screen, in files and on the command line."""

ORDER = tuple(ANSWER_WORDS)
"""What matters most first."""

NO_LEGAL_ADVICE = (
    "This is no legal advice. It is put together from public notices and press items, some of them incomplete; the "
    "Federal Register decides. Ask the Captain of the Port before you rely on it."
)
"""Stands on the page, in every file and beside every answer."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One territory that any published fact speaks of, on one day."""

    code: str
    name: str
    partner: bool
    state: AdvisoryState
    authority: Sequence[Fact]
    """The facts that the answer rests on, the oldest first."""

    @property
    def scope(self) -> Scope:
        """What is excepted, gathered from those facts."""
        return scope_of(self.authority)

    @property
    def since(self) -> str:
        """Say since when it is in force, and by which notice; blank where it is not."""
        if self.state.since is None:
            return ""
        first: Any = self.authority[0]
        number = f"PSA {first.psa_number}" if first.psa_number else first.notice
        seen = "" if first.action is AdvisoryAction.IMPOSED else "seen in force "
        return f"{seen}since {self.state.since_words}{f' ({number})' if number else ''}"

    @property
    def citations(self) -> list[str]:
        """The numbers and the citations of those facts, each once, the newest first."""
        facts: Any = reversed(self.authority)
        cited = [part for fact in facts for part in (f"PSA {fact.psa_number}" if fact.psa_number else "", fact.notice)]
        return list(dict.fromkeys(part for part in cited if part))

    def flat(self) -> dict[str, str | bool | None]:
        """Write the row as plain values; dates in ISO form."""
        return {
            "territory": self.code,
            "name": self.name,
            "partner": self.partner,
            "answer": self.state.answer.value,
            "since": self.state.since.isoformat() if self.state.since else None,
            "cited": ", ".join(self.citations),
            "exceptions": self.state.exceptions,
            "why": self.state.why,
            "sources": " ".join(dict.fromkeys(address(fact) for fact in reversed(self.authority))),
        }


def address(fact: Fact) -> str:
    """Return where a fact was read."""
    return fact.source.removeprefix(SHIPPED)


def listed_on(
    facts: Sequence[AdvisoryFact],
    territories: Mapping[str, Territory],
    *,
    as_of: date,
    besides: Iterable[str] = (),
) -> list[Listed]:
    """Derive the answer for every territory that a fact about conditions of entry speaks of.

    Those in force come first, then those of which one cannot tell, each by name.

    Args:
        facts: the published facts.
        territories: all territories by code, for their names.
        as_of: the day asked about.
        besides: codes of further territories.
    """
    codes = sorted({*subjects(facts), *besides})
    found = (_listed(facts, territories.get(code), code, as_of) for code in codes)
    return sorted(found, key=lambda one: (ORDER.index(one.state.answer), one.name))


def subjects(facts: Iterable[AdvisoryFact]) -> list[str]:
    """Return the codes of the territories that facts about conditions of entry speak of."""
    return sorted({fact.territory for fact in facts if fact.scheme is AdvisoryScheme.CONDITIONS_OF_ENTRY})


def _listed(facts: Sequence[AdvisoryFact], territory: Territory | None, code: str, as_of: date) -> Listed:
    finding = advisory_finding(facts, territory=code, as_of=as_of)
    name, partner = (territory.name, territory.partner) if territory else (code, False)
    return Listed(code, name, partner, finding.state, finding.facts)


def with_answer(rows: Iterable[Listed], answer: Answer) -> list[Listed]:
    """Keep the rows of one answer."""
    return [row for row in rows if row.state.answer is answer]


def cutoff_words(facts: Sequence[AdvisoryFact], *, as_of: date) -> str:
    """Say up to which day the facts are known, and what is taken to hold on the day asked about."""
    known = cutoff(facts)
    if known is None:
        return "No full list is on record, so what is not listed here may be listed all the same."
    if as_of > known:
        return (
            f"Facts are known up to {day(known)}, the last full list on record. For {day(as_of)} that list, with what "
            "was recorded since, is taken to stand: a later change that nobody has entered is not seen here."
        )
    return f"Facts are known up to {day(known)}, the last full list on record."
