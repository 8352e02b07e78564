"""The calendar of engagements: a month day by day, or a year at a glance, each with an equal table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.actions import month_calendar as months
from dashboard.actions.engagement_lists import GLYPHS, LETTERS, days_text, status_text, territory_name
from dashboard.actions.month_calendar import MONTHS, WEEKDAYS, WEEKEND, DayCount
from dashboard.actions.visit_matrix import year_of
from dashboard.parts.engagement_filters import engagement_filters
from dashboard.parts.engagement_list import latest_table
from models import listings
from models.coverage import BOOKED
from models.vocabulary import EngagementStatus
from models.wording import day, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.records import Records
    from models.listings import Listed, Wanted

MONTH_KEY, YEAR_KEY, SPAN_KEY, FISCAL_KEY = "month", "year", "span", "fiscal"
MONTH, YEAR = "Month", "Year"
FIRST_YEAR, YEARS_AHEAD = 1990, 5
PER_DAY = 4
"""So many engagements are named on a day; the others are counted."""

_CELL = "vertical-align:top;padding:2px 4px;border:1px solid rgba(128,140,150,0.45);"
_WEEKEND = "background:rgba(128,140,150,0.14);"
_TODAY = "outline:2px solid currentColor;outline-offset:-2px;"
_OTHER_MONTH = "opacity:0.75;"
_EVENT = "display:block;color:inherit;font-size:0.8rem;line-height:1.35;padding:0 4px;margin:1px 0;border-radius:4px;"
_BORDER = {
    EngagementStatus.COMPLETED: "border:1px solid currentColor;",
    EngagementStatus.CONFIRMED: "border:1px dashed currentColor;",
    EngagementStatus.PLANNED: "border:1px dotted currentColor;",
    EngagementStatus.CANCELLED: "border:1px solid transparent;text-decoration:line-through;",
}


def engagement_calendar(records: Records, *, today: date) -> None:
    """Draw the calendar with its controls."""
    span, month, fiscal = _controls(today)
    wanted = engagement_filters(records, today=today, dated=False).wanted
    if span == MONTH:
        _month(records, wanted, month, today)
    else:
        _year(records, wanted, month.year, today, fiscal=fiscal)


def _controls(today: date) -> tuple[str, date, bool]:
    """Draw what is shown; return month or year, the first day of the month, and whether years are fiscal."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        span = st.radio("Show", [MONTH, YEAR], key=SPAN_KEY, horizontal=True, bind="query-params")
        step = 1 if span == MONTH else 12
        st.button("Previous", key="previous", icon=":material/chevron_left:", on_click=_move, args=(-step, today))
        name = MONTHS[today.month - 1]
        if span == MONTH:
            name = st.selectbox(
                "Month",
                MONTHS,
                today.month - 1,
                key=MONTH_KEY,
                bind="query-params",
                persist_state="session",
                width=140,
            )
        year = st.number_input(
            "Year",
            FIRST_YEAR,
            today.year + YEARS_AHEAD,
            today.year,
            key=YEAR_KEY,
            bind="query-params",
            persist_state="session",
            width=130,
        )
        st.button("Next", key="next", icon=":material/chevron_right:", on_click=_move, args=(step, today))
        st.button("Today", key="today", icon=":material/today:", on_click=_show, args=(today,))
        fiscal = span == YEAR and fiscal_toggle()
    return span, date(int(year), MONTHS.index(name) + 1, 1), fiscal


def fiscal_toggle() -> bool:
    """Draw the choice between calendar years and fiscal years."""
    return st.toggle(
        "Fiscal years",
        key=FISCAL_KEY,
        help="October to September, named after the year they end in",
        bind="query-params",
        persist_state="session",
    )


def _move(by: int, today: date) -> None:
    name = st.session_state.get(MONTH_KEY, MONTHS[today.month - 1])
    shown = date(int(st.session_state.get(YEAR_KEY, today.year)), MONTHS.index(name) + 1, 1)
    _show(months.moved(shown, by))


def _show(month: date) -> None:
    st.session_state[MONTH_KEY] = MONTHS[month.month - 1]
    st.session_state[YEAR_KEY] = month.year


def _open_month(month: date) -> None:
    st.session_state[SPAN_KEY] = MONTH
    _show(month)


def _month(records: Records, wanted: Wanted, month: date, today: date) -> None:
    rows = months.weeks(month)
    first, last = rows[0][0], rows[-1][-1]
    held = caching.listing(records, listings.everything, replace(wanted, first=first, last=last))
    laid = months.by_day(held, first, last)
    st.html(_month_table(records, month, rows, laid, today))
    st.caption(_key())
    st.subheader(f"Engagements in {months.month_title(month)}", anchor=False)
    latest_table(records, replace(wanted, first=month, last=months.last_day(month)), key="month_table")


def _key() -> str:
    letters = ", ".join(f"{letter} {words(kind.value).lower()}" for kind, letter in LETTERS.items())
    glyphs = ", ".join(f"{GLYPHS[status]} {status.value}" for status in GLYPHS if status in {*BOOKED, "completed"})
    return f"{letters.replace('u.s.', 'U.S.').replace('embassy', 'Embassy')}. {glyphs}. Weekends are shaded."


