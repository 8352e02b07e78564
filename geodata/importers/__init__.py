"""One file per source: a path in, rows out. The sources of ports and facilities are registered here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.importers.rows import Read


class Kind(StrEnum):
    """What a source holds."""

    PORTS = "ports"
    FACILITIES = "facilities"


class Importer(Protocol):
    """A module that reads one source."""

    def read(self, path: Path, *, name: str | None = None) -> Read[Any]:
        """Read a file."""


@dataclass(frozen=True)
class Source:
    """A source of ports or facilities."""

    name: str
    """Name in code and on the command line."""

    label: str
    """Name on screen."""

    kind: Kind
    """What it holds."""

    module: str
    """The file of this package that reads it."""

    def importer(self) -> Importer:
        """Return what reads it; it is loaded when it is first asked for."""
        return cast("Importer", import_module(f"{__name__}.{self.module}"))


SOURCES = {
    source.name: source
    for source in (
        Source("wpi", "World Port Index", Kind.PORTS, "wpi"),
        Source("unlocode", "UN/LOCODE", Kind.PORTS, "unlocode"),
        Source("gisis", "IMO GISIS port facilities", Kind.FACILITIES, "gisis"),
        Source("table", "Any table or layer", Kind.PORTS, "any_table"),
    )
}
"""Every source that is imported by file, by name."""
