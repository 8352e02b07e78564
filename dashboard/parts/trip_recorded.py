"""Trips that are only read: recorded afterwards without a plan, or withdrawn."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.engagement_lists import days_text
from dashboard.maps.scene import Scene
from dashboard.maps.trip_map import TripScene, TripSite, trip_deck
from dashboard.parts.history import history
from dashboard.parts.map_scene import map_size
from dashboard.parts.marking import map_note
from dashboard.parts.territory_lines import line
from dashboard.parts.text import plain
from dashboard.parts.theme import theme
from dashboard.parts.trip_derived import scheduled_of
from dashboard.parts.trip_downloads import cancelling_download
from dashboard.parts.trip_listing import place_of
from geodata.errors import ItineraryError
from geodata.geodesy import Point, distance_nm, great_circle
from geodata.territories import from_frame, to_frame
from models.trips import plan_of
from models.wording import plural, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records
    from models.queries import Held
    from models.tables import Trip


def trip_recorded(records: Records, trip: Trip) -> None:
    """Draw the visits of a trip without a plan, and where they led."""
    visits = caching.visits_by_trip(records).get(trip.id or 0, ())
    st.title(plain(trip.name), anchor=False)
    demo = " · DEMO" if trip.demo else ""
    st.caption(f"Recorded from its visits, never planned here · from {plain(trip.base)}{demo}")
    if not visits:
        st.info("No visit belongs to this trip. An engagement names its trip in step 2 of its form.")
        return
    sites = [_site(records, at, visit) for at, visit in enumerate(visits, start=1)]
    map_side, list_side = st.columns([3, 2])
    with map_side:
        _map(records, trip, sites)
    with list_side:
        st.subheader(plural(len(visits), "visit"), anchor=False)
        for at, visit in enumerate(visits, start=1):
            _visit(records, at, visit)
    with st.expander("History", icon=":material/history:"):
        history("trip", trip.id or 0)


def trip_withdrawn(records: Records, trip: Trip) -> None:
    """Say that a trip was withdrawn, and why.

    Its history can undo it; its calendar takes out again what an earlier one brought.
    """
    st.title(plain(trip.name), anchor=False)
    st.warning(plain(trip.withdrawn), title="This trip was withdrawn", icon=":material/block:")
    plan = plan_of(trip)
    if plan:
        with suppress(ItineraryError):  # without days there is nothing to take out
            cancelling_download(scheduled_of(records, plan, trip.id), records, trip)
    st.subheader("History", anchor=False)
    history("trip", trip.id or 0)


def _visit(records: Records, at: int, visit: Held) -> None:
    name = plain(f"{at}. {records.territories[visit.territory].name}")
    ports = ", ".join(port.name for port in map(records.port, visit.ports) if port)
    detail = " · ".join(part for part in (words(visit.kind), words(visit.status), ports) if part)
    line(plain(days_text(visit.starts_on, visit.ends_on)), name, plain(detail), visit.id)


def _map(records: Records, trip: Trip, sites: Sequence[TripSite]) -> None:
    base = TripSite("", trip.base, to_frame(trip.base_lon), trip.base_lat)
    points = [Point(from_frame(one.lon), one.lat) for one in (base, *sites, base)]
    legs = [(one, other) for one, other in pairwise(points) if one != other]
    air = [great_circle(one, other) for one, other in legs]
    width, height = map_size()
    focus = tuple((point.lon, point.lat) for way in air for point in way)
    scene = Scene(
        marks=(),
        theme=theme(),
        layers=frozenset({"graticule"}),
        boundaries_url=caching.published_boundaries(records).url,
        focus=focus,
        width_px=width,
        height_px=height,
    )
    names = ", ".join(f"{one.label} {one.name}" for one in sites)
    st.pydeck_chart(
        trip_deck(TripScene(scene, base, sites, air), width, height),
        height=height,
        key=f"trip_{trip.id}_map",
        alt=f"Map of the trip from {trip.base}: {names}. The list of visits holds the same.",
    )
    length = sum(distance_nm(one, other) for one, other in legs)
    st.caption(f"Great circles from visit to visit, {length:,.0f} nm. {map_note(records)}")


def _site(records: Records, at: int, visit: Held) -> TripSite:
    territory = records.territories[visit.territory]
    place = place_of(records, visit)
    days = days_text(visit.starts_on, visit.ends_on)
    return TripSite(str(at), territory.name, to_frame(place.lon), place.lat, days, territory.code)
