"""A trip as files: calendar, itinerary on paper, tables, and what maps take. Each says what it is, under its marking.

`trip_export` gathers, `trip_file` writes; the command line and the planner call both. But for the instant of writing
that a calendar and a sheet of paper bear, the same data gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dashboard.actions.boundaries import boundaries_in_use
from dashboard.actions.scope import marking_line
from dashboard.actions.trip_brief import stop_brief
from dashboard.actions.trip_calendar import UNSAVED, trip_events
from dashboard.actions.trip_checklist import checklist, renewed
from dashboard.actions.trip_days import day_title, lived_days
from dashboard.actions.trip_effect import effect
from dashboard.actions.trip_layers import trip_layers
from dashboard.actions.trip_rows import ESTIMATES, itinerary_rows, port_names
from dashboard.actions.trip_worth import total, worths
from geodata.exporters.calendar import to_ics
from geodata.exporters.delimited import to_csv
from geodata.exporters.geojson import layers_to_geojson
from geodata.exporters.kml import layers_to_kml
from geodata.exporters.workbook import SheetOut, to_xlsx
from models.errors import InvalidRecordError
from models.vocabulary import DayPart, TripState
from models.wording import DISCLAIMER, plural, span, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from dashboard.actions.records import Records
    from dashboard.actions.trip_brief import StopBrief
    from dashboard.actions.trip_effect import Effect
    from dashboard.actions.trip_plan import Scheduled
    from geodata.exporters.calendar import CalendarEvent
    from geodata.territories import Boundaries
    from models.tables import ChecklistItem, Territory, Trip


class TripForm(StrEnum):
    """What a trip is written as."""

    ICS = "ics"
    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"
    KML = "kml"
    GEOJSON = "geojson"


TRIP_MEDIA_TYPES: Mapping[TripForm, str] = {
    TripForm.ICS: "text/calendar",
    TripForm.PDF: "application/pdf",
    TripForm.CSV: "text/csv",
    TripForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TripForm.KML: "application/vnd.google-earth.kml+xml",
    TripForm.GEOJSON: "application/geo+json",
}
"""The type of each, as a download names it."""

DEMO = "DEMO"
"""Stands before the name of what is generated."""

WITHDRAWN = "Withdrawn"
"""How far a trip has come that was given up."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What only an itinerary on paper holds."""

    briefs: Sequence[StopBrief]
    """One for each stop."""
    partners: Sequence[Territory]
    boundaries: Boundaries


@dataclass(frozen=True, slots=True)
class TripExport:
    """A trip, ready to be written."""

    scheduled: Scheduled
    names: Mapping[str, str]
    """Of all territories, by code."""
    officers: Sequence[str]
    stage: str
    """How far it has come, in a word."""
    version: int
    """Data version that it was read at."""
    at: datetime
    """When it is written."""
    marking: str
    demo: bool
    colour: str
    """Of the marking."""
    effect: Effect
    worth: int
    """Points of the stops."""
    checklist: Sequence[ChecklistItem]
    events: Sequence[CalendarEvent] = field(default=(), repr=False)
    """For a calendar; see `trip_events`."""
    paper: Paper | None = field(default=None, repr=False)
    """For paper only."""

    @property
    def title(self) -> str:
        """The name of the trip, announced where it is generated and does not say so itself."""
        name = self.scheduled.plan.name
        return f"{DEMO} {name}" if self.demo and not name.startswith(DEMO) else name

    def metadata(self) -> dict[str, str]:
        """Say what marks the file and what it holds."""
        schedule = self.scheduled.schedule
        stops = plural(len(schedule.stops), "stop")
        days = span(schedule.leaves.date(), schedule.back.date())
        return {
            "marking": marking_line(self.marking, demo=self.demo),
            "holds": f"{self.scheduled.plan.name} ({self.stage.lower()}): {stops}, {days}",
            "data": f"Data version {self.version}",
            "estimates": ESTIMATES,
            "disclaimer": DISCLAIMER.removesuffix("."),
            "use": "Not for navigation",
        }


def trip_export(
    scheduled: Scheduled,
    records: Records,
    *,
    session: Session,
    form: TripForm | None,
    at: datetime,
    trip: Trip | None = None,
) -> TripExport:
    """Gather what a file of a trip holds.

    Args:
        scheduled: the trip with its days.
        records: as every page reads them.
        session: of the database that they are from.
        form: what is to be written; None gathers no more than the figures.
        at: when it is written, with its zone.
        trip: as it is stored; None if it never was.
    """
    today = records.settings.today(at)
    calendar = form is TripForm.ICS
    stops = range(len(scheduled.schedule.stops)) if form is TripForm.PDF else ()
    briefs = [stop_brief(scheduled, number, records, session=session, today=today) for number in stops]
    paper = Paper(briefs, records.partners, boundaries_in_use(session=session)) if form is TripForm.PDF else None
    marking = records.settings.highest([*_markings(scheduled, records, trip), *(one.marking for one in briefs)])
    points = worths(scheduled.plan, records, known_on=today)
    return TripExport(
        scheduled=scheduled,
        names={code: territory.name for code, territory in records.territories.items()},
        officers=[one.name for one in records.officers if one.id in scheduled.plan.officers],
        stage=_stage(trip),
        version=records.version,
        at=at,
        marking=marking,
        demo=records.has_demo,
        colour=next((level.colour for level in records.settings.markings if level.name == marking), ""),
        effect=effect(scheduled, records, known_on=today),
        worth=total(scheduled.plan, points),
        checklist=renewed(trip.checklist if trip else (), checklist(scheduled, records)),
        events=trip_events(scheduled, records, trip=trip, session=session, demo=records.has_demo) if calendar else (),
        paper=paper,
    )


