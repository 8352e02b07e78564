"""What changed on the list between two days, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.advisory_difference import list_difference
from dashboard.actions.advisory_list import listed_on
from dashboard.parts.advisory_controls import compare_with
from dashboard.parts.text import plain
from models.wording import day

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.advisory_difference import ListDifference
    from dashboard.actions.records import Records
    from dashboard.parts.advisory_controls import Asked


def advisory_changes(records: Records, asked: Asked) -> None:
    """Draw the difference between the day asked about and the one to compare with."""
    if asked.against is None:
        st.info("Choose a day under “Compare with” to read what changed between it and the day of the map.")
        st.button("Compare with a year earlier", on_click=compare_with, args=(_year_before(asked.on),))
        return
    first, last = sorted((asked.on, asked.against))
    earlier, later = (
        [row for row in listed_on(records.facts, records.territories, as_of=on) if asked.keep(row)]
        for on in (first, last)
    )
    st.subheader(f"From {day(first)} to {day(last)}", anchor=False)
    draw_difference(list_difference(earlier, later))


def draw_difference(difference: ListDifference) -> None:
    """Draw each part that holds something, or say that nothing changed."""
    parts = [(title, part) for title, part in difference.parts().items() if part]
    if not parts:
        st.markdown("Nothing changed on the list.")
    for title, part in parts:
        lines = "\n".join(f"- **{plain(one.name)}**, {plain(one.words)}" for one in part)
        st.markdown(f"**{title}** ({len(part)})\n\n{lines}")


def _year_before(on: date) -> date:
    """Return the same day of the year before, for the 29th of February the day before."""
    return on.replace(year=on.year - 1, day=28 if (on.month, on.day) == (2, 29) else on.day)
