"""The timeline of a trip: days across, mornings above afternoons, what closes a host shaded; and a table that says it.

It is a table of HTML, which a screen reader reads cell by cell. The pointer on a cell tells what it stands for.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.trip_days import Use, day_title, lived_days
from dashboard.maps.palette import PALETTES
from dashboard.parts.screen import on_phone
from dashboard.parts.theme import theme
from dashboard.parts.trip_table import wide_table
from models.vocabulary import DayPart
from models.wording import plural, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.actions.trip_days import Half, LivedDay
    from dashboard.maps.palette import Palette
    from dashboard.parts.trip_state import Planning

ACROSS, ACROSS_PHONE = 31, 7
"""So many days stand in one line."""

ROW_REM, DAY_REM = 2.4, 1.75
"""The room for the names of the rows, and the least for a day: in a narrow window the timeline scrolls."""

LETTERS = {
    Use.GOVERNMENT: "G",
    Use.PORT: "P",
    Use.EMBASSY: "E",
    Use.TRAVEL: "→",
    Use.IDLE: "",
    Use.FREE: "",
}

KEY = (
    "Days: G government, P port visit, E U.S. Embassy, → travel; shaded where the host does not work, framed on a U.S. "
    "holiday, a double line at the date line. The pointer on a day tells the reason, and the table under Days."
)
"""Of the timeline."""

_CELL = "border:1px solid rgba(128,140,150,0.4);padding:1px 0;text-align:center;font-size:0.75rem;height:1.35rem;"
_CLOSED = "background:repeating-linear-gradient(45deg,rgba(128,140,150,0.34) 0 4px,rgba(128,140,150,0.12) 4px 8px);"
_AMERICAN = "outline:1.5px dashed currentColor;outline-offset:-3px;"
_DATE_LINE = "border-left:4px double currentColor;"


def trip_timeline(planning: Planning) -> None:
    """Draw the timeline."""
    days = planned_days(planning)
    names = [stop.halt.name for stop in planning.scheduled.schedule.stops]
    st.html(timeline_html(days, names, PALETTES[theme()], ACROSS_PHONE if on_phone() else ACROSS))


def timeline_html(days: Sequence[LivedDay], names: Sequence[str], palette: Palette, across: int) -> str:
    """Write the timeline, with so many days in a line at most."""
    lines = "".join(_line(line, names, palette) for line in in_lines(days, across))
    return f'<div role="region" tabindex="0" aria-label="Timeline by day" style="overflow-x:auto">{lines}</div>'


def trip_days_table(planning: Planning) -> None:
    """Draw the table that says what the timeline shows."""
    days = planned_days(planning)
    names = [stop.halt.name for stop in planning.scheduled.schedule.stops]
    wide_table(day_columns(days, names), alt=f"Table of {plural(len(days), 'day')}")


def planned_days(planning: Planning) -> list[LivedDay]:
    """Lay the plan out day by day."""
    numbers = {number for stop in planning.plan.stops for number in stop.ports}
    ports = {number: port.name for number in numbers if (port := planning.records.port(number))}
    return lived_days(planning.scheduled.schedule, ports)


def day_columns(days: Sequence[LivedDay], names: Sequence[str]) -> dict[str, list[str]]:
    """Write the days as columns of text."""
    return {
        "Day": [day_title(one.on) + _shift_note(one) for one in days],
        "Where": [_where(one, names) for one in days],
        "Morning": [_work(one, DayPart.MORNING) for one in days],
        "Afternoon": [_work(one, DayPart.AFTERNOON) for one in days],
        "Not a day of work": ["; ".join(_reasons(one)) for one in days],
    }


def in_lines(days: Sequence[LivedDay], across: int) -> list[Sequence[LivedDay]]:
    """Part the days into lines of about the same length, none longer than `across`."""
    lines = ceil(len(days) / across)
    length = ceil(len(days) / lines) if lines else 1
    return [days[start : start + length] for start in range(0, len(days), length)]


def _shift_note(one: LivedDay) -> str:
    return {1: " (left out at the date line)", -1: " (a day is lived again)"}.get(one.shift, "")


def _where(one: LivedDay, names: Sequence[str]) -> str:
    return one.where("Base", [f"{name}, stop {place}" for place, name in enumerate(names, start=1)])


def _work(one: LivedDay, half: DayPart) -> str:
    """Say what a half-day holds; what closes the whole day stands in a column of its own."""
    held = one.halves[half]
    return "" if held.words == one.closed else held.words


def _reasons(one: LivedDay) -> list[str]:
    american = f"{one.embassy_closed} is a holiday of the U.S. Embassy" if one.embassy_closed else ""
    return [reason for reason in (one.closed, american) if reason]


def _line(days: Sequence[LivedDay], names: Sequence[str], palette: Palette) -> str:
    """Write one line of days: who is visited, the days, mornings, afternoons."""
    rows = (
        f"<tr><td></td>{''.join(_spans(days, names))}</tr>",
        f"<tr><td></td>{''.join(_head(one) for one in days)}</tr>",
        *(_halves(days, half, palette) for half in DayPart),
    )
    return (
        '<table style="border-collapse:collapse;table-layout:fixed;width:100%;'
        f'min-width:{ROW_REM + DAY_REM * len(days):g}rem;margin-bottom:6px">'
        f'<caption style="position:absolute;left:-999rem">Half-days from {day_title(days[0].on)} to '
        f'{day_title(days[-1].on)}</caption><colgroup><col style="width:{ROW_REM}rem"></colgroup>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _spans(days: Sequence[LivedDay], names: Sequence[str]) -> Iterator[str]:
    """Write above the days whom they belong to."""
    numbered = [f"{place}. {name}" for place, name in enumerate(names, start=1)]
    for full, run in groupby(days, key=lambda one: one.where("Base", numbered)):
        count = len(list(run))
        yield (
            f'<th scope="colgroup" colspan="{count}" title="{escape(full)}" style="{_CELL}font-weight:600;'
            f'white-space:nowrap;overflow:hidden;text-overflow:ellipsis;padding:1px 3px">{escape(full)}</th>'
        )


def _head(one: LivedDay) -> str:
    title = "; ".join([day_title(one.on) + _shift_note(one), *_reasons(one)])
    name, number, month, _ = day_title(one.on).split()
    return (
        f'<th scope="col" title="{escape(title)}" style="{_CELL}font-weight:400;line-height:1.15;{_ground(one)}">'
        f'{name[:2]}<br><b>{number}</b><br><span style="font-size:0.65rem">{month}</span></th>'
    )


def _halves(days: Iterable[LivedDay], half: DayPart, palette: Palette) -> str:
    short = "AM" if half is DayPart.MORNING else "PM"
    cells = "".join(_cell(one, one.halves[half], half, palette) for one in days)
    return f'<tr><th scope="row" style="font-size:0.7rem;font-weight:400" abbr="{words(half)}">{short}</th>{cells}</tr>'


def _cell(one: LivedDay, held: Half, half: DayPart, palette: Palette) -> str:
    title = ": ".join([f"{day_title(one.on)}, {half}", *([held.words] if held.words else _reasons(one) or ["nothing"])])
    working = held.use in {Use.GOVERNMENT, Use.PORT, Use.EMBASSY}
    look = f"background:{palette.selected};color:{palette.page};font-weight:700;" if working else _ground(one)
    return f'<td title="{escape(title)}" style="{_CELL}{look}">{LETTERS[held.use]}</td>'


def _ground(one: LivedDay) -> str:
    """Return how a day without work looks."""
    closed = _CLOSED if one.closed else ""
    return closed + (_AMERICAN if one.embassy_closed else "") + (_DATE_LINE if one.shift else "")