def _month_table(
    records: Records,
    month: date,
    rows: Sequence[Sequence[date]],
    laid: Mapping[date, Sequence[Listed]],
    today: date,
) -> str:
    """Write a month as a table, a row for each week."""
    head = "".join(
        f'<th scope="col" style="{_CELL}width:14.28%;text-align:left;font-size:0.8rem">{name}</th>' for name in WEEKDAYS
    )
    body = "".join(
        "<tr>" + "".join(_day_cell(records, month, one, laid.get(one, ()), today) for one in week) + "</tr>"
        for week in rows
    )
    title = escape(f"Engagements in {months.month_title(month)}")
    return (
        f'<div role="region" tabindex="0" aria-label="{title}, by day" style="overflow-x:auto">'
        f'<table style="border-collapse:collapse;table-layout:fixed;width:100%;min-width:46rem">'
        f"<caption style='text-align:left;font-weight:600;padding:2px 0;caption-side:top'>"
        f"{months.month_title(month)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _day_cell(records: Records, month: date, one: date, held: Sequence[Listed], today: date) -> str:
    style = _CELL + (_WEEKEND if one.weekday() in WEEKEND else "") + (_TODAY if one == today else "")
    style += _OTHER_MONTH if one.month != month.month else ""
    number = str(one.day) if one.month == month.month else " ".join(day(one).split()[:2])
    title = f"<strong>{number}</strong>" + (" today" if one == today else "")
    events = "".join(_event(records, event) for event in held[:PER_DAY])
    if len(held) > PER_DAY:
        there = f"engagements?since={one.isoformat()}&amp;until={one.isoformat()}"
        events += (
            f'<a href="{there}" target="_self" style="{_EVENT}" aria-label="All {len(held)} on {day(one)}">'
            f"and {len(held) - PER_DAY:,} more</a>"
        )
    return f'<td style="{style}height:4.6rem"><div style="font-size:0.8rem">{title}</div>{events}</td>'


def _event(records: Records, event: Listed) -> str:
    name = territory_name(event.territory, records)
    status = status_text(event.kind, event.status)
    tip = f"{words(event.kind.value)}, {name}, {days_text(event.starts_on, event.ends_on)}, {status[2:].lower()}"
    tip += ", DEMO" if event.demo else ""
    return (
        f'<a href="engagement?id={event.id}" target="_self" title="{escape(tip)}" aria-label="{escape(tip)}" '
        f'style="{_EVENT}{_BORDER[event.status]}text-decoration-thickness:1px;white-space:nowrap;overflow:hidden;'
        f'text-overflow:ellipsis">{GLYPHS[event.status]} {LETTERS[event.kind]} {escape(name)}</a>'
    )


def _year(records: Records, wanted: Wanted, year: int, today: date, *, fiscal: bool) -> None:
    shown = months.months_of(year, fiscal=fiscal)
    first, last = shown[0], months.last_day(shown[-1])
    spans = caching.listing(records, listings.spans, replace(wanted, first=first, last=last))
    days = months.counts_by_day(spans, first, last)
    totals = months.counts_by_month(spans, shown)
    with st.grid(4, min_column_width=215, gap="small"):
        for month in shown:
            with st.container(gap=None):
                st.button(
                    f"{months.month_title(month)} · {_total(totals[month])}",
                    key=f"open_{month.isoformat()}",
                    type="tertiary",
                    help="Show this month day by day",
                    on_click=_open_month,
                    args=(month,),
                )
                st.html(_small_month(month, days, today))
    st.caption(
        "A bold, framed day has engagements made, a dashed frame only booked ones. Weekends are shaded; today is "
        "underlined."
    )
    _year_table(totals, year=year, fiscal=fiscal, today=today)


def _total(count: DayCount) -> str:
    booked = f" + {count.booked:,} booked" if count.booked else ""
    return f"{count.made:,}{booked}" if count.made or count.booked else "none"


def _small_month(month: date, days: Mapping[date, DayCount], today: date) -> str:
    head = "".join(
        f'<th scope="col" style="font-weight:400;font-size:0.75rem" abbr="{name}">{name[:2]}</th>' for name in WEEKDAYS
    )
    body = "".join(
        "<tr>" + "".join(_small_day(month, one, days.get(one), today) for one in week) + "</tr>"
        for week in months.weeks(month)
    )
    return (
        f'<table aria-label="{months.month_title(month)}" style="border-collapse:separate;border-spacing:1px;'
        f'text-align:center;font-size:0.8rem;width:100%;table-layout:fixed"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _small_day(month: date, one: date, count: DayCount | None, today: date) -> str:
    if one.month != month.month:
        return "<td></td>"
    style = "padding:1px 0;border-radius:4px;border:1px solid transparent;"
    style += _WEEKEND if one.weekday() in WEEKEND else ""
    title = ""
    if count and (count.made or count.booked):
        style += "font-weight:700;border:1px solid currentColor;" if count.made else "border:1px dashed currentColor;"
        title = f' title="{day(one)}: {count.made:,} made, {count.booked:,} booked"'
    if one == today:
        style += "text-decoration:underline;text-decoration-thickness:2px;"
        title = title or f' title="{day(one)}: today"'
    return f'<td style="{style}"{title}>{one.day}</td>'


def _year_table(totals: Mapping[date, DayCount], *, year: int, fiscal: bool, today: date) -> None:
    frame = pd.DataFrame(
        {
            "Month": [months.month_title(month) for month in totals] + ["Whole year"],
            "Made": [count.made for count in totals.values()] + [sum(count.made for count in totals.values())],
            "Booked": [count.booked for count in totals.values()] + [sum(count.booked for count in totals.values())],
        }
    )
    name = f"fiscal year {year}" if fiscal else str(year)
    running = ", so far" if year == year_of(today, fiscal=fiscal) else ""
    st.subheader(f"Engagements by month, {name}{running}", anchor=False)
    st.table(frame, border="horizontal", width=420, hide_index=True, alt=f"Engagements by month in {name}")
