"""The head of the Ports page: how many were found, their downloads, and the tray of a trip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.port_tray import port_tray
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.actions.port_search import Found
    from dashboard.actions.records import Records


def port_heading(records: Records, *, today: date) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draw title and tray in one row; return where the count and the downloads of what is found belong."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title("Ports", anchor=False, width="content")
        count = st.container(width="stretch")
        downloads = st.container(width="content")
        port_tray(records, today=today)
    return count, downloads


def port_count(found: Sequence[Found]) -> None:
    """Say how many ports were found, and how many of them are of partners."""
    if not found:
        st.markdown("**No port**")
        return
    partners = sum(one.port.partner for one in found)
    among = "of partners" if partners == len(found) else f"in all, {partners:,} of partners"
    st.markdown(f"**{plural(len(found), 'port')}** {among}")
