"""The colours and signs of the three answers about an advisory, for map, timeline and list.

The tests prove them: in force stands out most, cannot tell lies between it and the land, each pair apart in grey and to
three kinds of colour blindness; and the sign says it without colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from dashboard.maps.palette import ADVISORY_GLYPH, PALETTES
from models.advisories import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.maps.palette import Theme

SIGNS: Mapping[Answer, str] = MappingProxyType(
    {Answer.IN_FORCE: ADVISORY_GLYPH, Answer.CANNOT_TELL: "?", Answer.NOT_IN_FORCE: "–"}  # noqa: RUF001 - a dash as wide as the other signs
)
"""The sign of each answer."""


@dataclass(frozen=True, slots=True)
class AdvisoryPalette:
    """The colours of one theme, as `#rrggbb`."""

    fill: Mapping[Answer, str]
    """Of land on the map, and of bars on the timeline."""
    badge: Mapping[Answer, str]
    """Behind the sign."""
    on_badge: Mapping[Answer, str]
    """The sign itself: contrast of at least 4.5."""


ADVISORY_PALETTES: Mapping[Theme, AdvisoryPalette] = MappingProxyType(
    {
        "light": AdvisoryPalette(
            fill=MappingProxyType(
                {
                    Answer.IN_FORCE: "#a3214a",
                    Answer.CANNOT_TELL: "#d99ab0",
                    Answer.NOT_IN_FORCE: PALETTES["light"].land,
                }
            ),
            badge=MappingProxyType(
                {Answer.IN_FORCE: "#111820", Answer.CANNOT_TELL: "#ffffff", Answer.NOT_IN_FORCE: "#ffffff"}
            ),
            on_badge=MappingProxyType(
                {Answer.IN_FORCE: "#ffffff", Answer.CANNOT_TELL: "#111820", Answer.NOT_IN_FORCE: "#4b5866"}
            ),
        ),
        "dark": AdvisoryPalette(
            fill=MappingProxyType(
                {
                    Answer.IN_FORCE: "#f0698f",
                    Answer.CANNOT_TELL: "#7d3b50",
                    Answer.NOT_IN_FORCE: PALETTES["dark"].land,
                }
            ),
            badge=MappingProxyType(
                {Answer.IN_FORCE: "#ffffff", Answer.CANNOT_TELL: "#02060d", Answer.NOT_IN_FORCE: "#02060d"}
            ),
            on_badge=MappingProxyType(
                {Answer.IN_FORCE: "#02060d", Answer.CANNOT_TELL: "#ffffff", Answer.NOT_IN_FORCE: "#a9b6c4"}
            ),
        ),
    }
)
"""The palette of each theme."""
