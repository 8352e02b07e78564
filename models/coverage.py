"""Visit status of a territory as of a date, derived and never stored.

Everything here is pure: records come in, an answer with its reason goes out. No function reads the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from models.vocabulary import EngagementKind, EngagementStatus
from models.wording import day, plural

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


class Status(StrEnum):
    """Where a territory stands, in the order in which one status takes precedence over the next."""

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


class Closed(Protocol):
    """What the rule reads of an access period. An open end (`None`) lasts until further notice."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def reason(self) -> str: ...
