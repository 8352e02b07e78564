"""A filter by several of some choices, kept in the address and while one goes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def several(label: str, key: str, options: Sequence[str], *, width: int, on_change: Callable[[], None]) -> list[str]:
    """Draw the choice; nothing chosen means all.

    Args:
        label: what is chosen.
        key: names the widget, in the address as well.
        options: what there is to choose from.
        width: pixels.
        on_change: called before the page is drawn again, as to go back to its first page.
    """
    return st.multiselect(
        label,
        options,
        key=key,
        placeholder="All",
        width=width,
        on_change=on_change,
        bind="query-params",
        persist_state="session",
    )
