"""Take records out: choose a kind, territories and days, and download; or take the days ahead as a calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.calendars import calendar_file
from dashboard.actions.export_columns import ExportKind
from dashboard.actions.exports import MEDIA_TYPES, FileForm, as_file, rows
from dashboard.actions.scope import Scope
from dashboard.parts.data_export_ports import PLACES, export_places
from geodata.importers.values import FIRST_YEAR, LAST_YEAR
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.actions.records import Records
    from models.tables import Territory

DATELESS = {ExportKind.ORGANISATIONS, ExportKind.OFFICERS}
"""Kinds that have no days to choose by."""

FORMS = {FileForm.CSV: "CSV", FileForm.XLSX: "XLSX", FileForm.JSON: "JSON"}


def data_export(records: Records) -> None:
    """Draw the export."""
    st.subheader("Records")
    chosen, territory_place, since_place, until_place = st.columns([2, 3, 1.5, 1.5])
    what = chosen.selectbox(
        "What", [*(kind.value for kind in ExportKind), *PLACES], format_func=_title, key="export_kind"
    )
    kind = None if what in PLACES else ExportKind(what)
    names = {territory.name: territory.code for territory in _offered(records, kind)}
    territories = territory_place.multiselect(
        "Territories",
        sorted(names),
        placeholder="all",
        disabled=kind is ExportKind.AUDIT,
        help="The audit is taken as a whole or by days." if kind is ExportKind.AUDIT else None,
        key="export_territories",
    )
    since = _day(since_place, "From", kind)
    until = _day(until_place, "To", kind)
    if kind is not None and since and until and until < since:
        st.error("To lies before From. Correct one of the two days.")
        return
    if kind is None:
        export_places(records, what, {name: names[name] for name in territories})
    else:
        codes = () if kind is ExportKind.AUDIT else tuple(names[name] for name in territories)
        _records(kind, Scope(codes, *((None, None) if kind in DATELESS else (since, until))), records)
    _calendar(records, Scope(tuple(names[name] for name in territories)))


def _offered(records: Records, kind: ExportKind | None) -> Sequence[Territory]:
    """Return the territories to choose from: the partners, and where places are taken out all that have ports."""
    if kind is not None:
        return records.partners
    return [records.territories[code] for code in records.ports if code in records.territories]


def _records(kind: ExportKind, scope: Scope, records: Records) -> None:
    _downloads(kind, scope, records)
    st.caption(
        "Every file carries the highest marking that it contains, and says DEMO if it holds generated records. What is "
        "exported can be changed in a spreadsheet and imported again: the reference finds the record."
    )


def _title(kind: str) -> str:
    return words(kind.replace("-", "_"))


def _day(place: object, label: str, kind: ExportKind | None) -> date | None:
    with place:  # type: ignore[attr-defined] # a column of the page
        found: date | None = st.date_input(
            label,
            None,
            min_value=date(FIRST_YEAR, 1, 1),
            max_value=date(LAST_YEAR, 12, 31),
            format="YYYY-MM-DD",
            disabled=kind is None or kind in DATELESS,
            key=f"export_{label.lower()}",
        )
    return found


def _downloads(kind: ExportKind, scope: Scope, records: Records) -> None:
    stem = f"seamark-{kind.value}-{clock.today(records.settings).isoformat()}"
    with st.container(horizontal=True):
        for form, label in FORMS.items():
            st.download_button(
                f"{_title(kind.value)} as {label}",
                _written(kind, scope, form),
                f"{stem}.{form.value}",
                MEDIA_TYPES[form],
                icon=":material/download:",
                on_click="ignore",
            )


def _written(kind: ExportKind, scope: Scope, form: FileForm) -> Callable[[], bytes]:
    return lambda: as_file(rows(caching.engine(), kind, scope), form)


def _calendar(records: Records, scope: Scope) -> None:
    st.subheader("Calendar")
    st.markdown(
        "Bookings and due dates for a calendar program, of the territories chosen above. Taken in again, the file "
        "updates what it brought."
    )
    st.download_button(
        "Bookings and due dates as ICS",
        lambda: _ics(records, scope),
        "seamark.ics",
        "text/calendar",
        icon=":material/event:",
        on_click="ignore",
    )


def _ics(records: Records, scope: Scope) -> bytes:
    today = clock.today(records.settings)
    made = calendar_file(caching.engine(), as_of=today, known_on=today, at=datetime.now(UTC), scope=scope)
    return made.content
