"""Check whether conditions of entry apply to a vessel, by calls that were pasted, typed or chosen.

What somebody put right goes before what was read; what is in doubt is said in the record of the check.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dashboard.actions.entry_ground import Harbour
from dashboard.actions.entry_rows import MOST_ROWS, UNKNOWN, Row, as_pasted
from geodata import call_marks
from geodata.call_labels import is_passed_over
from geodata.call_resolving import Confidence
from geodata.port_calls import ARROWS, CUT, RawCall, parse_calls
from models.advisories import Answer
from models.entry_calls import EntryAnswer
from models.entry_conditions import check_entry
from models.entry_record import entry_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dashboard.actions.entry_ground import Ground
    from geodata.call_resolving import Candidate
    from geodata.port_calls import PastedCalls
    from models.entry_calls import EntryCheck, PortCall


MOST_JUDGED = 500
"""So many calls of a list are looked at; those that are not taken may still show that the answer hangs on them."""


class Sure(StrEnum):
    """How sure it is which port a call means."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    NOT_FOUND = "not_found"
    CHOSEN = "chosen"
    """Somebody said so."""


SURE_WORDS = {
    Sure.SURE: "Sure",
    Sure.DOUBTFUL: "In doubt",
    Sure.NOT_FOUND: "Port not found",
    Sure.CHOSEN: "Chosen",
}

