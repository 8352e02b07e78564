"""How alike the names of two ports are, whatever their accents, spelling and words such as port or harbour."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Scorer = Callable[..., float]

_WORDS = (
    "anchorage bahia baia baie bandar bandare bay city field gang hafen hamn harbor harbors harbour harbours"
    " haven havn havre ile isl island islands isle jazirat jazireh kang ko marine mina oil offshore pelabuhan pho"
    " pier port porto ports pt puerto pulau rada rade road roads roadstead terminal thanh town wan wharf da de del"
    " des di do du of the"
)

PORT_WORDS = frozenset(_WORDS.split())
"""Words that many ports bear, in several languages, and that tell none from another."""

AIRPORT_WORDS = frozenset({"airfield", "airport", "apt"})
"""Words of names that are no port's."""

ALTERNATE = 0.96
"""What likeness is worth between names of which one is an alternate name; twice if both are."""

AIRPORT = 0.8
"""What likeness is worth to the name of an airport."""

WITHOUT_PORT_WORDS = 0.98
"""What likeness is worth without the words that tell no port from another."""

PORT_WORDS_ADD = 5.0
"""Points that such words in common add at most: `Neil's Harbour` and `St Anns Harbour` have little else alike."""

ONLY_SHARED = 59.0
"""Likeness at most of names that share what neighbours share, such as an island after a comma: too little to be
confident, enough for a person to look if the two are near."""

AS_WRITTEN = 95.0
"""Likeness from which two names are written alike, spaces aside, whatever their words are."""

IN_PART = 0.9
"""What it is worth that one name holds the words of the other."""

_OPPOSITES = (
    ("north", "south", "east", "west"),
    ("northern", "southern", "eastern", "western"),
    ("norte", "sur", "sul", "este", "oeste"),
    ("nord", "sud", "est", "ouest"),
    ("norra", "sodra", "ostra", "vastra"),
    ("utara", "selatan", "timur", "barat"),
    ("upper", "lower", "middle"),
    ("inner", "outer"),
    ("old", "new"),
    ("viejo", "nuevo"),
    ("velho", "novo"),
    ("vieux", "nouveau"),
    ("great", "little"),
    ("one", "two", "three", "four"),
)
"""Words of which a name has one or another."""

