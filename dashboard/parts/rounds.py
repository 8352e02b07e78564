"""Rounds of a form: once stored, the next round begins blank, so that a second click stores nothing twice."""

from __future__ import annotations

import streamlit as st


def rounds(form: str) -> int:
    """Tell how often a form was stored in this session; its widgets are named by it."""
    return int(st.session_state.get(_key(form), 0))


def next_round(form: str) -> None:
    """Begin the next round of a form."""
    st.session_state[_key(form)] = rounds(form) + 1


def _key(form: str) -> str:
    return f"rounds_of_{form}"
