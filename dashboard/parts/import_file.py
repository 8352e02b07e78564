"""Import a file: choose what it holds, upload it, choose its columns, see what it would do, and confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.columns import KINDS
from dashboard.actions.imports import commit, dry_run, read_bytes
from dashboard.actions.naming import Known, read_known
from dashboard.actions.templates import template_csv, template_workbook
from dashboard.parts.import_columns import import_columns
from dashboard.parts.import_progress import progress
from dashboard.parts.import_report import import_button, import_report
from dashboard.parts.marking import marking_text
from dashboard.parts.source_boundaries import import_boundaries
from dashboard.parts.source_wizard import import_source
from dashboard.parts.text import plain
from geodata.errors import GeodataError
from geodata.importers import Kind as SourceKind
from geodata.importers.table import MAX_BYTES
from models.database import reading as reading_session
from models.errors import SeamarkError
from models.wording import plural

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from dashboard.actions.column_types import Kind
    from dashboard.actions.import_plan import Plan
    from dashboard.actions.import_rows import Reading
    from dashboard.actions.records import Records
    from geodata.importers.table import Sheet

KIND_KEY = "import_kind"
SHEET_KEY = "import_sheet"
PLAN_KEY = "import_plan"
DONE_KEY = "import_done"
ROUND_KEY = "import_round"
CHECKED_KEY = "import_checked"
"""State that no widget owns: the file as read, what the dry run found, what was imported, how many files there were,
and that a file has just been checked."""

BOUNDARIES = "boundaries"
SOURCE_KINDS = {
    SourceKind.PORTS.value: "Ports",
    SourceKind.FACILITIES.value: "Port facilities",
    BOUNDARIES: "Boundaries",
}
"""What is imported from files of other sources than registers."""

STEP_KEY = "import_step"
STEPS = ("2. Columns", "3. What it would do")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def import_file(records: Records) -> None:
    """Draw the import."""
    if done := st.session_state.pop(DONE_KEY, None):
        st.success(done)
    if records.has_demo:
        st.caption(
            "This database holds demonstration records. Remove them before real ones come in: “seamark demo remove”."
        )
    name = _kind()
    if name in KINDS:
        _import_records(KINDS[name], records)
    elif name == BOUNDARIES:
        import_boundaries(records)
    else:
        import_source(SourceKind(name), records)


def _import_records(kind: Kind, records: Records) -> None:
    file = _upload(kind, records)
    if file is None:
        return
    try:
        sheet = _sheet(file)
    except GeodataError as error:
        st.error(plain(str(error)))
        return
    known = _known()
    if st.session_state.pop(CHECKED_KEY, False):
        st.session_state[STEP_KEY] = STEPS[1]
    columns, outcome = st.tabs(STEPS, key=STEP_KEY, on_change="rerun")
    with columns:
        _choose(kind, sheet, known, name=file.name)
    with outcome:
        _confirm(kind, sheet, known, records)


def _kind() -> str:
    st.subheader("1. File")
    labels = {**{name: kind.nouns.capitalize() for name, kind in KINDS.items()}, **SOURCE_KINDS}
    return st.radio(
        "What the file holds",
        list(labels),
        format_func=labels.__getitem__,
        horizontal=True,
        key=KIND_KEY,
        bind="query-params",
    )


def _upload(kind: Kind, records: Records) -> UploadedFile | None:
    upload, template = st.columns([3, 2], gap="medium")
    with template, st.container(gap="small"):
        st.markdown(
            "**Template** with the valid choices, or any extract of another register: its columns are matched to ours."
        )
        note = marking_text(records)
        with st.container(horizontal=True):
            st.download_button(
                "Template XLSX",
                lambda: template_workbook(kind, _known(), note=note),
                f"seamark-{kind.name}.xlsx",
                XLSX,
                icon=":material/download:",
                on_click="ignore",
            )
            st.download_button(
                "Template CSV",
                lambda: template_csv(kind, _known(), note=note),
                f"seamark-{kind.name}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )
    with upload:
        return st.file_uploader(
            "CSV or XLSX file",
            ["csv", "xlsx"],
            key=f"import_upload_{st.session_state.get(ROUND_KEY, 0)}",
            max_upload_size=MAX_BYTES // 1024**2,
        )


def _known() -> Known:
    with reading_session(caching.engine()) as session:
        return read_known(session)


def _sheet(file: UploadedFile) -> Sheet:
    """Read the file once, not at every run of the page."""
    held: tuple[str, Sheet] | None = st.session_state.get(SHEET_KEY)
    if held is None or held[0] != file.file_id:
        st.session_state.pop(PLAN_KEY, None)
        with st.spinner("Reading the file"):
            held = file.file_id, read_bytes(file.getvalue(), name=file.name)
        st.session_state[SHEET_KEY] = held
    return held[1]


def _choose(kind: Kind, sheet: Sheet, known: Known, *, name: str) -> None:
    """Draw the choice of columns, and check the file once that is asked for."""
    chosen = import_columns(kind, sheet, known, name=name)
    if chosen is None:
        return
    st.session_state.pop(PLAN_KEY, None)
    try:
        with progress("Checking", "rows", key="cancel_check", shown_from=1_000) as tell:
            plan = dry_run(caching.engine(), kind, sheet, chosen, name=name, progress=tell)
    except (GeodataError, SeamarkError) as error:
        st.error(plain(str(error)))
        return
    st.session_state[PLAN_KEY] = plan, chosen
    st.session_state[CHECKED_KEY] = True
    st.rerun()


def _confirm(kind: Kind, sheet: Sheet, known: Known, records: Records) -> None:
    held: tuple[Plan, Reading] | None = st.session_state.get(PLAN_KEY)
    if held is None or (held[0].kind, held[0].digest) != (kind, sheet.digest):
        st.info(
            "Check the file first: then every row that is new, changed or rejected stands here, and nothing is written."
        )
        return
    plan, chosen = held
    import_report(plan, sheet, known, note=marking_text(records))
    skip_rejected = import_button(plan)
    if skip_rejected is not None:
        _import(plan, chosen, sheet, skip_rejected=skip_rejected)


def _import(plan: Plan, chosen: Reading, sheet: Sheet, *, skip_rejected: bool) -> None:
    try:
        with progress("Importing", "records", key="cancel_import", shown_from=200) as tell:
            done = commit(
                caching.engine(),
                plan,
                chosen,
                headers=sheet.headers,
                who=user(),
                skip_rejected=skip_rejected,
                progress=tell,
            )
    except SeamarkError as error:
        st.error(plain(str(error)))
        return
    st.session_state[DONE_KEY] = (
        f"{plural(done.created, plan.kind.noun)} imported from {plain(plan.name)}, {done.changed:,} changed. It can be "
        "taken back as a whole under “Undo an import”."
    )
    st.session_state[ROUND_KEY] = st.session_state.get(ROUND_KEY, 0) + 1  # an uploader of another key is empty
    st.session_state.pop(SHEET_KEY, None)
    st.session_state.pop(PLAN_KEY, None)
    st.rerun()
