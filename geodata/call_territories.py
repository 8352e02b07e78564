"""What tells a pasted call's territory, and what contradicts it.

Words of several meanings, numbers and codes of another territory, and ports that are known elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importers.territory_names import prefixes
from geodata.names import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.call_resolving import Candidate, Gazetteer
    from geodata.port_calls import RawCall

EXACT = 100.0
"""Likeness of the same name, or of the same code."""

SURE_LIKENESS = 92.0
"""Likeness from which a name is taken without a doubt, in a territory that was said."""

CLEAR_OF_THE_NEXT = 5.0
"""By how much it must be likelier than the next port."""

NAMESAKES = {"congo": ("COD", "COG"), "georgia": ("GEO", "USA"), "korea": ("KOR", "PRK")}
"""Words that are said of several territories: the port tells which."""

ALSO_CALLED = {
    "aiwo": "NRU",
    "al ahmadi": "YEM",
    "antsiranana": "MDG",
    "balhaf": "YEM",
    "basra": "IRQ",
    "basrah": "IRQ",
    "busan": "KOR",
    "chuuk": "FSM",
    "colonia": "FSM",
    "diego suarez": "MDG",
    "kampong saom": "KHM",
    "kharg island": "IRN",
    "khark island": "IRN",
    "kosrae": "FSM",
    "labuan": "IDN",
    "mahajanga": "MDG",
    "tamatave": "MDG",
}
"""Names of ports, most of them in territories that were under an advisory, which the list of ports that ships does not
have: in UN/LOCODE (Basra, Labuan in Sulawesi), in the World Port Index (Al Ahmadi on the Red Sea, Colonia on Yap), or
older. They settle a territory where no other has a port of that name, and leave it open where one has."""


def told_apart(raw: RawCall, known: Gazetteer) -> tuple[RawCall, tuple[str, ...]]:
    """Take a word that is said of several territories for the one whose port is named, or for none."""
    meant = NAMESAKES.get(folded(raw.territory_said)) if raw.territory else None
    if not meant:
        return raw, ()
    named = {one.port.territory for one in known.same(raw.name, None)} | {ALSO_CALLED.get(folded(raw.name))}
    where = named & {*meant} if raw.name else set()
    territory = where.pop() if len(where) == 1 else None
    doubt = f"{raw.territory_said} may be {' or '.join(meant)}."
    return replace(raw, territory=territory), () if territory else (doubt,)


def other_number(raw: RawCall, anywhere: Sequence[Candidate]) -> str:
    """Say that a facility number is not of the territory that was said, or of the port of that very name."""
    numbers = (raw.facility_number, *raw.other_facility_numbers)
    for number, where in ((number, of_number(number)) for number in numbers):
        named = {raw.territory} if raw.territory else {one.port.territory for one in anywhere if one.likeness == EXACT}
        if where and named and where not in named:
            return f"{number} is a number of {where}, but it says {raw.territory_said or raw.name}."
    return ""


def other_code(raw: RawCall, anywhere: Sequence[Candidate], known: Gazetteer) -> str:
    """Say that a code that is not known begins as those of another territory than the port that is named.

    Five capitals that are a name, or a word of the name, are no code.
    """
    code = raw.unlocode
    if not code or code.lower() in folded(raw.name).split() or known.same(code, None):
        return ""
    of_code = prefixes().get(code[:2])
    named = {raw.territory} if raw.territory else {one.port.territory for one in anywhere}
    if not of_code or not named or named == {of_code}:
        return ""
    return f"{code} is not known and begins as the codes of {of_code}, but it says {raw.territory_said or raw.name}."


def rivals(
    raw: RawCall, there: Sequence[Candidate], anywhere: Sequence[Candidate], known: Gazetteer
) -> tuple[str, ...]:
    """Return where else a port lies that is not known in the territory that was said.

    `Sihanoukville, Singapore` may be two ports; `Sihanoukville, Vietnam` may be a slip.

    Args:
        raw: the call.
        there: the ports of that territory whose names are most like its own.
        anywhere: those of all territories.
        known: all of them.
    """
    near = there[0].likeness if there else 0.0
    if not (raw.territory and raw.name) or raw.name == raw.territory_said or near >= SURE_LIKENESS:
        return ()
    inside = known.named_in(raw.name)
    if raw.territory in inside:
        return ()
    least = max(SURE_LIKENESS, near + CLEAR_OF_THE_NEXT)
    return tuple(sorted(inside | {one.port.territory for one in anywhere if one.likeness >= least}))


def of_number(number: str | None) -> str | None:
    """Return the territory that a facility number begins with."""
    return prefixes().get(number[:2]) if number else None
