"""A journey in terms of places and times: what goes into the schedule, and what comes out of it.

Every time is an aware datetime in the zone of the place it is read at; distances are nautical miles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from geodata.geodesy import Point
    from models.calendars import HostCalendar
    from models.trips import Pace
    from models.vocabulary import AgendaPart, DayPart, TravelMode


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere one travels from or to."""

    name: str
    point: Point
    zone: str
    """IANA name."""
    airport: str = ""
    """ICAO indicator of the airport that serves it, blank where none does."""
    airport_label: str = ""
    """The airport in words, with its IATA code where it has one: `NAN Nadi International Airport`."""
    gate: Point | None = None
    """Where the airport lies; None where there is none, and one goes by ship."""


@dataclass(frozen=True, slots=True)
class PortCall:
    """A port that is visited on a stop."""

    port: int
    """Its id."""
    place: Place


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop that is to be scheduled."""

    territory: str
    """Code."""
    name: str
    calendar: HostCalendar
    seat: Place
    """Where the government and the embassy are met: the capital; where none is on record the first port."""
    ports: Sequence[PortCall] = ()
    government: int = 2
    """Half-days with the government."""
    port: int = 1
    """Half-days at each port."""
    embassy: int = 1
    """Half-days at the embassy."""
    fixed_on: date | None = None
    """The day on which the work begins, where the host has said so."""

    @property
    def half_days(self) -> int:
        """Half-days of work."""
        return self.government + self.port * len(self.ports) + self.embassy


@dataclass(frozen=True, slots=True)
class Journey:
    """All that is to be scheduled: from the base through the halts, in their order, and back."""

    base: Place
    leaves: datetime
    """When the travellers set out, at the base."""
    halts: Sequence[Halt]
    pace: Pace


@dataclass(frozen=True, slots=True)
class Leg:
    """A way from one place to another."""

    mode: TravelMode
    start: Place
    end: Place
    departs: datetime
    """Local time of the start."""
    arrives: datetime
    """Local time of the end."""
    nm: float
    """Along the great circle between the airports, the places on the ground, or over open water; else by sea lanes."""
    hours: float
    """From departure to arrival."""

    @property
    def day_shift(self) -> int:
        """Days between the local dates of departure and arrival; negative where the date line gives a day back."""
        return (self.arrives.date() - self.departs.date()).days


@dataclass(frozen=True, slots=True)
class Session:
    """A half-day of work."""

    part: AgendaPart
    on: date
    """Local date."""
    half: DayPart
    port: int | None = None
    """Id of the port, of a port visit."""


@dataclass(frozen=True, slots=True)
class IdleHalf:
    """A half-day on the spot without work, and why."""

    on: date
    half: DayPart
    why: str
    """`Friday is not a working day in the Maldives`, `Rest after a long leg`."""


@dataclass(frozen=True, slots=True)
class ScheduledStop:
    """A halt with its days."""

    halt: Halt
    arrives: datetime
    """Local time."""
    departs: datetime
    """Local time."""
    sessions: Sequence[Session]
    """In their order."""
    idle: Sequence[IdleHalf]
    """Half-days between the arrival and the last session, that no session takes."""

    @property
    def first_day(self) -> date:
        """The local date of the first session; of the arrival where there is none."""
        return self.sessions[0].on if self.sessions else self.arrives.date()

    @property
    def last_day(self) -> date:
        """The local date of the last session; of the departure where there is none."""
        return self.sessions[-1].on if self.sessions else self.departs.date()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that does not go together."""

    words: str
    """What and why, in one sentence: `Friday is not a working day in the Maldives.`"""
    stop: int | None = None
    """Which stop it concerns, from 0; None for the whole trip."""
    serious: bool = True
    """False for what a planner should know and may accept."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A journey with its days."""

    stops: Sequence[ScheduledStop]
    legs: Sequence[Leg]
    """In their order, those on the ground within a stop included."""
    leaves: datetime
    back: datetime
    """Local time of the base."""
    conflicts: Sequence[Conflict] = ()
    """What could not be kept: a fixed day, a host that cannot be visited."""

    @property
    def days(self) -> int:
        """Days away by the calendar of the base, the first and the last included."""
        return (self.back.date() - self.leaves.date()).days + 1

    @property
    def distance_nm(self) -> float:
        """The length of all legs."""
        return sum(leg.nm for leg in self.legs)
