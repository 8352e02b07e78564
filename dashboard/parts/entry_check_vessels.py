"""Many vessels at once: a file in, a table of answers out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.actions.entry_vessels import COLUMNS, answer_rows, answers_csv, check_file
from dashboard.actions.entry_words import AID, ANSWERS, VERDICTS
from dashboard.parts.entry_check_state import show
from dashboard.parts.import_progress import progress
from dashboard.parts.marking import marking_text
from dashboard.parts.text import plain
from geodata.errors import GeodataError
from geodata.exporters.delimited import to_csv
from geodata.importers.table import MAX_BYTES
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from dashboard.actions.entry_ground import Ground
    from dashboard.actions.entry_vessels import FileAnswers, VesselAnswer
    from dashboard.actions.records import Records
    from models.entry_calls import EntryAnswer

FILE_KEY, FILTER_KEY, TABLE_KEY = "entry_file", "entry_answers", "entry_table"
HELD_KEY = "entry_answered"
"""The answers to the file that is uploaded, of this session alone."""

ALL = "All"
LONG = 200
"""From so many vessels on the progress is shown."""

LISTED = 50

TEMPLATE: list[dict[str, Any]] = [
    {"Vessel": "Example One", "Arrival": "2026-11-22", "Call 1": "Port Victoria, Seychelles", "Call 2": "FJSUV"},
    {"Vessel": "Example Two", "Arrival": "2026-11-23", "Call 1": "MGTMM-0001; Port Louis", "Call 2": ""},
]


def many_vessels(records: Records, ground: Ground) -> None:
    """Draw the upload, the table of answers and its download."""
    file = _upload()
    if file is None:
        return
    try:
        found = _answers(file, ground)
    except GeodataError as error:
        st.error(plain(str(error)))
        return
    _rejected(found)
    if not found.answers:
        st.info("No vessel could be read from the file.")
        return
    shown = _filtered(found.answers)
    rows = answer_rows(shown, ground.names)
    _table(rows, shown)
    st.download_button(
        f"Download {plural(len(rows), 'answer')} as CSV",
        partial(_csv, rows, marking_text(records)),
        "seamark-entry-checks.csv",
        "text/csv",
        icon=":material/download:",
        key="entry_answers_csv",
        on_click="ignore",
    )
    st.caption(plain(AID))


def _csv(rows: Sequence[dict[str, Any]], marking: str) -> str:
    return answers_csv(rows, marking=marking)


def _upload() -> UploadedFile | None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            "A CSV or XLSX file with a row for each vessel: its name, its day of arrival, and its last ports of call, "
            "the last one first, in one column or several. Nothing of it is stored."
        )
        st.download_button(
            "Template CSV",
            partial(to_csv, TEMPLATE),
            "seamark-entry-check.csv",
            "text/csv",
            icon=":material/download:",
            key="entry_template",
            on_click="ignore",
        )
    return st.file_uploader("CSV or XLSX file", ["csv", "xlsx"], key=FILE_KEY, max_upload_size=MAX_BYTES // 1024**2)


def _answers(file: UploadedFile, ground: Ground) -> FileAnswers:
    """Check the file once, not at every run of the page."""
    held: tuple[str, Ground, FileAnswers] | None = st.session_state.get(HELD_KEY)
    if held is None or held[0] != file.file_id or held[1] is not ground:
        with progress("Checking", "vessels", key="entry_cancel", shown_from=LONG) as tell:
            found = check_file(file.getvalue(), name=file.name, ground=ground, progress=tell)
        held = st.session_state[HELD_KEY] = file.file_id, ground, found
    return held[2]


def _rejected(found: FileAnswers) -> None:
    if not found.rejected:
        return
    with st.expander(f"{plural(len(found.rejected), 'row')} could not be read and has no answer", expanded=True):
        for one in found.rejected[:LISTED]:
            st.markdown(f"- Row {one.number}: {plain(one.column)} {plain(one.reason)}")
        if len(found.rejected) > LISTED:
            st.caption(f"and {len(found.rejected) - LISTED:,} more.")


def _filtered(answers: Sequence[VesselAnswer]) -> list[VesselAnswer]:
    counts: dict[str, EntryAnswer | None] = {f"{ALL}: {len(answers):,}": None}
    for answer in ANSWERS:
        counts[f"{VERDICTS[answer]}: {sum(one.answer is answer for one in answers):,}"] = answer
    chosen = st.radio("Show", list(counts), key=FILTER_KEY, horizontal=True)
    wanted = counts.get(chosen or "")
    return [one for one in answers if wanted in {None, one.answer}]


def _table(rows: Sequence[dict[str, Any]], shown: Sequence[VesselAnswer]) -> None:
    event = st.dataframe(
        pd.DataFrame(rows, columns=list(COLUMNS)),
        hide_index=True,
        key=TABLE_KEY,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Arrival": st.column_config.DateColumn(format="YYYY-MM-DD")},
        alt="The answer for each vessel of the file",
    )
    ticked = [place for place in event["selection"]["rows"] if place < len(shown)]
    if ticked:
        one = shown[ticked[0]]
        st.button(
            plain(f"Open {one.vessel} under “One vessel”"),
            icon=":material/chevron_right:",
            key="entry_open",
            on_click=_open,
            args=(one.text, one.arrival, one.vessel),
        )
    else:
        st.caption("Tick a row to open its vessel with every call.")


def _open(text: str, arrival: date, vessel: str) -> None:
    show(text, arrival=arrival, vessel=vessel)
