"""The map of a trip: its legs, its stops by number, and under them where every partner stands before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.coverage import CoverageRow
from dashboard.maps.palette import GLYPHS, LABELS, STATUS_ORDER
from dashboard.maps.picking import picked_territory
from dashboard.maps.scene import Scene
from dashboard.maps.trip_map import TripScene, TripSite, trip_deck
from dashboard.parts.map_scene import PHONE_HEIGHT_PX, PHONE_WIDTH_PX, map_size, partner_marks
from dashboard.parts.marking import map_note
from dashboard.parts.screen import on_phone
from dashboard.parts.text import plain
from dashboard.parts.theme import theme
from dashboard.parts.trip_add import with_territory
from dashboard.parts.trip_state import edit, working_on
from geodata.geodesy import great_circle
from geodata.territories import to_frame
from models.advisories import advisory_state
from models.vocabulary import TravelMode
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.trip_effect import Effect
    from dashboard.parts.trip_state import Planning
    from geodata.geodesy import PathPoint, Point
    from geodata.journey import Leg, ScheduledStop
    from models.coverage import Coverage

MAP_PX, NARROWEST_PX = 300, 600
"""Map and timeline show together on a projector of 1280 by 720."""

KEY = ", ".join(f"{GLYPHS[status]} {LABELS[status].lower()}" for status in STATUS_ORDER)

PICKED_KEY = "picked"
"""Of the partner that was clicked on the map."""


def trip_chart(planning: Planning, effect: Effect) -> None:
    """Draw the map, and what a click on a partner offers."""
    shown = trip_scene(planning, effect)
    width, height = (PHONE_WIDTH_PX, PHONE_HEIGHT_PX) if on_phone() else (NARROWEST_PX, MAP_PX)
    st.pydeck_chart(
        trip_deck(shown, width, height),
        height=height,
        key=planning.steady("map"),
        on_select=lambda: _pick(planning),
        selection_mode="single-object",
        alt=_alt(planning),
    )
    _picked(planning, effect)


def map_key(planning: Planning, effect: Effect) -> str:
    """Say in Markdown what the map shows, and what it does not."""
    return (
        f"Map: partners without this trip on {day(effect.on)}, {KEY}; lines are great circles, not flown tracks. "
        f"{map_note(planning.records)}"
    )


def trip_scene(planning: Planning, effect: Effect) -> TripScene:
    """Gather what the map shows."""
    legs = planning.scheduled.schedule.legs
    base = planning.scheduled.journey.base
    site = TripSite("", base.name, to_frame(base.point.lon), base.point.lat)
    stops = [_site(at, stop) for at, stop in enumerate(planning.scheduled.schedule.stops)]
    air = [_line(leg) for leg in legs if leg.mode is TravelMode.AIR]
    sea = [_line(leg) for leg in legs if leg.mode is not TravelMode.AIR]
    scene = coverage_scene(planning.records, effect.before, effect.on)
    points = [(one.lon, one.lat) for one in (site, *stops)]
    points += [(point.lon, point.lat) for line in (*air, *sea) for point in line]
    return TripScene(replace(scene, focus=tuple(points) if stops else ()), site, _joined(stops), air, sea)


def coverage_scene(records: Records, coverage: Mapping[str, Coverage], on: date) -> Scene:
    """Gather where every partner stands on a day."""
    rows = [
        CoverageRow(
            one,
            coverage[one.code],
            advisory_state(records.facts, territory=one.code, as_of=on),
            len(records.ports.get(one.code, ())),
        )
        for one in records.partners
    ]
    width, height = map_size()
    return Scene(
        marks=partner_marks(records, rows, set(coverage)),
        theme=theme(),
        layers=frozenset({"status", "graticule"}),
        boundaries_url=caching.published_boundaries(records).url,
        width_px=width,
        height_px=height,
    )


def _site(at: int, stop: ScheduledStop) -> TripSite:
    place = stop.halt.ports[0].place if stop.halt.ports else stop.halt.seat
    when = f"{day(stop.first_day)} to {day(stop.last_day)}"
    return TripSite(str(at + 1), stop.halt.name, to_frame(place.point.lon), place.point.lat, when, stop.halt.territory)


def _joined(sites: Sequence[TripSite]) -> list[TripSite]:
    """Mark a place that is visited more than once with all of its numbers."""
    found: dict[tuple[float, float], TripSite] = {}
    for site in sites:
        known = found.get((site.lon, site.lat))
        found[site.lon, site.lat] = replace(known, label=f"{known.label}, {site.label}") if known else site
    return list(found.values())


def _line(leg: Leg) -> Sequence[PathPoint]:
    """Return the way of a leg: between the airports of a flight."""
    start, end = (_point(leg, start=True), _point(leg, start=False))
    if leg.mode is TravelMode.SEA:
        way = caching.way_by_sea(start.lon, start.lat, end.lon, end.lat)
        if way.distance_nm is not None:
            return way.points
    return great_circle(start, end) if start != end else ()


def _point(leg: Leg, *, start: bool) -> Point:
    place = leg.start if start else leg.end
    return place.gate if leg.mode is TravelMode.AIR and place.gate else place.point


def _alt(planning: Planning) -> str:
    schedule = planning.scheduled.schedule
    names = ", ".join(f"{at}. {stop.halt.name}" for at, stop in enumerate(schedule.stops, start=1)) or "none"
    return f"Map of the trip from {planning.plan.base}: {names}. The lists of stops and legs hold the same."


def _pick(planning: Planning) -> None:
    """Keep which partner was clicked."""
    code = picked_territory(st.session_state[planning.steady("map")])
    territory = planning.records.territories.get(code or "")
    st.session_state[planning.steady(PICKED_KEY)] = code if territory and territory.partner else None


def _picked(planning: Planning, effect: Effect) -> None:
    """Say where the partner that was clicked stands, and offer to add it."""
    code = st.session_state.get(planning.steady(PICKED_KEY))
    if code is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(
            f"**{plain(planning.records.territories[code].name)}** {plain(effect.before[code].why)}", width="stretch"
        )
        if code in planning.plan.territories():
            st.caption("On this trip.", width="content")
        elif not planning.completed:
            st.button(
                "Add to trip",
                key=planning.steady("add_picked"),
                icon=":material/add:",
                on_click=_add_picked,
                args=(planning, code),
            )


def _add_picked(planning: Planning, code: str) -> None:
    held = working_on(planning.working.key)
    if held is not None:
        edit(held.key, with_territory(held.plan, code, planning.records))
