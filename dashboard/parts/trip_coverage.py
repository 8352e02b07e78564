"""What a trip does to coverage: two small maps, before and after, and the partners that it clears."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.maps.legend import legend_entries
from dashboard.maps.trip_map import small_deck
from dashboard.parts.coverage_filters import status_text
from dashboard.parts.screen import on_phone
from dashboard.parts.trip_chart import coverage_scene
from dashboard.parts.trip_table import wide_table
from models.wording import day, plural

if TYPE_CHECKING:
    from dashboard.actions.records import Records
    from dashboard.actions.trip_effect import Effect
    from dashboard.maps.scene import Scene
    from dashboard.parts.trip_state import Planning

SMALL_PX, SMALL_WIDTH_PX = 230, 540
"""Of each of the two maps."""

PHONE_PX, PHONE_WIDTH_PX = 190, 330


def trip_coverage(planning: Planning, effect: Effect) -> None:
    """Draw both maps and the list."""
    on = day(effect.on)
    st.markdown(
        f"On **{on}**, the day after the return: {effect.share_before:.0%} of the partners are visited within their "
        f"interval without this trip, **{effect.share_after:.0%}** with it."
    )
    one, other = st.columns(2)
    with one:
        _map(planning, "Before", coverage_scene(planning.records, effect.before, effect.on))
    with other:
        _map(planning, "After", coverage_scene(planning.records, effect.after, effect.on))
    cleared(planning.records, effect)


def cleared(records: Records, effect: Effect) -> None:
    """List the partners that the trip clears."""
    codes = sorted(effect.cleared, key=lambda code: records.territories[code].name)
    if not codes:
        st.markdown("It clears no partner: none that is due, overdue or never visited becomes current.")
        return
    st.markdown(f"**It clears {plural(len(codes), 'partner')}**")
    wide_table(
        {
            "Partner": [records.territories[code].name for code in codes],
            "Without the trip": [status_text(effect.before[code].status) for code in codes],
            "With it": [status_text(effect.after[code].status) for code in codes],
            "Why it was due": [effect.before[code].why for code in codes],
        },
        alt=f"Table of {plural(len(codes), 'partner')} that the trip clears",
    )


def _map(planning: Planning, title: str, scene: Scene) -> None:
    width, height = (PHONE_WIDTH_PX, PHONE_PX) if on_phone() else (SMALL_WIDTH_PX, SMALL_PX)
    shown = replace(scene, layers=scene.layers - {"graticule"})
    entries = legend_entries(shown)
    counts = ", ".join(f"{entry.count} {entry.label.lower()}" for entry in entries)
    st.markdown(f"**{title}**")
    st.pydeck_chart(
        small_deck(shown, width, height),
        height=height,
        key=planning.steady(f"map_{title}"),
        alt=f"Map of coverage {title.lower()} the trip: {counts}.",
    )
    glyphs = "".join(
        f'<span style="white-space:nowrap"><span aria-hidden="true" style="color:{entry.colour};'
        f'-webkit-text-stroke:0.6px {entry.outline}">{escape(entry.glyph)}</span> {escape(entry.label)} '
        f"<b>{entry.count}</b></span>"
        for entry in entries
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:0.1em 0.9em;font-size:0.8rem">{glyphs}</div>')
