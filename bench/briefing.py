"""How long a whole brief takes, beside a plain map by cartopy and slides that hold a picture each.

Part of `make bench`, and alone as `python -m bench.briefing`. The brief is that of all sections over the demonstration
records: read, built, its maps drawn, and written as slides, document and web page. The plain map shows the same
partners with the graticule as cartopy labels it and each name beside its point, wherever that falls. The slides of
pictures are as many as ours, each with one map as a picture and nothing else.
"""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import shapely
from cartopy import crs
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from pptx import Presentation

from bench.demonstration import demonstration
from bench.report import Figure, amount, lines, ratio
from dashboard.actions.boundaries import boundaries_in_use
from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_content import MapBlock
from dashboard.actions.brief_making import make
from dashboard.actions.records import read_records
from dashboard.maps.palette import LIGHT
from dashboard.paper.brief_files import BriefFormat, brief_file
from dashboard.paper.brief_maps import brief_maps, map_file
from geodata.territories import FRAME_CENTRE
from models.database import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry
    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent
    from dashboard.paper.printed_map import PrintedMap
    from geodata.territories import Boundaries

T = TypeVar("T")

AS_OF = date(2026, 11, 22)
COMPARED_ON = date(2026, 8, 24)
AT = datetime(2026, 11, 22, 6, tzinfo=UTC)

GOAL_WHOLE, GOAL_MAP = 20.0, 2.0
"""Seconds for a whole brief, and for one of its maps."""

GOAL_SIZE = 10_000_000
"""Bytes of each form."""

WHOLE = (BriefFormat.PPTX, BriefFormat.PDF, BriefFormat.HTML)
"""Forms that a whole brief is written as."""

