"""What to know of a stop as the words of one printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.trip_brief import NO_HOLIDAYS
from dashboard.actions.trip_days import Use, clock, day_title, lived_days
from dashboard.actions.trip_rows import port_names, ways
from dashboard.maps.palette import ADVISORY_GLYPH, LABELS, LIGHT
from models.advisories import Answer
from models.calendars import weekday
from models.vocabulary import DayPart
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from dashboard.actions.territory_days import Holiday
    from dashboard.actions.trip_brief import OfficeBrief, PortBrief, StopBrief, Task
    from dashboard.actions.trip_days import LivedDay
    from dashboard.actions.trip_rows import Way
    from geodata.journey import Schedule

MOST = 6
"""So many lines of a list are printed; how many more there are is said below."""

PLAIN = "#3d4a56"
"""Colour of words that say no status."""


def stop_page(brief: StopBrief, days: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Write a brief as the data of its page.

    Args:
        brief: the brief.
        days: of the whole trip, as `day_rows` writes them.
    """
    status = brief.status
    return {
        "number": str(brief.number),
        "name": brief.name,
        "subregion": brief.subregion,
        "status": LABELS[status] if status else "No partner",  # in words: the fonts lack a glyph of the map
        "colour": LIGHT.text[status] if status else PLAIN,
        "stay": " to ".join(f"{at['day']}, {at['time']}" for at in map(moment, (brief.arrives, brief.departs))),
        "why": brief.why,
        "conflicts": list(brief.conflicts),
        "days": [row for row in days if row["stop"] == brief.number - 1],
        "visit": {"words": brief.last_visit.words, "summary": brief.last_visit.summary} if brief.last_visit else None,
        "tasks": cut([_task(one) for one in brief.tasks]),
        "ports": [_port(one) for one in brief.ports],
        "facts": [{"label": label, "lines": lines} for label, lines in _facts(brief) if lines],
        "offices": cut([_office(one) for one in brief.offices]),
    }


def day_rows(schedule: Schedule) -> list[dict[str, Any]]:
    """Write the days of a trip: the work of each half, the legs by their numbers, and why nobody works."""
    days = lived_days(schedule, port_names(schedule))
    names = [f"{number} {stop.halt.name}" for number, stop in enumerate(schedule.stops, start=1)]
    rows = [_day(lived, names) for lived in days]
    for number, way in enumerate(ways(schedule), start=1):
        leg = way.leg
        came_from = _came_from(way, schedule)
        first, last = _row(days, leg.departs, came_from), _row(days, leg.arrives, way.to)
        begins, ends = f"{leg.departs:%H:%M}", f"{leg.arrives:%H:%M}"
        rows[first]["travel"].append(
            f"Leg {number}, {begins} to {ends}" if first == last else f"Leg {number}, {begins}"
        )
        if first != last:
            rows[last]["travel"].append(f"Leg {number} until {ends}")
    return rows


def _day(lived: LivedDay, names: Sequence[str]) -> dict[str, Any]:
    """Write a day; what is closed shades it, and is told once."""
    american = f"U.S. holiday: {lived.embassy_closed}" if lived.embassy_closed else ""
    closed = "; ".join(part for part in (lived.closed, american) if part)
    line = {1: "Date line: this day is left out", -1: "Date line: this day is lived again"}.get(lived.shift, "")
    return {
        "stop": lived.stop,
        "where": lived.where("Base", names),
        "day": day_title(lived.on),
        "morning": _work(lived, DayPart.MORNING),
        "afternoon": _work(lived, DayPart.AFTERNOON),
        "travel": [],
        "told": ". ".join(part for part in (closed, line) if part),
        "closed": bool(closed),
    }


def _work(lived: LivedDay, part: DayPart) -> str:
    """Write the work of a half-day, or why there is none where that is not told of the whole day."""
    half = lived.halves[part]
    return "" if half.use is Use.TRAVEL or half.words == lived.closed else half.words


def _came_from(way: Way, schedule: Schedule) -> int | None:
    """Tell the stop that a leg sets out from; None for the base."""
    if way.within or way.number > 1:
        return way.to
    before = (len(schedule.stops) if way.to is None else way.to) - 1
    return before if before >= 0 else None


def _row(days: Sequence[LivedDay], at: datetime, stop: int | None) -> int:
    """Find the row of a local time at a stop; where another stop or the way has taken the day, that one's."""
    same = [number for number, lived in enumerate(days) if lived.on == at.date()]
    own = [number for number in same if days[number].stop == stop]
    return (own or same)[0]


def cut(lines: Sequence[str], *, most: int = MOST) -> list[str]:
    """Keep the first lines, and say how many are left out."""
    left = len(lines) - most
    return [*lines[:most], f"and {left:,} more"] if left > 0 else list(lines)


def moment(at: datetime) -> dict[str, str]:
    """Write a local time, its day apart."""
    return {"day": day_title(at.date()), "time": clock(at)}


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
