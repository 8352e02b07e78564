"""Readers of the small tables that ship: territories, ports and advisories.

A blank field is None. Dates that a source gives in part, such as `2025-08`, stay text.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.vocabulary import AdvisoryAction, AdvisoryScope, Subregion

if TYPE_CHECKING:
    from collections.abc import Mapping

REFERENCE = Path(__file__).parent
"""Where the tables lie, in a checkout and in an installed package alike."""


@dataclass(frozen=True)
class Territory:
    """What is known of a territory."""

    territory: str
    """Alpha-3 code: ISO 3166-1, or user-assigned (`XKX`, `XXD`), or formerly assigned (`SCG`)."""

    alpha2: str | None
    """Alpha-2 code."""

    name: str
    """Short English name."""

    long_name: str | None
    """Formal English name."""

    subregion: Subregion | None
    """Subregion of the area of responsibility; None for territories outside it."""

    partner: bool
    """Whether it is a partner by default; membership itself is data that a user edits."""

    sovereign: str | None
    """Alpha-3 code of the sovereign state; its own if it is one."""

    capital: str | None
    """Capital, or the seat of government."""

    capital_lon: float | None
    """Longitude of the capital, degrees."""

    capital_lat: float | None
    """Latitude of the capital, degrees."""

    time_zone: str | None
    """IANA name of the capital's time zone."""

    weekend: str | None
    """Days the government rests, as ISO weekday digits: `67` is Saturday and Sunday."""

    embassy: str | None
    """The accredited U.S. post, where it is certain."""

    label_lon: float | None
    """Longitude where its mark stands on the map, degrees, -180 to 180."""

    label_lat: float | None
    """Latitude where its mark stands, degrees."""


@dataclass(frozen=True)
class Port:
    """A port of the embedded default."""

    name: str
    """Name as the source gives it."""

    unlocode: str | None
    """UN/LOCODE, five characters."""

    territory: str
    """Alpha-3 code of the territory that the source declares."""

    lon: float
    """Longitude, degrees, -180 to 180."""

    lat: float
    """Latitude, degrees."""

    source: str
    """Name and version of the source."""

    source_key: str
    """Key that is the port's own within its source."""

    located_territory: str | None
    """Alpha-3 code of the territory that the coordinates lie in or by; None offshore."""

    located_nm: float | None
    """Nautical miles to that territory's polygon; 0 inside."""

    flags: tuple[str, ...]
    """What is doubtful: `declared_elsewhere`, `offshore`, `duplicate_code`."""


@dataclass(frozen=True)
class Advisory:
    """One dated fact about a Port Security Advisory, with its source."""

    psa_number: str | None
    """Number of the advisory, where the source gives one."""

    published_on: str | None
    """Date of publication as printed: a day, or only a month."""

    territory: str
    """Alpha-3 code."""

    country: str
    """Name as printed."""

    action: AdvisoryAction
    """What the source says was done, or that the territory was seen on a list."""

    effective_on: str | None
    """Date it took effect, as printed."""

    exceptions: str | None
    """Facilities excepted, as printed."""

    source_url: str
    """Where the fact was read."""

    note: str | None
    """What is uncertain about it."""

    scheme: str
    """`conditions_of_entry`, or `non_reporting` for the measure of 2004."""

    full_list: bool
    """Whether the row is one of a list known to be complete on its date."""

    notice: str | None
    """Citation of the notice, where the note begins with it."""

    scope: AdvisoryScope
    """Which ports are meant."""


def read_territories(path: Path = REFERENCE / "territories.csv") -> list[Territory]:
    """Read the territories, partners first, each part in alphabetical order of code."""
    return [_territory(row) for row in _rows(path)]


def read_ports(path: Path = REFERENCE / "ports.csv") -> list[Port]:
    """Read the ports of the whole world, in order of declared territory and name."""
    return [_port(row) for row in _rows(path)]


def read_advisories(path: Path = REFERENCE / "advisories.csv") -> list[Advisory]:
    """Read the advisory facts in order of date."""
    return [_advisory(row) for row in _rows(path)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _territory(row: Mapping[str, str]) -> Territory:
    return Territory(
        territory=row["territory"],
        alpha2=row["alpha2"] or None,
        name=row["name"],
        long_name=row["long_name"] or None,
        subregion=Subregion(row["subregion"]) if row["subregion"] else None,
        partner=row["partner"] == "1",
        sovereign=row["sovereign"] or None,
        capital=row["capital"] or None,
        capital_lon=_number(row["capital_lon"]),
        capital_lat=_number(row["capital_lat"]),
        time_zone=row["time_zone"] or None,
        weekend=row["weekend"] or None,
        embassy=row["embassy"] or None,
        label_lon=_number(row["label_lon"]),
        label_lat=_number(row["label_lat"]),
    )


def _port(row: Mapping[str, str]) -> Port:
    return Port(
        name=row["name"],
        unlocode=row["unlocode"] or None,
        territory=row["territory"],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        source=row["source"],
        source_key=row["source_key"],
        located_territory=row["located_territory"] or None,
        located_nm=_number(row["located_nm"]),
        flags=tuple(row["flags"].split(";")) if row["flags"] else (),
    )


def _advisory(row: Mapping[str, str]) -> Advisory:
    return Advisory(
        psa_number=row["psa_number"] or None,
        published_on=row["published_on"] or None,
        territory=row["territory"],
        country=row["country"],
        action=AdvisoryAction(row["action"]),
        effective_on=row["effective_on"] or None,
        exceptions=row["exceptions"] or None,
        source_url=row["source_url"],
        note=row["note"] or None,
        scheme=row["scheme"],
        full_list=row["full_list"] == "1",
        notice=row["notice"] or None,
        scope=AdvisoryScope(row["scope"]),
    )
