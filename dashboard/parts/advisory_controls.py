"""The controls of the Advisories page. They live in the page's address under names that no other page binds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.coverage_filters import FORECAST, PROGRAM_BEGAN

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.advisory_list import Listed
    from dashboard.actions.records import Records

ON_KEY, AGAINST_KEY, OF_KEY, PARTNERS_KEY, PART_KEY = "on", "against", "of", "aor", "part"

ADVISORIES_PAGE = "app_pages/advisories.py"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked to see."""

    on: date
    against: date | None
    selected: str | None
    """Code of the chosen territory."""
    partners: bool
    """Whether partners alone are listed and drawn on the timeline; the map shows the world."""

    def keep(self, row: Listed) -> bool:
        """Tell whether a territory is listed."""
        return row.partner or not self.partners


def advisory_controls(records: Records, *, today: date) -> Asked:
    """Draw title and controls in one row and return what they say. A click elsewhere sets the territory."""
    names = {territory.name: territory.code for territory in records.territories.values()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.title("Advisories", anchor=False, width="content")
        on = _day("On", ON_KEY, today, today) or today
        against = _day("Compare with", AGAINST_KEY, None, today)
        name = st.selectbox(
            "Territory", sorted(names), index=None, key=OF_KEY, bind="query-params", placeholder="Any", width=200
        )
        partners = st.checkbox(
            "Partners only",
            key=PARTNERS_KEY,
            bind="query-params",
            help="Lists and draws the timeline of partners alone. The map always shows the world.",
        )
    return Asked(on, against, names.get(name or ""), partners)


def choose(name: str | None) -> None:
    """Choose a territory by its name: what a click calls."""
    st.session_state[OF_KEY] = name


def compare_with(day: date) -> None:
    """Compare with a day: what a click calls."""
    st.session_state[AGAINST_KEY] = day


def _day(label: str, key: str, default: date | None, today: date) -> date | None:
    return st.date_input(
        label,
        default,
        min_value=PROGRAM_BEGAN,
        max_value=today + FORECAST,
        key=key,
        bind="query-params",
        format="YYYY-MM-DD",
        width=150,
    )
