"""Generated demonstration records: plausible, the same for the same day, and marked as DEMO in every row.

Real engagement records are not public. What is generated here speaks of no real visit.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.agenda import AGENDA_TEMPLATES
from models.coverage import DUE_SOON_DAYS, VISIT_INTERVAL_DAYS, Status
from models.tables import AccessPeriodCreate, AgendaItem, EngagementCreate
from models.vocabulary import ContactChannel, EngagementKind, EngagementStatus, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SOURCE = "DEMO: generated, not a real record"
YEARS_BACK = 4
MONTHS_AHEAD = 6
CLOSED_DAYS = 200
"""How long the territories that are not accessible have been closed."""

_SHARES = ((Status.NOT_ACCESSIBLE, 2), (Status.NEVER, 3), (Status.OVERDUE, 8), (Status.DUE_SOON, 8))
"""How many territories are given each status; the rest are current."""

_VISITS = {
    EngagementKind.PORT_VISIT: 6,
    EngagementKind.GOVERNMENT: 3,
    EngagementKind.EMBASSY_CALL: 1,
    EngagementKind.TRAINING: 1,
}
"""Kinds of the generated visits, and how often each is drawn."""

ON_SITE = frozenset({EngagementKind.PORT_VISIT, EngagementKind.ASSESSMENT})
"""Kinds that a report with observations is written of."""

REPORT: dict[str, Any] = {
    "agenda": [AgendaItem(part=part, item=template[0]) for part, template in AGENDA_TEMPLATES.items()],
    "agencies": ["U.S. Coast Guard"],
    "topics": [Topic.ISPS, Topic.GOVERNANCE],
    "observations": ["DEMO. Visitors were let in without a check of the gate log."],
    "good_practices": ["DEMO. Guards are exercised every quarter."],
    "recommendations": ["DEMO. Check the gate log at each change of shift."],
}
SPECIFIC: dict[EngagementKind, dict[str, Any]] = {
    EngagementKind.TRAINING: {"course": "DEMO. ISPS Code for port facility security officers", "hosts": ["APEC"]},
    EngagementKind.RECIPROCAL: {"delegation": "DEMO. Designated Authority", "headquarters_days": 2},
    EngagementKind.LIAISON: {"channel": ContactChannel.CALL},
}

_CHANCE_RECIPROCAL = 0.3
_CHANCE_CANCELLED = 0.2
_CHANCE_ASSESSED = 0.8
_CHANCE_BOOKED = {Status.OVERDUE: 0.6, Status.DUE_SOON: 0.7, Status.NEVER: 0.4, Status.CURRENT: 0.3}

_SUMMARIES = {
    EngagementKind.PORT_VISIT: "Walked the terminals with the facility security officers; access control discussed.",
    EngagementKind.GOVERNMENT: "Met the Designated Authority; reviewed follow-up of earlier recommendations.",
    EngagementKind.EMBASSY_CALL: "Called on the U.S. Embassy country team; agreed on points of contact.",
    EngagementKind.TRAINING: "ISPS Code workshop for facility security officers.",
    EngagementKind.ASSESSMENT: "Country assessment: government, ports and embassy.",
    EngagementKind.RECIPROCAL: "Delegation hosted in the United States; two ports toured.",
    EngagementKind.LIAISON: "Call with the Designated Authority about dates for the next visit.",
}


@dataclass(frozen=True, slots=True)
class Demo:
    """What is generated for one day."""

    engagements: tuple[EngagementCreate, ...]
    access_periods: tuple[AccessPeriodCreate, ...]


def generate(
    ports: Mapping[str, Sequence[int]],
    *,
    as_of: date,
    leads: Mapping[str, str] | None = None,
    organisations: Mapping[str, Sequence[int]] | None = None,
) -> Demo:
    """Generate about four years of engagements up to `as_of` and six months of bookings.

    Args:
        ports: for each partner (ISO 3166-1 alpha-3), the ids of its ports.
        as_of: the day the history ends on.
        leads: for each partner, the duty title of the officer it is assigned to.
        organisations: for each partner, the ids of its counterpart organisations.
    """
    assigned = Assigned(ports, leads or {}, organisations or {})
    dice = random.Random(as_of.toordinal())  # noqa: S311 - repeatable demonstration data, no secret
    codes = sorted(ports)
    dice.shuffle(codes)
    status_of = dict(zip(codes, _statuses(len(codes)), strict=True))
    engagements: list[EngagementCreate] = []
    for code in sorted(ports):
        story = _Story(dice, code, assigned, as_of)
        engagements.extend(story.tell(status_of[code]))
    closed = [code for code, status in status_of.items() if status is Status.NOT_ACCESSIBLE]
    return Demo(tuple(engagements), tuple(_closure(code, as_of) for code in sorted(closed)))


def _statuses(count: int) -> list[Status]:
    given = [status for status, share in _SHARES for _ in range(share)][:count]
    return given + [Status.CURRENT] * (count - len(given))


def _closure(code: str, as_of: date) -> AccessPeriodCreate:
    return AccessPeriodCreate(
        source=SOURCE,
        demo=True,
        territory=code,
        starts_on=as_of - timedelta(days=CLOSED_DAYS),
        reason="Demo: no visit possible",
    )


@dataclass(frozen=True, slots=True)
class Assigned:
    """What each partner has, by its code."""

    ports: Mapping[str, Sequence[int]]
    leads: Mapping[str, str]
    organisations: Mapping[str, Sequence[int]]


class _Story:
    """The engagements of one territory."""

    def __init__(self, dice: random.Random, code: str, assigned: Assigned, as_of: date) -> None:
        self._dice = dice
        self._code = code
        self._ports = assigned.ports[code]
        self._lead = assigned.leads.get(code, "")
        self._organisations = assigned.organisations.get(code, ())
        self._as_of = as_of
        self._begin = as_of - timedelta(days=YEARS_BACK * VISIT_INTERVAL_DAYS)

    def tell(self, status: Status) -> Iterator[EngagementCreate]:
        """Yield history and bookings that give the territory `status`."""
        if status is not Status.NEVER:
            yield from self._visits(self._last_day(status))
        yield self._record(EngagementKind.LIAISON, self._past(300), EngagementStatus.COMPLETED)
        if self._dice.random() < _CHANCE_RECIPROCAL:
            yield self._record(EngagementKind.RECIPROCAL, self._past(900), EngagementStatus.COMPLETED)
        if self._dice.random() < _CHANCE_CANCELLED:
            yield self._record(EngagementKind.GOVERNMENT, self._past(500), EngagementStatus.CANCELLED)
        yield from self._bookings(status)

    def _last_day(self, status: Status) -> date:
        bounds = {
            Status.NOT_ACCESSIBLE: (CLOSED_DAYS + 20, CLOSED_DAYS + 300),
            Status.OVERDUE: (VISIT_INTERVAL_DAYS + 5, VISIT_INTERVAL_DAYS + 240),
            Status.DUE_SOON: (VISIT_INTERVAL_DAYS - DUE_SOON_DAYS, VISIT_INTERVAL_DAYS),
        }
        return self._as_of - timedelta(days=self._dice.randint(*bounds.get(status, (6, 250))))

    def _visits(self, last: date) -> Iterator[EngagementCreate]:
        assessed = self._dice.random() < _CHANCE_ASSESSED
        day, count = last, 0
        while day > self._begin:
            kind = EngagementKind.ASSESSMENT if assessed and count == 1 else self._kind()
            yield self._record(kind, day, EngagementStatus.COMPLETED)
            day -= timedelta(days=self._dice.randint(240, 420))
            count += 1

    def _bookings(self, status: Status) -> Iterator[EngagementCreate]:
        if self._dice.random() < _CHANCE_BOOKED.get(status, 0.0):
            ends_on = self._as_of + timedelta(days=self._dice.randint(14, MONTHS_AHEAD * 30))
            booked = self._dice.choice((EngagementStatus.PLANNED, EngagementStatus.CONFIRMED))
            yield self._record(self._kind(), ends_on, booked)

    def _kind(self) -> EngagementKind:
        return self._dice.choices(list(_VISITS), list(_VISITS.values()))[0]

    def _past(self, days: int) -> date:
        return self._as_of - timedelta(days=self._dice.randint(5, days))

    def _record(self, kind: EngagementKind, ends_on: date, status: EngagementStatus) -> EngagementCreate:
        at_port = kind in {EngagementKind.PORT_VISIT, EngagementKind.ASSESSMENT}
        visited = self._dice.sample(self._ports, min(len(self._ports), self._dice.randint(1, 3))) if at_port else []
        length = 0 if kind in {EngagementKind.LIAISON, EngagementKind.EMBASSY_CALL} else self._dice.randint(1, 4)
        return EngagementCreate(
            source=SOURCE,
            demo=True,
            territory=self._code,
            kind=kind,
            status=status,
            starts_on=ends_on - timedelta(days=length),
            ends_on=ends_on,
            in_territory=kind is not EngagementKind.RECIPROCAL,
            ports=sorted(visited),
            lead=self._lead,
            closing_reason="DEMO. Postponed by the host." if status is EngagementStatus.CANCELLED else "",
            **(self._words(kind) if status is EngagementStatus.COMPLETED else {}),
        )

    def _words(self, kind: EngagementKind) -> dict[str, Any]:
        """Return what a report adds, without a draw of its own: the same day gives the same records."""
        words: dict[str, Any] = {
            "summary": f"DEMO. {_SUMMARIES[kind]}",
            "organisations": list(self._organisations[: 2 if kind in ON_SITE else 1]),
            **SPECIFIC.get(kind, {}),
        }
        return words | REPORT if kind in ON_SITE else words
