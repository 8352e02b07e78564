"""The map of one step of a presentation, laid out for the screen it is shown on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard import caching
from dashboard.maps.layers import DEFAULT_SWITCHES
from dashboard.maps.scene import Scene, TripPath
from dashboard.parts.map_scene import PHONE_HEIGHT_PX, PHONE_WIDTH_PX, partner_marks
from dashboard.parts.screen import on_phone
from dashboard.parts.theme import theme
from geodata.geodesy import Point
from geodata.territories import to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.presenting import Step
    from dashboard.actions.records import Records

NARROW, LOWEST = 360, 720

SCREENS = (NARROW, LOWEST, 900, 1080, 1440, 2160)
"""Heights of screens, in pixels, for which a presentation is laid out. In a narrow window map and words stand one above
the other, as on a phone."""

MAP_WIDTH_PX, MAP_HEIGHT_PX = 820, 475
"""Of the map on the lowest screen, 1280 by 720; it grows with the screen."""

LARGER = 1.25
"""How much larger signs and names are than on a desk, on that screen."""


LARGEST = 45.0
"""A territory longer than this from end to end, in degrees, is not shown whole."""


def stacked(screen: int) -> bool:
    """Tell whether map and words stand one above the other."""
    return screen == NARROW or on_phone()


@dataclass(frozen=True, slots=True)
class Layout:
    """How large the map of a screen is, and what stands on it."""

    width_px: int
    height_px: int
    scale: float


def layout(screen: int) -> Layout:
    """Return the layout of a screen of a height, in pixels; on a phone that of the phone."""
    if stacked(screen):
        return Layout(PHONE_WIDTH_PX, PHONE_HEIGHT_PX, 1.0)
    times = screen / LOWEST
    return Layout(round(MAP_WIDTH_PX * times), round(MAP_HEIGHT_PX * times), LARGER * times)


def present_scene(
    records: Records, rows: Sequence[CoverageRow], step: Step, screen: int, selected: str | None = None
) -> Scene:
    """Gather what the map of a step shows: its partners, the rest as ground, and its trips.

    Args:
        records: what is known.
        rows: all partners on the day.
        step: the step.
        screen: height of the screen in pixels.
        selected: code of the chosen territory.
    """
    codes = {mark.code for mark in step.marks}
    size = layout(screen)
    return Scene(
        marks=partner_marks(records, [row for row in rows if row.territory.code in codes], codes),
        theme=theme(),
        layers=DEFAULT_SWITCHES | {"trips"},
        boundaries_url=caching.published_boundaries(records).url,
        selected=selected,
        trips=tuple(TripPath(tuple(Point(*stop) for stop in path.stops), booked=True) for path in step.paths),
        focus=focus(records, step),
        width_px=size.width_px,
        height_px=size.height_px,
        scale=size.scale,
        placed_in_focus=True,
    )


def focus(records: Records, step: Step) -> tuple[tuple[float, float], ...]:
    """Return the points that the view is fitted to, in the frame, where no date line parts them.

    They are the partners' own points and the corners of their largest parts, unless one is so large that the others
    would shrink beside it; for trips their stops.
    """
    if step.whole:
        return ()
    places = [(mark.lon, mark.lat) for mark in step.marks]
    places += [stop for path in step.paths for stop in path.stops]
    points = [(to_frame(lon), lat) for lon, lat in places]
    if not step.paths:
        points += [corner for mark in step.marks for corner in _corners(records, mark.code)]
    return tuple(points)


def _corners(records: Records, code: str) -> tuple[tuple[float, float], ...]:
    extent = caching.boundaries(records).extent(code)
    if extent is None:
        return ()
    west, south, east, north = extent
    fits = east - west <= LARGEST and north - south <= LARGEST
    return ((west, south), (east, north)) if fits else ()
