"""The printed map: status by colour and shape, every name, and all that a map on paper has to carry with it.

The palette is that of the screen's light theme. Drawn on a figure of its own, so that threads do not meet.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl
import numpy as np
import shapely
from cartopy import crs
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from shapely.plotting import patch_from_polygon

from dashboard.maps.contrast import ink
from dashboard.maps.palette import ADVISORY_GLYPH, LIGHT, STATUS_ORDER
from dashboard.maps.spots import Box, Spot, spread
from dashboard.paper.label_placing import Named, Placed, place
from dashboard.paper.map_frame import MapFrame, frame_of
from dashboard.paper.map_legend import (
    GLYPH_ROOM_PT,
    ROW_PT,
    WORDS_PT,
    entries,
    one_line,
    rows,
    text_width,
    width_of,
    wrapped,
)
from geodata.geodesy import METRES_PER_NM, Point, great_circle
from models.coverage import Status
from models.wording import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartopy.mpl.geoaxes import GeoAxes
    from shapely.geometry.base import BaseGeometry

    from dashboard.actions.brief_content import MapBlock, MapMark
    from geodata.territories import Boundaries

Format = Literal["png", "svg", "pdf"]

MARKERS: Mapping[Status, str] = {
    Status.CURRENT: "o",
    Status.DUE_SOON: "^",
    Status.OVERDUE: "s",
    Status.NEVER: "D",
    Status.NOT_ACCESSIBLE: "X",
}
"""The shapes of the palette's glyphs, as matplotlib names them."""

POINTS = 72.0
"""To an inch."""

GLYPH_PT, REACH_PT = 8.5, 6.5
"""Width of a glyph, and half of it with its outline, points."""

BAND_PT, LINE_PT = 16.0, 14.0
"""Height of the marking's band and of a line below the map, points."""

LEFT_PT, RIGHT_PT = 38.0, 10.0
"""Beside the map, points: the labels of latitudes stand on the left."""

SEEN_PT, NEAR_PT = 2.0, 20.0
"""An eye sees that a glyph was pushed aside from this distance on, and a corner is taken by one nearer than that."""

SCALES_NM = (2_000, 1_000, 500, 250, 100, 50)
"""Lengths of a scale bar; the longest that takes at most a fifth of the map is drawn."""


@dataclass(frozen=True, slots=True)
class MapNotes:
    """What stands around a map that is handed out by itself."""

    marking: str
    colour: str
    """Of the marking's band, `#rrggbb`."""
    made_at: str
    """Date-time group."""
    as_of: str
    """In words."""
    cutoff: str
    demo: bool


