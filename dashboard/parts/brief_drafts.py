"""Briefs that were begun in another session and not saved: continue one, or discard it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.brief_state import others, take_up
from dashboard.parts.draft_list import GONE_KEY, bring_back, discard, moment
from dashboard.parts.text import plain
from models.wording import plural

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.parts.brief_state import Working
    from models.tables import Draft

SHOWN = 10
"""So many are offered; the rest is counted."""


def unfinished(records: Records, held: Working, *, today: date) -> None:
    """Draw the button that opens what other sessions left; there is none where nothing was left."""
    found = others(held)
    if not found and GONE_KEY not in st.session_state:
        return
    with st.popover(f"Unfinished ({len(found)})", icon=":material/edit_note:", key="brief_unfinished"):
        bring_back(_title)
        for draft in found[:SHOWN]:
            _one(records, draft, today)
        if len(found) > SHOWN:
            st.caption(f"{len(found) - SHOWN} older ones are offered once some of these are saved or discarded.")


def _title(draft: Draft) -> str:
    return f"Brief “{draft.content.get('title', '')}”"


def _one(records: Records, draft: Draft, today: date) -> None:
    edits = plural(len(draft.content.get("words", {})), "sentence")
    touched = f"Not saved: {edits} edited, last touched {moment(draft.updated_at, records)}."
    st.markdown(f"{plain(_title(draft))}  \n{plain(touched)}")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Continue",
            key=f"brief_continue_{draft.key}",
            icon=":material/edit:",
            on_click=take_up,
            args=(draft,),
            kwargs={"today": today},
            help="What stands here now is a step back: Undo.",
        )
        st.button(
            "Discard",
            key=f"brief_discard_{draft.key}",
            icon=":material/delete:",
            on_click=discard,
            args=(draft,),
        )
