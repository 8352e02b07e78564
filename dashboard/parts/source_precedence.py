"""Which source goes before which: shown, put into another order, and stored for every port at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.port_labels import source_label
from dashboard.actions.source_order import set_precedence
from dashboard.parts.record_form import finish
from dashboard.parts.text import plain
from models.errors import SeamarkError
from models.wording import plural

if TYPE_CHECKING:
    from dashboard.actions.records import Records

ORDER_KEY = "precedence_order"


def precedence(records: Records) -> None:
    """Draw the order, and let it be changed."""
    st.subheader("Which source goes first", anchor=False)
    st.caption(
        "Each fact of a port is taken from the first source that says anything of it; what a person corrected goes "
        "before all of them. Other names are gathered from every source."
    )
    stored = list(records.settings.precedence)
    order: list[str] = st.session_state.get(ORDER_KEY) or stored
    if sorted(order) != sorted(stored):
        order = stored
    with st.container(gap="xxsmall"):
        for place, source in enumerate(order):
            _line(order, place, source)
    if order != stored:
        _offer(order)


def _line(order: list[str], place: int, source: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{place + 1}. {source_label(source)}", width="stretch")
        for label, icon, to in (("Up", "arrow_upward", place - 1), ("Down", "arrow_downward", place + 1)):
            st.button(
                label,
                icon=f":material/{icon}:",
                type="tertiary",
                key=f"precedence_{label}_{source}",
                disabled=not 0 <= to < len(order),
                on_click=_swap,
                args=(order, place, to),
                help=f"Move {source_label(source)} {label.lower()}",
            )


def _swap(order: list[str], place: int, to: int) -> None:
    moved = list(order)
    moved[place], moved[to] = moved[to], moved[place]
    st.session_state[ORDER_KEY] = moved


def _offer(order: list[str]) -> None:
    st.caption("Every port that files speak of is settled anew by this order, at once.")
    with st.container(horizontal=True):
        if st.button("Store this order", type="primary", icon=":material/save:", key="precedence_store"):
            _store(order)
        st.button("As it was", icon=":material/undo:", on_click=_forget, key="precedence_forget")


def _store(order: list[str]) -> None:
    try:
        with st.spinner("Settling ports"):
            changed = set_precedence(caching.engine(), order, who=user())
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _forget()
    finish(f"Stored. {plural(changed, 'port')} changed.")


def _forget() -> None:
    st.session_state.pop(ORDER_KEY, None)
