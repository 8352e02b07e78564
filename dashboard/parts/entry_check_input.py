"""What the Entry check page asks for: the day of arrival, the vessel, and its last ports of call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.entry_rows import added
from dashboard.actions.port_search import PortFilter
from dashboard.parts.entry_check_state import (
    AHEAD,
    ARRIVAL_KEY,
    EARLIEST,
    LONGEST_VESSEL,
    TEXT_KEY,
    VESSEL_KEY,
    forget_rows,
    keep_rows,
)
from dashboard.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.entry_ground import Ground
    from dashboard.actions.entry_rows import Row
    from dashboard.actions.records import Records

FIND_KEY = "entry_find"

SHOWN = 6
"""So many ports are offered for what is typed."""

EXAMPLE = """Port Victoria, Seychelles, 12-14 Oct 2026
MGTMM-0001 3 Oct 2026
FJSUV"""

HOW = (
    "One call to a line, the last one first: names, UN/LOCODEs, IMO facility numbers, “port, territory”, with or "
    "without dates, in any mix. Five count. A canal transit that says so is no call."
)


def arrival_and_vessel(*, today: date) -> None:
    """Draw the title, and beside it the controls for the day of arrival and the vessel."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.title("Entry check", anchor=False, width="content")
        st.date_input(
            "Arrival in the United States",
            min_value=EARLIEST,
            max_value=today + AHEAD,
            key=ARRIVAL_KEY,
            format="YYYY-MM-DD",
            width=200,
            help="The state of the advisories on this day decides. Any past arrival can be replayed.",
        )
        st.text_input(
            "Vessel",
            key=VESSEL_KEY,
            max_chars=LONGEST_VESSEL,
            width=240,
            help="Stands in the record that you download and in the address of this page; it is not stored.",
        )


def pasted_text() -> None:
    """Draw the box that the calls are pasted into."""
    st.text_area(
        "Last ports of call, the last one first",
        key=TEXT_KEY,
        height=150,
        max_chars=20_000,
        placeholder=EXAMPLE,
        on_change=forget_rows,
        help=HOW,
    )


def find_port(records: Records, ground: Ground, rows: Sequence[Row], count: int, *, today: date) -> None:
    """Draw the search for a port to put at the end of the list."""
    typed = st.text_input("Or find a port and add it", key=FIND_KEY, placeholder="Name, UN/LOCODE or territory")
    if not typed.strip():
        return
    found = caching.found_ports(records, PortFilter(text=typed, partners_only=False), as_of=today)[:SHOWN]
    if not found:
        st.caption("No port is known by that name. Paste the call as text: its territory may be enough.")
    with st.container(horizontal=True, gap="xsmall"):
        for one in found:
            st.button(
                plain(ground.named(ground.harbours[one.port.id])),
                icon=":material/add:",
                key=f"entry_add_{one.port.id}",
                on_click=_add,
                args=(rows, count, one.port.id),
            )


def _add(rows: Sequence[Row], count: int, port: int) -> None:
    keep_rows(added(rows, port=port), count)
    st.session_state[FIND_KEY] = ""
