"""One vessel: the answer, every call, the map, what to do and the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.entry_check import check_calls, pasted_calls, record_of, take
from dashboard.parts.entry_check_answer import actions, answer_box, downloads, guidance, notes
from dashboard.parts.entry_check_calls import Listing, call_rows
from dashboard.parts.entry_check_input import find_port, pasted_text
from dashboard.parts.entry_check_map import calls_map
from dashboard.parts.entry_check_state import asked, into_address, rows
from dashboard.parts.marking import marking_text
from dashboard.parts.screen import on_phone
from models.entry_calls import EntryAnswer

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.entry_ground import Ground
    from dashboard.actions.records import Records


def one_vessel(records: Records, ground: Ground, *, today: date) -> None:
    """Draw the check of one vessel."""
    input_side, answer_side = (st.container(), st.container()) if on_phone() else st.columns([2, 3], gap="medium")
    with input_side:
        pasted_text()
    now = asked(today=today)
    pasted = pasted_calls(now.text, ground)
    listed = rows(now, len(pasted.calls))
    with input_side:
        find_port(records, ground, listed, len(pasted.calls), today=today)
        if not into_address(now):
            st.caption("The list is too long for the page's address: a copied address will not replay it.")
    checked = check_calls(take(pasted, listed, ground), pasted, arrival=now.arrival, ground=ground)
    record = record_of(checked, text=now.text, vessel=now.vessel, marking=marking_text(records))
    with answer_side:
        answer_box(records, checked, ground)
        if checked.taken:
            downloads(record, records, ground)
        if checked.taken and checked.check.answer is not EntryAnswer.DOES_NOT_APPLY:
            actions(record)
    if not checked.taken:
        return
    call_rows(checked, Listing(listed, pasted, ground, now.arrival), record)
    map_side, words_side = (st.container(), st.container()) if on_phone() else st.columns(2, gap="medium")
    with map_side:
        calls_map(records, checked)
        notes(checked)
    with words_side:
        if checked.check.answer is EntryAnswer.DOES_NOT_APPLY:
            st.markdown("No action in port is asked for by an advisory.")
        else:
            guidance(record)
