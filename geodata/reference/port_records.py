"""Port records as the sources give them, before any is chosen or dropped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from geodata.reference.written import world_names, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEAROUTE = "searoute 1.6.0"
"""How ports of searoute are marked."""

SEA_PORTS = "sea-ports 0.0.9"
"""How ports of sea-ports are marked."""

SUPPLEMENT = "supplement"
"""How ports of our own are marked."""

RETIRED = frozenset({"AN", "CS"})
"""Prefixes of codes of states that are no more: the Netherlands Antilles, Serbia and Montenegro."""

AIRPORT = re.compile(r"\bapt\b|airport", re.IGNORECASE)
"""What marks an airport's name."""

LOCODE_LENGTH = 5
"""Characters of a UN/LOCODE."""

DECIMALS = 5
"""Decimals of a degree that are kept: 0.00001° is a metre."""


@dataclass(frozen=True)
class Record:
    """One port of one source."""

    name: str
    """Name, as the source gives it."""

    code: str | None
    """UN/LOCODE, if it has one that can be its own."""

    territory: str
    """Declared territory, alpha-3."""

    lon: float
    """Longitude, degrees, -180 to 180."""

    lat: float
    """Latitude, degrees."""

    source: str
    """Name and version of the source."""

    key: str
    """Key that is its own within the source."""

    shared: bool = False
    """Whether it lost its code to another record that bears the same."""


def plain(name: str) -> str:
    """Return a name's letters alone, small and without accents, for comparison."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def supplement_records() -> list[Record]:
    """Read the ports of our own."""
    return [
        Record(
            name=row["name"],
            code=row["unlocode"] or None,
            territory=row["territory"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            source=SUPPLEMENT,
            key=f"{row['territory']}:{plain(row['name'])}",
        )
        for row in written("ports_supplement.csv")
    ]


def searoute_records(features: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Read searoute's GeoJSON point features, with the corrections of `sources/port_corrections.csv`."""
    corrected = {row["unlocode"]: row["territory"] for row in written("port_corrections.csv")}
    declared = _declared_by_prefix()
    records: dict[str, Record] = {}
    for feature in features:
        code, name = feature["properties"]["port"], feature["properties"]["name"]
        own = len(code) == LOCODE_LENGTH and code not in corrected
        territory = corrected.get(code) or declared[code[:2]]
        key = _unused(f"{code}:{plain(name)}", records)
        records[key] = _record(
            (name, code if own else None, territory), feature["geometry"]["coordinates"], SEAROUTE, key
        )
    return list(records.values())


def sea_ports_records(ports: Mapping[str, Mapping[str, Any]]) -> list[Record]:
    """Read the ports of sea-ports by UN/LOCODE: no airports, none without coordinates or of a state that is no more."""
    declared = _declared_by_prefix()
    return [
        _record((port["name"], code, declared[code[:2]]), position, SEA_PORTS, code)
        for code, port in ports.items()
        if (position := port.get("coordinates")) and code[:2] in declared and not AIRPORT.search(port["name"])
    ]


def _unused(key: str, records: Mapping[str, Record]) -> str:
    """Return the key, numbered if another record has it."""
    numbered = (f"{key}:{number}" for number in count(2))
    return key if key not in records else next(other for other in numbered if other not in records)


def _declared_by_prefix() -> dict[str, str]:
    """Return the territory of each UN/LOCODE prefix that is in use."""
    return {row["alpha2"]: row["territory"] for row in world_names() if row["alpha2"] not in RETIRED | {""}}


def _record(said: tuple[str, str | None, str], position: Sequence[float], source: str, key: str) -> Record:
    name, code, territory = said
    lon, lat = (round(float(degrees), DECIMALS) for degrees in position)
    return Record(name.strip(), code, territory, lon, lat, source, key)
