"""The map of the Coverage page, its legend, and what a click on it means."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.coverage import in_force
from dashboard.actions.figures import Facet
from dashboard.maps.deck import coverage_deck
from dashboard.maps.legend import legend_entries
from dashboard.maps.palette import ADVISORY_GLYPH, LABELS
from dashboard.maps.picking import picked_territory
from dashboard.maps.published import boundaries as published_boundaries
from dashboard.maps.scene import Mark, Scene
from dashboard.maps.tiles import tiles_deck
from dashboard.parts.coverage_filters import TERRITORY_KEY, View
from dashboard.parts.theme import theme
from geodata.territories import to_frame
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.coverage import CoverageRow, Records
    from dashboard.actions.figures import Figure
    from dashboard.maps.legend import LegendEntry
    from dashboard.parts.coverage_filters import Filters

MAP_KEY = "coverage_map"
TILES_KEY = "coverage_tiles"
MAP_HEIGHT_PX = 380
"""Map and key figures show together on a projector of 1280 by 720."""

NARROWEST_PX = 800
"""The width of the map on that projector, less room for labels."""


def coverage_map(
    records: Records,
    rows: Sequence[CoverageRow],
    kept: Sequence[CoverageRow],
    filters: Filters,
    numbers: Mapping[Facet, Figure],
) -> None:
    """Draw the map, and its legend; partners that are not kept are drawn as neutral land."""
    scene = _scene(records, rows, {row.territory.code for row in kept}, filters)
    tiles = filters.view is View.TILES
    st.pydeck_chart(
        tiles_deck(scene) if tiles else coverage_deck(scene),
        height=MAP_HEIGHT_PX,
        on_select=_select_tile if tiles else _select,
        selection_mode="single-object",
        key=TILES_KEY if tiles else MAP_KEY,
        alt=alt_text(numbers, partners=sum(filters.in_scope(row) for row in rows)),
    )
    _legend(scene)


def alt_text(numbers: Mapping[Facet, Figure], *, partners: int) -> str:
    """Say what the map shows."""
    counts = {facet: figure.count for facet, figure in numbers.items()}
    return (
        f"{counts[Facet.CURRENT]} of {partners} current, {counts[Facet.DUE_SOON]} due soon, "
        f"{counts[Facet.OVERDUE]} overdue, {counts[Facet.NEVER]} never visited, "
        f"{counts[Facet.NOT_ACCESSIBLE]} not accessible. The table below holds the same."
    )


def _select(key: str = MAP_KEY) -> None:
    """Carry a click over to the territory control, which holds the selection."""
    code = picked_territory(st.session_state[key])
    territory = caching.records().territories.get(code or "")
    if territory is not None and territory.partner:
        st.session_state[TERRITORY_KEY] = territory.name


def _select_tile() -> None:
    _select(TILES_KEY)


def _scene(records: Records, rows: Sequence[CoverageRow], kept: set[str], filters: Filters) -> Scene:
    index = caching.boundaries().index
    drawn = [row for row in rows if row.territory.code in index]
    return Scene(
        marks=tuple(_mark(row, index[row.territory.code], kept=row.territory.code in kept) for row in drawn),
        theme=theme(),
        layers=filters.layers,
        boundaries_url=published_boundaries().url,
        ports_url=caching.published_ports(records).url,
        selected=filters.selected,
        width_px=NARROWEST_PX,
        height_px=MAP_HEIGHT_PX,
    )


def _mark(row: CoverageRow, index: int, *, kept: bool) -> Mark:
    territory = row.territory
    return Mark(
        territory=territory.code,
        index=index,
        name=territory.name,
        lon=to_frame(territory.label_lon or 0.0),
        lat=territory.label_lat or 0.0,
        status=row.coverage.status if kept else None,
        tooltip=_hover(row),
        advisory=in_force(row),
    )


def _hover(row: CoverageRow) -> str:
    visit = row.coverage.visit
    lines = [LABELS[row.coverage.status]]
    if row.coverage.days_overdue:
        lines[0] += f" by {plural(row.coverage.days_overdue, 'day')}"
    lines.append(f"Last visit {day(visit.last)}" if visit.last else "No visit on record")
    if in_force(row):
        lines.append("Advisory in force")
    return "\n".join(lines)


def _legend(scene: Scene) -> None:
    entries = "".join(
        f'<span style="white-space:nowrap"><span aria-hidden="true" style="{_glyph_style(entry)}">{escape(entry.glyph)}'
        f"</span> {escape(entry.label)}{'' if entry.count is None else f' <b>{entry.count}</b>'}</span>"
        for entry in legend_entries(scene)
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:0.2em 1.1em;font-size:0.85rem">{entries}</div>')


def _glyph_style(entry: LegendEntry) -> str:
    if entry.glyph == ADVISORY_GLYPH:  # drawn as a badge on the map, so here too
        return f"color:{entry.colour};background:{entry.outline};border-radius:4px;padding:0 5px;font-weight:700"
    return f"color:{entry.colour};-webkit-text-stroke:0.6px {entry.outline}"
