"""Whether a call was at an excepted facility, from what is known of the call and what was printed.

A facility number, where both sides have one, decides. An exception without a number that bears the name of the port
excepts that port, whatever the facility. A facility's name is compared as printed. Where the facility is not given,
only a port at which the exception is known not to lie is outside it. Words that no port is known by rule nothing out.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from models.excepted_places import places_of
from models.searching import fold

if TYPE_CHECKING:
    from models.entry_calls import PortCall
    from models.excepted import Excepted

_PORT_WORDS = frozenset({"autonomous", "facility", "harbor", "harbour", "of", "port", "the"})
"""Words that a port's name may be printed with or without."""


class Match(Enum):
    """Whether a call was at a facility."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


def facility_match(call: PortCall, excepted: Excepted) -> Match:
    """Tell whether a call, whose territory is known, was at an excepted facility."""
    if call.facility_number and excepted.numbers:
        return Match.YES if call.facility_number in excepted.numbers else Match.NO
    names = set(map(_core, excepted.names))
    if call.facility and _core(call.facility) in names:
        return Match.YES
    places = places_of(call.territory or "", excepted.names[0]) if excepted.names else frozenset()
    ports = _ports(call)
    if not excepted.numbers and _is_port(names, ports, places):
        return Match.MAYBE if _is_one_of_several(call, excepted) else Match.YES
    if not ports and not excepted.numbers and names & places:
        return Match.MAYBE  # it excepts a port, and the call may be at that port
    if call.facility and excepted.names:
        return Match.NO
    return Match.NO if ports and places and not ports & places and not ports & names else Match.MAYBE


def _is_one_of_several(call: PortCall, excepted: Excepted) -> bool:
    """Tell whether a call was at a facility that need not be that of the port authority which is excepted."""
    is_authority = any("autonomous" in fold(name).split() for name in excepted.names)
    return is_authority and bool(call.facility_number or call.facility)


def _is_port(names: set[str], ports: set[str], places: frozenset[str]) -> bool:
    """Tell whether an exception bears the name of the port, or another name of it."""
    return not names.isdisjoint(ports) or (not names.isdisjoint(places) and not ports.isdisjoint(places))


def _ports(call: PortCall) -> set[str]:
    """Return what the port of a call is called; nothing where it was not resolved."""
    if not call.is_resolved:
        return set()
    return {_core(name) for name in (call.port, *call.other_names, call.unlocode or "") if fold(name)}


def _core(name: str) -> str:
    words = fold(name).split()
    return " ".join(word for word in words if word not in _PORT_WORDS) or " ".join(words)
