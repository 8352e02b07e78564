"""The table of partners and its downloads: the same rows as the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import streamlit as st

from dashboard import caching
from dashboard.parts.advisory_words import notable
from dashboard.parts.coverage_filters import REGION_KEY, TERRITORY_KEY, status_text
from dashboard.parts.marking import DISCLAIMER, map_note, marking_text
from dashboard.parts.present_link import present_link
from dashboard.parts.saved_sets import saved_sets
from geodata.exporters.delimited import to_csv
from geodata.exporters.geojson import to_geojson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.records import Records
    from dashboard.parts.coverage_filters import Filters
    from models.tables import Territory

DATE_FORMAT = "D MMM YYYY"
TABLE_KEY = "coverage_table"


def coverage_table(records: Records, rows: Sequence[CoverageRow], filters: Filters) -> None:
    """Draw the table of the partners that the filters keep, and its downloads."""
    if not rows:
        st.info("No partner matches these filters. Clear the subregion or status filter to see all.")
        return
    st.dataframe(
        _frame(rows),
        hide_index=True,
        placeholder="",
        column_config={
            name: st.column_config.DateColumn(format=DATE_FORMAT) for name in ("Last visit", "Due", "Next booking")
        },
        on_select=lambda: _select([row.territory.name for row in rows]),
        selection_mode="single-row",
        key=TABLE_KEY,
        alt=f"Table of {len(rows)} partners with status, dates, advisory and ports",
    )
    stem = f"seamark-coverage-{filters.as_of.isoformat()}"
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: as_csv(records, rows, filters), f"{stem}.csv", "text/csv", icon=":material/download:"
        )
        st.download_button(
            "GeoJSON",
            lambda: as_geojson(records, rows, filters),
            f"{stem}.geojson",
            "application/geo+json",
            icon=":material/download:",
        )
        saved_sets(records, rows)
        present_link(filters.as_of, st.session_state.get(REGION_KEY) or ())
    st.caption(map_note(records))


def _select(names: Sequence[str]) -> None:
    """Carry a chosen row over to the territory control, which holds the selection."""
    chosen = st.session_state[TABLE_KEY].selection.rows
    if chosen and chosen[0] < len(names):
        st.session_state[TERRITORY_KEY] = names[chosen[0]]


def as_csv(records: Records, rows: Sequence[CoverageRow], filters: Filters) -> str:
    """Write the rows as CSV under their marking."""
    return to_csv([row.flat() for row in rows], note=_note(records, filters))


def as_geojson(records: Records, rows: Sequence[CoverageRow], filters: Filters) -> str:
    """Write the rows as GeoJSON under their marking, with the boundaries that the map shows."""
    features = ((_shape(records, row.territory), row.flat()) for row in rows)
    metadata = {
        "marking": marking_text(records),
        "as_of": filters.as_of.isoformat(),
        "disclaimer": DISCLAIMER,
        "boundaries": caching.boundaries_in_use(records).credit(),
    }
    return to_geojson(features, metadata=metadata)


def _shape(records: Records, territory: Territory) -> BaseGeometry:
    lon, lat = territory.label_lon or 0.0, territory.label_lat or 0.0
    return caching.boundaries(records).geometry_or_point(territory.code, lon=lon, lat=lat)


def _note(records: Records, filters: Filters) -> str:
    return f"{marking_text(records)}. Coverage as of {filters.as_of.isoformat()}. {DISCLAIMER}"


def _frame(rows: Sequence[CoverageRow]) -> pa.Table:
    """Write the rows as Arrow in the narrowest types: as a data frame of pandas they would take half as much again."""
    columns = {
        "Territory": ([row.territory.name for row in rows], pa.string()),
        "Subregion": ([row.territory.subregion.value if row.territory.subregion else "" for row in rows], pa.string()),
        "Status": ([status_text(row.coverage.status) for row in rows], pa.string()),
        "Days overdue": ([row.coverage.days_overdue or None for row in rows], pa.int32()),
        "Last visit": ([row.coverage.visit.last for row in rows], pa.date32()),
        "Due": ([row.coverage.visit.due_on for row in rows], pa.date32()),
        "Next booking": ([row.coverage.next_visit for row in rows], pa.date32()),
        "Advisory": ([notable(row.advisory.answer) for row in rows], pa.string()),
        "Ports": ([row.ports for row in rows], pa.int32()),
    }
    return pa.table({name: pa.array(values, kind) for name, (values, kind) in columns.items()})
