"""Tables on slides: native ones, that an office can edit, cut by rows so that each part fits its slide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.maps.palette import GLYPHS, LABELS, LIGHT
from dashboard.paper.slides_columns import MARGIN, Setting, column_widths
from dashboard.paper.slides_letters import LINE, clean, cut, longest_word, width, wrapped
from dashboard.paper.slides_sheet import WORTH_BEGINNING
from dashboard.paper.slides_template import NO_STYLE
from dashboard.paper.slides_xml import (
    INK,
    NAMESPACES,
    POINTS,
    QUIET,
    Paragraph,
    Place,
    Run,
    attribute,
    colour,
    emu,
    frame,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.brief_content import TableBlock
    from dashboard.paper.slides_sheet import Piece, Sheet
    from dashboard.paper.slides_xml import Align
    from models.coverage import Status

SIZES = (12.0, 11.0, 10.0)
"""Of the letters of a table, points: the largest with which it fits is taken."""

LEAST_ROWS = 3
"""A part of a table has at least so many rows, unless the table has less."""

_CUT_PT = 11.0
"""Of the letters of a table that goes on over several slides."""

_CAPTION_PT = 12.0
_CAPTION = _CAPTION_PT * 1.5 / POINTS
_PAD = 3.0
"""Above and below the words of a cell, points."""

_HEAD, _EDGE = "#e4ecf3", "#c6d1db"

_HEAD_LINES = 3
"""The name of a column has so many lines at most."""

_AIR = 14.0
"""Kept free to the right of numbers, where there is room, points: the next column begins there."""

_EMPTY_PT = 14.0


@dataclass(frozen=True)
class Row:
    """A row as it stands on a slide."""

    cells: tuple[str, ...]
    status: Status | None = None


@dataclass(frozen=True)
class TablePiece:
    """A table, or some rows of one."""

    block: TableBlock
    rows: tuple[Row, ...]
    caption: bool
    """Whether its title stands above it."""
    size: float = SIZES[0]
    cut_from: tuple[Row, ...] = ()
    """All rows of the table, where it was cut: its columns are alike on every slide."""
    said: str = ""
    """Which rows these are, in words, where the table was cut."""

    @cached_property
    def _numeric(self) -> tuple[bool, ...]:
        columns = [[cell for cell in column if cell is not None] for column in zip(*self.block.rows, strict=True)]
        return tuple(bool(column) and all(isinstance(cell, int) for cell in column) for column in columns)

    @cached_property
    def _status_column(self) -> int | None:
        """Return the column that tells the status of its row in words."""
        statuses = self.block.statuses
        if not statuses or len(statuses) != len(self.block.rows):
            return None
        told = [LABELS[status] for status in statuses]
        columns = list(zip(*self.block.rows, strict=True))
        return next((at for at, column in enumerate(columns) if list(column) == told), None)

    def setting(self, room: float) -> Setting:
        """Return how wide its columns are."""
        texts = [[self._shown(row, at) for row in self.cut_from or self.rows] for at in range(len(self.block.columns))]
        return column_widths([clean(name) for name in self.block.columns], texts, self.size, room * POINTS)

    def _names(self, setting: Setting) -> list[str]:
        """Return the names of the columns, shortened where they would fill the slide."""
        return [
            cut(clean(name), self.size, wide - 2 * MARGIN, lines=_HEAD_LINES, bold=True)
            for name, wide in zip(self.block.columns, setting.widths, strict=True)
        ]

    def _shown(self, row: Row, at: int) -> str:
        """Return what stands in a cell, glyph included."""
        text = row.cells[at]
        return f"{GLYPHS[row.status]} {text}" if row.status is not None and at == self._status_column else text

    @property
    def _empty_size(self) -> float:
        return _CAPTION_PT if self.caption else _EMPTY_PT

    def _top(self) -> float:
        return _CAPTION if self.caption else 0.0

    def height(self, room: float) -> float:
        """Return how high it is with its caption, inches."""
        if not self.rows:
            return self._top() + self._empty_size * LINE / POINTS
        heights = self.heights(self.setting(room))
        return self._top() + sum(heights)

    def heights(self, setting: Setting) -> list[float]:
        """Return the heights of the header and of the rows, inches."""
        shown = ([self._shown(row, at) for at in range(len(row.cells))] for row in self.rows)
        header = self._row_height(self._names(setting), setting, bold=True)
        return [header, *(self._row_height(texts, setting) for texts in shown)]

    def _row_height(self, texts: Sequence[str], setting: Setting, *, bold: bool = False) -> float:
        lines = max(
            len(wrapped(text, self.size, wide - 2 * MARGIN, bold=bold))
            for text, wide in zip(texts, setting.widths, strict=True)
        )
        return (lines * self.size * LINE + 2 * _PAD) / POINTS

    def parts(self, room: float, left: float, whole: float) -> Sequence[Piece | None]:
        """Take the largest letters with which it fits; else cut it by rows."""
        sizes = [replace(self, size=size) for size in SIZES]
        fitting = next((one for one in sizes if one.height(room) <= left), None)
        if fitting:
            return [fitting]
        if left < whole * WORTH_BEGINNING:
            return [None, *self.parts(room, whole, whole)]
        return replace(self, size=_CUT_PT).cut_up(room, left, whole)

    def cut_up(self, room: float, left: float, whole: float) -> list[Piece | None]:
        """Cut it by rows, as `parts` does."""
        setting = self.setting(room)
        header = self.heights(setting)[0] + self._top()
        broken = replace(self, rows=tuple(self._broken(setting, whole - header)))
        counts = shared_out(broken.heights(setting)[1:], left - header, whole - header)
        parts: list[Piece | None] = []
        begun = 0
        for count in counts:
            rows = broken.rows[begun : begun + count]
            said = f", rows {begun + 1} to {begun + count} of {len(broken.rows)}"
            parts.append(replace(self, rows=rows, cut_from=self.rows, said=said) if rows else None)
            begun += count
        return parts

    def _broken(self, setting: Setting, most: float) -> list[Row]:
        """Break rows that are higher than a slide."""
        lines = int((most * POINTS - 2 * _PAD) / (self.size * LINE))
        found = []
        for row in self.rows:
            told = [
                wrapped(text, self.size, wide - 2 * MARGIN)
                for text, wide in zip(row.cells, setting.widths, strict=True)
            ]
            for at in range(0, max(map(len, told)), lines):
                cells = tuple("".join(one[at : at + lines]) for one in told)
                found.append(Row(cells, None if at else row.status))
        return found

    def beside(self, room: float, left: float) -> Piece | None:
        """Return it in the largest letters with which it fits; None if it does not."""
        sizes = [replace(self, size=size) for size in SIZES]
        fitting = (one for one in sizes if (not one.rows or one.setting(room).whole) and one.height(room) <= left)
        return next(fitting, None)

    def draw(self, sheet: Sheet, place: Place) -> None:
        """Draw it, its title above it."""
        if self.caption:
            text = cut(clean(self.block.title), _CAPTION_PT, place.width * POINTS - _CAPTION_PT, bold=True)
            title = Paragraph([Run(text, _CAPTION_PT, bold=True)])
            sheet.box("Title of a table", Place(place.left, place.top, place.width, _CAPTION), [title])
        at = Place(place.left, place.top + self._top(), place.width, place.height - self._top())
        if not self.rows:
            said = Paragraph([Run(self.block.empty or "Nothing.", self._empty_size, colour=QUIET)])
            sheet.box("Empty table", at, [said])
            return
        sheet.put(lambda number: self._xml(number, at))

    def _xml(self, number: int, place: Place) -> str:
        setting = self.setting(place.width)
        header, *heights = self.heights(setting)
        grid = "".join(f'<a:gridCol w="{emu(wide / POINTS)}"/>' for wide in setting.widths)
        air = [self._air(at, wide) for at, wide in enumerate(setting.widths)]
        rows = [_row(self._head(setting, air), header)]
        rows += [_row(self._cells(row, air), high) for row, high in zip(self.rows, heights, strict=True)]
        at = place._replace(width=sum(setting.widths) / POINTS, height=header + sum(heights))
        return (
            f'<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{number}"'
            f" name={attribute(f'Table: {self.block.title}')} descr={attribute(self.alt)}/>"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'{frame(at, "p:xfrm")}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
            f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )

    @property
    def alt(self) -> str:
        """Say in words what the table holds."""
        return f"Table: {self.block.title}{self.said}. Columns: {', '.join(self.block.columns)}."

    def _align(self, at: int) -> Align:
        return "r" if self._numeric[at] else "l"

    def _air(self, at: int, wide: float) -> float:
        """Return the margin to the right of a column, points: more beside numbers, if none is broken by it."""
        if not self._numeric[at]:
            return MARGIN
        name = clean(self.block.columns[at])
        needs = [width(row.cells[at], self.size) for row in self.rows]
        one_line = width(name, self.size, bold=True)
        broken = longest_word([name], self.size, bold=True)
        free = wide - 2 * MARGIN - max(0.0, *needs, one_line if one_line <= wide - 2 * MARGIN else broken)
        return MARGIN + min(max(free - 1, 0.0), _AIR)

    def _head(self, setting: Setting, air: Sequence[float]) -> list[str]:
        return [
            _cell(Run(name, self.size, bold=True), self._align(at), air[at], ground=_HEAD)
            for at, name in enumerate(self._names(setting))
        ]

    def _cells(self, row: Row, air: Sequence[float]) -> list[str]:
        found = []
        for at in range(len(row.cells)):
            status = row.status if at == self._status_column else None
            inked = INK if status is None else LIGHT.text[status]
            found.append(_cell(Run(self._shown(row, at), self.size, colour=inked), self._align(at), air[at]))
        return found


def table_piece(block: TableBlock, *, caption: bool) -> TablePiece:
    """Lay out a table.

    Args:
        block: what it holds.
        caption: whether its title stands above it; not where it would repeat that of the slide.
    """
    statuses = block.statuses if len(block.statuses) == len(block.rows) else [None] * len(block.rows)
    rows = [
        Row(tuple("" if cell is None else clean(str(cell)) for cell in row), status)
        for row, status in zip(block.rows, statuses, strict=True)
    ]
    return TablePiece(block, tuple(rows), caption)


def shared_out(heights: Sequence[float], first: float, rest: float) -> list[int]:
    """Share rows out over slides, evenly over those that follow the first.

    Args:
        heights: of the rows; none is higher than `rest`.
        first: what is left on the first slide.
        rest: what the others hold.

    Returns:
        The number of rows on each; none on the first where less than a few would fit.
    """
    begun = _fitting(heights, first)
    if begun < min(LEAST_ROWS, len(heights)):
        begun = 0
    elif first >= rest:
        begun = 0  # an empty slide: the rows are shared out over it and the rest alike
    after = heights[begun:]
    if not after:
        return [begun]
    slides = len(_filled(after, rest))
    limits = [rest * share / 100 for share in range(1, 101)]
    even = next(found for limit in limits if len(found := _filled(after, max(limit, *after))) <= slides)
    return even if first >= rest else [begun, *even]


def _fitting(heights: Sequence[float], room: float) -> int:
    count, used = 0, 0.0
    for high in heights:
        used += high
        if used > room:
            break
        count += 1
    return count


def _filled(heights: Sequence[float], room: float) -> list[int]:
    counts, done = [], 0
    while done < len(heights):
        counts.append(max(_fitting(heights[done:], room), 1))
        done += counts[-1]
    return counts


def _row(cells: Sequence[str], height: float) -> str:
    return f'<a:tr h="{emu(height)}">{"".join(cells)}</a:tr>'


def _cell(run: Run, align: Align, right: float, *, ground: str = "") -> str:
    left, above = emu(MARGIN / POINTS), emu(_PAD / POINTS)
    fill = f"<a:solidFill>{colour(ground)}</a:solidFill>" if ground else "<a:noFill/>"
    edge = f'<a:lnB w="6350"><a:solidFill>{colour(_EDGE)}</a:solidFill></a:lnB>'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{Paragraph([run], align).xml()}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{emu(right / POINTS)}" marT="{above}" marB="{above}" anchor="ctr">'
        f"{edge}{fill}</a:tcPr></a:tc>"
    )
