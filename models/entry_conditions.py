"""Whether conditions of entry apply to a vessel bound for the United States, by its last ports of call.

They apply if, among its last five ports of call, it visited a territory under a Port Security Advisory outside an
excepted facility. The state on the day of arrival decides. What the published facts or the calls leave open is
answered `cannot_tell`. Nothing here reads the clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from models.advisories import Answer, Dossier, cutoff
from models.entry_calls import CallVerdict, Citation, EntryAnswer, EntryCheck, Reason
from models.entry_facility import Match, facility_match
from models.excepted import scope_of
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from models.advisories import Fact, Finding
    from models.entry_calls import PortCall
    from models.excepted import Excepted, Scope

CALLS_THAT_COUNT = 5
"""How many of the last ports of call the advisories speak of."""

BOARDING = (
    "The state on the day of arrival decides, but the paragraph on boarding speaks of visits on or after the effective"
    " date."
)
"""What is said of a call that is dated before the advisory took effect."""

_NOTICE = re.compile(r"\b\d{2,3} FR \d{1,6}\b")
_VERDICTS = {
    Reason.LISTED: EntryAnswer.APPLIES,
    Reason.EXCEPTED_FACILITY: EntryAnswer.DOES_NOT_APPLY,
    Reason.NOT_LISTED: EntryAnswer.DOES_NOT_APPLY,
    Reason.FACILITY_UNKNOWN: EntryAnswer.CANNOT_TELL,
    Reason.EXCEPTIONS_UNSEEN: EntryAnswer.CANNOT_TELL,
    Reason.STATE_UNKNOWN: EntryAnswer.CANNOT_TELL,
    Reason.TERRITORY_UNRESOLVED: EntryAnswer.CANNOT_TELL,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a territory on a day: its state, and what is excepted while it is listed."""

    finding: Finding
    scope: Scope


@dataclass(frozen=True, slots=True)
class Advisories:
    """The published facts; what they say of a territory on a day is worked out once."""

    facts: Sequence[Fact]
    cutoff: date | None = field(init=False)
    """The last day that the newest full list speaks for."""
    _dossiers: dict[str, Dossier] = field(default_factory=dict, init=False, repr=False, compare=False)
    _known: dict[tuple[str, date], Standing] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cutoff", cutoff(self.facts))

    def _dossier(self, territory: str) -> Dossier:
        if territory not in self._dossiers:
            self._dossiers[territory] = Dossier.of(self.facts, territory=territory)
        return self._dossiers[territory]

    def standing(self, territory: str, as_of: date) -> Standing:
        """Return what is known of a territory on a day."""
        known = self._known.get((territory, as_of))
        if known is None:
            finding = self._dossier(territory).finding(as_of)
            listed = finding.state.answer is Answer.IN_FORCE
            known = self._known[territory, as_of] = Standing(finding, scope_of(finding.facts if listed else ()))
        return known

    def open_days(self, territory: str, as_of: date) -> str:
        """Tell in words from which day to which the state cannot be told, around a day on which it cannot."""
        spans = self._dossier(territory).spans()
        span = next(span for span in spans if span.last is None or as_of <= span.last)
        start = f"from {day(span.first)}" if span.first else "on any day"
        return f"{start} to {day(span.last)}" if span.last else start


def check_entry(calls: Sequence[PortCall], *, arrival: date, advisories: Advisories) -> EntryCheck:
    """Check the conditions of entry for a vessel.

    Args:
        calls: its ports of call before the United States, the newest first; those beyond the fifth do not count, nor
            does a canal transit.
        arrival: the day it arrives in the United States.
        advisories: the published facts.
    """
    verdicts: list[CallVerdict] = []
    place = 0
    for call in calls:
        if call.is_canal_transit:
            verdicts.append(CallVerdict(call, None, None, Reason.CANAL_TRANSIT, "A canal transit is no port of call."))
        elif place == CALLS_THAT_COUNT:
            verdicts.append(CallVerdict(call, None, None, Reason.BEYOND_FIFTH, "Beyond the fifth last port of call."))
        else:
            place += 1
            verdicts.append(replace(_judged(call, arrival, advisories), place=place))
    notes = _notes(verdicts, arrival, advisories.cutoff)
    return EntryCheck(_answer(verdicts), arrival, tuple(verdicts), notes, advisories.cutoff)


def _answer(verdicts: Iterable[CallVerdict]) -> EntryAnswer:
    found = {verdict.verdict for verdict in verdicts if verdict.verdict}
    if EntryAnswer.APPLIES in found:
        return EntryAnswer.APPLIES
    return EntryAnswer.DOES_NOT_APPLY if found == {EntryAnswer.DOES_NOT_APPLY} else EntryAnswer.CANNOT_TELL


