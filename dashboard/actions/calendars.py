"""Bookings and due dates as a calendar. Taken in again, it updates what it brought: every day has a lasting id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import and_, col, or_, select

from dashboard.actions.due import Due, DueKind, due, read_pending
from dashboard.actions.records import read_records
from dashboard.actions.scope import Scope
from geodata.exporters.calendar import CalendarEvent, EventStatus, to_ics
from models.coverage import BOOKED
from models.database import reading
from models.queries import UNDONE
from models.tables import AuditEntry, Engagement, FollowUp
from models.vocabulary import EngagementKind, EngagementStatus
from models.wording import RECIPROCAL_STATUS_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.records import Records

NAME = "Seamark"
FOR_EVER = 100 * 366
"""So many days ahead every due date is taken in: one that has moved must be updated, wherever it has moved to."""

_STATUSES = {
    EngagementStatus.PLANNED: EventStatus.TENTATIVE,
    EngagementStatus.CONFIRMED: EventStatus.CONFIRMED,
    EngagementStatus.CANCELLED: EventStatus.CANCELLED,
}
_TITLES = {
    DueKind.VISIT: "Visit due",
    DueKind.ASSESSMENT: "Assessment due",
    DueKind.FOLLOW_UP: "Follow-up due",
}
"""What stands in a calendar on its due date; the rest of what is due is past already."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar, written."""

    content: bytes
    marking: str
    """The highest it contains."""
    demo: bool
    events: int


def calendar_file(
    engine: Engine, *, as_of: date, known_on: date, at: datetime, scope: Scope | None = None
) -> CalendarFile:
    """Write bookings, due dates of partners and follow-ups that are due.

    What was cancelled or done since, and would still lie ahead, is written as cancelled, so that a calendar that has it
    takes it out.

    Args:
        engine: the database.
        as_of: the day from which on something lies ahead.
        known_on: the day up to which completed visits are known, as in `coverage_status`.
        at: when the file is written, with its time zone.
        scope: which territories and days to take in.
    """
    taken = scope or Scope()
    with reading(engine) as session:
        records = read_records(session=session)
        pending = read_pending(session=session, as_of=as_of, within=FOR_EVER)
        bookings = [r for r in _bookings(session, as_of) if _is_taken(taken, r.territory, r.starts_on, r.ends_on)]
        closed = [r for r in _closed_follow_ups(session, as_of) if _is_taken(taken, r.territory, r.due_on, r.due_on)]
        mark = database_mark(session)
    items = due(records, pending, as_of=as_of, known_on=known_on, within=FOR_EVER)
    ahead = [one for one in items if one.due_on and _is_taken(taken, one.territory, one.due_on, one.due_on)]
    shown = [one for one in ahead if one.kind in _TITLES]
    events = [
        *booking_events(bookings, records, mark=mark),
        *due_events(shown, version=records.version, mark=mark),
        *_cancelled(closed, records, mark=mark),
    ]
    contained: list[Any] = [*bookings, *closed, *shown]
    marking = records.settings.highest(one.marking for one in contained)
    content = to_ics(events, name=NAME, marking=marking, stamp=at)
    return CalendarFile(content, marking, any(one.demo for one in contained), len(events))


def _is_taken(scope: Scope, territory: str | None, starts_on: date, ends_on: date) -> bool:
    return scope.holds(territory) and scope.overlaps(starts_on, ends_on)


def database_mark(session: Session) -> str:
    """Return what tells this database from any other, so that the days of two may stand in one calendar."""
    first = session.exec(select(AuditEntry.hash).order_by(col(AuditEntry.id)).limit(1)).first()
    return (first or "empty")[:8]


def booking_events(bookings: Iterable[Engagement], records: Records, *, mark: str) -> list[CalendarEvent]:
    """Make the days of bookings: planned ones tentative, confirmed ones confirmed."""
    return [_booking(row, records, mark) for row in bookings]


def _booking(row: Engagement, records: Records, mark: str) -> CalendarEvent:
    status = RECIPROCAL_STATUS_WORDS[row.status] if row.kind is EngagementKind.RECIPROCAL else row.status.value
    ports = [port.name for number in row.ports if (port := records.port(number))]
    territory = records.territories[row.territory].name
    return CalendarEvent(
        key=f"engagement-{row.id}-{mark}",
        start=row.starts_on,
        end=row.ends_on,
        summary=_titled(f"{words(row.kind)}: {territory}", demo=row.demo),
        status=_STATUSES[row.status],
        description="\n".join(
            line
            for line in (
                f"{words(status)}.",
                f"Lead: {row.lead}" if row.lead else "",
                f"Ports: {'; '.join(ports)}" if ports else "",
                f"Seamark engagement {row.id}",
            )
            if line
        ),
        location=row.place or ", ".join([*ports, territory]),
        categories=("Booking", words(row.kind)),
        version=row.version,
    )


def due_events(items: Iterable[Due], *, version: int, mark: str) -> list[CalendarEvent]:
    """Make the days on which something is due; what has no date, or is past in any case, has none.

    Args:
        items: what is due.
        version: the data version, which grows whenever a due date moves.
        mark: what tells the database from others.
    """
    return [
        CalendarEvent(
            key=_due_key(one.kind, one.territory or "", one.record_id, mark),
            start=one.due_on,
            end=one.due_on,
            summary=_titled(f"{_TITLES[one.kind]}: {one.name}", demo=one.demo),
            status=EventStatus.CONFIRMED,
            description=one.text,
            categories=(_TITLES[one.kind],),
            version=version,
        )
        for one in items
        if one.kind in _TITLES and one.due_on
    ]


def _cancelled(closed: Iterable[FollowUp], records: Records, *, mark: str) -> list[CalendarEvent]:
    return [
        CalendarEvent(
            key=_due_key(DueKind.FOLLOW_UP, row.territory, row.id or 0, mark),
            start=row.due_on,
            end=row.due_on,
            summary=_titled(f"Follow-up due: {records.territories[row.territory].name}", demo=row.demo),
            status=EventStatus.CANCELLED,
            description="No longer due.",
            categories=(_TITLES[DueKind.FOLLOW_UP],),
            version=records.version,
        )
        for row in closed
    ]


def _due_key(kind: DueKind, territory: str, record_id: int, mark: str) -> str:
    what = record_id if kind is DueKind.FOLLOW_UP else territory
    return f"{kind.value.replace('_', '-')}-due-{what}-{mark}"


def _titled(text: str, *, demo: bool) -> str:
    return f"DEMO {text}" if demo else text


def _bookings(session: Session, as_of: date) -> Sequence[Engagement]:
    cancelled = and_(col(Engagement.status) == EngagementStatus.CANCELLED, col(Engagement.ends_on) >= as_of)
    query = select(Engagement).where(or_(col(Engagement.status).in_(BOOKED), cancelled))
    return session.exec(query.order_by(col(Engagement.starts_on), col(Engagement.id))).all()


def _closed_follow_ups(session: Session, as_of: date) -> Sequence[FollowUp]:
    closed = or_(col(FollowUp.state).not_in(UNDONE), col(FollowUp.withdrawn) != "")
    query = select(FollowUp).where(closed, FollowUp.due_on >= as_of)
    return session.exec(query.order_by(col(FollowUp.due_on), col(FollowUp.id))).all()
