"""Search, from every page: a button in the frame, and a dialog that finds as one types."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.search import search
from dashboard.parts.advisory_controls import OF_KEY
from dashboard.parts.coverage_filters import AS_OF_KEY, REGION_KEY
from dashboard.parts.port_choice import PORT, open_port
from dashboard.parts.text import plain
from dashboard.scripts import FOCUS_DIALOG, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.actions.findable import Hit
    from dashboard.actions.search import Found

SHORTCUT = "Ctrl+K"
"""Opens the search from anywhere; on a Mac it is Cmd+K."""


@st.fragment
def search_button(current: str) -> None:
    """Draw the button; the dialog it opens leaves the page behind it alone.

    Args:
        current: name of the file of the page that is shown.
    """
    if st.button("Search", key="search", type="tertiary", icon=":material/search:", shortcut=SHORTCUT):
        _dialog(current)


@st.dialog("Search", width="medium")
def _dialog(current: str) -> None:
    with st.container(gap=None):
        query = st.text_input(
            "Search",
            key="search_words",
            type="search",
            live=True,
            placeholder="Name, code, year, words of a report",
            label_visibility="collapsed",
        )
        st.html(tag(FOCUS_DIALOG), unsafe_allow_javascript=True)
    _results(query or "", current)


def _results(query: str, current: str) -> None:
    if not query.strip():
        st.caption(
            "Territories, ports, port facilities, advisories, engagements, follow-ups, organisations, officers and "
            "trips. Several words may stand in any order; accents and capitals do not matter. Tab leads to what was "
            "found."
        )
        return
    with st.spinner("Searching", show_time=True):
        found = search(caching.search_index(caching.records()), query)
    if not found:
        st.info(f"Nothing on record holds all of these words: {plain(query)}", icon=":material/search_off:")
    for one in found:
        _group(one, current)


def _group(found: Found, current: str) -> None:
    shown = f"{len(found.hits)} of {found.count:,}" if found.count > len(found.hits) else str(found.count)
    with st.container(gap="xxsmall"):
        st.caption(f"{found.group.value} · {shown}")
        for number, hit in found.hits.items():  # pressed while the list still narrows, it leads where it said
            _lead_on(hit, current, key=f"found_{found.group.name.lower()}_{number}")


def _lead_on(hit: Hit, current: str, *, key: str) -> None:
    """Draw a link; within the page that is shown a button, since a link there would leave the address as it was."""
    label = f"**{plain(hit.title)}** · {plain(hit.detail)}"
    if hit.page != current:
        st.page_link(f"app_pages/{hit.page}.py", label=label, icon="", query_params=dict(hit.address))
    elif st.button(label, key=key, type="tertiary", wrap=False, on_click=_show, args=(hit,)):
        st.rerun()


def _show(hit: Hit) -> None:
    """Bring the page that is shown to what was found: its controls where they hold the address, else the address."""
    if hit.page == "ports":  # what its filters hold stays
        open_port(int(hit.address[PORT]))
        return
    if hit.page not in {"coverage", "data", "advisories"}:
        st.query_params.from_dict(dict(hit.address))
        return
    for name, text in hit.address.items():
        if name in CONTROLS:
            st.session_state[name] = CONTROLS[name](text)
        else:
            st.query_params[name] = text


CONTROLS: Mapping[str, Callable[[str], object]] = {
    REGION_KEY: lambda text: [text],
    AS_OF_KEY: date.fromisoformat,
    OF_KEY: str,
    "layer_trips": lambda text: text == "true",
    "data": str,
}
"""What an address says to the controls of the Coverage and the Advisories page, and to the tabs of the Data page."""
