"""Everything that happened, is booked or is due in one territory, as one list of entries by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlmodel import col, select

from models.coverage import BOOKED, is_visit
from models.queries import UNDONE
from models.tables import Engagement
from models.vocabulary import (
    AdvisoryScheme,
    EngagementKind,
    EngagementStatus,
    FollowUpState,
)
from models.wording import RECIPROCAL_STATUS_WORDS, day, span, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from dashboard.actions.records import Records
    from dashboard.actions.territory import Dossier
    from models.queries import Held
    from models.tables import AccessPeriod, AdvisoryFact, Assessment, FollowUp

LONGEST = 160
"""Letters of a text of its own that an entry carries at most."""


class Sort(StrEnum):
    """What an entry speaks of."""

    VISIT = "Visits"
    ELSEWHERE = "Engagements elsewhere"
    LIAISON = "Liaison contacts"
    ASSESSMENT = "Assessment results"
    ADVISORY = "Advisories"
    ACCESS = "Access"
    FOLLOW_UP = "Follow-ups"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    on: date
    """The day it is placed at."""
    when: str
    """The day or days in words; only the month or year where no more is known."""
    sort: Sort
    title: str
    words: str = ""
    """What else is known without reading the record whole; see `told`."""
    engagement: int | None = None
    """Id of the engagement it is, or comes from."""
    whole: bool = False
    """The entry is that engagement, which has more to tell."""
    off: bool = False
    """Cancelled, superseded or dropped."""
    demo: bool = False
    marking: str = ""


def timeline(records: Records, code: str, dossier: Dossier, *, today: date) -> list[Entry]:
    """List everything of a territory, the newest first; bookings and what is due ahead come before today."""
    entries = [
        *(_engagement(held, records) for held in records.engagements.get(code, ())),
        *(entry for fact in records.facts if fact.territory == code for entry in _fact(fact)),
        *(_access(period) for period in records.access_periods.get(code, ())),
        *(_assessment(found) for found in records.assessments.get(code, ())),
        *(_follow_up(follow_up, today=today) for follow_up in dossier.follow_ups),
    ]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def of_sorts(entries: Sequence[Entry], sorts: Iterable[str]) -> Sequence[Entry]:
    """Keep the entries of some sorts; none chosen keeps all."""
    chosen = frozenset(sorts)
    return [entry for entry in entries if entry.sort in chosen] if chosen else entries


def told(entries: Iterable[Entry], *, session: Session) -> Mapping[int, str]:
    """Read what some engagements have to tell, by id: why they were cancelled, else what they were about."""
    ids = [entry.engagement for entry in entries if entry.whole]
    rows = session.exec(select(Engagement).where(col(Engagement.id).in_(ids))).all() if ids else ()
    return {row.id or 0: _shortened(_told(row)) for row in rows}


def _told(row: Engagement) -> str:
    if row.closing_reason:
        return f"{'Superseded' if row.replaced_by else 'Cancelled'}: {row.closing_reason}"
    return row.course or row.delegation or row.summary


def _engagement(held: Held, records: Records) -> Entry:
    cancelled = held.status is EngagementStatus.CANCELLED
    ports = [port.name for port in map(records.port, held.ports) if port]
    return Entry(
        on=held.ends_on,
        when=span(held.starts_on, held.ends_on),
        sort=_sort(held),
        title=f"{words(held.kind)}{_state(held)}",
        words=" · ".join(part for part in (", ".join(ports), held.lead) if part),
        engagement=held.id,
        whole=True,
        off=cancelled,
        demo=held.demo,
        marking=held.marking,
    )


def _sort(held: Held) -> Sort:
    if held.kind is EngagementKind.LIAISON:
        return Sort.LIAISON
    return Sort.VISIT if is_visit(held) else Sort.ELSEWHERE


def _state(held: Held) -> str:
    """Word the status where it says more than that the engagement took place."""
    if held.kind is EngagementKind.RECIPROCAL:
        return f", {RECIPROCAL_STATUS_WORDS[held.status]}"
    if held.status is EngagementStatus.CANCELLED:
        return ", cancelled"
    return f", {held.status.value}" if held.status in BOOKED else ""


def _fact(fact: AdvisoryFact) -> Iterator[Entry]:
    placed = fact_day(fact)
    if placed is None:
        return
    on, when = placed
    number = f"PSA {fact.psa_number}" if fact.psa_number else ""
    excepted = f"excepted: {fact.exceptions}" if fact.exceptions else ""
    detail = _shortened(" · ".join(part for part in (number, excepted) if part))
    yield Entry(on, when, Sort.ADVISORY, fact_title(fact), detail, demo=fact.demo)


def fact_title(fact: AdvisoryFact) -> str:
    """Say what a published fact reports."""
    if fact.scheme is AdvisoryScheme.NON_REPORTING:
        return f"Non-reporting list: {fact.action.value}"
    return f"Advisory {fact.action.value}"


def fact_day(fact: AdvisoryFact) -> tuple[date, str] | None:
    """Return the day a fact took effect, else was published, with its words; None if neither is known."""
    if fact.effective_on:
        return fact.effective_on, day(fact.effective_on)
    if not fact.published_on:
        return None
    year, month, *rest = (int(part) for part in fact.published_on.split("-"))
    on = date(year, month, rest[0] if rest else 1)
    return on, day(on) if rest else day(on).split(" ", 1)[1]


def _access(period: AccessPeriod) -> Entry:
    until = day(period.ends_on) if period.ends_on else "further notice"
    return Entry(
        on=period.starts_on,
        when=f"{day(period.starts_on)} to {until}",
        sort=Sort.ACCESS,
        title="Not accessible",
        words=_shortened(period.reason),
        demo=period.demo,
        marking=period.marking,
    )


def _assessment(found: Assessment) -> Entry:
    return Entry(
        on=found.assessed_on,
        when=day(found.assessed_on),
        sort=Sort.ASSESSMENT,
        title=f"Country assessment: {words(found.outcome).lower()}",
        words=_shortened(found.note),
        engagement=found.engagement_id,
        demo=found.demo,
        marking=found.marking,
    )


def _follow_up(follow_up: FollowUp, *, today: date) -> Entry:
    on = follow_up.done_on or follow_up.due_on
    return Entry(
        on=on,
        when=day(on),
        sort=Sort.FOLLOW_UP,
        title=f"Follow-up {_standing(follow_up, today=today)}",
        words=" · ".join(part for part in (_shortened(follow_up.what), follow_up.who) if part),
        engagement=follow_up.engagement_id,
        off=follow_up.state is FollowUpState.DROPPED,
        demo=follow_up.demo,
        marking=follow_up.marking,
    )


def _standing(follow_up: FollowUp, *, today: date) -> str:
    if follow_up.state not in UNDONE:
        return follow_up.state.value
    return "overdue" if follow_up.due_on < today else "due"


def _shortened(text: str) -> str:
    """Keep one line of a text, and no more letters than an entry has room for."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"
