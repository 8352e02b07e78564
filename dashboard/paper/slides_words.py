"""Sentences and key figures on slides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.maps.palette import LIGHT
from dashboard.paper.brief_said import EDITED_NOTE, EDITED_SIGN, change_words, left_out_note
from dashboard.paper.slides_letters import LINE, cut, wrapped
from dashboard.paper.slides_sheet import WORTH_BEGINNING
from dashboard.paper.slides_xml import BULLET_PT, POINTS, QUIET, Look, Paragraph, Place, Run
from models.coverage import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.brief_content import KeyFigure, Sentence, Words
    from dashboard.paper.slides_sheet import Piece, Sheet

NOTE_PT = 10.0

ALONE, WITH_TABLE = (18.0, 16.0, 14.0), (14.0,)
"""Sizes of sentences, points, on a slide of their own and beside a table: the largest that fits is taken."""

_BESIDE_PT = 12.0
"""Of sentences beside a picture."""

_BETWEEN = 0.45
"""Kept free between sentences, for the size of their letters."""

_TILES, _GAP, _INSET = 8, 0.12, 0.1
"""Most tiles in a row; between two of them, and within their edges, inches."""

_LABEL_PT, _VALUE_PT, _CHANGE_PT = 12.0, 30.0, 12.0

_GROUND, _EDGE = "#f6f9fb", "#c6d1db"


def edited_note(place: Place) -> tuple[str, Place, list[Paragraph]]:
    """Return the box that explains the sign of edited sentences."""
    return "Note on edited words", place, [Paragraph([Run(EDITED_NOTE, NOTE_PT, colour=QUIET)])]


@dataclass(frozen=True, slots=True)
class WordsPiece:
    """A few sentences; bullets where there are several."""

    sentences: Sequence[Sentence]
    size: float
    sizes: tuple[float, ...]
    """Which it may take instead."""
    bullets: bool = True
    note: str = ""
    """Stands below the last of them."""

    def height(self, room: float) -> float:
        """Return how high they are, inches."""
        lines = [len(wrapped(_said(one), self.size, self._room(room))) for one in self.sentences]
        between = self.size * _BETWEEN * max(len(lines) - 1, 0)
        return (sum(lines) * self.size * LINE + between) / POINTS + self._note_height()

    def _note_height(self) -> float:
        return (NOTE_PT * LINE + self._note_gap()) / POINTS if self.note else 0.0

    def _note_gap(self) -> float:
        return NOTE_PT * _BETWEEN if self.sentences else 0.0

    def _room(self, room: float) -> float:
        """Return the width of a line, points; one sign less than there is, for what an office rounds."""
        return room * POINTS - (BULLET_PT if self.bullets else 0.0) - self.size / 2

    def parts(self, room: float, left: float, whole: float) -> Sequence[Piece | None]:
        """Take the largest letters that fit; else go on from sentence to sentence on the next slide."""
        sizes = [replace(self, size=size) for size in self.sizes]
        fitting = next((one for one in sizes if one.height(room) <= left), None)
        if fitting:
            return [fitting]
        if left < whole * WORTH_BEGINNING:
            return [None, *self.parts(room, whole, whole)]
        return sizes[-1].cut_up(room, left, whole)

    def cut_up(self, room: float, left: float, whole: float) -> list[Piece | None]:
        """Fill slides with sentences, each broken by lines where it is higher than a slide."""
        found: list[list[Sentence]] = [[]]
        for one in self._broken(room, whole):
            first = len(found) == 1
            full = replace(self, sentences=[*found[-1], one]).height(room) > (left if first else whole)
            if full and (found[-1] or first):
                found.append([])
            found[-1].append(one)
        *begun, last = (replace(self, sentences=some) if some else None for some in found)
        return [*(replace(one, note="") if one else None for one in begun), last]

    def _broken(self, room: float, whole: float) -> list[Sentence]:
        most = int((whole - self._note_height()) * POINTS / (self.size * LINE))
        found = []
        for one in self.sentences:
            lines = wrapped(_said(one), self.size, self._room(room))
            texts = ["".join(lines[at : at + most]) for at in range(0, len(lines), most)]
            found += [one] if len(texts) == 1 else [replace(one, text=text, generated="") for text in texts]
        return found

    def beside(self, room: float, left: float) -> Piece | None:
        """Return them in smaller letters; None if they do not fit."""
        small = replace(self, size=_BESIDE_PT)
        return small if small.height(room) <= left else None

    def draw(self, sheet: Sheet, place: Place) -> None:
        """Write them into one box."""
        before = self.size * _BETWEEN
        paragraphs = [
            Paragraph([Run(_said(one), self.size)], bullet=self.bullets, before=before if at else 0.0)
            for at, one in enumerate(self.sentences)
        ]
        if self.note:
            paragraphs.append(Paragraph([Run(self.note, NOTE_PT, colour=QUIET)], before=self._note_gap()))
        sheet.box("Words", place, paragraphs)


def words_piece(words: Words, sizes: tuple[float, ...]) -> WordsPiece:
    """Lay out sentences, and say below them how many were left out.

    Args:
        words: with a sentence at least, or with one that was left out.
        sizes: of their letters, points, the largest first.
    """
    said = words.sentences
    return WordsPiece(said, sizes[0], sizes, bullets=len(said) > 1, note=left_out_note(words.left_out))


def _said(one: Sentence) -> str:
    return f"{one.text} {EDITED_SIGN}" if one.edited else one.text


@dataclass(frozen=True, slots=True)
class TilesPiece:
    """Key figures as a row of tiles, each with its change and whether that is for the better."""

    figures: Sequence[KeyFigure]
    since: str
    """With what it is compared, in words; blank if with nothing."""

    def height(self, room: float) -> float:
        """Return how high the rows are, inches."""
        rows = -(-len(self.figures) // _TILES)
        said = NOTE_PT * LINE / POINTS + _GAP / 2 if self.since else 0.0
        return rows * self._tile_height(room) + max(rows - 1, 0) * _GAP + said

    def _tile_height(self, room: float) -> float:
        lines = max((len(wrapped(one, _LABEL_PT, self._room(room))) for one in self._labels(room)), default=1)
        change = _CHANGE_PT * LINE if self.since else 0.0
        return (lines * _LABEL_PT * LINE + _VALUE_PT * LINE + change) / POINTS + 2 * _INSET

    def _width(self, room: float) -> float:
        across = min(len(self.figures), _TILES)
        return (room - (across - 1) * _GAP) / across

    def _room(self, room: float) -> float:
        return (self._width(room) - 2 * _INSET) * POINTS - 2

    def _labels(self, room: float) -> list[str]:
        return [cut(one.label, _LABEL_PT, self._room(room), lines=2) for one in self.figures]

    def parts(self, room: float, left: float, whole: float) -> Sequence[Piece | None]:
        """Keep the tiles together."""
        del whole
        return [self] if self.height(room) <= left else [None, self]

    def beside(self, room: float, left: float) -> Piece | None:
        """Return None: tiles want the whole width."""
        del room, left
        return None

    def draw(self, sheet: Sheet, place: Place) -> None:
        """Draw the tiles, and below them with what they are compared."""
        width, height = self._width(place.width), self._tile_height(place.width)
        labels = self._labels(place.width)
        for at, (one, label) in enumerate(zip(self.figures, labels, strict=True)):
            row, column = divmod(at, _TILES)
            left, top = place.left + column * (width + _GAP), place.top + row * (height + _GAP)
            look = Look(_GROUND, _EDGE, anchor="ctr", inset=_INSET)
            sheet.box(f"Key figure: {one.label}", Place(left, top, width, height), list(self._lines(one, label)), look)
        if self.since:
            size = NOTE_PT * LINE / POINTS
            said = Paragraph([Run(f"Changes are since {self.since}.", NOTE_PT, colour=QUIET)])
            sheet.box("Compared with", Place(place.left, place.bottom - size, place.width, size), [said])

    def _lines(self, one: KeyFigure, label: str) -> Sequence[Paragraph]:
        said = [Paragraph([Run(label, _LABEL_PT, colour=QUIET)])]
        said.append(Paragraph([Run(str(one.value), _VALUE_PT, bold=True)]))
        if self.since and one.change is not None:
            said.append(Paragraph([Run(change_words(one), _CHANGE_PT, bold=True, colour=_colour(one.better))]))
        return said


def _colour(better: bool | None) -> str:  # noqa: FBT001 - as the content has it
    return QUIET if better is None else LIGHT.text[Status.CURRENT if better else Status.OVERDUE]
