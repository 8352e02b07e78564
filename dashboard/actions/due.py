"""What is due: visits, assessments, follow-ups, reports that are missing, and content to be disposed of.

A territory that is not accessible is left out, as it is from the figures: nothing can be done there. A partner that was
never visited or never assessed has no due date and comes first.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions import disposing
from dashboard.actions.coverage import CoverageRow, coverage_rows
from dashboard.actions.records import read_records
from models import queries
from models.coverage import BOOKED, Status, is_visit
from models.database import reading
from models.errors import InvalidRecordError
from models.queries import Held
from models.tables import Engagement, FollowUp
from models.vocabulary import EngagementStatus
from models.wording import KIND_WORDS, day, plural, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.records import Records
    from models.coverage import Clock
    from models.tables import Marked, Officer

_HELD: Any = tuple(getattr(Engagement, name) for name in Held.__slots__)

DEFAULT_WITHIN = 90
"""How many days ahead is looked, unless said otherwise."""


class DueKind(StrEnum):
    """What is to be done, in the order of a listing of one day."""

    VISIT = "visit"
    ASSESSMENT = "assessment"
    FOLLOW_UP = "follow_up"
    REPORT = "report"
    """A booking whose dates have passed: complete or cancel it."""
    DISPOSAL = "disposal"
    """A record whose content may be kept no longer."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be done."""

    kind: DueKind
    due_on: date | None
    """None for what was never done."""
    days_left: int | None
    """Days from the day asked about; negative when overdue."""
    territory: str | None
    """None for a record that belongs to no territory."""
    name: str
    """Of the territory."""
    status: str
    next_booking: date | None
    """Of the territory, for a visit."""
    officers: Sequence[str]
    """Whom the territory is assigned to."""
    table: str
    """Table of the record, for a link: `territory` for visits and assessments, whose record is the territory."""
    record_id: int
    text: str
    """What and why, in words."""
    marking: str
    """The highest of the records that say so."""
    demo: bool

    def flat(self) -> dict[str, str | int | None]:
        """Write it as the plain values that tables, files and the command line show; dates in ISO form."""
        return {
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "days_left": self.days_left,
            "what": self.kind.value,
            "territory": self.territory,
            "name": self.name,
            "status": self.status,
            "next_booking": self.next_booking.isoformat() if self.next_booking else None,
            "officers": "; ".join(self.officers),
            "record": f"{self.table} {self.record_id}",
            "marking": self.marking,
            "text": " ".join(self.text.split()),
        }


@dataclass(frozen=True, slots=True)
class Pending:
    """What is due beside the clocks of the territories."""

    follow_ups: Sequence[FollowUp]
    """Still to be done, and due by the last day looked at."""
    unreported: Sequence[Held]
    """Bookings whose last day has passed."""
    expired: Sequence[Marked]
    """Records whose disposal date has passed, and whose content is still there."""


def read_pending(*, session: Session, as_of: date, within: int = DEFAULT_WITHIN) -> Pending:
    """Read what is due by `within` days after `as_of`."""
    due = select(FollowUp).where(FollowUp.withdrawn == "", col(FollowUp.state).in_(queries.UNDONE))
    past = select(*_HELD).where(col(Engagement.status).in_(BOOKED), Engagement.ends_on < as_of)
    latest_first = past.order_by(col(Engagement.ends_on).desc(), col(Engagement.id))
    return Pending(
        follow_ups=session.exec(due.where(FollowUp.due_on <= as_of + timedelta(days=within))).all(),
        unreported=[Held(*row) for row in session.exec(latest_first)],
        expired=disposing.expired(as_of, session=session),
    )


def read_due(
    engine: Engine, *, as_of: date, known_on: date, within: int = DEFAULT_WITHIN, officer: str | None = None
) -> tuple[Records, list[Due]]:
    """Read everything from the database and list what is due, with the records it was derived from.

    Raises:
        InvalidRecordError: if no officer is called so.
    """
    with reading(engine) as session:
        records = read_records(session=session)
        pending = read_pending(session=session, as_of=as_of, within=within)
    who = None if officer is None else find_officer(records, officer)
    return records, due(records, pending, as_of=as_of, known_on=known_on, within=within, officer=who)


def find_officer(records: Records, name: str) -> Officer:
    """Return the officer of a name, whatever its case.

    Raises:
        InvalidRecordError: if no officer is called so; the message lists them.
    """
    wanted = " ".join(name.split()).casefold()
    for officer in records.officers:
        if officer.name.casefold() == wanted:
            return officer
    names = ", ".join(officer.name for officer in records.officers) or "none is on record"
    raise InvalidRecordError(f"--officer: no officer is called {name!r}; choose one of: {names}")


def due(
    records: Records,
    pending: Pending,
    *,
    as_of: date,
    known_on: date,
    within: int = DEFAULT_WITHIN,
    officer: Officer | None = None,
) -> list[Due]:
    """List what is due by `within` days after `as_of`, by date; what was never done comes first.

    Args:
        records: what coverage is derived from.
        pending: the rest, read for the same day and span.
        as_of: the day asked about.
        known_on: the day up to which completed visits are known, as in `coverage_status`.
        within: how many days ahead is looked.
        officer: whose territories and visits to list; everybody's where None.
    """
    listing = _Listing(records, as_of, within)
    rows = coverage_rows(records, as_of=as_of, known_on=known_on)
    found = [*listing.clocks(rows), *listing.pending(pending)]
    kept = [one for one, lead in found if officer is None or _concerns(officer, one, lead)]
    return sorted(kept, key=_order)


