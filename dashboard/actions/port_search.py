"""Search and filter ports: by what somebody types, forgiving of spelling, and by what is known of them.

A text is answered, best first, by a code in full, a name, how a name begins, how its words begin; then by words of the
port's names, codes or territory; then by a part of a name. Where none of the better answers is found, names that are a
letter or two away count too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from geodata.geodesy import Point, distances_nm, parse_lat_lon
from geodata.names import PORT_WORDS
from models.advisories import Answer
from models.searching import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.actions.port_catalogue import CataloguePort
    from models.vocabulary import HarbourSize, HarbourType, PortFlag, Subregion

CODE, NAME, BEGINS, ALTERNATE, ALTERNATE_BEGINS, WORD, WORDS, PART, LIKE = 100, 95, 90, 85, 80, 75, 60, 40, 30
"""What an answer is worth: a code or the name in full, a name that begins so, an alternate name in full or that
begins so, a word of a name that begins so, all words somewhere, a part of a name, a name that is like it."""

LETTER_OFF = 5
"""What a name that is like the text loses for each letter."""

SHORT, MIDDLING = 3, 6
"""Letters from which on one letter may be off, and two."""

NOT_AT_ALL = 99.0
"""Letters that a name is off which is not like the text."""

HALF = 0.5
"""Letters that it counts for where only the beginning of a name is like the text, or single words of it."""


@dataclass(frozen=True, slots=True)
class PortFilter:
    """What is wanted; a blank choice takes everything."""

    text: str = ""
    territories: tuple[str, ...] = ()
    """Codes."""
    subregions: tuple[Subregion, ...] = ()
    sizes: tuple[HarbourSize, ...] = ()
    types: tuple[HarbourType, ...] = ()
    facilities: bool | None = None
    """With or without port facilities; None for both."""
    flags: tuple[PortFlag, ...] = ()
    """Only with any of these."""
    advisory: bool = False
    """Only where an advisory is in force."""
    not_visited_days: int | None = None
    """Only those not visited for so many days, or never."""
    partners_only: bool = True
    """Only those of partners, unless one of elsewhere answers the text and none of a partner does as well."""
    near: Point | None = None
    """Where distances are measured from."""
    within_nm: float | None = None
    """Only this near to it, nautical miles."""


@dataclass(frozen=True, slots=True)
class Found:
    """A port that was found."""

    port: CataloguePort
    distance_nm: float | None
    """From the point searched near; None where there was none."""
    score: float
    """How well it answers the text, 0 to 100; 0 without a text."""


def find(ports: Sequence[CataloguePort], wanted: PortFilter) -> list[Found]:
    """Find ports, the best answer to the text first, then the nearest, then by name."""
    found = _answers(ports, wanted)
    if wanted.partners_only and fold(wanted.text) and _best(found) <= PART:
        wider = _answers(ports, replace(wanted, partners_only=False))
        found = wider if _best(wider) > _best(found) else found
    return sorted(found, key=_order)


def _answers(ports: Sequence[CataloguePort], wanted: PortFilter) -> list[Found]:
    kept = [port for port in ports if _is_wanted(port, wanted)]
    distances = _distances(kept, wanted.near)
    if distances is not None and wanted.within_nm is not None:
        near = [place for place, nm in enumerate(distances) if nm <= wanted.within_nm]
        kept, distances = [kept[place] for place in near], [distances[place] for place in near]
    scores = _scores(kept, wanted.text) if fold(wanted.text) else None
    return [
        Found(port, distances[place] if distances else None, scores[place] if scores else 0)
        for place, port in enumerate(kept)
        if scores is None or scores[place]
    ]


def _best(found: Iterable[Found]) -> float:
    return max((one.score for one in found), default=0)


def parse_near(text: str) -> Point:
    """Read a point in any form of latitude and longitude: `-17.53, -149.57` or `17°32.1′S 149°34.2′W`.

    Raises:
        CoordinateError: with what is wrong and how to write it.
    """
    return parse_lat_lon(text)


def _order(found: Found) -> tuple[float, float, bool, str, int]:
    port = found.port
    return -found.score, found.distance_nm or 0, not port.partner, port.names, port.id


def _is_wanted(port: CataloguePort, wanted: PortFilter) -> bool:
    return (
        (port.partner or not wanted.partners_only)
        and _among(port.territory, wanted.territories)
        and _among(port.subregion, wanted.subregions)
        and _among(port.size, wanted.sizes)
        and _among(port.type, wanted.types)
        and wanted.facilities in {None, port.facilities > 0}
        and (not wanted.flags or any(flag in wanted.flags for flag in port.flags))
        and (not wanted.advisory or port.advisory is Answer.IN_FORCE)
        and _is_unvisited(port, wanted.not_visited_days)
    )


def _among(value: object, choices: Sequence[object]) -> bool:
    return not choices or value in choices


def _is_unvisited(port: CataloguePort, days: int | None) -> bool:
    return days is None or port.days_since is None or port.days_since >= days


def _distances(ports: Sequence[CataloguePort], near: Point | None) -> list[float] | None:
    if near is None:
        return None
    found: list[float] = distances_nm(
        near.lon, near.lat, [port.lon for port in ports], [port.lat for port in ports]
    ).tolist()
    return found


def _scores(ports: Sequence[CataloguePort], text: str) -> list[float]:
    """Rate each port as an answer, 0 for none; names that are only like the text count where nothing better is."""
    typed = fold(text)
    words = _telling(typed)
    scores = [_score(port, typed, words) for port in ports]
    if max(scores, default=0) > PART:
        return scores
    like = _likenesses(ports, typed, words)
    nearest = max(like, default=0)
    worst = nearest - HALF * LETTER_OFF
    return [max(one, other) if other >= worst else one for one, other in zip(scores, like, strict=True)]


def _telling(typed: str) -> list[str]:
    """Return the words of a text without those that tell no port from another; all of them if no other is left."""
    words = typed.split()
    return [word for word in words if word not in PORT_WORDS] or words


def _score(port: CataloguePort, typed: str, words: Sequence[str]) -> float:
    """Rate a port as an answer without misspellings; the first that holds is the best."""
    names = port.names
    if _is_code(port, typed.replace(" ", "")):
        return CODE
    if names.startswith(f"\n{typed}"):
        return NAME if names.startswith(f"\n{typed}\n") else BEGINS
    if f"\n{typed}" in names:
        return ALTERNATE if f"\n{typed}\n" in names else ALTERNATE_BEGINS
    if f" {typed}" in names:
        return WORD
    if all(f" {word}" in port.words for word in words):
        return WORDS
    return PART if len(typed) >= SHORT and typed in names else 0


def _is_code(port: CataloguePort, typed: str) -> bool:
    return typed in {(port.unlocode or "").casefold(), port.wpi_number}


def _likenesses(ports: Sequence[CataloguePort], typed: str, words: Sequence[str]) -> list[float]:
    """Rate each port by how few letters one of its names is off, or the words that stand for each of those typed."""
    names = [port.names.split("\n") for port in ports]
    terms = [port.words.split() for port in ports]
    whole = _letters_off(typed, {name for some in names for name in some})
    vocabulary = {word for some in terms for word in some}
    near = [_letters_off(word, vocabulary) for word in words]
    off = (
        min(_least(whole, some), sum(_least(one, others) for one in near) + HALF)
        for some, others in zip(names, terms, strict=True)
    )
    return [max(0.0, LIKE - LETTER_OFF * letters) for letters in off]


def _least(off: Mapping[str, float], names: Iterable[str]) -> float:
    return min((off[name] for name in names if name in off), default=NOT_AT_ALL)


def _letters_off(typed: str, names: Iterable[str]) -> dict[str, float]:
    """Tell how many letters each of some names is off from a text, by name; those too far off are left out.

    Two letters that changed places count as one. A name may go on where the text ends, for half a letter.
    """
    listed = sorted(names)
    most = (len(typed) >= SHORT) + (len(typed) >= MIDDLING)
    if not listed:
        return {}
    begun = [name[: len(typed)] for name in listed]
    whole, begins = (
        cdist([typed], some, scorer=OSA.distance, score_cutoff=most, dtype=np.int32)[0] for some in (listed, begun)
    )
    off = np.minimum(np.where(whole > most, NOT_AT_ALL, whole), np.where(begins > most, NOT_AT_ALL, begins + HALF))
    return {listed[place]: float(off[place]) for place in np.flatnonzero(off < NOT_AT_ALL)}
