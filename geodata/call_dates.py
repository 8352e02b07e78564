"""Dates in a pasted list of port calls: found, read, and taken out of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import CellError
from geodata.importers.values import parse_date

if TYPE_CHECKING:
    from datetime import date

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:(?:19|20|21)\d{2}|\d{2})"
_TO = r"\s*(?:-|\u2013|/|\bto\b|\buntil\b|\btill\b|&|\band\b)\s*"
_ISO = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_FIGURES = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WORDS = rf"{_DAY}[ ./-]*{_MONTH}\.?[ .,/'-]*{_YEAR}"
_AMERICAN = rf"{_MONTH}\.?[ -]*{_DAY},?[ ]+(?:19|20|21)\d{{2}}"
_TIME = (
    r"(?:(?:T|,?\s+at|,)?\s*(?:[01]?\d|2[0-3])[:h][0-5]\d(?::[0-5]\d)?|,?\s+(?:[01]\d|2[0-3])[0-5]\d(?=\s*(?:h|lt|utc|z)))"
    r"(?:\s*(?:hrs?|hours|lt|utc|gmt|z|h)\b)?"
)
_OF_A_NAME = r"(?:(?<=mar)|(?<=may))\s+[^\W\d_]"
"""What shows `1. Mar del Plata` to be a port with a number, and no day of March."""

_EDGE = r"(?<![A-Za-z0-9/.])"
_END = r"(?![A-Za-z0-9])"

DATES = re.compile(
    rf"{_EDGE}(?:"
    rf"(?P<from_day>{_DAY}){_TO}(?P<to_day>{_DAY}[ ./-]*(?P<month>{_MONTH})\.?[ .,/'-]*(?P<year>{_YEAR}))"
    rf"|(?P<from_part>{_DAY}[ ./-]*{_MONTH}\.?){_TO}"
    rf"(?P<to_whole>{_DAY}[ ./-]*{_MONTH}\.?[ .,/'-]*(?P<its_year>{_YEAR}))"
    rf"|(?P<whole>{_ISO}|{_FIGURES}|{_WORDS}|{_AMERICAN})"
    rf"|(?P<yearless>{_DAY}[ ./-]*{_MONTH}(?!\w|{_OF_A_NAME})|{_MONTH}\.?[ -]+{_DAY}(?!\d))"
    rf")(?:{_TIME}|{_END})",
    re.IGNORECASE,
)
"""A date, or two of which the first leaves out its year or month; a time of day after it belongs to it."""


_EITHER = re.compile(r"(?<![\d/.-])(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}(?!\d)", re.ASCII)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date, or the days from one to another, as pasted."""

    days: tuple[date, ...]
    """One day, or the first and the last; none where it could not be read."""
    doubt: str = ""
    """Why it could not be read."""


def read_found(found: re.Match[str], *, day_first: bool | None) -> FoundDate:
    """Read what `DATES` found.

    Args:
        found: a match.
        day_first: whether `03/04/2026` is 3 April; None where nobody said.
    """
    if found["yearless"]:
        return FoundDate((), f"{found['yearless']} has no year.")
    if found["from_day"]:
        texts = [f"{found['from_day']} {found['month']} {found['year']}", found["to_day"]]
    elif found["from_part"]:
        texts = [f"{found['from_part']} {found['its_year']}", found["to_whole"]]
    else:
        texts = [found["whole"]]
    try:
        days = [_read(text, day_first=day_first) for text in texts]
    except CellError:
        return FoundDate((), f"{found[0].strip()} is not one certain date. Write it as 22 Nov 2026.")
    if found["from_part"] and len(days) > 1 and days[0] > days[1]:  # 28 Dec - 3 Jan 2026
        days[0] = days[0].replace(year=days[0].year - 1) if (days[0].month, days[0].day) != (2, 29) else days[0]
    if days != sorted(days):
        return FoundDate((), f"{found[0].strip()} runs backwards.")
    return FoundDate(tuple(days))


def day_comes_first(text: str) -> bool | None:
    """Tell from the dates of a text that can be read one way only whether its days come first; None if they do not."""
    found = {
        int(first) > _MONTHS
        for first, second in _EITHER.findall(text)
        if (int(first) > _MONTHS) != (int(second) > _MONTHS)
    }
    return found.pop() if len(found) == 1 else None


def _read(text: str, *, day_first: bool | None) -> date:
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text, flags=re.IGNORECASE)
    plain = re.sub(r"(?i)\bsept\b", "Sep", plain).replace("'", " ").replace(".", "." if plain[:1].isdigit() else "")
    read = parse_date(" ".join(plain.split()), column="date", day_first=day_first)
    if read is None:
        raise CellError(f"{text!r} is blank.")
    return read
