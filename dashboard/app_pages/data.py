"""Data: bring records in from files, decide what is doubtful about them, take records out, take an import back."""

from __future__ import annotations

import streamlit as st

from dashboard import caching
from dashboard.parts.data_export import data_export
from dashboard.parts.import_file import import_file
from dashboard.parts.import_undo_list import import_undo_list
from dashboard.parts.port_queue import port_queue
from dashboard.parts.source_list import source_list

records = caching.records()

st.title("Data")
bring, doubtful, held, take, take_back = st.tabs(
    ["Import", "Doubtful", "Sources", "Export", "Undo an import"], key="data", bind="query-params", on_change="rerun"
)
with bring:
    import_file(records)  # always drawn: an upload that is not on the page is lost
for tab, draw in ((doubtful, port_queue), (held, source_list), (take, data_export), (take_back, import_undo_list)):
    if tab.open:
        with tab:
            draw(records)
