"""Documents read back: where their pages begin, and their figures by where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.actions.brief_content import ChartBlock, KeyFigures, TableBlock
from dashboard.paper.brief_chart import BAR_SHARE, PLOT
from tests.dashboard.paper.office import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dashboard.actions.brief_content import BriefContent
    from tests.dashboard.paper.office import Seen, Word

SIDE, HEAD, FOOT = 36.0, 78.0, 488.0
"""The margins of a page, points from its left and its upper edge: text of a page stands within."""

BAND = 18.0
"""Height of the band of the marking."""

TITLE = 680.0
"""Where the room for a title ends, points from the left."""

LARGE = 20.0
"""Numbers of key figures are higher than this, points; nothing else on their page is, below its title."""

NEAR = 1.6
"""Words whose edges are so near, points, stand in one column or on one line."""

HEADER = 18.0
"""Height of the two lines that a header may have."""

CONTINUED = ", continued"


def plain(text: str) -> str:
    """Return a text as it is read: breaks within long words are not seen."""
    return text.replace("\u200b", "")


def across(words: Iterable[Word]) -> str:
    """Read words line by line over the whole width, as nobody reads a page with columns."""
    return plain(" ".join(word.text for word in sorted(words, key=lambda word: (round(word.bottom), word.left))))


def title_of(page: Seen) -> str:
    """Return the title at the head of a page, with the name of its section where it has one."""
    return plain(
        " ".join(word.text for word in page.words if word.top > BAND and word.bottom < HEAD - 4 and word.right < TITLE)
    )


def body_of(page: Seen) -> list[Word]:
    """Return the words between head and foot."""
    return [word for word in page.words if word.top > HEAD - 5 and word.bottom < FOOT + 4]


def pages_of(content: BriefContent, pdf: Path) -> list[list[Seen]]:
    """Return what shows each page of a brief: one page of the document, and those on which it goes on."""
    found: list[list[Seen]] = []
    for shown in seen(pdf)[1:]:
        title = title_of(shown)
        if found and title.endswith(CONTINUED) and not title.startswith("Records behind"):
            found[-1].append(shown)
        elif len(found) < len(content.pages):
            assert title.endswith(content.pages[len(found)].title)
            found.append([shown])
    assert len(found) == len(content.pages)
    return found


def pdf_figures(content: BriefContent, pdf: Path) -> dict[str, int]:
    """Read every figure out of tiles, cells and charts, by the keys that the content gives them."""
    found: dict[str, int] = {}
    for page, shown in zip(content.pages, pages_of(content, pdf), strict=True):
        for block in page.blocks:
            if isinstance(block, KeyFigures):
                found |= _tiles(block, shown[0])
            elif isinstance(block, ChartBlock):
                found |= _chart(block, shown[0])
            elif isinstance(block, TableBlock):
                found |= _table(block, shown)
    return found


def _tiles(block: KeyFigures, page: Seen) -> dict[str, int]:
    """Read the large numbers from left to right, each below its label."""
    large = sorted((word for word in body_of(page) if word.bottom - word.top > LARGE), key=lambda word: word.left)
    for figure, value in zip(block.figures, large, strict=True):
        over = [
            word.text for word in body_of(page) if word.bottom < value.bottom and abs(word.left - value.left) < NEAR
        ]
        assert figure.label.split()[0] in over
    return {figure.key: int(value.text) for figure, value in zip(block.figures, large, strict=True)}


def _chart(block: ChartBlock, page: Seen) -> dict[str, int]:
    """Read the numbers beside each bar from below, in the order of the series."""
    found: dict[str, int] = {}
    pitch = PLOT / len(block.categories)
    for at, category in enumerate(block.categories):
        left = SIDE + pitch * (at + 0.12 + BAR_SHARE) + 13
        counts = [word for word in body_of(page) if abs(word.left - left) < NEAR and word.text.isdigit()]
        counts.sort(key=lambda word: -word.top)
        for series, word in zip(block.series, counts, strict=True):
            found[f"{block.key}.{series}.{category}"] = int(word.text)
    return found


def _table(block: TableBlock, pages: Sequence[Seen]) -> dict[str, int]:
    """Read the numbers that stand below the head of their column, each on the line of its row."""
    found: dict[str, int] = {}
    for at, column in enumerate(block.columns):
        rows = [(place, row) for place, row in enumerate(block.rows) if isinstance(row[at], int)]
        numbers = [one for page in pages for one in _column(block, at, page)] if rows else []
        for (place, row), (label, number) in zip(rows, numbers, strict=False):
            assert str(row[0]).startswith(label)
            found[f"{block.key}.{place}.{column}"] = number
    return found


def _column(block: TableBlock, at: int, page: Seen) -> Iterator[tuple[str, int]]:
    """Return the numbers of a column, each with the first word of its row."""
    words = body_of(page)
    for head in _heads(block, at, words):
        below = [word for word in words if word.top > head.bottom and abs(word.right - head.right) < NEAR]
        for number in sorted((word for word in below if word.text.isdigit()), key=lambda word: word.top):
            line = [
                word for word in words if abs(word.bottom - number.bottom) < NEAR and word.left > _left(block, words)
            ]
            yield plain(min(line, key=lambda word: word.left).text), int(number.text)


def _heads(block: TableBlock, at: int, words: Sequence[Word]) -> list[Word]:
    """Return the last word of the head of a column, where the heads of all columns stand on one line."""
    first = [word for word in words if word.text == block.columns[0].split()[0]]
    for start in first:
        line = [word for word in words if -NEAR < word.top - start.top < HEADER and word.left >= start.left]
        if all(part in {word.text for word in line} for name in block.columns for part in name.split()):
            return [word for word in line if word.text == block.columns[at].split()[-1]][:1]
    return []


def _left(block: TableBlock, words: Sequence[Word]) -> float:
    """Return where the table begins: what stands left of it is a map or a chart."""
    return min(word.left for word in _heads(block, 0, words)) - NEAR
