"""Which port is open. The page's address holds it, so copying the address opens the same port."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.asked import asked_id
from dashboard.parts.text import plain

if TYPE_CHECKING:
    from dashboard.actions.records import Records
    from models.tables import Port

PORTS_PAGE = "app_pages/ports.py"

PORT = "port"
"""In the page's address."""

PICKED_KEY = "port_picked"
"""The port that was last opened on the map or in the table: the camera stays for it."""


def open_port(number: int) -> None:
    """Open a port and bring it into sight, as an address that names it does."""
    st.query_params[PORT] = str(number)
    st.session_state.pop(PICKED_KEY, None)


def pick_port(number: int) -> None:
    """Open a port that is in sight already: the camera stays where it is."""
    st.query_params[PORT] = str(number)
    st.session_state[PICKED_KEY] = number


def close_port() -> None:
    """Close the open port."""
    st.query_params.pop(PORT, None)
    st.session_state.pop(PICKED_KEY, None)


def is_picked(port: Port) -> bool:
    """Tell whether a port was opened on the map or in the table."""
    return st.session_state.get(PICKED_KEY) == port.id


def opened_port(records: Records) -> Port | None:
    """Return the open port; say so where the address names none that there is."""
    asked = st.query_params.get(PORT, "")
    if not asked:
        return None
    port = records.port(asked_id(asked))
    if port is None:
        st.warning(f"There is no port {plain(asked)}. Search for it by name or code.", icon=":material/search_off:")
    elif port.withdrawn:
        st.warning(f"{plain(port.name)} is no longer in use: {plain(port.withdrawn)}", icon=":material/block:")
    return port
