"""What changed between two days, in words; the map beside it shows only what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.coverage_filters import COMPARE_KEY
from dashboard.parts.text import plain
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.comparison import Difference
    from dashboard.actions.records import Records


def comparison(records: Records, found: Sequence[Difference], earlier: date, later: date) -> None:
    """Draw the list of differences."""
    st.subheader(f"{day(earlier)} to {day(later)}", anchor=False)
    st.button("Stop comparing", type="tertiary", icon=":material/close:", on_click=_stop)
    st.caption(f"{plural(len(found), 'partner')} changed; the map shows only these.")
    lines = (f"- **{plain(records.territories[d.territory].name)}**: {plain(d.words)}" for d in found)
    st.markdown("\n".join(lines) or "Nothing changed.")


def _stop() -> None:
    st.session_state[COMPARE_KEY] = None
