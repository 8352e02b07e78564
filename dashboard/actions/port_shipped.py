"""What the tables that come with the program say of a port, whatever files have said since."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geodata.reference.read import read_ports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.tables import Port


def shipped_facts(port: Port) -> tuple[str, Mapping[str, Any]] | None:
    """Return the table that speaks of a port and its facts by field; None where none does."""
    return _by_key().get(port.source_key or "")


@lru_cache(maxsize=1)
def _by_key() -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    return {
        row.source_key: (
            row.source,
            {"name": row.name, "unlocode": row.unlocode, "territory": row.territory, "lon": row.lon, "lat": row.lat},
        )
        for row in read_ports()
    }
