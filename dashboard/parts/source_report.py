"""What a dry run of a source found: one line of counts, the button that imports, and row by row what is not plain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.parts.source_facts import FLAG_WORDS
from geodata.importers.values import as_text
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dashboard.actions.records import Records
    from dashboard.actions.source_plan import SourcePlan

SHOWN = 500
"""So many rows of each kind are drawn."""

UNSCROLLED = 8
"""So many lines need no scrolling."""

WRITTEN = ("new", "changed", "queued")
"""What is written."""

COUNTED = {
    **{name: name for name in ("new", "changed", "unchanged")},
    "queued": "to decide",
    "unused": "not needed",
    "rejected": "rejected",
}
"""What the rows of a file fall into, in words: every row into one of these."""

Lines = list[dict[str, Any]]


def source_report(plan: SourcePlan, records: Records, rejected_rows: Callable[[], str]) -> None:
    """Draw what an import would do, row by row.

    Args:
        plan: what the dry run found.
        records: with the names of territories.
        rejected_rows: writes the rejected rows as CSV.
    """
    tables = {
        "rejected": list(_rejected(plan)),
        "changed": list(_changed(plan)),
        "queued": list(_queued(plan)),
        "flagged": list(_flagged(plan)),
        "unused": [{"Why": why, "Rows": count} for why, count in plan.unused.items()],
        "new": list(_new(plan, records)),
    }
    shown = {name: lines for name, lines in tables.items() if lines}
    if not shown:
        return
    labels = [f"{COUNTED.get(name, name).capitalize()} ({plan.counts[name]:,})" for name in shown]
    for tab, (name, lines) in zip(st.tabs(labels), shown.items(), strict=True):
        with tab:
            st.caption(LONELY if (name, plan.kind) == ("queued", "facilities") else MEANING[name])
            _table(name, lines, plan)
            if name == "rejected":
                st.download_button(
                    "Rejected rows as CSV",
                    rejected_rows,
                    "rejected-rows.csv",
                    "text/csv",
                    icon=":material/download:",
                    on_click="ignore",
                    help="With the reason beside each row",
                )


MEANING = {
    "rejected": "Left out. Correct them and import the file again: what was imported stays as it is.",
    "changed": "What Seamark says now, and what it would say.",
    "queued": "Each may be a port that Seamark knows. They wait under “Doubtful” for somebody to decide.",
    "flagged": "Imported as they are. Nothing is corrected by itself; the ports bear the flag until somebody looks.",
    "unused": "Nothing is wrong with them, but they add nothing to a port and make none.",
    "new": "Not in Seamark yet.",
}
"""What becomes of the rows of each table."""

LONELY = "Their port is not certain. They are imported, and wait under “Doubtful” for somebody to choose it."
"""What becomes of port facilities that wait."""


def counted(counts: Mapping[str, Any]) -> str:
    """Put the counts into one line that adds up."""
    parts = " + ".join(f"{counts[name]:,} {said}" for name, said in COUNTED.items())
    flagged = f" · {counts['flagged']:,} flagged" if counts["flagged"] else ""
    return f"**{plural(counts['rows'], 'row')}** = {parts}{flagged}"


def _rejected(plan: SourcePlan) -> Iterator[dict[str, Any]]:
    return ({"Row": one.number, "Column": one.column, "Reason": one.reason} for one in plan.rejected)


def _changed(plan: SourcePlan) -> Iterator[dict[str, Any]]:
    return (
        {
            "Row": row.number,
            "Record": row.title,
            "Fact": diff.label,
            "Now": as_text(diff.held),
            "Becomes": as_text(diff.said),
        }
        for row in plan.changed
        for diff in row.diffs
    )


def _queued(plan: SourcePlan) -> Iterator[dict[str, Any]]:
    return (
        {"Row": row.number, "In the file": row.title, "Perhaps": row.candidate or "no port known", "Why": row.why}
        for row in plan.queued
    )


def _flagged(plan: SourcePlan) -> Iterator[dict[str, Any]]:
    return (
        {
            "Row": flag.number,
            "Name": flag.name,
            "Flag": FLAG_WORDS[flag.kind],
            "What it is": flag.detail,
            "Likely meant": flag.correction,
        }
        for flag in plan.flags
    )


def _new(plan: SourcePlan, records: Records) -> Iterator[dict[str, Any]]:
    return ({"Row": row.number, "Name": row.title, "Territory": _territory(records, row.territory)} for row in plan.new)


def _territory(records: Records, code: str | None) -> str:
    known = records.territories.get(code or "")
    return known.name if known else code or ""


def _table(name: str, lines: Lines, plan: SourcePlan) -> None:
    st.dataframe(
        pd.DataFrame(lines[:SHOWN]),
        hide_index=True,
        placeholder="",
        height="content" if len(lines) <= UNSCROLLED else 300,
        column_config={
            "Row": st.column_config.NumberColumn(width=60),
            **dict.fromkeys(("Reason", "Why", "What it is"), st.column_config.TextColumn(width=500)),
        },
        alt=f"Table of rows of {plan.name}: {COUNTED.get(name, name)}",
    )
    if len(lines) > SHOWN:
        st.caption(f"The first {SHOWN:,} of {len(lines):,} lines are shown.")


def source_button(plan: SourcePlan) -> bool:
    """Draw the button that imports, and tell whether it was pressed."""
    counts = plan.counts
    told = sum(counts[name] for name in (*WRITTEN, "unchanged"))
    if not told or not plan.writes.count:
        st.info(_nothing(counts))
        return False
    *most, last = [f"{counts[name]:,} {COUNTED[name]}" for name in WRITTEN if counts[name]] or [
        "the newer source of what is known"
    ]
    left = f" The {plural(counts['rejected'], 'rejected row')} are left out." if counts["rejected"] > 1 else ""
    left = " The rejected row is left out." if counts["rejected"] == 1 else left
    st.caption(f"All of it is written, or nothing. It can be taken back as a whole.{left}")
    label = f"Import {', '.join(most)} and {last}" if most else f"Import {last}"
    return st.button(label, type="primary", icon=":material/upload:", key="source_import_now")


def _nothing(counts: Mapping[str, Any]) -> str:
    if counts["unchanged"]:
        return "Nothing to import: Seamark says all of it already."
    if counts["rejected"]:
        return "Nothing can be imported: every row was rejected or is of no use. Correct them and check the file again."
    return "Nothing can be imported: no row says anything of a port."
