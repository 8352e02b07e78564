"""A list of records of one kind, and the one that is chosen in a form beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.editing import Conflict, save
from dashboard.actions.stewarding import held
from dashboard.parts.history import folded_history
from dashboard.parts.record_form import Kind, close, edit, finish, open_record, opened_form
from dashboard.parts.text import plain
from models.database import reading
from models.errors import SeamarkError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DATE_COLUMN = st.column_config.DateColumn(format="D MMM YYYY")
TABLE_HEIGHT = 430
SIDES = (3, 2)
"""Widths of the list and of the form beside it."""


@dataclass(frozen=True, slots=True)
class Register:
    """Records of one kind, and how they are listed and edited."""

    table: Any
    """Of `models.tables`; its records can be withdrawn."""
    noun: str
    """What one of them is called: `officer`."""
    title: Callable[[Any], str]
    """Names one of them in the choice."""
    columns: Callable[[Any], dict[str, Any]]
    """Writes one of them as a line of the list; every cell of every line is searched."""
    kind: Kind
    begin: Mapping[str, Any]
    """What a new one begins with."""
    more: Callable[[Any, int], None] = lambda _row, _seen: None
    """Draws what else can be done with one, as far as it is still of the version that was seen."""

    @property
    def name(self) -> str:
        """Name of the table; it names the choice in the address too."""
        return str(self.table.__tablename__)

    @property
    def new(self) -> str:
        """What stands in the choice for one that is not stored yet."""
        return f"New {self.noun}"


def register(kind: Register) -> None:
    """Draw the list and the form."""
    list_side, form_side = st.columns(SIDES, gap="large")
    with list_side:
        rows = _rows(kind)
        titles = _titles(kind, [*rows, *_left_open(kind, rows)])
        _apply_choice(kind, titles)
        _list(kind, rows, titles)
    with form_side:
        chosen = st.selectbox(
            kind.noun.capitalize(),
            [kind.new, *titles],
            None,
            key=kind.name,
            bind="query-params",
            placeholder=f"Choose one in the list, or “{kind.new}”",
        )
        if chosen is None:
            close(kind.name)
            st.caption(f"Choose a line of the list to change it. “{kind.new}” adds one.")
            return
        _panel(kind, titles.get(chosen))


def matching(lines: Sequence[Mapping[str, Any]], text: str) -> list[int]:
    """Return the places of the lines in which every word of a text occurs."""
    wanted = text.casefold().split()
    folded = [" ".join(str(cell) for cell in line.values()).casefold() for line in lines]
    return [place for place, line in enumerate(folded) if all(word in line for word in wanted)]


def table(name: str, lines: Sequence[Mapping[str, Any]], titles: Sequence[str], *, noun: str) -> None:
    """Draw lines as a table in which a click chooses the title of the same place."""
    frame = pd.DataFrame(lines)
    days = {column: DATE_COLUMN for column in frame if column in {"From", "To", "Last contact", "Assessed on"}}
    st.dataframe(
        frame,
        hide_index=True,
        height="auto" if len(lines) <= 10 else TABLE_HEIGHT,  # noqa: PLR2004 - lines that fit without scrolling
        placeholder="",
        column_config=days,
        key=f"{name}_table",
        on_select=lambda: _choose(name, titles),
        selection_mode="single-row",
        alt=f"Table of {len(lines)} records, {noun}",
    )


def _choose(name: str, titles: Sequence[str]) -> None:
    """Carry a chosen line over to the choice, which holds the selection."""
    chosen = st.session_state[f"{name}_table"].selection.rows
    if chosen and chosen[0] < len(titles):
        st.session_state[name] = titles[chosen[0]]


def _rows(kind: Register) -> Sequence[Any]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Search", key=f"{kind.name}_search", placeholder="Any word of the list", width=240)
        withdrawn = st.checkbox("Withdrawn ones", key=f"{kind.name}_withdrawn")
        st.button(
            kind.new,
            icon=":material/add:",
            key=f"{kind.name}_new",
            on_click=lambda: st.session_state.__setitem__(kind.name, kind.new),
        )
    with reading(caching.engine()) as session:
        rows = held(kind.table, session=session, withdrawn=withdrawn)
    return sorted(rows, key=lambda row: next(iter(kind.columns(row).values())))


def _titles(kind: Register, rows: Sequence[Any]) -> dict[str, Any]:
    """Name every record; where two have the same name, by its number too."""
    names = [kind.title(row) for row in rows]
    times = Counter(names)
    return {name if times[name] == 1 else f"{name} (no. {row.id})": row for name, row in zip(names, rows, strict=True)}


def _left_open(kind: Register, rows: Sequence[Any]) -> list[Any]:
    """Read the record of the open form where the list has it no more: what was typed is not lost with it."""
    opened = opened_form(kind.name)
    if opened is None or opened.id is None or opened.id in {row.id for row in rows}:
        return []
    with reading(caching.engine()) as session:
        row = session.get(kind.table, opened.id)
    return [row] if row is not None and _chosen_id(kind) == opened.id else []


def _chosen_id(kind: Register) -> int | None:
    """Return the record that bore the chosen title when it was shown, whatever it is called by now."""
    shown: Mapping[str, int] = st.session_state.get(f"{kind.name}_shown", {})
    return shown.get(st.session_state.get(kind.name) or "")


def _apply_choice(kind: Register, titles: Mapping[str, Any]) -> None:
    """Choose what was saved just now, keep what has a new title, and let go of what is no longer in the list."""
    wanted = st.session_state.pop(f"{kind.name}_go", None) or _chosen_id(kind)
    if wanted is not None:
        _choose_title(kind, next((title for title, row in titles.items() if row.id == wanted), None))
    if st.session_state.get(kind.name) not in {None, kind.new, *titles}:
        st.session_state[kind.name] = None
    st.session_state[f"{kind.name}_shown"] = {title: row.id for title, row in titles.items()}


def _choose_title(kind: Register, title: str | None) -> None:
    if st.session_state.get(kind.name) != title:
        st.session_state[kind.name] = title


def _list(kind: Register, rows: Sequence[Any], titles: Mapping[str, Any]) -> None:
    lines = [kind.columns(row) for row in rows]
    found = matching(lines, st.session_state.get(f"{kind.name}_search") or "")
    if not lines:
        st.info(f"None on record. “{kind.new}” adds one.")
    elif not found:
        st.info("No line has all these words.")
    else:
        named = list(titles)
        table(kind.name, [lines[place] for place in found], [named[place] for place in found], noun=kind.noun)


def _panel(kind: Register, row: Any) -> None:  # noqa: ANN401 - any row
    if row is not None and getattr(row, "disposed_on", None) is not None:
        st.info("The content of this record was disposed of; it can no longer be changed.")
    else:
        _editable(kind, row)
    if row is not None:
        folded_history(kind.name, row.id)


def _editable(kind: Register, row: Any) -> None:  # noqa: ANN401 - any row
    version = row.version if row else None
    opened = open_record(kind.name, row.id if row else None, version, _facts(kind, row))
    edit(kind.kind, opened, version=version, saved=lambda stored: _go(kind, stored.id))
    if row is not None:
        with st.container(horizontal=True):
            kind.more(row, opened.seen or 0)
            _withdraw(kind, row, opened.seen or 0)


def _facts(kind: Register, row: Any) -> Mapping[str, Any]:  # noqa: ANN401 - any row
    return kind.begin if row is None else row.model_dump()


def _withdraw(kind: Register, row: Any, seen: int) -> None:  # noqa: ANN401 - any row
    """Offer to withdraw a record, or to restore one that was."""
    label, icon, says = (
        ("Restore", ":material/restore_from_trash:", f"Withdrawn: {row.withdrawn}. Restored, it counts again.")
        if row.withdrawn
        else ("Withdraw", ":material/block:", "Nothing is deleted: it no longer counts, and can be restored.")
    )
    with st.popover(label, icon=icon), st.form(f"{kind.name}_{row.id}_withdraw", border=False):
        st.caption(plain(says))
        why = st.text_input("Reason", key=f"{kind.name}_{row.id}_withdraw_why", max_chars=300)
        if st.form_submit_button(f"{label} this {kind.noun}", type="primary"):
            _set_withdrawn(kind, row, seen, why.strip())


def _set_withdrawn(kind: Register, row: Any, seen: int, why: str) -> None:  # noqa: ANN401 - any row
    if not why:
        st.error("Say why; it stands in the history.", icon=":material/error:")
        return
    facts = {"withdrawn": "" if row.withdrawn else why}
    try:
        result = save(caching.engine(), kind.table, row.id, facts, seen=seen, who=user(), why=why)
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if isinstance(result, Conflict):
        st.error("Somebody else changed it just now. Look at it again.", icon=":material/error:")
        return
    close(kind.name)
    finish("Restored." if row.withdrawn else "Withdrawn. “Withdrawn ones” lists it.")


def _go(kind: Register, record_id: int) -> None:
    st.session_state[f"{kind.name}_go"] = record_id
