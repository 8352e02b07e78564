"""The choice of columns of an import: for each field a column of the file, or one value for every row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.import_mappings import propose
from dashboard.actions.import_rows import FIXED, Reading
from dashboard.parts.text import plain
from geodata.importers.values import FIRST_YEAR, LAST_YEAR, as_text
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.column_types import Column, Kind
    from dashboard.actions.import_mappings import Proposal
    from dashboard.actions.naming import Known
    from geodata.importers.table import Sheet

ACROSS = 4
"""So many choices stand side by side."""

EXAMPLE = 24
"""So much of an example is shown beside a header."""

NOT_THERE = "not in the file"
ORDERS: Mapping[str, bool | None] = {"refuse it": None, "the day comes first": True, "the month comes first": False}
"""What a date such as 03/04/2026 may mean."""


def import_columns(kind: Kind, sheet: Sheet, known: Known, *, name: str) -> Reading | None:
    """Draw the choice of columns.

    Args:
        kind: what the rows are.
        sheet: the file.
        known: what may be chosen.
        name: name of the file.

    Returns:
        How the file is to be read, once that was asked for.
    """
    proposal = propose(caching.engine(), kind, sheet.headers)
    required = [column for column in kind.columns if column.required]
    others = [column for column in kind.columns if not column.required]
    stem = f"{kind.name}_{sheet.digest[:12]}"
    with st.form(f"columns_{stem}", border=False):
        st.caption(_summary(kind, sheet, proposal))
        chosen = _grid(required, sheet, known, proposal, stem)
        found = sum(column.name in proposal.mapping for column in others)
        with st.expander(f"Other fields: {found} of {len(others)} found in the file"):
            chosen |= _grid(others, sheet, known, proposal, stem)
        source, dated, order = _circumstances(name, stem)
        if not st.form_submit_button("Check the file", type="primary", icon=":material/fact_check:"):
            return None
    mapping = {field: text for field, text in chosen.items() if text}
    return Reading(mapping, source=source.strip() or name, source_date=dated, day_first=ORDERS[order])


def _summary(kind: Kind, sheet: Sheet, proposal: Proposal) -> str:
    used = {text for text in proposal.mapping.values() if not text.startswith(FIXED)}
    unused = [header for header in sheet.headers if header not in used]
    rows = f"{plural(len(sheet.rows), 'row')} of {kind.nouns}."
    how = "Chosen as last time for a file with these headers." if proposal.remembered else "Guessed from the headers."
    left = f" Not used: {plain(', '.join(unused[:8]))}{' and others' if len(unused) > 8 else ''}." if unused else ""  # noqa: PLR2004 - enough to recognise
    return f"{rows} {how} Correct what is wrong; the choice is remembered.{left}"


def _grid(
    columns: Sequence[Column], sheet: Sheet, known: Known, proposal: Proposal, stem: str
) -> dict[str, str | None]:
    examples = _examples(sheet)
    chosen: dict[str, str | None] = {}
    for start in range(0, len(columns), ACROSS):
        for place, column in zip(st.columns(ACROSS), columns[start : start + ACROSS], strict=False):
            options = [*sheet.headers, *_fixed(column, known)]
            proposed = proposal.mapping.get(column.name)
            chosen[column.name] = place.selectbox(
                f"{column.label} (required)" if column.required else column.label,
                options,
                options.index(proposed) if proposed in options else None,
                format_func=lambda text: _option(text, examples),
                help=column.help or None,
                placeholder=NOT_THERE,
                key=f"column_{stem}_{column.name}",
            )
    return chosen


def _fixed(column: Column, known: Known) -> list[str]:
    """Offer one value for every row where there are few to choose from."""
    return [] if column.cell.several else [f"{FIXED}{choice}" for choice in column.cell.choices(known)]


def _option(text: str, examples: Mapping[str, str]) -> str:
    if text.startswith(FIXED):
        return f"every row: {text[len(FIXED) :]}"
    return f"{text} ({examples[text]})" if examples.get(text) else text


def _examples(sheet: Sheet) -> dict[str, str]:
    """Take the first value of each column."""
    found: dict[str, str] = {}
    for row in sheet.rows[:50]:
        for header, value in zip(sheet.headers, row.values, strict=True):
            text = " ".join(as_text(value).split())
            if text and header not in found:
                found[header] = text if len(text) <= EXAMPLE else f"{text[:EXAMPLE]}…"
    return found


def _circumstances(name: str, stem: str) -> tuple[str, date | None, str]:
    source_place, date_place, order_place = st.columns([2, 1, 1])
    source = source_place.text_input("Source of rows that name none", name, max_chars=300, key=f"source_{stem}")
    dated = date_place.date_input(
        "Date of that source",
        None,
        min_value=date(FIRST_YEAR, 1, 1),
        max_value=date(LAST_YEAR, 12, 31),
        format="YYYY-MM-DD",
        key=f"source_date_{stem}",
    )
    order = order_place.selectbox("A date such as 03/04/2026", list(ORDERS), key=f"order_{stem}")
    return source, dated, order
