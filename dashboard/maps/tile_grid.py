"""Where each partner's tile lies: every partner as a square of one size, laid out roughly as on the map."""

from __future__ import annotations

from functools import cache
from math import hypot
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LAYOUT = """
... ... ... ... ... ... RUS KOR JPN ... ... ... ... ...
... ... IND BGD MMR CHN MAC HKG TWN ... ... ... ... ...
... MDV LKA ... THA KHM VNM PHL PLW FSM MHL ... ... ...
... SYC ... ... MYS SGP BRN ... ... NRU KIR TKL ... ...
COM MYT ... ... ... IDN TLS PNG SLB TUV WLF WSM ... ...
... MDG REU MUS ... ... AUS ... VUT FJI TON NIU COK PYF
... ... ... ... ... ... ... ... NCL NZL ... ... ... ...
"""
"""A map of alpha-3 codes drawn by hand, north up, from the Mozambique Channel to French Polynesia. Neighbours on the
ground are neighbours here as far as squares allow; distances mean nothing."""

NOWHERE = "..."
"""An empty place of the layout."""

ASIDE = 2.0
"""From so many degrees on, one partner lies to the east, west, north or south of another."""


class Cell(NamedTuple):
    """A place of the grid, counted from 0."""

    column: int
    """From the west."""
    row: int
    """From the north."""


class Extent(NamedTuple):
    """How many places a grid has."""

    columns: int
    """From west to east."""
    rows: int
    """From north to south."""


class Placed(Protocol):
    """A partner and where its glyph stands."""

    @property
    def territory(self) -> str:
        """Its code."""

    @property
    def lon(self) -> float:
        """Degrees, in the frame."""

    @property
    def lat(self) -> float:
        """Degrees."""


def cells(places: Iterable[Placed]) -> dict[str, Cell]:
    """Return the cell of each partner.

    Membership is data, so there may be a partner that the layout does not know. It takes an empty place as near as can
    be to the side of its nearest neighbour on which it lies, by code where there are several; where no place is left,
    they fill rows of their own at the foot. Nobody is lost, and those of the layout never move.
    """
    wanted = {place.territory: place for place in places}
    found = {code: cell for code, cell in layout().items() if code in wanted}
    settled = {code: wanted[code] for code in found}
    free = vacant()
    for number, code in enumerate(sorted(wanted.keys() - found.keys())):
        if free:
            found[code] = _nearest(free, _side(wanted[code], settled))
            free.remove(found[code])
        else:
            found[code] = _foot(number - len(vacant()))
    return found


def strangers(places: Iterable[Placed]) -> list[tuple[float, float]]:
    """Return where the partners lie that the layout does not know, as longitude in the frame and latitude."""
    return [(place.lon, place.lat) for place in places if place.territory not in layout()]


def vacant() -> list[Cell]:
    """Return the empty places of the layout, row by row."""
    columns, rows = extent(())
    taken = set(layout().values())
    return [cell for row in range(rows) for column in range(columns) if (cell := Cell(column, row)) not in taken]


def _side(stranger: Placed, settled: Mapping[str, Placed]) -> Cell:
    """Return the place, free or not, beside the nearest neighbour, on the side where the stranger lies."""
    if not settled:
        return Cell(0, 0)

    def away(code: str) -> tuple[float, str]:
        return hypot(settled[code].lon - stranger.lon, settled[code].lat - stranger.lat), code

    nearest = min(settled, key=away)
    home, neighbour = layout()[nearest], settled[nearest]
    return Cell(home.column + _step(stranger.lon - neighbour.lon), home.row - _step(stranger.lat - neighbour.lat))


def _step(degrees: float) -> int:
    """Tell which way, or neither where it is not far."""
    return 0 if abs(degrees) < ASIDE else 1 if degrees > 0 else -1


def _nearest(free: Iterable[Cell], wanted: Cell) -> Cell:
    return min(free, key=lambda cell: (hypot(cell.column - wanted.column, cell.row - wanted.row), cell))


def _foot(number: int) -> Cell:
    columns, rows = extent(())
    return Cell(number % columns, rows + number // columns)


def extent(places: Iterable[Cell]) -> Extent:
    """Return the size of the grid that holds these cells, and never less than the layout."""
    held = [*places, *layout().values()]
    return Extent(1 + max(cell.column for cell in held), 1 + max(cell.row for cell in held))


@cache
def layout() -> dict[str, Cell]:
    """Read the layout as cells by code."""
    lines = LAYOUT.split("\n")[1:-1]
    return {
        code: Cell(column, row)
        for row, line in enumerate(lines)
        for column, code in enumerate(line.split())
        if code != NOWHERE
    }
