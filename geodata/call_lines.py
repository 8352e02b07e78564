"""The lines of a pasted list of port calls, without numbers, bullets and headings, divided into parts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.call_dates import DATES

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "\ue000"
"""What stands on both sides of the number of a date that was taken out of a line: no text that is read holds it."""

BRACKET = "\ue001"
"""What a part that stood in brackets begins with."""

_LISTED = re.compile(
    r"\s*(?:[-*+>\u2022\u00b7\u25cf\u25aa\u2013\u2014]\s+|\u2022|\(?\d{1,2}[.):]\s*(?!\d)|#\s?\d{1,2}\b\s*|\d{1,2}(?:st|nd|rd|th)?\s+(?=[^\W\d])"
    r"|\d{1,2}\s*\t\s*|(?:last\s+)?port\s*(?:no\.?\s*|#\s*)?\d{1,2}\s*[:.)\-\t]\s*|\d{1,2}(?:st|nd|rd|th)\s*:\s*)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\s*(?:the\s+)?(?:(?:last|previous|prior)\s+(?:(?:five|ten|\d{1,2})\s*(?:\(\d{1,2}\)\s*)?)?(?:foreign\s+)?"
    r"(?:ports?\s+of\s+calls?|port\s+calls?|ports|calls)|ports?\s+of\s+calls?|port\s+calls?|LPOCs?|last\s+ports?|L5P|previous)"
    r"(?:\s+(?:list|history))?(?:\s*\([^)]*\))?\s*(?:[:=\-\u2013]+\s*|$)",
    re.IGNORECASE,
)
_HEADER_WORDS = (
    "no nr number port ports of call calls last previous five ten 5 10 country territory locode un unlocode code"
    " arrival arrived arr departure departed dep sailed ata atd eta etd date dates facility imo gisis name from to"
    " security level isps the list order newest oldest first and berth terminal region state purpose remarks time utc"
    " lt vessel"
)
_HEADERS = frozenset(_HEADER_WORDS.split())
_OTHER = re.compile(
    r"\s*(?:vessel|ship|ship's name|name of (?:ship|vessel)|imo(?: (?:no|number))?\.?|call ?sign|flag|master|voyage"
    r"|agent|eta|etd|next port|destination|subject|cc|mmsi)\b[^:\t]{0,30}:",
    re.IGNORECASE,
)
_NUMBERED_INLINE = re.compile(r"(?:^|(?<=[\s,;]))\(?\d{1,2}[.)]\s*(?=[^\W\d])")
_STRONG = re.compile(r"\s*(?:;|\||->|=>|\u2192|\u27a1|\u00bb|\s>\s)\s*")
_LABEL = re.compile(
    r"\b(arr(?:ived|ival)?|dep(?:arted|arture)?|sailed|left|at[ad]|et[ad]|from|to|until)\s*:\s*", re.IGNORECASE
)
_CODE_FIRST = re.compile(r"^([A-Z]{2} ?[A-Z2-9]{3})\s*(?:\s[-\u2013\u2014/]|:)\s+(?=\w)", re.ASCII)
_WEAK = re.compile(r"\s*[,)\]\t:]\s*|\s+[-\u2013\u2014/]+\s+|\s+[-\u2013\u2014]|[-\u2013\u2014]\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a line that no call goes beyond."""

    text: str
    """As pasted."""
    parts: tuple[str, ...]
    """Its words between commas, brackets, dashes and tabs; dates are numbers between `MARK`s, see `BRACKET`."""
    is_single: bool
    """Whether it is known to hold one call: it was numbered, is a row of a table, or names a territory first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank."""

    text: str
    """As pasted, but for spaces."""
    dates: tuple[re.Match[str], ...]
    segments: tuple[Segment, ...]
    """None where the line is a header or speaks of something else than calls."""


def lines_of(text: str) -> Iterator[Line]:
    """Give the lines of a text that are not blank."""
    written = [_plain(line) for line in text.splitlines()]
    rows = sum("\t" in line.strip() for line in written)
    for line in written:
        if line.strip():
            yield _line(line, in_table=rows > 1)


def _plain(line: str) -> str:
    kept = (sign if sign == "\t" or unicodedata.category(sign)[0] != "C" else " " for sign in line)
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in kept)


def _line(line: str, *, in_table: bool) -> Line:
    said = " ".join(line.split())
    if _is_header(line):
        return Line(said, (), ())
    rest = line[found.end() :] if (found := _HEADING.match(line)) else line
    dates = tuple(DATES.finditer(rest))
    held = _held(rest, dates)
    numbered = _LISTED.match(held)
    held = held[numbered.end() :] if numbered else held
    pieces = [piece for part in _NUMBERED_INLINE.split(held) for piece in _STRONG.split(part)]
    single = numbered is not None or (in_table and "\t" in line.strip())
    segments = tuple(_segment(piece, dates, is_single=single) for piece in pieces if piece.strip(" \t,;.-"))
    return Line(said, dates, segments)


def _is_header(line: str) -> bool:
    words = re.findall(r"[^\W_]+", line.casefold())
    return (bool(words) and _HEADERS.issuperset(words) and not words[0].isdigit()) or bool(_OTHER.match(line))


def _held(text: str, dates: tuple[re.Match[str], ...]) -> str:
    """Put numbers between marks in place of dates, so that their commas and dashes divide nothing."""
    held: list[str] = []
    end = 0
    for number, found in enumerate(dates):
        held += [text[end : found.start()], f" {MARK}{number}{MARK} "]
        end = found.end()
    return "".join([*held, text[end:]])


def _segment(piece: str, dates: tuple[re.Match[str], ...], *, is_single: bool) -> Segment:
    labelled = _LABEL.sub(r"\1 ", piece.strip())
    coded = _CODE_FIRST.sub(rf"{BRACKET}\1, ", labelled)
    divided = _WEAK.split(re.sub(r"[(\[]", f",{BRACKET}", coded))
    parts = tuple(part.strip() for part in divided if part.strip(f" .,;{BRACKET}"))
    shown = re.sub(rf"{MARK}(\d+){MARK}", lambda found: dates[int(found[1])][0].strip(), piece)
    return Segment(" ".join(shown.split()).strip(" ,;"), parts, is_single or ":" in labelled)
