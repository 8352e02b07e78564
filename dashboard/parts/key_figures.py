"""The key figures of the Coverage page, in one row; each one filters map and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.figures import KEY_FACETS, Facet
from dashboard.parts.coverage_filters import SHOW_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.actions.figures import Figure

TITLES = {
    Facet.VISITED: "Visited in a year",
    Facet.DUE_SOON: "Due in 90 days",
    Facet.OVERDUE: "Overdue",
    Facet.NEVER: "Never visited",
    Facet.NOT_ACCESSIBLE: "Not accessible",
    Facet.ADVISORY: "Advisories",
    Facet.BOOKED: "Booked, 90 days",
}


def key_figures(figures: Mapping[Facet, Figure], *, partners: int) -> None:
    """Draw the key figures: what, how many, and the change since 90 days earlier."""
    chosen = st.session_state.get(SHOW_KEY) or []
    with st.grid(len(KEY_FACETS), min_column_width=135, gap="small"):
        for facet in KEY_FACETS:
            with st.container(gap=None):
                _figure(facet, figures[facet], partners, on=facet in chosen)


def _figure(facet: Facet, figure: Figure, partners: int, *, on: bool) -> None:
    st.button(
        TITLES[facet],
        key=f"only_{facet.value}",
        type="tertiary",
        icon=":material/filter_alt_off:" if on else ":material/filter_alt:",
        help="Show all partners again" if on else "Show only these on the map and in the table",
        on_click=_only,
        args=(facet,),
    )
    st.metric(
        TITLES[facet],
        f"{figure.count} of {partners}" if facet is Facet.VISITED else figure.count,
        figure.change,
        delta_color="gray" if figure.better is None else "green" if figure.better else "red",
        delta_description="in 90 days" if figure.better is None else "better" if figure.better else "worse",
        label_visibility="collapsed",
    )


def _only(facet: Facet) -> None:
    """Show only what the figure counts; where that is what is shown, show all again."""
    chosen = st.session_state.get(SHOW_KEY) or []
    st.session_state[SHOW_KEY] = [] if facet in chosen else [facet]
