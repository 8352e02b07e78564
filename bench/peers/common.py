"""What both peers draw: the partners in the colour of their status on a day, and the ports.

They read the same cached records, rows and geometry as Seamark, so what differs is only how the map is sent.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching, clock
from dashboard.maps.palette import LIGHT
from geodata.territories import BOUNDARIES_PATH, to_frame

if TYPE_CHECKING:
    from datetime import date


@st.cache_resource
def boundaries() -> dict[str, Any]:
    """Return the boundaries that Seamark publishes, as GeoJSON."""
    read: dict[str, Any] = json.loads(gzip.decompress(BOUNDARIES_PATH.read_bytes()))
    return read


def day() -> date:
    """Draw the date control and return its date."""
    today = clock.today(caching.records().settings)
    return st.date_input("As of", today, key="as_of", bind="query-params", format="YYYY-MM-DD") or today


def coloured(as_of: date) -> dict[str, Any]:
    """Return the boundaries with each partner's colour in its properties."""
    records = caching.records()
    known_on = clock.today(records.settings)
    rows = caching.rows(records, as_of=as_of, known_on=known_on, with_bookings=True)
    colours = {row.territory.code: LIGHT.fill[row.coverage.status] for row in rows}
    features = [
        feature | {"properties": feature["properties"] | {"fill": colours.get(feature["properties"]["t"], LIGHT.land)}}
        for feature in boundaries()["features"]
    ]
    return {"type": "FeatureCollection", "features": features}


@st.cache_resource
def ports() -> list[dict[str, Any]]:
    """Return name and place of every port."""
    held = caching.records().ports.values()
    return [{"n": port.name, "lon": to_frame(port.lon), "lat": port.lat} for ports in held for port in ports]
