"""What goes into a check of the conditions of entry, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from models.vocabulary import AdvisoryAction


class EntryAnswer(StrEnum):
    """Whether conditions of entry apply."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """Why a call bears on the answer as it does."""

    LISTED = "listed"
    EXCEPTED_FACILITY = "excepted_facility"
    NOT_LISTED = "not_listed"
    FACILITY_UNKNOWN = "facility_unknown"
    EXCEPTIONS_UNSEEN = "exceptions_unseen"
    """Which facilities were excepted is not among the published facts."""
    STATE_UNKNOWN = "state_unknown"
    """The published facts do not tell whether the territory was listed."""
    TERRITORY_UNRESOLVED = "territory_unresolved"
    BEYOND_FIFTH = "beyond_fifth"
    MAY_COUNT = "may_count"
    """It is beyond the fifth, unless one before it is no call of its own."""
    CANAL_TRANSIT = "canal_transit"


@dataclass(frozen=True, slots=True)
class PortCall:
    """A call of a vessel, as far as it could be resolved."""

    port: str = ""
    """Name of the port, or the words that were given for it; blank where only a territory is known."""
    is_resolved: bool = field(default=True, kw_only=True)
    """Whether `port` names a port; else it is words that stand for any port of the territory."""
    territory: str | None = None
    """ISO 3166-1 alpha-3; None where it could not be resolved."""
    rivals: tuple[str, ...] = ()
    """Other territories that it may have been in: its port is known there and not in the one that was said."""
    unlocode: str | None = None
    other_names: tuple[str, ...] = ()
    """What else the port is called."""
    facility_number: str | None = None
    """IMO port facility number, as `MGTMM-0001`."""
    other_facility_numbers: tuple[str, ...] = ()
    """Of facilities that the same call was at as well."""
    facility: str = ""
    """Name of the facility; blank where unknown."""
    arrived_on: date | None = None
    left_on: date | None = None
    is_canal_transit: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A published fact that an answer rests on."""

    psa_number: str | None
    notice: str | None
    """Federal Register citation of the fact itself, as `82 FR 16052`, where one was seen."""
    action: AdvisoryAction
    published_on: str | None
    effective_on: date | None
    source: str
    note: str
    """What is uncertain of it."""


@dataclass(frozen=True, slots=True)
class CallVerdict:
    """What one call means for the answer."""

    call: PortCall
    place: int | None
    """1 for the last port of call, to 5; None for a call that takes none of these places."""
    verdict: EntryAnswer | None
    """None for a call that does not bear on the answer."""
    reason: Reason
    why: str
    """The reason in words."""
    since: date | None = None
    """Since when the territory is listed, where it is."""
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryCheck:
    """The answer for a vessel."""

    answer: EntryAnswer
    arrival: date
    """The day of arrival in the United States, whose state decides."""
    calls: tuple[CallVerdict, ...]
    """In the order given, the newest first."""
    notes: tuple[str, ...]
    cutoff: date | None
    """The last day that the newest full list speaks for; after it that list is taken to stand."""
