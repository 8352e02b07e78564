"""The controls of the Coverage page; all of them live in the page's address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.maps.palette import GLYPHS, LABELS, STATUS_ORDER
from models.vocabulary import Subregion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.coverage import CoverageRow
    from models.coverage import Status
    from models.tables import Territory

TERRITORY_KEY = "territory"
"""Session key and address parameter of the selected territory."""


PROGRAM_BEGAN = date(2003, 1, 1)
"""No visit under the International Port Security Program is older."""

FORECAST = timedelta(days=3 * 365)
"""How far ahead a day may lie."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the user asked to see."""

    as_of: date
    with_bookings: bool
    subregions: Sequence[Subregion]
    statuses: Sequence[Status]
    selected: str | None

    def keep(self, row: CoverageRow) -> bool:
        """Tell whether the filters keep a partner; an empty filter keeps all."""
        in_region = not self.subregions or row.territory.subregion in self.subregions
        return in_region and (not self.statuses or row.coverage.status in self.statuses)


def coverage_filters(partners: Sequence[Territory], *, known_on: date) -> Filters:
    """Draw the controls and return what they say.

    The selectbox offers partners by name; a click on the map sets the same state, so both always agree.
    """
    names = {partner.name: partner.code for partner in partners}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        as_of = (
            st.date_input(
                "As of",
                known_on,
                min_value=PROGRAM_BEGAN,
                max_value=known_on + FORECAST,
                key="as_of",
                bind="query-params",
                format="YYYY-MM-DD",
                width=140,
            )
            or known_on
        )
        subregions = st.multiselect("Subregion", _names(Subregion), key="region", bind="query-params", width=300)
        statuses = st.multiselect(
            "Status", list(STATUS_ORDER), format_func=status_text, key="status", bind="query-params", width=300
        )
        name = st.selectbox(
            "Territory", sorted(names), index=None, key=TERRITORY_KEY, bind="query-params", placeholder="Any", width=220
        )
        with_bookings = as_of <= known_on or st.toggle(
            "Count confirmed bookings", value=True, key="bookings", bind="query-params"
        )
    return Filters(as_of, with_bookings, [Subregion(name) for name in subregions], statuses, names.get(name or ""))


def status_text(status: Status) -> str:
    """Word a status with its glyph."""
    return f"{GLYPHS[status]} {LABELS[status]}"


def _names(choices: type[Subregion]) -> list[str]:
    return [choice.value for choice in choices]
