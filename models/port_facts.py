"""How one port is settled from what several sources say of it.

Each field is taken from the first source, in the order of precedence, that says anything of it; a person's correction
goes before every file. Longitude and latitude are taken together. Names are gathered: what a source calls the port and
another does not becomes an alternate name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PERSON = "person"
"""The source of what somebody corrected by hand."""

REFERENCE = "reference"
"""The source of what ships with Seamark."""

SETTLED = (
    *("name", "alternate_names", "unlocode", "wpi_number", "territory", "lon", "lat", "harbour_size", "harbour_type"),
    *("channel_m", "anchorage_m", "cargo_pier_m", "oil_terminal_m", "gas_terminal_m"),
    *("vessel_length_m", "vessel_beam_m", "vessel_draught_m", "port_security", "first_port_of_entry"),
)
"""Fields of `Port` that sources speak of."""

_TOGETHER = ("lon", "lat")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of a port."""

    source: str
    """Name of the source: `wpi`, `unlocode`, `table`, `reference` or `person`."""
    facts: Mapping[str, Any]
    """JSON value by field, of `SETTLED`; what it does not say is not there."""


@dataclass(frozen=True, slots=True)
class SettledPort:
    """A port as its sources together have it."""

    facts: Mapping[str, Any]
    """JSON value by field; a field that no source speaks of is not there."""
    provenance: Mapping[str, str]
    """Source by field."""


def settle(claims: Iterable[Claim], *, precedence: Sequence[str]) -> SettledPort:
    """Settle a port.

    Args:
        claims: what each source says; of two of one source the earlier goes first.
        precedence: sources, the most trusted first; those it does not name come last, a person always first.
    """
    ranked = sorted(claims, key=lambda claim: _rank(claim.source, precedence))
    facts: dict[str, Any] = {}
    provenance: dict[str, str] = {}
    for claim in ranked:
        for name in SETTLED:
            if name in claim.facts and name not in facts and _whole(name, claim, provenance):
                facts[name] = claim.facts[name]
                provenance[name] = claim.source
    _gather_names(facts, provenance, ranked)
    return SettledPort(facts, provenance)


def _rank(source: str, precedence: Sequence[str]) -> int:
    if source == PERSON:
        return -1
    return precedence.index(source) if source in precedence else len(precedence)


def _whole(name: str, claim: Claim, provenance: Mapping[str, str]) -> bool:
    """Tell whether a coordinate may be taken: never one without the other, nor from two sources."""
    if name not in _TOGETHER:
        return True
    other = _TOGETHER[1 - _TOGETHER.index(name)]
    return other in claim.facts and provenance.get(other, claim.source) == claim.source


def _gather_names(facts: dict[str, Any], provenance: dict[str, str], ranked: Sequence[Claim]) -> None:
    """Keep every name that some source has, once, beside the one that was settled; a person's list is final."""
    if provenance.get("alternate_names") == PERSON:
        return
    said = [(claim.source, name) for claim in ranked for name in _names(claim)]
    seen = {str(facts.get("name", "")).casefold()}
    gathered: list[str] = []
    for source, name in said:
        if name.casefold() not in seen:
            seen.add(name.casefold())
            gathered.append(name)
            provenance.setdefault("alternate_names", source)
    facts.pop("alternate_names", None)
    if gathered:
        facts["alternate_names"] = gathered
    else:
        provenance.pop("alternate_names", None)


def _names(claim: Claim) -> list[str]:
    first = [claim.facts["name"]] if "name" in claim.facts else []
    return [*first, *claim.facts.get("alternate_names", ())]
