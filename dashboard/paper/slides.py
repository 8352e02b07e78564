"""The brief as slides: a deck that PowerPoint opens and a briefer can go on editing.

Tables and charts are native ones, maps are pictures. The same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pptx
from pptx.util import Pt

from dashboard.actions.brief_content import Words
from dashboard.actions.scope import marking_line
from dashboard.paper.brief_said import heading, left_out_note
from dashboard.paper.slides_flow import NOTE_PLACE, plan
from dashboard.paper.slides_letters import LINE, clean, cut, width, wrapped
from dashboard.paper.slides_package import describe_deck, packed
from dashboard.paper.slides_sheet import Sheet
from dashboard.paper.slides_template import FIRST_BODY, FIRST_TITLE, FOOT_PT, FOOT_ROOM, TITLE, Banner, empty_deck, foot
from dashboard.paper.slides_words import edited_note
from dashboard.paper.slides_xml import POINTS, Place
from models.wording import DISCLAIMER, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dashboard.actions.brief_content import BriefContent, BriefPage
    from dashboard.paper.printed_map import PrintedMap

DEMONSTRATION = "Demonstration data: generated records, no real visits."
"""Stands on the title slide of a brief that holds such records."""

PLAIN = "#3d4a56"
"""Of the marking's band where the configured colour is not of the form #rrggbb."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

_FIRST, _PAGE = 0, 1
"""The layouts."""

_UNIT_PT, _SMALL_PT = 20.0, 14.0
"""On the title slide."""

_TITLES: Mapping[int, tuple[Place, Sequence[float]]] = {
    _FIRST: (FIRST_TITLE, (40.0, 32.0, 26.0, 20.0, 16.0)),
    _PAGE: (TITLE, (26.0, 22.0, 18.0, 14.0, 12.0)),
}
"""Where the title stands on a layout, and sizes of its letters, points: the largest that fits is taken."""


def slides(content: BriefContent, maps: Mapping[str, PrintedMap]) -> bytes:
    """Make a deck of a brief: a title slide, then as many slides for each page as it takes.

    Args:
        content: the brief.
        maps: its maps, drawn, by the key of their block.
    """
    deck = _Deck(content)
    deck.first()
    for page in content.pages:
        deck.page(page, maps)
    return deck.file()


class _Deck:
    """A deck while it is made."""

    def __init__(self, content: BriefContent) -> None:
        self._content = content
        self._marking = marking_line(content.marking, demo=content.demo)
        colour = content.colour if _COLOUR.fullmatch(content.colour) else PLAIN
        self._banner = Banner(content.marking, colour, content.demo)
        self._deck = pptx.Presentation(io.BytesIO(empty_deck(self._banner)))

    def first(self) -> None:
        """Add the title slide."""
        content = self._content
        sheet = self._begin(_FIRST, content.title)
        _fill(sheet.slide.placeholders[1], [line for line in _first_lines(content) if line[0]])
        self._end(sheet, [f"Title: {content.title}", f"Unit: {content.unit}", content.cutoff])

    def page(self, page: BriefPage, maps: Mapping[str, PrintedMap]) -> None:
        """Add the slides of a page; the records behind its figures are in the notes of the first of them."""
        compared = self._content.compared_on
        plans = plan(page, maps, since=day(compared) if compared else "")
        first = len(self._deck.slides) + 1
        for number, one in enumerate(plans, start=1):
            sheet = self._begin(_PAGE, page.title, f", continued ({number} of {len(plans)})" if number > 1 else "")
            one.draw(sheet)
            if one.edited:
                sheet.box(*edited_note(NOTE_PLACE))
            self._end(sheet, self._notes(page) if number == 1 else [f"The records are in the notes of slide {first}."])

    def file(self) -> bytes:
        """Write the deck."""
        describe_deck(self._deck, self._content, self._marking)
        return packed(self._deck)

    def _begin(self, layout: int, title: str, after: str = "") -> Sheet:
        """Add a slide with its title and the marking at its head."""
        sheet = Sheet(self._deck.slides.add_slide(self._deck.slide_layouts[layout]))
        text, size = fitted(clean(heading(title)), after, *_TITLES[layout])
        _fill(sheet.slide.shapes.title, [(text, size)])
        sheet.put(self._banner.top)
        return sheet

    def _end(self, sheet: Sheet, notes: Iterable[str]) -> None:
        """Put the foot and the marking below it on a slide, and write its notes."""
        content = self._content
        named = " · ".join(part for part in (clean(content.unit), clean(content.title)) if part)
        left = cut(named, FOOT_PT, FOOT_ROOM * POINTS - FOOT_PT)
        about = f"As of {day(content.as_of)} · {content.made_at}"
        for at, text in enumerate((left, about, str(len(self._deck.slides)))):
            sheet.put(partial(foot, at=at, text=text))
        sheet.put(self._banner.bottom)
        frame: Any = sheet.slide.notes_slide.notes_text_frame
        frame.text = "\n".join(map(clean, (self._marking, *notes)))

    def _notes(self, page: BriefPage) -> Iterator[str]:
        """Tell the records behind a page, and what persons wrote over its sentences."""
        yield page.title
        yield from page.notes
        for one in (one for block in page.blocks if isinstance(block, Words) for one in block.sentences):
            if one.edited:
                yield f"Edited by the staff: {one.text} Generated from the figures: {one.generated}"
        blank = left_out_note(sum(block.left_out for block in page.blocks if isinstance(block, Words)))
        if blank:
            yield blank
        yield from (_left_out(one.text) for one in self._content.outdated if one.page == page.title)


def _left_out(text: str) -> str:
    return f"Left out, for the figures have changed since the staff wrote it: {text}"


def _first_lines(content: BriefContent) -> Iterator[tuple[str, float]]:
    """Return what stands below the title, with the size of its letters."""
    room = FIRST_BODY.width * POINTS - _UNIT_PT
    yield cut(clean(content.unit), _UNIT_PT, room, lines=2), _UNIT_PT
    compared = f", compared with {day(content.compared_on)}" if content.compared_on else ""
    yield f"As of {day(content.as_of)}{compared}", _UNIT_PT
    yield content.made_at, _SMALL_PT
    yield (DEMONSTRATION if content.demo else ""), _SMALL_PT
    yield cut(clean(content.cutoff), _SMALL_PT, room, lines=3), _SMALL_PT
    yield DISCLAIMER, _SMALL_PT


def _fill(place: Any, lines: Sequence[tuple[str, float]]) -> None:  # noqa: ANN401 - any placeholder with text
    """Write lines into a place of the layout, each with the size of its letters."""
    frame = place.text_frame
    for at, (text, size) in enumerate(lines):
        paragraph = frame.add_paragraph() if at else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text, run.font.size = text, Pt(size)


def fitted(title: str, after: str, place: Place, sizes: Sequence[float]) -> tuple[str, float]:
    """Return a title with what is said after it and the size of its letters, cut where even the smallest do not fit."""
    room, high = place.width * POINTS, place.height * POINTS
    for size in sizes:
        if len(wrapped(title + after, size, room - size, bold=True)) * size * LINE <= high:
            return title + after, size
    size = sizes[-1]
    kept = room - size - width(after, size, bold=True)
    return cut(title, size, kept, lines=int(high / (size * LINE)), bold=True) + after, size
