"""Decks read back: their slides, tables and shapes by the words a reader finds them by."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from pptx import Presentation

from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, TableBlock
from dashboard.maps.palette import GLYPHS
from dashboard.paper.brief_maps import size_of
from dashboard.paper.printed_map import PrintedMap
from dashboard.paper.slides import slides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.actions.brief_content import Block, BriefContent

MARKING = "UNCLASSIFIED · DEMO DATA"
"""Of the briefs that are made by hand."""

GLYPH_OF = {glyph: f"{glyph} " for glyph in GLYPHS.values()}
"""What stands before the words of a status, by its first sign."""

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


def slides_of(content: BriefContent, deck: Any) -> list[list[Any]]:  # noqa: ANN401 - as above
    """Return the slides of each page of a brief; those on which one goes on say so behind its title."""
    found: list[list[Any]] = []
    for slide in list(deck.slides)[1:]:
        title = slide.shapes.title.text_frame.text
        page = content.pages[len(found) - 1] if found else None
        if page is not None and title.startswith(f"{page.title}, continued ("):
            found[-1].append(slide)
        else:
            assert title == content.pages[len(found)].title
            found.append([slide])
    assert len(found) == len(content.pages)
    return found


def deck_tables(content: BriefContent, deck: Any) -> list[list[list[str]]]:  # noqa: ANN401 - as above
    """Return the cells of each table of a page that has a title of its own there, its head first and once.

    The glyph before the words of a status is left out.
    """
    found: list[list[list[str]]] = []
    for shown in slides_of(content, deck):
        parts = [part for slide in shown for part in tables(slide)]
        for name in dict.fromkeys(name for name, _ in parts):
            heads: list[list[str]] = []
            rows: list[list[str]] = []
            for head, *some in (part for called, part in parts if called == name):
                heads.append(head)
                rows += [[cell.removeprefix(GLYPH_OF.get(cell[:1], "")) for cell in row] for row in some]
            assert heads == [heads[0]] * len(heads)
            found.append([heads[0], *rows])
    return found


def deck_words(content: BriefContent, deck: Any) -> list[str]:  # noqa: ANN401 - as above
    """Return the sentences of all pages, one after the other."""
    return [
        line
        for shown in slides_of(content, deck)
        for slide in shown
        for one in slide.shapes
        if one.name == "Words"
        for line in one.text_frame.text.split("\n")
    ]


def deck_tiles(deck: Any) -> list[list[str]]:  # noqa: ANN401 - as above
    """Return label, value and change of every key figure."""
    return [
        one.text_frame.text.split("\n")
        for slide in deck.slides
        for one in slide.shapes
        if one.name.startswith("Key figure: ")
    ]


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
