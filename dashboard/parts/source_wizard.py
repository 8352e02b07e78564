"""Import a file of ports or port facilities: what it is, what it would do, and the button that does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.boundaries import boundaries_in_use
from dashboard.actions.port_import import commit_source, plan_source, read_source, rejected_csv
from dashboard.actions.source_columns import propose_columns, remember_columns
from dashboard.actions.source_plan import PortReading
from dashboard.parts.import_progress import progress
from dashboard.parts.marking import marking_text
from dashboard.parts.source_columns import examples_of, source_columns
from dashboard.parts.source_report import counted, source_button, source_report
from dashboard.parts.source_upload import laid_down, next_file, upload
from dashboard.parts.text import plain
from geodata.errors import GeodataError
from geodata.importers import SOURCES, Kind
from geodata.importers.any_table import read_any, titles
from geodata.importers.layers import is_layer
from geodata.importers.recognising import recognise
from geodata.importers.table import read_table
from geodata.importers.values import FIRST_YEAR, LAST_YEAR
from models.database import reading as database_reading
from models.errors import SeamarkError
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from dashboard.actions.records import Records
    from dashboard.actions.source_plan import SourcePlan
    from geodata.importers import Source

FILE_KEY, PLAN_KEY, CHECKED_KEY, DONE_KEY = "source_file", "source_plan", "source_checked", "source_done"
"""State that no widget owns: the file as recognised, what the dry run found, that it has just been made, what was
imported."""

STEP_KEY = "source_step"
STEPS = ("2. Source", "3. What it would do")

ENDINGS = {Kind.PORTS: ("csv", "xlsx", "geojson", "json", "gpkg", "zip", "kml"), Kind.FACILITIES: ("csv", "xlsx")}
LABELS = {
    Kind.PORTS: "World Port Index, UN/LOCODE, any table or layer (CSV, XLSX, GeoJSON, GeoPackage, Shapefile, KML)",
    Kind.FACILITIES: "IMO GISIS port facilities: CSV or XLSX",
}
HOLDS = {Kind.PORTS: "ports", Kind.FACILITIES: "port facilities"}
TABLE = "table"
"""Name of the source whose columns are chosen."""

QUEUE = "Doubtful"
"""The tab that the queue stands in."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was recognised."""

    file_id: str
    source: str
    """Name of the importer in the registry."""
    headers: tuple[str, ...] = ()
    """Of a table or layer that has no importer of its own."""
    examples: Mapping[str, str] | None = None
    digest: str = ""
    sheets: Sequence[str] = ()
    """Its sheets or layers, where it has several."""
    sheet: str | None = None
    """The one that is read; None where there is no choice, or a layer is still to be chosen."""
    layered: bool = False
    """Whether they are layers."""

    @property
    def stem(self) -> str:
        """Return what names the widgets of the file, or of its sheet: each has columns of its own."""
        return self.file_id if self.sheet is None else f"{self.file_id}_{self.sheets.index(self.sheet)}"


def import_source(kind: Kind, records: Records) -> None:
    """Draw the import of ports or of port facilities."""
    _last_import()
    file = upload(LABELS[kind], ENDINGS[kind])
    if file is None:
        return
    try:
        opened = _opened(file)
        if opened.sheets:
            opened = _of_sheet(opened, file)
    except GeodataError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if opened.sheets and opened.sheet is None:
        return
    st.session_state.pop(DONE_KEY, None)
    if st.session_state.pop(CHECKED_KEY, False):
        st.session_state[STEP_KEY] = STEPS[1]
    told = st.container()  # above what is long, so that it is in sight
    about, outcome = st.tabs(STEPS, key=STEP_KEY, on_change="rerun")
    with about:
        _choose(kind, opened, file, told)
    with outcome:
        _confirm(kind, opened, file, records)