@dataclass(frozen=True)
class PrintedMap:
    """A map that is drawn, with what a test measures of it."""

    figure: Figure
    names: Mapping[str, Placed]
    """Where each name stands, by code, points from the upper left corner of the sheet."""
    glyphs: Mapping[str, Box]
    """What each glyph covers."""
    furniture: Sequence[Box]
    """What legend, inset and scale cover."""

    def file(self, form: Format, *, dpi: int = 200) -> bytes:
        """Write it, the same bytes for the same map."""
        out = io.BytesIO()
        with mpl.rc_context({"svg.hashsalt": "seamark", "svg.fonttype": "none", "pdf.fonttype": 42}):
            none = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
            self.figure.savefig(out, format=form, dpi=dpi, metadata=none[form])
        return out.getvalue()


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
    return _Drawing(block, boundaries, inches, notes).made()


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand on the sheet, points, y southward."""

    sheet: Box
    map: Box
    strip: Box
    """Legend and scale, below the map."""


def _layout(width: float, height: float, *, rows: int, foot: int) -> _Layout:
    """Divide the sheet, for so many rows of the legend and so many lines below it; with none the map is no sheet."""
    top, bottom = (58.0, height - BAND_PT - 12.0 - LINE_PT * foot) if foot else (2.0, height - 2.0)
    strip_top = bottom - ROW_PT * rows - 6.0
    return _Layout(
        Box(0, 0, width, height),
        Box(LEFT_PT, top, width - RIGHT_PT, strip_top - 14.0),
        Box(LEFT_PT, strip_top, width - RIGHT_PT, bottom),
    )


class _Drawing:
    """Draws one map."""

    def __init__(
        self, block: MapBlock, boundaries: Boundaries, inches: tuple[float, float], notes: MapNotes | None
    ) -> None:
        self._block = block
        self._boundaries = boundaries
        self._notes = notes
        width, height = inches[0] * POINTS, inches[1] * POINTS
        self._legend_rows = rows(entries(block.marks), width - LEFT_PT - RIGHT_PT)
        self._foot = _foot(notes, width - 20) if notes else []
        self._layout = _layout(width, height, rows=len(self._legend_rows), foot=len(self._foot))
        self._figure = Figure(figsize=inches, facecolor="white")
        FigureCanvasAgg(self._figure)
        area = self._layout.map
        places = [(mark.lon, mark.lat) for mark in block.marks]
        places += [stop for path in block.paths for stop in path.stops]
        self._frame = frame_of(places, ratio=(area.right - area.left) / (area.bottom - area.top))
        self._page = self._figure.add_axes((0, 0, 1, 1), zorder=5)
        self._page.set(xlim=(0, width), ylim=(height, 0))
        self._page.axis("off")
        self._furniture: list[Box] = []

    def made(self) -> PrintedMap:
        self._ground()
        self._paths()
        self._legend()
        self._scale()
        if not self._frame.whole:
            self._inset()
        spots = self._spots()
        names = self._names(spots)
        self._glyphs(spots)
        if self._notes is not None:
            self._around(self._notes)
        glyphs = {named.key: named.glyph for named in spots}
        return PrintedMap(self._figure, names, glyphs, self._furniture)

    def _axes(self, area: Box, frame: MapFrame, *, zorder: int) -> GeoAxes:
        sheet = self._layout.sheet
        rect = (
            area.left / sheet.right,
            1 - area.bottom / sheet.bottom,
            (area.right - area.left) / sheet.right,
            (area.bottom - area.top) / sheet.bottom,
        )
        axes = self._figure.add_axes(rect, projection=frame.projection, zorder=zorder)
        axes.set_facecolor(LIGHT.ocean)
        axes.set_xlim(frame.west, frame.east)
        axes.set_ylim(frame.south, frame.north)
        axes.set_aspect("auto")
        return axes

    def _ground(self) -> None:
        axes = self._axes(self._layout.map, self._frame, zorder=1)
        area = self._layout.map
        ground = self._frame.ground(self._boundaries, points=area.right - area.left)
        shapes = dict(zip(self._boundaries.codes, ground, strict=True))
        marks = {mark.code: mark for mark in self._block.marks}
        self._fill(axes, [shape for code, shape in shapes.items() if code not in marks], LIGHT.land)
        for status in STATUS_ORDER:
            found = [shapes[code] for code, mark in marks.items() if mark.status is status and code in shapes]
            self._fill(axes, found, LIGHT.fill[status])
        advised = [shapes[code] for code, mark in marks.items() if mark.advisory and code in shapes]
        self._fill(axes, advised, "none", edge=LIGHT.advisory, width=1.2)
        self._graticule(axes)

    def _fill(
        self,
        axes: GeoAxes,
        shapes: Sequence[BaseGeometry],
        colour: str,
        *,
        edge: str = LIGHT.border,
        width: float = 0.3,
    ) -> None:
        parts = [part for shape in shapes for part in shapely.get_parts(shape)]
        if parts:  # one path of them all: a path for each island would be most of a file
            patch = patch_from_polygon(shapely.MultiPolygon(parts))
            patch.set(facecolor=colour, edgecolor=edge, linewidth=width, zorder=2)
            axes.add_patch(patch)

    def _graticule(self, axes: GeoAxes) -> None:
        step = 30 if self._frame.whole else 10
        lines = axes.gridlines(
            crs=crs.PlateCarree(),
            xlocs=np.arange(-180, 181, step),
            ylocs=np.arange(-90, 91, step),
            draw_labels={"bottom": "x", "left": "y"},
            color=LIGHT.graticule,
            linewidth=0.5,
            zorder=3,
            xlabel_style={"size": WORDS_PT, "color": LIGHT.label},
            ylabel_style={"size": WORDS_PT, "color": LIGHT.label},
        )
        lines.rotate_labels = False
        date_line = self._frame.project([180.0] * 61, list(np.linspace(-60, 60, 61)))
        axes.add_line(Line2D(*date_line.T, color=LIGHT.date_line, linewidth=0.8, linestyle=(0, (4, 3)), zorder=3))

    def _paths(self) -> None:
        for path in self._block.paths:
            for one, other in zip(path.stops, path.stops[1:], strict=False):
                if one == other:
                    continue
                line = great_circle(Point(*one), Point(*other))
                xs, ys = self._on_page([point.lon for point in line], [point.lat for point in line])
                style = (0, (5, 3)) if path.booked else "solid"
                self._page.plot(xs, ys, color=LIGHT.trip, linewidth=1.2, linestyle=style, zorder=6)

    def _on_page(self, lons: Sequence[float], lats: Sequence[float]) -> tuple[list[float], list[float]]:
        frame, area = self._frame, self._layout.map
        placed = frame.project(lons, lats)
        xs = area.left + (placed[:, 0] - frame.west) / (frame.east - frame.west) * (area.right - area.left)
        ys = area.bottom - (placed[:, 1] - frame.south) / (frame.north - frame.south) * (area.bottom - area.top)
        return xs.tolist(), ys.tolist()

    def _spots(self) -> list[Named]:
        """Put the glyphs on the page, crowded ones pushed apart with a line to their true point."""
        marks = self._block.marks
        if not marks:
            return []
        xs, ys = self._on_page([mark.lon for mark in marks], [mark.lat for mark in marks])
        true = [Spot(x, y) for x, y in zip(xs, ys, strict=True)]
        parted = spread(true)
        for here, there in zip(true, parted, strict=True):
            if abs(here.x - there.x) + abs(here.y - there.y) > SEEN_PT:
                self._page.plot([here.x, there.x], [here.y, there.y], color=LIGHT.label, linewidth=0.6, zorder=7)
        return [
            Named(mark.code, spot, text_width(_name(mark)), WORDS_PT * 1.25, REACH_PT)
            for mark, spot in zip(marks, parted, strict=True)
        ]

    def _names(self, spots: Sequence[Named]) -> Mapping[str, Placed]:
        placed = place(spots, within=self._layout.map, taken=self._furniture)
        halo = [withStroke(linewidth=2.2, foreground=LIGHT.label_halo)]
        named = {mark.code: _name(mark) for mark in self._block.marks}
        for code, one in placed.items():
            if one.leader is not None:
                start, end = one.leader
                self._page.plot([start.x, end.x], [start.y, end.y], color=LIGHT.label, linewidth=0.5, zorder=7)
            at = (one.box.left + 1, (one.box.top + one.box.bottom) / 2)
            self._text(at, named[code], WORDS_PT, color=LIGHT.label_halo, path_effects=halo)  # drawn, not written
            self._text(at, named[code], WORDS_PT)
        return placed

    def _glyphs(self, spots: Sequence[Named]) -> None:
        for status in STATUS_ORDER:
            chosen = {mark.code for mark in self._block.marks if mark.status is status}
            found = [one.spot for one in spots if one.key in chosen]
            self._glyph([spot.x for spot in found], [spot.y for spot in found], status)

    def _glyph(self, xs: Sequence[float], ys: Sequence[float], status: Status) -> None:
        self._page.scatter(
            xs,
            ys,
            s=GLYPH_PT**2,
            marker=MARKERS[status],
            facecolor=LIGHT.fill[status],
            edgecolor=LIGHT.glyph_outline,
            linewidth=0.9,
            zorder=9,
        )

    def _text(self, at: tuple[float, float], text: str, size: float, **style: object) -> None:
        given = {"ha": "left", "va": "center", "color": LIGHT.label, "fontsize": size, "zorder": 8, **style}
        self._page.text(*at, one_line(text), parse_math=False, **given)  # type: ignore[arg-type] # text properties

    def _legend(self) -> None:
        """Count each status, below the map."""
        strip = self._layout.strip
        for row, lines in enumerate(self._legend_rows):
            x, y = strip.left, strip.top + ROW_PT * (row + 0.5) + 3.0
            for entry in lines:
                if entry.status is not None:
                    self._glyph([x + 5], [y], entry.status)
                self._text(
                    (x + GLYPH_ROOM_PT if entry.status else x, y),
                    entry.text,
                    WORDS_PT,
                    weight="normal" if entry.status else "bold",
                )
                x += width_of(entry)

    def _scale(self) -> None:
        """Draw a scale bar; an equal-area map keeps lengths only near its middle, and says so."""
        frame, strip = self._frame, self._layout.strip
        area = self._layout.map
        points_to_nm = (area.right - area.left) / ((frame.east - frame.west) / METRES_PER_NM)
        length = next((nm for nm in SCALES_NM if nm * points_to_nm <= (area.right - area.left) / 5), SCALES_NM[-1])
        right, y = strip.right, strip.bottom - ROW_PT / 2 - 3.0
        left = right - length * points_to_nm
        where = "at the equator" if frame.whole else "in the middle"
        self._page.plot([left, left, right, right], [y + 2, y + 8, y + 8, y + 2], color=LIGHT.label, linewidth=1.0)
        self._text((right, y - 4), f"{length:,} nm {where}", WORDS_PT, ha="right")

    def _inset(self) -> None:
        """Show where the region lies, in the corner that covers the fewest glyphs."""
        area = self._layout.map
        width = min((area.right - area.left) * 0.24, 150.0)
        height = width * 0.55
        corners = [
            Box(x, y, x + width, y + height)
            for x in (area.right - width - 4, area.left + 4)
            for y in (area.bottom - height - 4, area.top + 4)
        ]
        xs, ys = self._on_page([m.lon for m in self._block.marks], [m.lat for m in self._block.marks])
        glyphs = [Spot(x, y) for x, y in zip(xs, ys, strict=True)]
        box = min(corners, key=lambda corner: sum(corner.distance(spot) < NEAR_PT for spot in glyphs))
        self._furniture.append(box)
        world = frame_of([(30.0, -45.0), (-120.0, 60.0)], ratio=width / height)
        axes = self._axes(box, world, zorder=4)
        self._fill(axes, world.ground(self._boundaries, points=width), LIGHT.filtered)
        lon, lat = self._frame.middle
        corner = world.project([lon], [lat])[0]
        axes.plot(
            *corner,
            marker="s",
            markersize=9,
            markerfacecolor="none",
            markeredgecolor=LIGHT.selected,
            markeredgewidth=1.6,
        )

    def _around(self, notes: MapNotes) -> None:
        """Put title, marking, dates, sources and disclaimer around the map."""
        sheet = self._layout.sheet
        band = {"ha": "center", "color": ink(notes.colour), "weight": "bold", "zorder": 9}
        for top in (0.0, sheet.bottom - BAND_PT):
            self._page.fill_between([0, sheet.right], top, top + BAND_PT, color=notes.colour, zorder=8)
            self._text((sheet.right / 2, top + BAND_PT / 2), notes.marking, WORDS_PT, **band)
        demo = "DEMO  " if notes.demo else ""
        self._text((10, 34), f"{demo}{self._block.title}", 16, weight="bold")
        self._text((sheet.right - 10, 34), f"As of {notes.as_of} · {notes.made_at}", WORDS_PT, ha="right")
        for number, line in enumerate(reversed(self._foot), start=1):
            self._text((10, sheet.bottom - BAND_PT - LINE_PT * number), line, WORDS_PT)


def _foot(notes: MapNotes, width: float) -> list[str]:
    return [*wrapped(notes.cutoff, width), *wrapped(f"Boundaries: Natural Earth, or as imported. {DISCLAIMER}", width)]


def _name(mark: MapMark) -> str:
    return f"{mark.name} {ADVISORY_GLYPH}" if mark.advisory else mark.name
