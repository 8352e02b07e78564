"""Drafts: what was begun and not saved. Continue it, or discard it and change your mind."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import caching
from dashboard.actions.engagement_lists import draft_detail, draft_title
from dashboard.parts.engagement_list import ENGAGEMENT_PAGE
from dashboard.parts.text import plain
from models import drafts
from models.database import reading
from models.drafts import Subject
from models.errors import SeamarkError
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from dashboard.actions.records import Records
    from models.tables import Draft

GONE_KEY = "discarded_draft"
ENGAGEMENT = "engagement"
BRIEF = "brief_template"
"""Drafts of briefs are listed on their own page."""


def draft_list(records: Records) -> None:
    """Draw the drafts, the latest touched first."""
    bring_back(lambda gone: draft_title(gone, records))
    with reading(caching.engine()) as session:
        held = [draft for draft in drafts.drafts(session=session) if draft.kind != BRIEF]
    if not held:
        st.info(
            "No draft. What you enter is kept as a draft from the first field you leave until you save it.",
            icon=":material/draft:",
        )
    for draft in held:
        _one(records, draft)


def _one(records: Records, draft: Draft) -> None:
    title = draft_title(draft, records)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        touched = f"Last touched {moment(draft.updated_at, records)}; {draft_detail(draft)}."
        st.markdown(f"**{plain(title)}**  \n{plain(touched)}", width="stretch")
        if draft.kind == ENGAGEMENT:
            record = {"id": str(draft.record_id)} if draft.record_id else {}
            query = {**record, "draft": draft.key}
            st.page_link(ENGAGEMENT_PAGE, label="Continue", icon=":material/edit:", query_params=query)
        st.button(
            "Discard",
            key=f"discard_{draft.key}",
            icon=":material/delete:",
            help="Throws away what was entered. The record itself, if there is one, stays as it is.",
            on_click=discard,
            args=(draft,),
        )


def moment(at: datetime, records: Records) -> str:
    """Write an instant in the time of the base, with its zone."""
    zone = ZoneInfo(records.settings.base.time_zone)
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone)
    return f"{day(local.date())} {local:%H:%M %Z}"


def discard(draft: Draft) -> None:
    """Throw a draft away: what a button calls. `bring_back` offers it again."""
    drafts.discard(caching.engine(), draft.key)
    st.session_state[GONE_KEY] = draft


def bring_back(title: Callable[[Draft], str]) -> None:
    """Offer the draft that was discarded last."""
    gone: Draft | None = st.session_state.get(GONE_KEY)
    if gone is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Discarded: {plain(title(gone))}.", width="content")
        st.button("Bring it back", key="bring_back", icon=":material/undo:", on_click=_restore, args=(gone,))


def _restore(gone: Draft) -> None:
    subject = Subject(gone.kind, gone.record_id, gone.seen)
    try:
        drafts.keep(caching.engine(), gone.key, subject, gone.content, at=gone.updated_at)
    except SeamarkError as error:
        st.toast(plain(str(error)), icon=":material/error:", duration="long")
    del st.session_state[GONE_KEY]
