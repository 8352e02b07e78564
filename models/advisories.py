"""Where a Port Security Advisory is in force on a day, derived from the facts as they were published.

Only facts about conditions of entry count; the 2004 lists of non-reporting governments are a different measure. Days
that the published facts leave open are answered `cannot_tell`, with the reason. Nothing here reads the clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from models.excepted import scope_of
from models.vocabulary import AdvisoryAction, AdvisoryScheme
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.vocabulary import AdvisoryScope

_A_DAY = timedelta(days=1)
_OR_BEFORE = re.compile(r"\bon or before\b", re.IGNORECASE)
"""What the note of a removal says where the day that is known of it is the latest that it may have had."""


class Fact(Protocol):
    """What the rule reads of a published fact."""

    @property
    def territory(self) -> str: ...
    @property
    def scheme(self) -> AdvisoryScheme: ...
    @property
    def action(self) -> AdvisoryAction: ...
    @property
    def psa_number(self) -> str | None: ...
    @property
    def notice(self) -> str: ...
    @property
    def published_on(self) -> str | None: ...
    @property
    def effective_on(self) -> date | None: ...
    @property
    def scope(self) -> AdvisoryScope: ...
    @property
    def exceptions(self) -> str: ...
    @property
    def full_list(self) -> bool: ...
    @property
    def note(self) -> str: ...
    @property
    def source(self) -> str: ...


class Answer(StrEnum):
    """Whether an advisory is in force."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class AdvisoryState:
    """The answer for one territory on one day."""

    answer: Answer
    since: date | None
    """The first day known to be in force without a break, where the answer is `in_force`."""
    exceptions: str
    """Excepted facilities, as last printed: `Scope.printed` of the facts that the answer rests on."""
    why: str
    """The reason in words."""
    since_words: str = ""
    """`since` in words, no more exact than its source: `7 Nov 2008`, or `Aug 2025` where only the month is printed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer for one territory on one day, and what it rests on."""

    state: AdvisoryState
    facts: tuple[Fact, ...]
    """Those since it was imposed, where it is in force; else the one that spoke last, or speaks first after the day."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row for which the answer is the same."""

    first: date | None
    """None where it is the same for all days before."""
    last: date | None
    """None where it is the same for all days after."""
    state: AdvisoryState


@dataclass(frozen=True, slots=True)
class _Event:
    """A fact with the earliest and the latest day it can speak of."""

    earliest: date
    latest: date
    fact: Fact


def cutoff(facts: Iterable[Fact]) -> date | None:
    """Tell the last day that the newest full list speaks for; after it that list is taken to stand."""
    return max((event.latest for event in _events(facts) if event.fact.full_list), default=None)


def first_list(facts: Iterable[Fact]) -> date | None:
    """Tell the first day that the oldest full list speaks for; before it a territory may be listed unseen."""
    return min((event.earliest for event in _events(facts) if event.fact.full_list), default=None)


def advisory_state(facts: Sequence[Fact], *, territory: str, as_of: date) -> AdvisoryState:
    """Derive whether an advisory is in force for a territory.

    Args:
        facts: the published facts of all territories, in any order; a full list speaks of those it leaves out too.
        territory: ISO 3166-1 alpha-3.
        as_of: the day asked about.
    """
    return Dossier.of(facts, territory=territory).state(as_of)


def advisory_finding(facts: Sequence[Fact], *, territory: str, as_of: date) -> Finding:
    """Derive what `advisory_state` does, with the facts that it rests on."""
    return Dossier.of(facts, territory=territory).finding(as_of)


