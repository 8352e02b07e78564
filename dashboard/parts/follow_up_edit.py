"""Changing one follow-up: its words, who does it, its day and its state; or withdrawing it with a reason."""

from __future__ import annotations

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.history import folded_history
from dashboard.parts.record_form import Facts, Fields, Kind, Opened, edit, open_record, stored_in
from models.tables import FollowUp
from models.vocabulary import FollowUpState
from models.wording import words

NAME = str(FollowUp.__tablename__)


def follow_up_edit(one: FollowUp) -> None:
    """Draw the form of a stored follow-up, and its history."""
    opened = open_record(NAME, one.id, one.version, one.model_dump())
    with st.expander("Change it", icon=":material/edit:"):
        edit(_KIND, opened, version=one.version)
    folded_history(NAME, one.id or 0)


def _draw(fields: Fields) -> Facts:
    what = fields.text("what", "What", height=68)
    left, right = st.columns(2)
    with left:
        who = fields.line("who", "Who", max_chars=300, help="An office or a duty title.")
        state = fields.choice("state", "State", [state.value for state in FollowUpState], words)
    with right:
        due_on = fields.day("due_on", "Due")
        withdrawn = fields.line("withdrawn", "Withdraw because", help="Takes it off the list; it stays in the history.")
    return {"what": what, "who": who, "due_on": due_on, "state": state, "withdrawn": withdrawn}


def _complete(opened: Opened, facts: Facts) -> Facts:
    """Give what is done the day it was done on: today, unless one is known."""
    done = facts["state"] == FollowUpState.DONE
    today = clock.today(caching.records().settings)
    return {**facts, "done_on": (opened.facts["done_on"] or today) if done else None}


_KIND = Kind(store=stored_in(FollowUp), draw=_draw, complete=_complete)
