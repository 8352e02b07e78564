"""The tables of a brief as CSV and as a workbook: every figure of it, and each table and chart by itself.

Cells are neutralised, and the same content gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.actions.brief_content import ChartBlock, KeyFigures, TableBlock
from dashboard.actions.scope import marking_line
from dashboard.paper.file_names import distinct, safe_stem
from dashboard.paper.hidden_signs import unhidden
from geodata.exporters.delimited import to_csv
from geodata.exporters.workbook import SheetOut, to_xlsx
from models.wording import DISCLAIMER, day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.actions.brief_content import BriefContent, BriefPage, Cell

FIGURES = "figures"
"""Names the table of all figures."""


@dataclass(frozen=True, slots=True)
class BriefTable:
    """A table of a brief, ready to be written."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def mappings(self) -> list[Mapping[str, Any]]:
        """Return the rows, cell by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def seen(self) -> BriefTable:
        """Return it without signs that nobody sees."""
        rows = [[unhidden(cell) if isinstance(cell, str) else cell for cell in row] for row in self.rows]
        return BriefTable(self.key, unhidden(self.title), [unhidden(name) for name in self.columns], rows)


def brief_tables(content: BriefContent) -> list[BriefTable]:
    """Return the figures of a brief by their keys, then its key figures, tables and charts in their order."""
    figures = BriefTable(FIGURES, "Figures", ("key", "value"), list(content.figures().items()))
    return [figures, *(table for page in content.pages for table in _of(page, content))]


def brief_csvs(content: BriefContent) -> dict[str, bytes]:
    """Write each table as CSV, by the name of its file."""
    tables, note = brief_tables(content), brief_note(content)
    names = distinct([safe_stem(table.key, blank="table") for table in tables])
    return {
        f"{name}.csv": to_csv(table.mappings(), note=note, headers=table.columns).encode()
        for name, table in zip(names, tables, strict=True)
    }


def brief_workbook(content: BriefContent) -> bytes:
    """Write the tables as a workbook, a sheet for each; people read it, so signs that nobody sees are left out."""
    seen = [table.seen() for table in brief_tables(content)]
    sheets = [SheetOut(table.title, table.mappings(), table.columns) for table in seen]
    return to_xlsx(sheets, note=brief_note(content))


def brief_note(content: BriefContent) -> str:
    """Say in one line what marks a file of a brief and what it holds."""
    return unhidden(f"{'. '.join(brief_metadata(content).values())}.")


def brief_metadata(content: BriefContent) -> dict[str, str]:
    """Say what marks a file of a brief and what it holds, part by part."""
    compared = f", compared with {day(content.compared_on)}" if content.compared_on else ""
    unit = f", {content.unit}" if content.unit else ""
    return {
        "marking": marking_line(content.marking, demo=content.demo),
        "holds": f"{content.title}{unit}",
        "as_of": f"As of {day(content.as_of)}{compared}",
        "made_at": f"Made {content.made_at}",
        "data": content.cutoff.removesuffix("."),
        "disclaimer": DISCLAIMER.removesuffix("."),
    }


def _of(page: BriefPage, content: BriefContent) -> Iterator[BriefTable]:
    for block in page.blocks:
        if isinstance(block, TableBlock):
            yield BriefTable(block.key, block.title, block.columns, block.rows)
        elif isinstance(block, ChartBlock):
            rows: list[tuple[Cell, ...]] = [(name, *counts) for name, counts in block.series.items()]
            yield BriefTable(block.key, f"Chart, {block.title}", ("Series", *block.categories), rows)
        elif isinstance(block, KeyFigures):
            yield _key_figures(page, block, content)


def _key_figures(page: BriefPage, block: KeyFigures, content: BriefContent) -> BriefTable:
    """Write key figures with their labels, and the change where the brief compares."""
    if content.compared_on is None:
        rows: list[tuple[Cell, ...]] = [(one.label, one.value) for one in block.figures]
        return BriefTable(page.key, page.title, ("Figure", "Partners"), rows)
    rows = [(one.label, one.value, one.change) for one in block.figures]
    return BriefTable(page.key, page.title, ("Figure", "Partners", f"Since {day(content.compared_on)}"), rows)
