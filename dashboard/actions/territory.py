"""One territory: what comes before and after it, what is on record of it, who is assigned, who lies near."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from geodata.geodesy import Point, distance_nm
from geodata.territories import to_frame
from models import queries
from models.vocabulary import Subregion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlmodel import Session

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.records import Records
    from models.tables import FollowUp, Officer, Organisation, PortFacility, Territory

SUBREGIONS = tuple(Subregion)
"""West to east."""


class Order(StrEnum):
    """How the partners follow one another."""

    NAME = "By name"
    WEST_TO_EAST = "West to east"


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is on record of one territory beyond what every page reads."""

    organisations: Sequence[Organisation]
    """By name."""
    facilities: Sequence[PortFacility]
    """By name."""
    follow_ups: Sequence[FollowUp]
    """The earliest due first, done or not."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another partner and how far away it is."""

    row: CoverageRow
    nm: float
    """Great-circle distance, nautical miles."""


def read_dossier(code: str, *, session: Session) -> Dossier:
    """Read what is on record of a territory."""
    return Dossier(
        organisations=queries.organisations(session=session, territory=code),
        facilities=queries.facilities(session=session, territory=code),
        follow_ups=queries.follow_ups(session=session, territory=code),
    )


def ordered(records: Records, order: Order) -> list[Territory]:
    """List the partners in an order, then every other territory by name."""
    others = [territory for territory in records.territories.values() if not territory.partner]
    return sorted(records.partners, key=_KEYS[order]) + sorted(others, key=_name)


def beside(territories: Sequence[Territory], code: str) -> tuple[Territory | None, Territory | None]:
    """Return the territories before and after one; None at the ends."""
    codes = [territory.code for territory in territories]
    place = codes.index(code)
    before = territories[place - 1] if place else None
    after = territories[place + 1] if place + 1 < len(codes) else None
    return before, after


def assigned(records: Records, code: str) -> list[Officer]:
    """List the officers that a territory is assigned to, by name."""
    return [officer for officer in records.officers if code in officer.territories]


def next_leave(officer: Officer, *, today: date) -> tuple[str, str] | None:
    """Return first and last day, in ISO form, of the leave that an officer is on or takes next."""
    coming = [
        (leave["starts_on"], leave["ends_on"]) for leave in officer.leave if leave["ends_on"] >= today.isoformat()
    ]
    return min(coming, default=None)


def neighbours(rows: Sequence[CoverageRow], territory: Territory) -> list[Neighbour]:
    """List the other partners, the nearest first; one without a place is left out.

    Distances run between capitals; a territory that has none on record is measured from its label point.
    """
    here = seat(territory)
    if here is None:
        return []
    others = ((row, seat(row.territory)) for row in rows if row.territory.code != territory.code)
    found = [Neighbour(row, distance_nm(here, there)) for row, there in others if there]
    return sorted(found, key=lambda neighbour: (neighbour.nm, neighbour.row.territory.code))


def seat(territory: Territory) -> Point | None:
    """Return where the capital lies, else the label point."""
    places = (
        (territory.capital_lon, territory.capital_lat),
        (territory.label_lon, territory.label_lat),
    )
    return next((Point(lon, lat) for lon, lat in places if lon is not None and lat is not None), None)


def _name(territory: Territory) -> str:
    """Order letters with marks like those without: Åland beside Albania."""
    return "".join(letter for letter in normalize("NFKD", territory.name).casefold() if not combining(letter))


def _place(territory: Territory) -> tuple[int, float, str]:
    """Order by subregion, and within one from west to east across the date line."""
    subregion = SUBREGIONS.index(territory.subregion) if territory.subregion else len(SUBREGIONS)
    return subregion, to_frame(territory.label_lon or 0.0), territory.code


_KEYS: dict[Order, Callable[[Territory], str | tuple[int, float, str]]] = {
    Order.NAME: _name,
    Order.WEST_TO_EAST: _place,
}
