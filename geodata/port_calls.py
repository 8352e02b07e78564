"""Ports of call out of pasted text: names, codes, facility numbers and dates, one to a line or many, in any mix.

The order is kept as pasted. What is not certain is said with the call; what names no port is given back as unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata import call_marks
from geodata.call_dates import day_comes_first, read_found
from geodata.call_lines import BRACKET, MARK, lines_of
from geodata.importers.territory_names import prefixes, territory_of
from geodata.names import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from geodata.call_dates import FoundDate
    from geodata.call_lines import Segment

MOST_CHARACTERS = 200_000
"""How much of a text is read."""

ARROWS = "Arrows often lead from the oldest call to the newest; the check takes the first call as the last one."
"""What is said of a list with arrows."""

CUT = f"Only the first {MOST_CHARACTERS:,} characters were read."
"""What is said of a text that is longer."""

_ARROW = re.compile(r"[^\s>-]\s*(?:->|=>|\u2192|\u27a1|\u00bb|\s>\s)\s*\w")
_MARKED = re.compile(rf"{MARK}(\d+){MARK}")
_WORD_BEFORE = 20
"""How many characters before a date are looked at for what it is of."""

_LEAVING = re.compile(
    r"(?:\b(?:dep(?:arted|arture)?|sailed|left|atd|etd|until|till|to)\b[.:]?|[-\u2013])\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RawCall:
    """A port of call as it was pasted."""

    text: str
    """The words it was read from."""
    name: str = ""
    """Name of the port; blank where only a code was given."""
    territory: str | None = None
    """Alpha-3 code of the territory that was named; None where none was, or it could not be told which."""
    territory_said: str = ""
    """The territory as written."""
    territories: tuple[str, ...] = ()
    """All territories that were named, where there are several."""
    unlocode: str | None = None
    """Five characters that may be a UN/LOCODE; a name in capitals can look the same."""
    facility_number: str | None = None
    """IMO port facility number, as `MGTMM-0001`."""
    other_facility_numbers: tuple[str, ...] = ()
    """Of the same call: `GQ362-0002` of `GQ362-0001/0002`."""
    arrived_on: date | None = None
    left_on: date | None = None
    is_canal_transit: bool = False
    doubts: tuple[str, ...] = ()
    """What about it is not certain, each in one sentence."""


@dataclass(frozen=True, slots=True)
class PastedCalls:
    """What a pasted text holds."""

    calls: tuple[RawCall, ...]
    """In the order of the text."""
    unread: tuple[str, ...]
    """Headers, and lines that name no port."""
    doubts: tuple[str, ...]
    """What about the whole list is not certain."""


@dataclass
class _Draft:
    """A call while its parts are gathered."""

    text: str = ""
    name: str = ""
    territory: str | None = None
    said: str = ""
    unlocode: str | None = None
    facilities: tuple[str, ...] = ()
    """IMO port facility numbers, the first first."""
    territories: tuple[str, ...] = ()
    """All that were said, where they are several."""
    is_declared: bool = False
    """Whether its territory was said besides its name."""
    is_transit: bool = False
    days: list[tuple[bool, FoundDate]] = field(default_factory=list)
    """Each date, and whether a word before it says that it is of leaving."""
    doubts: list[str] = field(default_factory=list)

    @property
    def is_call(self) -> bool:
        return bool(self.name or self.unlocode or self.facilities or self.said)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a segment says."""

    name: str
    """Blank where it is only a code in brackets."""
    unlocode: str | None
    facilities: tuple[str, ...]
    days: list[tuple[bool, FoundDate]]
    is_transit: bool
    is_bracketed: bool

    @property
    def is_code(self) -> bool:
        """Tell whether it is five letters and nothing else, which may be a code or a name."""
        return self.unlocode is not None and self.name.replace(" ", "").replace("-", "") == self.unlocode


