"""The key figures of the Coverage page, in one row; each one filters map and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.figures import KEY_FACETS, TITLES, Facet
from dashboard.parts.coverage_filters import SHOW_KEY
from dashboard.parts.screen import on_phone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.elements.lib.grid_container import GridContainer

    from dashboard.actions.figures import Figure

NARROWEST_PX, NARROWEST_ON_PHONE_PX = 120, 105
"""Of a figure. On a phone three stand beside one another."""

MINUS = "\N{MINUS SIGN}"


def key_figures(figures: Mapping[Facet, Figure], *, partners: int) -> None:
    """Draw the key figures: what, how many, and the change since 90 days earlier."""
    chosen = st.session_state.get(SHOW_KEY) or []
    with _grid() as grid:
        for facet in KEY_FACETS:
            with grid.cell(column_span=_span(facet)), st.container(gap=None):
                _figure(facet, figures[facet], partners, on=facet in chosen)


def _grid() -> GridContainer:
    if on_phone():
        return st.grid(3, min_column_width=NARROWEST_ON_PHONE_PX, gap=("xsmall", "small"))
    return st.grid(len(KEY_FACETS), min_column_width=NARROWEST_PX, gap=("xsmall", "small"))


def _span(facet: Facet) -> int:
    """Return how many columns a figure takes: on a phone the longest take two, and three rows are filled."""
    return 2 if on_phone() and facet in {Facet.VISITED, Facet.BOOKED} else 1


def _figure(facet: Facet, figure: Figure, partners: int, *, on: bool) -> None:
    st.button(
        TITLES[facet],
        key=f"only_{facet.value}",
        type="tertiary",
        icon=":material/filter_alt_off:" if on else ":material/filter_alt:",
        help="Show all partners again" if on else "Show only these",
        on_click=_only,
        args=(facet,),
    )
    st.metric(
        TITLES[facet],
        share(figure.count, partners) if facet is Facet.VISITED else figure.count,
        f"{figure.change:+}".replace("-", MINUS) if figure.change else 0,
        delta_arrow="up" if figure.change > 0 else "down" if figure.change else "off",
        delta_color="gray" if figure.better is None else "green" if figure.better else "red",
        delta_description="in 90 days" if figure.better is None else "better" if figure.better else "worse",
        label_visibility="collapsed",
    )


def share(count: int, partners: int) -> str:
    """Word a part of the partners as a number and, smaller, in percent; nothing is a share of nobody."""
    percent = f" :small[{count / partners:.0%}]" if partners else ""
    return f"{count} of {partners}{percent}"


def _only(facet: Facet) -> None:
    """Show only what the figure counts; where that is what is shown, show all again."""
    chosen = st.session_state.get(SHOW_KEY) or []
    st.session_state[SHOW_KEY] = [] if facet in chosen else [facet]
