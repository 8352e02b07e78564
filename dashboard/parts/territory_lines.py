"""Lines and tables of the Territories page, on screen and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.parts.territory_choice import ENGAGEMENT_PAGE
from dashboard.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

WEB = re.compile(r"https?://([\w.-]+)(?:[/?#][^\s<>\\]*)?")
"""A web address; its host is the first group."""

LINE = (1, 4)
"""Shares of the width: when, and what."""


def line(when: str, what: str, detail: str, engagement: int | None = None) -> None:
    """Draw when in front of what, its detail below, and a link beside it where it belongs to an engagement.

    Args:
        when: Markdown.
        what: Markdown.
        detail: Markdown; may be blank.
        engagement: its id.
    """
    when_side, what_side = st.columns(LINE, gap="xxsmall")
    when_side.markdown(when)
    with what_side.container(gap=None):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{what}**", width="content")
            if engagement is not None:
                st.page_link(
                    ENGAGEMENT_PAGE,
                    label="Open",
                    icon=":material/chevron_right:",
                    icon_position="right",
                    query_params={"id": str(engagement)},
                )
        if detail:
            st.caption(detail)


def static_table(
    columns: Mapping[str, Sequence[str]], *, alt: str, printing: bool, markdown: Collection[str] = ()
) -> None:
    """Draw a table at its full length; a column without a word in it is left out.

    On paper it is a table of Markdown: no area that scrolls stands around it, so it breaks between rows and repeats its
    heading on each sheet.

    Args:
        columns: cells by heading; their text is shown as it is.
        alt: what the table holds.
        printing: whether it is meant for paper.
        markdown: headings of columns whose cells are Markdown already.
    """
    told = {
        name: list(cells) if name in markdown else [plain(cell) for cell in cells]
        for name, cells in columns.items()
        if any(cells)
    }
    if printing:
        rows = zip(*told.values(), strict=True)
        st.markdown("\n".join(_row(row) for row in (list(told), [":--"] * len(told), *rows)))
    else:
        st.table(pd.DataFrame(told), hide_index=True, border="horizontal", alt=alt)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split("\n")) for cell in cells) + " |"


def unbroken(text: str) -> str:
    """Keep a date or a number on one line."""
    return text.replace(" ", "\u00a0").replace("-", "\u2011")


def link(address: str) -> str:
    """Write a web address as Markdown that shows its host only; anything else as it is."""
    found = WEB.fullmatch(address)
    return f"[{plain(found[1])}](<{address}>)" if found else plain(address)


def demo(flag: bool) -> str:  # noqa: FBT001 - reads as `demo(record.demo)`
    """Mark a generated record."""
    return "DEMO" if flag else ""
