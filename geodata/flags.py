"""What is doubtful about a source's ports: never changed, only pointed out, with the likely correction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from geodata.geodesy import Point, distances_nm, lat_lon_text
from geodata.importers.territory_names import prefixes
from geodata.locate import locate, locate_once
from geodata.mirrored import readings
from geodata.territories import from_frame
from models.vocabulary import PortFlag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geodata.locate import Location
    from geodata.mirrored import Slip
    from geodata.reconcile import Place
    from geodata.territories import Boundaries

ASHORE_NM = 13.5
"""How near its territory a corrected place must come, for the correction to be proposed: 25 km."""

SPACING = 0.1
"""Degrees between the points of a boundary that distances are measured to."""


REMEMBERED = 1_024
"""Places outside their territory that need no second look while the boundaries stay; all ports are looked at often."""

MAX_NAMED = 5
"""How many of the ports that share a code a flag names."""


@dataclass(frozen=True)
class Flag:
    """One doubt about one port."""

    row: int
    """Where it stands among the rows."""

    kind: PortFlag
    """What may be wrong."""

    detail: str
    """What it is, in one line."""

    distance_nm: float | None = None
    """Nautical miles from the declared territory; None where that is not the matter."""

    correction: Point | None = None
    """The place that was likely meant; None where none is."""

    territory: str | None = None
    """The territory that was likely meant; None where none is."""


def flags(rows: Sequence[Place], *, boundaries: Boundaries) -> list[Flag]:
    """Find what is doubtful about the ports of one source.

    Args:
        rows: the ports.
        boundaries: the territories' polygons, in the frame.

    Returns:
        The doubts, in order of the rows; a port may have several.
    """
    found = [*_misplaced(rows, boundaries), *_duplicates(rows), *_prefixes(rows, boundaries)]
    return sorted(found, key=lambda flag: flag.row)


def _misplaced(rows: Sequence[Place], boundaries: Boundaries) -> Iterator[Flag]:
    placed = [at for at, row in enumerate(rows) if row.territory in boundaries.index and row.lon is not None]
    lons, lats = [rows[at].lon or 0.0 for at in placed], [rows[at].lat or 0.0 for at in placed]
    locations = locate_once(lons, lats, boundaries=boundaries, declared=[rows[at].territory for at in placed])
    for at, lon, lat, location in zip(placed, lons, lats, locations, strict=True):
        if not location.agrees:
            yield _flag(at, Point(lon=lon, lat=lat), location, boundaries)


def _flag(row: int, place: Point, location: Location, boundaries: Boundaries) -> Flag:
    """Say how far outside a place lies, in what, and what was likely meant."""
    declared = location.declared or ""
    away = _distance_to(place, declared, boundaries)
    names = dict(zip(boundaries.codes, boundaries.names, strict=True))
    where = f"in or by {names[location.territory]}" if location.territory else "at sea"
    detail = f"lies {where}, {away:,.0f} nm outside {names[declared]}"
    meant = _meant(place, declared, boundaries)
    if meant is None:
        near = location.territory if (location.distance_nm or 0.0) <= ASHORE_NM else None
        return Flag(row, PortFlag.OUTSIDE_TERRITORY, detail, away, territory=near)
    slip, correction = meant
    detail = f"{detail}; {slip}: at {lat_lon_text(correction)} it would be in {names[declared]}"
    return Flag(row, PortFlag.LIKELY_SLIP, detail, away, correction)


@lru_cache(maxsize=REMEMBERED)
def _meant(place: Point, declared: str, boundaries: Boundaries) -> tuple[Slip, Point] | None:
    """Return the likeliest slip that explains a place outside its territory, and the place that was meant."""
    slips = list(readings(place.lon, place.lat))
    lons, lats = [point.lon for _, point in slips], [point.lat for _, point in slips]
    found = locate(lons, lats, boundaries=boundaries, declared=[declared] * len(slips))
    fitting = (
        slip
        for slip, location in zip(slips, found, strict=True)
        if location.agrees and (location.distance_nm or 0.0) <= ASHORE_NM
    )
    return next(fitting, None)


@lru_cache(maxsize=REMEMBERED)
def _distance_to(place: Point, code: str, boundaries: Boundaries) -> float:
    """Return nautical miles from a place outside a territory to its boundary."""
    lons, lats = _outline(boundaries, code)
    return float(distances_nm(place.lon, place.lat, lons, lats).min())


@lru_cache(maxsize=64)
def _outline(boundaries: Boundaries, code: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    corners = shapely.get_coordinates(shapely.segmentize(boundaries.geometry(code), SPACING))
    return from_frame(corners[:, 0]), corners[:, 1]


def _duplicates(rows: Sequence[Place]) -> Iterator[Flag]:
    yield from _repeated(rows, lambda row: row.unlocode, PortFlag.DUPLICATE_CODE)
    yield from _repeated(rows, lambda row: row.wpi_number, PortFlag.DUPLICATE_NUMBER)


def _repeated(rows: Sequence[Place], key: Callable[[Place], str | None], kind: PortFlag) -> Iterator[Flag]:
    sharing: dict[str | None, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        sharing[key(row)].append(at)
    for shared, places in sharing.items():
        if shared and len(places) > 1:
            yield from (Flag(at, kind, f"{shared} is also that of {_others(rows, places, at)}") for at in places)


def _others(rows: Sequence[Place], places: Sequence[int], but: int) -> str:
    """Name the other ports, not all of many."""
    named = [rows[place].name for place in places[: MAX_NAMED + 1] if place != but][:MAX_NAMED]
    more = len(places) - 1 - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more else "")


def _prefixes(rows: Sequence[Place], boundaries: Boundaries) -> Iterator[Flag]:
    """Find codes that begin with the letters of another territory than the one declared."""
    names = dict(zip(boundaries.codes, boundaries.names, strict=True))
    for at, row in enumerate(rows):
        said = prefixes().get(row.unlocode[:2]) if row.unlocode else None
        if row.unlocode and row.territory and said != row.territory:
            whose = names.get(said or "", said or "no territory")
            yield Flag(at, PortFlag.CODE_PREFIX, f"{row.unlocode} begins as codes of {whose} do", territory=said)
