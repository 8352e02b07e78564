"""The imports that were made, and a button that takes one back as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.import_undo import past_imports, undo_import
from dashboard.parts.import_progress import progress
from dashboard.parts.text import plain
from models.errors import SeamarkError
from models.wording import day, plural

if TYPE_CHECKING:
    from dashboard.actions.import_undo import PastImport
    from dashboard.actions.records import Records

UNDONE_KEY = "import_undone"
DIGITS = 12
"""So many digits of a file's digest are shown."""


def import_undo_list(records: Records) -> None:
    """Draw the imports, the newest first."""
    if told := st.session_state.pop(UNDONE_KEY, None):
        st.success(told)
    found = past_imports(caching.engine())
    if not found:
        st.info("No file has been imported yet. What is imported can be taken back here as a whole.")
        return
    for one in found:
        with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            _describe(one, records)
            if one.undone:
                st.markdown("Undone")
            else:
                _offer(one)


def _describe(one: PastImport, records: Records) -> None:
    at = one.at.astimezone(ZoneInfo(records.settings.base.time_zone))
    what, _, digest = one.why.rpartition(" (SHA-256 ")
    with st.container(gap=None):
        st.markdown(f"**{plain(what)}**")
        st.caption(
            f"{day(at.date())}, {at:%H:%M} {at.tzname()}, by {plain(one.who)}. {one.created:,} new, {one.changed:,} "
            f"changed. SHA-256 {plain(digest[:DIGITS])}…"
        )


def _offer(one: PastImport) -> None:
    with st.popover("Undo this import", icon=":material/undo:"):
        lost = []
        if one.created:
            lost.append(f"{plural(one.created, 'record')} it made will be cancelled or withdrawn")
        if one.changed:
            lost.append(f"{plural(one.changed, 'record')} it changed will become what they were")
        st.markdown(f"{'; '.join(lost)}. Nothing is deleted, and the file can be imported again.")
        if st.button("Undo it", type="primary", key=f"undo_import_{one.id}"):
            _undo(one)


def _undo(one: PastImport) -> None:
    try:
        with (
            st.spinner("Reading what the import wrote"),
            progress("Taking back", "records", key=f"cancel_undo_{one.id}", shown_from=50) as tell,
        ):
            count = undo_import(caching.engine(), one.id, who=user(), progress=tell)
    except SeamarkError as error:
        st.error(plain(str(error)))
        return
    st.session_state[UNDONE_KEY] = f"Taken back: {plural(count, 'record')}."
    st.rerun()
