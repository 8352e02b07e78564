"""Where each partner's tile lies: every partner as a square of one size, laid out roughly as on the map."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def cells(codes: Iterable[str]) -> dict[str, Cell]:
    """Return the cell of each territory.

    Membership is data, so there may be a partner that the layout does not know: such partners fill rows of their own at
    the foot, by code, and nobody is lost.
    """
    wanted, known = set(codes), layout()
    columns, rows = extent(known.values())
    strangers = sorted(wanted - set(known))
    added = {code: Cell(place % columns, rows + place // columns) for place, code in enumerate(strangers)}
    return {code: cell for code, cell in (known | added).items() if code in wanted}


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
