"""Dates that are printed beside an excepted facility: `from 10 June 2020`, `until 2014-09-25`."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|[A-Za-z]{3,9}\.?\s+\d{1,2},?\s+\d{4})"
)
OWN_DATES = re.compile(
    rf"[(,]?\s*\b(effective|since|from|as of|until|till|through|to|before)\b\s*:?\s*({_DATE})\)?", re.IGNORECASE
)
"""A word that opens or closes the time of an exception, and its date."""

_CLOSING = frozenset({"until", "till", "through", "to", "before"})
_A_DAY = timedelta(days=1)


def own_dates(printed: str) -> tuple[date | None, date | None] | None:
    """Read the first and the last day printed beside a facility, None for each that is not.

    None altogether where a date is printed that is none, or the two are the wrong way round.
    """
    first: date | None = None
    last: date | None = None
    for word, text in OWN_DATES.findall(printed):
        read = _date(text)
        if read is None:
            return None
        if word.lower() not in _CLOSING:
            first = read
        else:
            last = read - _A_DAY if word.lower() == "before" else read
    return None if first and last and last < first else (first, last)


def _date(text: str) -> date | None:
    """Read a date whose month is spelt out or that is in ISO order: no other is certain."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _day(*(int(part) for part in text.split("-")))
    words = re.findall(r"[A-Za-z]{3,}|\d+", text)
    figures = [int(word) for word in words if word.isdigit()]
    month = next((word[:3].lower() for word in words if word[:3].lower() in _MONTHS), None)
    return _day(figures[1], _MONTHS.index(month) + 1, figures[0]) if month else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
