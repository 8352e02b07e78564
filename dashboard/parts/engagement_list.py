"""The list of engagements: bookings that wait for a report, one page of a table, and downloads of all of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.actions.engagement_lists import FORMATS, days_text, download, table_row, territory_name, waiting
from dashboard.parts.coverage_table import DATE_FORMAT
from dashboard.parts.engagement_filters import LATE_KEY, PAGE_KEY, engagement_filters, to_first_page
from dashboard.parts.marking import DISCLAIMER
from dashboard.parts.text import plain
from models import drafts, listings
from models.wording import day, plural, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from models.listings import Found, Listed, Wanted

ENGAGEMENT_PAGE = "app_pages/engagement.py"
WAITING_SHOWN = 5
"""So many bookings that wait for a report are named."""

ROW_HEIGHT = 32
TALLEST = 18
"""So many rows are seen at once; the others by scrolling."""

COLUMNS: dict[str, Any] = {
    "Territory": st.column_config.TextColumn(width=140),
    "First day": st.column_config.DateColumn(format=DATE_FORMAT, width=98),
    "Last day": st.column_config.DateColumn(format=DATE_FORMAT, width=98),
    "Kind": st.column_config.TextColumn(width=155),
    "Status": st.column_config.TextColumn(width=105),
    "Where": st.column_config.TextColumn(width=160),
    "Lead": st.column_config.TextColumn(width=155),
    "Record": st.column_config.TextColumn(width=70),
    "Summary": st.column_config.TextColumn(width=320),
}


def engagement_list(records: Records, *, today: date) -> None:
    """Draw the list with its filters."""
    _waiting(records, today)
    filters = engagement_filters(records, today=today)
    found = caching.listing(records, listings.find, filters.wanted)
    if not found.count:
        _nothing(narrowed=filters.narrowed)
        return
    number = _pages(found, earliest_first=filters.earliest_first)
    rows = caching.listing(
        records, listings.page, filters.wanted, found, number=number, earliest_first=filters.earliest_first
    )
    engagement_table(records, rows, key="engagement_table")
    _downloads(records, filters.wanted, today)


def engagement_table(records: Records, rows: Sequence[Listed], *, key: str) -> None:
    """Draw engagements as a table; choosing a row opens the engagement."""
    frame = pd.DataFrame([table_row(one, records) for one in rows])
    hidden = [] if len(records.settings.allowed_markings) > 1 else ["Marking"]
    hidden += [] if records.has_demo else ["Record"]
    chosen = st.dataframe(
        frame.drop(columns=hidden),
        hide_index=True,
        placeholder="",
        column_config=COLUMNS,
        height=(min(len(rows), TALLEST) + 1) * ROW_HEIGHT + 2,
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        alt=f"Table of {plural(len(rows), 'engagement')} with days, territory, kind, status, ports and lead",
    )
    if picked := chosen["selection"]["rows"]:
        st.switch_page(ENGAGEMENT_PAGE, query_params={"id": str(rows[picked[0]].id)})


def _waiting(records: Records, today: date) -> None:
    """Name the bookings whose days are past, each with the way to its report."""
    wanted = waiting(today)
    found = caching.listing(records, listings.find, wanted)
    if not found.count:
        return
    rows = caching.listing(records, listings.page, wanted, found, earliest_first=True)
    one = found.count == 1
    said = "is past its dates and waits for a report" if one else "are past their dates and wait for a report"
    with st.expander(f"{plural(found.count, 'booking')} {said}", icon=":material/assignment_late:"):
        for row in rows[:WAITING_SHOWN]:
            _one_waiting(records, row)
        if found.count > WAITING_SHOWN:
            st.button(
                f"List all {found.count:,}", key="all_waiting", icon=":material/filter_alt:", on_click=_list_waiting
            )


def _one_waiting(records: Records, row: Listed) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        name = territory_name(row.territory, records)
        text = f"**{plain(name)}** · {words(row.kind.value)} · {days_text(row.starts_on, row.ends_on)}"
        st.markdown(text + (f" · {plain(row.lead)}" if row.lead else "") + (" · DEMO" if row.demo else ""), width=520)
        label = f"Complete, {name} {day(row.ends_on)}"
        if st.button("Complete", key=f"complete_{row.id}", icon=":material/assignment_turned_in:", help=plain(label)):
            entry = {"id": str(row.id), "draft": drafts.new_key(), "complete": "1"}
            st.switch_page(ENGAGEMENT_PAGE, query_params=entry)


def _list_waiting() -> None:
    st.session_state[LATE_KEY] = True
    to_first_page()


def _nothing(*, narrowed: bool) -> None:
    if narrowed:
        st.info("No engagement matches. Take a word or a filter away to see more.", icon=":material/search_off:")
    else:
        st.info(
            "No engagement is on record yet. Choose New engagement to enter one, or import a file under Data.",
            icon=":material/edit_note:",
        )


def _pages(found: Found, *, earliest_first: bool) -> int:
    """Draw the count and the pages; return the page that is shown."""
    pages = -(-found.count // listings.PAGE)
    if st.session_state.get(PAGE_KEY, 1) > pages:
        to_first_page()
    order = "the earliest first" if earliest_first else "the latest first"
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{plural(found.count, 'engagement')}**, {order}. Tick a row to open it.", width="content")
        if pages == 1:
            return 1
        return st.pagination(pages, key=PAGE_KEY, bind="query-params")


def _downloads(records: Records, wanted: Wanted, today: date) -> None:
    with st.container(horizontal=True):
        for form, mime in FORMATS.items():
            st.download_button(
                form.upper(),
                partial(as_file, records, wanted, form, today),
                f"seamark-engagements-{today.isoformat()}.{form}",
                mime,
                key=f"engagements_{form}",
                icon=":material/download:",
                help="Everything that the filters keep, on all pages",
                on_click="ignore",
            )
    st.caption(DISCLAIMER)


def as_file(records: Records, wanted: Wanted, form: str, today: date) -> str | bytes:
    """Write all engagements that the filters keep, under the highest marking among them."""
    title = f"Engagements as of {today.isoformat()}"
    return download(caching.engine(), wanted, form=form, settings=records.settings, title=title, disclaimer=DISCLAIMER)


def latest_table(records: Records, wanted: Wanted, *, key: str) -> None:
    """Draw the latest engagements that are wanted."""
    found = caching.listing(records, listings.find, wanted)
    if not found.count:
        st.caption("None that match.")
        return
    rows = caching.listing(records, listings.page, wanted, found)
    engagement_table(records, rows, key=key)
    if found.count > len(rows):
        st.caption(f"The latest {len(rows)} of {found.count:,}. The list has them all.")