def parse_calls(
    text: str, *, codes: Collection[str] = (), names: Collection[str] = (), day_first: bool | None = None
) -> PastedCalls:
    """Read a pasted list of ports of call.

    Args:
        text: the list; one call to a line, or several divided by semicolons, arrows, numbers, commas or dashes.
        codes: the UN/LOCODEs that are known, to tell `Suva, FJSUV` from `Suva, TOKYO`.
        names: the folded names of ports that hold a comma or a dash, to tell `Weno, Chuuk` from `Suva, Apia`.
        day_first: whether `03/04/2026` is 3 April; None where nobody said, and then the list's own dates tell, or only
            what can be one date is read.
    """
    drafts: list[_Draft] = []
    unread: list[str] = []
    doubts: list[str] = []
    if day_first is None:
        day_first = day_comes_first(text[:MOST_CHARACTERS])
    for line in lines_of(text[:MOST_CHARACTERS]):
        days = [read_found(found, day_first=day_first) for found in line.dates]
        segments = [_of_segment(_rejoined(segment, names), days, codes) for segment in line.segments]
        doubts += [_read_as(segment, some) for segment, some in zip(line.segments, segments, strict=True) if some[1:]]
        found = [draft for some in segments for draft in some]
        if found and not found[0].is_call and found[0].days and drafts:
            drafts[-1].days += found.pop(0).days  # a line that begins with dates goes on about the call before it
        elif not any(draft.is_call for draft in found):
            unread.append(line.text)
        drafts += [draft for draft in found if draft.is_call]
    calls = tuple(map(_finished, drafts))
    return PastedCalls(calls, tuple(unread), (*doubts, *_doubts(text, calls)))


def _read_as(segment: Segment, drafts: Sequence[_Draft]) -> str:
    return f"Read as {len(drafts)} calls: {segment.text}."


def _rejoined(segment: Segment, names: Collection[str]) -> Segment:
    """Put together again the parts that are one port's name."""
    parts: list[str] = []
    for part in segment.parts:
        if parts and BRACKET not in part and folded(f"{parts[-1]} {part}") in names:
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return replace(segment, parts=tuple(parts))


def _of_segment(segment: Segment, days: Sequence[FoundDate], codes: Collection[str]) -> list[_Draft]:
    """Gather the parts of a segment into calls; what is no new name belongs to the call before it."""
    drafts = [_Draft()]
    parts = [_part(text, days) for text in segment.parts]
    while parts:
        taken = _take_territory(drafts[-1], parts, is_single=segment.is_single)
        if not taken:
            if not segment.is_single and _is_another(drafts[-1], parts[0], codes):
                drafts.append(_Draft())
            _name(drafts[-1], parts[0])
        for part in parts[: taken or 1]:
            is_name = bool(taken) and part.is_code  # CHILE is no code of Switzerland
            _join(drafts[-1], replace(part, unlocode=None) if is_name else part)
        del parts[: taken or 1]
    for draft in drafts:
        said = dict.fromkeys(part for part in (draft.name, draft.unlocode, *draft.facilities, draft.said) if part)
        draft.text = segment.text if len(drafts) == 1 else ", ".join(said)
    return drafts


def _part(text: str, days: Sequence[FoundDate]) -> _Part:
    found = [(_is_leaving(text, mark.start()), days[int(mark[1])]) for mark in _MARKED.finditer(text)]
    is_bracketed = text.startswith(BRACKET)
    plain = _MARKED.sub(" ", text.replace(BRACKET, " ")).strip()
    facilities = call_marks.facility_numbers(plain)
    code = None if facilities else call_marks.unlocode_said(plain)
    name = call_marks.name_of(plain, code=code)
    part = _Part(name, code, facilities, found, call_marks.is_marked_transit(plain), is_bracketed)
    is_mark = part.is_transit and call_marks.is_of_a_transit(name) and not call_marks.names_a_canal(name, None)
    return replace(part, name="") if is_mark or (is_bracketed and part.is_code) else part


def _is_leaving(text: str, end: int) -> bool:
    """Tell whether the words before a date say that it is of leaving."""
    return _LEAVING.search(text, max(0, end - _WORD_BEFORE), end) is not None


def _take_territory(draft: _Draft, parts: Sequence[_Part], *, is_single: bool) -> int:
    """Take a territory from the front of the parts for the open call; return in how many parts it is written."""
    for length in (2, 1):
        names = [part.name for part in parts[:length]]
        if len(names) < length or not all(names):
            continue
        said = ", ".join(names)
        code, doubt = call_marks.territory_said(said)
        if code is None and not doubt:
            continue
        if not draft.is_call and length == 1:
            return 0  # a name that is also that of a territory, such as Singapore
        if draft.territory is not None and draft.territory != code:
            return _doubted(draft, said, length) if is_single else 0
        if draft.is_declared and draft.name == said and not is_single:
            return 0  # Nauru, Nauru, Nauru are two calls
        draft.name = draft.name or (names[0] if length > 1 and not draft.is_call else "")
        _declare(draft, code, said, doubt)
        return length
    return 0


def _doubted(draft: _Draft, said: str, length: int) -> int:
    codes = (*draft.territories, draft.territory, territory_of(said))
    draft.territories = tuple(code for code in dict.fromkeys(codes) if code)
    draft.doubts.append(f"It names two territories: {draft.said} and {said}.")
    draft.territory = None
    return length


