"""Facilities that an advisory excepts, read from what was printed of them.

What cannot be read is kept as it was printed and said to be unread; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from models.printed_dates import OWN_DATES, own_dates
from models.searching import fold
from models.vocabulary import AdvisoryAction, AdvisoryScope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.advisories import Fact


@dataclass(frozen=True, slots=True)
class Excepted:
    """A facility or port that an advisory excepts."""

    printed: str
    """As printed."""
    names: tuple[str, ...]
    """Its name, then what it is also known as, without numbers and dates; none where only a number was printed."""
    numbers: tuple[str, ...] = ()
    """IMO port facility numbers, as `GQ362-0001`; none where none was printed."""
    first: date | None = None
    """The first day it is excepted, where that was printed beside it."""
    last: date | None = None
    """The last day it is excepted, where that was printed beside it."""

    def stands_on(self, as_of: date) -> bool:
        """Tell whether its own dates hold on a day; without dates they always do."""
        return (self.first is None or self.first <= as_of) and (self.last is None or as_of <= self.last)


@dataclass(frozen=True, slots=True)
class PrintedExceptions:
    """What could be read of a list of exceptions, and what could not."""

    facilities: tuple[Excepted, ...]
    unread: tuple[str, ...]
    """Parts that name no facility or cannot be read, as printed."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an advisory excepts, gathered from all that was published since it was imposed."""

    facilities: tuple[Excepted, ...]
    unseen: tuple[str, ...]
    """Why there may be other exceptions than these, each in words; none where the list is as it was printed."""
    facts: tuple[Fact, ...]
    """The facts that printed them."""
    unread: tuple[str, ...] = ()
    """What was printed of them and names no facility or cannot be read."""

    @property
    def printed(self) -> str:
        """All that was printed and stands; where that is no facility, how it was said that there is none."""
        parts = dict.fromkeys((*(one.printed for one in self.facilities), *self.unread))
        return "; ".join(parts) or next((fact.exceptions for fact in self.facts[-1:]), "")


_NUMBERS = re.compile(
    r"(?<![A-Z0-9])([A-Z]{2}[A-Z0-9]{3})(?:\s?[-\u2013]\s?)?(\d{4})"
    r"((?:\s?(?:/|&|,|-|\u2013|\band\b|\bto\b|\bthrough\b)\s?\d{4}(?![\dA-Z]))*)(?![\dA-Z/])"
)
_FURTHER = re.compile(r"(/|&|,|-|\u2013|and|to|through)\s?(\d{4})")
_RANGE = frozenset({"-", "\u2013", "to", "through"})
_MOST = 50
"""The longest range that is believed."""

