"""Briefs that were given out: keep one, so that the next is compared with it; and those that were kept before."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions import brief_store
from dashboard.parts.brief_state import begun_from, given_out, turn_to
from dashboard.parts.brief_templates import bring_back, refuse, withdraw
from dashboard.parts.text import plain
from models import queries
from models.errors import SeamarkError
from models.tables import KeptBrief
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.parts.brief_content import Briefing

GONE_KEY = "brief_kept_gone"
"""Of the brief that was withdrawn last."""

SHOWN = 20
"""So many are listed, the newest first."""


def keep_button(briefing: Briefing) -> None:
    """Draw the button that keeps the brief, and say what was kept last."""
    same = [one for one in kept(briefing.records) if one.as_of == briefing.choice.as_of]
    again = (
        f" {plural(len(same), 'brief')} of this day {'is' if len(same) == 1 else 'are'} kept already." if same else ""
    )
    st.button(
        "Keep as given out",
        key="brief_keep",
        icon=":material/inventory:",
        disabled=briefing.content is None,
        help=f"Keeps the figures and words, so that the next brief tells exactly what changed since.{again}",
        on_click=_keep,
        args=(briefing,),
    )


def kept(records: Records) -> Sequence[KeptBrief]:
    """Return the briefs that were kept, the newest first."""
    return caching.listing(records, brief_store.kept_briefs)


def kept_last(records: Records) -> str:
    """Say in Markdown what was kept last, and when."""
    last = max(kept(records), key=lambda one: one.created_at, default=None)
    if last is None:
        return "No brief was kept yet."
    return f"Kept last: **{plain(last.title)}**, as of {day(last.as_of)}, by {_who_when(records, last)}."


def kept_list(records: Records, *, today: date) -> None:
    """Draw the list."""
    _bring_back()
    found = kept(records)
    if not found:
        st.info(
            "No brief is kept. **Keep as given out** keeps the figures of one, and the next is compared with it.",
            icon=":material/inventory:",
        )
    for one in found[:SHOWN]:
        _one(records, one, today)
    if len(found) > SHOWN:
        st.caption(f"{len(found) - SHOWN} older ones are not listed.")


def _one(records: Records, one: KeptBrief, today: date) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        demo = " · DEMO" if one.demo else ""
        kept_by = f"by {_who_when(records, one)} · {plain(one.marking)}{demo}"
        st.markdown(f"**As of {day(one.as_of)}** · {plain(one.title)}  \n{kept_by}", width="stretch")
        if one.disposed_on is None:
            _acts(one, today)
        else:
            st.caption(
                f"Its content was disposed of on {day(one.disposed_on)}. The figures stay: the next brief is compared "
                "with them."
            )


def _acts(one: KeptBrief, today: date) -> None:
    st.button(
        "Start from this one",
        key=f"brief_start_{one.id}",
        icon=":material/content_copy:",
        help="Takes over its title, sections, regions, territories and words. Undo brings yours back.",
        on_click=_start,
        args=(one, today),
    )
    popover = st.popover("Withdraw", icon=":material/block:", key=f"brief_withdrawing_{one.id}")
    with popover, st.form(f"brief_withdraw_{one.id}", border=False):
        st.caption("No brief is compared with it any more. Nothing is deleted, and it can be brought back.")
        why = st.text_input("Reason", key=f"brief_withdraw_why_{one.id}", max_chars=300)
        if st.form_submit_button("Withdraw this brief", type="primary"):
            _withdraw(one, why.strip())
            st.rerun()


def _who_when(records: Records, one: KeptBrief) -> str:
    """Say who kept it and when, in the time of the base."""
    zone = ZoneInfo(records.settings.base.time_zone)
    changes = caching.listing(records, queries.history, "kept_brief", one.id)
    first = changes[-1][0]
    at = first.at.astimezone(zone)
    return f"{plain(first.who)} on {day(at.date())}, {at:%H:%M} {at.tzname()}"


def _keep(briefing: Briefing) -> None:
    if briefing.content is None:
        return
    try:
        brief_store.keep(caching.engine(), briefing.content, briefing.choice, who=user())
    except SeamarkError as error:
        refuse(str(error))
        return
    given_out()
    st.toast(
        f"Kept. A brief of a later day than {day(briefing.choice.as_of)} is compared with it.", icon=":material/check:"
    )


def _start(one: KeptBrief, today: date) -> None:
    turn_to(begun_from(one, today=today))
    st.toast(f"As the brief of {day(one.as_of)} was. Undo brings yours back.", icon=":material/content_copy:")


def _withdraw(one: KeptBrief, why: str) -> None:
    row = withdraw(KeptBrief, one.id, one.version, why)
    if row is not None:
        st.session_state[GONE_KEY] = row


def _bring_back() -> None:
    gone: KeptBrief | None = st.session_state.get(GONE_KEY)
    if gone is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Withdrawn: the brief as of {day(gone.as_of)}.", width="content")
        st.button("Bring it back", key="brief_kept_back", icon=":material/undo:", on_click=_restore, args=(gone,))


def _restore(gone: KeptBrief) -> None:
    if bring_back(KeptBrief, gone.id, gone.version) is not None:
        del st.session_state[GONE_KEY]
