"""What a dry run found, and the button that imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.actions.imports import rejected_csv
from geodata.importers.values import as_text
from models.wording import plural

if TYPE_CHECKING:
    from dashboard.actions.import_plan import Plan
    from dashboard.actions.naming import Known
    from geodata.importers.table import Sheet

SHOWN = 500
"""So many rows of each kind are drawn."""

FIGURE = 130
"""Width of a figure, pixels: two stand side by side on a narrow screen."""


def import_report(plan: Plan, sheet: Sheet, known: Known, *, note: str) -> None:
    """Draw what an import would do, in figures and row by row.

    Args:
        plan: what the dry run found.
        sheet: the file.
        known: names of what the rows speak of.
        note: marking and disclaimer of what is downloaded.
    """
    rejected = plan.rejected_rows
    figures = {
        "New": len(plan.new),
        "Changed": len(plan.changed),
        "Unchanged": len(plan.unchanged),
        "Rejected": len(rejected),
    }
    with st.container(horizontal=True):
        for label, count in figures.items():
            st.metric(label, f"{count:,}", width=FIGURE)
    tables = {"Rejected": _rejected(plan), "Changed": _changed(plan), "New": _new(plan, known)}
    shown = {label: rows for label, rows in tables.items() if rows}
    if not shown:
        return
    for tab, (label, rows) in zip(
        st.tabs([f"{label} ({figures[label]:,})" for label in shown]), shown.items(), strict=True
    ):
        with tab:
            _table(label, rows, plan)
            if label == "Rejected":
                st.download_button(
                    "Rejected rows as CSV",
                    lambda: rejected_csv(plan, sheet, note=note),
                    "rejected-rows.csv",
                    "text/csv",
                    icon=":material/download:",
                    on_click="ignore",
                    help="With the reason beside each row; correct them and import the file again",
                )


def _table(label: str, rows: list[dict[str, Any]], plan: Plan) -> None:
    st.dataframe(
        pd.DataFrame(rows[:SHOWN]),
        hide_index=True,
        placeholder="",
        height="content" if len(rows) <= 8 else 320,  # noqa: PLR2004 - lines that need no scrolling
        column_config={
            "Row": st.column_config.NumberColumn(width=60),
            "Reason": st.column_config.TextColumn(width=800),
        },
        alt=f"Table of {label.lower()} rows of {plan.name}",
    )
    if len(rows) > SHOWN:
        st.caption(f"The first {SHOWN:,} of {len(rows):,} lines are shown.")


def _rejected(plan: Plan) -> list[dict[str, Any]]:
    return [{"Row": one.number, "Column": one.column, "Reason": one.reason} for one in plan.rejected]


def _changed(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "Row": row.number,
            "Record": row.title,
            "Field": diff.label,
            "Now": as_text(diff.held),
            "In the file": as_text(diff.said),
        }
        for row in plan.changed
        for diff in row.diffs
    ]


def _new(plan: Plan, known: Known) -> list[dict[str, Any]]:
    columns = [column for column in plan.kind.columns if column.required]
    alike = any(row.like for row in plan.new)
    return [
        {
            "Row": row.number,
            **{column.label: as_text(column.cell.write(getattr(row.form, column.name), known)) for column in columns},
            **({"Perhaps known already": f"{plan.kind.noun} {row.like}" if row.like else ""} if alike else {}),
        }
        for row in plan.new[: SHOWN + 1]
    ]


def import_button(plan: Plan) -> bool | None:
    """Draw the button that imports.

    Returns:
        Once it was pressed: whether rejected rows are left out. None before.
    """
    rejected, noun = len(plan.rejected_rows), plan.kind.noun
    if not plan.writes:
        st.info(
            "Nothing can be imported: every row was rejected. Correct the rows and check the file again."
            if rejected and not plan.unchanged
            else "Nothing to import: everything in the file is recorded already."
        )
        return None
    leave_out = False
    if rejected:
        st.warning(
            f"{plural(rejected, 'row')} rejected. As it is, nothing is imported: correct the file and check it again, "
            "or leave these rows out."
        )
        leave_out = st.checkbox(
            f"Import the {plural(plan.writes, 'good row')} and leave out the {rejected:,} rejected",
            key=f"leave_out_{plan.digest[:12]}",
        )
    parts = [f"{count:,} {word}" for count, word in ((len(plan.new), "new"), (len(plan.changed), "changed")) if count]
    label = f"Import {' and '.join(parts)} {noun if plan.writes == 1 else plan.kind.nouns}"
    pressed = st.button(
        label, type="primary", icon=":material/upload:", disabled=bool(rejected) and not leave_out, key="import_now"
    )
    return leave_out if pressed else None