def _declare(draft: _Draft, code: str | None, said: str, doubt: str) -> None:
    """Set the territory; one that is certain, such as `USA` after `SC`, ends the doubt about another."""
    if draft.said and draft.territory is None:
        draft.doubts = [old for old in draft.doubts if not old.startswith(f"{draft.said} may be")]
    draft.territory, draft.said, draft.is_declared = code, said, True
    if doubt:
        draft.doubts.append(doubt)


def _is_another(draft: _Draft, part: _Part, codes: Collection[str]) -> bool:
    """Tell whether a part begins another call than the one that is open."""
    if not draft.is_call or part.is_bracketed:
        return False
    if part.is_code:
        of_the_same = draft.unlocode is None and part.unlocode in codes and _agrees(draft, part)
        return not of_the_same
    return bool(part.name and draft.name) or bool(part.facilities and draft.facilities)


def _agrees(draft: _Draft, part: _Part) -> bool:
    return draft.territory in {None, prefixes().get((part.unlocode or "")[:2])}


def _join(draft: _Draft, part: _Part) -> None:
    draft.days += part.days
    draft.unlocode = draft.unlocode or part.unlocode
    draft.is_transit = draft.is_transit or part.is_transit
    draft.facilities = tuple(dict.fromkeys((*draft.facilities, *part.facilities)))


def _name(draft: _Draft, part: _Part) -> None:
    if not part.name or (part.is_code and draft.name):
        return
    if draft.name and draft.name == draft.said:
        draft.name = part.name  # the territory stood before the port
    elif draft.name:
        draft.name = f"{draft.name} ({part.name})" if part.is_bracketed else f"{draft.name}, {part.name}"
    else:
        draft.name = part.name
        code, _ = call_marks.territory_said(part.name)
        if code and draft.territory is None and not part.is_code:
            draft.territory, draft.said = code, part.name


def _finished(draft: _Draft) -> RawCall:
    doubts = [*draft.doubts, *(found.doubt for _, found in draft.days if found.doubt)]
    arrived, left = _stay(draft, doubts)
    transit = draft.is_transit
    if transit and not call_marks.names_a_canal(draft.name, _territory_meant(draft)):
        transit = False
        doubts.append("It is marked as a transit but names no canal, or more than one; it is taken as a call.")
    elif not transit and "canal" in draft.name.casefold():
        doubts.append("It names a canal but is not marked as a transit; it is taken as a call.")
    if draft.facilities[1:]:
        doubts.append("It names several facilities; each of them is judged.")
    code = draft.unlocode
    if code and draft.territory and prefixes().get(code[:2]) != draft.territory:
        if folded(draft.name).replace(" ", "") == code.lower():
            code = None  # five letters that are a name
        else:
            doubts.append(f"{code} is not a code of {draft.said}.")
    return RawCall(
        text=draft.text,
        name=draft.name,
        territory=draft.territory,
        territory_said=draft.said,
        territories=draft.territories,
        unlocode=code,
        facility_number=next(iter(draft.facilities), None),
        other_facility_numbers=draft.facilities[1:],
        arrived_on=arrived,
        left_on=left,
        is_canal_transit=transit,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _territory_meant(draft: _Draft) -> str | None:
    """Return the territory that a draft says by its name, its code or its facility."""
    code = draft.unlocode if (draft.unlocode or "").lower() not in folded(draft.name).split() else None
    said = (each[:2] for each in (code, *draft.facilities) if each)
    return draft.territory or next((prefixes()[two] for two in said if two in prefixes()), None)


def _stay(draft: _Draft, doubts: list[str]) -> tuple[date | None, date | None]:
    """Tell the days of arriving and leaving: as the words before them say, else in their order."""
    days = [(leaving, day) for leaving, found in draft.days for day in found.days]
    leaving = [day for is_leaving, day in days if is_leaving]
    others = [day for is_leaving, day in days if not is_leaving]
    arrived = others[0] if others else None
    left = leaving[-1] if leaving else (others[-1] if len(others) > 1 else None)
    if len(days) > len(("arrived", "left")):
        doubts.append("It has more than two dates.")
    if arrived and left and left < arrived:
        doubts.append("It is left before it is reached; the dates are not taken.")
        return None, None
    return arrived, left


def _doubts(text: str, calls: Sequence[RawCall]) -> Iterator[str]:
    if len(calls) > 1 and _ARROW.search(text):
        yield ARROWS
    if len(text) > MOST_CHARACTERS:
        yield CUT
    days = [day for call in calls if (day := call.arrived_on or call.left_on)]
    if len(days) > 1 and all(one <= other for one, other in pairwise(days)) and days[0] < days[-1]:
        yield "The dates run oldest first; the check takes the first call as the last before the United States."
