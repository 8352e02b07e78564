"""The controls of the engagement lists. They live in the page's address, and stay from one view to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.engagement_lists import sought, waiting
from dashboard.parts.coverage_filters import FORECAST
from dashboard.parts.several import several
from models import listings
from models.listings import Wanted
from models.vocabulary import EngagementKind, EngagementStatus, Subregion
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records

PAGE_KEY = "page"
LATE_KEY = "late"
TERRITORIES_KEY = "territories"
SINCE_KEY, UNTIL_KEY = "since", "until"

OLDEST = date(1990, 1, 1)
"""No list begins before."""

BOTH, REAL, DEMO = "All", "Real only", "DEMO only"
RECORDS = {BOTH: None, REAL: False, DEMO: True}

KINDS = {words(kind.value): kind for kind in EngagementKind}
STATUSES = {words(status.value): status for status in EngagementStatus}


@dataclass(frozen=True, slots=True)
class EngagementFilters:
    """What the user asked to see."""

    wanted: Wanted
    earliest_first: bool
    narrowed: bool
    """Whether anything was chosen."""


def engagement_filters(records: Records, *, today: date, dated: bool = True) -> EngagementFilters:
    """Draw the controls in one row and return what they say.

    Args:
        records: what there is to choose from.
        today: bookings before it wait for a report.
        dated: whether a period, an order and statuses can be chosen; a calendar and a matrix have their own.
    """
    scopes = _scopes(records)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        text = st.text_input(
            "Search",
            key="q",
            type="search",
            live=True,
            placeholder="Words, territory, port, lead",
            width=210,
            on_change=to_first_page,
            bind="query-params",
            persist_state="session",
        )
        territories = _several("Territory or region", TERRITORIES_KEY, list(scopes), width=175)
        kinds = _several("Kind", "kind", list(KINDS), width=150)
        statuses = _several("Status", "status", list(STATUSES), width=140) if dated else []
        first, last = (_day("From", SINCE_KEY, today), _day("To", UNTIL_KEY, today)) if dated else (None, None)
        with st.popover(_more_label(), icon=":material/tune:", key="more_filters"):
            wanted, earliest_first = _more(records, today=today, dated=dated)
    wanted = replace(
        wanted,
        words=sought(text or "", records),
        kinds=tuple(KINDS[kind] for kind in kinds),
        statuses=tuple(STATUSES[status] for status in statuses) or wanted.statuses,
        territories=tuple(sorted({code for name in territories for code in scopes[name]})),
        first=first,
        last=last,
    )
    return EngagementFilters(wanted, earliest_first, wanted != Wanted())


def to_first_page() -> None:
    """Show the first page: what is listed has changed."""
    if st.session_state.get(PAGE_KEY, 1) != 1:
        st.session_state[PAGE_KEY] = 1


def _more(records: Records, *, today: date, dated: bool) -> tuple[Wanted, bool]:
    """Draw what is chosen seldom; return what it asks for, and whether the earliest comes first."""
    leads = _several("Lead", "lead", _leads(records), width=260)
    late = dated and _switch("Waits for a report", LATE_KEY, "Bookings whose days are past")
    closed = dated and _switch("Cancelled and superseded too", "closed", "They stay on record and are not counted")
    earliest_first = dated and _switch("Earliest first", "earliest", "Otherwise the latest comes first")
    allowed = records.settings.allowed_markings
    markings = _several("Marking", "marking", allowed, width=260) if len(allowed) > 1 else []
    demo = _records_choice() if records.has_demo else None
    wanted = waiting(today) if late else Wanted()
    return replace(wanted, closed=closed, leads=tuple(leads), markings=tuple(markings), demo=demo), earliest_first


def _more_label() -> str:
    """Tell how many of the seldom filters are on, since they are out of sight."""
    state = st.session_state
    on = sum(bool(state.get(key)) for key in ("lead", "marking", LATE_KEY, "closed")) + (
        state.get("records", BOTH) != BOTH
    )
    return f"More ({on} on)" if on else "More"


def _records_choice() -> bool | None:
    chosen = st.selectbox(
        "Records",
        list(RECORDS),
        key="records",
        on_change=to_first_page,
        bind="query-params",
        persist_state="session",
    )
    return RECORDS[chosen]


def _switch(label: str, key: str, tip: str) -> bool:
    return st.checkbox(label, key=key, help=tip, on_change=to_first_page, bind="query-params", persist_state="session")


def _several(label: str, key: str, options: Sequence[str], *, width: int) -> list[str]:
    return several(label, key, options, width=width, on_change=to_first_page)


def _day(label: str, key: str, today: date) -> date | None:
    return st.date_input(
        label,
        None,
        min_value=OLDEST,
        max_value=today + FORECAST + timedelta(days=365),
        key=key,
        format="YYYY-MM-DD",
        width=130,
        on_change=to_first_page,
        bind="query-params",
        persist_state="session",
    )


def _scopes(records: Records) -> dict[str, tuple[str, ...]]:
    """Return the codes of each subregion, each named set, and each territory that is a partner or has engagements."""
    regions = {
        subregion.value: tuple(partner.code for partner in records.partners if partner.subregion is subregion)
        for subregion in Subregion
    }
    sets = {named.name: tuple(named.territories) for named in records.sets}
    shown = [one for one in records.territories.values() if one.partner or one.code in records.engagements]
    return regions | sets | {one.name: (one.code,) for one in sorted(shown, key=lambda one: one.name)}


def _leads(records: Records) -> list[str]:
    known = {officer.name for officer in records.officers} | set(caching.listing(records, listings.leads))
    return sorted(known)
