"""The map of a route for paper: great circles and numbered stops, drawn and named like every printed map.

The same input gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dashboard.maps.palette import LIGHT
from dashboard.maps.spots import Box, Spot, spread, square
from dashboard.paper.label_placing import Named, Placed, place
from dashboard.paper.map_frame import frame_of
from dashboard.paper.map_legend import ROW_PT, SCALE_PT, Entry, draw_legend, draw_scale, rows
from dashboard.paper.map_letters import plain, shortened, text_width
from dashboard.paper.map_panel import Panel
from dashboard.paper.map_sheet import POINTS, Pen, Sheet
from dashboard.paper.printed_map import DEGREES_PT, LEADER, LEFT_PT, RIGHT_PT, SCALE_ROOM_PT, PrintedMap
from models.vocabulary import TravelMode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from dashboard.paper.map_panel import Track
    from geodata.geodesy import PathPoint, Point
    from geodata.territories import Boundaries

    _Sign = Callable[[Sheet, float, float, str], None]

WIDTH, HEIGHT = 493.0, 320.0
"""Of the map with its key, points: as wide as the text of the sheet."""

SMALL = 16.0
"""A partner whose land takes less than this, square points, is drawn as a glyph too."""

VISITED, PARTNER = "#9fc5e8", "#d3d8dd"
"""Fill of territories that are visited, and of other partners."""

ROUTE, BADGE = LIGHT.trip, LIGHT.selected

DASHES: Mapping[TravelMode, tuple[float, ...]] = {
    TravelMode.AIR: (),
    TravelMode.SEA: (5.0, 3.0),
    TravelMode.GROUND: (1.2, 2.0),
}
"""How the line of each mode is broken."""

MODES = {TravelMode.AIR: "Flight, great circle", TravelMode.SEA: "By ship", TravelMode.GROUND: "By road"}

BADGE_REACH, BASE_PT, GLYPH_REACH = 6.5, 8.0, 3.2
"""Half the widths of the number of a stop and of a small partner, and the width of the sign of the base, points."""

STOP_PT, PARTNER_PT, KEY_PT, NUMBER_PT, LONGEST_PT = 8.6, 7.0, 8.0, 7.6, 130.0
"""Sizes of the names of stops, of other partners, of the key and of numbers, and the width at which a name is cut."""

NEAR_PT, BESIDE_PT = 9.0, 2.0
"""The name of a partner that is not visited stands no further than this from its glyph, or from where its land is."""

LEAST_M = 2_400_000.0
"""No map shows less than this across, metres."""


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
    """Draw the map of a route as an SVG of `WIDTH` by `HEIGHT` points, its letters as shapes: Typst lacks the font."""
    return drawn_route(route).file("svg", outlined=True).decode()


def drawn_route(route: Route) -> PrintedMap:
    """Draw the map of a route; the key of a name is the number of its stop (0: the base) or a partner's code."""
    sheet = Sheet((WIDTH / POINTS, HEIGHT / POINTS))
    lines = rows(_key(route), WIDTH - LEFT_PT - RIGHT_PT, scale=SCALE_ROOM_PT)
    strip = HEIGHT - max(ROW_PT * len(lines), SCALE_PT) - 2
    area = Box(LEFT_PT, 2.0, WIDTH - RIGHT_PT, strip - DEGREES_PT)
    places = [(one.point.lon, one.point.lat) for one in (route.base, *route.stops)]
    places += [(point.lon, point.lat) for line in route.lines for point in line.path]
    panel = Panel(frame_of(places, ratio=(area.right - area.left) / (area.bottom - area.top), least=LEAST_M), area)
    draw_legend(sheet, lines, LEFT_PT, strip)
    scale = draw_scale(sheet, panel, area.right, strip)
    names, glyphs = _Drawing(sheet, route, panel).made()
    return PrintedMap(sheet.figure, names, glyphs, [scale])


