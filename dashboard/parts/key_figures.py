"""The key figures of the Coverage page, in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from dashboard.actions.coverage import Figures


def key_figures(figures: Figures) -> None:
    """Draw the key figures."""
    share = f" ({100 * figures.visited / figures.partners:.0f}%)" if figures.partners else ""
    shown: dict[str, str | int] = {
        f"Visited in a year{share}": f"{figures.visited} of {figures.partners}",
        "Due within 90 days": figures.due_soon,
        "Overdue": figures.overdue,
        "Never visited": figures.never,
        "Not accessible": figures.not_accessible,
        "Advisories in force": figures.advisories,
        "Booked, next 90 days": figures.booked,
    }
    with st.grid(len(shown), min_column_width=135):
        for label, value in shown.items():
            st.metric(label, value)
