"""Decks read back: their slides, tables and shapes by the words a reader finds them by."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from pptx import Presentation

from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, TableBlock
from dashboard.paper.brief_maps import size_of
from dashboard.paper.printed_map import PrintedMap
from dashboard.paper.slides import slides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.actions.brief_content import Block, BriefContent

MARKING = "UNCLASSIFIED · DEMO DATA"
"""Of the briefs that are made by hand."""

DESCRIBED = "./*/p:cNvPr"
"""Where a shape bears its name and what it shows."""


def blank_maps(content: BriefContent) -> dict[str, PrintedMap]:
    """Make maps as large as real ones, with nothing on them: those take long to draw."""
    return {
        block.key: drawn(size_of(page))
        for page in content.pages
        for block in page.blocks
        if isinstance(block, MapBlock)
    }


def drawn(inches: tuple[float, float]) -> PrintedMap:
    """Make a map of some size with nothing on it."""
    figure = Figure(figsize=inches, facecolor="#dce9f2")
    FigureCanvasAgg(figure)
    return PrintedMap(figure, {}, {}, [])


def deck_of(content: BriefContent) -> Any:  # noqa: ANN401 - python-pptx has few types
    """Make a deck and open it again."""
    return Presentation(io.BytesIO(slides(content, blank_maps(content))))


def shape(slide: Any, name: str) -> Any:  # noqa: ANN401 - as above
    """Return the first shape of a slide whose name begins so."""
    return next(one for one in slide.shapes if one.name.startswith(name))


def texts(slide: Any) -> list[str]:  # noqa: ANN401 - as above
    """Return every text of a slide that stands in no table and no chart."""
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def tables(slide: Any) -> Iterator[tuple[str, list[list[str]]]]:  # noqa: ANN401 - as above
    """Return the tables of a slide with their names."""
    for shape in slide.shapes:
        if shape.has_table:
            yield shape.name, [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]


def alt(shape: Any) -> str:  # noqa: ANN401 - as above
    """Return what a shape says it shows."""
    return str(shape.element.xpath(DESCRIBED)[0].get("descr") or "")


def notes(slide: Any) -> list[str]:  # noqa: ANN401 - as above
    """Return the speaker notes of a slide, line by line."""
    return str(slide.notes_slide.notes_text_frame.text).split("\n")


def deck_figures(content: BriefContent, deck: Any) -> dict[str, int]:  # noqa: ANN401 - as above
    """Read every figure out of tiles, cells and charts, by the keys that the content gives them."""
    shapes = [one for slide in deck.slides for one in slide.shapes]
    found: dict[str, int] = {}
    for page in content.pages:
        for block in page.blocks:
            found |= _figures_of(block, shapes)
    return found


def _figures_of(block: Block, shapes: list[Any]) -> dict[str, int]:
    """Read the figures of a block out of the shapes that show it, by the keys that the content gives them."""
    if isinstance(block, KeyFigures):
        tiles = {
            one.name.removeprefix("Key figure: "): one.text_frame.text.split("\n")
            for one in shapes
            if one.has_text_frame
        }
        return {one.key: int(tiles[one.label][1]) for one in block.figures}
    if isinstance(block, ChartBlock):
        (chart,) = (one.chart for one in shapes if one.has_chart)
        names = list(chart.plots[0].categories)
        return {
            f"{block.key}.{series.name}.{name}": int(count)
            for series in chart.plots[0].series
            for name, count in zip(names, series.values, strict=True)
        }
    return _table_figures(block, shapes) if isinstance(block, TableBlock) else {}


def _table_figures(block: TableBlock, shapes: list[Any]) -> dict[str, int]:
    parts = [one.table for one in shapes if one.has_table and one.name == f"Table: {block.title}"]
    rows = [[cell.text_frame.text for cell in row.cells] for part in parts for row in list(part.rows)[1:]]
    numbers = {at for row in block.rows for at, cell in enumerate(row) if isinstance(cell, int)}
    return {
        f"{block.key}.{place}.{block.columns[at]}": int(row[at])
        for place, row in enumerate(rows)
        for at in numbers
        if row[at]
    }
