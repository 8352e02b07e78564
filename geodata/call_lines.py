"""The lines of a pasted list of port calls, without numbers, bullets and headings, divided into parts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.call_dates import DATES
from geodata.call_labels import end_of_label, fact_of, speaks_of_else, together
from geodata.call_marks import with_joined_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARK = "\ue000"
"""What stands on both sides of the number of a date that was taken out of a line: no text that is read holds it."""

BRACKET = "\ue001"
"""What a part that stood in brackets begins with."""

_LISTED = re.compile(
    r"\s*(?:[-*+>\u2022\u00b7\u25cf\u25aa\u2013\u2014]\s+|\u2022|\(?\d{1,2}[.):]\s*(?!\d)|#\s?\d{1,2}\b\s*|\d{1,2}(?:st|nd|rd|th)?\s+(?=[^\W\d])"
    r"|\d{1,2}\s*\t\s*|(?:last\s+)?(?:ports?(?:\s+of\s+call)?|calls?|lpocs?|poc)\s*(?:no\.?\s*|#\s*|-\s*)?\d{1,2}\s*[:.)=\-\t]\s*|\d{1,2}(?:st|nd|rd|th)\s*:\s*)",
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
    " lt vessel voyage pre information notice details particulars report history lpoc lpocs"
)
_HEADERS = frozenset(_HEADER_WORDS.split())
_PROSE = re.compile(
    r"\s*(?:dear|hello|hi|hey|good\s+(?:day|morning|afternoon|evening)|greetings|(?:best|kind|warm|with)?\s*regards|b?rgds"
    r"|many thanks|thanks?(?:\s+you)?|sincerely|yours|sent from)\b[^:;]{0,60}:?\s*$"
    r"|\s*(?:master|captain|chief officer|operations|ops|agent)\s*[.,]?\s*$"
    r"|\s*m(?:/?v|/t)\.?\s+(?:[^\W\d]+\s+){0,3}[^\W\d]+(?:\s*,\s*(?:flag|imo|call\s?sign)\b[^,;\n]{0,40})*\s*$"
    r"|\s*(?:please|pls|kindly|as requested|here|below|herewith|see|find)\b[^:;]*:\s*$",
    re.IGNORECASE,
)
"""A greeting, a farewell, who signs it for which vessel, or a sentence that leads to a list."""

_SUBJECT = re.compile(r"\s*(?:subject|re|fwd?)\s*:(?P<rest>.*)", re.IGNORECASE)
_SHIP = re.compile(r"\bm(?:/?v|/?t)\b.*", re.IGNORECASE)
"""A ship in the subject of a letter, and what follows it."""

_NUMBERED_INLINE = re.compile(r"(?:^|(?<=[\s,;]))\(?\d{1,2}[.)]\s*(?=[^\W\d])")
_STRONG = re.compile(r"\s*(?:;|\||->|=>|\u2192|\u27a1|\u00bb|\s>\s)\s*")
_LABEL = re.compile(
    r"\b(arr(?:ived|ival)?|dep(?:arted|arture)?|sailed|left|at[ad]|et[ad]|from|to|until)\s*:\s*", re.IGNORECASE
)
_CODE_FIRST = re.compile(r"^([A-Z]{2} ?[A-Z2-9]{3})\s*(?:\s[-\u2013\u2014/]|:)\s+(?=\w)", re.ASCII)
_COUNTRY_CODE = re.compile(r"(?:(?<=[^\W\d_])/|(?<=[a-z]{2}) )([A-Z]{2})(?=\s*(?:[,;(]|$))")
"""The code of a territory after a name: `SINGAPORE/SG`, `Suva FJ`."""

_SPACES = re.compile(r"[ \t]{2,}")
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
    """Give the lines of a text that are not blank; those that say one fact each of a call are one line."""
    written = [line for line in map(_plain, _as_table(text).splitlines()) if line.strip()]
    rows = sum("\t" in line.strip() for line in written)
    for block in _blocks(written):
        yield _line(block.written(), is_single=block.is_labelled or (rows > 1 and "\t" in block.line.strip()))


@dataclass(slots=True)
class _Block:
    """A line, and what the lines after it say of the same call."""

    line: str
    facts: dict[str, str]
    """By what they are of."""
    is_labelled: bool = False
    """Whether it began with a label, such as `Port: ...`."""

    def written(self) -> str:
        is_list = len(self.facts) == 1 and _HEADING.match(self.line)
        return self.line if is_list or not self.facts else together(self.facts)


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """Put lines such as `Port: Suva`, `Country: Fiji` together; what is said again is of another call."""
    facts = [None if _names_columns(line) else fact_of(line) for line in lines]
    labelled = any(fact and fact[0] == "port" for fact in facts)
    blocks: list[_Block] = []
    last: _Block | None = None
    for line, fact in zip(lines, facts, strict=True):
        if fact and last and fact[0] not in last.facts:
            last.facts[fact[0]] = fact[1]
            continue
        is_header = not fact and _is_header(line)
        blocks.append(_opened(line, fact, is_plain=is_header or labelled))
        if not is_header:
            last = blocks[-1] if blocks[-1].facts else None
    return blocks


def _opened(line: str, fact: tuple[str, str] | None, *, is_plain: bool) -> _Block:
    if fact and (is_plain or fact[0] == "territory"):
        return _Block(line, {fact[0]: fact[1]}, is_labelled=_HEADING.match(line) is None)
    return _Block(line, {} if fact or is_plain else {"port": line})


def _as_table(text: str) -> str:
    """Put tabs in place of what divides the columns of a table: bars, or semicolons under a header."""
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(line.lstrip().startswith("|") for line in lines) > 1:
        return re.sub(r"(?m)^[ \t]*\||\|[ \t]*$", "", text).replace("|", "\t")
    return text.replace(";", "\t") if lines and ";" in lines[0] and _is_header(lines[0]) else text


def _plain(line: str) -> str:
    kept = (sign if sign == "\t" or unicodedata.category(sign)[0] != "C" else " " for sign in line)
    written = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in kept)
    return _SPACES.sub(lambda found: "\t" if "\t" in found[0] else " ", written)


def _line(line: str, *, is_single: bool) -> Line:
    said = " ".join(line.split())
    if _is_header(line):
        return Line(said, (), ())
    rest = _unlabelled(line)
    dates = tuple(DATES.finditer(rest))
    held = _held(rest, dates)
    numbered = _LISTED.match(held)
    held = _unlabelled(held[numbered.end() :]) if numbered else held
    pieces = [piece for part in _NUMBERED_INLINE.split(held) for piece in _STRONG.split(part)]
    single = numbered is not None or is_single
    segments = tuple(_segment(piece, dates, is_single=single) for piece in pieces if piece.strip(" \t,;.-"))
    return Line(said, dates, segments)


def _unlabelled(text: str) -> str:
    found = _HEADING.match(text)
    return text[found.end() if found else end_of_label(text) :]


def _is_header(line: str) -> bool:
    subject = _SUBJECT.match(line)
    is_title = subject is not None and _names_columns(_SHIP.sub("", subject["rest"]))
    return is_title or _names_columns(line) or _PROSE.match(line) is not None or speaks_of_else(line)


def _names_columns(line: str) -> bool:
    """Tell whether a line holds no words but such as stand over a list."""
    words = re.findall(r"[^\W_]+", line.casefold())
    return bool(words) and _HEADERS.issuperset(words) and not words[0].isdigit()


def _held(text: str, dates: tuple[re.Match[str], ...]) -> str:
    """Put numbers between marks in place of dates, so that their commas and dashes divide nothing."""
    held: list[str] = []
    end = 0
    for number, found in enumerate(dates):
        held += [text[end : found.start()], f" {MARK}{number}{MARK} "]
        end = found.end()
    return "".join([*held, text[end:]])


def _segment(piece: str, dates: tuple[re.Match[str], ...], *, is_single: bool) -> Segment:
    labelled = _LABEL.sub(r"\1 ", with_joined_numbers(_COUNTRY_CODE.sub(r", \1", piece.strip())))
    coded = _CODE_FIRST.sub(rf"{BRACKET}\1, ", labelled)
    divided = _WEAK.split(re.sub(r"[(\[]", f",{BRACKET}", coded))
    parts = tuple(part.strip() for part in divided if part.strip(f" .,;{BRACKET}"))
    shown = re.sub(rf"{MARK}(\d+){MARK}", lambda found: dates[int(found[1])][0].strip(), piece)
    return Segment(" ".join(shown.split()).strip(" ,;"), parts, is_single or ":" in labelled)
