"""A sheet of paper to draw on: everything in points from its upper left corner, y southward, in layers.

Drawn on a figure of its own, so that threads do not meet; writing a file is one thread's at a time, since matplotlib
keeps how letters are written for the whole process.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from shapely.plotting import patch_from_polygon

from dashboard.maps.palette import LIGHT
from dashboard.maps.spots import Box
from dashboard.paper.map_letters import FONT, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.artist import Artist
    from shapely.geometry.base import BaseGeometry

Format = Literal["png", "svg", "pdf"]

POINTS = 72.0
"""To an inch."""

HALO_PT = 2.2
"""Of a name on the map."""

_WRITING = Lock()

_PATH, _BREAK = re.compile(rb' d="[^"]*"'), re.compile(rb"\s*([MLQCz])\s*")
_SIGN, _LINE = re.compile(rb"(\.\d\d)\d+"), re.compile(rb"(\.\d)\d+")


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn."""

    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    """Lengths of strokes and gaps, points; none for an unbroken line."""


class Sheet:
    """A sheet, white at first. What is drawn in a higher layer covers what is drawn in a lower one."""

    def __init__(self, inches: tuple[float, float]) -> None:
        """Take a sheet of a width and height."""
        self.figure = Figure(figsize=inches, facecolor="white")
        self.box = Box(0, 0, inches[0] * POINTS, inches[1] * POINTS)
        FigureCanvasAgg(self.figure)
        self._page = self.figure.add_axes((0, 0, 1, 1))
        self._page.set(xlim=(0, self.box.right), ylim=(self.box.bottom, 0))
        self._page.axis("off")

    def area(
        self, shapes: Iterable[BaseGeometry], fill: str, *, layer: float, edge: Pen | None = None, within: Box
    ) -> None:
        """Fill polygons, cut at a box; one path of them all, since a path for each island is most of a file."""
        parts = [part for shape in shapes for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
        if not parts:
            return
        patch = patch_from_polygon(shapely.MultiPolygon(parts))
        patch.set(facecolor=fill, edgecolor=edge.colour if edge else "none", linewidth=edge.width if edge else 0)
        patch.set(joinstyle="round", zorder=layer)
        self._page.add_artist(patch)  # add_patch would measure every corner
        self._cut(patch, within)

    def rectangle(self, box: Box, fill: str, *, layer: float, edge: Pen | None = None) -> None:
        """Draw a box."""
        size = (box.right - box.left, box.bottom - box.top)
        drawn = Rectangle((box.left, box.top), *size, facecolor=fill, zorder=layer, joinstyle="miter")
        drawn.set(edgecolor=edge.colour if edge else "none", linewidth=edge.width if edge else 0)
        self._page.add_artist(drawn)

    def line(self, points: Sequence[tuple[float, float]], pen: Pen, *, layer: float, within: Box | None = None) -> None:
        """Draw a line, cut at a box."""
        xs, ys = zip(*points, strict=True)
        style = (0, pen.dashes) if pen.dashes else "solid"
        (drawn,) = self._page.plot(xs, ys, color=pen.colour, linewidth=pen.width, linestyle=style, zorder=layer)
        drawn.set(solid_capstyle="butt", solid_joinstyle="round")
        if within is not None:
            self._cut(drawn, within)

    def marker(  # noqa: PLR0913 - what a sign is told by
        self, x: float, y: float, shape: str, size: float, *, layer: float, fill: str, edge: Pen
    ) -> None:
        """Draw a sign in the middle of a place; shapes are called as matplotlib calls them."""
        (drawn,) = self._page.plot([x], [y], marker=shape, markersize=size, linestyle="none", zorder=layer)
        drawn.set(markerfacecolor=fill, markeredgecolor=edge.colour, markeredgewidth=edge.width)

    def text(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        *,
        layer: float = 8,
        halo: bool = False,
        **style: object,
    ) -> None:
        """Write a line, its middle at a height; nothing in it is read as a formula."""
        given = {"ha": "left", "va": "center_baseline", "color": LIGHT.label, **style}
        given |= {"fontsize": size, "family": FONT, "zorder": layer, "parse_math": False}
        said = plain(text)
        if halo:  # drawn beneath what is written, so that in a vector file the name stays a text
            around = [withStroke(linewidth=HALO_PT, foreground=LIGHT.label_halo)]
            self._page.text(*at, said, **(given | {"color": LIGHT.label_halo, "path_effects": around}))  # type: ignore[arg-type] # text properties
        self._page.text(*at, said, **given)  # type: ignore[arg-type] # text properties

    def _cut(self, drawn: Artist, box: Box) -> None:
        size = (box.right - box.left, box.bottom - box.top)
        drawn.set_clip_path(Rectangle((box.left, box.top), *size, transform=self._page.transData))


def write(figure: Figure, form: Format, *, dpi: int, outlined: bool) -> bytes:
    """Write what was drawn, the same bytes for the same drawing.

    Args:
        figure: of a sheet.
        form: of the file.
        dpi: of a picture.
        outlined: whether letters in an SVG are shapes, for programs that lack the font, and not text.
    """
    out = io.BytesIO()
    none = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
    letters = "path" if outlined else "none"
    with _WRITING, mpl.rc_context({"svg.hashsalt": "seamark", "svg.fonttype": letters, "pdf.fonttype": 42}):
        figure.savefig(out, format=form, dpi=dpi, metadata=none[form])
    return _short(out.getvalue()) if form == "svg" else out.getvalue()


def _short(drawing: bytes) -> bytes:
    """Write the paths of an SVG in one line, to a tenth of a point, or a hundredth for a sign: more is not seen."""
    return _PATH.sub(
        lambda path: _BREAK.sub(rb"\1", (_SIGN if b"C" in path[0] else _LINE).sub(rb"\1", path[0])), drawing
    )
