"""The marking that stands at the top and the bottom of every page."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Literal

import streamlit as st

from models.wording import DISCLAIMER

if TYPE_CHECKING:
    from dashboard.actions.records import Records

__all__ = ["DISCLAIMER", "FALLBACK_COLOUR", "banner", "marking_text"]

FALLBACK_COLOUR = "#502b85"
"""Where the configured colour is not of the form #rrggbb."""


def marking_text(records: Records) -> str:
    """Word the marking, with its announcement of demonstration data."""
    return f"{records.settings.marking} · DEMO DATA" if records.has_demo else records.settings.marking


def banner(records: Records, *, place: Literal["top", "bottom"]) -> None:
    """Draw the marking banner."""
    configured = records.settings.marking_colour
    colour = configured if re.fullmatch(r"#[0-9a-fA-F]{6}", configured) else FALLBACK_COLOUR
    st.html(
        f'<div role="note" aria-label="Marking, {place} of page" style="background:{colour};color:#ffffff;'
        'text-align:center;font-size:0.8rem;font-weight:700;letter-spacing:0.04em;padding:1px 8px">'
        f"{escape(marking_text(records))}</div>"
    )
