"""What to know of a stop as the words of one printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.trip_brief import NO_HOLIDAYS
from dashboard.maps.palette import ADVISORY_GLYPH, GLYPHS, LABELS, LIGHT
from dashboard.parts.trip_days import clock, day_title
from models.advisories import Answer
from models.calendars import weekday
from models.vocabulary import DayPart
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from dashboard.actions.territory_days import Holiday
    from dashboard.actions.trip_brief import OfficeBrief, PortBrief, StopBrief, Task
    from dashboard.parts.trip_days import LivedDay

MOST = 6
"""So many lines of a list are printed; how many more there are is said below."""

PLAIN = "#3d4a56"
"""Colour of words that say no status."""


def stop_page(brief: StopBrief) -> dict[str, Any]:
    """Write a brief as the data of its page."""
    status = brief.status
    return {
        "number": str(brief.number),
        "name": brief.name,
        "subregion": brief.subregion,
        "status": f"{GLYPHS[status]} {LABELS[status]}" if status else "No partner",
        "colour": LIGHT.text[status] if status else PLAIN,
        "stay": f"{_moment(brief.arrives)} to {_moment(brief.departs)}",
        "why": brief.why,
        "conflicts": list(brief.conflicts),
        "days": [day_row(lived) for lived in brief.days],
        "visit": {"words": brief.last_visit.words, "summary": brief.last_visit.summary} if brief.last_visit else None,
        "tasks": cut([_task(one) for one in brief.tasks]),
        "ports": [_port(one) for one in brief.ports],
        "facts": [{"label": label, "lines": lines} for label, lines in _facts(brief) if lines],
        "offices": cut([_office(one) for one in brief.offices]),
    }


def day_row(lived: LivedDay) -> dict[str, Any]:
    """Write a day of a trip; what is closed shades it."""
    closed = "; ".join(part for part in (lived.closed, _embassy_closed(lived)) if part)
    shift = {1: "a day is left out before it", -1: "this day is lived again"}.get(lived.shift, "")
    return {
        "day": day_title(lived.on),
        "morning": lived.halves[DayPart.MORNING].words,
        "afternoon": lived.halves[DayPart.AFTERNOON].words,
        "told": ". ".join(part for part in (closed, f"Date line: {shift}" if shift else "") if part),
        "closed": bool(closed),
    }


def _embassy_closed(lived: LivedDay) -> str:
    return f"U.S. holiday: {lived.embassy_closed}" if lived.embassy_closed else ""


def cut(lines: Sequence[str], *, most: int = MOST) -> list[str]:
    """Keep the first lines, and say how many are left out."""
    left = len(lines) - most
    return [*lines[:most], f"and {left:,} more"] if left > 0 else list(lines)


def _moment(at: datetime) -> str:
    return f"{day_title(at.date())}, {clock(at)}"


def _task(one: Task) -> str:
    late = " (overdue)" if one.late else ""
    who = f" · {one.who}" if one.who else ""
    return f"{day(one.due_on)}{late}: {one.what}{who}"


def _office(one: OfficeBrief) -> str:
    contact = f"last contact {day(one.last_contact_on)}" if one.last_contact_on else ""
    return " · ".join(part for part in (one.name, one.kind, one.port, one.reach, contact) if part)


def _port(one: PortBrief) -> dict[str, Any]:
    sources: dict[str, list[str]] = {}
    for fact in one.facts:
        sources.setdefault(fact.source, []).append(f"{fact.label}: {fact.value}")
    return {
        "name": " · ".join(part for part in (one.name, one.code) if part),
        "position": one.position,
        "visit": f"Last visit {day(one.last_visit)}" if one.last_visit else "No visit on record",
        "facts": [f"{'; '.join(said)} ({source})" for source, said in sources.items()],
        "flags": list(one.flags),
        "facilities": cut(list(one.facilities), most=4),
    }


def _facts(brief: StopBrief) -> Iterator[tuple[str, list[str]]]:
    """Tell what stands beside: time, days off, the embassy, how one gets there, the advisory."""
    glyph = f"{ADVISORY_GLYPH} " if brief.advisory is Answer.IN_FORCE else ""
    time = brief.time
    yield "Port Security Advisory", [f"{glyph}{brief.advisory_words}", brief.advisory_known]
    yield "Local time", [f"{time.words} at arrival ({time.zone}, {time.offset})", f"{time.difference}."] if time else []
    yield "Government weekend", [brief.weekend or "Not on record"]
    yield "Public holidays during the stop", _holidays(brief.holidays)
    yield "U.S. holidays during the stop", _holidays(brief.us_holidays)
    yield "U.S. embassy or post", [brief.embassy or "None on record"]
    yield "Airport", [brief.airport or "None within reach: by ship"]
    yield "Next airports", list(brief.airports)
    yield "On the ground and by sea", list(brief.ground)


def _holidays(found: Sequence[Holiday] | None) -> list[str]:
    if found is None:
        return [NO_HOLIDAYS]
    return [f"{weekday(one.on)[:3]} {day(one.on)}: {one.name}" for one in found] or ["None"]