def _concerns(officer: Officer, one: Due, lead: str) -> bool:
    return one.territory in officer.territories or lead.casefold() == officer.name.casefold()


def _order(one: Due) -> tuple[int, int, str, int]:
    return (one.due_on.toordinal() if one.due_on else 0, list(DueKind).index(one.kind), one.name, one.record_id)


class _Listing:
    """Puts what is due into words and rows, for one day."""

    def __init__(self, records: Records, as_of: date, within: int) -> None:
        self._records = records
        self._as_of = as_of
        self._within = within
        self._officers: dict[str, list[str]] = {}
        for officer in records.officers:
            for code in officer.territories:
                self._officers.setdefault(code, []).append(officer.name)

    def clocks(self, rows: Iterable[CoverageRow]) -> Iterator[tuple[Due, str]]:
        """List visits and assessments of the partners that can be reached."""
        for row in rows:
            if row.coverage.status is Status.NOT_ACCESSIBLE:
                continue
            if self._is_due(row.coverage.visit):
                yield self._visit(row), ""
            if self._is_due(row.coverage.assessment):
                yield self._assessment(row), ""

    def pending(self, pending: Pending) -> Iterator[tuple[Due, str]]:
        """List the rest, each with the lead of its visit."""
        for follow_up in pending.follow_ups:
            text = f"{follow_up.what} ({follow_up.who})" if follow_up.who else follow_up.what
            yield self._record(DueKind.FOLLOW_UP, follow_up, follow_up.due_on, follow_up.state.value, text), ""
        for visit in pending.unreported:
            kind = KIND_WORDS[visit.kind]
            text = f"{kind[0].upper()}{kind[1:]} to {day(visit.ends_on)}: complete it into a report, or cancel it."
            yield self._record(DueKind.REPORT, visit, visit.ends_on, visit.status.value, text), visit.lead
        for row in pending.expired:
            kept_to = row.dispose_after or self._as_of
            text = f"{words(_table(row))}: content to be disposed of; run: seamark dispose"
            yield self._record(DueKind.DISPOSAL, row, kept_to, "expired", text), ""

    def _is_due(self, clock: Clock) -> bool:
        return clock.due_on is None or (clock.due_on - self._as_of).days <= self._within

    def _visit(self, row: CoverageRow) -> Due:
        deciding = [row.coverage.deciding] if isinstance(row.coverage.deciding, Held) else []
        booked = [one for one in self._ahead(row.territory.code) if one.starts_on == row.coverage.next_visit]
        status = row.coverage.status.value
        return self._clock(DueKind.VISIT, row, row.coverage.visit, status, row.coverage.why, [*deciding, *booked])

    def _assessment(self, row: CoverageRow) -> Due:
        clock = row.coverage.assessment
        text = "No assessment is on record."
        if clock.last and clock.due_on:
            late = f", {plural(clock.days_overdue, 'day')} overdue" if clock.days_overdue else ""
            text = f"The last assessment was made on {day(clock.last)}; the next is due by {day(clock.due_on)}{late}."
        said = list(self._said_so(row.territory.code, clock.last)) if clock.last else []
        return self._clock(DueKind.ASSESSMENT, row, clock, clock.status.value, text, said)

    def _ahead(self, code: str) -> list[Held]:
        """Return the visits that end after the day and were not cancelled; engagements stand the latest first."""
        ahead = takewhile(lambda one: one.ends_on > self._as_of, self._records.engagements.get(code, ()))
        return [one for one in ahead if one.status is not EngagementStatus.CANCELLED and is_visit(one)]

    def _said_so(self, code: str, last: date) -> Iterator[Any]:
        """Find the records of an assessment that was made on a day."""
        held = self._records.engagements.get(code, ())
        first = bisect_left(held, -last.toordinal(), key=lambda one: -one.ends_on.toordinal())
        yield from takewhile(lambda one: one.ends_on == last, held[first:])
        yield from (one for one in self._records.assessments.get(code, ()) if one.assessed_on == last)

    def _clock(self, kind: DueKind, row: CoverageRow, clock: Clock, status: str, text: str, said: Sequence[Any]) -> Due:
        return Due(
            kind=kind,
            due_on=clock.due_on,
            days_left=(clock.due_on - self._as_of).days if clock.due_on else None,
            territory=row.territory.code,
            name=row.territory.name,
            status=status,
            next_booking=row.coverage.next_visit if kind is DueKind.VISIT else None,
            officers=self._officers.get(row.territory.code, ()),
            table="territory",
            record_id=row.territory.id or 0,
            text=text,
            marking=self._records.settings.highest(one.marking for one in said),
            demo=any(one.demo for one in said),
        )

    def _record(self, kind: DueKind, row: Any, due_on: date, status: str, text: str) -> Due:  # noqa: ANN401 - any record
        code = getattr(row, "territory", None)
        territory = self._records.territories.get(code) if code else None
        return Due(
            kind=kind,
            due_on=due_on,
            days_left=(due_on - self._as_of).days,
            territory=code,
            name=territory.name if territory else "",
            status=status,
            next_booking=None,
            officers=self._officers.get(code, ()) if code else (),
            table=_table(row),
            record_id=row.id,
            text=text,
            marking=row.marking,
            demo=row.demo,
        )


def _table(row: Any) -> str:  # noqa: ANN401 - any record, or an engagement without its words
    return str(getattr(row, "__tablename__", Engagement.__tablename__))
