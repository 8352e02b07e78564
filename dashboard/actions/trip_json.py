"""A trip as plain values for programs: what `seamark plan` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dashboard.actions.trip_days import end_words
from dashboard.actions.trip_rows import blocks, ways
from models.vocabulary import TravelMode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.trip_files import TripExport
    from dashboard.actions.trip_rows import Block, Way
    from geodata.geodesy import Point
    from geodata.journey import Leg, ScheduledStop


def trip_values(export: TripExport) -> dict[str, Any]:
    """Write a trip as plain values: times in ISO 8601 with the offset of their place, coordinates in degrees."""
    scheduled = export.scheduled
    schedule = scheduled.schedule
    worked = blocks(schedule)
    return {
        **export.metadata(),
        "name": scheduled.plan.name,
        "base": scheduled.journey.base.name,
        "leaves": schedule.leaves.isoformat(),
        "back": schedule.back.isoformat(),
        "stops": [_stop(at, stop, worked) for at, stop in enumerate(schedule.stops)],
        "legs": [_leg(way) for way in ways(schedule)],
        "distance_nm": round(schedule.distance_nm, 1),
        "days": schedule.days,
        "cleared": len(export.effect.cleared),
        "cleared_territories": list(export.effect.cleared),
        "worth": export.worth,
        "conflicts": [
            {"stop": None if one.stop is None else one.stop + 1, "words": one.words, "serious": one.serious}
            for one in scheduled.conflicts
        ],
    }


def trip_json(export: TripExport) -> bytes:
    """Write a trip as JSON."""
    return f"{json.dumps(trip_values(export), ensure_ascii=False, indent=1)}\n".encode()


def _stop(at: int, stop: ScheduledStop, worked: Sequence[Block]) -> dict[str, Any]:
    names = [call.place.name for call in stop.halt.ports]
    return {
        "territory": stop.halt.territory,
        "name": stop.halt.name,
        "port": names[0] if names else None,
        "ports": [{"id": call.port, "name": call.place.name, **_place(call.place.point)} for call in stop.halt.ports],
        "arrive": stop.arrives.isoformat(),
        "depart": stop.departs.isoformat(),
        "agenda": [_block(block) for block in worked if block.stop == at],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "part": block.part.value,
        "port": block.port,
        "begins": block.begins.isoformat(),
        "ends": block.ends.isoformat(),
        "words": block.words,
    }


def _leg(way: Way) -> dict[str, Any]:
    leg = way.leg
    return {
        "from": end_words(leg, start=True),
        "to": end_words(leg, start=False),
        "mode": leg.mode.value,
        "departs": leg.departs.isoformat(),
        "arrives": leg.arrives.isoformat(),
        "nm": round(leg.nm, 1),
        "hours": round(leg.hours, 2),
        "start": _end(leg, start=True),
        "end": _end(leg, start=False),
    }


def _end(leg: Leg, *, start: bool) -> dict[str, float]:
    """Tell where one end of a leg lies: a flight's is its airport."""
    place = leg.start if start else leg.end
    return _place(place.gate or place.point if leg.mode is TravelMode.AIR else place.point)


def _place(point: Point) -> dict[str, float]:
    return {"lon": round(point.lon, 5), "lat": round(point.lat, 5)}
