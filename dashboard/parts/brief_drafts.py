"""Briefs that were begun in another session and not saved: continue one, or discard it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.brief_state import others, take_up
from dashboard.parts.draft_list import bring_back, discard, moment
from dashboard.parts.text import plain
from models.wording import plural

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.parts.brief_state import Working
    from models.tables import Draft

SHOWN = 3
"""So many are offered; the rest is counted."""


def unfinished(records: Records, held: Working, *, today: date) -> None:
    """Offer what other sessions left; nothing is offered once something was begun here."""
    bring_back(_title)
    found = [] if held.unsaved else others(held)
    for draft in found[:SHOWN]:
        _one(records, draft, today)
    if len(found) > SHOWN:
        st.caption(f"{len(found) - SHOWN} older ones are offered once these are saved or discarded.")


def _title(draft: Draft) -> str:
    return f"brief “{draft.content.get('title', '')}”"


def _one(records: Records, draft: Draft, today: date) -> None:
    edits = plural(len(draft.content.get("words", {})), "sentence")
    touched = f"{edits} edited, last touched {moment(draft.updated_at, records)}."
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/edit_note: Not saved: {plain(_title(draft))}, {plain(touched)}", width="content")
        st.button(
            "Continue",
            key=f"brief_continue_{draft.key}",
            type="tertiary",
            icon=":material/edit:",
            on_click=take_up,
            args=(draft,),
            kwargs={"today": today},
        )
        st.button(
            "Discard",
            key=f"brief_discard_{draft.key}",
            type="tertiary",
            icon=":material/delete:",
            on_click=discard,
            args=(draft,),
        )
