"""The colours of the theme that the user's browser shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.maps.palette import PALETTES

if TYPE_CHECKING:
    from dashboard.maps.palette import Palette, Theme


def theme() -> Theme:
    """Tell which theme is shown."""
    return "dark" if st.context.theme.type == "dark" else "light"


def palette() -> Palette:
    """Return its palette."""
    return PALETTES[theme()]