class _Drawing:
    """Draws one route."""

    def __init__(self, sheet: Sheet, route: Route, panel: Panel) -> None:
        self._sheet, self._route, self._panel = sheet, route, panel
        self._marks = [route.base, *route.stops]
        self._true = panel.spots([(one.point.lon, one.point.lat) for one in self._marks])
        self._spots = spread(self._true)

    def made(self) -> tuple[Mapping[str, Placed], dict[str, Box]]:
        """Draw ground, lines, signs and names."""
        small = self._ground()
        tracks = [track for line in self._route.lines for track in self._line(line)]
        self._panel.degrees(self._sheet)
        named = [*self._stops(), *self._partners(small)]
        glyphs = {one.key: one.glyph for one in named if one.needed or one.key in small}
        for spot in small.values():
            self._sheet.marker(spot.x, spot.y, "o", 5.2, layer=7.5, fill=PARTNER, edge=Pen("#5b6b7a", 0.8))
        self._signs()
        names = place(named, within=self._panel.area, routes=tracks, under=True)
        self._names(names)
        return names, glyphs

    def _ground(self) -> dict[str, Spot]:
        """Fill land, and return where the glyphs of partners stand whose land is too small to be seen."""
        lands = self._panel.lands(self._route.boundaries)
        codes = {partner.code for partner in self._route.partners}
        fills = {code: VISITED if code in self._route.visited else PARTNER for code in codes | set(self._route.visited)}
        self._panel.draw(self._sheet, [(land, fills.get(code, LIGHT.land)) for code, land in lands.items()])
        self._panel.lines(self._sheet)
        return {
            one.code: spot
            for one, spot in self._seen()
            if one.code not in self._route.visited and (one.code not in lands or lands[one.code].area < SMALL)
        }

    def _seen(self) -> list[tuple[Partner, Spot]]:
        partners = self._route.partners
        spots = self._panel.spots([(one.point.lon, one.point.lat) for one in partners])
        found = zip(partners, spots, strict=True)
        return [(one, spot) for one, spot in found if self._panel.area.holds(square(spot, GLYPH_REACH))]

    def _line(self, line: RouteLine) -> list[Track]:
        tracks = self._panel.tracks(line.path)
        for track in tracks:
            self._sheet.line(track, Pen("white", 2.6), layer=6, within=self._panel.area)
            self._sheet.line(track, Pen(ROUTE, 1.3, DASHES[line.mode]), layer=6.1, within=self._panel.area)
        return tracks

    def _stops(self) -> list[Named]:
        return [
            Named(str(number), spot, text_width(_cut(one.name, STOP_PT), STOP_PT) + 2, STOP_PT * 1.25, BADGE_REACH)
            for number, (one, spot) in enumerate(zip(self._marks, self._spots, strict=True))
        ]

    def _partners(self, small: Mapping[str, Spot]) -> list[Named]:
        return [
            Named(
                one.code,
                spot,
                text_width(_cut(one.name, PARTNER_PT), PARTNER_PT) + 2,
                PARTNER_PT * 1.25,
                GLYPH_REACH if one.code in small else 0.0,
                most=BESIDE_PT if one.code in small else NEAR_PT,
                needed=False,
            )
            for one, spot in self._seen()
            if one.code not in self._route.visited
        ]

    def _signs(self) -> None:
        """Draw base and stops, each beside the others, with a line to where they are."""
        for number, (true, spot) in enumerate(zip(self._true, self._spots, strict=True)):
            if abs(true.x - spot.x) + abs(true.y - spot.y) > 1:
                self._sheet.line([(true.x, true.y), (spot.x, spot.y)], Pen(LIGHT.label, 0.7), layer=7)
                self._sheet.marker(true.x, true.y, "o", 3.2, layer=7.1, fill=LIGHT.label, edge=Pen("white", 0.6))
            (_stop_sign if number else _base_sign)(self._sheet, spot.x, spot.y, str(number))

    def _names(self, names: Mapping[str, Placed]) -> None:
        said = {str(number): (one.name, STOP_PT, LIGHT.label) for number, one in enumerate(self._marks)}
        said |= {one.code: (one.name, PARTNER_PT, "#4b5866") for one in self._route.partners}
        for key, placed in names.items():
            name, size, colour = said[key]
            if placed.leader is not None:
                self._sheet.line([(end.x, end.y) for end in placed.leader], LEADER, layer=7)
            at = (placed.box.left + 1, (placed.box.top + placed.box.bottom) / 2)
            self._sheet.text(at, _cut(name, size), size, halo=True, color=colour)


def _cut(name: str, size: float) -> str:
    return shortened(plain(name), LONGEST_PT, size)


def _base_sign(sheet: Sheet, x: float, y: float, _: str) -> None:
    sheet.marker(x, y, "s", BASE_PT, layer=9, fill=LIGHT.label, edge=Pen("white", 0.8))


def _stop_sign(sheet: Sheet, x: float, y: float, number: str) -> None:
    sheet.marker(x, y, "o", 2 * BADGE_REACH - 1, layer=9, fill=BADGE, edge=Pen("white", 0.8))
    sheet.text((x, y), number, NUMBER_PT, layer=9.5, ha="center", color="white", weight="bold")


def _key(route: Route) -> list[Entry]:
    """Say below the map what its signs mean; only what is on it."""
    found = [Entry("Base", partial(_at, sign=_base_sign), 10.0, KEY_PT)]
    if route.stops:
        found.append(Entry("Stop, in order", partial(_at, sign=_stop_sign), 10.0, KEY_PT))
    modes = {line.mode for line in route.lines}
    found += [Entry(MODES[mode], partial(_stroke, mode=mode), 20.0, KEY_PT) for mode in DASHES if mode in modes]
    found += [
        Entry(words, partial(_patch, fill=fill), 10.0, KEY_PT)
        for fill, words in ((VISITED, "Visited"), (PARTNER, "Other partner"))
    ]
    return found


def _at(sheet: Sheet, x: float, y: float, *, sign: _Sign) -> None:
    sign(sheet, x + 5, y, "")


def _stroke(sheet: Sheet, x: float, y: float, *, mode: TravelMode) -> None:
    sheet.line([(x, y), (x + 20, y)], Pen(ROUTE, 1.3, DASHES[mode]), layer=8)


def _patch(sheet: Sheet, x: float, y: float, *, fill: str) -> None:
    sheet.rectangle(Box(x, y - 4, x + 10, y + 4), fill, layer=8, edge=Pen(LIGHT.date_line, 0.5))
