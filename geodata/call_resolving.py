"""Which port and territory a pasted call means: by its codes, else by its name, with what is doubtful said.

A territory is settled only by what was said, by a code or facility number that is known, by the country letters of a
facility number, or by a name that ports of one territory alone bear. A likeness never settles it on its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from rapidfuzz import fuzz, process

from geodata.call_territories import (
    ALSO_CALLED,
    CLEAR_OF_THE_NEXT,
    EXACT,
    SURE_LIKENESS,
    of_number,
    other_code,
    other_number,
    rivals,
    told_apart,
)
from geodata.importers.territory_names import territory_of
from geodata.names import PORT_WORDS, WITHOUT_PORT_WORDS, folded, forms
from models.entry_calls import PortCall

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geodata.names import Form
    from geodata.port_calls import RawCall

SAME = EXACT * WITHOUT_PORT_WORDS
"""Likeness of names that are the same but for words that tell no port from another."""

LEAST_LIKENESS = 75.0
"""Likeness below which a port is no candidate."""

MOST_CANDIDATES = 5
"""How many candidates a call has at most."""


LONGEST_RUN, SHORTEST_NAME = 4, 5
"""Words of the longest name and letters of the shortest that is looked for inside a text."""

MOST_KNOWN = 20_000
"""How many different calls are remembered before all are forgotten."""


_OTHER_PLACES = (
    "bahia baia baie bay field ile isl island islands isle jazirat jazireh kang ko mina oil offshore pho pier pulau"
    " thanh wan wharf"
)
_PORT_ITSELF = PORT_WORDS - frozenset(_OTHER_PLACES.split())
"""Words that a port may be called with or without; unlike `bay` or `island` they make no other place of it."""

_DIVIDED = re.compile(r",|\s[-\u2013/]\s")


class KnownPort(Protocol):
    """What is read of a port."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def alternate_names(self) -> Sequence[str]:
        """Return its other names."""

    @property
    def unlocode(self) -> str | None:
        """Return its UN/LOCODE."""

    @property
    def territory(self) -> str:
        """Return the alpha-3 code of the territory that it is declared in."""


class KnownFacility(Protocol):
    """What is read of a port facility."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def imo_number(self) -> str | None:
        """Return its IMO port facility number."""

    @property
    def port(self) -> KnownPort | None:
        """Return its port, None where that is not known."""


class Confidence(StrEnum):
    """How far a call is resolved."""

    CONFIDENT = "confident"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A port that a call may mean."""

    port: KnownPort
    likeness: float
    """0 to 100; 100 for the same code or name."""


@dataclass(frozen=True, slots=True)
class ResolvedCall:
    """What a pasted call was taken to mean."""

    raw: RawCall
    confidence: Confidence
    port: KnownPort | None
    """The port it is taken for: the likeliest candidate; None where there is none, or several are as likely."""
    facility: KnownFacility | None
    territory: str | None
    """Alpha-3 code; None where it is not settled."""
    candidates: tuple[Candidate, ...]
    """The likeliest first."""
    doubts: tuple[str, ...]
    """What is doubtful, in the pasted words or the match, each in one sentence."""
    rivals: tuple[str, ...] = ()
    """Other territories that its port may lie in, though one was said."""

    def call(self) -> PortCall:
        """Return the call as the rule takes it: a port that is doubtful is not passed on as known."""
        sure = self.port if self.confidence is Confidence.CONFIDENT else None
        return PortCall(
            port=sure.name if sure else self.raw.name,
            is_resolved=sure is not None or self._is_also_called(),
            territory=self.territory,
            rivals=tuple(dict.fromkeys((*self.rivals, *self._also_said()))),
            unlocode=sure.unlocode if sure else None,
            other_names=tuple(sure.alternate_names) if sure else (),
            facility_number=self.raw.facility_number or (self.facility.imo_number if self.facility else None),
            other_facility_numbers=self.raw.other_facility_numbers,
            facility=self.facility.name if self.facility else "",
            arrived_on=self.raw.arrived_on,
            left_on=self.raw.left_on,
            is_canal_transit=self.raw.is_canal_transit,
        )

    def _also_said(self) -> Iterator[str]:
        """Give the territories that were said besides its own."""
        yield from (code for code in self.raw.territories if code != self.territory)

    def _is_also_called(self) -> bool:
        """Tell whether the name is one that a port of the territory is known to bear besides those of the list."""
        return self.territory is not None and ALSO_CALLED.get(folded(self.raw.name)) == self.territory


