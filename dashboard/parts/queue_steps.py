"""One of many that wait, and the way to the next: a choice from the list, and buttons with keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence


def steps(name: str, listed: Sequence[tuple[int, str]], *, noun: str, nouns: str | None = None) -> int | None:
    """Draw the choice of one, and the buttons to the one before and after it.

    When the one that was shown is decided, the one that came after it is shown.

    Args:
        name: names the widgets.
        listed: id and words of each.
        noun: what one of them is.
        nouns: what several are, where that is not the noun with an s.

    Returns:
        The id of the one that is shown; None where nothing waits.
    """
    if not listed:
        return None
    key, place_key = _shown(name), f"{name}_place"
    ids = [number for number, _ in listed]
    if st.session_state.get(key) not in ids:
        st.session_state[key] = ids[min(st.session_state.get(place_key, 0), len(ids) - 1)]
    at = ids.index(st.session_state[key])
    labels = {number: f"{place + 1}. {words}" for place, (number, words) in enumerate(listed)}
    with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
        shown = st.selectbox(
            f"{at + 1} of {_count(len(ids), noun, nouns)}",
            ids,
            format_func=lambda number: labels[number],
            key=key,
            width=360,
        )
        for label, icon, to, shortcut in (
            ("Previous", "chevron_left", at - 1, "Alt+P"),
            ("Next", "chevron_right", at + 1, "Alt+N"),
        ):
            st.button(
                label,
                icon=f":material/{icon}:",
                key=f"{name}_{label}",
                disabled=not 0 <= to < len(ids),
                on_click=show,
                args=(name, ids[to % len(ids)]),
                shortcut=shortcut,
            )
    st.session_state[place_key] = ids.index(shown)
    return int(shown)


def show(name: str, number: int) -> None:
    """Show one of the list, before its widgets are drawn."""
    st.session_state[_shown(name)] = number


def _shown(name: str) -> str:
    return f"{name}_shown"


def _count(count: int, noun: str, nouns: str | None) -> str:
    return f"{count:,} {nouns}" if nouns and count != 1 else plural(count, noun)
