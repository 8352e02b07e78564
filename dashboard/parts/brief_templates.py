"""Templates of briefs: choose one, save the brief as one, rename and withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions import brief_store
from dashboard.actions.editing import Conflict, save
from dashboard.parts.brief_state import begun_from, forget_template, settle, turn_to
from dashboard.parts.merging import merge_screen
from dashboard.parts.text import plain
from models.database import reading
from models.errors import SeamarkError
from models.tables import BriefTemplate, KeptBrief

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dashboard.actions.editing import Saved
    from dashboard.parts.brief_content import Briefing
    from dashboard.parts.brief_state import Working

Row = TypeVar("Row", BriefTemplate, KeptBrief)

CONFLICT_KEY, REFUSED_KEY, GONE_KEY = "brief_conflict", "brief_refused", "brief_template_gone"
"""Of what was found on saving, of why nothing was stored, and of the template that was withdrawn last."""

LABELS = {"brief_marking": "Marking of the brief", "marking": "Marking of the template", "words": "Edited sentences"}

NONE = "None"

CHANGED = "Somebody else changed it just now. Look at it again, then do it once more."


def template_choice(working: Working, *, today: date) -> None:
    """Draw the list of templates; choosing one is a step that Undo takes back."""
    with reading(caching.engine()) as session:
        held = {one.id or 0: one for one in brief_store.templates(session=session)}
    offered = [0, *held]
    key = working.key("template")
    st.selectbox(
        "Template",
        offered,
        offered.index(working.template) if working.template in offered else 0,
        format_func=lambda number: held[number].name if number in held else NONE,
        key=key,
        width=190,
        on_change=_choose,
        args=(key, held, today),
    )


def template_acts(briefing: Briefing) -> None:
    """Draw what is done with a template."""
    working = briefing.working
    with st.popover("Save as template", icon=":material/bookmark_add:", key="brief_saving"):
        st.caption("Keeps title, unit, marking, regions, territories, sections and your words, but no day.")
        name = st.text_input("Name", working.name, key=working.key("name"), max_chars=300, placeholder="Weekly brief")
        if working.template is not None:
            _button(briefing, f"Save over {working.name}", lambda: save_over(briefing, name))
        _button(briefing, "Save as a new template", lambda: save_new(briefing, name))
        if working.template is not None:
            _withdrawing(working)


def merging(briefing: Briefing) -> bool:
    """Draw both versions where somebody else changed the template; tell whether that is so."""
    conflict: Conflict | None = st.session_state.get(CONFLICT_KEY)
    if conflict is None:
        return False
    merged = merge_screen(conflict, labels=LABELS)
    st.button("Leave theirs", key="brief_theirs", type="tertiary", on_click=_leave, args=(conflict, briefing.today))
    if merged is not None:
        seen = conflict.theirs_version
        _store(lambda: save(caching.engine(), BriefTemplate, conflict.record_id, merged, seen=seen, who=user()))
        st.rerun()
    return True


def refusals() -> None:
    """Say why the last act stored nothing, and offer to bring back what was withdrawn last."""
    refused = st.session_state.pop(REFUSED_KEY, None)
    if refused:
        st.error(plain(refused), icon=":material/error:")
    gone: BriefTemplate | None = st.session_state.get(GONE_KEY)
    if gone is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Template withdrawn: {plain(gone.name)}.", width="content")
            st.button("Bring it back", key="brief_bring_back", icon=":material/undo:", on_click=_restore, args=(gone,))


def refuse(why: str) -> None:
    """Keep why nothing was stored, for the page that is drawn next."""
    st.session_state[REFUSED_KEY] = why


def save_new(briefing: Briefing, name: str) -> None:
    """Save under a new name."""
    _store(lambda: _saved(briefing, name, None))


def save_over(briefing: Briefing, name: str) -> None:
    """Save over the template that the work began from; another name renames it."""
    working = briefing.working
    with reading(caching.engine()) as session:
        row = session.get(BriefTemplate, working.template)
    if row is None or row.withdrawn:
        refuse("The template was withdrawn meanwhile. Save the brief as a new one.")
        return
    row.version = working.seen or row.version
    _store(lambda: _saved(briefing, name, row))


def _saved(briefing: Briefing, name: str, over: BriefTemplate | None) -> Saved | Conflict:
    lowest = briefing.records.settings.allowed_markings[0]
    marking = briefing.content.marking if briefing.content and briefing.choice.words else lowest
    engine = caching.engine()
    return brief_store.save_template(engine, name, briefing.choice, marking=marking, who=user(), over=over)


def _store(act: Callable[[], Saved | Conflict]) -> None:
    try:
        result = act()
    except SeamarkError as error:
        refuse(str(error))
        return
    if isinstance(result, Conflict):
        st.session_state[CONFLICT_KEY] = result
        return
    st.session_state.pop(CONFLICT_KEY, None)
    settle(result.row)
    st.toast(plain(f"Saved: {result.row.name}."), icon=":material/check:")


def _button(briefing: Briefing, label: str, act: Callable[[], None]) -> None:
    key = briefing.working.key(f"save_{'over' if 'over' in label else 'new'}")
    if st.button(plain(label), key=key, icon=":material/save:"):
        act()
        st.rerun()


def _withdrawing(working: Working) -> None:
    with st.form(working.key("withdrawing"), border=False):
        why = st.text_input("Reason for withdrawing", key=working.key("withdraw_why"), max_chars=300)
        if st.form_submit_button("Withdraw the template", icon=":material/block:"):
            _withdraw(working, why.strip())
            st.rerun()


def _withdraw(working: Working, why: str) -> None:
    row = withdraw(BriefTemplate, working.template, working.seen, why)
    if row is not None:
        st.session_state[GONE_KEY] = row
        forget_template()


def _restore(gone: BriefTemplate) -> None:
    if bring_back(BriefTemplate, gone.id, gone.version) is not None:
        del st.session_state[GONE_KEY]


def withdraw(table: type[Row], number: int | None, seen: int | None, why: str) -> Row | None:
    """Withdraw a template or a brief that was kept; return it as it now stands, or None where that was refused."""
    if not why:
        refuse("Reason: say why; it stands in the history.")
        return None
    return _set(table, number, seen, {"withdrawn": why}, why)


def bring_back(table: type[Row], number: int | None, seen: int | None) -> Row | None:
    """Let it count again."""
    return _set(table, number, seen, {"withdrawn": ""}, "Brought back")


def _set(table: type[Row], number: int | None, seen: int | None, facts: dict[str, str], why: str) -> Row | None:
    try:
        result = save(caching.engine(), table, number, facts, seen=seen, who=user(), why=why)
    except SeamarkError as error:
        refuse(str(error))
        return None
    if isinstance(result, Conflict):
        refuse(CHANGED)
        return None
    row: Row = result.row
    return row


def _choose(key: str, held: dict[int, BriefTemplate], today: date) -> None:
    number = st.session_state[key]
    if number in held:
        turn_to(begun_from(held[number], today=today))
    else:
        forget_template()


def _leave(conflict: Conflict, today: date) -> None:
    """Give up what was changed here, for what somebody else saved; Undo brings it back."""
    st.session_state.pop(CONFLICT_KEY, None)
    with reading(caching.engine()) as session:
        row = session.get(BriefTemplate, conflict.record_id)
    if row is not None:
        turn_to(begun_from(row, today=today))
