"""One slide while it is drawn: shapes are put on it in the order in which they are read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Protocol

from pptx.oxml import parse_xml
from pptx.util import Emu

from dashboard.paper.slides_letters import clean
from dashboard.paper.slides_xml import PLAIN, Look, Place, box, emu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pptx.slide import Slide

    from dashboard.paper.slides_xml import Paragraph

WORTH_BEGINNING = 0.4
"""What has to be cut begins on a slide of which at least this share is left."""


class Sheet:
    """A slide, and the numbers of its shapes."""

    def __init__(self, slide: Slide) -> None:
        self.slide = slide

    def put(self, written: Callable[[int], str]) -> None:
        """Put a shape on it.

        Args:
            written: writes the shape as XML, given its number.
        """
        number = max((shape.shape_id for shape in self.slide.shapes), default=1) + 1
        self.slide.shapes.element.append(parse_xml(written(number)))

    def box(self, name: str, place: Place, paragraphs: Sequence[Paragraph], look: Look = PLAIN) -> None:
        """Put a box of words on it."""
        self.put(lambda number: box(number, name, place, paragraphs, look))

    def picture(self, data: bytes, place: Place, *, name: str, alt: str) -> None:
        """Put a picture on it, with what it shows in words."""
        shape = self.slide.shapes.add_picture(io.BytesIO(data), *within(place))
        describe(shape.element.xpath("./p:nvPicPr/p:cNvPr")[0], name, alt)


def within(place: Place) -> tuple[Emu, Emu, Emu, Emu]:
    """Return left, top, width and height in the units of the format."""
    left, top, width, height = (Emu(emu(inches)) for inches in place)
    return left, top, width, height


class _Named(Protocol):
    def set(self, name: str, value: str) -> None: ...


def describe(shape: _Named, name: str, alt: str) -> None:
    """Name a shape, and say in words what it shows."""
    shape.set("name", clean(name))
    shape.set("descr", clean(alt))


class Piece(Protocol):
    """Something that stands on a slide."""

    def height(self, room: float) -> float:
        """Return how high it is in a column of some width, inches."""

    def parts(self, room: float, left: float, whole: float) -> Sequence[Piece | None]:
        """Cut it into what fits.

        Args:
            room: width of the column, inches.
            left: height that is left on the slide.
            whole: height of the body of an empty slide.

        Returns:
            What stands on this slide and on those that follow; the first is None if it begins on the next.
        """

    def beside(self, room: float, left: float) -> Piece | None:
        """Return it as it stands beside a picture; None if it does not fit there."""

    def draw(self, sheet: Sheet, place: Place) -> None:
        """Draw it."""
