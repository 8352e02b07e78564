"""The empty deck: one theme, one master, a layout for the title page and one for the rest, a master for the notes.

It is made of the files in the folder `deck` and holds nothing else. The marking stands on the masters too, so that a
slide that is added by hand bears it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from zipfile import ZipFile

from dashboard.actions.scope import marking_line
from dashboard.maps.contrast import ink
from dashboard.paper.series_colours import series_colours
from dashboard.paper.slides_letters import cut, width
from dashboard.paper.slides_xml import (
    NAMESPACES,
    POINTS,
    QUIET,
    Look,
    Paragraph,
    Place,
    Run,
    bar,
    box,
    colour,
    frame,
    said,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "deck"

WIDTH, HEIGHT = 12_192_000 / 914_400, 7.5
"""Of a slide, inches."""

BAND = 0.32
"""Height of a marking's band, inches."""

BAND_PT, FOOT_PT = 12.0, 10.0
"""Sizes of the marking and of the foot, points."""

LEFT, ROOM = 0.4, WIDTH - 0.8
"""Where the body begins, and its width, inches."""

TITLE = Place(LEFT, 0.4, ROOM, 0.64)
BODY = Place(LEFT, 1.2, ROOM, 5.42)
RULE = Place(LEFT, 1.07, ROOM, 0.025)
FOOT_TOP, FOOT_HEIGHT = 6.8, 0.26

FIRST_TITLE = Place(0.9, 1.3, WIDTH - 1.8, 1.9)
FIRST_RULE = Place(0.9, 3.32, WIDTH - 1.8, 0.05)
FIRST_BODY = Place(0.9, 3.55, WIDTH - 1.8, 2.9)
"""What stands on the title page."""

ACCENT = "#0a4f8c"
"""Of titles and rules; the theme's second dark colour."""

_NOTES_WIDTH, _NOTES_HEIGHT = 7.5, 10.0

_CONTENT = "application/vnd.openxmlformats-officedocument"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_KINDS = {
    "ppt/presentation.xml": "presentationml.presentation.main",
    "ppt/presProps.xml": "presentationml.presProps",
    "ppt/tableStyles.xml": "presentationml.tableStyles",
    "ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
    "ppt/slideLayouts/slideLayout1.xml": "presentationml.slideLayout",
    "ppt/slideLayouts/slideLayout2.xml": "presentationml.slideLayout",
    "ppt/notesMasters/notesMaster1.xml": "presentationml.notesMaster",
    "ppt/theme/theme1.xml": "theme",
    "ppt/theme/theme2.xml": "theme",
    "docProps/app.xml": "extended-properties",
}
"""The parts of the deck, and what each is."""

_RELATIONS = {
    "_rels/.rels": ("officeDocument ppt/presentation.xml", "extended-properties docProps/app.xml"),
    "ppt/_rels/presentation.xml.rels": (
        "slideMaster slideMasters/slideMaster1.xml",
        "notesMaster notesMasters/notesMaster1.xml",
        "presProps presProps.xml",
        "theme theme/theme1.xml",
        "tableStyles tableStyles.xml",
    ),
    "ppt/slideMasters/_rels/slideMaster1.xml.rels": (
        "slideLayout ../slideLayouts/slideLayout1.xml",
        "slideLayout ../slideLayouts/slideLayout2.xml",
        "theme ../theme/theme1.xml",
    ),
    "ppt/slideLayouts/_rels/slideLayout1.xml.rels": ("slideMaster ../slideMasters/slideMaster1.xml",),
    "ppt/slideLayouts/_rels/slideLayout2.xml.rels": ("slideMaster ../slideMasters/slideMaster1.xml",),
    "ppt/notesMasters/_rels/notesMaster1.xml.rels": ("theme ../theme/theme2.xml",),
}
"""Which part needs which."""


@dataclass(frozen=True, slots=True)
class Banner:
    """The marking as a band."""

    marking: str
    colour: str
    """Of its ground, `#rrggbb`."""
    demo: bool = False
    """Whether it announces demonstration data; a marking that is too long is cut before that."""

    def top(self, number: int, wide: float = WIDTH) -> str:
        """Write the band at the upper edge."""
        return self._band(number, "Marking, top", Place(0, 0, wide, BAND))

    def bottom(self, number: int, wide: float = WIDTH, high: float = HEIGHT) -> str:
        """Write the band at the lower edge."""
        return self._band(number, "Marking, bottom", Place(0, high - BAND, wide, BAND))

    def _band(self, number: int, name: str, place: Place) -> str:
        room = (place.width - 2 * BAND) * POINTS
        text = marking_line(self.marking, demo=self.demo)
        size = BAND_PT if width(text, BAND_PT, bold=True) <= room else FOOT_PT
        announced = width(marking_line("", demo=self.demo), size, bold=True)
        said = marking_line(cut(self.marking, size, room - announced, bold=True), demo=self.demo)
        words = Run(said, size, bold=True, colour=ink(self.colour))
        return box(number, name, place, [Paragraph([words], "ctr")], Look(self.colour, anchor="ctr"))


