"""The map of the Ports page, and what a click on it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.maps.port_map import FEW, NAMED, Circle, Shown, circle, digits, picked_port, ports_deck
from dashboard.maps.scene import Mark, Scene
from dashboard.maps.territory_map import Site
from dashboard.parts.marking import map_note
from dashboard.parts.port_choice import close_port, is_picked, pick_port
from dashboard.parts.port_filters import PAGE_KEY, SIZE_RANK
from dashboard.parts.port_tray import chosen, in_tray
from dashboard.parts.screen import on_phone
from dashboard.parts.theme import theme
from geodata.territories import to_frame
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.port_catalogue import CataloguePort
    from dashboard.actions.port_search import Found
    from dashboard.actions.records import Records
    from dashboard.parts.port_filters import PortFilters
    from geodata.geodesy import PathPoint
    from models.tables import Port

MAP_KEY = "ports_map"

MAP_PX, WIDTH_PX = 336, 560
"""Of the map beside the table on a projector of 1280 by 720."""

PHONE_PX, PHONE_WIDTH_PX = 300, 330
"""Of the map on a phone."""

PER_PAGE = 50
"""Rows of the table at once."""


def port_chart(
    records: Records,
    found: Sequence[Found],
    filters: PortFilters,
    opened: Port | None,
    *,
    route: Sequence[PathPoint] = (),
) -> None:
    """Draw the map: what was found, the open port, those chosen for a trip.

    Args:
        records: for the ground and the tray.
        found: in the order of the table.
        filters: what the ports were found by.
        opened: the open port, which is drawn whether it was found or not.
        route: a way by sea to draw.
    """
    catalogue = caching.published_catalogue(records)
    shown = Shown(
        digits=digits(catalogue, ((one.port.id, one.port.size) for one in found)),
        count=len(found),
        named=_named(found),
        opened=_site(opened) if opened else None,
        tray=[_site(port) for port in chosen(records)],
        near=Circle(filters.wanted.near, filters.wanted.within_nm) if filters.wanted.near else None,
        route=route,
    )
    numbers = [one.port.id for one in found]
    height, _ = map_size()
    with st.container(height=height, border=False):  # holds the place while the map is loaded
        st.pydeck_chart(
            ports_deck(_scene(records, _focus(found, filters, opened, route)), catalogue, shown),
            height=height,
            on_select=lambda: _pick(numbers),
            selection_mode="single-object",
            key=MAP_KEY,
            alt=f"Map of {plural(len(found), 'port')} found. The table beside it holds the same.",
        )


def map_size() -> tuple[int, int]:
    """Return the height of the map, and the width that it is laid out for, pixels."""
    return (PHONE_PX, PHONE_WIDTH_PX) if on_phone() else (MAP_PX, WIDTH_PX)


def _pick(numbers: Sequence[int]) -> None:
    """Open the port that was clicked, and show the page of the table that holds it; a click on the sea closes it."""
    number = picked_port(st.session_state[MAP_KEY])
    if number is None:
        close_port()
    elif number in numbers:
        pick_port(number)
        st.session_state[PAGE_KEY] = numbers.index(number) // PER_PAGE + 1


def _focus(
    found: Sequence[Found], filters: PortFilters, opened: Port | None, route: Sequence[PathPoint]
) -> tuple[tuple[float, float], ...]:
    """Return what the view is fitted to: a way by sea; what was searched for; the port that an address opens."""
    if route:
        return tuple((point.lon, point.lat) for point in route)
    points = [(to_frame(one.port.lon), one.port.lat) for one in found] if filters.narrowed else []
    wanted = filters.wanted
    if wanted.near and wanted.within_nm:
        points += [(lon, lat) for lon, lat in circle(wanted.near, wanted.within_nm)]
    if opened and not is_picked(opened):
        points.append((to_frame(opened.lon), opened.lat))
    return tuple(points)


def _scene(records: Records, focus: tuple[tuple[float, float], ...]) -> Scene:
    index = caching.boundaries(records).index
    marks = tuple(
        Mark(partner.code, index[partner.code], partner.name, 0.0, 0.0, None)
        for partner in records.partners
        if partner.code in index
    )
    height, width = map_size()
    return Scene(
        marks=marks,
        theme=theme(),
        layers=frozenset({"graticule"}),
        boundaries_url=caching.published_boundaries(records).url,
        focus=focus,
        width_px=width,
        height_px=height,
    )


def _named(found: Sequence[Found]) -> list[Site]:
    """Return the ports to name where there is room, the largest first; of many, none."""
    ports = sorted((one.port for one in found), key=lambda port: SIZE_RANK[port.size]) if len(found) <= FEW else []
    return [_site(port) for port in ports[:NAMED]]


def _site(port: CataloguePort | Port) -> Site:
    return Site(port.name, port.unlocode or "", to_frame(port.lon), port.lat)


def port_legend(records: Records, filters: PortFilters, opened: Port | None) -> None:
    """Say what the map shows and what it is not."""
    parts = ["● port, larger for a larger harbour"]
    parts += ["◉ open" if opened else "click one, or tick its row, to open its profile"]
    parts += ["○ chosen for a trip, in order"] if in_tray() else []
    parts += ["✛ searched near"] if filters.wanted.near else []
    st.caption(f"{' · '.join(parts)}. {map_note(records)} Not for navigation.")
