"""What a cell says: date, choice, list, yes or no, whole number.

Each error names the column, the value and the remedy. A blank cell is None, or an empty list.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from geodata.errors import CellError
from geodata.importers.columns import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.importers.table import Value

Choice = TypeVar("Choice")

FIRST_YEAR = 1900
LAST_YEAR = 2199
"""The years that a date may lie in; one outside them is a slip of the finger."""

MAX_LISTED = 12
"""How many valid choices a message lists."""

MAX_QUOTED = 40
"""How much of a value a message quotes."""

FIRST_TWO_DIGIT_YEAR = 1969
"""`22-Nov-69` is the first day of two digits that lies in the last century."""

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTHS_OF_A_YEAR = 12
_EXAMPLE = "22 Nov 2026"
_TIME = r"(?:[T ]\d{1,2}:\d{2}.*)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_IN_FIGURES = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_TIME}", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})[ ./-]*([a-z]{3,9})[ .,/-]*(\d{4}|\d{2})", re.ASCII | re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]{3,9})[ .-]*(\d{1,2}),? +(\d{4})", re.ASCII | re.IGNORECASE)
_BARE_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_SEPARATORS = re.compile(r"[;\r\n]")
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0"})


def as_text(value: Value) -> str:
    """Write a cell as text: nothing for a blank, `22 Nov 2026` for a date."""
    if isinstance(value, date):
        day = f"{value.day} {_MONTHS[value.month - 1][:3].title()} {value.year}"
        return f"{day} {value:%H:%M}" if isinstance(value, datetime) else day
    return "" if value is None else str(value).strip()


def parse_date(value: Value, *, column: str, day_first: bool | None = None) -> date | None:
    """Read a date cell, `2026-11-22`, `22 Nov 2026`, `22-Nov-26`, `Nov 22, 2026`, or `22/11/2026`.

    Args:
        value: the cell; a time of day is left off.
        column: what messages call the column.
        day_first: whether `03/04/2026` is 3 April; where nobody said, None, and then only what can be one date is read.

    Raises:
        CellError: it is no date, could be two, or is a bare number.
    """
    text = as_text(value)
    if not text:
        return None
    if isinstance(value, date):
        parts = value.year, value.month, value.day
    elif _BARE_NUMBER.fullmatch(text):
        raise _error(column, value, f"is a number, not a date. Format the cell as a date, or write it as {_EXAMPLE}")
    else:
        parts = _parts(text, column, day_first)
    return _day(*parts, value=value, column=column)


def _parts(text: str, column: str, day_first: bool | None) -> tuple[int, int, int]:  # noqa: FBT001 - internal
    """Take year, month and day out of a text, whether or not there is such a day."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _IN_FIGURES.fullmatch(text):
        month, day = _month_and_day(text, int(found[1]), int(found[2]), column, day_first)
        return int(found[3]), month, day
    if (found := _DAY_MONTH.fullmatch(text)) and (month := _month(found[2])):
        return _year(found[3]), month, int(found[1])
    if (found := _MONTH_DAY.fullmatch(text)) and (month := _month(found[1])):
        return int(found[3]), month, int(found[2])
    raise _error(column, text, f"is not a date. Write it as {_EXAMPLE}")


def _month_and_day(
    text: str,
    first: int,
    second: int,
    column: str,
    day_first: bool | None,  # noqa: FBT001 - internal
) -> tuple[int, int]:
    if day_first is None:
        if first != second and max(first, second) <= _MONTHS_OF_A_YEAR:
            ways = f"{first} {_MONTHS[second - 1].title()} or {second} {_MONTHS[first - 1].title()}"
            raise _error(
                column, text, f"can be {ways}. Say for the file whether the day comes first, or write it as {_EXAMPLE}"
            )
        day_first = second <= _MONTHS_OF_A_YEAR
    return (second, first) if day_first else (first, second)


def _month(word: str) -> int:
    """Return the number of a month by its name or the beginning of it, 0 if there is none."""
    return next((number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower())), 0)


def _year(digits: str) -> int:
    century = FIRST_TWO_DIGIT_YEAR // 100 * 100
    year = int(digits)
    if len(digits) > len("26"):
        return year
    return century + year if century + year >= FIRST_TWO_DIGIT_YEAR else century + 100 + year


def _day(year: int, month: int, day: int, *, value: Value, column: str) -> date:
    try:
        read = date(year, month, day)
    except ValueError as error:
        raise _error(
            column, value, f"is no day: day {day} of month {month} of {year}. Write it as {_EXAMPLE}"
        ) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _error(column, value, f"lies outside {FIRST_YEAR} to {LAST_YEAR}. Correct the year")
    return read


def parse_choice(value: Value, choices: Mapping[str, Choice], *, column: str) -> Choice | None:
    """Read one of several choices, whatever its case, accents and punctuation.

    Args:
        value: the cell.
        choices: what each name or code stands for; several may stand for one thing.
        column: what messages call the column.

    Raises:
        CellError: it is none of them; the message lists them, the likeliest first.
    """
    text = as_text(value)
    if not text or text in choices:
        return choices[text] if text else None
    wanted = normalised(text)
    fitting = [name for name in choices if normalised(name) == wanted] if wanted else []
    if fitting and all(choices[name] == choices[fitting[0]] for name in fitting):
        return choices[fitting[0]]
    raise _error(column, value, f"is not one of the choices. {_advice(wanted, list(choices))}")


def _advice(wanted: str, names: list[str]) -> str:
    by_words = {normalised(name): name for name in names}
    near = get_close_matches(wanted, by_words, n=1)
    suggestion = f"Did you mean {by_words[near[0]]!r}? " if near else ""
    more = f" and {len(names) - MAX_LISTED} more" if len(names) > MAX_LISTED else ""
    return f"{suggestion}Choose one of: {', '.join(names[:MAX_LISTED])}{more}"


def parse_list(value: Value) -> tuple[str, ...]:
    """Read texts separated by semicolons or line breaks, each once, in their order."""
    parts = (" ".join(part.split()) for part in _SEPARATORS.split(as_text(value)))
    return tuple(dict.fromkeys(part for part in parts if part))


def parse_bool(value: Value, *, column: str) -> bool | None:
    """Read yes or no: also true and false, y and n, 1 and 0, and x for yes.

    Raises:
        CellError: it is neither.
    """
    text = as_text(value).casefold()
    if not text:
        return None
    if text in _YES or text in _NO:
        return text in _YES
    raise _error(column, value, "is neither yes nor no. Write yes or no")


def parse_int(value: Value, *, column: str) -> int | None:
    """Read a whole number without signs between its figures.

    Raises:
        CellError: it is none.
    """
    text = as_text(value)
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise _error(column, value, "is not a whole number. Write figures only, such as 1240")
    return int(text)


def _error(column: str, value: Value, what: str) -> CellError:
    text = as_text(value)
    quoted = repr(text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…")
    return CellError(f"{column}: {quoted} {what}")