def empty_deck(banner: Banner) -> bytes:
    """Make the deck without a slide."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in _parts(banner).items():
            archive.writestr(name, text)
    return out.getvalue()


def _parts(banner: Banner) -> Mapping[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        **{name: _relations(needed) for name, needed in _RELATIONS.items()},
        "docProps/app.xml": f'{_HEAD}<Properties xmlns="{_PROPERTIES}"><Application>Seamark</Application></Properties>',
        "ppt/presProps.xml": f"{_HEAD}<p:presentationPr {NAMESPACES}/>",
        "ppt/tableStyles.xml": f'{_HEAD}<a:tblStyleLst {NAMESPACES} def="{NO_STYLE}"/>',
        **_files(banner),
    }


NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style without a look of its own, which every office knows."""


def _files(banner: Banner) -> Mapping[str, str]:
    theme = _filled("theme", accents=_accents())
    return {
        "ppt/presentation.xml": _filled("presentation"),
        "ppt/theme/theme1.xml": theme,
        "ppt/theme/theme2.xml": theme,
        "ppt/slideMasters/slideMaster1.xml": _filled(
            "master",
            bands=banner.top(10) + banner.bottom(11),
            title=frame(TITLE),
            body=frame(BODY),
            feet=feet(4, layout=False),
        ),
        "ppt/slideLayouts/slideLayout1.xml": _filled(
            "layout_title",
            rule=bar(9, "Rule", FIRST_RULE, ACCENT),
            title=frame(FIRST_TITLE),
            subtitle=frame(FIRST_BODY),
            feet=feet(4, layout=True),
        ),
        "ppt/slideLayouts/slideLayout2.xml": _filled(
            "layout_page", rule=bar(9, "Rule", RULE, ACCENT), feet=feet(4, layout=True)
        ),
        "ppt/notesMasters/notesMaster1.xml": _filled(
            "notes_master", bands=banner.top(10, _NOTES_WIDTH) + banner.bottom(11, _NOTES_WIDTH, _NOTES_HEIGHT)
        ),
    }


def _filled(name: str, **values: str) -> str:
    text = (FOLDER / f"{name}.xml").read_text(encoding="utf-8")
    return Template(text).substitute(namespaces=NAMESPACES, group=_GROUP, **values)


_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def _accents() -> str:
    return "".join(
        f'<a:accent{number}><a:srgbClr val="{value[1:].upper()}"/></a:accent{number}>'
        for number, value in enumerate(series_colours(6), start=1)
    )


_FEET = (
    ("Unit and title", "ftr", "quarter", 11, Place(LEFT, FOOT_TOP, 7.0, FOOT_HEIGHT), "l"),
    ("Date-time group", "dt", "half", 10, Place(LEFT + 7.1, FOOT_TOP, 4.6, FOOT_HEIGHT), "r"),
    ("Page number", "sldNum", "quarter", 12, Place(LEFT + ROOM - 0.7, FOOT_TOP, 0.7, FOOT_HEIGHT), "r"),
)
"""The places at the foot: name, kind, size, number, where, and to which side they keep."""

FEET = len(_FEET)

FOOT_ROOM = _FEET[0][4].width
"""The width that unit and title have, inches."""


def feet(number: int, *, layout: bool) -> str:
    """Write the places of the foot on the master, or on a layout, which takes from the master where they stand.

    Args:
        number: of the first of its shapes.
        layout: whether it is a layout.
    """
    texts = ("", "", "1")
    return "".join(foot(number + at, at, text, master=not layout) for at, text in enumerate(texts))


def foot(number: int, at: int, text: str, *, master: bool = False) -> str:
    """Write one part of the foot.

    Args:
        number: of the shape.
        at: which part: unit and title, date-time group, page number.
        text: what it says.
        master: whether it stands on the master.
    """
    name, kind, size, index, where, align = _FEET[at]
    place = frame(where) + '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if master else ""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="{size}"'
        f' idx="{index - _LATER if master else index}"/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>'
        f"<p:txBody>{_foot_body(align) if master else '<a:bodyPr/><a:lstStyle/>'}"
        f'<a:p><a:pPr algn="{align}"/>{_foot_words(kind, text)}</a:p></p:txBody></p:sp>'
    )


_LATER = 8
"""The places of layouts and slides are numbered from this much later on than those of the master."""


def _foot_body(align: str) -> str:
    return (
        '<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"/><a:lstStyle>'
        f'<a:lvl1pPr algn="{align}"><a:defRPr sz="{round(FOOT_PT * 100)}"><a:solidFill>{colour(QUIET)}</a:solidFill>'
        "</a:defRPr></a:lvl1pPr></a:lstStyle>"
    )


def _foot_words(kind: str, text: str) -> str:
    """Write what a part of the foot says, its look beside it: not every office takes it from the master."""
    look = (
        f'<a:rPr lang="en-US" sz="{round(FOOT_PT * 100)}"><a:solidFill>{colour(QUIET)}</a:solidFill>'
        '<a:latin typeface="+mn-lt"/></a:rPr>'
    )
    if kind == "sldNum":
        return f'<a:fld id="{_NUMBER}" type="slidenum">{look}<a:t>{said(text)}</a:t></a:fld>'
    return f"<a:r>{look}<a:t>{said(text)}</a:t></a:r>" if text else ""


_NUMBER = "{6F0B1C52-3A54-4C8E-9D0E-2B7F5A8C1D01}"
"""Names the field of the page number; any would do."""


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_CONTENT}.{kind}+xml"/>' for name, kind in _KINDS.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(needed: tuple[str, ...]) -> str:
    found = [
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate((one.split(" ") for one in needed), start=1)
    ]
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(found)}</Relationships>'
