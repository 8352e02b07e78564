"""The as-of slider under a strip of events: visits, bookings and advisories, each on its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.coverage_filters import AS_OF_KEY
from dashboard.parts.theme import palette
from models.coverage import BOOKED, is_visit
from models.vocabulary import AdvisoryAction, EngagementStatus
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.actions.coverage import Records
    from dashboard.parts.coverage_filters import Filters

SLIDER_KEY = "as_of_slider"
BACK = timedelta(days=2 * 365)
AHEAD = timedelta(days=365)
WIDTH = 1000
"""Units across the strip; it stretches to the slider's width."""


def event_strip(records: Records, filters: Filters, *, known_on: date) -> None:
    """Draw the strip and the slider. The slider moves the as-of date, and follows it."""
    first, last = known_on - BACK, known_on + AHEAD
    picture, words = _strip(records, filters, first, last)
    st.image(picture, width="stretch", alt=words)
    st.session_state[SLIDER_KEY] = min(max(filters.as_of, first), last)
    st.slider(
        "As-of day, under its events",
        first,
        last,
        key=SLIDER_KEY,
        format="D MMM YYYY",
        on_change=_move,
        help="The ticks above are visits made, bookings and advisories, from top to bottom.",
    )


def _move() -> None:
    st.session_state[AS_OF_KEY] = st.session_state[SLIDER_KEY]


def _strip(records: Records, filters: Filters, first: date, last: date) -> tuple[str, str]:
    """Draw the events as one small picture, a row of ticks for each kind, and say it in words."""
    colours = palette()
    visits, booked = _visits(records, filters)
    rows = (
        (visits, colours.date_line, 2),
        (booked, colours.selected, 12),
        (_advisory_days(records, filters), colours.advisory, 22),
    )
    ticks = "".join(
        f'<path stroke="{colour}" stroke-width="1.5" d="{_ticks(days, first, last, top)}"/>'
        for days, colour, top in rows
    )
    counted = f"{plural(len(visits), 'visit')}, {plural(len(booked), 'booking')}"
    words = f"{counted} and advisories from {day(first)} to {day(last)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 32" width="{WIDTH}" height="32">{ticks}</svg>',
        words,
    )


def _ticks(days: Iterable[date], first: date, last: date, top: int) -> str:
    span = (last - first).days
    places = sorted({round(WIDTH * (moment - first).days / span) for moment in days if first <= moment <= last})
    return "".join(f"M{place} {top}v8" for place in places)


def _visits(records: Records, filters: Filters) -> tuple[list[date], list[date]]:
    """Return the last days of the visits made, and the first days of those booked."""
    held = [
        engagement
        for code, engagements in records.engagements.items()
        if filters.scope is None or code in filters.scope
        for engagement in engagements
        if is_visit(engagement)
    ]
    made = [engagement.ends_on for engagement in held if engagement.status is EngagementStatus.COMPLETED]
    return made, [engagement.starts_on for engagement in held if engagement.status in BOOKED]


def _advisory_days(records: Records, filters: Filters) -> list[date]:
    return [
        fact.effective_on
        for fact in records.facts
        if fact.effective_on
        and fact.action is not AdvisoryAction.LISTED
        and records.territories[fact.territory].partner
        and (filters.scope is None or fact.territory in filters.scope)
    ]
