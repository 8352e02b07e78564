"""A brief as a PDF of the size of slides, and each of its pages as a picture.

Tagged, bookmarked, and byte for byte the same for the same brief and maps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, TableBlock, Words
from dashboard.maps.palette import LIGHT
from dashboard.paper.brief_chart import chart
from dashboard.paper.brief_said import EDITED_NOTE, EDITED_SIGN, change_words, heading, left_out_note
from dashboard.paper.printed_map import POINTS
from dashboard.paper.typesetting import (
    PLAIN_COLOUR,
    as_input,
    banded,
    drawings,
    page_picture,
    pdf,
    printable_sheet,
    starts,
)
from models.coverage import Status
from models.wording import day, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matplotlib.figure import Figure

    from dashboard.actions.brief_content import Block, BriefContent, BriefPage, Cell, KeyFigure
    from dashboard.paper.printed_map import PrintedMap

TEMPLATE = Path(__file__).with_suffix(".typ").with_stem("brief")

WIDTH_PT = 960.0
"""Width of a page, points: 13.333 inches."""

DEMO = "DEMO DATA"

RECORDS, RECORDS_LABEL = "Records behind the figures", "records"
"""Title and place of the last part."""

MOST_CONTENTS = 26
"""So many lines of contents stand beside the title; where there were more, only the sections are listed."""

BESIDE_PT = 560.0
"""A map up to so broad has the rest of its page beside it."""

SHAPES: Mapping[Status, str] = {
    Status.CURRENT: "circle",
    Status.DUE_SOON: "triangle",
    Status.OVERDUE: "square",
    Status.NEVER: "diamond",
    Status.NOT_ACCESSIBLE: "cross",
}
"""The shapes of the palette's glyphs, as the template draws them: its fonts have none of them."""

STATUS_COLUMN = "Status"

NARROW, SHORT, BROAD = 9, 14, 60
"""A column of up to `SHORT` letters is as broad as its words; others weigh as much as their letters, from
`NARROW` up to `BROAD`."""

EVEN = 24
"""A table whose cells are no longer than this spreads evenly."""

UNBROKEN = 18
"""A word of more letters may be broken anywhere: nothing else keeps it from running out of its column."""

_DRAWINGS: WeakKeyDictionary[Figure, str] = WeakKeyDictionary()
"""Maps as they were drawn for Typst, for as long as they are held."""

_LONG_WORD = re.compile(rf"\S{{{UNBROKEN + 1},}}")
_PIECE = re.compile(r"(?:\S[\u0300-\u033f]*){1,6}")
_BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class Preview:
    """One page as a picture."""

    number: int
    """From 1."""
    of: int
    png: bytes
    page: int | None
    """Place of the page of the brief that it shows, from 0; None for the title page and the records at the end."""


def document(content: BriefContent, maps: Mapping[str, PrintedMap]) -> bytes:
    """Write a brief as a PDF.

    Args:
        content: the brief.
        maps: its maps, by the key of their block.
    """
    return pdf(TEMPLATE, _inputs(content, maps))


def previews(content: BriefContent, maps: Mapping[str, PrintedMap], *, width: int) -> Iterator[Preview]:
    """Draw the pages of the document as pictures, one after the other: whoever asks no further ends the work.

    Args:
        content: the brief.
        maps: its maps, by the key of their block.
        width: of a picture, pixels.
    """
    inputs = _inputs(content, maps)
    pages = drawings(TEMPLATE, inputs)
    shown = _shown(starts(TEMPLATE, inputs), len(pages))
    for number, (drawing, page) in enumerate(zip(pages, shown, strict=True), start=1):
        yield Preview(number, len(pages), page_picture(drawing, width=width, points=WIDTH_PT), page)


def _shown(begins: Sequence[int], count: int) -> list[int | None]:
    """Tell of each page that is set which page of the brief it shows, by where each begins and the last one ends."""
    shown: list[int | None] = [None] * count
    for at, (first, end) in enumerate(pairwise(begins)):
        shown[first - 1 : end - 1] = [at] * (end - first)
    return shown