class Gazetteer:
    """The ports and facilities that calls are resolved against, laid out for looking up; built once for many calls."""

    def __init__(self, ports: Iterable[KnownPort], facilities: Iterable[KnownFacility] = ()) -> None:
        """Lay out ports and facilities."""
        self._ports = tuple(ports)
        self._by_code = {port.unlocode: place for place, port in enumerate(self._ports) if port.unlocode}
        self._facilities = {one.imo_number: one for one in facilities if one.imo_number}
        self._by_name: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._written: list[tuple[str, int, float]] = []
        for place, port in enumerate(self._ports):
            for form in forms(port):
                self._lay_out(form, place)
        self.codes = frozenset(self._by_code)
        """The UN/LOCODEs of the ports, for `parse_calls`."""
        self.names = frozenset(
            folded(name) for port in self._ports for name in (port.name, *port.alternate_names) if _DIVIDED.search(name)
        )
        """The folded names that hold a comma or a dash, for `parse_calls`."""
        self._everywhere = _Names(self._written)
        self._of: dict[str, _Names] = {}
        self._known: dict[RawCall, ResolvedCall] = {}

    def _lay_out(self, form: Form, place: int) -> None:
        for text, worth in ((form.whole, 1.0), (form.core.replace(" ", ""), WITHOUT_PORT_WORDS)):
            scores = self._by_name[text]
            if place not in scores:  # the whole name goes before the name without port words
                scores[place] = EXACT * worth
                self._written.append((text, place, form.worth * worth))

    def port_of_code(self, code: str | None) -> KnownPort | None:
        """Return the port of a UN/LOCODE."""
        return self._ports[self._by_code[code]] if code in self._by_code else None

    def facility(self, number: str | None) -> KnownFacility | None:
        """Return the facility of an IMO number."""
        return self._facilities.get(number) if number else None

    def alike(self, name: str, territory: str | None) -> tuple[Candidate, ...]:
        """Return the ports whose names are most like a name, of one territory or of all, the likeliest first."""
        return self.same(name, territory) or self._ranked(self._names(territory).alike(forms(_Named(name))))

    def same(self, name: str, territory: str | None) -> tuple[Candidate, ...]:
        """Return the ports that bear a name, but for words that tell no port from another."""
        found: dict[int, float] = {}
        for form in forms(_Named(name)):
            for text, most in ((form.whole, EXACT), (form.core.replace(" ", ""), SAME)):
                for place, score in self._by_name.get(text, {}).items():
                    if territory in {None, self._ports[place].territory}:
                        found[place] = max(found.get(place, 0.0), min(score, most))
        return self._ranked(found)

    def named_in(self, text: str, *, shortest: int = SHORTEST_NAME) -> frozenset[str]:
        """Return the territories that words of a text name: by their own name, a port's name or its code.

        Args:
            text: any words.
            shortest: letters of the shortest name that is looked for.
        """
        words = folded(text).split()
        runs = [words[start : start + length] for length in range(1, LONGEST_RUN + 1) for start in range(len(words))]
        found: set[str | None] = set()
        for run in (run for run in runs if len("".join(run)) >= shortest):
            places = self._by_name.get("".join(run), {})
            found |= {self._ports[place].territory for place, score in places.items() if score == EXACT}
            found |= {territory_of(" ".join(run)), ALSO_CALLED.get(" ".join(run))}
        found |= {
            self._ports[self._by_code[code]].territory for code in re.findall(r"\w+", text) if code in self._by_code
        }
        return frozenset(filter(None, found))

    def _ranked(self, found: Mapping[int, float]) -> tuple[Candidate, ...]:
        """Rank ports; the order in which they are stored bears on it only where nothing else tells them apart."""

        def rank(item: tuple[int, float]) -> tuple[float, str, str, str, int]:
            port = self._ports[item[0]]
            return -item[1], port.name, port.territory, port.unlocode or "", item[0]

        ranked = sorted(found.items(), key=rank)
        return tuple(Candidate(self._ports[place], round(score, 1)) for place, score in ranked[:MOST_CANDIDATES])

    def _names(self, territory: str | None) -> _Names:
        if territory is None:
            return self._everywhere
        if territory not in self._of:
            self._of[territory] = _Names([row for row in self._written if self._ports[row[1]].territory == territory])
        return self._of[territory]

    def resolve(self, raw: RawCall) -> ResolvedCall:
        """Resolve one call; the same words are looked up once."""
        asked = replace(raw, text="", arrived_on=None, left_on=None, doubts=())
        if asked not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[asked] = _resolved(asked, self)
        known = self._known[asked]
        return replace(known, raw=raw, doubts=(*raw.doubts, *known.doubts))


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    alternate_names: tuple[str, ...] = ()


