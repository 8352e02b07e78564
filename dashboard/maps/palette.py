"""The colours, glyphs and words of the map, for the light and the dark theme.

The five status colours were searched for, not picked: every pair stays apart in grey and under protanopia, deuteranopia
and tritanopia, and the glyph's outline keeps a contrast of 3 on each of them and on the ocean. The tests prove it. On
the light theme overdue and never visited are the two darkest; on the dark theme they and due soon are the three
brightest, so that on both what needs a visit stands out from the ground and what needs none recedes.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from models.coverage import Status
from models.vocabulary import EngagementKind

if TYPE_CHECKING:
    from collections.abc import Mapping

Theme = Literal["light", "dark"]

STATUS_ORDER = (Status.OVERDUE, Status.NEVER, Status.DUE_SOON, Status.CURRENT, Status.NOT_ACCESSIBLE)
"""The order of a legend: what needs a visit first."""

GLYPHS: Mapping[Status, str] = MappingProxyType(
    {
        Status.CURRENT: "●",
        Status.DUE_SOON: "▲",
        Status.OVERDUE: "■",
        Status.NEVER: "◆",
        Status.NOT_ACCESSIBLE: "✕",
    }
)
"""The shape that says the status without colour."""

LABELS: Mapping[Status, str] = MappingProxyType(
    {
        Status.CURRENT: "Current",
        Status.DUE_SOON: "Due soon",
        Status.OVERDUE: "Overdue",
        Status.NEVER: "Never visited",
        Status.NOT_ACCESSIBLE: "Not accessible",
    }
)
"""The words for a status, in the map, the table, the legend and on paper."""

FILTERED_GLYPH = "◦"
"""Marks a partner that the filters leave out."""

FILTERED_LABEL = "Filtered out"

ADVISORY_GLYPH = "!"
"""Stands beside the status glyph while an advisory is in force."""

ADVISORY_LABEL = "Advisory in force"


KIND_LETTERS: Mapping[EngagementKind, str] = MappingProxyType(
    {
        EngagementKind.GOVERNMENT: "G",
        EngagementKind.PORT_VISIT: "P",
        EngagementKind.EMBASSY_CALL: "E",
        EngagementKind.TRAINING: "T",
        EngagementKind.ASSESSMENT: "A",
        EngagementKind.RECIPROCAL: "R",
        EngagementKind.LIAISON: "L",
    }
)
"""The letter that marks an engagement of each kind."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of one theme, as `#rrggbb`."""

    fill: Mapping[Status, str]
    """Polygon and glyph colour of a status."""
    text: Mapping[Status, str]
    """The same hue as words on the page: contrast of at least 4.5."""
    page: str
    """The page's background, as the theme in `.streamlit/config.toml` has it."""
    ocean: str
    """The ocean, a tint of the page."""
    land: str
    """Land that is no partner."""
    filtered: str
    """A partner that the filters leave out."""
    border: str
    """Coasts and borders."""
    glyph_outline: str
    """Around every status glyph: contrast of at least 3 on every fill, the neutrals and the ocean."""
    graticule: str
    """The lines of the graticule."""
    date_line: str
    """The meridian of 180°."""
    advisory: str
    """Outline and badge of a territory with an advisory in force."""
    on_advisory: str
    """The sign on that badge."""
    selected: str
    """Outline of the selected territory."""
    label: str
    """Names of territories."""
    label_halo: str
    """Around those names."""
    port: str
    """Dots for ports."""
    port_outline: str
    """Around those dots."""
    trip: str
    """Paths of trips."""


LIGHT = Palette(
    fill=MappingProxyType(
        {
            Status.CURRENT: "#5fc492",
            Status.DUE_SOON: "#f1cc1d",
            Status.OVERDUE: "#e43730",
            Status.NEVER: "#7a41c0",
            Status.NOT_ACCESSIBLE: "#8897a8",
        }
    ),
    text=MappingProxyType(
        {
            Status.CURRENT: "#146c43",
            Status.DUE_SOON: "#7a5900",
            Status.OVERDUE: "#b3261e",
            Status.NEVER: "#6a33b0",
            Status.NOT_ACCESSIBLE: "#4b5866",
        }
    ),
    page="#ffffff",
    ocean="#dce9f2",
    land="#efece6",
    filtered="#d6d3cc",
    border="#ffffff",
    glyph_outline="#060d14",
    graticule="#b9cad8",
    date_line="#6f8599",
    advisory="#111820",
    on_advisory="#ffffff",
    selected="#0a4f8c",
    label="#1c2833",
    label_halo="#ffffff",
    port="#0a4f8c",
    port_outline="#ffffff",
    trip="#4a2500",
)

DARK = Palette(
    fill=MappingProxyType(
        {
            Status.CURRENT: "#2b5846",
            Status.DUE_SOON: "#b3870d",
            Status.OVERDUE: "#cf4947",
            Status.NEVER: "#863ec4",
            Status.NOT_ACCESSIBLE: "#313a43",
        }
    ),
    text=MappingProxyType(
        {
            Status.CURRENT: "#6fcf9f",
            Status.DUE_SOON: "#e8b93a",
            Status.OVERDUE: "#ff8a80",
            Status.NEVER: "#c79bf2",
            Status.NOT_ACCESSIBLE: "#a9b6c4",
        }
    ),
    page="#02060d",
    ocean="#13212e",
    land="#1d2a36",
    filtered="#263440",
    border="#02060d",
    glyph_outline="#f7fafc",
    graticule="#2b3d4d",
    date_line="#7d93a6",
    advisory="#ffffff",
    on_advisory="#02060d",
    selected="#7cc4ff",
    label="#e6edf3",
    label_halo="#02060d",
    port="#8fd0ff",
    port_outline="#02060d",
    trip="#ffd9a8",
)

PALETTES: Mapping[Theme, Palette] = MappingProxyType({"light": LIGHT, "dark": DARK})
"""The palette of each theme."""
