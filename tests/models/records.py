"""Sample records as named values."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.tables import AccessPeriodCreate, EngagementCreate, PortCreate, TerritoryCreate
from models.vocabulary import EngagementKind, EngagementStatus, Subregion

SOURCE = "a test"
TODAY = date(2026, 11, 22)

FIJI = TerritoryCreate(
    code="FJI",
    name="Fiji",
    partner=True,
    subregion=Subregion.MELANESIA,
    label_lon=178.0,
    label_lat=-17.8,
    source=SOURCE,
)

SUVA = PortCreate(
    name="Suva", unlocode="FJSUV", territory="FJI", lon=178.42, lat=-18.13, source=SOURCE, source_key="FJSUV"
)


def engagement(**facts: Any) -> EngagementCreate:  # noqa: ANN401 - any field of the form
    """Make a completed port visit to Fiji that lasted one day, with other facts where given."""
    facts = {
        "territory": "FJI",
        "kind": EngagementKind.PORT_VISIT,
        "status": EngagementStatus.COMPLETED,
        "ends_on": TODAY,
        "source": SOURCE,
        **facts,
    }
    if facts["status"] == EngagementStatus.CANCELLED:
        facts.setdefault("closing_reason", "postponed")
    return EngagementCreate(**{"starts_on": facts["ends_on"], **facts})


def closed(starts_on: date, ends_on: date | None = None) -> AccessPeriodCreate:
    """Make an access period of Fiji."""
    return AccessPeriodCreate(territory="FJI", starts_on=starts_on, ends_on=ends_on, reason="unrest", source=SOURCE)
