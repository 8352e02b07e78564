"""A part of the Earth on a part of the sheet: where places come to lie on it, its land, and its graticule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from dashboard.maps.palette import LIGHT
from dashboard.maps.spots import Box, Spot
from dashboard.paper.map_frame import off_seam
from dashboard.paper.map_letters import text_width
from dashboard.paper.map_sheet import Pen
from geodata.geodesy import great_circle
from geodata.line_cutting import cut_line
from geodata.territories import FRAME_WEST, from_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from dashboard.paper.map_frame import MapFrame
    from dashboard.paper.map_sheet import Sheet
    from geodata.geodesy import PathPoint, Point
    from geodata.territories import Boundaries

    Floats = NDArray[np.float64]
    Track = Sequence[tuple[float, float]]
    """Points on the sheet."""

SMALL_PT = 10.0
"""Size of all words but names and titles, points: the least that is read from a slide."""

STEPS = (30, 15, 10, 5, 2, 1)
"""Degrees between the lines of the graticule; the first with enough of them is taken."""

WHOLE_STEPS = 3
"""So many of them are coarse enough for a map of the whole Earth, however little of its edges is on the Earth."""

LEAST_LINES = 3

DATE_LINE_DEG = 180

TINY = 6.0
"""An island of less than this, square points, is drawn bolder, to be seen at all."""

BOLD_PT = 1.1
"""So bold, points."""

QUIET = (LIGHT.land, LIGHT.filtered)
"""Colours of land that need not be seen."""

COAST = Pen(LIGHT.date_line, 0.35)
FRAME = Pen(LIGHT.label, 0.9)
GRATICULE = Pen(LIGHT.graticule, 0.5)
DATE_LINE = Pen(LIGHT.date_line, 0.9, (4.0, 3.0))

SCALES_NM = (2_000, 1_000, 500, 250, 100, 50)
"""Lengths of a scale bar; the longest that takes at most its share of the map is drawn."""

SCALE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Panel:
    """A map on the sheet."""

    frame: MapFrame
    area: Box
    layer: float = 0.0
    """Lowest layer of what is drawn."""

    @property
    def per_metre(self) -> float:
        """Return how many points a metre of the projection takes."""
        return (self.area.right - self.area.left) / (self.frame.east - self.frame.west)

    def xy(self, lons: Sequence[float], lats: Sequence[float]) -> Track:
        """Bring places, EPSG:4326 degrees, to the sheet."""
        placed = self._on_sheet(self.frame.project(lons, lats))
        return list(zip(placed[:, 0].tolist(), placed[:, 1].tolist(), strict=True))

    def spots(self, places: Sequence[tuple[float, float]]) -> list[Spot]:
        """Bring longitudes and latitudes to the sheet."""
        return [Spot(x, y) for x, y in self.xy(*zip(*places, strict=True))] if places else []

    def lands(self, boundaries: Boundaries) -> dict[str, BaseGeometry]:
        """Bring the land that is seen to the sheet, by code."""
        found = self.frame.ground(boundaries, points=self.area.right - self.area.left)
        codes = zip(boundaries.codes, found, strict=True)
        return {code: shapely.transform(shape, self._on_sheet) for code, shape in codes if not shape.is_empty}

    def tracks(self, path: Sequence[PathPoint]) -> list[Track]:
        """Bring an unwrapped line to the sheet, in parts where it runs round the back of the Earth."""
        parts = cut_line(path, west=FRAME_WEST) if self.frame.whole else [path]
        return [self.xy(self._within([point.lon for point in part]), [point.lat for point in part]) for part in parts]

    def _within(self, lons: Sequence[float]) -> Sequence[float]:
        """Keep off the seam of a whole map, whose both edges are one meridian."""
        return off_seam(lons).tolist() if self.frame.whole else lons

    def leg(self, one: Point, other: Point) -> list[Track]:
        """Bring the great circle between two places to the sheet."""
        return self.tracks(great_circle(one, other)) if one != other else []

    def part(self, window: Box, area: Box, *, layer: float) -> Panel:
        """Return a part of this map, drawn larger elsewhere on the sheet."""
        frame, here, per = self.frame, self.area, self.per_metre
        west, east = (frame.west + (x - here.left) / per for x in (window.left, window.right))
        north, south = (frame.north - (y - here.top) / per for y in (window.top, window.bottom))
        return Panel(frame.part(west, south, east, north), area, layer)

    def draw(self, sheet: Sheet, fills: Sequence[tuple[BaseGeometry, str]], *, coast: Pen | None = COAST) -> None:
        """Draw sea and land: land on the sheet with its colour, each over what comes before it."""
        sheet.area([self._outline()], LIGHT.ocean, layer=self.layer + 1, within=sheet.box)
        for fill in dict.fromkeys(fill for _, fill in fills):
            shapes = [shape for shape, own in fills if own == fill]
            sheet.area(shapes, fill, layer=self.layer + (1.5 if fill in QUIET else 2), edge=coast, within=self.area)
            tiny = [part for shape in shapes for part in shapely.get_parts(shape) if part.area < TINY]
            if fill not in QUIET:
                sheet.area(tiny, fill, layer=self.layer + 2.5, edge=Pen(fill, BOLD_PT), within=self.area)
        sheet.area([self._outline()], "none", layer=self.layer + 5, edge=FRAME, within=sheet.box)

    def rim(self, other: MapFrame) -> BaseGeometry:
        """Bring what another map shows to the sheet."""
        shown = shapely.segmentize(other.outline(), (other.east - other.west) / 30)

        def moved(metres: Floats) -> Floats:
            placed = self.frame.projection.transform_points(other.projection, metres[:, 0], metres[:, 1])
            return self._on_sheet(np.asarray(placed[:, :2]))

        return shapely.transform(shown, moved)

    def _outline(self) -> BaseGeometry:
        return shapely.transform(self.frame.outline(), self._on_sheet)

    def lines(self, sheet: Sheet) -> None:
        """Draw the graticule."""
        lons, lats = self.graticule()
        for lon in lons:
            dated = from_frame(lon) == -DATE_LINE_DEG
            pen = DATE_LINE if dated else GRATICULE
            sheet.line(self._meridian(lon), pen, layer=self.layer + 3, within=self.area)
        for lat in lats:
            sheet.line(self._parallel(lat), GRATICULE, layer=self.layer + 3, within=self.area)

    def graticule(self) -> tuple[list[int], list[int]]:
        """Choose meridians, degrees east of the frame's seam, and parallels; enough of each meet the edges."""
        west, south, east, north = self._window()
        for step in STEPS[:WHOLE_STEPS] if self.frame.whole else STEPS:
            lons, lats = _between(west, east, step), _between(south, north, step)
            if min(len(self._at_bottom(lons)), len(self._at_left(lats))) >= LEAST_LINES:
                break
        return lons, lats

    def _window(self) -> tuple[float, float, float, float]:
        """Return a little more than what the map shows, degrees, but no pole."""
        west, south, east, north = self.frame.degrees()
        return west - 1.0, max(south - 1.0, -89.0), east + 1.0, min(north + 1.0, 89.0)

    def _meridian(self, lon: float) -> Track:
        _, south, _, north = self._window()
        lats = np.linspace(south, north, 121)
        return self.xy([lon] * len(lats), lats.tolist())

    def _parallel(self, lat: float) -> Track:
        west, _, east, _ = self._window()
        lons = np.linspace(west, east, 181).tolist()
        return self.xy(self._within(lons), [lat] * len(lons))

    def _at_bottom(self, lons: Sequence[int]) -> dict[int, float]:
        """Return where meridians meet the lower edge, or end above it."""
        lines = {lon: self._meridian(lon) for lon in lons}
        found = {
            lon: line[0][0] if line[0][1] < self.area.bottom else _crossing(line, self.area.bottom, axis=1)
            for lon, line in lines.items()
        }
        return {lon: x for lon, x in found.items() if x is not None and self.area.left < x < self.area.right}

    def _at_left(self, lats: Sequence[int]) -> dict[int, float]:
        """Return where parallels meet the left edge, or the rim of the Earth."""
        lines = {lat: self._parallel(lat) for lat in lats}
        found = {
            lat: line[0][1] if line[0][0] > self.area.left else _crossing(line, self.area.left, axis=0)
            for lat, line in lines.items()
        }
        return {lat: y for lat, y in found.items() if y is not None and self.area.top < y < self.area.bottom}

    def degrees(self, sheet: Sheet) -> None:
        """Write at the edges which meridian and which parallel meets them there; none over another."""
        lons, lats = self.graticule()
        beyond = -1e9
        for lon, x in self._at_bottom(lons).items():
            said = _degrees(int(from_frame(lon)), "E", "W")
            half = text_width(said, SMALL_PT) / 2
            if x - half > beyond and x + half < sheet.box.right:
                sheet.text((x, self.area.bottom + 9), said, SMALL_PT, ha="center")
                beyond = x + half + 4
        for lat, y in self._at_left(lats).items():
            if self.area.top + 5 < y < self.area.bottom - 5:
                sheet.text((self.area.left - 4, y), _degrees(lat, "N", "S"), SMALL_PT, ha="right")

    def scale(self, share: float = SCALE_SHARE) -> tuple[int, float]:
        """Return the length of a scale bar in nautical miles and in points."""
        per_nm = self.per_metre * self.frame.metres_per_nm
        most = (self.area.right - self.area.left) * share
        length = next((nm for nm in SCALES_NM if nm * per_nm <= most), SCALES_NM[-1])
        return length, length * per_nm

    def _on_sheet(self, metres: Floats) -> Floats:
        xs = self.area.left + (metres[:, 0] - self.frame.west) * self.per_metre
        per = (self.area.bottom - self.area.top) / (self.frame.north - self.frame.south)
        return np.column_stack([xs, self.area.bottom - (metres[:, 1] - self.frame.south) * per])


def _between(first: float, last: float, step: int) -> list[int]:
    return list(range(int(np.ceil(first / step)) * step, int(np.floor(last)) + 1, step))


def _crossing(line: Track, edge: float, *, axis: int) -> float | None:
    """Return where a line first crosses an edge: its other coordinate there."""
    points = np.array(line)
    before = points[:, axis] - edge
    at = np.flatnonzero(before[:-1] * before[1:] <= 0)
    if not len(at):
        return None
    one, other = points[at[0]], points[at[0] + 1]
    share = (edge - one[axis]) / (other[axis] - one[axis]) if other[axis] != one[axis] else 0.0
    return float(one[1 - axis] + share * (other[1 - axis] - one[1 - axis]))


def _degrees(value: int, positive: str, negative: str) -> str:
    side = "" if value in {0, -DATE_LINE_DEG} else positive if value > 0 else negative
    return f"{abs(value)}°{side}"
