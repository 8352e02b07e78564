"""The history of a port and of each of its facilities, read once it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.history import history

if TYPE_CHECKING:
    from dashboard.actions.port_profile import PortProfile


def port_history(known: PortProfile) -> None:
    """Offer the history; with facilities, of which record."""
    number = known.port.id or 0
    opened = st.expander("History", icon=":material/history:", key=f"port_history_{number}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        subjects = {("port", number): known.port.name}
        subjects |= {("port_facility", one.id or 0): f"Port facility {one.name}" for one in known.facilities}
        chosen = ("port", number)
        if len(subjects) > 1:
            chosen = st.selectbox("Of", list(subjects), format_func=subjects.__getitem__, key=f"history_of_{number}")
        history(*chosen)
