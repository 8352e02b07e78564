"""The as-of slider under a strip of events: visits, bookings and advisories, each on its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.territory_timeline import fact_day
from dashboard.parts.coverage_filters import AS_OF_KEY
from dashboard.parts.event_picture import Strip, draw
from dashboard.parts.theme import palette
from models.coverage import BOOKED, is_visit
from models.vocabulary import AdvisoryAction, EngagementStatus
from models.wording import day

if TYPE_CHECKING:
    from dashboard.actions.records import Records
    from dashboard.parts.coverage_filters import Filters

SLIDER_KEY = "as_of_slider"
BACK = timedelta(days=2 * 365)
AHEAD = timedelta(days=365)


def event_strip(records: Records, filters: Filters, *, known_on: date) -> None:
    """Draw the strip and the slider. The slider moves the as-of date, and follows it."""
    first, last = known_on - BACK, known_on + AHEAD
    strip = _strip(records, filters, first, last, known_on)
    st.image(draw(strip, palette()), width="stretch", alt=_words(strip))
    st.session_state[SLIDER_KEY] = min(max(filters.as_of, first), last)
    st.slider(
        "As-of day, under its events",
        first,
        last,
        key=SLIDER_KEY,
        format="D MMM YYYY",
        on_change=_move,
        label_visibility="collapsed",
    )


def _move() -> None:
    st.session_state[AS_OF_KEY] = st.session_state[SLIDER_KEY]


def _strip(records: Records, filters: Filters, first: date, last: date, today: date) -> Strip:
    made, booked = _visits(records, filters, first)
    advisories = _advisory_days(records, filters)
    rows = ("Visits made", tuple(made)), ("Bookings", tuple(booked)), ("Advisories", tuple(advisories))
    return Strip(first, last, today, filters.as_of, rows)


def _words(strip: Strip) -> str:
    return f"{', '.join(strip.key())}; from {day(strip.first)} to {day(strip.last)}"


def _visits(records: Records, filters: Filters, first: date) -> tuple[list[date], list[date]]:
    """Return the last days of the visits made since a day, and the first days of those booked."""
    held = [
        engagement
        for code in records.engagements
        if filters.scope is None or code in filters.scope
        for engagement in records.engaged_since(code, first)
        if is_visit(engagement)
    ]
    made = [engagement.ends_on for engagement in held if engagement.status is EngagementStatus.COMPLETED]
    return made, [engagement.starts_on for engagement in held if engagement.status in BOOKED]


def _advisory_days(records: Records, filters: Filters) -> list[date]:
    """Return the days on which partners were added, removed or changed: effective dates, else those of the notices."""
    told = (
        fact_day(fact)
        for fact in records.facts
        if fact.action is not AdvisoryAction.LISTED
        and records.territories[fact.territory].partner
        and (filters.scope is None or fact.territory in filters.scope)
    )
    return [placed[0] for placed in told if placed]
