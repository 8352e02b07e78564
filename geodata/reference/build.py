"""Rebuild every table of this folder: `python -m geodata.reference.build SOURCES [--psa PSA.csv]`.

`SOURCES` is the folder that `scripts/fetch_sources.py` fills. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.reference import build_advisories, build_ports, build_territories
from geodata.reference.build_boundaries import build_boundaries, write_boundaries
from geodata.reference.read import REFERENCE
from geodata.territories import load_boundaries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORLD_ATLAS = Path("world-atlas-2.0.2/package/countries-10m.json")
"""Where the boundaries lie in the folder of sources."""

SEAROUTE = Path("searoute-1.6.0/searoute/data/ports.geojson")
"""Where searoute's ports lie."""

SEA_PORTS = Path("sea-ports-0.0.9/package/lib/ports.json")
"""Where the ports of sea-ports lie."""


def build(sources: Path, psa: Path | None = None, target: Path = REFERENCE) -> None:
    """Write boundaries, territories and ports into a folder, and advisories if their facts are given.

    Args:
        sources: The folder of unpacked packages.
        psa: The compiled advisory facts, CSV; without it the table of advisories stays as it is.
        target: Where the tables are written.
    """
    topology = json.loads((sources / WORLD_ATLAS).read_bytes())
    write_boundaries(build_boundaries(topology), target / "boundaries.json.gz")
    boundaries = load_boundaries(target / "boundaries.json.gz")
    territories = build_territories.build_territories(boundaries)
    write_table(target / "territories.csv", build_territories.COLUMNS, territories)
    searoute = json.loads((sources / SEAROUTE).read_bytes())["features"]
    ports = build_ports.build_ports(searoute, json.loads((sources / SEA_PORTS).read_bytes()), boundaries)
    write_table(target / "ports.csv", build_ports.COLUMNS, ports)
    if psa is not None:
        with psa.open(encoding="utf-8-sig", newline="") as file:
            advisories = build_advisories.build_advisories(list(csv.DictReader(file)))
        write_table(target / "advisories.csv", build_advisories.COLUMNS, advisories)


def write_table(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows as CSV in UTF-8 with line feeds."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Rebuild the reference tables from their sources.")
    parser.add_argument("sources", type=Path, help="the folder that scripts/fetch_sources.py filled")
    parser.add_argument("--psa", type=Path, help="the compiled advisory facts, CSV")
    arguments = parser.parse_args()
    build(arguments.sources, arguments.psa)


if __name__ == "__main__":
    main()
