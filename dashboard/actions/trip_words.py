"""What a stored trip says, in words: its stops, its checklist, its pace and its weights, for history and merging."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models.wording import day, plural, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.actions.records import Records

FIELDS = frozenset({"stops", "checklist", "pace", "weights", "officers", "excluded"})
"""Fields of a trip that are written here."""


def trip_words(field: str, value: Any, records: Records) -> str:  # noqa: ANN401 - any JSON value of a trip
    """Write a fact of a trip; `field` is one of `FIELDS`, and the value is not empty."""
    if field in {"pace", "weights"}:
        return ", ".join(f"{words(name).lower()} {number:,}" for name, number in value.items())
    return "; ".join(_WRITERS[field](one, records) for one in value)


def _stop(item: Mapping[str, Any], records: Records) -> str:
    """Write a stop: `Fiji (Suva, 4 half-days, pinned)`."""
    ports = [port.name for port in map(records.port, item["ports"]) if port]
    half_days = item["government"] + item["port"] * len(item["ports"]) + item["embassy"]
    fixed = [f"from {day(date.fromisoformat(item['fixed_on']))}"] if item["fixed_on"] else []
    pinned = ["pinned"] if item["pinned"] else []
    details = [*ports, plural(half_days, "half-day"), *fixed, *pinned]
    return f"{_territory(item['territory'], records)} ({', '.join(details)})"


def _item(item: Mapping[str, Any], records: Records) -> str:
    """Write an item of the checklist: `Fiji: Ask for country clearance by 3 Dec 2026`."""
    where = f"{_territory(item['territory'], records)}: " if item["territory"] else ""
    done = f", done on {day(date.fromisoformat(item['done_on']))}" if item["done_on"] else ""
    return f"{where}{item['what']} by {day(date.fromisoformat(item['due_on']))}{done}"


def _officer(number: int, records: Records) -> str:
    return next((one.name for one in records.officers if one.id == number), f"officer {number}")


def _territory(code: str, records: Records) -> str:
    known = records.territories.get(code)
    return known.name if known else code


_WRITERS: Mapping[str, Callable[[Any, Records], str]] = {
    "stops": _stop,
    "checklist": _item,
    "officers": _officer,
    "excluded": _territory,
}
