"""The map of advisories on a day, its legend, and what a click on it means."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.advisory_list import ANSWER_WORDS
from dashboard.maps.advisory_map import SHOWN, advisory_deck, counted
from dashboard.maps.advisory_palette import ADVISORY_PALETTES, SIGNS
from dashboard.maps.picking import picked_territory
from dashboard.parts.advisory_controls import choose
from dashboard.parts.advisory_scene import advisory_scene
from dashboard.parts.theme import palette, theme
from models.advisories import Answer
from models.wording import DISCLAIMER, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.advisory_list import Listed
    from dashboard.actions.records import Records
    from dashboard.parts.advisory_controls import Asked

MAP_KEY = "advisory_map"


def advisory_chart(records: Records, rows: Sequence[Listed], asked: Asked) -> None:
    """Draw the map and its legend."""
    shown = advisory_scene(records, rows, asked.selected)
    counts = counted(shown.answers)
    st.pydeck_chart(
        advisory_deck(shown),
        height=shown.scene.height_px,
        on_select=_select,
        selection_mode="single-object",
        key=MAP_KEY,
        alt=f"Map of the world on {day(asked.on)}: {in_words(counts)}. The list on this page holds the same.",
    )
    _legend(counts, caching.boundaries_in_use(records).credit())


def in_words(counts: Mapping[Answer, int]) -> str:
    """Count in words: in force, and of how many one cannot tell."""
    return f"an advisory is in force in {counts[Answer.IN_FORCE]}; cannot tell of {counts[Answer.CANNOT_TELL]}"


def _select() -> None:
    """Carry a click over to the territory control, which holds the selection."""
    code = picked_territory(st.session_state[MAP_KEY])
    territory = caching.records().territories.get(code or "")
    if territory is not None:
        choose(territory.name)


def _legend(counts: Mapping[Answer, int], credit: str) -> None:
    entries = "".join(_entry(answer, counts[answer]) for answer in reversed(SHOWN[1:]) if counts[answer])
    land = ADVISORY_PALETTES[theme()].fill[Answer.NOT_IN_FORCE]
    rest = f"{_swatch(land)} {ANSWER_WORDS[Answer.NOT_IN_FORCE]}"
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:0.2em 1.1em;font-size:0.85rem">'
        f"{entries}<span>{rest}</span><span>{escape(DISCLAIMER)} Boundaries: {escape(credit)}.</span></div>"
    )


def _entry(answer: Answer, count: int) -> str:
    colours = ADVISORY_PALETTES[theme()]
    badge = (
        f'<span aria-hidden="true" style="background:{colours.badge[answer]};color:{colours.on_badge[answer]};'
        f'border:1px solid {colours.on_badge[answer]};border-radius:5px;padding:0 5px;font-weight:700">'
        f"{SIGNS[answer]}</span>"
    )
    words = f"{ANSWER_WORDS[answer]} <b>{count}</b>"
    return f'<span style="white-space:nowrap">{_swatch(colours.fill[answer])} {badge} {words}</span>'


def _swatch(colour: str) -> str:
    return (
        f'<span aria-hidden="true" style="display:inline-block;width:0.9em;height:0.9em;background:{colour};'
        f'border:1px solid {palette().date_line};vertical-align:-0.1em"></span>'
    )
