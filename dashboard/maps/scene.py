"""What the map is asked to show, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.maps.palette import PALETTES, Palette, Theme

if TYPE_CHECKING:
    from dashboard.maps.published import Size
    from geodata.geodesy import Point
    from models.coverage import Status
    from models.vocabulary import EngagementKind


@dataclass(frozen=True, slots=True)
class Mark:
    """One partner territory on the map."""

    territory: str
    """ISO 3166-1 alpha-3 code."""
    index: int
    """The `i` of its feature in the published boundaries."""
    name: str
    """As the map writes it."""
    lon: float
    """Of the label point, degrees, in the Pacific-centred frame."""
    lat: float
    """Of the label point, degrees."""
    status: Status | None
    """None: the filters leave it out."""
    tooltip: str = ""
    """What the pointer tells below the name, one fact to a line."""
    advisory: bool = False
    """Whether an advisory is in force."""
    bounded: bool = True
    """Whether the published boundaries hold it. Without a boundary its `index` lies past all features; its glyph and
    its tile show it all the same."""


@dataclass(frozen=True, slots=True)
class EngagementMark:
    """Engagements of one kind at one place."""

    lon: float
    """Degrees, in the Pacific-centred frame."""
    lat: float
    """Degrees."""
    kind: EngagementKind
    """What they are."""
    territory: str
    """ISO 3166-1 alpha-3 code of the place."""
    count: int = 1
    """How many."""


@dataclass(frozen=True, slots=True)
class TripPath:
    """One trip."""

    stops: tuple[Point, ...]
    """From the base through every place and back, EPSG:4326 degrees."""
    booked: bool = False
    """Whether some of it is still ahead."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the deck is drawn from."""

    marks: tuple[Mark, ...]
    """Every partner, filtered out or not."""
    theme: Theme
    """Which palette to use."""
    layers: frozenset[str]
    """Switches that are on, by key; see `dashboard.maps.layers.SWITCHES`."""
    boundaries_url: str
    """Where the browser fetches the boundaries."""
    ports_url: str | None = None
    """Where the browser fetches the ports; None draws none."""
    port_sizes: tuple[Size, ...] = ()
    """Sizes that there are ports of."""
    selected: str | None = None
    """Code of the selected territory."""
    engagements: tuple[EngagementMark, ...] = ()
    """Engagements to mark."""
    trips: tuple[TripPath, ...] = ()
    """Trips to draw."""
    focus: tuple[tuple[float, float], ...] = ()
    """Points to fit the view to, as longitude in the frame and latitude; without any, the map opens on everything."""
    width_px: int = 900
    """The narrowest the map is expected to be drawn."""
    height_px: int = 520
    """The height it is drawn at."""
    scale: float = 1.0
    """How much larger than usual signs and words are drawn, for a projector."""
    placed_in_focus: bool = False
    """Whether signs and words are placed for the view of the focus. Otherwise they are for that of the whole area, and
    stand where they stood when the focus changes."""
    palette: Palette = field(init=False, repr=False, compare=False)
    """The palette of the theme."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "palette", PALETTES[self.theme])

    def size(self, pixels: float) -> int:
        """Return a usual size as it is drawn here, in pixels."""
        return round(pixels * self.scale)

    def on(self, switch: str) -> bool:
        """Tell whether a switch is on."""
        return switch in self.layers

    def with_advisory(self) -> tuple[Mark, ...]:
        """Return the marks with an advisory in force that the filters keep."""
        return tuple(mark for mark in self.marks if mark.advisory and mark.status is not None)