def _judged(call: PortCall, arrival: date, advisories: Advisories) -> CallVerdict:
    late = _after_arrival(call, arrival)
    if call.territory is None:
        return _verdict(call, Reason.TERRITORY_UNRESOLVED, "The territory of this call is not known.", late)
    standing = advisories.standing(call.territory, arrival)
    finding = standing.finding
    cited = tuple(map(_citation, _cited(standing)))
    if finding.state.answer is Answer.NOT_IN_FORCE:
        return replace(_verdict(call, Reason.NOT_LISTED, finding.state.why, late), citations=cited)
    if finding.state.answer is Answer.CANNOT_TELL:
        span = f"Whether it was listed cannot be told {advisories.open_days(call.territory, arrival)}."
        return replace(_verdict(call, Reason.STATE_UNKNOWN, finding.state.why, (*late, span)), citations=cited)
    reason, why = _listed(call, standing, arrival)
    notes = (*late, *_before_it_took_effect(call, finding), *_unprinted(standing))
    found = _verdict(call, reason, f"{finding.state.why} {why}", notes)
    return replace(found, since=finding.state.since, citations=cited)


def _verdict(call: PortCall, reason: Reason, why: str, notes: tuple[str, ...]) -> CallVerdict:
    return CallVerdict(call, None, _VERDICTS[reason], reason, why, notes=notes)


def _listed(call: PortCall, standing: Standing, arrival: date) -> tuple[Reason, str]:
    """Tell what a call in a listed territory means, by what is excepted there on the day of arrival."""
    excepted = [one for one in standing.scope.facilities if one.stands_on(arrival)]
    matches = [(facility_match(call, one), one) for one in excepted]
    at = next((one for match, one in matches if match is Match.YES), None)
    if at:
        return Reason.EXCEPTED_FACILITY, f"Excepted: {at.printed}."
    if standing.scope.unseen:
        return Reason.EXCEPTIONS_UNSEEN, " ".join(standing.scope.unseen)
    possible = [one for match, one in matches if match is Match.MAYBE]
    if possible:
        return Reason.FACILITY_UNKNOWN, _unless(call, possible)
    return Reason.LISTED, "Outside the excepted facilities." if excepted else "No facility is excepted."


def _unless(call: PortCall, possible: Sequence[Excepted]) -> str:
    printed = "; ".join(one.printed for one in possible)
    if call.facility_number:
        return f"{call.facility_number} cannot be told from what is excepted without a number: {printed}."
    return f"The facility is not known; it may be one that is excepted: {printed}."


def _after_arrival(call: PortCall, arrival: date) -> tuple[str, ...]:
    days = [each for each in (call.arrived_on, call.left_on) if each and each > arrival]
    return (f"The call is dated {day(max(days))}, after the arrival in the United States.",) if days else ()


def _before_it_took_effect(call: PortCall, finding: Finding) -> tuple[str, ...]:
    seen, since = call.left_on or call.arrived_on, finding.state.since
    if not (seen and since and seen < since):
        return ()
    dated = f"The call is dated {day(seen)}, before {day(since)}."
    return (f"{dated} {BOARDING}",)


def _unprinted(standing: Standing) -> tuple[str, ...]:
    """Say where the exceptions are older than what was seen last, or were on no list that was seen."""
    last, printing = standing.finding.facts[-1], standing.scope.facts
    if printing and last not in printing:
        return (f"Exceptions are as printed last, {_when(printing[-1])}; what was seen later prints none.",)
    if not printing and standing.finding.facts[0].effective_on is None:
        return ("It was seen only on a list that prints no exceptions.",)
    return ()


def _when(fact: Fact) -> str:
    if fact.effective_on:
        return f"with effect from {day(fact.effective_on)}"
    return f"in {fact.published_on}" if fact.published_on else f"in PSA {fact.psa_number}"


def _cited(standing: Standing) -> list[Fact]:
    facts = standing.finding.facts
    chosen = [*facts[:1], *standing.scope.facts, *facts[-1:]]
    return [fact for index, fact in enumerate(chosen) if fact not in chosen[:index]]


def _citation(fact: Fact) -> Citation:
    notice = _NOTICE.search(fact.note)
    return Citation(
        psa_number=fact.psa_number,
        notice=notice[0] if notice else None,
        action=fact.action,
        published_on=fact.published_on,
        effective_on=fact.effective_on,
        source=fact.source,
        note=fact.note,
    )


def _notes(verdicts: Sequence[CallVerdict], arrival: date, up_to: date | None) -> tuple[str, ...]:
    notes = []
    if not any(verdict.place for verdict in verdicts):
        notes.append("No port of call was given.")
    days = [(verdict.call.arrived_on or verdict.call.left_on) for verdict in verdicts]
    known = [each for each in days if each]
    if any(newer < older for newer, older in pairwise(known)):
        notes.append("The dates of the calls are not newest first; the order as given was kept.")
    if up_to is None:
        notes.append("No full list of advisories is known.")
    elif arrival > up_to:
        notes.append(f"Advisories are known up to {day(up_to)}; after it the last list is taken to stand.")
    return tuple(notes)
