"""The pages of a brief as sections of a web page: words, key figures, tables, charts, pictures of maps, notes."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, TableBlock, Words
from dashboard.maps.palette import LABELS
from dashboard.paper.brief_said import EDITED_NOTE, EDITED_SIGN, change_words, heading, left_out_note
from dashboard.paper.hidden_signs import unhidden
from models.coverage import Status
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.actions.brief_content import Block, BriefContent, BriefPage, Cell, KeyFigure
    from dashboard.paper.printed_map import PrintedMap

DOTS = 150
"""Of a picture, to the inch: twice as many as a screen shows of it."""

STATUS_COLUMN = "Status"

SHORT = len("30 Sep 2026")
"""Up to so many letters the words of a cell stay on one line."""

PITCH, BAR, BASE, TALL, CHART_HEIGHT = 58, 30, 92, 72, 112
"""Measures of a small chart: of a category, of its bar, where bars begin, how high the highest is, and of the whole."""

_SHAPES: Mapping[Status, str] = {
    Status.CURRENT: '<circle cx="8" cy="8" r="6"/>',
    Status.DUE_SOON: '<path d="M8 1.5 15 14H1z"/>',
    Status.OVERDUE: '<path d="M2.5 2.5h11v11h-11z"/>',
    Status.NEVER: '<path d="M8 1 15 8 8 15 1 8z"/>',
    Status.NOT_ACCESSIBLE: '<path d="M4 1.5 8 5.5l4-4L14.5 4l-4 4 4 4L12 14.5l-4-4-4 4L1.5 12l4-4-4-4z"/>',
}
"""The shapes of the palette's glyphs, 16 by 16."""


def text(value: object) -> str:
    """Escape a text for the page, attributes included, and leave out signs that nobody sees."""
    return escape(unhidden(str(value)))


def span_text(value: object) -> str:
    """Escape a text that stands among others, so that its direction is its own."""
    return f"<bdi>{text(value)}</bdi>"


def shape(status: Status) -> str:
    """Define the glyph of a status, for `glyph` to show."""
    colours = f'fill="var(--fill-{status.value})" stroke="var(--outline)" stroke-linejoin="round"'
    return f'<symbol id="glyph-{status.value}" viewBox="0 0 16 16"><g {colours}>{_SHAPES[status]}</g></symbol>'


def glyph(status: Status) -> str:
    """Show the glyph of a status; the words for it stand beside it."""
    return f'<svg class="mark" aria-hidden="true"><use href="#glyph-{status.value}"/></svg>'


