"""A trip as it is being planned: what the planner chose, as one value that every change makes anew.

Days, legs and conflicts are derived from it (`geodata.schedule`) and never stored: they cannot disagree with it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from models.worth import Weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.tables import StopItem, Trip


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one travels. No airline schedule is known: a flight takes its distance over a speed, and an overhead."""

    speed_kn: int = 430
    """Through the air, along the great circle, from block to block."""
    overhead_min: int = 150
    """Added to every flight: checking in, connecting, reaching the town."""
    ground_kn: int = 25
    """On the road, along the great circle."""
    sea_kn: int = 12
    """By ship, where there is no airport."""
    long_leg_hours: int = 8
    """From so many hours on a leg is long."""
    rest_half_days: int = 1
    """Half-days of rest after a long leg, before work begins."""


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One stop as the planner chose it."""

    territory: str
    ports: tuple[int, ...] = ()
    """Ids, in the order of the visits."""
    airport: str = ""
    """ICAO indicator of the airport flown to; blank for the one that serves the place."""
    government: int = 2
    """Half-days of meetings with the government."""
    port: int = 1
    """Half-days at each port."""
    embassy: int = 1
    """Half-days at the embassy."""
    pinned: bool = False
    """No proposal drops or moves it."""
    fixed_on: date | None = None
    """The day on which the work begins, where the host has said so."""
    engagement: int | None = None
    """Id of the booking that was made of it."""
    planned_from: date | None = None
    """First day of the stop when it was confirmed, like the next."""
    planned_to: date | None = None

    @property
    def half_days(self) -> int:
        """Half-days of work."""
        return self.government + self.port * len(self.ports) + self.embassy

    @property
    def kept(self) -> bool:
        """Whether a proposal has to keep it: it is pinned, its day is fixed, or it is booked."""
        return self.pinned or self.fixed_on is not None or self.engagement is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a planner chose of a trip."""

    name: str
    base: str
    """Its name."""
    base_lon: float
    base_lat: float
    base_zone: str
    """IANA name; blank for the zone that the place lies in."""
    leaves_on: date
    """The day on which the travellers leave, the local date of the base."""
    back_by: date | None = None
    """The last day on which they may come back, the local date of the base."""
    days: int | None = None
    """So many days the trip may take, the first and the last included."""
    officers: tuple[int, ...] = ()
    """Ids of the travellers."""
    excluded: tuple[str, ...] = ()
    """Territories that no proposal visits."""
    stops: tuple[PlannedStop, ...] = ()
    """In their order."""
    pace: Pace = field(default_factory=Pace)
    weights: Weights = field(default_factory=Weights)
    note: str = ""
    marking: str = "UNCLASSIFIED"
    dispose_after: date | None = None
    """After this day its words may be blanked."""

    def territories(self) -> list[str]:
        """Codes of the territories visited, in order."""
        return [stop.territory for stop in self.stops]

    def with_stop(self, stop: PlannedStop, at: int | None = None) -> Plan:
        """Add a stop, at the end unless a place is given."""
        place = len(self.stops) if at is None else at
        return replace(self, stops=(*self.stops[:place], stop, *self.stops[place:]))

    def without_stop(self, at: int) -> Plan:
        """Take a stop out."""
        return replace(self, stops=(*self.stops[:at], *self.stops[at + 1 :]))

    def moved(self, at: int, to: int) -> Plan:
        """Put a stop in another place; a place beyond the ends is the first or the last one."""
        rest = self.without_stop(at)
        return rest.with_stop(self.stops[at], at=min(max(to, 0), len(rest.stops)))

    def changed(self, at: int, **facts: Any) -> Plan:  # noqa: ANN401 - any fact of a stop
        """Change facts of a stop."""
        stop = replace(self.stops[at], **facts)
        return replace(self, stops=(*self.stops[:at], stop, *self.stops[at + 1 :]))

    def facts(self) -> dict[str, Any]:
        """Return the facts of the record, for `models.changes`."""
        return {
            **{one.name: getattr(self, one.name) for one in fields(self) if one.name not in _OWN_FORM},
            "officers": list(self.officers),
            "excluded": sorted(self.excluded),
            "stops": [_item(stop) for stop in self.stops],
            "pace": _differing(self.pace),
            "weights": _differing(self.weights),
        }


_OWN_FORM = {"officers", "excluded", "stops", "pace", "weights"}
"""Facts that a record writes in another form than a plan."""

_DAYS = ("fixed_on", "planned_from", "planned_to")
"""Facts of a stop that are days."""


def plan_of(trip: Trip) -> Plan | None:
    """Read the plan of a stored trip; None where it was recorded afterwards and never planned."""
    if trip.leaves_on is None:
        return None
    return Plan(
        name=trip.name,
        base=trip.base,
        base_lon=trip.base_lon,
        base_lat=trip.base_lat,
        base_zone=trip.base_zone,
        leaves_on=trip.leaves_on,
        back_by=trip.back_by,
        days=trip.days,
        officers=tuple(trip.officers),
        excluded=tuple(trip.excluded),
        stops=tuple(_stop(item) for item in trip.stops),
        pace=Pace(**trip.pace),
        weights=Weights(**{name: value for name, value in trip.weights.items() if name in Weights.__slots__}),
        note=trip.note,
        marking=trip.marking,
        dispose_after=trip.dispose_after,
    )


def _stop(item: StopItem) -> PlannedStop:
    facts: dict[str, Any] = dict(item)
    days = {name: date.fromisoformat(facts[name]) if facts[name] else None for name in _DAYS}
    return PlannedStop(**facts | days | {"ports": tuple(item["ports"])})


def _item(stop: PlannedStop) -> dict[str, Any]:
    days: Mapping[str, date | None] = {name: getattr(stop, name) for name in _DAYS}
    written = {name: day.isoformat() if day else None for name, day in days.items()}
    return asdict(stop) | {"ports": list(stop.ports)} | written


def _differing(choices: Pace | Weights) -> dict[str, int]:
    """Return the choices that are not the usual ones."""
    usual = type(choices)()
    return {name: value for name, value in asdict(choices).items() if value != getattr(usual, name)}
