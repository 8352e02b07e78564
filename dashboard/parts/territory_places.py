"""Ports and facilities of a territory, on a map and in an equal table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.actions.coverage import ports_from_capital
from dashboard.maps.scene import Mark, Scene
from dashboard.maps.territory_map import Site, Sites, territory_deck
from dashboard.parts.marking import map_note
from dashboard.parts.port_choice import PORT, PORTS_PAGE
from dashboard.parts.territory_lines import static_table
from dashboard.parts.theme import theme
from geodata.geodesy import Point, lat_lon_text
from geodata.territories import to_frame
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records
    from dashboard.actions.territory import Dossier
    from models.tables import Port, PortFacility, Territory

MAP_PX = 340
NARROWEST_PX = 560
"""The width of the map on a projector of 1280 by 720."""

DISTANCE_FORMAT = "%,d nm"

UNSCROLLED = 8
"""So many ports stand in a table as high as the map."""


def territory_places(records: Records, territory: Territory, dossier: Dossier, *, printing: bool) -> None:
    """Draw the map of ports and facilities, and the tables that say the same."""
    st.subheader("Ports and facilities", anchor=False)
    ports = ports_from_capital(records, territory)
    if not ports and not dossier.facilities:
        st.markdown("No port and no facility is on record. Import them on the Data page.")
        return
    map_side, table_side = (st.container(), st.container()) if printing else st.columns(2)
    with map_side:
        _map(records, territory, ports, dossier.facilities)
    with table_side:
        _ports(territory, ports, printing=printing)
        _facilities(records, dossier.facilities, printing=printing)


def _map(
    records: Records,
    territory: Territory,
    ports: Sequence[tuple[Port, float | None]],
    facilities: Sequence[PortFacility],
) -> None:
    sites = _sites(territory, [port for port, _ in ports], facilities)
    st.pydeck_chart(
        territory_deck(_scene(records, territory, sites), sites),
        height=MAP_PX,
        key=f"territory_map_{territory.code}",
        alt=f"Map of {plural(len(ports), 'port')} of {territory.name}. The table beside it holds the same.",
    )
    capital = " · ◯ capital" if sites.capital else ""
    squares = " · ■ facility" if sites.facilities else ""
    st.caption(f"● port{squares}{capital}. {map_note(records)} Not for navigation.")


def _sites(territory: Territory, ports: Sequence[Port], facilities: Sequence[PortFacility]) -> Sites:
    capital = None
    if territory.capital_lon is not None and territory.capital_lat is not None:
        name = f"{territory.capital or 'Capital'} (capital)"
        capital = Site(name, "", to_frame(territory.capital_lon), territory.capital_lat)
    return Sites(
        ports=[Site(port.name, port.unlocode or "", to_frame(port.lon), port.lat) for port in ports],
        facilities=[
            Site(one.name, one.imo_number or "", to_frame(one.lon), one.lat)
            for one in facilities
            if one.lon is not None and one.lat is not None
        ],
        capital=capital,
    )


def _scene(records: Records, territory: Territory, sites: Sites) -> Scene:
    shapes = caching.boundaries(records)
    index = shapes.index.get(territory.code)
    lon, lat = to_frame(territory.label_lon or 0.0), territory.label_lat or 0.0
    mark = () if index is None else (Mark(territory.code, index, territory.name, lon, lat, None),)
    points = sites.points()
    if len(set(points)) == 1 and index is not None:
        west, south, east, north = shapes.geometry(territory.code).bounds
        points += [(west, south), (east, north)]
    return Scene(
        marks=mark,
        theme=theme(),
        layers=frozenset({"graticule"}),
        boundaries_url=caching.published_boundaries(records).url,
        focus=tuple(points),
        width_px=NARROWEST_PX,
        height_px=MAP_PX,
    )


def _ports(territory: Territory, ports: Sequence[tuple[Port, float | None]], *, printing: bool) -> None:
    if not ports:
        st.markdown("No port is on record.")
        return
    distance = f"From {territory.capital}" if territory.capital else "From the capital"
    columns: dict[str, list[str]] = {
        "Port": [port.name for port, _ in ports],
        "UN/LOCODE": [port.unlocode or "" for port, _ in ports],
        "Position": [lat_lon_text(Point(port.lon, port.lat)) for port, _ in ports],
    }
    alt = f"Ports of {territory.name} by distance from the capital"
    if printing:
        static_table(
            columns | {distance: ["" if nm is None else f"{nm:,.0f} nm" for _, nm in ports]}, alt=alt, printing=True
        )
        return
    chosen = st.dataframe(
        pd.DataFrame(columns | {distance: [nm for _, nm in ports]}),
        hide_index=True,
        placeholder="",
        height=MAP_PX if len(ports) > UNSCROLLED else "content",
        column_config={distance: st.column_config.NumberColumn(format=DISTANCE_FORMAT)},
        on_select="rerun",
        selection_mode="single-row",
        key=f"territory_ports_{territory.code}",
        alt=alt,
    )
    st.caption("Tick a port to open its profile.")
    if picked := chosen["selection"]["rows"]:
        st.switch_page(PORTS_PAGE, query_params={PORT: str(ports[picked[0]][0].id)})


def _facilities(records: Records, facilities: Sequence[PortFacility], *, printing: bool) -> None:
    if not facilities:
        st.caption("No port facility is on record.")
        return
    ports = [records.port(one.port_id) for one in facilities]
    static_table(
        {
            "Port facility": [one.name for one in facilities],
            "IMO number": [one.imo_number or "" for one in facilities],
            "Port": [port.name if port else "" for port in ports],
        },
        alt="Port facilities by name",
        printing=printing,
    )
