"""The marking that stands at the top and the bottom of every page, and the note beneath every map."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import caching
from dashboard.parts.text import plain
from models.wording import DISCLAIMER, day

if TYPE_CHECKING:
    from dashboard.actions.records import Records

__all__ = ["DISCLAIMER", "FALLBACK_COLOUR", "banner", "map_note", "marking_text"]

FALLBACK_COLOUR = "#502b85"
"""Where the configured colour is not of the form #rrggbb."""


def marking_text(records: Records) -> str:
    """Word the marking, with its announcement of demonstration data."""
    return f"{records.settings.marking} · DEMO DATA" if records.has_demo else records.settings.marking


def map_note(records: Records) -> str:
    """Say in Markdown what the boundaries of a map are, and what they are not."""
    return f"{DISCLAIMER} Boundaries: {plain(caching.boundaries_in_use(records).credit())}."


def boundaries_note(records: Records) -> str:
    """Say in Markdown which boundaries are in use, and of which partners they are not the file's."""
    used = caching.boundaries_in_use(records)
    if not used.digest or used.imported_at is None:
        return "**Boundaries in use**: those that ship."
    since = day(used.imported_at.astimezone(ZoneInfo(records.settings.base.time_zone)).date())
    kept = [partner.name for partner in records.partners if partner.code in used.shipped]
    but = f" It has no shape of {plain(', '.join(kept))}; these keep the boundaries that ship." if kept else ""
    rest = " What it has not is drawn as the boundaries that ship draw it." if used.shipped else ""
    return f"**Boundaries in use**: {plain(used.name)}, imported on {since}.{rest}{but}"


def banner(records: Records, *, place: Literal["top", "bottom"]) -> None:
    """Draw the marking banner."""
    configured = records.settings.marking_colour
    colour = configured if re.fullmatch(r"#[0-9a-fA-F]{6}", configured) else FALLBACK_COLOUR
    st.html(
        f'<div role="note" aria-label="Marking, {place} of page" style="background:{colour};color:#ffffff;'
        'text-align:center;font-size:0.8rem;font-weight:700;letter-spacing:0.04em;padding:1px 8px">'
        f"{escape(marking_text(records))}</div>"
    )
