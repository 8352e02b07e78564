"""What every form of a brief has to tell, taken from its content alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.actions.brief_content import ChartBlock, KeyFigures, TableBlock, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.actions.brief_content import Block, BriefContent, Cell, KeyFigure

MINUS = "\N{MINUS SIGN}"


def blocks(content: BriefContent) -> Iterator[Block]:
    """Return the blocks of all pages."""
    return (block for page in content.pages for block in page.blocks)


def tables(content: BriefContent) -> list[TableBlock]:
    """Return the tables that have a row."""
    return [block for block in blocks(content) if isinstance(block, TableBlock) and block.rows]


def empty_tables(content: BriefContent) -> list[TableBlock]:
    """Return the tables that have none, and say so."""
    return [block for block in blocks(content) if isinstance(block, TableBlock) and not block.rows]


def cells(table: TableBlock) -> list[list[str]]:
    """Write the cells of a table as they are printed, its head first."""
    return [list(table.columns), *(["" if cell is None else str(cell) for cell in row] for row in table.rows)]


def sentences(content: BriefContent) -> list[str]:
    """Return the sentences of all pages, one after the other."""
    return [one.text for block in blocks(content) if isinstance(block, Words) for one in block.sentences]


def key_figures(content: BriefContent) -> list[KeyFigure]:
    """Return the key figures."""
    return [figure for block in blocks(content) if isinstance(block, KeyFigures) for figure in block.figures]


def changed(figure: KeyFigure) -> str:
    """Write the change of a key figure."""
    if not figure.change:
        return "no change"
    worth = {True: ", better", False: ", worse", None: ""}[figure.better]
    return f"{figure.change:+}{worth}".replace("-", MINUS)


def tiles(content: BriefContent) -> list[list[str]]:
    """Write label, value and change of every key figure."""
    return [[one.label, str(one.value), changed(one)] for one in key_figures(content)]


def columns_and_rows(content: BriefContent, since: str) -> list[list[list[Cell]]]:
    """Return the cells of every block that is a file of its own, its head first; a blank cell is none.

    Args:
        content: a brief that is compared with another day.
        since: that day, in words.
    """
    filed = (KeyFigures, TableBlock, ChartBlock)
    found = (_one(block, since) for block in blocks(content) if isinstance(block, filed))
    return [[[None if cell == "" else cell for cell in row] for row in rows] for rows in found]


def _one(block: Block, since: str) -> Sequence[Sequence[Cell]]:
    if isinstance(block, KeyFigures):
        head = ("Figure", "Partners", f"Since {since}")
        return [head, *((one.label, one.value, one.change) for one in block.figures)]
    if isinstance(block, ChartBlock):
        return [("Series", *block.categories), *((name, *counts) for name, counts in block.series.items())]
    assert isinstance(block, TableBlock)
    return [block.columns, *block.rows]
