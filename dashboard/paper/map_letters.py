"""Words on a printed map: measured before they are drawn, and cut where there is no room for them.

What stands in a record may have two hundred letters without a space, signs that no font has, or a line break.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from dashboard.paper.hidden_signs import unhidden
from dashboard.paper.letters import printable

FONT = "DejaVu Sans"
"""Comes with matplotlib, so that the same map looks the same on every machine. It has every sign that `printable`
leaves as it is."""

ELLIPSIS = "\u2026"


def plain(text: str) -> str:
    """Bring a text to one line of signs that the font has."""
    return printable(" ".join(unhidden(text).split()))


@lru_cache(maxsize=2048)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a plain text, points."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def shortened(text: str, most: float, size: float, *, bold: bool = False) -> str:
    """Cut a plain text to a width in points; an ellipsis stands for what is missing."""
    if text_width(text, size, bold=bold) <= most:
        return text
    least, more = 0, len(text)
    while least < more:
        tried = (least + more + 1) // 2
        fits = text_width(text[:tried].rstrip() + ELLIPSIS, size, bold=bold) <= most
        least, more = (tried, more) if fits else (least, tried - 1)
    return text[:least].rstrip() + ELLIPSIS


def wrapped(text: str, most: float, size: float, *, lines: int) -> list[str]:
    """Divide a plain text into lines of at most a width in points; the last takes an ellipsis if something is left."""
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < lines - 1:
        taken = _fitting(rest, most, size)
        found.append(shortened(" ".join(rest[:taken]), most, size))
        rest = rest[taken:]
    return [*found, shortened(" ".join(rest), most, size)] if rest else found


def _fitting(words: list[str], most: float, size: float) -> int:
    """Count how many words make a line, one at least."""
    fit = (count for count in range(len(words), 1, -1) if text_width(" ".join(words[:count]), size) <= most)
    return next(fit, 1)
