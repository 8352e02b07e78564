"""Entering or changing an engagement: the form, its draft, and what happens on saving."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching, clock
from dashboard.access import user
from dashboard.actions import entering
from dashboard.actions.editing import Conflict, save
from dashboard.parts.asked import asked_id
from dashboard.parts.entry_fields import EntryFields
from dashboard.parts.entry_form import STEPS, entry_form, step_key, step_of
from dashboard.parts.merging import merge_screen
from dashboard.parts.record_form import finish
from dashboard.parts.text import plain
from models import drafts
from models.database import reading
from models.drafts import Subject
from models.errors import InvalidRecordError
from models.tables import Engagement
from models.vocabulary import EngagementKind, EngagementStatus
from models.wording import day, words

if TYPE_CHECKING:
    from dashboard.actions.records import Records

NEW_STATUSES = frozenset({EngagementStatus.PLANNED, EngagementStatus.CONFIRMED, EngagementStatus.COMPLETED})


def engagement_entry(records: Records, row: Engagement | None) -> None:
    """Draw the entry of a new engagement, or the change of a stored one."""
    fields = _fields(records, row)
    conflict = st.session_state.get(_conflict_key(fields))
    st.title("New engagement" if row is None else "Change engagement")
    if conflict is not None:
        merged = merge_screen(conflict)
        if merged is not None:
            _save(fields, merged, seen=conflict.theirs_version, why=st.session_state.get(f"why_{fields.draft}", ""))
        return
    _above(fields, row)
    entry_form(_with_problems(fields))
    _below(fields, row)


def _fields(records: Records, row: Engagement | None) -> EntryFields:
    """Gather the entry: from its draft, else from the record, else from what the address says."""
    key = st.query_params.get("draft") or drafts.new_key()
    st.query_params["draft"] = key
    kept = drafts.find(caching.engine(), key)
    content = entering.content_of(row) if row else _begin(records)
    if row and st.query_params.get("complete"):
        content = entering.completed(content)
    seen_key = f"seen_{key}"
    if seen_key not in st.session_state:
        st.session_state[seen_key] = (kept.seen if kept else None) or (row.version if row else None)
    subject = Subject("engagement", row.id if row else None, st.session_state[seen_key])
    fields = EntryFields(key, subject, records, clock.today(records.settings))
    if not fields.begun:
        fields.begin({**content, **(kept.content if kept else {})})
    return fields


def _begin(records: Records) -> entering.Content:
    asked = st.query_params
    kind, status = asked.get("kind", ""), asked.get("status", "")
    territory = records.territories.get(asked.get("partner", ""))
    content = entering.begin(
        records,
        territory=territory.code if territory else None,
        today=clock.today(records.settings),
        kind=EngagementKind(kind) if kind in set(EngagementKind) else EngagementKind.PORT_VISIT,
        status=EngagementStatus(status) if status in NEW_STATUSES else EngagementStatus.COMPLETED,
    )
    port = records.port(asked_id(asked.get("port", "")))
    return content | {"ports": [port.id]} if port and territory and port.territory == territory.code else content


def _above(fields: EntryFields, row: Engagement | None) -> None:
    territory = fields.held("territory")
    last = entering.last_visit(fields.records, territory, before=row.id if row else None)
    with st.container(horizontal=True, vertical_alignment="center"):
        if last is not None and row is None:
            st.button(
                "Same as last visit",
                icon=":material/content_copy:",
                help=f"Takes over ports, people and agenda of the {words(last.kind).lower()} of {day(last.ends_on)}",
                on_click=_same,
                args=(fields, last.id),
            )
        st.caption("Each field is kept as you leave it. A closed browser or a restarted server loses nothing.")


def _same(fields: EntryFields, number: int) -> None:
    with reading(caching.engine()) as session:
        last = session.get(Engagement, number)
    if last is not None:
        content = entering.same_as(fields.content(), last)
        fields.begin(content)
        fields.store(content)


def _with_problems(fields: EntryFields) -> EntryFields:
    """Show what is wrong with the fields that were left, and with all of them once saving was tried."""
    touched = st.session_state.get(f"touched_{fields.draft}", set())
    refused = st.session_state.get(f"refused_{fields.draft}")
    found = {**(refused or {}), **entering.problems(fields.content())}
    shown = {name: text for name, text in found.items() if refused is not None or name.split(".")[0] in touched}
    return replace(fields, problems=shown)


def _below(fields: EntryFields, row: Engagement | None) -> None:
    why = ""
    if row is not None:
        why = st.text_input(
            "Reason for the change", key=f"reason_{fields.draft}", help="Stands in the history. May be blank."
        )
    with st.container(horizontal=True):
        if st.button("Save", type="primary", icon=":material/save:"):
            _save(fields, fields.content(), seen=fields.subject.seen, why=why)
        st.button("Next step", icon=":material/arrow_forward:", on_click=_next, args=(fields,))
        st.button(
            "Discard draft" if row is None else "Discard changes",
            type="tertiary",
            icon=":material/delete_sweep:",
            on_click=_discard,
            args=(fields,),
        )
    st.caption(f":material/info: Marking, source and words can wait: save now, add them later. {len(STEPS)} steps.")


def _next(fields: EntryFields) -> None:
    held = st.session_state.get(step_key(fields)) or STEPS[0]
    st.session_state[step_key(fields)] = STEPS[(STEPS.index(held) + 1) % len(STEPS)]


def _discard(fields: EntryFields) -> None:
    drafts.discard(caching.engine(), fields.draft)
    _forget(fields)
    number = fields.subject.record_id
    st.query_params.from_dict({"id": str(number)} if number else {})


def _save(fields: EntryFields, facts: dict[str, Any], *, seen: int | None, why: str = "") -> None:
    if _ended_elsewhere(fields):
        st.error("This draft was saved or discarded in another window. Copy what you need, then begin anew.")
        return
    try:
        result = save(caching.engine(), Engagement, fields.subject.record_id, facts, seen=seen, who=user(), why=why)
    except InvalidRecordError as error:
        st.session_state[f"refused_{fields.draft}"] = dict(error.fields)
        first = str(error).partition(": ")[0]
        where = f" See step {step_of(first.split('.')[0])}." if first in error.fields else ""
        st.error(plain(f"{error}.{where}"), title="Not saved", icon=":material/error:")
        return
    if isinstance(result, Conflict):
        st.session_state[_conflict_key(fields)] = result
        st.session_state[f"why_{fields.draft}"] = why
        st.rerun()
    drafts.discard(caching.engine(), fields.draft)
    _forget(fields)
    st.query_params.from_dict({"id": str(result.row.id)})
    finish("Saved.")


def _ended_elsewhere(fields: EntryFields) -> bool:
    """Tell whether a new entry that was kept before is kept no more: saved again, it would be stored twice."""
    touched = st.session_state.get(f"touched_{fields.draft}")
    return fields.subject.record_id is None and bool(touched) and drafts.find(caching.engine(), fields.draft) is None


def _conflict_key(fields: EntryFields) -> str:
    return f"conflict_{fields.draft}"


def _forget(fields: EntryFields) -> None:
    """Take what this entry left in the session away."""
    for name in [str(key) for key in st.session_state if fields.draft in str(key)]:
        del st.session_state[name]
