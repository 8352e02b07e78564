"""The matrix of visits: a row for each partner, a column for each year, and what lies behind a cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.actions.engagement_lists import FORMATS, marking_of, written
from dashboard.actions.month_calendar import months_of, moved
from dashboard.actions.visit_matrix import NONE, Matrix, matrix, sums
from dashboard.parts.engagement_calendar import fiscal_toggle
from dashboard.parts.engagement_filters import engagement_filters
from dashboard.parts.engagement_list import latest_table
from dashboard.parts.marking import DISCLAIMER
from dashboard.parts.text import plain
from models import listings
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.visit_matrix import Count, MatrixRow
    from models.listings import Wanted

ROW_HEIGHT = 28
TALLEST = 24
"""So many lines are seen at once; the others by scrolling."""

TABLE_KEY = "matrix_table"
PARTNER, EARLIER, TOTAL = "Partner", "Earlier", "Total"
_GAP = "background-color: rgba(200, 90, 30, 0.22); font-weight: 700"
_SUM = "font-weight: 700; background-color: rgba(128, 140, 150, 0.14)"


def engagement_matrix(records: Records, *, today: date) -> None:
    """Draw the matrix with its controls."""
    with st.container(horizontal=True, vertical_alignment="center"):
        fiscal = fiscal_toggle()
    filters = engagement_filters(records, today=today, dated=False)
    wanted = filters.wanted
    counts = caching.listing(records, listings.visits_by_year, wanted, as_of=today, fiscal=fiscal)
    partners = [one for one in records.partners if not wanted.territories or one.code in wanted.territories]
    if not partners:
        st.info("No partner matches. Clear the territory filter to see all.", icon=":material/search_off:")
        return
    table = matrix(counts, partners, today=today, fiscal=fiscal)
    _said(table, filters_on=replace(wanted, territories=()) != listings.Wanted())
    _draw(records, table, wanted)
    _downloads(records, table, counts_demo=records.has_demo, today=today)


def _said(table: Matrix, *, filters_on: bool) -> None:
    gaps = sum(not row.years[table.this_year].made for row in table.rows)
    st.markdown(
        f"No visit yet in {table.title(table.this_year)}: **{gaps} of {plural(len(table.rows), 'partner')}**."
        + (" Only what the filters keep is counted." if filters_on else "")
    )
    st.caption(
        f"Visits made, in the year they end in; + 1 is one more that is booked. A year without a visit says “{NONE}”. "
        "Reciprocal visits, liaison contacts and what takes place elsewhere are not counted. Choose a cell to see its "
        "visits."
    )


def _draw(records: Records, table: Matrix, wanted: Wanted) -> None:
    lines = list(_lines(table))
    styled = pd.DataFrame([line.cells for line in lines]).style.apply(
        lambda column: [line.styles.get(str(column.name), "") for line in lines], axis="index"
    )
    config: dict[str, Any] = {
        PARTNER: st.column_config.TextColumn(pinned=True, width=190),
        EARLIER: st.column_config.TextColumn(width=80),
        TOTAL: st.column_config.TextColumn(width=90),
        **{table.title(year): st.column_config.TextColumn(width=90) for year in table.years},
    }
    chosen = st.dataframe(
        styled,
        hide_index=True,
        column_config=config,
        height=min(len(lines) + 1, TALLEST) * ROW_HEIGHT + 2,
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="single-cell",
        key=TABLE_KEY,
        alt=f"Visits to {plural(len(table.rows), 'partner')} by year",
    )
    cells = chosen["selection"]["cells"]
    if cells and cells[0][0] < len(lines):
        _behind(records, table, wanted, lines[cells[0][0]], str(cells[0][1]))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the table."""

    name: str
    codes: tuple[str, ...]
    """The territories it counts."""
    cells: Mapping[str, str]
    styles: Mapping[str, str]


def _lines(table: Matrix) -> Iterator[_Line]:
    """Yield the sum of all partners, then each subregion with its partners."""
    yield _sum_line(table, f"All, {plural(len(table.rows), 'partner')}", table.rows)
    for region, rows in table.regions():
        yield _sum_line(table, f"{region} ({len(rows)})", rows)
        for row in rows:
            cells = {table.title(year): table.cell(count, year) for year, count in row.years.items()}
            gaps = {table.title(year): _GAP for year, count in row.years.items() if table.is_gap(count, year)}
            yield _line(table, f"\u2003{row.territory.name}", [row], cells, gaps)


def _sum_line(table: Matrix, name: str, rows: Sequence[MatrixRow]) -> _Line:
    by_year, _, _ = sums(rows, table.years)
    line = _line(table, name, rows, {table.title(year): _sum(count) for year, count in by_year.items()}, {})
    return replace(line, styles=dict.fromkeys(line.cells, _SUM))


def _line(
    table: Matrix, name: str, rows: Sequence[MatrixRow], years: Mapping[str, str], styles: Mapping[str, str]
) -> _Line:
    _, earlier, total = sums(rows, table.years)
    before = {EARLIER: _sum(earlier)} if table.has_earlier else {}
    codes = tuple(row.territory.code for row in rows)
    return _Line(name.strip(), codes, {PARTNER: name, **before, **years, TOTAL: _sum(total)}, styles)


def _sum(count: Count) -> str:
    return f"{count.made:,}" + (f" + {count.booked:,}" if count.booked else "")


def _behind(records: Records, table: Matrix, wanted: Wanted, line: _Line, column: str) -> None:
    """List the visits behind a cell; those of all years where the cell is not of one year."""
    year = next((year for year in table.years if table.title(year) == column), None)
    asked = replace(wanted, visits=True, territories=line.codes)
    if year is not None:
        first = months_of(year, fiscal=table.fiscal)[0]
        asked = replace(asked, ended_since=first, ended_before=moved(first, 12))
    st.subheader(plain(f"{line.name}, {column if year is not None else 'all years'}"), anchor=False)
    latest_table(records, asked, key="behind_table")
    if len(line.codes) == 1:
        label = f"Open {plain(line.name)}"
        st.page_link("app_pages/territories.py", label=label, query_params={"code": line.codes[0]})


def _downloads(records: Records, table: Matrix, *, counts_demo: bool, today: date) -> None:
    """Hand out the matrix. It is made of counts of records of any marking, so it carries the maximum."""
    marking = marking_of(records.settings, [records.settings.marking], demo=counts_demo)
    kind = "fiscal years" if table.fiscal else "calendar years"
    title = f"Visits made and booked by partner and year ({kind}) as of {today.isoformat()}"
    with st.container(horizontal=True):
        for form, mime in FORMATS.items():
            st.download_button(
                form.upper(),
                partial(written, table.flat(), form=form, marking=marking, title=title, disclaimer=DISCLAIMER),
                f"seamark-visits-by-year-{today.isoformat()}.{form}",
                mime,
                key=f"matrix_{form}",
                icon=":material/download:",
                on_click="ignore",
            )
    st.caption(DISCLAIMER)
