"""A wide table of text: on a narrow page it scrolls sideways in a frame of its own, which the keyboard reaches."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_CELL = "text-align:left;vertical-align:top;padding:6px 10px 6px 2px;border-bottom:1px solid rgba(128,140,150,0.35);"


def wide_table(columns: Mapping[str, Sequence[str]], *, alt: str) -> None:
    """Draw a table at its full length; a column without a word in it is left out.

    Args:
        columns: cells by heading; their text is shown as it is.
        alt: what the table holds.
    """
    st.html(table_html(columns, alt=alt))


def table_html(columns: Mapping[str, Sequence[str]], *, alt: str) -> str:
    """Write the table."""
    told = {name: cells for name, cells in columns.items() if any(cells)}
    head = "".join(f'<th scope="col" style="{_CELL}font-weight:400;opacity:0.8">{escape(name)}</th>' for name in told)
    body = "".join(_row(row) for row in zip(*told.values(), strict=True))
    return (
        f'<div role="region" tabindex="0" aria-label="{escape(alt)}" style="overflow-x:auto">'
        '<table style="border-collapse:collapse;width:100%;font-size:0.875rem">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Iterable[str]) -> str:
    written = "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in cells)
    return f"<tr>{written}</tr>"