class _Names:
    """Names of ports, to be compared with one."""

    def __init__(self, written: Sequence[tuple[str, int, float]]) -> None:
        self._texts = [text for text, _, _ in written]
        self._places = [place for _, place, _ in written]
        self._worth = [worth for _, _, worth in written]

    def alike(self, asked: Iterable[Form]) -> dict[int, float]:
        """Return the likeness of each port that is like enough."""
        found: dict[int, float] = {}
        for text in {text for form in asked for text in (form.whole, form.core.replace(" ", ""))}:
            hits = process.extract(text, self._texts, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=40)
            for _, score, row in hits:
                worth = score * self._worth[row]
                if worth >= LEAST_LIKENESS:
                    found[self._places[row]] = max(worth, found.get(self._places[row], 0.0))
        return found


def resolve(calls: Sequence[RawCall], gazetteer: Gazetteer) -> list[ResolvedCall]:
    """Resolve the calls of a vessel, in their order."""
    return [gazetteer.resolve(call) for call in calls]


def _resolved(raw: RawCall, known: Gazetteer) -> ResolvedCall:
    if raw.is_canal_transit:
        return ResolvedCall(raw, Confidence.CONFIDENT, None, None, raw.territory, (), ())
    raw, unclear = told_apart(raw, known)
    found = _settled(raw, known)
    return replace(found, doubts=(*unclear, *found.doubts)) if found.territory is None else found


def _settled(raw: RawCall, known: Gazetteer) -> ResolvedCall:
    facility = known.facility(raw.facility_number)
    by_code = (facility.port if facility else None) or known.port_of_code(_code(raw, known))
    if by_code:
        look_up = known.same if _is_its_code(raw) else known.alike
        return _by_code(raw, by_code, facility, look_up(raw.name, None), known.named_in(raw.name))
    anywhere = known.alike(raw.name, None)
    territory = raw.territory or of_number(raw.facility_number)
    there = known.alike(raw.name, territory) if territory and raw.name else anywhere
    contradicted = other_number(raw, anywhere) or other_code(raw, anywhere, known)
    elsewhere = rivals(raw, there, anywhere, known)
    if elsewhere and known.same(raw.territory_said, None):
        contradicted = f"{raw.name} is no port of {raw.territory_said}: if these are two calls, give each a line."
    if contradicted:
        return ResolvedCall(raw, Confidence.DOUBTFUL, None, None, None, anywhere, (contradicted,))
    found = _by_name(raw, territory, there)
    return _with_rivals(found, elsewhere, anywhere)


def _code(raw: RawCall, known: Gazetteer) -> str | None:
    """Return the code that was said; a name that is written as a known code is one too."""
    return raw.unlocode or next(iter({raw.name.replace(" ", "").upper()} & known.codes), None)


