"""The history of a record: who changed what, when and why, and a button that takes a change back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.history import Change, changes, undo
from dashboard.actions.values import Values
from dashboard.parts.text import plain
from models.errors import SeamarkError
from models.wording import day, words

if TYPE_CHECKING:
    from dashboard.actions.records import Records

SHOWN = 20
"""How many changes are drawn; a record that was changed more often shows the newest."""


def history(table: str, record_id: int) -> None:
    """Draw the history of a record, the newest change first.

    Args:
        table: name of its table.
        record_id: its id.
    """
    records = caching.records()
    values = Values(records, caching.engine())
    found = changes(caching.engine(), table, record_id)
    for change in found[:SHOWN]:
        _change(change, table, record_id, records, values)
    if len(found) > SHOWN:
        st.caption(f"{len(found) - SHOWN:,} earlier changes are not drawn.")


def folded_history(table: str, record_id: int) -> None:
    """Offer the history of a record; it is read once it is opened."""
    opened = st.expander("History", icon=":material/history:", key=f"{table}_history_{record_id}", on_change="rerun")
    if opened.open:
        with opened:
            history(table, record_id)


def _change(change: Change, table: str, record_id: int, records: Records, values: Values) -> None:
    at = change.at.astimezone(ZoneInfo(records.settings.base.time_zone))
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(
                f"**{words(change.action)}** by {plain(change.who)} on {day(at.date())}, "
                f"{at:%H:%M} {at.tzname()}, version {change.version}"
            )
            if change.can_undo:
                st.button(
                    "Undo",
                    key=f"undo_{table}_{change.entry_id}",
                    icon=":material/undo:",
                    help="Takes this change back, as a new change",
                    on_click=_undo,
                    args=(change, table, record_id),
                )
        if change.why:
            st.markdown(f"Why: {plain(change.why)}")
        if change.version == 1 and not change.disposed:
            with st.expander("What was entered"):
                st.markdown(_fields(change, values))
        else:
            st.markdown(_fields(change, values))


def _fields(change: Change, values: Values) -> str:
    if change.disposed:
        return "The content was disposed of; the audit keeps its hash."
    if not change.fields:
        return "Its facts stayed as they were; what they are taken from changed."
    if change.version == 1:
        lines = [f"- {words(f.field)}: {plain(values.text(f.field, f.after))}" for f in change.fields]
    else:
        lines = [
            f"- {words(f.field)}: {plain(values.text(f.field, f.before))} → {plain(values.text(f.field, f.after))}"
            for f in change.fields
        ]
    return "\n".join(lines)


def _undo(change: Change, table: str, record_id: int) -> None:
    try:
        undo(caching.engine(), change, table=table, record_id=record_id, who=user())
    except SeamarkError as error:
        st.toast(plain(str(error)), icon=":material/error:", duration="long")
        return
    st.toast("The change was taken back.", icon=":material/undo:")