def drawing(one: PrintedMap) -> str:
    """Draw a map with its letters as shapes: Typst has not the font that they are set in. Each is drawn so once."""
    if one.figure not in _DRAWINGS:
        _DRAWINGS[one.figure] = one.file("svg", outlined=True).decode()
    return _DRAWINGS[one.figure]


def _inputs(content: BriefContent, maps: Mapping[str, PrintedMap]) -> dict[str, str]:
    drawn = {_map_name(at): drawing(one) for at, one in enumerate(maps.values())}
    return {"brief": as_input(_broken(printable_sheet(_sheet(content, maps)))), **drawn}


def _sheet(content: BriefContent, maps: Mapping[str, PrintedMap]) -> dict[str, Any]:
    records = _records(content)
    pages = [_page(content, at, maps, records) for at in range(len(content.pages))]
    as_of = f"As of {day(content.as_of)}"
    return {
        "title": heading(content.title),
        "description": " · ".join(part for part in (content.unit, as_of) if part),
        "running": " · ".join(part for part in (content.title, content.unit) if part),
        "unit": content.unit,
        **banded(content.marking, content.colour),
        "demo": DEMO if content.demo else "",
        "as_of": as_of,
        "group": content.made_at,
        "cutoff": content.cutoff,
        "facts": _facts(content),
        "contents_title": "Contents",
        "contents": _contents(pages, has_records=bool(records)),
        "pages": pages,
        "records": records,
        "records_title": RECORDS,
        "edited_sign": EDITED_SIGN,
        "edited_note": EDITED_NOTE,
        "statuses": {
            status.value: {"shape": shape, "fill": LIGHT.fill[status], "ink": LIGHT.text[status]}
            for status, shape in SHAPES.items()
        },
        "outline": LIGHT.glyph_outline,
    }


def _facts(content: BriefContent) -> list[dict[str, str]]:
    facts = {
        "As of": day(content.as_of),
        "Compared with": day(content.compared_on) if content.compared_on else "nothing",
        "Marking": content.marking,
        "Made at": content.made_at,
    }
    return [{"label": label, "value": value} for label, value in facts.items()]


def _map_name(at: int) -> str:
    """Name a map for the template by its place: its key may hold any sign."""
    return f"map-{at}"


def _label(at: int) -> str:
    return f"page-{at}"


