"""Which territory the page shows. The page's address holds it, so copying the address restores the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.territory import Order, beside, ordered
from dashboard.parts.text import plain
from dashboard.parts.theme import theme
from dashboard.parts.trip_button import add_to_trip

if TYPE_CHECKING:
    from dashboard.actions.records import Records
    from models.tables import Territory

CODE = "code"
"""In the page's address."""

CHOICE_KEY = "territories_choice"
ORDER_KEY = "territories_order"
PRINT_KEY = "print"

ENGAGEMENT_PAGE = "app_pages/engagement.py"


def territory_choice(records: Records) -> tuple[Territory, bool]:
    """Draw the controls; return the chosen territory, and whether the page is meant for paper."""
    territories = ordered(records, Order(st.session_state.get(ORDER_KEY) or Order.NAME))
    _follow_address(records)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        place = st.container(horizontal=True, vertical_alignment="bottom", gap="small", width="stretch")
        printing = _print_switch()
    code = st.session_state.get(CHOICE_KEY) or territories[0].code
    with place:
        if not printing:
            code = _controls(records, territories)
        elif theme() == "dark":
            st.caption("Choose the light theme in the menu before you print.")
    if st.query_params.get(CODE) != code:
        st.query_params[CODE] = code
    return records.territories[code], printing


def choose(code: str) -> None:
    """Show a territory: what a click on its name calls."""
    st.query_params[CODE] = code


def _print_switch() -> bool:
    return st.toggle(
        "Print view",
        key=PRINT_KEY,
        bind="query-params",
        help="Everything at full length in one column, without controls. Then print from the browser or the menu.",
    )


def _follow_address(records: Records) -> None:
    asked = (st.query_params.get(CODE) or "").upper()
    if asked in records.territories:
        st.session_state[CHOICE_KEY] = asked
    elif asked:
        st.warning(f"No territory has the code {plain(asked)}. Choose one below.")


def _controls(records: Records, territories: list[Territory]) -> str:
    code = st.selectbox(
        "Territory",
        [territory.code for territory in territories],
        format_func=lambda one: _label(records.territories[one]),
        key=CHOICE_KEY,
        on_change=_choose_listed,
        persist_state="session",
        width=210,
    )
    before, after = beside(territories, code)
    _step("Previous", "chevron_left", before)
    _step("Next", "chevron_right", after)
    st.selectbox("Order", list(Order), key=ORDER_KEY, persist_state="session", width=140)
    _enter(code)
    if records.territories[code].partner:
        add_to_trip(records, code)
    return code


def _label(territory: Territory) -> str:
    return territory.name if territory.partner else f"{territory.name} (no partner)"


def _step(label: str, icon: str, territory: Territory | None) -> None:
    st.button(
        label,
        icon=f":material/{icon}:",
        help=plain(territory.name) if territory else "This is the end of the list",
        disabled=territory is None,
        on_click=choose,
        args=(territory.code if territory else "",),
    )


def _enter(code: str) -> None:
    """Offer to write: a visit that was made, or a booking."""
    if st.button("Enter a visit", type="primary", icon=":material/edit_note:"):
        st.switch_page(ENGAGEMENT_PAGE, query_params={"partner": code})
    if st.button("Book a visit", icon=":material/event:"):
        st.switch_page(ENGAGEMENT_PAGE, query_params={"partner": code, "status": "planned"})


def _choose_listed() -> None:
    choose(st.session_state[CHOICE_KEY])
