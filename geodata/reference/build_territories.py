"""The table of territories: hand-written facts, and where each one's mark stands on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geodata.reference.written import partner_facts, world_names
from geodata.territories import Boundaries, from_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = (
    "territory",
    "alpha2",
    "name",
    "long_name",
    "subregion",
    "partner",
    "sovereign",
    "capital",
    "capital_lon",
    "capital_lat",
    "time_zone",
    "weekend",
    "embassy",
    "label_lon",
    "label_lat",
)
"""Columns of the table, in order."""

LABEL_DECIMALS = 2
"""Decimals of a degree in a label's place: 0.01° is about a kilometre."""


def build_territories(boundaries: Boundaries) -> list[dict[str, str]]:
    """Build the rows of the table, partners first, each part in alphabetical order of code."""
    facts = {row["territory"]: row for row in partner_facts()}
    rows = [_row(name, facts.get(name["territory"]), boundaries) for name in world_names()]
    return sorted(rows, key=lambda row: (row["partner"] != "1", row["territory"]))


def _row(name: Mapping[str, str], facts: Mapping[str, str] | None, boundaries: Boundaries) -> dict[str, str]:
    """Join a territory's name, its facts if it is a partner, and its label."""
    known = {**(facts or {}), **name, "partner": "1" if facts else "0"}
    lon, lat = _label(known, boundaries)
    return {column: known.get(column, "") for column in COLUMNS} | {"label_lon": lon, "label_lat": lat}


def _label(known: Mapping[str, str], boundaries: Boundaries) -> tuple[str, str]:
    """Return where the mark stands: at the capital, at a given `lon lat`, or deepest inside the largest land."""
    label = known.get("label", "")
    if label == "capital":
        return known["capital_lon"], known["capital_lat"]
    if " " in label:  # the largest land may lie outside the area of responsibility, as Russia's does
        lon, lat = (f"{float(part):.{LABEL_DECIMALS}f}" for part in label.split())
        return lon, lat
    if known["territory"] not in boundaries.index:
        return "", ""
    largest = max(shapely.get_parts(boundaries.geometry(known["territory"])), key=shapely.area)
    inside = shapely.get_point(shapely.maximum_inscribed_circle(largest), 0)
    return f"{from_frame(inside.x):.{LABEL_DECIMALS}f}", f"{inside.y:.{LABEL_DECIMALS}f}"