def _opened(file: UploadedFile) -> Opened:
    """Recognise the file once, not at every run of the page."""
    held: Opened | None = st.session_state.get(FILE_KEY)
    if held is None or held.file_id != file.file_id:
        st.session_state.pop(PLAN_KEY, None)
        with st.spinner("Reading the file"), laid_down(file) as path:
            held = Opened(file.file_id, recognise(path, name=file.name).name)
            sheets, layered = titles(path, name=file.name), is_layer(path)
            if len(sheets) > 1:
                first = None if layered else read_table(path, name=file.name, header=False).title
                held = replace(held, sheets=sheets, sheet=first, layered=layered)
        st.session_state[FILE_KEY] = held
    return held


def _of_sheet(opened: Opened, file: UploadedFile) -> Opened:
    """Draw the choice of the sheet or layer, and recognise what was chosen; a layer must be chosen."""
    sheet = st.selectbox(
        "Layer" if opened.layered else "Sheet",
        opened.sheets,
        None if opened.sheet is None else opened.sheets.index(opened.sheet),
        placeholder="Choose one",
        key=f"source_sheet_{opened.file_id}",
        help="One at a time is imported.",
        width=360,
    )
    if sheet == opened.sheet:
        return opened
    st.session_state.pop(PLAN_KEY, None)
    with st.spinner("Reading the file"), laid_down(file) as path:
        source = recognise(path, name=file.name, sheet=sheet).name
    opened = Opened(opened.file_id, source, sheets=opened.sheets, sheet=sheet, layered=opened.layered)
    st.session_state[FILE_KEY] = opened
    return opened


def _with_columns(opened: Opened, file: UploadedFile) -> Opened:
    """Read the columns of a table or layer, once."""
    if not opened.digest:
        with st.spinner("Reading the file"), laid_down(file) as path:
            sheet = read_any(path, name=file.name, sheet=opened.sheet)
        opened = replace(opened, headers=sheet.headers, examples=examples_of(sheet), digest=sheet.digest)
        st.session_state[FILE_KEY] = opened
    return opened


def _choose(kind: Kind, opened: Opened, file: UploadedFile, told: DeltaGenerator) -> None:
    """Draw what the file is, and check it once that is asked for; how far that has come is told in its own place."""
    source = _source(kind, opened)
    if source is None:
        return
    try:
        opened = _with_columns(opened, file) if source.name == TABLE else opened
        reading = _reading(source, opened, file)
        if reading is not None:
            with told:
                _check(reading, opened, file)
    except (GeodataError, SeamarkError) as error:
        st.error(plain(str(error)), icon=":material/error:")


def _source(kind: Kind, opened: Opened) -> Source | None:
    """Draw the choice of the source, the recognised one first; a file of the other kind is pointed out."""
    recognised = SOURCES[opened.source]
    offered = [source.name for source in SOURCES.values() if source.kind is kind]
    if recognised.kind is not kind and recognised.name != TABLE:
        st.warning(f"This file was recognised as {recognised.label}: it holds {HOLDS[recognised.kind]}.")
        st.button(
            f"Import it as {HOLDS[recognised.kind]}",
            on_click=_turn_to,
            args=(recognised.kind,),
            icon=":material/swap_horiz:",
            key="source_turn",
        )
        return None
    name = st.selectbox(
        "Source",
        offered,
        offered.index(recognised.name) if recognised.name in offered else 0,
        format_func=lambda one: f"{SOURCES[one].label} (recognised)" if one == recognised.name else SOURCES[one].label,
        key=f"source_name_{opened.stem}",
        help="Told by the headers of the file. Correct it where that is mistaken.",
    )
    return SOURCES[name]


def _turn_to(kind: Kind) -> None:
    st.session_state["import_kind"] = kind.value


