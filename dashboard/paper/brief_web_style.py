"""The style of the brief's web page: its sheet, with the colours of the palette and of the marking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.maps.palette import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.maps.palette import Palette

SHEET = Path(__file__).with_name("brief_web.css")


def style(band: Mapping[str, str]) -> str:
    """Return the style of a page.

    Args:
        band: of the marking, as `typesetting.banded` describes it.
    """
    on_band = f":root{{--band:{band['colour']};--on-band:{band['on_colour']}}}"
    light, dark = _colours(LIGHT), _colours(DARK)
    on_dark = f"@media screen and (prefers-color-scheme:dark){{{dark}}}"
    return f"{SHEET.read_text(encoding='utf-8')}\n{on_band}\n{light}\n{on_dark}\n"


def _colours(palette: Palette) -> str:
    fills = "".join(f"--fill-{status.value}:{colour};" for status, colour in palette.fill.items())
    return (
        f":root{{{fills}--outline:{palette.glyph_outline};--ocean:{palette.ocean};"
        f"--advisory:{palette.advisory};--on-advisory:{palette.on_advisory}}}"
    )