def _stage(trip: Trip | None) -> str:
    if trip and trip.withdrawn:
        return WITHDRAWN
    return words(trip.state if trip else TripState.DRAFT)


def _markings(scheduled: Scheduled, records: Records, trip: Trip | None) -> Iterator[str]:
    """Return the markings of what may be spoken of: travellers, closures and engagements during the trip."""
    schedule = scheduled.schedule
    if trip:
        yield trip.marking
    yield from (one.marking for one in records.officers if one.id in scheduled.plan.officers)
    for code in scheduled.plan.territories():
        yield from (one.marking for one in records.access_periods.get(code, ()))
    for code in records.engagements:
        during = records.engaged_since(code, schedule.leaves.date())
        yield from (one.marking for one in during if one.starts_on <= schedule.back.date())


def trip_file(export: TripExport, form: TripForm) -> bytes:
    """Write an export under its marking; cells of CSV and XLSX are neutralised.

    The export must have been gathered for this form, where it is a calendar or paper.

    Raises:
        InvalidRecordError: if a calendar is wanted and nothing takes place.
    """
    return _WRITERS[form](export)


def trip_stem(scheduled: Scheduled, trip: Trip | None) -> str:
    """Name the files of a trip, without their ending; nothing of its records stands in it."""
    return f"seamark-trip-{trip.id if trip else UNSAVED}-{scheduled.plan.leaves_on.isoformat()}"


def _ics(export: TripExport) -> bytes:
    if not export.events:  # RFC 5545 wants one component at least
        raise InvalidRecordError("stops: nothing takes place on this trip that a calendar could hold; add a stop first")
    marking = export.metadata()["marking"]
    return to_ics(export.events, name=f"Seamark: {export.title}", marking=marking, stamp=export.at)


def _pdf(export: TripExport) -> bytes:
    from dashboard.paper.itinerary import itinerary_pdf  # noqa: PLC0415 - projecting and setting are needed here only

    return itinerary_pdf(export)


def _csv(export: TripExport) -> bytes:
    return to_csv(itinerary_rows(export.scheduled.schedule), note=_note(export)).encode()


def _xlsx(export: TripExport) -> bytes:
    sheets = [
        SheetOut("Itinerary", itinerary_rows(export.scheduled.schedule)),
        SheetOut("Days", day_rows(export)),
        SheetOut("Checklist", checklist_rows(export), ("Due", "What", "Territory", "Done")),
        SheetOut("Conflicts", conflict_rows(export), ("Stop", "Conflict", "Serious")),
    ]
    return to_xlsx(sheets, note=_note(export))


def _kml(export: TripExport) -> bytes:
    return layers_to_kml(trip_layers(export.scheduled), title=export.title, note=export.metadata(), told="told")


def _geojson(export: TripExport) -> bytes:
    return layers_to_geojson(trip_layers(export.scheduled), name=export.title, metadata=export.metadata()).encode()


_WRITERS: Mapping[TripForm, Callable[[TripExport], bytes]] = {
    TripForm.ICS: _ics,
    TripForm.PDF: _pdf,
    TripForm.CSV: _csv,
    TripForm.XLSX: _xlsx,
    TripForm.KML: _kml,
    TripForm.GEOJSON: _geojson,
}


def _note(export: TripExport) -> str:
    return f"{'. '.join(export.metadata().values())}."


def day_rows(export: TripExport) -> list[dict[str, Any]]:
    """Write the days of a trip as rows."""
    schedule, base = export.scheduled.schedule, export.scheduled.journey.base.name
    names = [stop.halt.name for stop in schedule.stops]
    return [
        {
            "Day": lived.on,
            "Weekday": day_title(lived.on).partition(" ")[0],
            "Where": lived.where(base, names),
            "Morning": lived.halves[DayPart.MORNING].words,
            "Afternoon": lived.halves[DayPart.AFTERNOON].words,
            "Closed": "; ".join(part for part in (lived.closed, lived.embassy_closed) if part),
        }
        for lived in lived_days(schedule, port_names(schedule))
    ]


def checklist_rows(export: TripExport) -> list[dict[str, Any]]:
    """Write the checklist as rows."""
    return [
        {
            "Due": date.fromisoformat(item["due_on"]),
            "What": item["what"],
            "Territory": export.names.get(item["territory"] or "", "Whole trip"),
            "Done": date.fromisoformat(item["done_on"]) if item["done_on"] else None,
        }
        for item in export.checklist
    ]


def conflict_rows(export: TripExport) -> list[dict[str, Any]]:
    """Write the conflicts as rows."""
    return [
        {
            "Stop": None if one.stop is None else one.stop + 1,
            "Conflict": one.words,
            "Serious": words("yes") if one.serious else words("no"),
        }
        for one in export.scheduled.conflicts
    ]
