"""The map of a route for paper, as SVG: equal-area, centred on 150° E, with great circles and numbered stops.

One unit is one point of the printed sheet. The same input gives the same text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

import numpy as np
import shapely

from dashboard.maps.palette import LIGHT
from dashboard.paper.route_labels import Sheet, text_width
from dashboard.paper.route_view import HEIGHT, WIDTH, view_of
from geodata.geodesy import GEOD, METRES_PER_NM, PathPoint
from geodata.line_cutting import cut_line
from geodata.territories import FRAME_WEST, to_frame
from models.vocabulary import TravelMode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from dashboard.paper.route_view import View
    from geodata.geodesy import Point
    from geodata.territories import Boundaries

KEY = 20.0
"""Height of the key below it."""

SMALL = 16.0
"""A partner whose land takes less than this, square points, is drawn as a glyph too."""

VISITED, PARTNER = "#9fc5e8", "#d3d8dd"
"""Fill of territories that are visited, and of other partners."""

INK, ROUTE, BADGE = "#1c2833", LIGHT.trip, LIGHT.selected

FONT = "Libertinus Serif"

DASHES = {TravelMode.AIR: "", TravelMode.SEA: "5 3", TravelMode.GROUND: "1.2 2"}
"""How the line of each mode is broken."""

MODES = {TravelMode.AIR: "Flight, great circle", TravelMode.SEA: "By ship", TravelMode.GROUND: "By road"}

BADGE_REACH = 6.2
"""Half the width of the badge of a stop."""

STEPS = (5, 10, 15, 30)
"""Degrees between the lines of the graticule; the first that leaves at most `MOST_LINES` is taken."""

MOST_LINES = 9

EDGE = 16.0
"""So near to a corner nothing is written at the lines of the graticule, points."""

DATE_LINE = 180
"""Degrees."""

SCALES_NM = (2_000, 1_000, 500, 250, 100)


@dataclass(frozen=True, slots=True)
class RouteStop:
    """A stop, numbered in the order of the route."""

    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A leg as it is drawn."""

    mode: TravelMode
    path: Sequence[PathPoint]


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner nation or territory, for the reader to find his way by."""

    code: str
    name: str
    point: Point
    """Where its glyph stands."""


@dataclass(frozen=True, slots=True)
class Route:
    """What the map shows."""

    base: RouteStop
    stops: Sequence[RouteStop]
    lines: Sequence[RouteLine]
    visited: Collection[str]
    """Codes of the territories that are visited."""
    partners: Sequence[Partner]
    boundaries: Boundaries


def route_map(route: Route) -> str:
    """Draw the map of a route.

    Returns:
        An SVG of `WIDTH` by `HEIGHT + KEY` points.
    """
    lines = [(line.mode, part) for line in route.lines for part in cut_line(line.path, west=FRAME_WEST)]
    view = view_of([one.point for one in (route.base, *route.stops)], [part for _, part in lines])
    root = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH:g} {HEIGHT + KEY:g}")
    root.set("width", f"{WIDTH:g}pt")
    root.set("height", f"{HEIGHT + KEY:g}pt")
    clip = SubElement(SubElement(root, "clipPath", id="sheet"), "rect", width=f"{WIDTH:g}", height=f"{HEIGHT:g}")
    clip.set("x", "0")
    ground = SubElement(root, "g", {"clip-path": "url(#sheet)"})
    _rect(ground, WIDTH, HEIGHT, fill=LIGHT.ocean)
    sheet = Sheet(WIDTH, HEIGHT)
    degrees = _graticule(ground, view)
    glyphs = _territories(ground, view, route)
    for text, x, y in degrees:
        _text(ground, text, x, y, size=6.5, fill="#5b6b7a", halo=True)
        sheet.take(x + 8, y - 2, 8)
    drawn = [(mode, _points(view, part)) for mode, part in lines]
    sheet.routes = shapely.MultiLineString([points for _, points in drawn])
    for mode, points in drawn:
        _line(ground, points, mode)
    _scale(ground, view, sheet)
    _marks(ground, view, route, sheet, glyphs)
    _names(ground, view, route, sheet, glyphs)
    _rect(root, WIDTH, HEIGHT, fill="none", stroke="#8a97a3")
    _key(root, {mode for mode, _ in lines})
    return tostring(root, encoding="unicode")


def _points(view: View, path: Sequence[PathPoint]) -> list[tuple[float, float]]:
    xs, ys = view.xy(np.array([point.lon for point in path]), np.array([point.lat for point in path]))
    return [(round(float(x), 1), round(float(y), 1)) for x, y in zip(xs, ys, strict=True)]


def _territories(ground: Element, view: View, route: Route) -> list[tuple[Partner, float, float]]:
    """Fill land, and return the partners that are too small to be seen, with where their glyphs stand."""
    codes = {partner.code for partner in route.partners}
    small = set()
    shown = view.geometries(route.boundaries)
    for code, shape in shown.items():
        fill = VISITED if code in route.visited else PARTNER if code in codes else LIGHT.land
        if code in codes and shape.area < SMALL:
            small.add(code)
        _shape(ground, shape, fill)
    placed = [(one, *view.spot(one.point)) for one in route.partners if one.code in small or one.code not in shown]
    glyphs = [(one, x, y) for one, x, y in placed if 0 <= x <= WIDTH and 0 <= y <= HEIGHT]
    for one, x, y in glyphs:
        _circle(ground, x, y, 2.6, fill=VISITED if one.code in route.visited else PARTNER, stroke="#5b6b7a")
    return glyphs


def _graticule(ground: Element, view: View) -> list[tuple[str, float, float]]:
    """Draw meridians and parallels, and return what is to be written at the edges, and where."""
    west, south, east, north = view.window()
    step = next((one for one in STEPS if (east - west) / one <= MOST_LINES), STEPS[-1])
    said = []
    for lon in range(_first(west, step), int(east) + 1, step):
        points = _points(view, [PathPoint(float(lon), float(lat)) for lat in np.linspace(south, north, 60)])
        dated = lon == DATE_LINE
        colour = LIGHT.date_line if dated else LIGHT.graticule
        _path(ground, points, stroke=colour, width=0.9 if dated else 0.5, dashes="4 3" if dated else "")
        at = next((x for x, y in points if y <= HEIGHT - 1), -1.0)
        said += (
            [("180° date line" if dated else _lon_text(lon), at + 2, HEIGHT - 3)] if EDGE < at < WIDTH - EDGE else []
        )
    for lat in range(max(_first(south, step), -80), min(int(north), 80) + 1, step):
        points = _points(view, [PathPoint(float(lon), float(lat)) for lon in np.linspace(west, east, 90)])
        _path(ground, points, stroke=LIGHT.graticule, width=0.5)
        at = next((y for x, y in points if x >= 1), -1.0)
        said += [(_lat_text(lat), 3.0, at - 2)] if EDGE < at < HEIGHT - EDGE else []
    return said


def _first(edge: float, step: int) -> int:
    return int(np.ceil(edge / step)) * step


def _lon_text(lon: int) -> str:
    east = (lon + 180) % 360 - 180
    return f"{abs(east)}°{'E' if east > 0 else 'W' if east < 0 else ''}"


def _lat_text(lat: int) -> str:
    return f"{abs(lat)}°{'N' if lat > 0 else 'S' if lat < 0 else ''}"


def _line(ground: Element, points: Sequence[tuple[float, float]], mode: TravelMode) -> None:
    _path(ground, points, stroke="#ffffff", width=2.6)
    _path(ground, points, stroke=ROUTE, width=1.3, dashes=DASHES[mode])


def _marks(
    ground: Element, view: View, route: Route, sheet: Sheet, glyphs: Iterable[tuple[Partner, float, float]]
) -> None:
    """Draw the base and the numbered stops, each beside the others, and keep names off them."""
    x, y = view.spot(route.base.point)
    sheet.take(x, y, 6)
    places = [view.spot(stop.point) for stop in route.stops]
    badges = [sheet.badge(*place, BADGE_REACH) for place in places]
    for place, badge in zip(places, badges, strict=True):
        if badge != place:
            _path(ground, [place, badge], stroke=INK, width=0.7)
            _circle(ground, *place, 1.6, fill=INK, stroke="#ffffff")
    SubElement(ground, "rect", _box(x, y, 4.5), fill=INK, stroke="#ffffff")
    for number, badge in enumerate(badges, start=1):
        _circle(ground, *badge, BADGE_REACH, fill=BADGE, stroke="#ffffff")
        _text(ground, str(number), badge[0], badge[1] + 2.7, size=7.6, fill="#ffffff", anchor="middle", bold=True)
    for one, left, top in glyphs:
        if one.code not in route.visited:
            sheet.take(left, top, 3.4)
    for stop, badge in zip([route.base, *route.stops], [(x, y), *badges], strict=True):
        _label(ground, sheet, stop.name, *badge, size=8.6)


def _names(
    ground: Element, view: View, route: Route, sheet: Sheet, glyphs: Iterable[tuple[Partner, float, float]]
) -> None:
    """Name other partners where there is room: a reader finds his way by them."""
    drawn = {one.code for one, _, _ in glyphs}
    for one in route.partners:
        x, y = view.spot(one.point)
        if one.code not in route.visited and 0 < x < WIDTH and 0 < y < HEIGHT:
            rings = (5.0, 8.0) if one.code in drawn else (0.0, 8.0)
            _label(ground, sheet, one.name, x, y, size=6.5, rings=rings, fill="#55636f")


def _label(  # noqa: PLR0913 - what a text on a map is told by
    ground: Element,
    sheet: Sheet,
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    rings: Sequence[float] | None = None,
    fill: str = INK,
) -> None:
    placed = sheet.label(text, x, y, size=size) if rings is None else sheet.label(text, x, y, size=size, rings=rings)
    if placed is None:
        return
    if placed.far:
        end = min(max(x, placed.x), placed.x + text_width(text, size)), placed.y - size * 0.3
        _path(ground, [(x, y), end], stroke="#55636f", width=0.5)
    _text(ground, text, placed.x, placed.y, size=size, fill=fill, halo=True)


def _scale(ground: Element, view: View, sheet: Sheet) -> None:
    """Draw a bar of a round length, as it is in the middle of the map, in a corner that no route runs through."""
    lon, lat = view.centre()
    nm, length = next((one for one in _bars(view, lon, lat) if one[1] < WIDTH / 3), (0, 0.0))
    wide, high = length + 12, 20.0
    corners = product((WIDTH - wide - 6, 26.0), (HEIGHT - high - 12, 6.0))
    boxes = [shapely.box(x, y, x + wide, y + high) for x, y in corners]
    box = next((box for box in boxes if not shapely.intersects(box, sheet.routes)), boxes[0])
    sheet.taken.append(box)
    x, y = box.bounds[0] + 6, box.bounds[3] - 6
    _rect_at(ground, x - 6, y - 14, wide, high, fill="#ffffff")
    _path(ground, [(x, y - 2), (x, y + 2), (x + length, y + 2), (x + length, y - 2)], stroke=INK, width=0.9)
    _text(ground, f"{nm:,} nm at {_lat_text(round(lat))}", x + length / 2, y - 4, size=6.5, fill=INK, anchor="middle")


def _bars(view: View, lon: float, lat: float) -> Iterator[tuple[int, float]]:
    """Measure round lengths around a place, points."""
    for nm in SCALES_NM:
        ends = [GEOD.fwd(lon, lat, azimuth, nm * METRES_PER_NM / 2)[:2] for azimuth in (270, 90)]
        xs, _ = view.xy(np.array([to_frame(end[0]) for end in ends]), np.array([end[1] for end in ends]))
        yield nm, abs(float(xs[1] - xs[0]))


def _key(root: Element, modes: Collection[TravelMode]) -> None:
    """Say below the map what its signs mean; only what is on it."""
    y = HEIGHT + KEY - 7
    key = SubElement(root, "g")
    x = 2.0
    SubElement(key, "rect", _box(x + 4, y - 2.6, 3.6), fill=INK)
    x = _said(key, "Base", x + 11, y)
    _circle(key, x + 4, y - 2.6, 4.6, fill=BADGE, stroke="#ffffff")
    x = _said(key, "Stop, in order", x + 11, y)
    for mode in (mode for mode in DASHES if mode in modes):
        _path(key, [(x, y - 2.6), (x + 20, y - 2.6)], stroke=ROUTE, width=1.3, dashes=DASHES[mode])
        x = _said(key, MODES[mode], x + 24, y)
    for fill, words in ((VISITED, "Visited"), (PARTNER, "Other partner")):
        _rect_at(key, x, y - 6, 10, 7, fill=fill)
        x = _said(key, words, x + 14, y)
    _circle(key, x + 3, y - 2.6, 2.6, fill=PARTNER, stroke="#5b6b7a")
    _said(key, "Partner, too small to see", x + 9, y)


def _said(key: Element, text: str, x: float, y: float) -> float:
    """Write a word of the key, and return where the next sign begins."""
    _text(key, text, x, y, size=7.6, fill=INK)
    return x + text_width(text, 7.6) + 10


def _shape(parent: Element, shape: BaseGeometry, fill: str) -> None:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    drawn = "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring.coords[:-1])}Z" for ring in rings)
    if drawn:
        SubElement(parent, "path", {"stroke-width": "0.4"}, d=drawn, fill=fill, stroke="#9aa7b3")


def _path(
    parent: Element, points: Iterable[tuple[float, float]], *, stroke: str, width: float, dashes: str = ""
) -> None:
    drawn = f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in points)}"
    path = SubElement(parent, "path", {"stroke-width": f"{width:g}"}, d=drawn, fill="none", stroke=stroke)
    path.set("stroke-linejoin", "round")
    if dashes:
        path.set("stroke-dasharray", dashes)


def _circle(parent: Element, x: float, y: float, reach: float, *, fill: str, stroke: str) -> None:
    circle = SubElement(parent, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{reach:g}", fill=fill, stroke=stroke)
    circle.set("stroke-width", "0.8")


def _box(x: float, y: float, reach: float) -> dict[str, str]:
    size = f"{2 * reach:g}"
    return {"x": f"{x - reach:.1f}", "y": f"{y - reach:.1f}", "width": size, "height": size, "stroke-width": "0.8"}


def _rect(parent: Element, width: float, height: float, *, fill: str, stroke: str = "none") -> None:
    _rect_at(parent, 0, 0, width, height, fill=fill, stroke=stroke)


def _rect_at(  # noqa: PLR0913 - what a rectangle is told by
    parent: Element, x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none"
) -> None:
    size = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    SubElement(parent, "rect", size, fill=fill, stroke=stroke)


def _text(  # noqa: PLR0913 - what a text is told by
    parent: Element,
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    fill: str,
    anchor: str = "start",
    bold: bool = False,
    halo: bool = False,
) -> None:
    styles = {"font-family": FONT, "font-size": f"{size:g}", "text-anchor": anchor}
    if bold:
        styles["font-weight"] = "bold"
    at = {"x": f"{x:.1f}", "y": f"{y:.1f}"}
    if halo:
        outline = {"stroke": LIGHT.label_halo, "stroke-width": "1.8", "stroke-linejoin": "round"}
        SubElement(parent, "text", styles | at | outline, fill=LIGHT.label_halo).text = text
    SubElement(parent, "text", styles | at, fill=fill).text = text
