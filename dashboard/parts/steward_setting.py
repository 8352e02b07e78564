"""Choices of the staff that are lists: several things in an order, each edited in a form, all stored as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.editing import Conflict, Saved
from dashboard.actions.stewarding import save_setting, setting
from dashboard.parts.history import folded_history
from dashboard.parts.record_form import close, finish, opened_form
from dashboard.parts.text import plain
from models.database import reading
from models.errors import SeamarkError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.parts.record_form import Facts, Opened
    from models.tables import Setting

LIST = "list"
"""The fact of a form that holds the whole list, as it was when the form was opened."""


def chosen_row(name: str) -> Setting | None:
    """Read the row of a setting; None where it was never chosen."""
    with reading(caching.engine()) as session:
        return setting(name, session=session)


def stored_as(name: str) -> Callable[[Opened, Facts, int | None, str], Saved | Conflict]:
    """Return how a setting is stored: by its value."""

    def store(_opened: Opened, facts: Facts, seen: int | None, why: str) -> Saved | Conflict:
        return save_setting(caching.engine(), name, facts["value"], seen=seen, who=user(), why=why)

    return store


def listed(name: str, lines: Sequence[Mapping[str, Any]], *, noun: str) -> None:
    """Draw the list in its order."""
    st.dataframe(pd.DataFrame(lines), hide_index=True, key=f"{name}_table", alt=f"Table of {len(lines)} {noun}")


def which(name: str, newest: Sequence[Any], *, noun: str) -> tuple[Sequence[Any], int | None]:
    """Draw the choice of the one that is edited.

    While its form is open the list stays as it was when that was opened: a place in it then means the same one,
    whatever somebody else does to the list.

    Returns:
        The list, and the place in it; None for a new one.
    """
    new, key = f"New {noun}", f"{name}_which"
    held = _list_of_form(name, st.session_state.get(key), new) or newest
    names = [one.name for one in held]
    if st.session_state.get(key) not in {*names, new}:
        st.session_state[key] = names[0]
    chosen = st.selectbox(noun.capitalize(), [*names, new], key=key)
    return held, None if chosen == new else names.index(chosen)


def _list_of_form(name: str, chosen: str | None, new: str) -> Sequence[Any]:
    """Return the list that the open form began from; none, and the form closes, where another one was chosen."""
    opened = opened_form(name)
    if opened is None:
        return ()
    held: Sequence[Any] = opened.facts[LIST]
    if chosen == (new if opened.id is None else held[opened.id].name):
        return held
    close(name)
    return ()


def go_to(name: str, key: str) -> Callable[[Any], None]:
    """Return what chooses, once the list is stored, the one whose name stands in a widget."""

    def go(_row: object) -> None:
        st.session_state[f"{name}_next"] = (st.session_state.get(key) or "").strip()

    return go


def arrive(name: str) -> None:
    """Choose what was stored just now."""
    if f"{name}_next" in st.session_state:
        st.session_state[f"{name}_which"] = st.session_state.pop(f"{name}_next")


def action(  # noqa: PLR0913 - what is asked, and what is then stored
    label: str, says: str, *, icon: str, name: str, value: Callable[[], Any], seen: int | None, key: str
) -> None:
    """Offer a change that asks for its reason."""
    with st.popover(label, icon=icon), st.form(key, border=False):
        st.caption(plain(says))
        why = st.text_input("Reason", key=f"{key}_why", max_chars=300).strip()
        if st.form_submit_button(label, type="primary"):
            _change(name, value, seen=seen, why=why)


def setting_history(name: str) -> None:
    """Offer the history of a setting, once it has one."""
    row = chosen_row(name)
    if row is not None and row.id is not None:
        folded_history("setting", row.id)


def _change(name: str, value: Callable[[], Any], *, seen: int | None, why: str) -> None:
    if not why:
        st.error("Say why; it stands in the history.", icon=":material/error:")
        return
    try:
        result = save_setting(caching.engine(), name, value(), seen=seen, who=user(), why=why)
    except SeamarkError as error:
        st.error(plain(_message(error)), icon=":material/error:")
        return
    if isinstance(result, Conflict):
        st.error("Somebody else changed this list just now. Look at it again.", icon=":material/error:")
        return
    close(name)
    finish("Saved.")


def _message(error: SeamarkError) -> str:
    """Leave out the name of the field: beside its button a message needs none."""
    said = str(error)
    rest = said.partition(": ")[2]
    return rest[0].upper() + rest[1:] if rest else said
