"""The brief of a stop: what to know before one goes there, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions import trip_brief
from dashboard.actions.trip_brief import NO_HOLIDAYS
from dashboard.actions.trip_days import Use, clock, day_title
from dashboard.maps.palette import ADVISORY_GLYPH
from dashboard.parts.coverage_filters import status_text
from dashboard.parts.text import plain
from models.advisories import Answer
from models.calendars import weekday
from models.database import reading
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.territory_days import Holiday
    from dashboard.actions.trip_brief import OfficeBrief, PortBrief, StopBrief, Task
    from dashboard.actions.trip_days import LivedDay
    from dashboard.actions.trip_plan import Scheduled

FACILITIES_SHOWN = 6
"""So many facilities of a port are listed."""


def stop_brief(scheduled: Scheduled, at: int, records: Records, *, today: date) -> None:
    """Draw the brief of a stop.

    Args:
        scheduled: the trip with its days.
        at: which stop, from 0.
        records: as every page reads them.
        today: the day of the status.
    """
    with reading(caching.engine()) as session:
        brief = trip_brief.stop_brief(scheduled, at, records, session=session, today=today)
    with st.container(gap="xxsmall"):
        _head(brief)
        _where_it_stands(brief)
        _list("Days", [line for lived in brief.days if (line := _day(lived))])
        _days_off(brief)
        _ways(brief)
        for port in brief.ports:
            _port(port)
        _list("Organisations", [_office(one) for one in brief.offices], none="None on record.")


def _head(brief: StopBrief) -> None:
    st.markdown(f"#### {brief.number} {plain(brief.name)}")
    status = status_text(brief.status) if brief.status else "No partner"
    arrives, departs = (f"{day_title(at.date())}, {clock(at)}" for at in (brief.arrives, brief.departs))
    st.caption(plain(f"{arrives} to {departs}"))
    st.markdown(f"**{plain(status)}**. {plain(brief.why)}")
    _list("To be settled", brief.conflicts)


def _where_it_stands(brief: StopBrief) -> None:
    glyph = f"{ADVISORY_GLYPH} " if brief.advisory is Answer.IN_FORCE else ""
    _say("Port Security Advisory", f"{glyph}{brief.advisory_words}", brief.advisory_known)
    visit = brief.last_visit
    _say("Last visit", visit.words if visit else "none on record", visit.summary if visit else "")
    _list("Follow-ups", [_task(one) for one in brief.tasks], none="None is open.")


def _day(lived: LivedDay) -> str:
    """Write the work of a day, or why there is none; nothing of a day that only brings one there."""
    said = [half.words for half in lived.halves.values() if half.words and half.use is not Use.TRAVEL]
    return f"{day_title(lived.on)}: {'; '.join(dict.fromkeys(said))}" if said else ""


def _days_off(brief: StopBrief) -> None:
    time = brief.time
    if time is not None:
        _say("Local time", f"{time.words} at arrival ({time.zone}, {time.offset})", f"{time.difference}.")
    _say("Government weekend", brief.weekend or "not on record")
    _say("Public holidays during the stop", _holidays(brief.holidays))
    _say("U.S. holidays during the stop", _holidays(brief.us_holidays))
    _say("U.S. embassy or post", brief.embassy or "none on record")


def _ways(brief: StopBrief) -> None:
    near = f"Next: {'; '.join(brief.airports)}" if brief.airports else ""
    _say("Airport", brief.airport or "none within reach: by ship", near)
    _list("On the ground and by sea", brief.ground)


def _port(port: PortBrief) -> None:
    visit = f"last visit {day(port.last_visit)}" if port.last_visit else "no visit on record"
    _say("Port", " · ".join(part for part in (port.name, port.code, visit) if part))
    facts = [f"{fact.label}: {fact.value} ({fact.source})" for fact in port.facts]
    flags = [f"To be checked: {flag}" for flag in port.flags]
    more = len(port.facilities) - FACILITIES_SHOWN
    facilities = [f"Facility: {one}" for one in port.facilities[:FACILITIES_SHOWN]]
    _lines([*facts, *flags, *facilities, *([f"and {more:,} more"] if more > 0 else [])])


def _say(label: str, text: str, detail: str = "") -> None:
    st.markdown(f"**{label}**: {plain(text)}")
    if detail:
        st.caption(plain(detail))


def _list(label: str, lines: Sequence[str], *, none: str = "") -> None:
    if lines:
        st.markdown(f"**{label}**")
        _lines(lines)
    elif none:
        _say(label, none)


def _lines(lines: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {plain(one)}" for one in lines))


def _task(one: Task) -> str:
    late = " (overdue by then)" if one.late else ""
    return " · ".join(part for part in (f"{day(one.due_on)}{late}: {one.what}", one.who) if part)


def _office(one: OfficeBrief) -> str:
    contact = f"last contact {day(one.last_contact_on)}" if one.last_contact_on else ""
    return " · ".join(part for part in (one.name, one.kind, one.port, one.reach, contact) if part)


def _holidays(found: Sequence[Holiday] | None) -> str:
    if found is None:
        return NO_HOLIDAYS
    return "; ".join(f"{weekday(one.on)[:3]} {day(one.on)}, {one.name}" for one in found) or "none"
