"""The choice of columns of any table or layer of ports: for each fact a column of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.import_columns import ACROSS, EXAMPLE, NOT_THERE
from dashboard.parts.text import plain
from geodata.importers.any_table import FIELDS
from geodata.importers.values import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.import_mappings import Proposal
    from geodata.importers.table import Sheet

LOOKED_AT = 50
"""So many rows are looked through for examples."""

NAMED = 8
"""So many columns that are not used are named."""


def source_columns(
    headers: Sequence[str], examples: Mapping[str, str], proposal: Proposal, *, stem: str
) -> dict[str, str]:
    """Draw the choice of columns.

    Args:
        headers: of the file.
        examples: a value of each column that has any.
        proposal: what is chosen to begin with.
        stem: names the widgets.

    Returns:
        Header by field, of the fields that have one.
    """
    st.caption(_summary(headers, proposal))
    chosen: dict[str, str] = {}
    for start in range(0, len(FIELDS), ACROSS):
        for place, field in zip(st.columns(ACROSS), FIELDS[start : start + ACROSS], strict=False):
            proposed = proposal.mapping.get(field.name)
            header = place.selectbox(
                f"{field.label} (required)" if field.required else field.label,
                headers,
                headers.index(proposed) if proposed in headers else None,
                format_func=lambda text: f"{text} ({examples[text]})" if text in examples else text,
                help=field.help or None,
                placeholder=NOT_THERE,
                key=f"source_column_{stem}_{field.name}",
            )
            if header is not None:
                chosen[field.name] = header
    return chosen


def _summary(headers: Sequence[str], proposal: Proposal) -> str:
    used = set(proposal.mapping.values())
    unused = [header for header in headers if header not in used]
    how = "Chosen as last time for a file with these headers." if proposal.remembered else "Guessed from the headers."
    more = " and others" if len(unused) > NAMED else ""
    left = f" Kept as further attributes: {plain(', '.join(unused[:NAMED]))}{more}." if unused else ""
    return f"{how} Correct what is wrong; the choice is remembered.{left}"


def examples_of(sheet: Sheet) -> dict[str, str]:
    """Take the first value of each column."""
    found: dict[str, str] = {}
    for row in sheet.rows[:LOOKED_AT]:
        for header, value in zip(sheet.headers, row.values, strict=True):
            text = " ".join(as_text(value).split())
            if text and header not in found:
                found[header] = text if len(text) <= EXAMPLE else f"{text[:EXAMPLE]}…"
    return found