def _page(
    content: BriefContent, at: int, maps: Mapping[str, PrintedMap], records: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    page = content.pages[at]
    fellows = [place for place, one in enumerate(content.pages) if one.section is page.section]
    shown = [_block(content, block, page, maps) for block in page.blocks]
    beside = next((one for one in shown if one.get("width", WIDTH_PT) <= BESIDE_PT), None) if len(shown) > 1 else None
    return {
        "label": _label(at),
        "title": heading(page.title),
        "eyebrow": words(page.section.value) if len(fellows) > 1 else "",
        "starts_section": len(fellows) > 1 and at == fellows[0],
        "depth": 2 if len(fellows) > 1 else 1,
        "records": next((one["label"] for one in records if at in one["of"]), ""),
        "beside": beside,
        "parts": [one for one in shown if one is not beside],
    }


def _block(content: BriefContent, block: Block, page: BriefPage, maps: Mapping[str, PrintedMap]) -> dict[str, Any]:
    """Write a block as data; `start` and `end` bound what of it is drawn at one place."""
    match block:
        case Words():
            sentences = [{"text": one.text, "edited": one.edited} for one in block.sentences]
            bounds = {"start": 0, "end": len(sentences)}
            return {"kind": "words", "sentences": sentences, "left_out": left_out_note(block.left_out), **bounds}
        case KeyFigures():
            return {"kind": "figures", **_whole(), **_tiles(content, block.figures)}
        case TableBlock():
            return _table(block, shown_title="" if block.title == page.title else block.title)
        case ChartBlock():
            return {**chart(block), **_whole()}
        case MapBlock():
            width = float(maps[block.key].figure.get_size_inches()[0]) * POINTS
            name = _map_name(list(maps).index(block.key))
            return {"kind": "map", "name": name, "alt": block.alt, "width": width, **_whole()}


def _whole() -> dict[str, int]:
    """Bound a block that is never parted."""
    return {"start": 0, "end": 1}


def _tiles(content: BriefContent, figures: Sequence[KeyFigure]) -> dict[str, Any]:
    tiles = [
        {
            "label": one.label,
            "value": str(one.value),
            "change": "" if one.change is None else change_words(one),
            "colour": _tone(one),
        }
        for one in figures
    ]
    since = f"Change since {day(content.compared_on)}." if content.compared_on else ""
    return {"tiles": tiles, "since": since}


def _tone(figure: KeyFigure) -> str:
    tones = {True: LIGHT.text[Status.CURRENT], False: LIGHT.text[Status.OVERDUE], None: PLAIN_COLOUR}
    return tones[figure.better]


def _table(block: TableBlock, *, shown_title: str) -> dict[str, Any]:
    rows = [[_said(cell) for cell in row] for row in block.rows]
    lengths = [max(map(len, (name, *(row[at] for row in rows)))) for at, name in enumerate(block.columns)]
    even = max(lengths, default=0) <= EVEN
    return {
        "kind": "table",
        "title": shown_title,
        "columns": [
            {
                "name": name,
                "numeric": _is_numeric([row[at] for row in block.rows]),
                "weight": max(NARROW, min(lengths[at], BROAD)) if even or lengths[at] > SHORT else None,
            }
            for at, name in enumerate(block.columns)
        ],
        "rows": rows,
        "empty": block.empty,
        "statuses": [status.value for status in block.statuses],
        "status_column": block.columns.index(STATUS_COLUMN) if STATUS_COLUMN in block.columns else 0,
        "start": 0,
        "end": len(rows),
    }


def _said(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _is_numeric(cells: Sequence[Cell]) -> bool:
    held = [cell for cell in cells if cell is not None]
    return bool(held) and all(isinstance(cell, int) for cell in held)


def _contents(pages: Sequence[Mapping[str, Any]], *, has_records: bool) -> list[dict[str, Any]]:
    """List the sections and their pages; of very many pages only the sections."""
    listed: list[dict[str, Any]] = []
    for page in pages:
        if page["starts_section"]:
            listed.append(_entry(page["eyebrow"], page["label"]))
        listed.append(_entry(page["title"], page["label"], inner=bool(page["eyebrow"])))
    if has_records:
        listed.append(_entry(RECORDS, RECORDS_LABEL))
    return listed if len(listed) <= MOST_CONTENTS else [one for one in listed if not one["inner"]]


def _entry(title: str, label: str, *, inner: bool = False) -> dict[str, Any]:
    return {"title": title, "label": label, "inner": inner}


def _records(content: BriefContent) -> list[dict[str, Any]]:
    """Tell the records behind the figures; a page whose records all stand under an earlier one is named there."""
    told: list[dict[str, Any]] = []
    for at, page in enumerate(content.pages):
        if not page.notes:
            continue
        notes = list(page.notes)
        entry = next((one for one in told if set(notes) <= set(one["notes"])), None)
        if entry is None:
            entry = {"label": f"{RECORDS_LABEL}-{at}", "of": [], "pages": [], "notes": notes}
            told.append(entry)
        entry["of"].append(at)
        entry["pages"].append({"title": heading(page.title), "label": _label(at)})
    return told


def _broken(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Let words that are too long for a column be broken."""
    match value:
        case str():
            return _LONG_WORD.sub(lambda found: _BREAK.join(_PIECE.findall(found[0])), value)
        case list():
            return [_broken(part) for part in value]
        case dict():
            return {name: _broken(part) for name, part in value.items()}
        case _:
            return value
