"""The map of the Coverage page, its legend, and what a click on it means."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.coverage import in_force
from dashboard.maps.deck import coverage_deck
from dashboard.maps.legend import legend_entries
from dashboard.maps.palette import LABELS
from dashboard.maps.picking import picked_territory
from dashboard.maps.published import boundaries as published_boundaries
from dashboard.maps.scene import Mark, Scene
from dashboard.parts.coverage_filters import TERRITORY_KEY
from geodata.territories import to_frame
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.coverage import CoverageRow, Figures, Records
    from dashboard.maps.palette import Theme
    from dashboard.parts.coverage_filters import Filters

MAP_KEY = "coverage_map"
MAP_HEIGHT_PX = 430
LAYERS = frozenset({"status", "advisories", "ports", "labels", "graticule"})


def coverage_map(records: Records, rows: Sequence[CoverageRow], filters: Filters, figures: Figures) -> None:
    """Draw the map and its legend."""
    scene = _scene(records, rows, filters)
    st.pydeck_chart(
        coverage_deck(scene),
        height=MAP_HEIGHT_PX,
        on_select=_select,
        selection_mode="single-object",
        key=MAP_KEY,
        alt=alt_text(figures),
    )
    _legend(scene)


def alt_text(figures: Figures) -> str:
    """Say what the map shows."""
    current = figures.partners - figures.due_soon - figures.overdue - figures.never - figures.not_accessible
    return (
        f"Map of {figures.partners} partners: {current} current, {figures.due_soon} due soon, "
        f"{figures.overdue} overdue, {figures.never} never visited, {figures.not_accessible} not accessible. "
        "The table below holds the same."
    )


def theme() -> Theme:
    """Tell which theme the user's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _select() -> None:
    """Carry a click on the map over to the territory control, which holds the selection."""
    code = picked_territory(st.session_state[MAP_KEY])
    territory = caching.records().territories.get(code or "")
    if territory is not None and territory.partner:
        st.session_state[TERRITORY_KEY] = territory.name


def _scene(records: Records, rows: Sequence[CoverageRow], filters: Filters) -> Scene:
    index = caching.boundaries().index
    return Scene(
        marks=tuple(_mark(row, index[row.territory.code], filters) for row in rows if row.territory.code in index),
        theme=theme(),
        layers=LAYERS,
        boundaries_url=published_boundaries().url,
        ports_url=caching.published_ports(records).url,
        selected=filters.selected,
        height_px=MAP_HEIGHT_PX,
    )


def _mark(row: CoverageRow, index: int, filters: Filters) -> Mark:
    territory = row.territory
    return Mark(
        territory=territory.code,
        index=index,
        name=territory.name,
        lon=to_frame(territory.label_lon or 0.0),
        lat=territory.label_lat or 0.0,
        status=row.coverage.status if filters.keep(row) else None,
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
        '<span style="display:inline-flex;gap:0.35em;align-items:baseline;white-space:nowrap">'
        f'<span aria-hidden="true" style="color:{entry.colour};-webkit-text-stroke:0.6px {entry.outline}">'
        f"{escape(entry.glyph)}</span>{escape(entry.label)}"
        f"{'' if entry.count is None else f' <b>{entry.count}</b>'}</span>"
        for entry in legend_entries(scene)
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:0.2em 1.1em;font-size:0.85rem">{entries}</div>')
