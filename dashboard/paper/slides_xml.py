"""The parts of a slide as XML: runs, paragraphs, boxes. Every text is cleaned and escaped here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml.ns import nsdecls

from dashboard.paper.slides_letters import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

Align = Literal["l", "ctr", "r"]
Anchor = Literal["t", "ctr", "b"]

POINTS = 72.0
"""To an inch."""

EMU = 914_400
"""Units of the format, to an inch."""

INK = "#1c2833"
"""Of the words on a slide."""

QUIET = "#4b5866"
"""Of what stands beside: captions, feet."""

NAMESPACES = str(nsdecls("a", "p", "r"))

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class Place(NamedTuple):
    """Where something stands on a slide, inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    size: float
    """Of the letters, points."""
    bold: bool = False
    colour: str = INK
    """As `#rrggbb`."""

    def xml(self) -> str:
        """Write it; without words, how high the line is all the same."""
        text = said(self.text)
        if not text:
            return f'<a:endParaRPr lang="en-US" sz="{round(self.size * 100)}"/>'
        bold = ' b="1"' if self.bold else ""
        look = f"<a:solidFill>{colour(self.colour)}</a:solidFill>"
        return f'<a:r><a:rPr lang="en-US" sz="{round(self.size * 100)}"{bold}>{look}</a:rPr><a:t>{text}</a:t></a:r>'


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that follow one another."""

    runs: Sequence[Run]
    align: Align = "l"
    bullet: bool = False
    before: float = 0.0
    """Kept free above it, points."""

    def xml(self) -> str:
        """Write it."""
        indent = ' marL="203200" indent="-203200"' if self.bullet else ' marL="0" indent="0"'
        mark = '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>' if self.bullet else "<a:buNone/>"
        space = f'<a:spcBef><a:spcPts val="{round(self.before * 100)}"/></a:spcBef>'
        runs = "".join(run.xml() for run in self.runs)
        return f'<a:p><a:pPr{indent} algn="{self.align}">{space}{mark}</a:pPr>{runs}</a:p>'


BULLET_PT = 16.0
"""So far the words of a bullet are set in; the measure that `Paragraph` writes."""


def said(text: str) -> str:
    """Write a text so that XML can hold it."""
    return escape(clean(text))


def attribute(text: str) -> str:
    """Write a text as the value of an attribute, with its quotes."""
    return quoteattr(clean(text))


def emu(inches: float) -> int:
    """Turn inches into the units of the format."""
    return round(inches * EMU)


def colour(value: str) -> str:
    """Write a colour `#rrggbb`."""
    return f'<a:srgbClr val="{value.removeprefix("#").upper()}"/>'


def frame(place: Place, tag: str = "a:xfrm") -> str:
    """Write where something stands."""
    return (
        f'<{tag}><a:off x="{emu(place.left)}" y="{emu(place.top)}"/>'
        f'<a:ext cx="{emu(place.width)}" cy="{emu(place.height)}"/></{tag}>'
    )


@dataclass(frozen=True, slots=True)
class Look:
    """How a box looks."""

    fill: str = ""
    """Its ground as `#rrggbb`; blank for none."""
    line: str = ""
    """Its edge; blank for none."""
    anchor: Anchor = "t"
    inset: float = 0.0
    """Kept free within its edges, inches."""


PLAIN = Look()


def box(number: int, name: str, place: Place, paragraphs: Sequence[Paragraph], look: Look = PLAIN) -> str:
    """Write a box of words.

    Args:
        number: of the shape; no other on the slide has it.
        name: what the list of shapes calls it.
        place: where it stands.
        paragraphs: what it says.
        look: its ground, its edge and where the words stand in it.
    """
    inset = emu(look.inset)
    inner = f'lIns="{inset}" tIns="{inset}" rIns="{inset}" bIns="{inset}"'
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name={attribute(name)}/>'
        f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{frame(place)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(look.fill)}{_line(look.line)}</p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" {inner} rtlCol="0" anchor="{look.anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{''.join(one.xml() for one in paragraphs)}</p:txBody></p:sp>"
    )


def bar(number: int, name: str, place: Place, fill: str) -> str:
    """Write a bar that says nothing: screen readers pass over it."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name={attribute(name)}>{_DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame(place)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(fill)}{_line("")}</p:spPr></p:sp>'
    )


def _fill(value: str) -> str:
    return f"<a:solidFill>{colour(value)}</a:solidFill>" if value else "<a:noFill/>"


def _line(value: str) -> str:
    return f'<a:ln w="9525">{_fill(value)}</a:ln>'
