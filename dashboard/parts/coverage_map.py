"""The map of the Coverage page, its legend, and what a click on it means."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.figures import Facet
from dashboard.maps.deck import coverage_deck
from dashboard.maps.layers import DEFAULT_SWITCHES, offered
from dashboard.maps.legend import legend_entries
from dashboard.maps.palette import ADVISORY_GLYPH
from dashboard.maps.picking import picked_territory
from dashboard.maps.tiles import tiles_deck, tiles_width
from dashboard.parts.coverage_filters import TERRITORY_KEY
from dashboard.parts.map_scene import focus, map_scene

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.figures import Figure
    from dashboard.actions.records import Records
    from dashboard.maps.legend import LegendEntry
    from dashboard.maps.scene import Scene
    from dashboard.parts.coverage_filters import Filters

MAP_KEY = "coverage_map"
TILES_KEY = "coverage_tiles"


class View(StrEnum):
    """How the partners are drawn."""

    MAP = "map"
    TILES = "tiles"


def coverage_map(
    records: Records,
    rows: Sequence[CoverageRow],
    kept: Sequence[CoverageRow],
    filters: Filters,
    numbers: Mapping[Facet, Figure],
) -> None:
    """Draw the map and its legend; partners that are not kept are drawn as neutral land."""
    scene = map_scene(records, rows, kept, filters)
    with filters.layers_place:
        view, layers, fit = _layers(scene)
    scene = replace(scene, layers=layers, focus=focus(kept, filters) if fit else ())
    tiles = view is View.TILES
    with _wide_enough(scene) if tiles else st.container():
        st.pydeck_chart(
            tiles_deck(scene) if tiles else coverage_deck(scene),
            height=scene.height_px,
            on_select=_select_tile if tiles else _select,
            selection_mode="single-object",
            key=TILES_KEY if tiles else MAP_KEY,
            alt=alt_text(numbers, partners=sum(filters.in_scope(row) for row in rows)),
        )
    legend(scene)


def _wide_enough(scene: Scene) -> DeltaGenerator:
    """Let the tiles scroll sideways where the page is narrower than they are: unlike the map, they do not move."""
    return st.grid(1, min_column_width=tiles_width(scene), wrap=False)


def _layers(scene: Scene) -> tuple[View, frozenset[str], bool]:
    """Draw what the map shows: as a map or as equal tiles, which layers, and whether it fits to what is shown."""
    with st.popover("Layers", icon=":material/layers:"):
        view = st.radio(
            "View",
            list(View),
            format_func=lambda one: one.value.title(),
            key="view",
            bind="query-params",
            horizontal=True,
        )
        fit = st.checkbox("Fit to what is shown", key="fit", bind="query-params")
        layers = frozenset(
            key
            for key, words in offered(scene).items()
            if st.checkbox(words, key in DEFAULT_SWITCHES, key=f"layer_{key}", bind="query-params")
        )
    return view or View.MAP, layers, fit


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


def legend(scene: Scene, *, letters: str = "font-size:0.85rem") -> None:
    """Draw the legend of a map.

    Args:
        scene: what the map shows.
        letters: the style of its letters.
    """
    entries = "".join(
        f'<span style="white-space:nowrap"><span aria-hidden="true" style="{_glyph_style(entry)}">{escape(entry.glyph)}'
        f"</span> {escape(entry.label)}{'' if entry.count is None else f' <b>{entry.count}</b>'}</span>"
        for entry in legend_entries(scene)
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:0.2em 1.1em;{letters}">{entries}</div>')


def _glyph_style(entry: LegendEntry) -> str:
    if entry.glyph == ADVISORY_GLYPH:  # drawn as a badge on the map, so here too
        return f"color:{entry.colour};background:{entry.outline};border-radius:4px;padding:0 5px;font-weight:700"
    if entry.glyph.isalpha():  # a chip
        return f"color:{entry.colour};background:{entry.outline};border:1px solid;border-radius:2px;padding:0 3px"
    return f"color:{entry.colour};-webkit-text-stroke:0.6px {entry.outline}"
