"""The frame of the panel beside the map: as high as the map, and what is longer scrolls in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.map_scene import MAP_HEIGHT_PX
from dashboard.parts.screen import on_phone

if TYPE_CHECKING:
    from collections.abc import Iterator

SCROLLS = ":material/swap_vert: Scroll inside the frame for all of it"
"""Below a frame with more than fits."""


@contextmanager
def panel_frame(*, below: str) -> Iterator[None]:
    """Draw what is written inside a frame that scrolls, with a line below it; on a phone, whose page scrolls, in full.

    A browser shows a scroll bar only while one scrolls. The frame cuts off what is longer, and the line can say so.
    """
    with st.container(height="content" if on_phone() else MAP_HEIGHT_PX, border=True):
        yield
    if not (on_phone() and below == SCROLLS):
        st.caption(below, text_alignment="center")
