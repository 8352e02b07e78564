"""The printed map: status by colour and shape, every name, and all that a map on paper has to carry with it.

The palette is that of the screen's light theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely

from dashboard.maps.palette import ADVISORY_GLYPH, LIGHT
from dashboard.maps.spots import Box, Spot, square
from dashboard.paper.map_around import MapNotes, draw_around, room_around
from dashboard.paper.map_frame import LEAST_M, WIDE_DEG, MapFrame, frame_of
from dashboard.paper.map_legend import MOST_TRIPS, ROW_PT, SCALE_PT, draw_legend, draw_scale, entries, rows
from dashboard.paper.map_letters import plain, shortened, text_width
from dashboard.paper.map_locator import draw_locator
from dashboard.paper.map_panel import FRAME, SMALL_PT, Panel
from dashboard.paper.map_plan import INSET_LAYER, REACH_PT, Asked, Labelled, Plan, plan_map
from dashboard.paper.map_sheet import POINTS, Format, Pen, Sheet, write
from dashboard.paper.map_signs import BADGE_REACH, TRIP_PEN, badge, glyph
from geodata.geodesy import Point, great_circle
from geodata.territories import to_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matplotlib.figure import Figure
    from shapely.geometry.base import BaseGeometry

    from dashboard.actions.brief_content import MapBlock, MapMark, MapPath
    from dashboard.paper.label_placing import Placed
    from dashboard.paper.map_panel import Track
    from dashboard.paper.map_plan import Part
    from geodata.territories import Boundaries

    Bounds = tuple[float, float, float, float]

__all__ = ["POINTS", "DrawnInset", "MapNotes", "PrintedMap", "printed_map"]

NAME_SIZES, LONGEST_PT = (10.0, 8.0, 6.0), 150.0
"""Sizes of names, of which a smaller one is taken only where the larger leave a partner without a name; and the width
at which a name is cut, points."""

WAY_NM = 300.0
"""A way is held to be on the map if it is at steps of so many nautical miles."""

ADVISED_COAST, ADVISED_LEAST = Pen(LIGHT.advisory, 1.2), 80.0
"""Around its land, if that takes at least so many square points."""

LEADER, PUSHED, EXTENT = Pen(LIGHT.label, 0.5), Pen(LIGHT.label, 0.7), Pen(LIGHT.selected, 1.0)

SEEN_PT = 2.0
"""An eye sees that a glyph was pushed aside from this distance on, points."""

LEFT_PT, RIGHT_PT, DEGREES_PT, SCALE_ROOM_PT = 38.0, 10.0, 18.0, 146.0
"""Kept free beside and below the map for the words of the graticule, and beside the legend for the scale, points."""

LARGE_DEG = 20.0
"""A partner whose land is wider or higher than this is shown by its main land, and only where there is room for it,
unless it is alone."""

MOST_GROWN = 1.7
"""So many times as wide a map may become by the main land of a large partner."""

MAIN_SHARE = 0.02
"""Of the largest part of a territory: what is smaller belongs to its main land no more."""

ALONE_M = 700_000.0
"""The map of one territory shows no less than this from side to side, metres."""

CASING, STOP_PT = Pen(LIGHT.ocean, 2.6), 3.2
"""Parts a trip from the land that it runs over; and the diameter of a stop, points."""


@dataclass(frozen=True, slots=True)
class DrawnInset:
    """A part of the map that is drawn larger beside it."""

    window: Box
    """What it shows, on the map."""
    box: Box
    """Where it stands."""
    glyphs: Mapping[str, Box]
    """What each glyph covers in it, by code. Their names stand in it too."""


@dataclass(frozen=True)
class PrintedMap:
    """A map that is drawn, with what a test measures of it."""

    figure: Figure
    names: Mapping[str, Placed]
    """Where each name stands, by code, points from the upper left corner of the sheet."""
    glyphs: Mapping[str, Box]
    """What each glyph covers on the map."""
    furniture: Sequence[Box]
    """What locator, scale, insets and the signs of insets and trips cover."""
    insets: Sequence[DrawnInset] = ()

    def file(self, form: Format, *, dpi: int = 200, outlined: bool = False) -> bytes:
        """Write it, the same bytes for the same map.

        Args:
            form: of the file.
            dpi: of a picture.
            outlined: whether letters in an SVG are shapes, for programs that lack the font, and not text.
        """
        return write(self.figure, form, dpi=dpi, outlined=outlined)


def printed_map(
    block: MapBlock, boundaries: Boundaries, *, inches: tuple[float, float], notes: MapNotes | None = None
) -> PrintedMap:
    """Draw a map.

    Args:
        block: what it shows.
        boundaries: of the territories, in the Pacific-centred frame.
        inches: width and height of the sheet.
        notes: title, marking and the rest, for a map that stands alone; None inside a page that carries them.
    """
    sheet = Sheet(inches)
    lines = rows(entries(block), sheet.box.right - LEFT_PT - RIGHT_PT, scale=SCALE_ROOM_PT)
    top, bottom = room_around(sheet, notes)
    strip = Box(LEFT_PT, bottom - max(ROW_PT * len(lines), SCALE_PT), sheet.box.right - RIGHT_PT, bottom)
    area = Box(LEFT_PT, top, strip.right, strip.top - DEGREES_PT)
    panel = Panel(_frame(block, boundaries, area), area)
    if notes is not None:
        draw_around(sheet, block.title, notes, panel.frame)
    draw_legend(sheet, lines, strip.left, strip.top)
    scale = draw_scale(sheet, panel, strip.right, strip.top)
    return _Drawing(sheet, block, boundaries, panel).made(scale, alone=notes is not None)


def _frame(block: MapBlock, boundaries: Boundaries, area: Box) -> MapFrame:
    """Show every partner, every trip all along its way, and the land of the partners as far as there is room for it."""
    places = [(mark.lon, mark.lat) for mark in block.marks]
    places += [place for path in block.paths for place in _way(path)]
    ratio = (area.right - area.left) / (area.bottom - area.top)
    frame = frame_of(places, ratio=ratio)
    if frame.whole or block.paths or not places:
        return frame
    alone = len(places) == 1
    large = WIDE_DEG if alone else LARGE_DEG
    lands = sorted((_land(mark, boundaries, large) for mark in block.marks), key=_degrees_wide)
    places += [corner for land in lands if _degrees_wide(land) < large for corner in _corners(land)]
    frame = frame_of(places, ratio=ratio, least=ALONE_M if alone and 0 < _degrees_wide(lands[0]) < large else LEAST_M)
    most = MOST_GROWN * (frame.east - frame.west)
    for land in lands:
        larger = frame_of([*places, *_corners(land)], ratio=ratio)
        if _degrees_wide(land) >= large and not larger.whole and larger.east - larger.west <= most:
            places, frame = [*places, *_corners(land)], larger
    return frame


def _land(mark: MapMark, boundaries: Boundaries, large: float) -> Bounds:
    """Return the bounds of the land of a partner in the frame, where that is large those of its main land.

    Where it has none, or its glyph stands elsewhere, they are those of the glyph.
    """
    lon = float(to_frame(mark.lon))
    if mark.code not in boundaries.index:
        return (lon, mark.lat, lon, mark.lat)
    parts = shapely.get_parts(boundaries.geometry(mark.code))
    areas = shapely.area(parts)
    all_of_it, main = (_bounds(parts[areas >= least * areas.max()]) for least in (0.0, MAIN_SHARE))
    found = all_of_it if _degrees_wide(all_of_it) < large else main
    return found if found[0] - 1 <= lon <= found[2] + 1 else (lon, mark.lat, lon, mark.lat)


def _bounds(parts: Sequence[BaseGeometry]) -> Bounds:
    west, south, east, north = shapely.total_bounds(parts).tolist()
    return (west, south, east, north)


def _degrees_wide(bounds: Bounds) -> float:
    west, south, east, north = bounds
    return max(east - west, north - south)


def _corners(bounds: Bounds) -> list[tuple[float, float]]:
    west, south, east, north = bounds
    return [(west, south), (west, north), (east, south), (east, north)]


def _way(path: MapPath) -> Iterator[tuple[float, float]]:
    """Return places all along a trip, degrees."""
    yield from path.stops
    for one, other in pairwise(Point(*stop) for stop in path.stops):
        yield from ((point.lon, point.lat) for point in great_circle(one, other, WAY_NM) if one != other)


class _Drawing:
    """Draws one map."""

    def __init__(self, sheet: Sheet, block: MapBlock, boundaries: Boundaries, panel: Panel) -> None:
        self._sheet = sheet
        self._block = block
        self._boundaries = boundaries
        self._panel = panel
        self._marks = {mark.code: mark for mark in block.marks}
        self._lands = panel.lands(boundaries)
        self._said: dict[str, str] = {}
        self._name_size = NAME_SIZES[0]

    def made(self, scale: Box, *, alone: bool) -> PrintedMap:
        """Draw it, in the order in which one thing stands on another."""
        tracks = [self._tracks(self._panel, number) for number in range(len(self._block.paths))]
        badges = self._badges(tracks)
        plan = self._plan(tracks, list(badges.values()), locator=alone or not self._panel.frame.whole)
        for part in plan.parts:
            self._part(part)
        self._panel.degrees(self._sheet)
        for number, box in badges.items():
            badge(self._sheet, (box.left + box.right) / 2, (box.top + box.bottom) / 2, number, layer=8.5)
        self._insets(plan)
        if plan.locator is not None:
            draw_locator(self._sheet, plan.locator, self._panel, self._boundaries, layer=2 * INSET_LAYER)
        return self._measured(plan, [scale, *badges.values()])

    def _plan(self, tracks: Sequence[Sequence[Track]], taken: Sequence[Box], *, locator: bool) -> Plan:
        """Decide where everything goes; where there is no room for all names, they become smaller."""
        routes = [track for of_trip in tracks for track in of_trip]
        land = [shape for code, shape in self._lands.items() if code in self._marks]
        for size in NAME_SIZES:
            self._said = {code: _name(mark, size) for code, mark in self._marks.items()}
            marks = [
                Labelled(code, mark.lon, mark.lat, text_width(self._said[code], size) + 2, size)
                for code, mark in self._marks.items()
            ]
            plan = plan_map(self._panel, marks, Asked(taken, routes, locator, land, under=size == NAME_SIZES[-1]))
            if len(plan.names()) == len(marks):
                break
        self._name_size = size
        return plan

    def _measured(self, plan: Plan, furniture: list[Box]) -> PrintedMap:
        boxes = [{code: square(spot, REACH_PT) for code, spot in part.glyphs.items()} for part in plan.parts]
        insets = [
            DrawnInset(inset.window, inset.box, glyphs) for inset, glyphs in zip(plan.insets, boxes[1:], strict=True)
        ]
        furniture += [box for _, box in plan.tags] + ([plan.locator] if plan.locator else [])
        return PrintedMap(self._sheet.figure, plan.names(), boxes[0], furniture, insets)

    def _part(self, part: Part) -> None:
        self._ground(part.panel)
        for number, path in enumerate(self._block.paths):
            self._trip(part.panel, self._tracks(part.panel, number), path.stops)
        layer = part.panel.layer
        for code, spot in part.glyphs.items():
            true = part.true[code]
            if abs(true.x - spot.x) + abs(true.y - spot.y) > SEEN_PT:
                self._sheet.line([(true.x, true.y), (spot.x, spot.y)], PUSHED, layer=layer + 7)
            mark = self._marks[code]
            glyph(self._sheet, spot.x, spot.y, mark.status, layer=layer + 9, advised=mark.advisory)
        for code, placed in part.names.items():
            if placed.leader is not None:
                self._sheet.line([(end.x, end.y) for end in placed.leader], LEADER, layer=layer + 7)
            at = (placed.box.left + 1, (placed.box.top + placed.box.bottom) / 2)
            self._sheet.text(at, self._said[code], self._name_size, layer=layer + 8, halo=True)

    def _ground(self, panel: Panel) -> None:
        lands = self._lands if panel is self._panel else panel.lands(self._boundaries)
        panel.draw(self._sheet, [(land, self._fill(code)) for code, land in lands.items()])
        panel.lines(self._sheet)
        advised = [land for code, land in lands.items() if code in self._marks and self._is_outlined(code, land)]
        self._sheet.area(advised, "none", layer=panel.layer + 4, edge=ADVISED_COAST, within=panel.area)

    def _fill(self, code: str) -> str:
        return LIGHT.fill[self._marks[code].status] if code in self._marks else LIGHT.land

    def _is_outlined(self, code: str, land: BaseGeometry) -> bool:
        return self._marks[code].advisory and land.area >= ADVISED_LEAST

    def _tracks(self, panel: Panel, number: int) -> list[Track]:
        """Bring the legs of a trip to the sheet."""
        stops = [Point(*stop) for stop in self._block.paths[number].stops]
        return [track for one, other in pairwise(stops) for track in panel.leg(one, other)]

    def _trip(self, panel: Panel, tracks: Sequence[Track], stops: Sequence[tuple[float, float]]) -> None:
        for track in tracks:
            self._sheet.line(track, CASING, layer=panel.layer + 6, within=panel.area)
            self._sheet.line(track, TRIP_PEN, layer=panel.layer + 6.2, within=panel.area)
        for spot in panel.spots(stops):
            if panel.area.holds(square(spot, STOP_PT)):
                edge = Pen("white", 0.7)
                self._sheet.marker(spot.x, spot.y, "o", STOP_PT, layer=panel.layer + 6.4, fill=LIGHT.trip, edge=edge)

    def _badges(self, tracks: Sequence[Sequence[Track]]) -> dict[int, Box]:
        """Number the trips where there are several, each on a leg of its own and over no glyph."""
        if len(tracks) < 2:  # noqa: PLR2004 - one alone needs no number
            return {}
        glyphs = self._panel.spots([(mark.lon, mark.lat) for mark in self._block.marks])
        found: dict[int, Box] = {}
        for number, of_trip in enumerate(tracks[:MOST_TRIPS], start=1):
            tried = [square(Spot(*point), BADGE_REACH) for point in _middles(of_trip)]
            free = [
                box
                for box in tried
                if self._panel.area.holds(box)
                and not any(box.meets(other) for other in found.values())
                and all(box.distance(glyph) > REACH_PT for glyph in glyphs)
            ]
            if free:
                found[number] = free[0]
        return found

    def _insets(self, plan: Plan) -> None:
        """Frame the insets and what they show."""
        for inset in plan.insets:
            self._sheet.rectangle(inset.window, "none", layer=8.2, edge=EXTENT)
            self._sheet.rectangle(inset.box, "none", layer=INSET_LAYER + 12, edge=FRAME)
        for text, box in plan.tags:
            at = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            look = {"ha": "center", "weight": "bold", "color": LIGHT.selected}
            self._sheet.text(at, text, SMALL_PT, layer=INSET_LAYER + 13, halo=True, **look)


def _middles(tracks: Sequence[Track]) -> list[tuple[float, float]]:
    """Return where a number may stand on a trip: around the middle of its longest legs."""
    longest = sorted(tracks, key=len, reverse=True)
    return [track[int(len(track) * share)] for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8) for track in longest]


def _name(mark: MapMark, size: float) -> str:
    """Return what there is room for of a name, with the sign of an advisory."""
    sign = f" {ADVISORY_GLYPH}" if mark.advisory else ""
    return f"{shortened(plain(mark.name), LONGEST_PT, size)}{sign}"
