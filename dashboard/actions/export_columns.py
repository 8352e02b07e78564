"""What is exported of each kind of record: the columns that an import reads back, and those that only inform.

The kinds that are imported take their columns from the registry of `dashboard.actions.columns`: an exported file can be
imported again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from dashboard.actions.cells import Choice, Day, EngagementCell, Passage, joined
from dashboard.actions.column_types import LAST, NAMED_BY, TERRITORY, Column
from dashboard.actions.columns import ACCESS_PERIODS, FOLLOW_UPS, ORGANISATIONS, written
from dashboard.actions.engagement_columns import ENGAGEMENTS
from dashboard.actions.trip_columns import CHOSEN
from models.tables import (
    AccessPeriod,
    Assessment,
    Engagement,
    FollowUp,
    Officer,
    Organisation,
    Trip,
)
from models.vocabulary import AssessmentOutcome
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlmodel import SQLModel

    from dashboard.actions.naming import Known
    from geodata.importers.table import Value
    from models.queries import Held

ASSESSMENT_COLUMNS = (
    TERRITORY,
    Column("assessed_on", words("assessed_on"), cell=Day()),
    Column("outcome", words("outcome"), cell=Choice(AssessmentOutcome)),
    NAMED_BY,
    Column("note", words("note"), cell=Passage()),
    Column("engagement_id", words("engagement_id"), cell=EngagementCell()),
    *LAST,
)


class ExportKind(StrEnum):
    """What is exported."""

    ENGAGEMENTS = "engagements"
    FOLLOW_UPS = "follow-ups"
    ORGANISATIONS = "organisations"
    ACCESS_PERIODS = "access-periods"
    ASSESSMENTS = "assessments"
    OFFICERS = "officers"
    TRIPS = "trips"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids inside a record stand for."""

    known: Known
    trips: Mapping[int, Trip]
    """By id."""
    visits: Mapping[int, Sequence[Held]]
    """The visits of each trip, by date."""
    organisations: Mapping[int, str]
    """The marking of each, by id."""
    officers: Mapping[int, Officer]
    """By id."""

    def markings(self, row: Any) -> Iterator[str]:  # noqa: ANN401 - any row that is exported
        """Return the markings of what a row is written from: its own, and those of what it names."""
        yield row.marking
        if isinstance(row, Trip):
            yield from (visit.marking for visit in self.visits.get(row.id or 0, ()))
            yield from (self.officers[number].marking for number in row.officers if number in self.officers)
        if isinstance(row, Engagement):
            yield from (self.organisations[number] for number in row.organisations)
            if row.trip_id:
                yield self.trips[row.trip_id].marking


Written: TypeAlias = "Callable[[Any, Names], Value]"
"""Writes one cell of a record."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How one kind of record is exported."""

    table: type[SQLModel]
    columns: Mapping[str, Written]
    """How each column is written, by its label."""
    span: tuple[str, str] | None
    """The fields of its first and its last day; None of what has no days of its own."""


def _registered(columns: Sequence[Column]) -> dict[str, Written]:
    return {column.label: _by_column(column) for column in columns}


def _by_column(column: Column) -> Written:
    return lambda row, names: written(column, row, names.known)


def _field(name: str) -> dict[str, Written]:
    return {words(name): lambda row, _names: getattr(row, name)}


def _line(name: str) -> dict[str, Written]:
    return {words(name): lambda row, _names: getattr(row, name) or None}


def _reference(row: Any, names: Names) -> Value:  # noqa: ANN401 - a row of the table
    return names.known.references.get(row.replaced_by)


def _territories(row: Any, names: Names) -> Value:  # noqa: ANN401 - as above
    return joined(names.known.territory_name(code) for code in row.territories)


def _leave(row: Any, _names: Names) -> Value:  # noqa: ANN401 - as above
    return joined(f"{leave['starts_on']} to {leave['ends_on']}" for leave in row.leave)


def _visits(row: Any, names: Names) -> Value:  # noqa: ANN401 - as above
    known = names.known
    return joined(
        f"{known.territory_name(one.territory)} {one.starts_on} to {one.ends_on} ({known.references[one.id]})"
        for one in names.visits.get(row.id, ())
    )


_KEPT: dict[str, Written] = {
    "Seamark id": lambda row, _names: row.id,
    **_field("disposed_on"),
    **_field("version"),
    "Entered (UTC)": lambda row, _names: row.created_at.replace(microsecond=0),
    "Changed (UTC)": lambda row, _names: row.updated_at.replace(microsecond=0),
}
"""What the program itself keeps about a record."""

EXPORTED: Mapping[ExportKind, Exported] = {
    ExportKind.ENGAGEMENTS: Exported(
        Engagement,
        {
            **_registered(ENGAGEMENTS.columns),
            "Trip": lambda row, names: names.trips[row.trip_id].name if row.trip_id else None,
            "Superseded by": _reference,
            **_KEPT,
        },
        ("starts_on", "ends_on"),
    ),
    ExportKind.FOLLOW_UPS: Exported(FollowUp, {**_registered(FOLLOW_UPS.columns), **_KEPT}, ("due_on", "due_on")),
    ExportKind.ORGANISATIONS: Exported(Organisation, {**_registered(ORGANISATIONS.columns), **_KEPT}, None),
    ExportKind.ACCESS_PERIODS: Exported(
        AccessPeriod, {**_registered(ACCESS_PERIODS.columns), **_KEPT}, ("starts_on", "ends_on")
    ),
    ExportKind.ASSESSMENTS: Exported(
        Assessment, {**_registered(ASSESSMENT_COLUMNS), **_KEPT}, ("assessed_on", "assessed_on")
    ),
    ExportKind.OFFICERS: Exported(
        Officer,
        {
            **_line("name"),
            words("territories"): _territories,
            words("leave"): _leave,
            **_registered([NAMED_BY, *LAST]),
            **_KEPT,
        },
        None,
    ),
    ExportKind.TRIPS: Exported(
        Trip,
        {
            **_line("name"),
            **_line("base"),
            "Longitude of the base": lambda row, _names: row.base_lon,
            "Latitude of the base": lambda row, _names: row.base_lat,
            "Time zone of the base": lambda row, _names: row.base_zone or None,
            **CHOSEN,
            "Visits": _visits,
            **_registered([NAMED_BY, *LAST]),
            **_KEPT,
        },
        None,
    ),
}
"""Every kind but the audit, which is no record."""
