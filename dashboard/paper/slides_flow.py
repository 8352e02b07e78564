"""Which part of a page of the brief stands where on which slide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, TableBlock, Words
from dashboard.paper.slides_letters import LINE
from dashboard.paper.slides_picture import ChartPicture, MapPicture
from dashboard.paper.slides_table import table_piece
from dashboard.paper.slides_template import BODY
from dashboard.paper.slides_words import ALONE, NOTE_PT, WITH_TABLE, TilesPiece, WordsPiece, words_piece
from dashboard.paper.slides_xml import POINTS, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.actions.brief_content import BriefPage
    from dashboard.paper.printed_map import PrintedMap
    from dashboard.paper.slides_picture import Picture
    from dashboard.paper.slides_sheet import Piece, Sheet

GAP, ASIDE = 0.2, 0.16
"""Between what stands above one another, and between a picture and what stands beside it, inches."""

_WIDE = 8.0
"""A picture broader than this stands alone on its slide, inches."""

NOTE_PLACE = Place(BODY.left, BODY.bottom, BODY.width, NOTE_PT * LINE / POINTS)
"""Where the sign of edited sentences is explained."""


@dataclass(slots=True)
class SlidePlan:
    """What stands on one slide."""

    body: Place = BODY
    placed: list[tuple[Piece | Picture, Place]] = field(default_factory=list)
    used: float = 0.0
    """Height that is taken, with the gap below, inches."""

    @property
    def left(self) -> float:
        """Return the height that is left, inches."""
        return self.body.height - self.used

    def add(self, piece: Piece) -> None:
        """Put a piece below what there is."""
        high = piece.height(self.body.width)
        self.placed.append((piece, Place(self.body.left, self.body.top + self.used, self.body.width, high)))
        self.used += high + GAP

    @property
    def edited(self) -> bool:
        """Say whether it shows words that a person wrote."""
        words = (piece for piece, _ in self.placed if isinstance(piece, WordsPiece))
        return any(one.edited for piece in words for one in piece.sentences)

    def draw(self, sheet: Sheet) -> None:
        """Draw everything on it."""
        for piece, place in self.placed:
            piece.draw(sheet, place)


def plan(page: BriefPage, maps: Mapping[str, PrintedMap], *, since: str) -> list[SlidePlan]:
    """Lay a page out over as many slides as it takes.

    Args:
        page: of the brief.
        maps: drawn, by the key of their block.
        since: with what the brief is compared, in words; blank if with nothing.
    """
    pictures = list(_pictures(page, maps))
    pieces = list(_pieces(page, since))
    slides: list[SlidePlan] = []
    for at, picture in enumerate(pictures):
        slide = SlidePlan()
        taken = _beside(slide, picture, pieces if at == 0 else [])
        pieces = pieces[taken:]
        slides.append(slide)
    return slides + _flow(pieces) or [SlidePlan()]


def _pictures(page: BriefPage, maps: Mapping[str, PrintedMap]) -> Iterator[Picture]:
    for block in page.blocks:
        if isinstance(block, MapBlock):
            yield MapPicture(block, maps[block.key])
        elif isinstance(block, ChartBlock) and block.categories and block.series:
            yield ChartPicture(block)


def _pieces(page: BriefPage, since: str) -> Iterator[Piece]:
    tables = sum(isinstance(block, TableBlock) for block in page.blocks)
    for block in page.blocks:
        if isinstance(block, Words):
            if block.sentences or block.left_out:
                yield words_piece(block, WITH_TABLE if tables else ALONE)
        elif isinstance(block, KeyFigures):
            if block.figures:
                yield TilesPiece(block.figures, since)
        elif isinstance(block, TableBlock):
            yield table_piece(block, caption=tables > 1 or not _repeats(block.title, page.title))


def _repeats(title: str, of: str) -> bool:
    return title.casefold() in of.casefold()


def _beside(slide: SlidePlan, picture: Picture, pieces: Sequence[Piece]) -> int:
    """Put a picture on a slide, and beside it what fits; return of how many pieces that is so."""
    body = slide.body
    width, height = _within(picture.size, body)
    room = body.width - width - ASIDE
    found: list[Piece] = []
    column = SlidePlan(Place(body.left + width + ASIDE, body.top, room, body.height))
    if width < _WIDE:
        for piece in pieces:
            fitting = piece.beside(room, column.left)
            if fitting is None:
                break
            found.append(fitting)
            column.add(fitting)
    left = body.left if found else body.left + (body.width - width) / 2
    slide.placed = [(picture, Place(left, body.top, width, height)), *column.placed]
    return len(found)


def _within(size: tuple[float, float], body: Place) -> tuple[float, float]:
    """Return the size of a picture, smaller where the body has not the room."""
    share = min(1.0, body.width / size[0], body.height / size[1])
    return size[0] * share, size[1] * share


def _flow(pieces: Sequence[Piece]) -> list[SlidePlan]:
    """Put pieces below one another, over as many slides as they take."""
    slides: list[SlidePlan] = []
    for piece in pieces:
        if not slides:
            slides.append(SlidePlan())
        for at, part in enumerate(piece.parts(BODY.width, slides[-1].left, BODY.height)):
            if at:
                slides.append(SlidePlan())
            if part is not None:
                slides[-1].add(part)
    return slides
