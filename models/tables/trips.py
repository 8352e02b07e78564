"""Trips: what a planner chose. Days, legs and conflicts follow from it and are never stored."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, NonNegativeInt, PositiveInt, model_validator
from sqlalchemy import JSON, CheckConstraint, Text
from sqlmodel import Field
from typing_extensions import TypedDict

from models.days import FIRST_DAY, LAST_DAY
from models.tables.base import (
    NEVER_REUSE_IDS,
    Code,
    IsoDay,
    Line,
    Recorded,
    Withdrawable,
    choice,
    in_range,
)
from models.vocabulary import TripState

LONGEST = timedelta(days=366)
"""No trip takes longer."""


def _in_range(value: date) -> date:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValueError(f"{value} is out of range; give a day from {FIRST_DAY} to {LAST_DAY}")
    return value


def _iso_in_range(text: str) -> str:
    return _in_range(date.fromisoformat(text)).isoformat()


def _known_zone(text: str) -> str:
    if text and text not in _zones():
        raise ValueError(f"{text!r} is no time zone; give an IANA name, such as Asia/Tokyo, or leave it blank")
    return text


@lru_cache(maxsize=1)
def _zones() -> set[str]:
    return available_timezones()


TripDay = Annotated[date, AfterValidator(_in_range)]
"""A day of a trip."""

IsoTripDay = Annotated[IsoDay, AfterValidator(_iso_in_range)]
"""The same inside a JSON column."""

Zone = Annotated[str, AfterValidator(_known_zone)]
"""IANA name of a time zone; blank for none."""


class StopItem(TypedDict):
    """One stop as it was chosen."""

    territory: Code
    ports: list[int]
    """Ids of the ports, in the order of the visits."""
    airport: str
    """ICAO indicator of the airport flown to; blank for the one that serves the place."""
    government: NonNegativeInt
    """Half-days of meetings with the government."""
    port: NonNegativeInt
    """Half-days at each port."""
    embassy: NonNegativeInt
    """Half-days at the embassy."""
    pinned: bool
    """No proposal drops or moves it."""
    fixed_on: IsoTripDay | None
    """The day on which the work begins, where the host has said so."""
    engagement: int | None
    """Id of the booking that was made of it."""
    planned_from: IsoDay | None
    """First day of the stop when it was confirmed, like the next."""
    planned_to: IsoDay | None


class PaceItem(TypedDict, total=False):
    """How fast one travels, as far as it differs from `models.trips.Pace`."""

    speed_kn: PositiveInt
    """Through the air, from block to block."""
    overhead_min: NonNegativeInt
    """Added to every flight: checking in, connecting, reaching the town."""
    ground_kn: PositiveInt
    """On the road, along the great circle."""
    sea_kn: PositiveInt
    """By ship, where there is no airport."""
    long_leg_hours: PositiveInt
    """From so many hours on a leg is long."""
    rest_half_days: NonNegativeInt
    """Half-days of rest after a long leg."""


class ChecklistItem(TypedDict):
    """Something to be done before leaving."""

    what: Line
    territory: Code | None
    """None for what concerns the whole trip."""
    due_on: IsoDay
    done_on: IsoDay | None


class TripBase(Withdrawable):
    """A journey that joins visits: from the base, through each of them by date, and back."""

    name: Line
    base: Line
    base_lon: float = Field(ge=-180, le=180)
    base_lat: float = Field(ge=-90, le=90)
    base_zone: Zone = Field(default="", max_length=60)
    """IANA name; blank for the zone that the place lies in."""
    state: TripState = Field(default=TripState.DRAFT, sa_type=choice(TripState))
    leaves_on: TripDay | None = None
    """The day on which the travellers leave the base, its local date; None for a trip that was recorded afterwards."""
    back_by: TripDay | None = None
    """The last day on which they may come back, the local date of the base."""
    days: int | None = Field(default=None, ge=1, le=LONGEST.days)
    """So many days the trip may take, the first and the last included."""
    officers: list[int] = Field(default_factory=list, sa_type=JSON)
    """Ids of the travellers."""
    excluded: list[Code] = Field(default_factory=list, sa_type=JSON)
    """Territories that no proposal visits, in alphabetical order."""
    stops: list[StopItem] = Field(default_factory=list, sa_type=JSON)
    """In their order."""
    pace: PaceItem = Field(default_factory=PaceItem, sa_type=JSON)
    weights: dict[str, NonNegativeInt] = Field(default_factory=dict, sa_type=JSON)
    """What makes a stop worth its days, where it differs from the usual; by the names of `models.worth.Weights`."""
    checklist: list[ChecklistItem] = Field(default_factory=list, sa_type=JSON)
    note: str = Field(default="", sa_type=Text)


class TripCreate(TripBase):
    """The form of a trip."""

    @model_validator(mode="after")
    def _comes_back_after_it_leaves(self) -> Self:
        if self.leaves_on is None and self.stops:
            raise ValueError("leaves_on: say on which day the trip leaves")
        if self.leaves_on is not None and self.back_by is not None and self.back_by < self.leaves_on:
            raise ValueError(f"back_by: {self.back_by} lies before the day the trip leaves, {self.leaves_on}")
        return self

    @model_validator(mode="after")
    def _stops_within_a_year(self) -> Self:
        for place, stop in enumerate(self.stops, start=1):
            fixed_on = stop["fixed_on"]
            if self.leaves_on and fixed_on and date.fromisoformat(fixed_on) > self.leaves_on + LONGEST:
                raise ValueError(
                    f"stops: the fixed day of stop {place}, {fixed_on}, lies more than {LONGEST.days} days after the "
                    f"day the trip leaves, {self.leaves_on}"
                )
        return self


class Trip(TripBase, Recorded, table=True):
    """A stored trip."""

    __table_args__ = (
        in_range("base_lon", 180),
        in_range("base_lat", 90),
        CheckConstraint("back_by IS NULL OR leaves_on IS NULL OR back_by >= leaves_on", name="trip_days_in_order"),
        NEVER_REUSE_IDS,
    )
