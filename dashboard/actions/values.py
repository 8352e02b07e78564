"""Values of records in words: names for ids, days for dates."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.actions.trip_words import FIELDS as TRIP_FIELDS
from dashboard.actions.trip_words import trip_words
from models.database import reading
from models.tables import Engagement, Organisation, Port, PortFacility, Trip
from models.wording import day, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Engine
    from sqlmodel import SQLModel

    from dashboard.actions.records import Records

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CHOICES = frozenset({"kind", "status", "topics", "state", "outcome", "channel", "part", "subregion"})
"""Fields that hold a closed choice."""

NONE = "none"

_TABLES: Mapping[str, type[SQLModel]] = {
    "ports": Port,
    "port_id": Port,
    "facilities": PortFacility,
    "organisations": Organisation,
    "trip_id": Trip,
    "engagement_id": Engagement,
    "replaced_by": Engagement,
}
"""Fields that hold ids, and the table that each id is found in."""


class Values:
    """Writes values of records for a person. Names that are not in memory are looked up, each once."""

    def __init__(self, records: Records, engine: Engine) -> None:
        self._records = records
        self._engine = engine
        self._found: dict[tuple[str, int], str] = {}

    def text(self, field: str, value: Any) -> str:  # noqa: ANN401 - any JSON value of a record
        """Write the value of a field."""
        if value in (None, "", [], {}):
            return NONE
        if field in TRIP_FIELDS:
            return trip_words(field, value, self._records)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return "; ".join(self.text(field, one) for one in value)
        if isinstance(value, dict):
            return ", ".join(self.text(name, one) for name, one in value.items())
        return self._one(field, value)

    def _one(self, field: str, value: Any) -> str:  # noqa: ANN401 - as above
        if field in {"territory", "territories"}:
            known = self._records.territories.get(value)
            return known.name if known else str(value)
        if field in _TABLES:
            return self._name(field, value)
        if isinstance(value, str) and _DAY.fullmatch(value):
            return day(date.fromisoformat(value))
        return words(value) if field in CHOICES and isinstance(value, str) else str(value)

    def _name(self, field: str, number: int) -> str:
        if (field, number) not in self._found:
            with reading(self._engine) as session:
                row: Any = session.get(_TABLES[field], number)
            named = getattr(row, "name", None) or (row and f"{words(row.kind)}, {day(row.ends_on)} ({number})")
            self._found[field, number] = named or f"{words(field).lower()} {number}, which is gone"
        return self._found[field, number]
