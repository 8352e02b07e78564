"""Whether conditions of entry apply to a vessel bound for the United States, by its last ports of call.

They apply if, among its last five ports of call, it visited a territory under a Port Security Advisory outside an
excepted facility. The state on the day of arrival decides. What the published facts or the calls leave open is
answered `cannot_tell`. Nothing here reads the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from models.advisories import Answer, Dossier, cutoff, first_list
from models.entry_calls import CallVerdict, Citation, EntryAnswer, EntryCheck, Reason
from models.entry_facility import Match, facility_match
from models.excepted import scope_of
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
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

_BEYOND = frozenset({Reason.BEYOND_FIFTH, Reason.MAY_COUNT})

OUT_OF_ORDER = "By its date it is among the last five calls, though it stands beyond the fifth: it counts too."
"""What is said of a call that a list in another order would have put beyond the fifth."""

GRAVITY = (EntryAnswer.DOES_NOT_APPLY, EntryAnswer.CANNOT_TELL, EntryAnswer.APPLIES)
"""What weighs more comes later."""

UNITED_STATES = frozenset({"USA", "PRI", "GUM", "VIR", "ASM", "MNP"})
"""Where an arrival in the United States may be."""

_VERDICTS = {
    Reason.LISTED: EntryAnswer.APPLIES,
    Reason.EXCEPTED_FACILITY: EntryAnswer.DOES_NOT_APPLY,
    Reason.NOT_LISTED: EntryAnswer.DOES_NOT_APPLY,
    Reason.FACILITY_UNKNOWN: EntryAnswer.CANNOT_TELL,
    Reason.EXCEPTIONS_UNSEEN: EntryAnswer.CANNOT_TELL,
    Reason.STATE_UNKNOWN: EntryAnswer.CANNOT_TELL,
    Reason.TERRITORY_UNRESOLVED: EntryAnswer.CANNOT_TELL,
    Reason.MAY_COUNT: EntryAnswer.CANNOT_TELL,
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
    first_list: date | None = field(init=False)
    """The first day that the oldest full list speaks for; before it only single notices and sightings are known."""
    _dossiers: dict[str, Dossier] = field(default_factory=dict, init=False, repr=False, compare=False)
    _known: dict[tuple[str, date], Standing] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cutoff", cutoff(self.facts))
        object.__setattr__(self, "first_list", first_list(self.facts))

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
        elif _is_after(call, arrival):
            verdicts.append(_judged(call, arrival, advisories))
        elif place == CALLS_THAT_COUNT:
            verdicts.append(_beyond(call, verdicts, arrival, advisories))
        else:
            place += 1
            verdicts.append(replace(_judged(call, arrival, advisories), place=place))
    notes = _notes(verdicts, arrival, advisories)
    return EntryCheck(_answer(verdicts), arrival, tuple(verdicts), notes, advisories.cutoff)


def _beyond(call: PortCall, before: Sequence[CallVerdict], arrival: date, advisories: Advisories) -> CallVerdict:
    """Judge a call beyond the fifth only where it may be among the last five all the same."""
    counted = [verdict for verdict in before if verdict.place]
    dates = [seen for verdict in counted if (seen := _seen(verdict.call))]
    seen, found = _seen(call), _judged(call, arrival, advisories)
    if seen and dates and seen > min(dates):
        return replace(found, notes=(*found.notes, OUT_OF_ORDER))
    newer = [verdict for verdict in before if verdict.place or verdict.reason in _BEYOND]
    least = len(newer) - len([*_no_calls_of_their_own(newer)])
    if least < CALLS_THAT_COUNT and found.verdict is not EntryAnswer.DOES_NOT_APPLY:
        why = f"Beyond the fifth, unless one before it is no call of its own. {found.why}"
        return replace(_verdict(call, Reason.MAY_COUNT, why, found.notes), citations=found.citations)
    return CallVerdict(call, None, None, Reason.BEYOND_FIFTH, "Beyond the fifth last port of call.")


def _seen(call: PortCall) -> date | None:
    return call.arrived_on or call.left_on


def _answer(verdicts: Iterable[CallVerdict]) -> EntryAnswer:
    found = {verdict.verdict for verdict in verdicts if verdict.verdict}
    if EntryAnswer.APPLIES in found:
        return EntryAnswer.APPLIES
    return EntryAnswer.DOES_NOT_APPLY if found == {EntryAnswer.DOES_NOT_APPLY} else EntryAnswer.CANNOT_TELL


def _judged(call: PortCall, arrival: date, advisories: Advisories) -> CallVerdict:
    found = _judged_in(call.territory, call, arrival, advisories)
    rivals = [_judged_in(code, call, arrival, advisories) for code in call.rivals]
    if all(one.reason is Reason.NOT_LISTED for one in (found, *rivals)):
        return found
    if rivals:
        why = "The port is known in another territory than was said, and the answer hangs on which it was."
        return _verdict(call, Reason.TERRITORY_UNRESOLVED, why, _after_arrival(call, arrival))
    return found


def _judged_in(territory: str | None, call: PortCall, arrival: date, advisories: Advisories) -> CallVerdict:
    late = _after_arrival(call, arrival)
    if territory is None:
        return _verdict(call, Reason.TERRITORY_UNRESOLVED, "The territory of this call is not known.", late)
    standing = advisories.standing(territory, arrival)
    finding = standing.finding
    cited = tuple(map(_citation, _cited(standing)))
    if finding.state.answer is Answer.NOT_IN_FORCE:
        return replace(_verdict(call, Reason.NOT_LISTED, finding.state.why, late), citations=cited)
    if finding.state.answer is Answer.CANNOT_TELL:
        span = f"Whether it was listed cannot be told {advisories.open_days(territory, arrival)}."
        return replace(_verdict(call, Reason.STATE_UNKNOWN, finding.state.why, (*late, span)), citations=cited)
    reason, why = _listed(call, standing, arrival)
    notes = (*late, *_before_it_took_effect(call, finding), *_unprinted(standing))
    found = _verdict(call, reason, f"{finding.state.why} {why}", notes)
    return replace(found, since=finding.state.since, citations=cited)


def _verdict(call: PortCall, reason: Reason, why: str, notes: tuple[str, ...]) -> CallVerdict:
    return CallVerdict(call, None, _VERDICTS[reason], reason, why, notes=notes)


def _listed(call: PortCall, standing: Standing, arrival: date) -> tuple[Reason, str]:
    """Tell what a call in a listed territory means; of several facilities the gravest decides."""
    others = [replace(call, facility_number=one, facility="") for one in call.other_facility_numbers]
    found = [_at_facility(one, standing, arrival) for one in (call, *others)]
    return max(found, key=lambda one: GRAVITY.index(_VERDICTS[one[0]]))


def _at_facility(call: PortCall, standing: Standing, arrival: date) -> tuple[Reason, str]:
    """Tell what a call at one facility of a listed territory means, by what is excepted on the day of arrival."""
    excepted = [one for one in standing.scope.facilities if one.stands_on(arrival)]
    matches = [(facility_match(call, one), one) for one in excepted]
    at = next((one for match, one in matches if match is Match.YES), None)
    if at:
        whole = "" if at.numbers or call.facility else " It is printed without a number and taken for the whole port."
        return Reason.EXCEPTED_FACILITY, f"Excepted: {at.printed}.{whole}"
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
    unknown = "The facility is not known" if call.is_resolved else "Neither the port nor the facility is known"
    return f"{unknown}; it may be one that is excepted: {printed}."


def _is_after(call: PortCall, arrival: date) -> bool:
    """Tell whether a call cannot be one of the last five before the arrival: it is judged, but takes no place."""
    seen = _seen(call)
    return seen is not None and (seen > arrival or (seen == arrival and call.territory in UNITED_STATES))


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
    return Citation(
        psa_number=fact.psa_number,
        notice=fact.notice or None,
        action=fact.action,
        published_on=fact.published_on,
        effective_on=fact.effective_on,
        source=fact.source,
        note=fact.note,
    )


def _notes(verdicts: Sequence[CallVerdict], arrival: date, advisories: Advisories) -> tuple[str, ...]:
    notes = []
    if not any(verdict.verdict for verdict in verdicts):
        notes.append("No port of call was given.")
    known = [seen for verdict in verdicts if (seen := _seen(verdict.call))]
    if any(newer < older for newer, older in pairwise(known)):
        notes.append("The dates of the calls are not newest first; the order as given was kept.")
    if any(verdict.reason in _BEYOND for verdict in verdicts):
        notes.extend(_no_calls_of_their_own([verdict for verdict in verdicts if verdict.place]))
    return (*notes, *_known_from_to(arrival, advisories))


def _no_calls_of_their_own(counted: Sequence[CallVerdict]) -> Iterator[str]:
    """Say what of the five may be no call of its own, so that one beyond the fifth would count."""
    calls = [verdict.call for verdict in counted]
    if calls and calls[0].territory in UNITED_STATES and not _seen(calls[0]):
        yield f"{calls[0].port} is the last call: if it is the arrival itself, take it out, and another counts."
    for newer, older in pairwise(calls):
        if _may_be_one(newer, older):
            yield f"{older.port or newer.port} may be one call given twice: if so take one out, and another counts."


def _may_be_one(newer: PortCall, older: PortCall) -> bool:
    """Tell whether two calls in a row may be one: at the same port, or one of them only a territory."""
    if newer.territory is None or newer.territory != older.territory or (_seen(newer) and _seen(older)):
        return False
    bare = [not call.unlocode and not call.facility_number for call in (newer, older)]
    return newer.port == older.port or any(bare)


def _known_from_to(arrival: date, advisories: Advisories) -> Iterator[str]:
    if advisories.cutoff is None:
        yield "No full list of advisories is known."
    elif arrival > advisories.cutoff:
        yield f"Advisories are known up to {day(advisories.cutoff)}; after it the last list is taken to stand."
    elif advisories.first_list and arrival < advisories.first_list:
        first = day(advisories.first_list)
        yield (f"No full list before {first} is known: a territory that no notice seen names is taken as not listed.")
