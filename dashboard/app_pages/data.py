"""Data: bring records in from files, take records out, take an import back."""

from __future__ import annotations

import streamlit as st

from dashboard import caching
from dashboard.parts.data_export import data_export
from dashboard.parts.import_file import import_file
from dashboard.parts.import_undo_list import import_undo_list

records = caching.records()

st.title("Data")
bring, take, take_back = st.tabs(
    ["Import", "Export", "Undo an import"], key="data", bind="query-params", on_change="rerun"
)
with bring:
    import_file(records)  # always drawn: an upload that is not on the page is lost
if take.open:
    with take:
        data_export(records)
if take_back.open:
    with take_back:
        import_undo_list(records)
