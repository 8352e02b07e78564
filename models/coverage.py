"""Visit status of a territory as of a date, derived and never stored.

Everything here is pure: records come in, an answer with its reason goes out. No function reads the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from models.vocabulary import EngagementKind, EngagementStatus
from models.wording import KIND_WORDS, day, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DUE_SOON_DAYS = 90
"""A territory is due soon from this many days before its due date, that date included."""

VISIT_INTERVAL_DAYS = 365
"""The goal: at least one visit a year. A territory may carry another interval."""

ASSESSMENT_INTERVAL_DAYS = 3 * 365
"""The second clock: a country assessment every three years."""

VISIT_KINDS = frozenset(
    {
        EngagementKind.GOVERNMENT,
        EngagementKind.PORT_VISIT,
        EngagementKind.EMBASSY_CALL,
        EngagementKind.TRAINING,
        EngagementKind.ASSESSMENT,
    }
)
"""Kinds that count as a visit. Reciprocal visits and liaison contacts are shown, never counted."""

BOOKED = frozenset({EngagementStatus.PLANNED, EngagementStatus.CONFIRMED})
"""Statuses of a visit still to come."""


class Status(StrEnum):
    """Where a territory stands, in order of precedence."""

    NOT_ACCESSIBLE = "not_accessible"
    NEVER = "never"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    CURRENT = "current"


class Engaged(Protocol):
    """What the rule reads of an engagement."""

    @property
    def kind(self) -> EngagementKind: ...
    @property
    def status(self) -> EngagementStatus: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def in_territory(self) -> bool: ...


Record = TypeVar("Record", bound=Engaged)


class Closed(Protocol):
    """What the rule reads of an access period. An open end (`None`) lasts until further notice."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def reason(self) -> str: ...


class Assessed(Protocol):
    """What the rule reads of a country assessment."""

    @property
    def assessed_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """How long ago something recurring was last done, and when it is due again."""

    status: Status
    """`never`, `overdue`, `due_soon` or `current`."""
    last: date | None
    """The last day of the deciding record."""
    due_on: date | None
    """`last` plus the interval."""
    days_overdue: int
    """Whole days past `due_on`; 0 unless overdue."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The answer for one territory on one day."""

    status: Status
    visit: Clock
    assessment: Clock
    last_kind: EngagementKind | None
    """What kind the last visit was."""
    next_visit: date | None
    """First day of the first visit that starts after the day and was not cancelled: booked, or made since."""
    days_overdue: int
    """Days past the due date when the status is `overdue`; 0 otherwise, so that no closed territory looks neglected."""
    deciding: Engaged | Closed | None
    """The record that decides the status: the last visit, the access period, or none."""
    why: str
    """The reason in words."""

    @property
    def visited_in_time(self) -> bool:
        """Whether the last visit is within the interval, accessible or not."""
        return self.visit.status in {Status.CURRENT, Status.DUE_SOON}


def clock(last: date | None, *, interval_days: int, as_of: date) -> Clock:
    """Read a clock that was last wound on `last` and runs for `interval_days`."""
    if last is None:
        return Clock(Status.NEVER, None, None, 0)
    due_on = last + timedelta(days=interval_days)
    left = (due_on - as_of).days
    status = Status.OVERDUE if left < 0 else Status.DUE_SOON if left <= DUE_SOON_DAYS else Status.CURRENT
    return Clock(status, last, due_on, max(0, -left))


def is_visit(record: Engaged) -> bool:
    """Tell whether a record is of a kind that counts: a visit to the territory itself."""
    return record.kind in VISIT_KINDS and record.in_territory


def counts(record: Engaged, *, as_of: date, known_on: date, with_bookings: bool = True) -> bool:
    """Tell whether a record counts as a visit made by `as_of`.

    A visit counts from its last day. Beyond `known_on` the answer is a forecast, in which confirmed bookings are taken
    as made unless `with_bookings` is off.
    """
    if not is_visit(record) or record.ends_on > as_of:
        return False
    booked = record.status is EngagementStatus.CONFIRMED and with_bookings and record.ends_on > known_on
    return record.status is EngagementStatus.COMPLETED or booked


def deciding_records(
    latest_first: Iterable[Record], *, as_of: date, known_on: date, with_bookings: bool = True
) -> list[Record]:
    """Keep, of many records, those that can decide a status on a day: the rule answers for them as for all.

    Args:
        latest_first: engagements of one territory, the latest end first.
        as_of: as in `coverage_status`, like the rest.
        known_on: as there.
        with_bookings: as there.
    """
    kept, visited = [], False
    for record in latest_first:
        if record.ends_on > as_of:
            kept.append(record)
        elif counts(record, as_of=as_of, known_on=known_on, with_bookings=with_bookings):
            if not visited or record.kind is EngagementKind.ASSESSMENT:
                kept.append(record)
            visited = True
            if record.kind is EngagementKind.ASSESSMENT:
                break
    return kept


