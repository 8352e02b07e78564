"""Dates that are printed beside an excepted facility: `from 10 June 2020`, `1 Nov 2026 to 30 Nov 2026`."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|[A-Za-z]{3,9}\.?\s+\d{1,2},?\s+\d{4})"
)
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_YEARLESS = rf"(?:{_NTH}\s+{_MONTH}|{_MONTH}\s+{_NTH})"
_OPENING = r"(?:(?:with\s+)?effect(?:ive)?\s+from|effective|since|from|as\s+of|starting|beginning|between)"
_CLOSING = r"(?:(?:up\s+)?to|until|till|through|before|expir(?:es|ed|ing|y)|end(?:s|ed|ing))"
_TO = r"(?:to|until|till|through|and|-|\u2013)"
OWN_DATES = re.compile(
    rf"[(,]?\s*\b(?:valid\s+|in\s+force\s+)?(?:"
    rf"(?:{_OPENING}\s*:?\s*)?(?P<first>{_DATE}|{_YEARLESS})\s*{_TO}\s*(?P<last>{_DATE})"
    rf"|(?P<bare>(?<![\d-]){_NTH}\s*(?:to|through|-|\u2013)\s*{_DATE})"
    rf"|{_OPENING}(?:\s+on)?\s*:?\s*(?P<opens>{_DATE})"
    rf"|(?P<word>{_CLOSING})(?:\s+on)?\s*:?\s*(?P<closes>{_DATE})"
    r")\)?",
    re.IGNORECASE,
)
"""Two dates, or a word that opens or closes the time of an exception and its date.

Of `1 Nov to 30 Nov 2026` the first has the year of the second; `1 to 30 Nov 2026` may follow the name of a `Quay`.
"""

_A_DAY = timedelta(days=1)


def own_dates(printed: str) -> tuple[date | None, date | None] | None:
    """Read the first and the last day printed beside a facility, None for each that is not.

    None altogether where a date is printed that is none, the two are the wrong way round, or there are several of one.
    """
    found = list(OWN_DATES.finditer(printed))
    firsts = [_first(one) for one in found if one["first"] or one["opens"]]
    lasts = [_last(one) for one in found if not one["opens"]]
    if None in firsts or None in lasts or len(firsts) > 1 or len(lasts) > 1:
        return None
    first, last = (next(iter(days), None) for days in (firsts, lasts))
    return None if first and last and last < first else (first, last)


def _first(found: re.Match[str]) -> date | None:
    text, last = found["first"] or found["opens"], _date(found["last"] or "")
    return _date(text) or (_date(f"{text} {last.year}") if last else None)


def _last(found: re.Match[str]) -> date | None:
    read = _date(found["last"] or found["closes"] or "")
    return read - _A_DAY if read and (found["word"] or "").lower() == "before" else read


def _date(text: str) -> date | None:
    """Read a date whose month is spelt out or that is in ISO order: no other is certain."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _day(*(int(part) for part in text.split("-")))
    words = re.findall(r"[A-Za-z]{3,}|\d+", text)
    figures = [int(word) for word in words if word.isdigit()]
    month = next((word[:3].lower() for word in words if word[:3].lower() in _MONTHS), None)
    return _day(figures[1], _MONTHS.index(month) + 1, figures[0]) if month and len(figures) > 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
