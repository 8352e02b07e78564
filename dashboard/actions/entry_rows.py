"""The calls of a check as somebody put them right: order, removals, additions and corrections, written in few letters.

They stand beside the pasted text in the address of the page, so that a copied address replays the check as corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS = 60
"""So many calls are worked on at most; five count."""

MOST_LETTERS = 200
"""Of what is typed in place of a pasted call."""

UNKNOWN = "-"
"""Stands for a territory that is not known."""

_ROW = re.compile(r"-?\d{1,4}")
_TERRITORY = re.compile(r"[A-Z]{3}|-")
_STAY = re.compile(r"(\d{8})?-(\d{8})?")


@dataclass(frozen=True, slots=True)
class Row:
    """One call of the list, and what about it was put right; None leaves it as it was read."""

    at: int
    """Place among the pasted calls, the first being 0; negative for a call that was added."""
    text: str | None = None
    """Words that stand in place of those that were pasted."""
    port: int | None = None
    """Id of the port."""
    territory: str | None = None
    """Code, where only the territory is known; `UNKNOWN` where not even that is."""
    facility: str | None = None
    """Number or name; blank where it is not known."""
    stay: tuple[date | None, date | None] | None = None
    """First and last day."""
    transit: bool | None = None
    """Whether it is a canal transit."""


def as_pasted(count: int) -> list[Row]:
    """Return the rows of a list that nobody touched."""
    return [Row(at) for at in range(min(count, MOST_ROWS))]


def write_rows(rows: Sequence[Row], count: int) -> str:
    """Write rows for the address; nothing where a list of so many calls is as it was pasted."""
    return "" if list(rows) == as_pasted(count) else ",".join(map(_written, rows)) or UNKNOWN


def read_rows(text: str, count: int) -> list[Row]:
    """Read rows out of an address; where it makes no sense, the list is as it was pasted.

    Args:
        text: as `write_rows` wrote it.
        count: how many calls were pasted.
    """
    if text == UNKNOWN:
        return []
    try:
        rows = [_read(part) for part in text.split(",")[:MOST_ROWS]] if text else as_pasted(count)
    except ValueError:
        return as_pasted(count)
    sound = all(row.at < count for row in rows) and len({row.at for row in rows}) == len(rows)
    return rows if sound else as_pasted(count)


def added(rows: Sequence[Row], **said: Any) -> list[Row]:  # noqa: ANN401 - any field of a row
    """Add a call at the end."""
    return [*rows, Row(min([0, *(row.at for row in rows)]) - 1, **said)] if len(rows) < MOST_ROWS else [*rows]


def moved(rows: Sequence[Row], at: int, by: int) -> list[Row]:
    """Move a call up (-1) or down (1); at the end of the list it stays."""
    place = next(place for place, row in enumerate(rows) if row.at == at)
    others = [row for row in rows if row.at != at]
    others.insert(max(0, place + by), rows[place])
    return others


def divided(rows: Sequence[Row], at: int, names: Sequence[str]) -> list[Row]:
    """Put several calls, each with words of its own, in place of one."""
    place = next(place for place, row in enumerate(rows) if row.at == at)
    lowest = min([0, *(row.at for row in rows)])
    others = [Row(lowest - number, text=name) for number, name in enumerate(names[1:], 1)]
    return [*rows[:place], Row(at, text=names[0], stay=(None, None)), *others, *rows[place + 1 :]][:MOST_ROWS]


def without(rows: Sequence[Row], at: int) -> list[Row]:
    """Take a call out."""
    return [row for row in rows if row.at != at]


def changed(rows: Sequence[Row], at: int, **said: Any) -> list[Row]:  # noqa: ANN401 - any field of a row
    """Put something about a call right."""
    return [replace(row, **said) if row.at == at else row for row in rows]


def _written(row: Row) -> str:
    parts = [str(row.at)]
    if row.text is not None:
        parts.append(f"q{quote(row.text, safe='')}")
    if row.port is not None:
        parts.append(f"p{row.port}")
    if row.territory is not None:
        parts.append(f"t{row.territory}")
    if row.facility is not None:
        parts.append(f"f{quote(row.facility, safe='')}")
    if row.stay is not None:
        parts.append("d" + "-".join(f"{each:%Y%m%d}" if each else "" for each in row.stay))
    if row.transit is not None:
        parts.append(f"c{int(row.transit)}")
    return ";".join(parts)


def _read(part: str) -> Row:
    at, *said = part.split(";")
    if not _ROW.fullmatch(at):
        raise ValueError(at)
    facts: dict[str, Any] = {}
    for each in said:
        name, read = _FIELDS[each[:1]] if each[:1] in _FIELDS else _refuse(each)
        facts[name] = read(each[1:])
    return Row(int(at), **facts)


def _refuse(text: str) -> Any:  # noqa: ANN401 - it never returns
    raise ValueError(text)


def _text(said: str) -> str:
    return unquote(said)[:MOST_LETTERS]


def _port(said: str) -> int:
    return int(said) if re.fullmatch(r"\d{1,9}", said, re.ASCII) else int(_refuse(said))


def _code(said: str) -> str:
    return said if _TERRITORY.fullmatch(said) else str(_refuse(said))


def _days(said: str) -> tuple[date | None, date | None]:
    found = _STAY.fullmatch(said) or _refuse(said)
    first, last = (date(int(d[:4]), int(d[4:6]), int(d[6:])) if d else None for d in found.groups())
    return first, last


def _yes(said: str) -> bool:
    return said == "1" if said in {"0", "1"} else bool(_refuse(said))


_FIELDS = {
    "q": ("text", _text),
    "p": ("port", _port),
    "t": ("territory", _code),
    "f": ("facility", _text),
    "d": ("stay", _days),
    "c": ("transit", _yes),
}
