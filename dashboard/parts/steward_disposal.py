"""Disposal: records whose date has passed, and blanking them for good once that is confirmed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import caching, clock
from dashboard.access import user
from dashboard.actions.disposing import Due, dispose, due, lost, next_date
from dashboard.parts.record_form import finish
from dashboard.parts.steward_register import TABLE_HEIGHT
from dashboard.parts.text import plain
from models.database import reading
from models.errors import SeamarkError
from models.wording import day, plural, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records

CHOICE = "disposal_choice"
MEANT = "dispose_meant"
WHY = "dispose_why"
ASKED = "disposal_asked"
"""What was to be disposed of when the button was pressed, whether it was meant, and why."""

SCROLLS = 10
"""Lines from which on the table scrolls."""


def disposal(records: Records) -> None:
    """Draw what is due, and the way to dispose of it."""
    today = clock.today(records.settings)
    st.caption(
        "A record with a disposal date keeps its place, kind and dates for good, so that figures stay true. After that "
        "date its content may be blanked, in the record and in its history, of which only the hashes stay."
    )
    refused = _carry_out(today)
    _offer(records, today)
    if refused:
        st.error(plain(f"{refused}. Nothing was disposed of."), icon=":material/error:")


def _offer(records: Records, today: date) -> None:
    with reading(caching.engine()) as session:
        found = due(today, session=session)
        upcoming = next_date(today, session=session)
    if not found:
        later = f" The next date is {day(upcoming)}." if upcoming else " No record has a date that is still to come."
        st.info(f"No record is past its disposal date.{later} A record's form sets it under “Dispose of after”.")
        return
    _table(found, records)
    titles = {_titled(one): one for one in found}
    chosen = st.multiselect("Records to dispose of", list(titles), key=CHOICE, placeholder="Choose which, or all")
    if chosen:
        _confirm([titles[title] for title in chosen])


def _titled(one: Due) -> str:
    return f"{words(one.table)} {one.id}: {one.title}{' · DEMO' if one.demo else ''}"


def _table(found: Sequence[Due], records: Records) -> None:
    st.dataframe(
        pd.DataFrame([_columns(one, records) for one in found]),
        hide_index=True,
        height="auto" if len(found) <= SCROLLS else TABLE_HEIGHT,
        column_config={"Dispose of after": st.column_config.DateColumn(format="D MMM YYYY")},
        key="disposal_table",
        alt=f"Table of {len(found)} records past their disposal date",
    )


def _columns(one: Due, records: Records) -> Mapping[str, object]:
    territory = records.territories.get(one.territory or "")
    return {
        "Kind": words(one.table),
        "No.": one.id,
        "Record": one.title,
        "Territory": territory.name if territory else "",
        "Dispose of after": one.dispose_after,
        "Marking": one.marking,
        "Demo": "DEMO" if one.demo else "",
    }


def _confirm(chosen: Sequence[Due]) -> None:
    counts = Counter(one.table for one in chosen)
    lines = [
        f"- {plain(kind)} ({counts[table]}): {plain(', '.join(fields).lower())}"
        for table, (kind, fields) in zip(sorted(counts), lost(counts).items(), strict=True)
    ]
    st.warning(
        "These fields are blanked, and the history of their content with them:\n\n" + "\n".join(lines) + "\n\nNobody "
        "can bring this back: no undo, and no backup made from now on.",
        title=f"{plural(len(chosen), 'record')} will lose {'its' if len(chosen) == 1 else 'their'} content for good",
        icon=":material/delete_forever:",
    )
    with st.form("dispose", border=False):
        st.checkbox("I have read what will be lost for good", key=MEANT)
        st.text_input("Reason", key=WHY, max_chars=300, placeholder="Retention period has ended")
        st.form_submit_button(
            f"Dispose of {plural(len(chosen), 'record')}", type="primary", on_click=_ask, args=(tuple(chosen),)
        )


def _ask(shown: Sequence[Due]) -> None:
    """Hold what is to be disposed of as it stood on the screen, before the page reads the records again."""
    st.session_state[ASKED] = shown, bool(st.session_state[MEANT]), str(st.session_state[WHY] or "").strip()


def _carry_out(today: date) -> str:
    """Dispose of what was asked for just now, or say why that was refused."""
    shown, meant, why = st.session_state.pop(ASKED, ((), False, ""))
    if not shown:
        return ""
    if not meant or not why:
        return "Give the reason" if meant else "Tick that you have read what will be lost"
    try:
        count = dispose(caching.engine(), shown, today=today, who=user(), why=why)
    except SeamarkError as error:
        return str(error)
    else:
        finish(f"Disposed of {plural(count, 'record')}.")