_SURE = {
    Confidence.CONFIDENT: Sure.SURE,
    Confidence.DOUBTFUL: Sure.DOUBTFUL,
    Confidence.NONE: Sure.NOT_FOUND,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A call of the list: what was given, and what it is taken for."""

    row: Row
    given: str
    """The words it was read from; blank for a call that was chosen by search."""
    call: PortCall
    """As it is judged."""
    harbour: Harbour | None
    """The port it is taken for, in doubt or not."""
    sure: Sure
    doubts: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    """Ports it may mean, the likeliest first."""
    said: str | None = None
    """Code of the territory that was said."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A vessel's calls, and the answer."""

    taken: tuple[Taken, ...]
    check: EntryCheck
    """Its calls stand in the order of `taken`."""


def pasted_calls(text: str, ground: Ground, *, day_first: bool | None = None) -> PastedCalls:
    """Read a pasted list of calls; `day_first` says whether `03/04/2026` is 3 April."""
    return parse_calls(text, codes=ground.gazetteer.codes, names=ground.gazetteer.names, day_first=day_first)


def take(pasted: PastedCalls, rows: Iterable[Row], ground: Ground) -> tuple[Taken, ...]:
    """Resolve the calls of a list, with what was put right about them."""
    return tuple(_taken(row, _raw(row, pasted, ground), ground) for row in rows)


def check_calls(taken: Sequence[Taken], pasted: PastedCalls, *, arrival: date, ground: Ground) -> Checked:
    """Check resolved calls; what is in doubt about them, and what somebody put right, is among the notes of the check.

    While a line that was not read names a territory that may be listed, or the answer hangs on calls that were not
    taken or on which end of a list along arrows is the newest, it is never "does not apply".
    """
    check = check_entry([one.call for one in taken], arrival=arrival, advisories=ground.advisories)
    overlooked = tuple(_overlooked(pasted, arrival, ground))
    if check.answer is EntryAnswer.DOES_NOT_APPLY and (overlooked or _may_be_otherwise(taken, pasted, arrival, ground)):
        check = replace(check, answer=EntryAnswer.CANNOT_TELL)
    notes = (*check.notes, *overlooked, *_doubts(taken, pasted), *by_hand(taken, pasted))
    return Checked(tuple(taken), replace(check, notes=notes))


def _may_be_otherwise(taken: Sequence[Taken], pasted: PastedCalls, arrival: date, ground: Ground) -> bool:
    """Tell whether a list that is clear as it was taken is not so from its other end, or with what was not taken."""
    calls = [one.call for one in taken]
    if ARROWS in pasted.doubts and not _is_clear(calls[::-1], arrival, ground):
        return True
    if CUT in pasted.doubts or len(pasted.calls) > MOST_JUDGED:
        return True
    further = [Row(at) for at in range(MOST_ROWS, len(pasted.calls))]
    return bool(further) and not _is_clear(
        [*calls, *(one.call for one in take(pasted, further, ground))], arrival, ground
    )


def _is_clear(calls: Sequence[PortCall], arrival: date, ground: Ground) -> bool:
    found = check_entry(calls, arrival=arrival, advisories=ground.advisories)
    return found.answer is EntryAnswer.DOES_NOT_APPLY


def _overlooked(pasted: PastedCalls, arrival: date, ground: Ground) -> Iterator[str]:
    """Say which lines were not read as calls and yet name a territory that may be listed."""
    for text in pasted.unread:
        named = set() if is_passed_over(text) else ground.gazetteer.named_in(text, shortest=4)
        states = {ground.advisories.standing(code, arrival).finding.state.answer for code in named}
        if states - {Answer.NOT_IN_FORCE}:
            yield f"This line was not read as a call and may hold one; give the call a line of its own: {text}."


def check_pasted(pasted: PastedCalls, *, arrival: date, ground: Ground) -> Checked:
    """Check the calls of a list that nobody touched."""
    taken = take(pasted, as_pasted(len(pasted.calls)), ground)
    return check_calls(taken, pasted, arrival=arrival, ground=ground)


def record_of(checked: Checked, *, text: str, vessel: str, marking: str) -> dict[str, Any]:
    """Make the record of a check.

    Args:
        checked: the check.
        text: the list as it was pasted.
        vessel: what the vessel is called; may be blank.
        marking: the marking that the record bears.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    by_hand = [f"Put in by hand: {_by_hand(one)}" for one in checked.taken if one.sure is Sure.CHOSEN]
    return entry_record(checked.check, given=[*lines, *by_hand], vessel=vessel.strip(), marking=marking)


def _by_hand(taken: Taken) -> str:
    said = f"{taken.given} is " if taken.given else ""
    named = ", ".join(part for part in (taken.call.port, taken.call.territory) if part) or "not known"
    return f"{said}{named}"


def _raw(row: Row, pasted: PastedCalls, ground: Ground) -> RawCall:
    """Return the call as it was pasted, or as it was typed in its place."""
    before = pasted.calls[row.at] if 0 <= row.at < len(pasted.calls) else RawCall("")
    if row.text is None:
        return before
    typed = pasted_calls(row.text, ground).calls
    if len(typed) != 1:
        doubts = ("These are several calls; give each its own.",) if typed else ()
        return RawCall(row.text, row.text, arrived_on=before.arrived_on, left_on=before.left_on, doubts=doubts)
    days = typed[0].arrived_on or typed[0].left_on
    kept = typed[0] if days else replace(typed[0], arrived_on=before.arrived_on, left_on=before.left_on)
    return replace(kept, text=row.text)


def _taken(row: Row, raw: RawCall, ground: Ground) -> Taken:
    resolved = ground.gazetteer.resolve(raw)
    harbour = ground.harbours.get(row.port or 0)
    call, sure, doubts = resolved.call(), _SURE[resolved.confidence], resolved.doubts
    found = resolved.port if isinstance(resolved.port, Harbour) else None
    if harbour is not None or row.territory is not None:
        found, sure, doubts = harbour, Sure.CHOSEN, raw.doubts
        call = _at_harbour(call, harbour) if harbour else _in_territory(call, raw, row.territory or UNKNOWN)
    transit = raw.is_canal_transit if row.transit is None else row.transit
    arrived, left = row.stay or (call.arrived_on, call.left_on)
    call = replace(_at_facility(call, row.facility, ground), arrived_on=arrived, left_on=left, is_canal_transit=transit)
    return Taken(row, raw.text, call, found, sure, doubts, resolved.candidates, raw.territory)


def _at_harbour(call: PortCall, harbour: Harbour) -> PortCall:
    return replace(
        call,
        rivals=(),
        port=harbour.name,
        is_resolved=True,
        territory=harbour.territory,
        unlocode=harbour.unlocode,
        other_names=harbour.alternate_names,
    )


def _in_territory(call: PortCall, raw: RawCall, code: str) -> PortCall:
    territory = None if code == UNKNOWN else code
    return replace(
        call, port=raw.name, is_resolved=False, territory=territory, rivals=(), unlocode=None, other_names=()
    )


def _at_facility(call: PortCall, said: str | None, ground: Ground) -> PortCall:
    """Set the facility that somebody named, by number or by name; blank is not known."""
    if said is None:
        return call
    number = next(iter(call_marks.facility_numbers(said)), None)
    berth = ground.berth(number) if number else None
    facility = (berth.name if berth else "") if number else said
    return replace(call, facility_number=number, other_facility_numbers=(), facility=facility)


def by_hand(taken: Sequence[Taken], pasted: PastedCalls) -> Iterator[str]:
    """Say what somebody put right besides ports and territories, which the calls as given tell."""
    rows = [one.row for one in taken]
    kept = [row.at for row in rows if row.at >= 0]
    for at, call in enumerate(pasted.calls[:MOST_ROWS]):
        if at not in kept:
            yield f"Taken out by hand: {call.text}."
    if kept != sorted(kept):
        yield "The order was changed by hand."
    for one in taken:
        if one.row.text is not None:
            instead = f" in place of {pasted.calls[one.row.at].text}" if 0 <= one.row.at < len(pasted.calls) else ""
            yield f"Written by hand{instead}: {one.row.text}."
        yield from _set_by_hand(one)


def _set_by_hand(one: Taken) -> Iterator[str]:
    named = one.given or one.call.port
    if one.row.transit is not None:
        yield f"{named}: by hand {'a canal transit, no call' if one.row.transit else 'a call, no canal transit'}."
    if one.row.facility is not None:
        said = " ".join(part for part in (one.call.facility, one.call.facility_number) if part)
        yield f"{named}: facility by hand {said or 'not known'}."
    if one.row.stay is not None:
        yield f"{named}: days by hand."


def _doubts(taken: Sequence[Taken], pasted: PastedCalls) -> Iterator[str]:
    for one in taken:
        for doubt in one.doubts:
            yield f"{one.given or one.call.port}: {doubt}"
    for text in pasted.unread:
        yield f"Not read as a call: {text}."
    yield from pasted.doubts
    if len(pasted.calls) > MOST_ROWS:
        yield f"Only the first {MOST_ROWS} calls of the list were taken."
