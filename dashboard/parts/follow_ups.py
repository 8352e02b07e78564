"""What follows from an engagement: its recommendations and observations, followed up until they are done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching, clock
from dashboard.access import user
from dashboard.actions.editing import Conflict, save
from dashboard.actions.entering import SOURCE
from dashboard.parts.rounds import next_round, rounds
from dashboard.parts.text import plain
from models import queries
from models.database import reading
from models.errors import SeamarkError
from models.tables import FollowUp
from models.vocabulary import FollowUpState
from models.wording import day, words

if TYPE_CHECKING:
    from dashboard.actions.records import Records
    from models.tables import Engagement

USUAL_TIME = timedelta(days=180)
"""A follow-up is due so long after the visit, unless another day is given."""


def follow_ups(records: Records, row: Engagement) -> None:
    """Draw the follow-ups of an engagement, and a form for another."""
    st.subheader("Follow-ups", anchor=False)
    with reading(caching.engine()) as session:
        found = queries.follow_ups(session=session, engagement=row.id)
    today = clock.today(records.settings)
    for one in found:
        late = " · overdue" if one.state in queries.UNDONE and one.due_on < today else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            who = f" · {plain(one.who)}" if one.who else ""
            st.markdown(f"{plain(one.what)}  \n{words(one.state)}, due {day(one.due_on)}{late}{who}", width="stretch")
            if one.state in queries.UNDONE:
                st.button("Done", key=f"done_{one.id}", icon=":material/check:", on_click=_done, args=(one,))
    if not found:
        st.caption("None yet.")
    if row.disposed_on is None:
        _add(row)


def _done(one: FollowUp) -> None:
    today = clock.today(caching.records().settings)
    facts = {"state": FollowUpState.DONE, "done_on": today}
    try:
        result = save(caching.engine(), FollowUp, one.id, facts, seen=one.version, who=user(), why="Done")
    except SeamarkError as error:
        st.toast(plain(str(error)), icon=":material/error:", duration="long")
        return
    if isinstance(result, Conflict):
        st.toast("Somebody else changed this follow-up just now. Look at it again.", icon=":material/error:")


def _add(row: Engagement) -> None:
    entry = f"follow_up_of_{row.id}_{rounds(f'follow_up_of_{row.id}')}"
    with st.popover("Add a follow-up", icon=":material/add_task:"), st.form(entry, border=False):
        said = [*row.recommendations, *row.observations]
        what = st.selectbox(
            "What", said, None, accept_new_options=True, placeholder="Choose or type", key=f"{entry}_what"
        )
        observation = st.selectbox(
            "From the observation", row.observations, None, placeholder="None", key=f"{entry}_observation"
        )
        who = st.text_input("Who", help="An office or a duty title.", key=f"{entry}_who")
        due_on = st.date_input(
            "Due",
            row.ends_on + USUAL_TIME,
            min_value=row.starts_on,
            max_value=row.ends_on + 20 * USUAL_TIME,
            format="YYYY-MM-DD",
            key=f"{entry}_due_on",
        )
        if st.form_submit_button("Add", type="primary"):
            facts = {"what": what or "", "observation": observation or "", "who": who, "due_on": due_on}
            _store(row, facts)


def _store(row: Engagement, facts: dict[str, object]) -> None:
    known = {
        "territory": row.territory,
        "engagement_id": row.id,
        "marking": row.marking,
        "dispose_after": row.dispose_after,
        "source": SOURCE,
        "demo": row.demo,
    }
    try:
        save(caching.engine(), FollowUp, None, {**known, **facts}, who=user(), why="Follow-up of an engagement")
    except SeamarkError as error:
        st.error(plain(str(error)))
        return
    next_round(f"follow_up_of_{row.id}")
    st.rerun()
