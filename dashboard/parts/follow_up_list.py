"""Follow-ups by due date, the overdue ones first: filter them, mark them done, add another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.editing import Conflict, save
from dashboard.actions.engagement_lists import days_text, territory_name
from dashboard.actions.entering import SOURCE
from dashboard.parts.coverage_filters import FORECAST
from dashboard.parts.coverage_table import DATE_FORMAT
from dashboard.parts.engagement_list import ENGAGEMENT_PAGE, ROW_HEIGHT, TALLEST
from dashboard.parts.follow_up_edit import follow_up_edit
from dashboard.parts.text import plain
from models import follow_up_listing, listings
from models.errors import SeamarkError
from models.follow_up_listing import FollowUpsWanted
from models.queries import UNDONE
from models.tables import FollowUp
from models.vocabulary import FollowUpState
from models.wording import day, plural, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records
    from models.follow_up_listing import FollowUpListed

PAGE_KEY = "due_page"
TABLE_KEY = "follow_up_table"
USUAL_TIME = timedelta(days=180)
"""A follow-up is due so long from today, unless another day is given."""

STATES = {words(state.value): state for state in FollowUpState}


def follow_up_list(records: Records, *, today: date) -> None:
    """Draw the list with its filters and actions."""
    wanted = _filters(records, today)
    count = caching.listing(records, follow_up_listing.count, wanted)
    if not count:
        _nothing(wanted)
        return
    overdue = FollowUpsWanted(UNDONE, wanted.territories, wanted.who, today)
    late = caching.listing(records, follow_up_listing.count, overdue)
    number = _pages(count, late)
    rows = caching.listing(records, follow_up_listing.page, wanted, number=number)
    chosen = _table(records, rows, today)
    if chosen:
        _actions(records, chosen, today)
    else:
        st.caption("Tick rows to mark them done, or one row to read it and open what it comes from.")


def _filters(records: Records, today: date) -> FollowUpsWanted:
    names = {one.name: one.code for one in sorted(records.territories.values(), key=lambda one: one.name)}
    shown = [name for name, code in names.items() if records.territories[code].partner]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        territories = _several("Territory", "due_territory", shown, width=190, key_all="All")
        states = _several("State", "due_state", list(STATES), width=190, key_all="Not done yet")
        who = _several(
            "Who", "due_who", list(caching.listing(records, follow_up_listing.doers)), width=220, key_all="All"
        )
        late = st.checkbox(
            "Overdue only", key="due_late", on_change=_to_first_page, bind="query-params", persist_state="session"
        )
        _add(records, names, today)
    return FollowUpsWanted(
        states=tuple(STATES[state] for state in states) or UNDONE,
        territories=tuple(sorted(names[name] for name in territories)),
        who=tuple(who),
        due_before=today if late else None,
    )


def _several(label: str, key: str, options: Sequence[str], *, width: int, key_all: str) -> list[str]:
    return st.multiselect(
        label,
        options,
        key=key,
        placeholder=key_all,
        width=width,
        on_change=_to_first_page,
        bind="query-params",
        persist_state="session",
    )


def _to_first_page() -> None:
    if st.session_state.get(PAGE_KEY, 1) != 1:
        st.session_state[PAGE_KEY] = 1


def _nothing(wanted: FollowUpsWanted) -> None:
    if wanted == FollowUpsWanted():
        st.info("Nothing is left to follow up. Add one here, or from an engagement.", icon=":material/task_alt:")
    else:
        st.info("No follow-up matches. Take a filter away to see more.", icon=":material/search_off:")


def _pages(count: int, late: int) -> int:
    pages = -(-count // listings.PAGE)
    if st.session_state.get(PAGE_KEY, 1) > pages:
        _to_first_page()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        said = f"**{late:,} overdue**" if late else "None overdue"
        st.markdown(f"**{plural(count, 'follow-up')}** by due date. {said}.", width="content")
        return 1 if pages == 1 else st.pagination(pages, key=PAGE_KEY, bind="query-params")


def _table(records: Records, rows: Sequence[FollowUpListed], today: date) -> list[FollowUpListed]:
    """Draw one page; return the rows that are ticked."""
    demo = {"Record": ["DEMO" if row.follow_up.demo else "" for row in rows]} if records.has_demo else {}
    frame = pd.DataFrame(
        {
            "Due": [row.follow_up.due_on for row in rows],
            "Days": [_left(row.follow_up, today) for row in rows],
            "Territory": [territory_name(row.follow_up.territory, records) for row in rows],
            "What": [row.follow_up.what for row in rows],
            "Who": [row.follow_up.who for row in rows],
            "State": [words(row.follow_up.state.value) for row in rows],
            "From": [_origin(row) for row in rows],
            **demo,
        }
    )
    config: dict[str, Any] = {
        "Due": st.column_config.DateColumn(format=DATE_FORMAT, width=100),
        "Days": st.column_config.TextColumn(width=140),
        "What": st.column_config.TextColumn(width=360),
    }
    chosen = st.dataframe(
        frame,
        hide_index=True,
        column_config=config,
        height=(min(len(rows), TALLEST) + 1) * ROW_HEIGHT + 2,
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="multi-row",
        key=TABLE_KEY,
        alt=f"Table of {plural(len(rows), 'follow-up')} with due date, territory, what, who and state",
    )
    return [rows[number] for number in chosen["selection"]["rows"] if number < len(rows)]


def _left(one: FollowUp, today: date) -> str:
    """Say how far a due date is off; nothing for what is done."""
    if one.state not in UNDONE:
        return f"done {day(one.done_on)}" if one.done_on else ""
    left = (one.due_on - today).days
    return f"! {plural(-left, 'day')} overdue" if left < 0 else "today" if left == 0 else f"in {plural(left, 'day')}"


def _origin(row: FollowUpListed) -> str:
    return f"{words(row.kind.value)}, {day(row.ends_on)}" if row.kind and row.ends_on else ""


def _actions(records: Records, chosen: Sequence[FollowUpListed], today: date) -> None:
    undone = [row.follow_up for row in chosen if row.follow_up.state in UNDONE]
    settled = [row.follow_up for row in chosen if row.follow_up.state not in UNDONE]
    with st.container(horizontal=True):
        if undone:
            st.button(
                f"Mark {len(undone)} done",
                key="mark_done",
                type="primary",
                icon=":material/check:",
                on_click=_set,
                args=(undone, {"state": FollowUpState.DONE, "done_on": today}, "Done"),
            )
        if settled:
            st.button(
                f"Reopen {len(settled)}",
                key="reopen",
                icon=":material/undo:",
                on_click=_set,
                args=(settled, {"state": FollowUpState.OPEN, "done_on": None}, "Reopened"),
            )
    if len(chosen) == 1:
        _details(records, chosen[0])


def _details(records: Records, row: FollowUpListed) -> None:
    one = row.follow_up
    st.subheader(plain(territory_name(one.territory, records)), anchor=False)
    who = f"  \nWho: {plain(one.who)}" if one.who else ""
    said = f"  \nFrom the observation: {plain(one.observation)}" if one.observation else ""
    st.markdown(f"{plain(one.what)}  \nDue {day(one.due_on)} · {words(one.state.value)}{who}{said}")
    if one.engagement_id and row.kind and row.ends_on:
        label = f"Open the engagement: {words(row.kind.value)}, {days_text(row.ends_on, row.ends_on)}"
        st.page_link(ENGAGEMENT_PAGE, label=label, query_params={"id": str(one.engagement_id)})
    follow_up_edit(one)


def _set(changed: Sequence[FollowUp], facts: dict[str, Any], why: str) -> None:
    """Change follow-ups, each over the version that was shown; say which could not be changed."""
    refused = []
    for one in changed:
        try:
            result = save(caching.engine(), FollowUp, one.id, facts, seen=one.version, who=user(), why=why)
        except SeamarkError as error:
            refused.append(str(error))
            continue
        if isinstance(result, Conflict):
            refused.append(f"{result.theirs_who} changed “{one.what[:60]}” just now. Look at it again.")
    st.session_state.pop(TABLE_KEY, None)
    for reason in refused:
        st.toast(plain(reason), icon=":material/error:", duration="long")
    if len(changed) > len(refused):
        st.toast(f"{why}: {plural(len(changed) - len(refused), 'follow-up')}.", icon=":material/check:")


def _add(records: Records, names: dict[str, str], today: date) -> None:
    partners = [name for name, code in names.items() if records.territories[code].partner]
    with (
        st.popover("Add a follow-up", icon=":material/add_task:"),
        st.form("add_follow_up", border=False, clear_on_submit=False),
    ):
        territory = st.selectbox("Territory", partners, None, placeholder="Choose", key="new_territory")
        what = st.text_area("What", help="What is to be done.", key="new_what")
        who = st.text_input("Who", help="An office or a duty title.", max_chars=300, key="new_who")
        due_on = st.date_input(
            "Due",
            today + USUAL_TIME,
            min_value=today - FORECAST,
            max_value=today + FORECAST,
            format="YYYY-MM-DD",
            key="new_due",
        )
        allowed = records.settings.allowed_markings
        marking = st.selectbox("Marking", allowed, key="new_marking") if len(allowed) > 1 else allowed[0]
        if st.form_submit_button("Add", type="primary"):
            _store({"territory": names.get(territory or ""), "what": what, "who": who, "due_on": due_on}, marking)


def _store(facts: dict[str, Any], marking: str) -> None:
    if not facts["territory"] or not facts["what"].strip():
        st.error("Choose a territory and say what is to be done.")
        return
    try:
        save(caching.engine(), FollowUp, None, {**facts, "marking": marking, "source": SOURCE}, who=user())
    except SeamarkError as error:
        st.error(plain(str(error)))
        return
    st.toast("Added.", icon=":material/check:")
    st.rerun()
