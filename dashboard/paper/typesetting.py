"""How Typst is called for every printed document: tagged, from data alone, byte for byte the same for the same data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import typst

from dashboard.maps.contrast import contrast
from dashboard.paper.letters import LACKING, all_composed, all_printable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

PLAIN_COLOUR = "#3d4a56"
"""Of the marking's band where the configured colour is not of the form #rrggbb."""

WHITE, BLACK = "#ffffff", "#000000"


def pdf(template: Path, inputs: Mapping[str, str]) -> bytes:
    """Set a document.

    Args:
        template: its Typst source.
        inputs: what the source reads, by name; nothing of it is read as markup.
    """
    # Fonts of the machine would make another file of the same data elsewhere.
    made = typst.compile(
        template, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True, sys_inputs=dict(inputs)
    )
    return bytes(made)


def drawings(template: Path, inputs: Mapping[str, str]) -> list[str]:
    """Set a document as one SVG drawing a page."""
    made: bytes | list[bytes] = typst.compile(template, format="svg", ignore_system_fonts=True, sys_inputs=dict(inputs))
    return [page.decode() for page in (made if isinstance(made, list) else [made])]


def starts(template: Path, inputs: Mapping[str, str]) -> list[int]:
    """Return on which pages of a document its parts begin, as its source tells under `<starts>`."""
    said = typst.query(template, "<starts>", field="value", one=True, ignore_system_fonts=True, sys_inputs=dict(inputs))
    found: list[int] = json.loads(said)
    return found


_PICTURE = b"""#set page(width: float(sys.inputs.points) * 1pt, height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)
"""
"""One drawn page as a page."""


def page_picture(drawing: str, *, width: int, points: float) -> bytes:
    """Turn the drawing of one page into a PNG.

    Args:
        drawing: as `drawings` makes it.
        width: of the picture, pixels.
        points: width of the page.
    """
    inputs = {"drawing": drawing, "points": str(points)}
    made = typst.compile(_PICTURE, format="png", ppi=72 * width / points, ignore_system_fonts=True, sys_inputs=inputs)
    return bytes(made)


def banded(marking: str, colour: str) -> dict[str, str]:
    """Describe the band of a marking: its words, its colour, and the colour of letters that can be read on it."""
    ground = colour if _COLOUR.fullmatch(colour) else PLAIN_COLOUR
    return {"marking": marking, "colour": ground, "on_colour": readable_on(ground)}


def readable_on(colour: str) -> str:
    """Return white, or black where black is read more easily on a colour."""
    return max((WHITE, BLACK), key=lambda letters: contrast(letters, colour))


def printable_sheet(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Write signs that the fonts lack by their numbers, and say so under `letters`."""
    written: dict[str, Any] = all_printable(dict(sheet))
    return {**written, "letters": LACKING if written != all_composed(dict(sheet)) else ""}


def as_input(sheet: Mapping[str, Any]) -> str:
    """Write the data of a sheet as Typst reads it."""
    return json.dumps(sheet, ensure_ascii=False)
