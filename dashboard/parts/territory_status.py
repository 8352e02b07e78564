"""Where a territory stands: its status with the reason, both clocks, the advisory and the next booking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.maps.palette import ADVISORY_GLYPH
from dashboard.parts.coverage_filters import status_text
from dashboard.parts.text import plain
from dashboard.parts.theme import palette
from models.advisories import Answer
from models.wording import day, plural

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.coverage import CoverageRow
    from models.advisories import AdvisoryState
    from models.coverage import Clock, Status
    from models.tables import Territory

ADVISORY_WORDS = {
    Answer.IN_FORCE: f"{ADVISORY_GLYPH} In force",
    Answer.NOT_IN_FORCE: "Not in force",
    Answer.CANNOT_TELL: "Cannot tell",
}
CARD_PX = 160


def territory_heading(territory: Territory, row: CoverageRow | None, *, today: date) -> None:
    """Draw the name, what the territory is, and its status with the reason."""
    subregion = territory.subregion.value if territory.subregion else ""
    long_name = territory.long_name if territory.long_name != territory.name else ""
    parts = (long_name, subregion, territory.code, f"as of {day(today)}")
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.title(plain(territory.name), anchor=False, width="content")
            if row is not None:
                _badge(row.coverage.status)
        st.caption(plain(" · ".join(part for part in parts if part)))
        why = row.coverage.why if row else "No partner: no visit is due here. What is on record is listed all the same."
        st.markdown(plain(why))


def territory_status(row: CoverageRow | None, advisory: AdvisoryState, *, today: date) -> None:
    """Draw a card for each clock, the advisory and the next booking."""
    with st.grid(4, min_column_width=CARD_PX, gap="small"):
        if row is not None:
            _clock("Visit", row.coverage.visit, today=today)
            _clock("Country assessment", row.coverage.assessment, today=today)
        excepted = f" Excepted: {advisory.exceptions}." if advisory.exceptions else ""
        _card("Port Security Advisory", ADVISORY_WORDS[advisory.answer], f"{advisory.why}{excepted}")
        if row is not None:
            _booking(row, today=today)


def _badge(status: Status) -> None:
    colour = palette().text[status]
    st.html(
        f'<span style="color:{colour};font-weight:700;font-size:1.1rem">{status_text(status)}</span>', width="content"
    )


def _clock(title: str, clock: Clock, *, today: date) -> None:
    if clock.last is None or clock.due_on is None:
        _card(title, status_text(clock.status), "None is on record.")
        return
    left = (clock.due_on - today).days
    how = f"{plural(-left, 'day')} ago" if left < 0 else f"in {plural(left, 'day')}"
    _card(title, status_text(clock.status), f"Last {day(clock.last)}. Due {day(clock.due_on)}, {how}.")


def _booking(row: CoverageRow, *, today: date) -> None:
    booked = row.coverage.next_visit
    if booked is None:
        _card("Next booking", "None", "Nothing is planned or confirmed.")
    else:
        _card("Next booking", day(booked), f"In {plural((booked - today).days, 'day')}.")


def _card(title: str, value: str, detail: str) -> None:
    with st.container(border=True, gap=None, height="stretch"):
        st.caption(title)
        st.markdown(f"**{plain(value)}**")
        st.markdown(plain(detail))
