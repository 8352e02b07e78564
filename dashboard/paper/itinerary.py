"""The itinerary of a trip as a PDF: route, days, legs, checklist, and a page for each stop.

Tagged, and byte for byte the same for the same trip written at the same instant.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.actions.trip_brief import hours_words
from dashboard.actions.trip_days import MODE_WORDS, end_words, shift_words
from dashboard.actions.trip_layers import leg_path, stop_point
from dashboard.actions.trip_rows import ESTIMATES, ways
from dashboard.paper.route_map import Partner, Route, RouteLine, RouteStop, route_map
from dashboard.paper.stop_page import day_rows, moment, stop_page
from dashboard.paper.typesetting import as_input, banded, pdf, printable_sheet
from geodata.geodesy import Point
from models.wording import DISCLAIMER, date_time_group, day, plural, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.actions.trip_files import Paper, TripExport
    from dashboard.actions.trip_rows import Way
    from geodata.journey import ScheduledStop
    from models.tables import ChecklistItem

TEMPLATE = Path(__file__).with_suffix(".typ")


def itinerary_pdf(export: TripExport) -> bytes:
    """Write the itinerary of a trip.

    Args:
        export: as it was gathered for paper.

    Raises:
        ValueError: it was gathered for another form.
    """
    if export.paper is None:
        raise ValueError("an itinerary is written of what was gathered for paper")
    sheet = as_input(printable_sheet(_sheet(export, export.paper)))
    return pdf(TEMPLATE, {"trip": sheet, "map": route_map(_route(export, export.paper))})


def _route(export: TripExport, paper: Paper) -> Route:
    scheduled = export.scheduled
    return Route(
        base=RouteStop(scheduled.journey.base.name, scheduled.journey.base.point),
        stops=[RouteStop(stop.halt.name, stop_point(stop)) for stop in scheduled.schedule.stops],
        lines=[RouteLine(leg.mode, leg_path(leg)) for leg in scheduled.schedule.legs],
        visited=frozenset(scheduled.plan.territories()),
        partners=[
            Partner(one.code, one.name, Point(one.label_lon, one.label_lat))
            for one in paper.partners
            if one.label_lon is not None and one.label_lat is not None
        ],
        boundaries=paper.boundaries,
    )


def _sheet(export: TripExport, paper: Paper) -> dict[str, Any]:
    scheduled = export.scheduled
    metadata, days = export.metadata(), day_rows(scheduled.schedule)
    return {
        "title": export.title,
        "subtitle": " · ".join(_subtitle(export)),
        "group": date_time_group(export.at),
        **banded(str(metadata["marking"]), export.colour),
        "figures": [{"label": label, "value": value, "note": note} for label, value, note in _figures(export)],
        "map_alt": _told_map(export),
        "conflicts": [
            {"words": one.words, "where": _where(export, one.stop), "serious": one.serious}
            for one in sorted(scheduled.conflicts, key=lambda one: not one.serious)
        ],
        "stops": [_stop(at, stop) for at, stop in enumerate(scheduled.schedule.stops)],
        "days": days,
        "legs": [_leg(number, way) for number, way in enumerate(ways(scheduled.schedule), start=1)],
        "checklist": [_check(export, item) for item in export.checklist],
        "briefs": [stop_page(brief, days) for brief in paper.briefs],
        "notes": [f"{ESTIMATES}.", DISCLAIMER, "Not for navigation.", f"{metadata['data']}."],
    }


def _subtitle(export: TripExport) -> Iterator[str]:
    schedule = export.scheduled.schedule
    yield export.stage
    yield span(schedule.leaves.date(), schedule.back.date())
    yield f"from {export.scheduled.journey.base.name}"
    if export.officers:
        yield ", ".join(export.officers)


def _figures(export: TripExport) -> Iterator[tuple[str, str, str]]:
    """Tell the figures of the head, each with what stands below it."""
    schedule, plan, effect = export.scheduled.schedule, export.scheduled.plan, export.effect
    yield "Days away", f"{schedule.days:,}", f"of {plan.days:,} at most" if plan.days else ""
    yield "Distance", f"{schedule.distance_nm:,.0f} nm", plural(len(schedule.legs), "leg")
    yield "Stops", f"{len(schedule.stops):,}", plural(sum(len(stop.sessions) for stop in schedule.stops), "half-day")
    yield "Partners cleared", f"{len(effect.cleared):,}", f"on {day(effect.on)}"
    yield "Coverage", f"{effect.share_after:.0%}", f"{effect.share_before:.0%} without the trip"
    yield "Worth", f"{export.worth:,}", "points"


def _told_map(export: TripExport) -> str:
    """Say in words what the map shows."""
    base = export.scheduled.journey.base.name
    names = [f"{number}. {stop.halt.name}" for number, stop in enumerate(export.scheduled.schedule.stops, start=1)]
    return f"Map of the route from {base} through {', '.join(names) or 'no stop'} and back."


def _where(export: TripExport, stop: int | None) -> str:
    return "Whole trip" if stop is None else f"{stop + 1} {export.scheduled.schedule.stops[stop].halt.name}"


def _stop(at: int, stop: ScheduledStop) -> dict[str, Any]:
    return {
        "number": str(at + 1),
        "name": stop.halt.name,
        "ports": ", ".join(call.place.name for call in stop.halt.ports),
        "arrives": moment(stop.arrives),
        "departs": moment(stop.departs),
        "sessions": plural(len(stop.sessions), "half-day"),
    }


def _leg(number: int, way: Way) -> dict[str, Any]:
    leg = way.leg
    return {
        "number": str(number),
        "mode": MODE_WORDS[leg.mode],
        "start": end_words(leg, start=True),
        "end": end_words(leg, start=False),
        "departs": moment(leg.departs),
        "arrives": moment(leg.arrives),
        "shift": shift_words(leg.day_shift).strip(" ()"),
        "nm": f"{leg.nm:,.0f} nm",
        "hours": hours_words(leg.hours),
    }


def _check(export: TripExport, item: ChecklistItem) -> dict[str, str]:
    return {
        "due": day(date.fromisoformat(item["due_on"])),
        "what": item["what"],
        "territory": export.names.get(item["territory"] or "", "Whole trip"),
        "done": day(date.fromisoformat(item["done_on"])) if item["done_on"] else "",
    }
