"""The table of the ports found, one page of it at a time: the same ports as the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.parts.coverage_table import DATE_FORMAT
from dashboard.parts.port_chart import PER_PAGE, map_size
from dashboard.parts.port_choice import close_port, pick_port
from dashboard.parts.port_filters import PAGE_KEY, clear_filters
from models.advisories import Answer
from models.wording import plural, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.port_catalogue import CataloguePort
    from dashboard.actions.port_search import Found
    from dashboard.parts.port_filters import PortFilters
    from models.tables import Port

TABLE_KEY = "ports_table"
ROW_PX = 32
PAGES_PX = 48
"""What the choice of a page takes of the height."""

COLUMNS: dict[str, Any] = {
    "Port": st.column_config.TextColumn(width=150),
    "Territory": st.column_config.TextColumn(width=125),
    "Distance": st.column_config.NumberColumn(format="%,.0f nm", width=85),
    "Code": st.column_config.TextColumn(width=75, help="UN/LOCODE"),
    "Size": st.column_config.TextColumn(width=80),
    "Last visit": st.column_config.DateColumn(format=DATE_FORMAT, width=98),
    "Days": st.column_config.NumberColumn(format="localized", width=60, help="Days since the last visit"),
    "Facilities": st.column_config.NumberColumn(width=75),
    "Advisory": st.column_config.TextColumn(width=85),
    "Flagged": st.column_config.TextColumn(width=150),
    "Type": st.column_config.TextColumn(width=130),
}


def port_table(found: Sequence[Found], filters: PortFilters, opened: Port | None) -> None:
    """Draw a page of what was found; a ticked row is the open port, on the map too."""
    if not found:
        _nothing(filters)
        return
    pages = -(-len(found) // PER_PAGE)
    if st.session_state.get(PAGE_KEY, 1) > pages:
        st.session_state[PAGE_KEY] = 1
    place = st.container()
    number = _page(pages)
    rows = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    with place:
        _table(rows, total=len(found), opened=opened, paged=pages > 1, distances=filters.wanted.near is not None)


def _table(rows: Sequence[Found], *, total: int, opened: Port | None, paged: bool, distances: bool) -> None:
    numbers = [one.port.id for one in rows]
    _tick(numbers, opened)
    frame = pd.DataFrame([_row(one) for one in rows])
    room = map_size()[0] - (PAGES_PX if paged else 0)
    st.dataframe(
        frame if distances else frame.drop(columns="Distance"),
        hide_index=True,
        placeholder="",
        column_config=COLUMNS,
        height=min((len(rows) + 1) * ROW_PX + 2, room),
        row_height=ROW_PX,
        on_select=lambda: _select(numbers),
        selection_mode="single-row",
        key=TABLE_KEY,
        alt=f"Table of {len(rows):,} of {plural(total, 'port')} found, with territory, code, size and last visit",
    )


def _tick(numbers: Sequence[int], opened: Port | None) -> None:
    """Tick the row of the open port, wherever it was opened."""
    wanted = [numbers.index(opened.id)] if opened and opened.id in numbers else []
    held = st.session_state.get(TABLE_KEY)
    ticked = list(held["selection"]["rows"]) if held else []
    if ticked != wanted:
        st.session_state[TABLE_KEY] = {"selection": {"rows": wanted}}


def _select(numbers: Sequence[int]) -> None:
    ticked = st.session_state[TABLE_KEY]["selection"]["rows"]
    if ticked and ticked[0] < len(numbers):
        pick_port(numbers[ticked[0]])
    else:
        close_port()


def _page(pages: int) -> int:
    if pages == 1:
        return 1
    return st.pagination(pages, key=PAGE_KEY, max_visible_pages=5, bind="query-params")


def _row(one: Found) -> dict[str, object]:
    port = one.port
    return {
        "Port": port.name,
        "Territory": port.territory_name,
        "Distance": one.distance_nm,
        "Code": port.unlocode,
        "Size": _known(port.size.value),
        "Last visit": port.last_visit,
        "Days": port.days_since,
        "Facilities": port.facilities or None,
        "Advisory": "! In force" if port.advisory is Answer.IN_FORCE else "",
        "Flagged": _flags(port),
        "Type": _known(port.type.value),
    }


def _known(value: str) -> str:
    return "" if value == "unknown" else words(value)


def _flags(port: CataloguePort) -> str:
    return ", ".join(words(flag.value) for flag in port.flags)


def _nothing(filters: PortFilters) -> None:
    if filters.narrowed or filters.wanted.partners_only:
        st.info(
            "No port matches. Write less of the name, or take filters away.",
            icon=":material/search_off:",
        )
        st.button(
            "Clear all filters", key="clear_port_filters", icon=":material/filter_alt_off:", on_click=clear_filters
        )
    else:
        st.info("No port is on record. Import a port file on the Data page.", icon=":material/upload_file:")