def scrolling(label: str, inner: str) -> str:
    """Let a wide table be scrolled, by keys too."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{text(label)}">{inner}</div>'


class PageWriter:
    """Writes one page of a brief."""

    def __init__(
        self,
        content: BriefContent,
        page: BriefPage,
        number: int,
        maps: Mapping[str, PrintedMap],
        codes: Mapping[str, str],
    ) -> None:
        self._content = content
        self._page = page
        self._id = f"page-{number}"
        self._maps = maps
        self._codes = codes
        """Of the partners on the map that can be moved, by name."""

    def written(self, moved: Mapping[str, str]) -> str:
        """Return the section.

        Args:
            moved: maps that can be moved, by key of their block: they stand before its picture.
        """
        pictures = [block for block in self._page.blocks if isinstance(block, MapBlock)]
        inner = "".join(moved.get(block.key, "") for block in pictures)
        shown = "".join(self._picture(block, still=block.key in moved) for block in pictures)
        rest = "\n".join(part for block in self._page.blocks for part in self._block(block))
        inner += f'<div class="pair"><div>{shown}</div><div>{rest}</div></div>' if shown and rest else shown + rest
        return (
            f'<section class="page" id="{self._id}" aria-labelledby="{self._id}-title">'
            f'<h2 id="{self._id}-title" dir="auto">{text(heading(self._page.title))}</h2>\n'
            f"{inner}\n{self._footnote()}{self._notes()}</section>"
        )

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Words():
                yield self._words(block)
            case KeyFigures():
                yield f'<dl class="key">{"".join(self._tile(figure) for figure in block.figures)}</dl>'
            case TableBlock():
                yield self._table(block)
            case ChartBlock():
                yield from self._chart(block)
            case MapBlock():
                return  # its picture stands before the rest

    def _words(self, block: Words) -> str:
        sign = (
            f' <a class="note-mark" href="#{self._id}-edited" aria-label="Edited by the staff: see the note">'
            f"{EDITED_SIGN}</a>"
        )
        said = (f'<p dir="auto">{text(one.text)}{sign * one.edited}</p>' for one in block.sentences)
        left_out = left_out_note(block.left_out)
        blank = f'<p class="footnote">{left_out}</p>' if left_out else ""
        return f'<div class="words">{"".join(said)}{blank}</div>'

    def _footnote(self) -> str:
        said = [one for block in self._page.blocks if isinstance(block, Words) for one in block.sentences]
        if not any(one.edited for one in said):
            return ""
        return f'<p class="footnote" id="{self._id}-edited">{text(EDITED_NOTE)}</p>'

    def _notes(self) -> str:
        if not self._page.notes:
            return ""
        items = "".join(f'<li dir="auto">{text(note)}</li>' for note in self._page.notes)
        summary = f"Behind the figures: {plural(len(self._page.notes), 'note')}"
        return f"<details><summary>{summary}</summary><ul>{items}</ul></details>"

    def _tile(self, figure: KeyFigure) -> str:
        tone = {True: " better", False: " worse", None: ""}[figure.better]
        since = self._content.compared_on
        change = (
            ""
            if figure.change is None or since is None
            else f'<dd class="change{tone}">{change_words(figure)} since {day(since)}</dd>'
        )
        return (
            f'<div><dt dir="auto">{text(figure.label)}</dt>'
            f'<dd class="value" data-figure="{text(figure.key)}">{figure.value}</dd>{change}</div>'
        )

    def _picture(self, block: MapBlock, *, still: bool) -> str:
        """Show a map; `still` where it stands in for one that can be moved."""
        drawn = self._maps[block.key]
        width, height = (round(side * DOTS) for side in drawn.figure.get_size_inches())
        picture = base64.b64encode(drawn.file("png", dpi=DOTS)).decode()
        return (
            f'<figure class="picture{" static" * still}"><img width="{width}" height="{height}"'
            f' alt="{text(block.alt)}" src="data:image/png;base64,{picture}"></figure>'
        )

    def _table(self, block: TableBlock) -> str:
        caption = "" if block.title == self._page.title else f'<h3 dir="auto">{text(block.title)}</h3>'
        if not block.rows:
            return f'{caption}<p class="empty" dir="auto">{text(block.empty)}</p>'
        numeric = [_is_numeric([row[at] for row in block.rows]) for at in range(len(block.columns))]
        heads = "".join(_head(name, number=number) for name, number in zip(block.columns, numeric, strict=True))
        rows = "".join(self._row(block, at) for at in range(len(block.rows)))
        return caption + scrolling(block.title, f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")

    def _row(self, block: TableBlock, at: int) -> str:
        row = block.rows[at]
        status = block.statuses[at] if block.statuses else None
        code = self._codes.get(str(row[0])) if status is not None else None
        cells = (
            _cell(cell, f"{block.key}.{at}.{name}", status if name == STATUS_COLUMN else None, first=not place)
            for place, (name, cell) in enumerate(zip(block.columns, row, strict=True))
        )
        known = f' data-code="{text(code)}"' if code is not None else ""
        return f"<tr{known}>{''.join(cells)}</tr>"

    def _chart(self, block: ChartBlock) -> Iterator[str]:
        highest = max((count for counts in block.series.values() for count in counts), default=0)
        caption = "" if block.title == self._page.title else f'<h3 dir="auto">{text(block.title)}</h3>'
        panels = "".join(_panel(block, name, highest) for name in block.series)
        yield f'<div class="chart">{caption}<p class="about" dir="auto">{text(block.alt)}</p>{panels}</div>'
        if not any(_tells(other, block) for other in self._page.blocks):
            rows = [(name, *map(str, counts)) for name, counts in block.series.items()]
            yield self._table(TableBlock(block.key, block.title, ("", *block.categories), rows))


def _head(name: str, *, number: bool) -> str:
    kind = ' class="number"' if number else ""
    return f'<th scope="col"{kind} dir="auto">{text(name)}</th>'


def _cell(cell: Cell, key: str, status: Status | None, *, first: bool) -> str:
    if first:
        figure = f' data-figure="{text(key)}"' if isinstance(cell, int) else ""
        return f'<th scope="row" dir="auto"{figure}>{_said(cell)}</th>'
    if isinstance(cell, int):
        return f'<td class="number" data-figure="{text(key)}">{cell}</td>'
    if status is not None and cell == LABELS[status]:
        return f'<td class="status">{glyph(status)}{text(cell)}</td>'
    kind = ' class="short"' if len(_said(cell)) <= SHORT else ""
    return f'<td{kind} dir="auto">{_said(cell)}</td>'


def _said(cell: Cell) -> str:
    return "" if cell is None else text(cell)


def _is_numeric(cells: Sequence[Cell]) -> bool:
    held = [cell for cell in cells if cell is not None]
    return bool(held) and all(isinstance(cell, int) for cell in held)


def _tells(other: Block, chart: ChartBlock) -> bool:
    """Say whether a table holds all that a chart shows."""
    rows = [(name, *counts) for name, counts in chart.series.items()]
    return isinstance(other, TableBlock) and [tuple(row) for row in other.rows] == rows


def _panel(block: ChartBlock, name: str, highest: int) -> str:
    """Draw one series: a bar a category, each with its count, on the scale of the whole chart."""
    counts = block.series[name]
    bars = "".join(
        _bar(at, count, category, f"{block.key}.{name}.{category}", TALL * count / max(highest, 1))
        for at, (category, count) in enumerate(zip(block.categories, counts, strict=True))
    )
    told = ", ".join(f"{category} {count}" for category, count in zip(block.categories, counts, strict=True))
    width = PITCH * max(len(block.categories), 1)
    return (
        f'<div class="series"><h4 dir="auto">{text(name)}</h4><svg viewBox="0 0 {width} {CHART_HEIGHT}" role="img"'
        f' aria-label="{text(f"{name}: {told}")}"><line x1="0" x2="{width}" y1="{BASE}" y2="{BASE}"/>{bars}</svg></div>'
    )


def _bar(at: int, count: int, category: str, key: str, height: float) -> str:
    middle = PITCH * (at + 0.5)
    return (
        f'<rect x="{middle - BAR / 2:g}" y="{BASE - height:g}" width="{BAR}" height="{height:g}"/>'
        f'<text x="{middle:g}" y="{BASE - height - 5:g}" data-figure="{text(key)}">{count}</text>'
        f'<text x="{middle:g}" y="{BASE + 15}">{text(category)}</text>'
    )