INCHES, DPI = (13.33, 7.5), 200
"""Of a picture."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """Seconds of ours and of the peers."""

    pages: int
    build: float
    """Reading the records included."""
    maps: list[float]
    """Each map of the brief."""
    forms: Mapping[BriefFormat, tuple[float, int]]
    """Seconds and bytes of each form, drawn on maps that are there."""
    picture: float
    """The map of all partners, standing alone, as a picture."""
    plain_picture: float
    """The same by cartopy alone."""
    plain_slides: float
    """As many slides as ours, a picture each."""

    @property
    def whole(self) -> float:
        """Return how long a whole brief takes in all its forms."""
        return self.build + sum(self.maps) + sum(seconds for seconds, _ in self.forms.values())


def report() -> Iterator[str]:
    """Measure, and write the figures as lines."""
    yield from _lines(measure())


def measure() -> Briefing:
    """Make a brief of demonstration records of its own."""
    with tempfile.TemporaryDirectory() as folder, demonstration(Path(folder), as_of=AS_OF) as engine:
        build, (content, boundaries) = _timed(lambda: _built(engine))
    maps, seconds = _maps(content, boundaries)
    block = _of_all(content)
    picture, _ = _timed(lambda: map_file(block, content, boundaries, "png"))
    _plain_map(block, boundaries)  # cartopy keeps what it has projected, as our maps do
    plain_picture, body = _timed(lambda: _plain_map(block, boundaries))
    plain_slides, _ = _timed(lambda: _plain_slides(body, len(content.pages)))
    return Briefing(
        pages=len(content.pages),
        build=build,
        maps=seconds,
        forms={form: _form(content, form, boundaries, maps) for form in WHOLE},
        picture=picture,
        plain_picture=plain_picture,
        plain_slides=plain_slides,
    )


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    made = act()
    return time.perf_counter() - began, made


def _built(engine: Engine) -> tuple[BriefContent, Boundaries]:
    choice = BriefChoice(AS_OF, COMPARED_ON)
    with reading(engine) as session:
        records = read_records(session=session)
        content = make(records, choice, session=session, known_on=AS_OF, made_at=AT)
        return content, boundaries_in_use(session=session)


def _maps(content: BriefContent, boundaries: Boundaries) -> tuple[Mapping[str, PrintedMap], list[float]]:
    """Draw the maps, and time each."""
    told = [time.perf_counter()]

    def drawn(_done: int, _of: int) -> bool:
        told.append(time.perf_counter())
        return True

    maps = brief_maps(content, boundaries, drawn=drawn)
    return maps, [after - before for before, after in pairwise(told)]


def _form(
    content: BriefContent, form: BriefFormat, boundaries: Boundaries, maps: Mapping[str, PrintedMap]
) -> tuple[float, int]:
    seconds, made = _timed(lambda: brief_file(content, form, boundaries, maps=maps))
    return seconds, len(made.body)


def _of_all(content: BriefContent) -> MapBlock:
    """Return the map that shows the most partners."""
    blocks = [block for page in content.pages for block in page.blocks if isinstance(block, MapBlock)]
    return max(blocks, key=lambda block: len(block.marks))


def _plain_map(block: MapBlock, boundaries: Boundaries) -> bytes:
    """Draw a map as cartopy does by itself."""
    figure = Drawing(figsize=INCHES)
    FigureCanvasAgg(figure)
    degrees = crs.PlateCarree()
    axes = figure.add_subplot(projection=crs.EqualEarth(central_longitude=150))
    axes.set_global()
    frame = crs.PlateCarree(central_longitude=FRAME_CENTRE)
    axes.add_geometries(_ground(boundaries), crs=frame, facecolor=LIGHT.land, edgecolor=LIGHT.border)
    axes.gridlines(draw_labels=True)
    for mark in block.marks:
        axes.plot(mark.lon, mark.lat, "o", color=LIGHT.fill[mark.status], transform=degrees)
        axes.text(mark.lon, mark.lat, mark.name, transform=degrees)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


@lru_cache(maxsize=1)
def _ground(boundaries: Boundaries) -> Sequence[BaseGeometry]:
    """Return the territories in degrees from the middle of the frame."""
    return list(shapely.transform(boundaries.geometries, lambda places: places - (FRAME_CENTRE, 0)))


def _plain_slides(picture: bytes, count: int) -> bytes:
    """Write slides of one picture each."""
    deck = Presentation()
    blank = deck.slide_layouts[6]
    for _ in range(count):
        deck.slides.add_slide(blank).shapes.add_picture(io.BytesIO(picture), 0, 0, width=deck.slide_width)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _lines(found: Briefing) -> Iterator[str]:
    figures = [
        Figure("Built and drawn, as slides, document and web page", found.whole, "s", GOAL_WHOLE),
        Figure("  of which reading and building", found.build, "s"),
        Figure("  of which the maps", sum(found.maps), "s"),
        *(Figure(f"  of which {form}", seconds, "s") for form, (seconds, _) in found.forms.items()),
        Figure("One map, the slowest", max(found.maps), "s", GOAL_MAP),
        Figure("One map, the median", statistics.median(found.maps), "s"),
        *(Figure(f"Size as {form}", size, "B", GOAL_SIZE) for form, (_, size) in found.forms.items()),
    ]
    title = f"A brief of {found.pages} pages with {len(found.maps)} maps"
    yield from lines(title, ("", "measured", "goal", ""), [one.row for one in figures])
    slides = found.forms[BriefFormat.PPTX][0]
    rows = [
        ("Map of all partners, as a picture", amount(found.picture, "s"), ""),
        ("  by cartopy, names where they fall", *_beside(found.plain_picture, found.picture)),
        ("Slides, with tables, charts and notes", amount(slides, "s"), ""),
        ("  by python-pptx, a picture each", *_beside(found.plain_slides, slides)),
    ]
    yield from lines("The same in plain ways", ("", "time", "ratio"), rows)


def _beside(theirs: float, ours: float) -> tuple[str, str]:
    return amount(theirs, "s"), ratio(theirs, ours)


if __name__ == "__main__":
    print(*report(), sep="\n")
