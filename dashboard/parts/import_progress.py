"""Something long: how far it has come, and a button that cancels it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.delta_generator import DeltaGenerator


@contextmanager
def progress(doing: str, noun: str, *, key: str, shown_from: int) -> Iterator[Callable[[int, int], None]]:
    """Give what to tell the progress to.

    Pressing Cancel starts the page anew, and Streamlit ends the running script at its next word to the page: the next
    telling of the progress. What is being written then is rolled back.

    Args:
        doing: what is done, such as `Reading`.
        noun: what is counted, such as `rows`.
        key: key of the button.
        shown_from: fewer than so many are done in the blink of an eye, and are not announced.
    """
    place = st.empty()
    drawn: list[DeltaGenerator] = []

    def tell(done: int, total: int) -> None:
        if total < shown_from:
            return
        if not drawn:
            with place.container(horizontal=True, vertical_alignment="center"):
                drawn.append(st.progress(0.0))
                st.button("Cancel", key=key)
        drawn[0].progress(done / total, text=f"{doing}: {done:,} of {total:,} {noun}")

    yield tell
    place.empty()
