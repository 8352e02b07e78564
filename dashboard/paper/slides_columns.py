"""How wide the columns of a table on a slide are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.paper.slides_letters import longest_word, width

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGIN = 3.2
"""Kept free at either side of the words of a cell, points."""

SHORT = 11
"""What is no longer than this stays on one line: a date is."""

_SLACK = 1.2
"""An office rounds; a word that fits by less is broken by some, points."""

_LONGEST_PT = 110.0
"""A word may claim this width; a longer one is broken."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The columns of a table."""

    widths: Sequence[float]
    """Points, margins included."""
    whole: bool
    """Whether every word has its line; else some are broken."""


@dataclass(frozen=True, slots=True)
class _Need:
    least: float
    """With which no word is broken and no date."""
    most: float
    """With which every cell has one line."""
    header: float
    """With which the name of the column has one line too."""


def column_widths(header: Sequence[str], columns: Sequence[Sequence[str]], size: float, room: float) -> Setting:
    """Share a width out among columns: to each its words, then to each for what it holds, then for its name.

    Args:
        header: names of the columns.
        columns: the texts of each.
        size: of the letters, points.
        room: the width that there is, points.
    """
    needs = [_need(name, texts, size) for name, texts in zip(header, columns, strict=True)]
    steps = ([one.least for one in needs], [one.most for one in needs], [one.header for one in needs])
    if sum(steps[0]) > room:
        return Setting([one * room / sum(steps[0]) for one in steps[0]], whole=False)
    for low, high in pairwise(steps):
        if sum(high) > room:
            return Setting(_poured(low, high, room), whole=True)
    return Setting([one * room / sum(steps[-1]) for one in steps[-1]], whole=True)


def _poured(low: Sequence[float], high: Sequence[float], room: float) -> list[float]:
    """Give every column what it has at least, then to each as much: one that wants little has all that it wants."""
    found, left = list(low), room - sum(low)
    wanted = sorted((more - less, at) for at, (less, more) in enumerate(zip(low, high, strict=True)))
    for done, (want, at) in enumerate(wanted):
        given = min(want, left / (len(wanted) - done))
        found[at] += given
        left -= given
    return found


def _need(name: str, texts: Sequence[str], size: float) -> _Need:
    widest = max((width(text, size) for text in texts), default=0.0)
    short = all(len(text) <= SHORT for text in texts)
    word = widest if short else longest_word(texts, size)
    least = min(max(word, longest_word([name], size, bold=True)), _LONGEST_PT)
    most = max(widest, least)
    beside = 2 * MARGIN + _SLACK
    return _Need(least + beside, most + beside, max(most, width(name, size, bold=True)) + beside)
