"""Values of records in words: names for ids, days for dates."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from models.wording import day, words

if TYPE_CHECKING:
    from dashboard.actions.records import Records

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CHOICES = frozenset({"kind", "status", "topics", "state", "outcome", "channel", "part", "subregion"})
"""Fields that hold a closed choice."""

NONE = "none"


def value_text(field: str, value: Any, records: Records) -> str:  # noqa: ANN401 - any JSON value of a record
    """Write the value of a field for a person."""
    if value in (None, "", [], {}):
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value_text(field, one, records) for one in value)
    if isinstance(value, dict):
        return ", ".join(value_text(name, one, records) for name, one in value.items())
    return _one(field, value, records)


def _one(field: str, value: Any, records: Records) -> str:  # noqa: ANN401 - as above
    if field in {"ports", "port_id"}:
        port = records.port(value)
        return port.name if port else f"port {value}"
    if field in {"territory", "territories"} and value in records.territories:
        return records.territories[value].name
    if field == "trip_id" and value in records.trips:
        return records.trips[value].name
    if isinstance(value, str) and _DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    return words(value) if field in CHOICES and isinstance(value, str) else str(value)
