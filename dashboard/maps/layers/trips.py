"""Trips as great circles from stop to stop: one stroke over the date line, solid where made and dashed where booked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pydeck as pdk
import shapely

from dashboard.maps.expressions import solid
from geodata.geodesy import great_circle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.maps.scene import Scene, TripPath
    from geodata.geodesy import Point

ID = "trips"
"""Of the trips that were made."""

BOOKED_ID = "trips-booked"
"""Of those that are booked."""

TOLERANCE = 0.15
"""How far the drawn line may lie from the great circle, degrees: less than a pixel at the opening view."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw every leg once, whoever travelled it; the lines travel with the page, since they are records."""
    made, booked = ([trip for trip in scene.trips if trip.booked is ahead] for ahead in (False, True))
    dashed = {
        "get_dash_array": [6, 5],
        "dash_justified": False,
        "extensions": [{"@@type": "PathStyleExtension", "dash": True}],
    }
    return (*_lines(scene, ID, made), *_lines(scene, BOOKED_ID, booked, **dashed))


def _lines(scene: Scene, layer: str, trips: Iterable[TripPath], **style: object) -> tuple[pdk.Layer, ...]:
    legs = sorted({_undirected(*leg) for trip in trips for leg in pairwise(trip.stops) if leg[0] != leg[1]}, key=repr)
    lines = pdk.Layer(
        "GeoJsonLayer",
        {"type": "MultiLineString", "coordinates": [_drawn(*leg) for leg in legs]},
        id=layer,
        filled=False,
        pickable=False,
        get_line_color=solid(scene.palette.trip),
        get_line_width=round(1.2 * scene.scale, 1),
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
        **style,
    )
    return (lines,) if legs else ()


def _undirected(one: Point, other: Point) -> tuple[Point, Point]:
    first, last = sorted((one, other), key=lambda point: (point.lon, point.lat))
    return first, last


def _drawn(one: Point, other: Point) -> list[list[float]]:
    """Return a leg with no more points than the eye needs."""
    line = shapely.LineString([(point.lon, point.lat) for point in great_circle(one, other)])
    return [[round(lon, 1), round(lat, 1)] for lon, lat in shapely.simplify(line, TOLERANCE).coords]
