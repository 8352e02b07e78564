"""A trip as layers for maps: its stops as points, its legs as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.trip_brief import hours_words
from dashboard.actions.trip_days import end_words, leg_words
from dashboard.actions.trip_rows import blocks, ways
from geodata.exporters.placed import Column, PlacedLayer, PlacedRow
from geodata.geodesy import great_circle
from geodata.sea_routes import sea_route
from models.vocabulary import TravelMode
from models.wording import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.trip_plan import Scheduled
    from dashboard.actions.trip_rows import Block, Way
    from geodata.geodesy import PathPoint, Point
    from geodata.journey import Leg, ScheduledStop

STOP_COLUMNS = (
    Column("name", "Name"),
    Column("stop", "Stop", int),
    Column("territory", "Territory"),
    Column("territory_code", "ISO code of territory"),
    Column("arrives", "Arrives, local time"),
    Column("departs", "Departs, local time"),
    Column("zone", "Time zone"),
    Column("ports", "Ports"),
    Column("agenda", "Agenda"),
    Column("told", "In words"),
)
"""What is written of a stop; times in ISO 8601 with the offset of the place."""

LEG_COLUMNS = (
    Column("name", "Name"),
    Column("leg", "Leg", int),
    Column("to_stop", "To stop", int),
    Column("mode", "Mode"),
    Column("start", "From"),
    Column("end", "To"),
    Column("departs", "Departs, local time"),
    Column("arrives", "Arrives, local time"),
    Column("day_shift", "Days between the local dates", int),
    Column("nm", "Distance (nm)", float),
    Column("hours", "Hours", float),
    Column("told", "In words"),
)
"""What is written of a leg."""


def trip_layers(scheduled: Scheduled) -> list[PlacedLayer]:
    """Write a trip as two layers; a stop lies at its first port, or where the government is met."""
    schedule = scheduled.schedule
    worked = blocks(schedule)
    stops = [_stop(at, stop, [block for block in worked if block.stop == at]) for at, stop in enumerate(schedule.stops)]
    legs = [_leg(number, way) for number, way in enumerate(ways(schedule), start=1)]
    return [
        PlacedLayer("stops", "Stops", STOP_COLUMNS, stops),
        PlacedLayer("legs", "Legs", LEG_COLUMNS, legs),
    ]


def leg_path(leg: Leg) -> Sequence[PathPoint]:
    """Return the line of a leg, without a jump at the date line: a flight's runs from airport to airport."""
    if leg.mode is TravelMode.AIR:
        return great_circle(leg.start.gate or leg.start.point, leg.end.gate or leg.end.point)
    lanes = sea_route(leg.start.point, leg.end.point).points if leg.mode is TravelMode.SEA else ()
    return lanes or great_circle(leg.start.point, leg.end.point)


def stop_point(stop: ScheduledStop) -> Point:
    """Tell where a stop lies: at its first port, or where the government is met."""
    return (stop.halt.ports[0].place if stop.halt.ports else stop.halt.seat).point


def _stop(at: int, stop: ScheduledStop, worked: Sequence[Block]) -> PlacedRow:
    halt = stop.halt
    places = [call.place for call in halt.ports]
    agenda = [f"{block.words} {block.begins:%d %b %H:%M} to {block.ends:%H:%M}" for block in worked]
    cells: dict[str, Any] = {
        "name": f"{at + 1}. {halt.name}",
        "stop": at + 1,
        "territory": halt.name,
        "territory_code": halt.territory,
        "arrives": stop.arrives.isoformat(),
        "departs": stop.departs.isoformat(),
        "zone": halt.seat.zone,
        "ports": "; ".join(place.name for place in places) or None,
        "agenda": "; ".join(agenda) or None,
        "told": f"{span(stop.arrives.date(), stop.departs.date())}. {'; '.join(agenda)}".strip(),
    }
    return PlacedRow(stop_point(stop), cells)


def _leg(number: int, way: Way) -> PlacedRow:
    leg = way.leg
    start, end = end_words(leg, start=True), end_words(leg, start=False)
    cells: dict[str, Any] = {
        "name": f"{start} to {end}",
        "leg": number,
        "to_stop": None if way.to is None else way.to + 1,
        "mode": leg.mode.value,
        "start": start,
        "end": end,
        "departs": leg.departs.isoformat(),
        "arrives": leg.arrives.isoformat(),
        "day_shift": leg.day_shift,
        "nm": round(leg.nm, 1),
        "hours": round(leg.hours, 2),
        "told": f"{leg_words(leg)}, {hours_words(leg.hours)}",
    }
    return PlacedRow(None, cells, path=leg_path(leg))