def _reading(source: Source, opened: Opened, file: UploadedFile) -> PortReading | None:
    """Draw how the file is read.

    Returns:
        That, once its check was asked for.
    """
    stem = f"{source.name}_{opened.stem}"
    with st.form(f"source_form_{stem}", border=False):
        mapping = None
        if source.name == TABLE:
            proposal = propose_columns(caching.engine(), opened.headers)
            mapping = source_columns(opened.headers, opened.examples or {}, proposal, stem=stem)
        title_place, date_place = st.columns([3, 1])
        title = title_place.text_input(
            "Title of the source", f"{source.label}, {file.name}", max_chars=300, key=f"source_title_{stem}"
        )
        dated = date_place.date_input(
            "Date of the source",
            None,
            min_value=date(FIRST_YEAR, 1, 1),
            max_value=date(LAST_YEAR, 12, 31),
            format="YYYY-MM-DD",
            key=f"source_dated_{stem}",
            help="When it was published; it stands beside every fact taken from it.",
        )
        if not st.form_submit_button("Check the file", type="primary", icon=":material/fact_check:"):
            return None
    return PortReading(source.name, title.strip() or file.name, dated, mapping)


def _check(reading: PortReading, opened: Opened, file: UploadedFile) -> None:
    engine = caching.engine()
    st.session_state.pop(PLAN_KEY, None)
    with database_reading(engine) as session:
        boundaries = boundaries_in_use(session=session)
    with st.spinner("Reading the file"), laid_down(file) as path:
        read = read_source(path, reading, name=file.name, sheet=opened.sheet)
    with progress("Checking", "steps", key="source_cancel_check", shown_from=1) as tell:
        plan = plan_source(engine, read, reading, name=file.name, boundaries=boundaries, progress=tell)
    st.session_state[PLAN_KEY] = opened, plan, reading.mapping
    st.session_state[CHECKED_KEY] = True
    st.rerun()


def _confirm(kind: Kind, opened: Opened, file: UploadedFile, records: Records) -> None:
    held: tuple[Opened, SourcePlan, Mapping[str, str] | None] | None = st.session_state.get(PLAN_KEY)
    if held is None or held[0].stem != opened.stem or held[1].kind != kind:
        st.info(
            "Check the file first: then every row that is new, changed, doubtful or rejected stands here, and nothing "
            "is written."
        )
        return
    plan, note = held[1], marking_text(records)
    st.markdown(counted(plan.counts))
    asked, told = source_button(plan), st.container()
    source_report(plan, records, lambda: _rejected_rows(plan, file, note, held[0].sheet))
    if asked:
        with told:
            _import(plan, held[0].headers, held[2])


def _rejected_rows(plan: SourcePlan, file: UploadedFile, note: str, sheet: str | None) -> str:
    with laid_down(file) as path:
        return rejected_csv(plan, path, note=note, sheet=sheet)


def _import(plan: SourcePlan, headers: Sequence[str], mapping: Mapping[str, str] | None) -> None:
    try:
        with progress("Importing", "records", key="source_cancel_import", shown_from=200) as tell:
            commit_source(caching.engine(), plan, who=user(), progress=tell)
        if mapping is not None:
            remember_columns(caching.engine(), headers, mapping, name=plan.name, who=user())
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.session_state[DONE_KEY] = plan.kind, plan.name, plan.counts
    next_file()
    st.session_state.pop(FILE_KEY, None)
    st.session_state.pop(PLAN_KEY, None)
    st.rerun()


def _last_import() -> None:
    """Tell what was imported, and what to do next."""
    done: tuple[str, str, Mapping[str, int]] | None = st.session_state.get(DONE_KEY)
    if done is None:
        return
    kind, name, counts = done
    st.success(
        f"{plain(name)} is imported: {counts['new']:,} new, {counts['changed']:,} changed. It can be taken back as a "
        "whole under “Undo an import”.",
        icon=":material/check:",
    )
    if counts["queued"]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(_waiting(Kind(kind), counts["queued"]), icon=":material/help:", width="stretch")
            st.button("Decide them", type="primary", on_click=_to_queue, key="source_decide")


def _waiting(kind: Kind, count: int) -> str:
    if kind is Kind.PORTS:
        return f"{plural(count, 'doubtful pair')} {'waits' if count == 1 else 'wait'} for a decision."
    one = count == 1
    return f"{count:,} port {'facility waits' if one else 'facilities wait'} for a port to be chosen."


def _to_queue() -> None:
    st.session_state["data"] = QUEUE
