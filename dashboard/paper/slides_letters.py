"""How wide letters are on a slide, and where their lines break.

Slides are set in Arial, whose widths are those of Helvetica; matplotlib brings those. Nothing here needs a font of the
machine, so that a deck is the same wherever it is made.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl

from dashboard.paper.hidden_signs import unhidden

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LINE = 1.2
"""Height of a line, for the size of its letters."""

CUT = "…"
"""What ends a text that was cut."""

_WIDE, _BROADEST = 1.4, 1.0
"""Widths of a pictograph, and of any other sign that Helvetica lacks, for the size: no font goes beyond them."""

_PICTOGRAPHS = 0x1F000

_MARKS = frozenset({"Mn", "Me", "Cf"})
"""Signs that stand above others, or are not seen."""

_METRIC = re.compile(r"^C (\d+) ; WX (\d+) ; N \w+ ;", re.MULTILINE)

_WORDS = re.compile(r"\S+\s*")


def clean(text: str) -> str:
    """Bring a text of a record to one line that XML can hold, without signs that control what stands beside it."""
    return " ".join(unhidden(text).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line, points."""
    known = _widths(bold=bold)
    return size * sum(known.get(sign) or _width(sign, known) for sign in text)


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines as slides do: between words, and within a word that is wider than the room.

    Put together again the lines give the text.

    Args:
        text: one paragraph.
        size: of its letters, points.
        room: the width that there is, points.
        bold: whether the letters are bold.
    """
    lines = [""]
    for word in _WORDS.findall(text):
        if width((lines[-1] + word).rstrip(), size, bold=bold) <= room:
            lines[-1] += word
        elif width(word.rstrip(), size, bold=bold) <= room:
            lines.append(word)
        else:
            _break_into(lines, word, size, room, bold=bold)
    return [line for line in lines if line] or [""]


def _break_into(lines: list[str], word: str, size: float, room: float, *, bold: bool) -> None:
    """Break a word that is wider than the room, on a line of its own."""
    begun, used = 0, 0.0
    for at, sign in enumerate(word):
        wide = width(sign, size, bold=bold)
        if used + wide > room and at > begun:
            lines.append(word[begun:at])
            begun, used = at, 0.0
        used += wide
    lines.append(word[begun:])


def longest_word(texts: Sequence[str], size: float, *, bold: bool = False) -> float:
    """Return the width of the widest word of some texts, points."""
    return max((width(word, size, bold=bold) for text in texts for word in text.split()), default=0.0)


def cut(text: str, size: float, room: float, *, lines: int = 1, bold: bool = False) -> str:
    """Return a text, shortened where it takes more lines than it may."""
    found = wrapped(text, size, room, bold=bold)
    if len(found) <= lines:
        return text
    last = found[lines - 1].rstrip()
    while last and width(last + CUT, size, bold=bold) > room:
        last = last[:-1]
    return "".join(found[: lines - 1]) + last.rstrip() + CUT


def _width(sign: str, known: Mapping[str, float]) -> float:
    """Measure a sign beyond ASCII: that of its letter without accents, else the broadest that a font may give it."""
    if unicodedata.category(sign) in _MARKS:
        return 0.0
    plain = unicodedata.normalize("NFKD", sign)
    if all(part in known or unicodedata.category(part) in _MARKS for part in plain):
        return sum(known.get(part, 0.0) for part in plain)
    return _WIDE if ord(sign) >= _PICTOGRAPHS else _BROADEST


@lru_cache(maxsize=2)
def _widths(*, bold: bool) -> Mapping[str, float]:
    """Read how wide the letters of ASCII are, for the size."""
    folder = Path(mpl.get_data_path()) / "fonts" / "pdfcorefonts"
    text = (folder / f"Helvetica{'-Bold' if bold else ''}.afm").read_text(encoding="ascii")
    found = {int(code): int(wide) / 1000 for code, wide in _METRIC.findall(text)}
    return {chr(code): wide for code, wide in found.items() if 0x20 <= code < 0x7F}  # noqa: PLR2004 - beyond, codes differ
