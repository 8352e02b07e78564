"""The map of a vessel's calls, with the way by sea between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.entry_check import Sure
from dashboard.maps.calls_map import CallSite, CallsScene, calls_deck
from dashboard.maps.scene import Scene
from dashboard.parts.entry_check_answer import SIGN_OF
from dashboard.parts.marking import map_note
from dashboard.parts.screen import on_phone
from dashboard.parts.theme import theme
from geodata.geodesy import Point, great_circle
from geodata.sea_routes import NOT_FOR_NAVIGATION
from geodata.territories import to_frame
from models.advisories import Answer
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.actions.entry_check import Checked
    from dashboard.actions.entry_ground import Harbour
    from dashboard.actions.records import Records
    from geodata.geodesy import PathPoint
    from models.entry_calls import CallVerdict

MAP_PX, NARROWEST_PX = 330, 560
PHONE_PX, PHONE_WIDTH_PX = 260, 340

AROUND = 6.0
"""Degrees shown around a single call."""

WEIGHT = (Answer.NOT_IN_FORCE, Answer.CANNOT_TELL, Answer.IN_FORCE)
"""Of several calls at one port the gravest gives the colour."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways between the calls that lie somewhere."""

    legs: Sequence[Sequence[PathPoint]]
    straight: Sequence[Sequence[PathPoint]]
    length_nm: float
    """Of the legs by sea."""


def calls_map(records: Records, checked: Checked) -> None:
    """Draw the map and what stands beneath it."""
    placed = [
        (taken.harbour, verdict)
        for taken, verdict in zip(checked.taken, checked.check.calls, strict=True)
        if taken.harbour is not None and (verdict.verdict or taken.sure is not Sure.DOUBTFUL)
    ]
    if not placed:
        st.caption("No call has a port that is known, so there is no map.")
        return
    ways = _ways([harbour for harbour, verdict in placed if not verdict.call.is_canal_transit])
    sites = _sites(placed)
    shown = CallsScene(_scene(records, sites, ways), sites, ways.legs, ways.straight)
    names = ", ".join(f"{site.label} {site.name}" for site in sites)
    st.pydeck_chart(
        calls_deck(shown),
        height=shown.scene.height_px,
        key="entry_map",
        alt=f"Map of the calls: {names}. The list of calls on this page holds the same.",
    )
    st.caption(f"{_told(ways, len(checked.taken) - len(placed))} {NOT_FOR_NAVIGATION} {map_note(records)}")


def _told(ways: Ways, without: int) -> str:
    parts = [f"Lines: sea lanes between the calls, {ways.length_nm:,.0f} nm."] if ways.legs else []
    if ways.straight:
        parts.append(f"Dashed: {plural(len(ways.straight), 'leg')} for which no way by sea can be told.")
    if without:
        parts.append(f"{plural(without, 'call')} without a known port not drawn.")
    return " ".join(parts)


def _ways(harbours: Sequence[Harbour]) -> Ways:
    """Return the ways in sailing order: the list has the last call first."""
    legs, straight, length = [], [], 0.0
    points = [Point(harbour.lon, harbour.lat) for harbour in reversed(harbours)]
    for start, end in pairwise(points):
        if start == end:
            continue
        way = caching.way_by_sea(start.lon, start.lat, end.lon, end.lat)
        if way.distance_nm is None:
            straight.append(great_circle(start, end))
        else:
            legs.append(way.points)
            length += way.distance_nm
    return Ways(legs, straight, length)


def _sites(placed: Iterable[tuple[Harbour, CallVerdict]]) -> list[CallSite]:
    """Mark each port once, with the numbers of all calls there."""
    found: dict[int, CallSite] = {}
    for harbour, verdict in placed:
        label = str(verdict.place or "·")
        means = SIGN_OF[verdict.verdict]
        known = found.get(harbour.id)
        if known is not None:
            label, means = f"{known.label}, {label}", max(known.means, means, key=WEIGHT.index)
        found[harbour.id] = CallSite(label, harbour.name, to_frame(harbour.lon), harbour.lat, means)
    return list(found.values())


def _scene(records: Records, sites: Sequence[CallSite], ways: Ways) -> Scene:
    width, height = (PHONE_WIDTH_PX, PHONE_PX) if on_phone() else (NARROWEST_PX, MAP_PX)
    points = [(site.lon, site.lat) for site in sites]
    points += [(point.lon, point.lat) for way in (*ways.legs, *ways.straight) for point in way]
    if len(sites) == 1:
        lon, lat = points[0]
        points += [(lon - AROUND, lat - AROUND), (lon + AROUND, lat + AROUND)]
    return Scene(
        marks=(),
        theme=theme(),
        layers=frozenset({"graticule"}),
        boundaries_url=caching.published_boundaries(records).url,
        focus=tuple(points),
        width_px=width,
        height_px=height,
    )