def _is_its_code(raw: RawCall) -> bool:
    """Tell whether the name is, or holds, no more than the code."""
    bare = raw.name.replace(" ", "").replace("-", "").upper()
    return raw.unlocode in bare if raw.unlocode else len(bare) == len("FJSUV")


def _with_rivals(found: ResolvedCall, elsewhere: tuple[str, ...], anywhere: tuple[Candidate, ...]) -> ResolvedCall:
    """Put a call in doubt whose port may lie in another territory than was said."""
    if not elsewhere or found.territory is None:
        return found
    raw = found.raw
    doubt = f"It says {raw.territory_said}, but {raw.name} is known in {', '.join(elsewhere)}."
    candidates = (*found.candidates, *anywhere)[:MOST_CANDIDATES]
    return replace(
        found,
        confidence=Confidence.DOUBTFUL,
        port=None,
        candidates=candidates,
        rivals=elsewhere,
        doubts=(doubt, *found.doubts),
    )


def _by_code(
    raw: RawCall, port: KnownPort, facility: KnownFacility | None, alike: Sequence[Candidate], inside: frozenset[str]
) -> ResolvedCall:
    """Take the port of a code, in doubt where the name or the territory that was said is another's."""
    others = [one for one in alike if one.port is not port]
    named = len(others) < len(alike) or territory_of(raw.name) == port.territory
    elsewhere = raw.territory not in {None, port.territory}
    candidates = (Candidate(port, EXACT), *others[: MOST_CANDIDATES - 1])
    if elsewhere or (not named and (others or inside - {port.territory})):
        said = raw.territory_said if elsewhere else raw.name
        doubt = f"The code is of {port.name} ({port.territory}), but it says {said}."
        return ResolvedCall(raw, Confidence.DOUBTFUL, port, None, None, candidates, (doubt,))
    stranger = raw.name and not others and not named and not _is_its_code(raw)
    unknown = (f"The code is of {port.name}; {raw.name} is not known.",) if stranger else ()
    return ResolvedCall(raw, Confidence.CONFIDENT, port, facility, port.territory, candidates[:1], unknown)


def _by_name(raw: RawCall, territory: str | None, found: tuple[Candidate, ...]) -> ResolvedCall:
    also = None if territory else ALSO_CALLED.get(folded(raw.name))
    if not found or (also and found[0].likeness < SAME):
        territory = territory or also
        only = territory and raw.name in {"", raw.territory_said}
        why = "Only the territory is known." if only else f"No port is known as {raw.name or raw.text}."
        return ResolvedCall(raw, Confidence.NONE, None, None, territory, found, (why,))
    best = found[0]
    likely = [one for one in found if best.likeness - one.likeness < CLEAR_OF_THE_NEXT]
    borne = _borne_in(raw, likely, also)
    if len(likely) == 1 and (best.likeness >= SURE_LIKENESS if territory else borne):
        return ResolvedCall(raw, Confidence.CONFIDENT, best.port, None, best.port.territory, found, ())
    taken = best.port if len(likely) == 1 else None
    names = "; ".join(f"{one.port.name} ({one.port.territory}), {one.likeness:.0f} %" for one in found)
    other = f" A port of {also} is called so too." if also else ""
    doubt = f"It may be {names}.{other}"
    return ResolvedCall(raw, Confidence.DOUBTFUL, taken, None, territory or borne, found, (doubt,))


def _borne_in(raw: RawCall, likely: Sequence[Candidate], also: str | None) -> str | None:
    """Return the only territory whose ports bear a name, but for words such as port or harbour."""
    where = {one.port.territory for one in likely}
    bears = any(_bare(raw.name) == _bare(form) for one in likely for form in _written(one.port))
    return where.pop() if len(where) == 1 and bears and also in {None, *where} else None


def _written(port: KnownPort) -> Iterator[str]:
    for name in (port.name, *port.alternate_names):
        yield from (name, name.split(",")[0], name.split("(")[0])


def _bare(name: str) -> str:
    words = folded(name).split()
    return "".join(word for word in words if word not in _PORT_ITSELF) or "".join(words)
