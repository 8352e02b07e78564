"""The controls of the Coverage page. What they say lives in the page's address, so copying it restores the view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.figures import TITLES, Facet, holds
from dashboard.actions.regions import regions as regions_of
from dashboard.maps.palette import ADVISORY_GLYPH, GLYPHS, LABELS
from models.coverage import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.records import Records

TERRITORY_KEY = "territory"
AS_OF_KEY = "as_of"
COMPARE_KEY = "compare"
SHOW_KEY = "show"
REGION_KEY = "region"

PROGRAM_BEGAN = date(2003, 1, 1)
"""No visit under the International Port Security Program is older."""

FORECAST = timedelta(days=3 * 365)
"""How far ahead a day may lie."""

FACET_WORDS = {
    **{Facet(status.value): f"{GLYPHS[status]} {LABELS[status]}" for status in Status},
    Facet.ADVISORY: f"{ADVISORY_GLYPH} Advisory in force",
    Facet.BOOKED: "Booked, next 90 days",
    Facet.VISITED: TITLES[Facet.VISITED],
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the user asked to see."""

    as_of: date
    compared_with: date | None
    with_bookings: bool
    scope: frozenset[str] | None
    """Codes of the chosen subregions and sets; None for all partners."""
    facets: Sequence[Facet]
    selected: str | None
    layers_place: DeltaGenerator
    """Where the control of the map's layers belongs."""

    def in_scope(self, row: CoverageRow) -> bool:
        """Tell whether a partner belongs to the chosen regions."""
        return self.scope is None or row.territory.code in self.scope

    def keep(self, row: CoverageRow) -> bool:
        """Tell whether a partner is shown: in scope, and any chosen facet holds; no choice keeps all."""
        facets = not self.facets or any(holds(facet, row, as_of=self.as_of) for facet in self.facets)
        return self.in_scope(row) and facets


def coverage_filters(records: Records, *, known_on: date) -> Filters:
    """Draw the controls in one row and return what they say.

    The territory control holds the selection; a click on the map or in the table sets it.
    """
    names = {partner.name: partner.code for partner in records.partners}
    regions = regions_of(records)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        as_of = _day("As of", AS_OF_KEY, known_on, known_on, width=130) or known_on
        compared = _day("Compare with", COMPARE_KEY, None, known_on, width=150)
        chosen = st.multiselect(
            "Region", list(regions), key=REGION_KEY, bind="query-params", placeholder="All", width=170
        )
        facets = st.multiselect(
            "Show",
            list(FACET_WORDS),
            format_func=FACET_WORDS.__getitem__,
            key=SHOW_KEY,
            bind="query-params",
            placeholder="All",
            width=170,
        )
        name = st.selectbox(
            "Territory", sorted(names), index=None, key=TERRITORY_KEY, bind="query-params", placeholder="Any", width=160
        )
        layers_place = st.container(width="content")
        with_bookings = as_of <= known_on or st.toggle(
            "Bookings",
            value=True,
            key="bookings",
            bind="query-params",
            help="On: confirmed bookings count as made. Off: as if nothing more happens.",
        )
    scope = frozenset(code for region in chosen for code in regions[region]) if chosen else None
    return Filters(as_of, compared, with_bookings, scope, facets, names.get(name or ""), layers_place)


def status_text(status: Status) -> str:
    """Word a status with its glyph."""
    return f"{GLYPHS[status]} {LABELS[status]}"


def _day(label: str, key: str, default: date | None, known_on: date, *, width: int) -> date | None:
    return st.date_input(
        label,
        default,
        min_value=PROGRAM_BEGAN,
        max_value=known_on + FORECAST,
        key=key,
        bind="query-params",
        format="YYYY-MM-DD",
        width=width,
    )