def advisory_spans(facts: Sequence[Fact], *, territory: str) -> tuple[Span, ...]:
    """Divide all days into spans for which the answer, its first day and the exceptions are the same, oldest first."""
    return Dossier.of(facts, territory=territory).spans()


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the published facts say of one territory, put in order once for many days."""

    _own: Sequence[_Event]
    _lists: Sequence[date]
    """The days of the full lists."""

    @classmethod
    def of(cls, facts: Sequence[Fact], *, territory: str) -> Dossier:
        """Put the facts about a territory in order; a full list speaks of those it leaves out too."""
        mine = _events(fact for fact in facts if fact.territory == territory)
        own = _in_sequence(_without_early_sightings(sorted(mine, key=lambda e: (e.latest, e.earliest))))
        return cls(own, sorted({event.latest for event in _events(fact for fact in facts if fact.full_list)}))

    def state(self, as_of: date) -> AdvisoryState:
        """Answer for a day, as `advisory_state` does."""
        return _state(self._own, self._lists, as_of)

    def finding(self, as_of: date) -> Finding:
        """Answer for a day, as `advisory_finding` does."""
        state = self.state(as_of)
        past = [event for event in self._own if event.earliest <= as_of]
        if state.answer is Answer.IN_FORCE:
            while past[-1].fact.action is AdvisoryAction.REMOVED:  # its day was not seen, and it is still before it
                past.pop()
            return Finding(state, tuple(event.fact for event in _run(past)))
        return Finding(state, tuple(event.fact for event in past[-1:] or self._own[:1]))

    def spans(self) -> tuple[Span, ...]:
        """Divide all days, as `advisory_spans` does."""
        days = {each for event in self._own for each in _days_of(event)} | set(self._lists)
        turns = sorted({turn for each in days for turn in (each, each + _A_DAY)})
        starts: list[date | None] = [None, *turns]
        found: list[tuple[date | None, AdvisoryState]] = []
        for start in starts:
            state = self.state(start or (turns[0] - _A_DAY if turns else date.min))
            if not found or _alike(state) != _alike(found[-1][1]):
                found.append((start, state))
        ends = [start - _A_DAY if start else None for start, _ in found[1:]]
        return tuple(Span(first, last, state) for (first, state), last in zip(found, [*ends, None], strict=True))


def _alike(state: AdvisoryState) -> tuple[Answer, date | None, str]:
    return state.answer, state.since, state.exceptions


def _days_of(event: _Event) -> list[date]:
    published = _published(event.fact)
    return [event.earliest, event.latest, *([published] if published else [])]


def _state(own: Sequence[_Event], lists: Sequence[date], as_of: date) -> AdvisoryState:
    if not own:
        return AdvisoryState(Answer.NOT_IN_FORCE, None, "", "No advisory is on record.")
    past = [event for event in own if event.earliest <= as_of]
    coming = [event for event in own if event.earliest > as_of]
    if not past:
        return _before_the_first(coming[0])
    last = past[-1]
    if last.fact.action is AdvisoryAction.REMOVED:
        return _after_removal(last, past[:-1], as_of)
    absent = next((listed for listed in lists if last.latest < listed), None)
    return _after_sighting(past, coming, absent, as_of)


def _before_the_first(first: _Event) -> AdvisoryState:
    if first.fact.action is AdvisoryAction.IMPOSED:
        how = "by a notice of" if _without_effect(first.fact) else "with effect from"
        return AdvisoryState(Answer.NOT_IN_FORCE, None, "", f"First imposed {how} {day(first.earliest)}.")
    noted = f" Noted beside it: {first.fact.note}." if "imposed" in first.fact.note else ""
    seen = _day_or_month(first)
    on = "on" if first.earliest == first.latest else "in"
    why = f"First seen {first.fact.action.value} {on} {seen}; when it was imposed was not seen.{noted}"
    return AdvisoryState(Answer.CANNOT_TELL, None, "", why)


def _after_removal(removal: _Event, before: Sequence[_Event], as_of: date) -> AdvisoryState:
    if as_of >= removal.latest:
        how = "with effect from" if removal.fact.effective_on else "by"
        why = f"Removed {how} {day(removal.latest)}{_numbered(removal.fact)}."
        return AdvisoryState(Answer.NOT_IN_FORCE, None, "", why)
    if before and as_of <= max(event.earliest for event in before):
        return _in_force(before)
    why = f"Removed between {day(removal.earliest)} and {day(removal.latest)}; the day was not seen."
    return AdvisoryState(Answer.CANNOT_TELL, None, "", why)


def _after_sighting(
    past: Sequence[_Event], coming: Sequence[_Event], absent: date | None, as_of: date
) -> AdvisoryState:
    """Answer for a day after a territory was last seen under an advisory, with no removal between."""
    last = past[-1]
    following = coming[0] if coming else None
    stands = following is not None and following.fact.action is not AdvisoryAction.IMPOSED
    if as_of <= last.latest or stands or (following is None and absent is None):
        return _in_force(past)
    if following is not None and (absent is None or following.earliest <= absent):
        # A new imposition shows that the territory was off the list by the day the notice was published.
        off = _published(following.fact) or following.earliest
        ended = "no removal was seen, and it was imposed anew later"
    else:
        off = absent or as_of
        ended = f"no removal was seen, and the full list of {day(off)} leaves it out"
    if as_of >= off:
        return AdvisoryState(Answer.NOT_IN_FORCE, None, "", f"Not listed by {day(off)}: {ended}.")
    return AdvisoryState(Answer.CANNOT_TELL, None, "", f"Last seen in force on {day(last.latest)}; {ended}.")


def _run(past: Sequence[_Event]) -> Sequence[_Event]:
    """Keep what came since the advisory was imposed, or was first seen after a removal."""
    start = len(past) - 1
    while start and past[start].fact.action is not AdvisoryAction.IMPOSED and not _removed(past[start - 1]):
        start -= 1
    return past[start:]


def _in_force(past: Sequence[_Event]) -> AdvisoryState:
    run = _run(past)
    first = run[0]
    word = "In force since" if first.fact.action is AdvisoryAction.IMPOSED else "Seen in force since"
    number = _numbered(first.fact)
    since = _day_or_month(first)
    unseen = ", when it was published; its effective date was not seen" if _without_effect(first.fact) else ""
    exceptions = scope_of([event.fact for event in run]).printed
    return AdvisoryState(Answer.IN_FORCE, first.earliest, exceptions, f"{word} {since}{number}{unseen}.", since)


def _numbered(fact: Fact) -> str:
    return f" (PSA {fact.psa_number})" if fact.psa_number else ""


def _without_effect(fact: Fact) -> bool:
    return fact.action is AdvisoryAction.IMPOSED and fact.effective_on is None


def _day_or_month(event: _Event) -> str:
    """Write when something was seen as exactly as its source prints it."""
    first, last = event.earliest, event.latest
    if first == last or (first.year, first.month) != (last.year, last.month):
        return day(first)
    return day(first).split(" ", 1)[1]


def _removed(event: _Event) -> bool:
    return event.fact.action is AdvisoryAction.REMOVED


def _events(facts: Iterable[Fact]) -> list[_Event]:
    events = []
    for fact in facts:
        days = _days(fact)
        if fact.scheme is AdvisoryScheme.CONDITIONS_OF_ENTRY and days:
            events.append(_Event(*days, fact))
    return events


def _without_early_sightings(events: Sequence[_Event]) -> list[_Event]:
    """Of one territory's events, drop a sighting on a list that announces an imposition still to take effect.

    The effective date decides.
    """
    imposed = [event for event in events if event.fact.action is AdvisoryAction.IMPOSED]

    def announced(sighting: _Event) -> bool:
        return sighting.fact.action is AdvisoryAction.LISTED and any(
            event.fact.published_on == sighting.fact.published_on and event.earliest > sighting.latest
            for event in imposed
        )

    return [event for event in events if not announced(event)]


def _in_sequence(events: Sequence[_Event]) -> list[_Event]:
    """Narrow what is only known to the month or year: nothing was modified or removed before what came before it.

    A removal whose day is noted to be the latest it may have had can be as early as that.
    """
    narrowed: list[_Event] = []
    for event in events:
        floor = narrowed[-1].earliest if narrowed else event.earliest
        earliest = floor if _is_latest_day(event.fact) else max(event.earliest, floor)
        narrowed.append(_Event(earliest, event.latest, event.fact))
    return narrowed


def _is_latest_day(fact: Fact) -> bool:
    removed = fact.action is AdvisoryAction.REMOVED and fact.effective_on is None
    return removed and _OR_BEFORE.search(fact.note) is not None


def _days(fact: Fact) -> tuple[date, date] | None:
    """Tell the earliest and the latest day a fact can speak of: its effective date, else what its printing allows."""
    if fact.effective_on:
        return fact.effective_on, fact.effective_on
    if fact.published_on:
        return _span(fact.published_on)
    return _year_of_number(fact.psa_number)


def _span(printed: str) -> tuple[date, date]:
    year, month, *rest = (int(part) for part in printed.split("-"))
    if rest:
        return date(year, month, rest[0]), date(year, month, rest[0])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_of_number(number: str | None) -> tuple[date, date] | None:
    """Read the year off a PSA number such as `2-05`, the second of 2005."""
    if not number:
        return None
    year = 2000 + int(number.rpartition("-")[2])
    return date(year, 1, 1), date(year, 12, 31)


def _published(fact: Fact) -> date | None:
    return _span(fact.published_on)[0] if fact.published_on else None