_KIND = {word: number for number, words in enumerate(_OPPOSITES) for word in words}
_COUNTED = len(_OPPOSITES)
_LETTERS = frozenset("abcdefghi")
_NUMERALS = frozenset(("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
_LETTERS_OR_FIGURES = re.compile(r"[^\W\d]+|\d+")

_BRACKETED = re.compile(r"\([^()]*\)")
_NO_WORD = re.compile(r"[\W_]+")
_APOSTROPHES = str.maketrans("", "", "'`\u2018\u2019\u02bb\u02bc")


class Named(Protocol):
    """Something that has a name."""

    @property
    def name(self) -> str:
        """Return the name."""

    @property
    def alternate_names(self) -> Sequence[str]:
        """Return the other names."""


@dataclass(frozen=True)
class Form:
    """One way to write a name."""

    whole: str
    """Its letters and figures without spaces."""

    core: str
    """Its words without those that tell no port from another; if no other is left all of them, as one word."""

    worth: float
    """What a likeness to it is worth, 0 to 1."""

    qualified: bool = False
    """Whether it has words after a comma or in brackets, such as an island, that the name may do without."""


@lru_cache(maxsize=262_144)
def folded(name: str) -> str:
    """Bring a name to small words without accents, apostrophes and punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return _NO_WORD.sub(" ", plain.translate(_APOSTROPHES).casefold()).strip()


def forms(named: Named) -> tuple[Form, ...]:
    """Return the ways to write the names of something, each once, its main name first.

    What follows a comma or stands in brackets may be left out: `Ozamis, Mindanao` is `Ozamis` as well. Two forms that
    both have such words are never much alike, since neighbours share them: `Boac, Marinduque`, `Gasan, Marinduque`.
    """
    return _forms(named.name, tuple(named.alternate_names))


@lru_cache(maxsize=262_144)
def _forms(name: str, alternate_names: tuple[str, ...]) -> tuple[Form, ...]:
    found: dict[str, Form] = {}
    for worth, written in [(1.0, name), *((ALTERNATE, other) for other in alternate_names)]:
        bare = _BRACKETED.sub("", written)
        head = folded(bare.split(",")[0])
        for part in (written, written.split(",")[0], bare, head):
            words = folded(part)
            if words:
                found.setdefault(words, _form(words.split(), worth, qualified=head not in {"", words}))
    return tuple(found.values())


def _form(words: list[str], worth: float, *, qualified: bool) -> Form:
    whole = "".join(words)
    core = [word for word in words if word not in PORT_WORDS] or [whole]
    flies = not AIRPORT_WORDS.isdisjoint(words)
    return Form(whole, " ".join(core), worth * AIRPORT if flies else worth, qualified)


def contrary(one: str, other: str) -> bool:
    """Tell whether names differ in a word that tells neighbours apart.

    That is one of which a port has one or another, such as north and south, A and B, I and II; or a figure or numeral
    that one of them alone has, since `Nghi Son II` is not all of `Nghi Son`.
    """
    words, others = (set(_LETTERS_OR_FIGURES.findall(folded(name))) for name in (one, other))
    kinds, other_kinds = ({_kind(word) for word in each} - {None} for each in (words - others, others - words))
    return bool(kinds & other_kinds) or any(map(_numeral, words ^ others))


def _kind(word: str) -> int | None:
    return _COUNTED if _numeral(word) or word in _LETTERS else _KIND.get(word)


def _numeral(word: str) -> bool:
    return word.isdecimal() or word in _NUMERALS


def likeness(one: Named, other: Named) -> float:
    """Return how alike two names are, 0 to 100; 100 is the same main name but for accents and spaces."""
    return float(likenesses([one], [other], np.array([0]), np.array([0]))[0])


def likenesses(ones: Sequence[Named], others: Sequence[Named], left: Ints, right: Ints) -> Floats:
    """Return how alike the names of each pair are.

    Args:
        ones: what the pairs' left sides are of.
        others: what their right sides are of.
        left: where each pair's left side stands in `ones`.
        right: where its right side stands in `others`.

    Returns:
        A likeness of 0 to 100 for each pair: that of the likest two forms of their names.
    """
    best = np.zeros(len(left))
    if len(left):
        sides = _Forms.of(ones), _Forms.of(others)
        at, a, b = _crossed(
            sides[0].counts[left], sides[1].counts[right], sides[0].starts[left], sides[1].starts[right]
        )
        np.maximum.at(best, at, sides[0].worth[a] * sides[1].worth[b] * _form_likenesses(*sides, a, b))
    return best


@dataclass(frozen=True)
class _Forms:
    """The forms of many names, one after the other."""

    starts: Ints
    """Where each name's forms begin."""
    counts: Ints
    """How many forms each name has."""
    worth: Floats
    whole: NDArray[np.object_]
    core: NDArray[np.object_]
    bare_core: NDArray[np.object_]
    """The core without spaces."""
    several: NDArray[np.bool_]
    """Whether the core has several words."""
    qualified: NDArray[np.bool_]

    @classmethod
    def of(cls, named: Sequence[Named]) -> _Forms:
        each = [forms(one) for one in named]
        counts = np.array([len(some) for some in each], dtype=np.int64)
        flat = [form for some in each for form in some]
        return cls(
            starts=np.cumsum(counts) - counts,
            counts=counts,
            worth=np.array([form.worth for form in flat], dtype=np.float64),
            whole=np.array([form.whole for form in flat], dtype=object),
            core=np.array([form.core for form in flat], dtype=object),
            bare_core=np.array([form.core.replace(" ", "") for form in flat], dtype=object),
            several=np.array([" " in form.core for form in flat], dtype=bool),
            qualified=np.array([form.qualified for form in flat], dtype=bool),
        )


def _crossed(counts: Ints, other_counts: Ints, starts: Ints, other_starts: Ints) -> tuple[Ints, Ints, Ints]:
    """Cross the forms of both sides of each pair: return pair, left form and right form of each crossing."""
    crossings = counts * other_counts
    pair = np.repeat(np.arange(len(crossings)), crossings)
    nth = np.arange(len(pair)) - np.repeat(np.cumsum(crossings) - crossings, crossings)
    width = other_counts[pair]
    return pair, starts[pair] + nth // width, other_starts[pair] + nth % width


def _form_likenesses(ones: _Forms, others: _Forms, a: Ints, b: Ints) -> Floats:
    whole = _ratios(fuzz.ratio, ones.whole[a], others.whole[b])
    core = _ratios(fuzz.ratio, ones.bare_core[a], others.bare_core[b])
    helped = np.where(whole >= AS_WRITTEN, whole, np.minimum(whole, np.maximum(core + PORT_WORDS_ADD, ONLY_SHARED)))
    best = np.maximum(helped, WITHOUT_PORT_WORDS * core)
    worded = np.flatnonzero(ones.several[a] | others.several[b])
    part = IN_PART * _ratios(fuzz.token_set_ratio, ones.core[a[worded]], others.core[b[worded]])
    best[worded] = np.maximum(best[worded], part)
    return np.where(ones.qualified[a] & others.qualified[b], np.minimum(best, ONLY_SHARED), best)


def _ratios(scorer: Scorer, ones: NDArray[np.object_], others: NDArray[np.object_]) -> Floats:
    return np.asarray(cpdist(ones.tolist(), others.tolist(), scorer=scorer), dtype=np.float64)
