"""One engagement as it is stored, what can be done with it, what follows from it, and its history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching, clock
from dashboard.access import user
from dashboard.actions.editing import Conflict, save
from dashboard.actions.values import Values
from dashboard.parts.follow_ups import follow_ups
from dashboard.parts.history import history
from dashboard.parts.text import plain
from models import drafts
from models.coverage import BOOKED, is_visit
from models.errors import SeamarkError
from models.tables import Engagement
from models.vocabulary import AgendaPart, EngagementKind, EngagementStatus
from models.wording import RECIPROCAL_STATUS_WORDS, day, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records

FACTS = ("lead", "team", "agencies", "organisations", "facilities", "place", "trip_id", "course", "hosts", "delegation")
MORE_FACTS = ("headquarters_days", "us_ports", "channel", "topics", "marking", "dispose_after", "source", "source_date")
WORDS = ("summary", "observations", "good_practices", "recommendations")


def engagement_view(records: Records, row: Engagement) -> None:
    """Draw a stored engagement."""
    territory = records.territories[row.territory]
    st.title(f"{words(row.kind)}, {plain(territory.name)}")
    st.markdown(_headline(records, row))
    if row.status is EngagementStatus.CANCELLED:
        _closed(row)
    _actions(records, row)
    left, right = st.columns([3, 2])
    with left:
        _words(row)
        _agenda(row)
    with right:
        st.markdown(_facts(records, row))
        follow_ups(records, row)
    st.subheader("History", anchor=False)
    history("engagement", row.id or 0)


def _headline(records: Records, row: Engagement) -> str:
    days = day(row.starts_on) if row.starts_on == row.ends_on else f"{day(row.starts_on)} to {day(row.ends_on)}"
    status = RECIPROCAL_STATUS_WORDS[row.status] if row.kind is EngagementKind.RECIPROCAL else row.status.value
    ports = ", ".join(port.name for port in map(records.port, row.ports) if port)
    counted = "counts as a visit" if is_visit(row) and row.status is EngagementStatus.COMPLETED else "not counted"
    parts = [days, status, *([ports] if ports else []), counted, *(["DEMO"] if row.demo else [])]
    return " · ".join(plain(part) for part in parts)


def _closed(row: Engagement) -> None:
    title = f"Superseded by engagement {row.replaced_by}" if row.replaced_by else "Cancelled"
    st.warning(plain(row.closing_reason), title=title, icon=":material/block:")


def _actions(records: Records, row: Engagement) -> None:
    if row.disposed_on is not None:
        st.info(f"The content was disposed of on {day(row.disposed_on)}.", icon=":material/delete_forever:")
        return
    overdue = row.status in BOOKED and row.ends_on < clock.today(records.settings)
    with st.container(horizontal=True):
        if row.status in BOOKED:
            st.button(
                "Write the report",
                type="primary" if overdue else "secondary",
                icon=":material/assignment_turned_in:",
                help="Completes the booking",
                on_click=_edit,
                args=(row.id,),
                kwargs={"complete": "1"},
            )
        st.button("Edit", icon=":material/edit:", on_click=_edit, args=(row.id,))
        if row.status is not EngagementStatus.CANCELLED:
            _closing(records, row)
        if st.button("Enter another", icon=":material/add:"):
            st.switch_page("app_pages/engagement.py", query_params={"partner": row.territory})
        if row.trip_id is not None and st.button("Open trip", icon=":material/flight_takeoff:"):
            st.switch_page("app_pages/trip.py", query_params={"id": str(row.trip_id)})
        if st.button("Open territory", icon=":material/flag:"):
            st.switch_page("app_pages/territories.py", query_params={"code": row.territory})


def _edit(number: int, **more: str) -> None:
    st.query_params.from_dict({"id": str(number), "draft": drafts.new_key(), **more})


def _closing(records: Records, row: Engagement) -> None:
    """Offer to cancel the engagement, or to mark it as superseded by another one."""
    others = {
        held.id: f"{words(held.kind)}, {day(held.ends_on)} ({held.id})"
        for held in records.engagements.get(row.territory, ())
        if held.id != row.id and held.status is not EngagementStatus.CANCELLED
    }
    with st.popover("Cancel or supersede", icon=":material/block:"), st.form(f"closing_{row.id}", border=False):
        st.caption("It stays on record and is no longer counted. History can undo it.")
        st.text_input("Reason", key=f"closing_reason_{row.id}")
        st.selectbox(
            "Superseded by",
            list(others),
            None,
            format_func=others.__getitem__,
            placeholder="None",
            key=f"closing_other_{row.id}",
        )
        # The arguments are those of the page that was read: its version is the one that was seen.
        st.form_submit_button("Close it", type="primary", on_click=_close, args=(row.id, row.version))
        refused = st.session_state.pop(f"closing_refused_{row.id}", None)
        if refused:
            st.error(plain(refused), icon=":material/error:")


def _close(number: int, seen: int) -> None:
    facts: dict[str, Any] = {
        "status": EngagementStatus.CANCELLED,
        "closing_reason": st.session_state[f"closing_reason_{number}"],
        "replaced_by": st.session_state[f"closing_other_{number}"],
    }
    try:
        result = save(caching.engine(), Engagement, number, facts, seen=seen, who=user(), why="Closed")
    except SeamarkError as error:
        st.session_state[f"closing_refused_{number}"] = str(error)
        return
    if isinstance(result, Conflict):
        says = f"{result.theirs_who} changed this engagement just now. Look at it again, then close it."
        st.session_state[f"closing_refused_{number}"] = says


def _words(row: Engagement) -> None:
    if not any(getattr(row, field) for field in WORDS):
        st.info("No report yet. Choose Edit, step 3, to write it.", icon=":material/edit_note:")
    for field in WORDS:
        held: str | Sequence[str] = getattr(row, field)
        if held:
            st.subheader(words(field), anchor=False)
            st.markdown(plain(held) if isinstance(held, str) else "\n".join(f"- {plain(one)}" for one in held))


def _agenda(row: Engagement) -> None:
    if not row.agenda:
        return
    st.subheader("Agenda", anchor=False)
    titles = {"government": "Government engagement", "port": "Port visit", "embassy": "U.S. Embassy"}
    for part in AgendaPart:
        items = [item["item"] for item in row.agenda if item["part"] == part]
        if items:
            st.markdown(f"**{titles[part]}**\n\n" + "\n".join(f"- {plain(item)}" for item in items))


def _facts(records: Records, row: Engagement) -> str:
    """List the facts that say something."""
    values = Values(records, caching.engine())
    lines = []
    for field in (*FACTS, *MORE_FACTS):
        value = getattr(row, field)
        if value not in (None, "", []):
            shown = day(value) if isinstance(value, date) else values.text(field, value)
            lines.append(f"- **{words(field)}** {plain(shown)}")
    return "\n".join(lines)