def visits_ahead(records: Iterable[Engaged], *, as_of: date) -> list[Engaged]:
    """Find the visits that start after `as_of` and were not cancelled, the first one first."""
    ahead = [r for r in records if is_visit(r) and r.status is not EngagementStatus.CANCELLED and r.starts_on > as_of]
    return sorted(ahead, key=lambda r: (r.starts_on, r.ends_on))


def _last_assessed(made: Iterable[Engaged], assessments: Iterable[Assessed], *, as_of: date) -> date | None:
    """Return the last assessment made, whether it is recorded as an engagement or by its result."""
    days = [record.ends_on for record in made if record.kind is EngagementKind.ASSESSMENT]
    return max([*days, *(a.assessed_on for a in assessments if a.assessed_on <= as_of)], default=None)


def closure(periods: Iterable[Closed], *, as_of: date) -> Closed | None:
    """Find the access period that contains `as_of`, both its days included; the latest begun where several do."""
    open_now = [p for p in periods if p.starts_on <= as_of and (p.ends_on is None or as_of <= p.ends_on)]
    return max(open_now, key=lambda p: p.starts_on, default=None)


def coverage_status(  # noqa: PLR0913 - what is known of a territory, and the day asked about
    records: Sequence[Engaged],
    periods: Sequence[Closed] = (),
    *,
    as_of: date,
    known_on: date,
    interval_days: int = VISIT_INTERVAL_DAYS,
    with_bookings: bool = True,
    assessments: Iterable[Assessed] = (),
) -> Coverage:
    """Derive the status of one territory.

    Args:
        records: all engagements of the territory, in any order.
        periods: all its access periods.
        as_of: the day asked about. In the past, records are used as known now; past `known_on` it is a forecast.
        known_on: the day up to which completed visits are known, normally today at the base.
        interval_days: days from one visit to the next due date.
        with_bookings: in a forecast, take confirmed bookings as made.
        assessments: results of country assessments; they wind the second clock as an assessment engagement does.
    """
    made = [r for r in records if counts(r, as_of=as_of, known_on=known_on, with_bookings=with_bookings)]
    last = max(made, key=lambda r: r.ends_on, default=None)
    visit = clock(last.ends_on if last else None, interval_days=interval_days, as_of=as_of)
    assessed = _last_assessed(made, assessments, as_of=as_of)
    closed = closure(periods, as_of=as_of)
    ahead = visits_ahead(records, as_of=as_of)
    status = Status.NOT_ACCESSIBLE if closed else visit.status
    return Coverage(
        status=status,
        visit=visit,
        assessment=clock(assessed, interval_days=ASSESSMENT_INTERVAL_DAYS, as_of=as_of),
        last_kind=last.kind if last else None,
        next_visit=ahead[0].starts_on if ahead else None,
        days_overdue=visit.days_overdue if status is Status.OVERDUE else 0,
        deciding=closed or last,
        why=_why(closed, last, visit, ahead, interval_days=interval_days, as_of=as_of),
    )


def _why(
    closed: Closed | None,
    last: Engaged | None,
    visit: Clock,
    ahead: Sequence[Engaged],
    *,
    interval_days: int,
    as_of: date,
) -> str:
    sentences = [_closed_words(closed)] if closed else []
    sentences.append(_visit_words(last, visit, interval_days=interval_days, as_of=as_of))
    sentences.append(
        f"Next booking: {KIND_WORDS[ahead[0].kind]} from {day(ahead[0].starts_on)} ({_standing(ahead[0].status)})."
        if ahead
        else "Nothing is booked."
    )
    return " ".join(sentences)


def _standing(status: EngagementStatus) -> str:
    """Say how far a booking has come; on a past day it may have been made since."""
    return "made since" if status is EngagementStatus.COMPLETED else status.value


def _closed_words(closed: Closed) -> str:
    until = f"until {day(closed.ends_on)}" if closed.ends_on else "until further notice"
    return f"Not accessible since {day(closed.starts_on)}, {until}: {closed.reason.rstrip('.')}."


def _visit_words(last: Engaged | None, visit: Clock, *, interval_days: int, as_of: date) -> str:
    if last is None or visit.due_on is None:
        return f"No visit is on record up to {day(as_of)}."
    made = "is counted as made on" if last.status is EngagementStatus.CONFIRMED else "ended on"
    seen = f"The last visit, {_article(KIND_WORDS[last.kind])}, {made} {day(last.ends_on)}."
    left = (visit.due_on - as_of).days
    due = f"due by {day(visit.due_on)} ({plural(interval_days, 'day')} later)"
    if left < 0:
        return f"{seen} The next was {due} and is {plural(-left, 'day')} overdue."
    return f"{seen} The next is {due}, in {plural(left, 'day')}."


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
