"""The table of ports, worldwide, from two packages and a supplement of our own.

Sources: searoute 1.6.0 (Apache-2.0), sea-ports 0.0.9 (MIT) and `sources/ports_supplement.csv`. In order:

1. A record declares the territory of its UN/LOCODE's first two letters. A code of searoute's that is wrong or of a
   state that is no more is dropped, and the record declares what `sources/port_corrections.csv` says.
2. Of searoute's and our own records that share a code one keeps it: ours; else that which lies in the declared
   territory; else that nearer to where sea-ports has the code; else the first by name. A loser within 15 nautical
   miles of the winner is the same place and is dropped; any other stays without a code, flagged `duplicate_code`.
3. Of sea-ports only what the others lack is taken: no airport, nothing outside the territory it declares, nothing more
   than 10 nautical miles from the sea, nothing within 30 nautical miles of a port of like name. Many of its
   coordinates are those of a name looked up, not of a harbour.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.geodesy import Point, distance_nm, distances_nm, within_nm
from geodata.locate import Location, locate
from geodata.reference.port_records import (
    SUPPLEMENT,
    Record,
    plain,
    sea_ports_records,
    searoute_records,
    supplement_records,
)
from geodata.territories import to_frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geodata.territories import Boundaries

COLUMNS = (
    "name",
    "unlocode",
    "territory",
    "lon",
    "lat",
    "source",
    "source_key",
    "located_territory",
    "located_nm",
    "flags",
)
"""Columns of the table, in order."""

SAME_PLACE_NM = 15.0
"""Within which two records of one code are one place."""

LIKE_NAMED_NM = 30.0
"""Within which two ports of like name are one."""

COASTAL_NM = 10.0
"""Beyond which a place of sea-ports is no seaport."""


def build_ports(
    searoute: Sequence[Mapping[str, Any]], sea_ports: Mapping[str, Mapping[str, Any]], boundaries: Boundaries
) -> list[dict[str, str]]:
    """Build the rows of the table, in order of declared territory, name and source.

    Args:
        searoute: The features of searoute's `ports.geojson`.
        sea_ports: The parsed `ports.json` of sea-ports.
        boundaries: The polygons to locate the ports by.
    """
    others = sea_ports_records(sea_ports)
    chosen = _one_of_each_code([*supplement_records(), *searoute_records(searoute)], others, boundaries)
    extra = _lacking(others, chosen, boundaries)
    records = [*chosen, *extra]
    found = _located(records, boundaries)
    rows = [_row(record, location) for record, location in zip(records, found, strict=True)]
    return sorted(rows, key=lambda row: (row["territory"], row["name"], row["source"], row["source_key"]))


def _located(records: Sequence[Record], boundaries: Boundaries) -> list[Location]:
    lons, lats = [record.lon for record in records], [record.lat for record in records]
    return locate(lons, lats, declared=[record.territory for record in records], boundaries=boundaries)


def _one_of_each_code(records: Sequence[Record], others: Sequence[Record], boundaries: Boundaries) -> list[Record]:
    """Leave each code with one record, and drop or uncode the rest."""
    elsewhere = {record.code: record for record in others}
    groups: dict[str, list[tuple[Record, Location]]] = defaultdict(list)
    for record, location in zip(records, _located(records, boundaries), strict=True):
        groups[record.code or record.key].append((record, location))
    chosen = []
    for code, group in groups.items():
        ranked = sorted(group, key=lambda pair: _rank(pair[0], pair[1], elsewhere.get(code)))
        winner, *losers = [record for record, _ in ranked]
        apart = [record for record in losers if _apart_nm(record, winner) > SAME_PLACE_NM]
        chosen += [winner, *(replace(record, code=None, shared=True) for record in apart)]
    return chosen


def _rank(record: Record, location: Location, other: Record | None) -> tuple[bool, bool, float, str]:
    """Return what a record of a shared code is chosen by, the best first."""
    away = 0.0 if other is None else round(_apart_nm(record, other), 1)
    return record.source != SUPPLEMENT, not location.agrees, away, record.name


def _apart_nm(one: Record, other: Record) -> float:
    return distance_nm(Point(one.lon, one.lat), Point(other.lon, other.lat))


def _lacking(others: Sequence[Record], chosen: Sequence[Record], boundaries: Boundaries) -> list[Record]:
    """Return the coastal ports among `others` that `chosen` lacks."""
    codes = {record.code for record in chosen if record.code}
    new = [record for record in others if record.code not in codes]
    at_home = np.array([location.agrees for location in _located(new, boundaries)], dtype=bool)
    coastal = (_sea_nm(new, boundaries) <= COASTAL_NM) & at_home
    return [record for record, near in zip(new, coastal, strict=True) if near and not _like_named(record, chosen)]


def _sea_nm(records: Sequence[Record], boundaries: Boundaries) -> NDArray[np.float64]:
    """Return how far each port stands from the sea, near enough: the nearest in degrees, measured on the ellipsoid."""
    coast = shapely.boundary(shapely.union_all(boundaries.geometries))
    lons = to_frame(np.array([record.lon for record in records]))
    lats = np.array([record.lat for record in records])
    shapely.prepare(coast)
    feet = shapely.get_point(shapely.shortest_line(shapely.points(lons, lats), coast), 1)
    return distances_nm(lons, lats, shapely.get_x(feet), shapely.get_y(feet))


def _like_named(record: Record, chosen: Sequence[Record]) -> bool:
    """Tell whether a port of like name stands close by."""
    name = plain(record.name)
    alike = [
        other
        for other in chosen
        if other.territory == record.territory and (plain(other.name) in name or name in plain(other.name))
    ]
    near = within_nm(
        Point(record.lon, record.lat), LIKE_NAMED_NM, [other.lon for other in alike], [other.lat for other in alike]
    )
    return bool(near.any())


def _row(record: Record, location: Location) -> dict[str, str]:
    return {
        "name": record.name,
        "unlocode": record.code or "",
        "territory": record.territory,
        "lon": str(record.lon),
        "lat": str(record.lat),
        "source": record.source,
        "source_key": record.key,
        "located_territory": location.territory or "",
        "located_nm": "" if location.distance_nm is None else f"{location.distance_nm:.1f}",
        "flags": ";".join(_flags(record, location)),
    }


def _flags(record: Record, location: Location) -> list[str]:
    doubts = {
        "declared_elsewhere": location.territory is not None and location.agrees is False,
        "offshore": location.territory is None,
        "duplicate_code": record.shared,
    }
    return [doubt for doubt, holds in doubts.items() if holds]
