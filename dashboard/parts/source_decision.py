"""A decision of the queue: made, told with a button that takes it back at once, and the choice of another port."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching, clock
from dashboard.access import user
from dashboard.actions.decision_undo import newest_change, take_back
from dashboard.actions.port_search import PortFilter
from dashboard.parts.queue_steps import show
from dashboard.parts.record_form import finish
from dashboard.parts.text import plain
from models.database import reading
from models.errors import SeamarkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.actions.port_search import Found
    from dashboard.actions.records import Records
    from geodata.geodesy import Point

TOLD_KEY = "queue_told"
OFFERED = 6
"""So many ports are offered for a search."""


@dataclass(frozen=True, slots=True)
class Told:
    """A decision that was made."""

    says: str
    """What was decided, as text of records."""
    change: int
    """The change of the audit that it made."""
    list_name: str
    """Names the list that it stood in; see `queue_steps`."""
    record_id: int


def decide(action: Callable[[], object], says: str, *, list_name: str, table: str, record_id: int) -> None:
    """Make a decision about a record, and run the page again.

    Args:
        action: makes it.
        says: what is told of it.
        list_name: names the list that the record stands in.
        table: name of the record's table.
        record_id: its id.
    """
    try:
        with st.spinner("Settling the ports"):
            action()
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    with reading(caching.engine()) as session:
        change = newest_change(table, record_id, session=session)
    st.session_state[TOLD_KEY] = Told(says, change, list_name, record_id)
    st.rerun()


def has_decided() -> bool:
    """Tell whether a decision was made that can be taken back at once."""
    return TOLD_KEY in st.session_state


def last_decision() -> None:
    """Tell the last decision, with a button that takes it back."""
    told: Told | None = st.session_state.get(TOLD_KEY)
    if told is None:
        st.info("What you decide is told here, and can be undone at once.", icon=":material/undo:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(plain(told.says), icon=":material/check:", width="stretch")
        if st.button("Undo", icon=":material/undo:", key="queue_undo"):
            _take_back(told)


def _take_back(told: Told) -> None:
    try:
        with st.spinner("Taking back"):
            take_back(caching.engine(), told.change, who=user())
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.session_state.pop(TOLD_KEY)
    show(told.list_name, told.record_id)
    finish("Taken back: it waits for a decision again.")


def another_port(records: Records, *, near: Point | None, besides: int | None, key: str) -> tuple[int, str] | None:
    """Draw the choice of a port by search, the nearest first where nothing is typed.

    Args:
        records: with the ports.
        near: where it should be.
        besides: id of a port that is not offered.
        key: names the widgets.

    Returns:
        Id and name of the port, once one was chosen.
    """
    label = "Choose a port…" if besides is None else "Choose another…"
    with st.popover(label, icon=":material/search:", on_change="rerun", key=f"{key}_other") as opened:
        if not opened.open:
            return None
        text = st.text_input(
            "Which port?", key=f"{key}_text", type="search", live=True, placeholder="Name, code or territory"
        )
        wanted = PortFilter(text=text or "", partners_only=False, near=near)
        ports = caching.found_ports(records, wanted, as_of=clock.today(records.settings)) if text or near else []
        found = [one for one in ports if one.port.id != besides][:OFFERED]
        if text and not found:
            st.caption("No port is called so.")
        for one in found:
            if st.button(_offer(one), key=f"{key}_{one.port.id}", type="tertiary"):
                return one.port.id, one.port.name
    return None


def _offer(found: Found) -> str:
    port = found.port
    away = "" if found.distance_nm is None else f", {found.distance_nm:,.0f} nm away"
    code = f", {port.unlocode}" if port.unlocode else ""
    return plain(f"{port.name}, {port.territory_name}{code}{away}")