_NOT_LISTED = re.compile(
    r"\(?\b(?:IMO\s+)?(?:port\s+)?(?:facility\s+)?(?:numbers?\s+)?not\s+listed\b\)?", re.IGNORECASE
)
_OPEN_END = re.compile(r"[(,]?\s*\b(?:until|till|pending)\s+further\s+notice\b\)?", re.IGNORECASE)
_NONE = re.compile(r"(?:none|no exceptions?|nil)\b", re.IGNORECASE)
_UNSEEN = re.compile(
    r"not (?:seen|shown|known)|names? in |past stored|truncated|\bmore\b|^\(.*\)$|^\d+ (?:further |other )?\w+$"
    r"|^(?:all|others?|several|various)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"\d{3}|\d\s?/|/\s?\d|[A-Z]{2}[A-Z0-9]{3}-")
_KNOWN_AS = re.compile(r"[(,]?\s*\b(?:also known as|a\.?k\.?a\.?|formerly|now)\b\s*([^(),]+)\)?", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_NOTED_UNSEEN = re.compile(r"except[^;.]*not seen|exceptions truncated|excepted[^;.]*past the stored", re.IGNORECASE)


@lru_cache(maxsize=1024)
def parse_exceptions(printed: str) -> PrintedExceptions:
    """Read a list of excepted facilities, divided by semicolons or lines.

    Example:
        >>> parse_exceptions("Ceiba GQ362-0001/0002; K-5 Oil Center").facilities[0].numbers
        ('GQ362-0001', 'GQ362-0002')
    """
    parts = [part.strip().removeprefix("and ").strip() for part in re.split(r"[;\n]", printed)]
    facilities: list[Excepted] = []
    unread: list[str] = []
    for part in parts:
        if part and not _NONE.match(part):
            read = _facility(part)
            if read:
                facilities.append(read)
            else:
                unread.append(part)
    return PrintedExceptions(tuple(facilities), tuple(unread))


def _facility(part: str) -> Excepted | None:
    if _UNSEEN.search(_NOT_LISTED.sub("", part).strip()):
        return None
    dates = own_dates(part)
    undated = _OPEN_END.sub(" ", OWN_DATES.sub(" ", part))
    numbers = _numbers(undated)
    if numbers is None or dates is None:
        return None
    rest = _NOT_LISTED.sub(" ", _NUMBERS.sub(" ", undated))
    if _BROKEN.search(rest):
        return None
    names = _names(rest)
    return Excepted(part, names, numbers, *dates) if names or numbers else None


def _numbers(part: str) -> tuple[str, ...] | None:
    """Read the facility numbers of a part; None where a range cannot be one."""
    read: list[str] = []
    for found in _NUMBERS.finditer(part):
        last = int(found[2])
        read.append(f"{found[1]}-{found[2]}")
        for how, digits in _FURTHER.findall(found[3]):
            first = last + 1 if how in _RANGE else int(digits)
            if first > int(digits) or int(digits) - first >= _MOST:
                return None
            last = int(digits)
            read.extend(f"{found[1]}-{number:04d}" for number in range(first, last + 1))
    return tuple(dict.fromkeys(read))


def _names(rest: str) -> tuple[str, ...]:
    others = [*_KNOWN_AS.findall(rest)]
    rest = _KNOWN_AS.sub(" ", rest)
    others += _BRACKETED.findall(rest)
    main = re.sub(r"\s+only$", "", _tidied(_BRACKETED.sub(" ", rest)), flags=re.IGNORECASE)
    return tuple(dict.fromkeys(name for name in (main, *map(_tidied, others)) if fold(name)))


def _tidied(name: str) -> str:
    return " ".join(name.split()).strip(" -\u2013,:.()")


def scope_of(facts: Sequence[Fact]) -> Scope:
    """Gather what is excepted from the facts of an advisory in force, oldest first.

    What is imposed, or modified with exceptions printed, replaces what stood; a sighting on a list adds what it prints;
    all ports means that none are left. A change of which none are printed says nothing of them. A number that was
    printed once beside a name stays with that name.
    """
    scope, numbered = Scope((), (), ()), dict[str, tuple[str, ...]]()
    for fact in facts:
        read = parse_exceptions(fact.exceptions)
        named = [(one, fold(one.names[0]) if one.names else "") for one in read.facilities]
        filled = tuple(replace(one, numbers=one.numbers or numbered.get(name, ())) for one, name in named)
        numbered |= {name: one.numbers for one, name in named if name and one.numbers}
        scope = _with(scope, fact, PrintedExceptions(filled, read.unread))
    return scope


def _with(scope: Scope, fact: Fact, read: PrintedExceptions) -> Scope:
    unseen = tuple(f"Printed of the exceptions: {part}." for part in read.unread)
    if _NOTED_UNSEEN.search(fact.note):
        unseen += ("The notice's excepted ports were not seen.",)
    if not fact.exceptions and fact.scope is AdvisoryScope.ALL_PORTS:
        return Scope((), (), (fact,))
    if not fact.exceptions and not unseen and fact.action is not AdvisoryAction.IMPOSED:
        return scope
    printing = (fact,) if fact.exceptions or unseen else ()
    if fact.action is not AdvisoryAction.LISTED:
        return Scope(read.facilities, unseen, printing, read.unread)
    return Scope(
        _joined(scope.facilities, read.facilities),
        tuple(dict.fromkeys((*scope.unseen, *unseen))),
        (*scope.facts, *printing),
        tuple(dict.fromkeys((*scope.unread, *read.unread))),
    )


def _joined(facilities: Sequence[Excepted], anew: Sequence[Excepted]) -> tuple[Excepted, ...]:
    """Add those printed anew; under a name that stands they replace it, unless they say no more than it does."""
    held = {fold(one.names[0]): one for one in facilities if one.names}
    named = {fold(one.names[0]): one for one in anew if one.names}
    others = (one for one in facilities if not one.names or fold(one.names[0]) not in named)
    pairs = ((one, held.get(fold(one.names[0])) if one.names else None) for one in anew)
    return (*others, *(was if was and was == replace(one, printed=was.printed) else one for one, was in pairs))
