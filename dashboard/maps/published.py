"""Reference geometry at addresses named by their content, fetched once and kept by the browser for good.

Only what anybody may see is published: boundaries and the names and places of ports. Records travel with the page.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from geodata.territories import BOUNDARIES_PATH, to_frame
from models.vocabulary import HarbourSize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BOUNDARIES = "boundaries"
"""Name of the published boundaries."""

PORTS = "ports"
"""Name of the published ports."""

BUILDERS = ("dashboard.maps.derived",)
"""Modules that say, once imported, how to publish their geometry; shapely, which they need, is left until it is."""

KEPT = 4
"""Digests of one name that stay available: pages still open ask for the previous ones."""

PLACED = "placed"
"""Name of the points of a presentation, whose every step has its own."""

KEPT_OF = {PLACED: 64}
"""The same for names of which a page shows one after another."""


Size = Literal["L", "M", "S", "U"]
"""Harbour size: large, medium, small, unknown."""

UNKNOWN: Size = "U"
"""Of a port whose source says no size."""

SIZE_OF: dict[HarbourSize, Size] = {
    HarbourSize.LARGE: "L",
    HarbourSize.MEDIUM: "M",
    HarbourSize.SMALL: "S",
    HarbourSize.VERY_SMALL: "S",
    HarbourSize.UNKNOWN: UNKNOWN,
}
"""Key of each harbour size; the two smallest are drawn alike."""

SIZES: tuple[Size, ...] = ("L", "M", "S", UNKNOWN)
"""Every size, and the key of its ports in what is published."""


@dataclass(frozen=True, slots=True)
class Published:
    """A compressed file and the address it is served at."""

    name: str
    """What it is."""
    body: bytes = field(repr=False)
    """JSON, compressed with gzip."""
    digest: str
    """The first 16 hexadecimal digits of the SHA-256 of the uncompressed content."""
    sizes: tuple[Size, ...] = ()
    """Of ports, the sizes that there are any of."""

    @property
    def url(self) -> str:
        """The address, from the root of the app."""
        return f"/geo/{self.name}-{self.digest}.json"


class PortRow(NamedTuple):
    """What is published of a port."""

    name: str
    """As the source writes it."""
    unlocode: str | None
    """UN/LOCODE, if it has one."""
    territory: str
    """ISO 3166-1 alpha-3 code."""
    lon: float
    """Degrees, in any frame."""
    lat: float
    """Degrees."""
    size: Size = UNKNOWN
    """Harbour size."""


_SHELF: dict[tuple[str, str], Published] = {}
"""By name and digest; what was published last stands at the end."""

_LOCK = Lock()
"""Held while the shelf is read or changed: pages run in threads of their own."""

_REBUILDERS: dict[str, Callable[[], object]] = {}


def boundaries() -> Published:
    """Publish the boundaries that ship, as they are."""
    return keep(_shipped())


@cache
def _shipped() -> Published:
    return publish_boundaries(BOUNDARIES_PATH.read_bytes())


def publish_boundaries(body: bytes) -> Published:
    """Publish boundaries: a gzipped GeoJSON FeatureCollection in the frame, as it is."""
    digest = _digest(gzip.decompress(body))
    return keep(_kept(BOUNDARIES, digest) or Published(BOUNDARIES, body, digest))


def at(url: str) -> Published:
    """Return what is published at an address of this process.

    Raises:
        LookupError: nothing is.
    """
    name, _, digest = url.removeprefix("/geo/").removesuffix(".json").rpartition("-")
    found = find(name, digest)
    if found is None:
        raise LookupError(f"Nothing is published at {url}")
    return found


def publish_ports(rows: Iterable[PortRow]) -> Published:
    """Publish ports as GeoJSON points in the Pacific-centred frame; the same rows give the same address.

    The browser's expressions cannot filter, so one file holds a collection for each size.
    """
    ordered = sorted(rows, key=_port_order)
    content = {size: _collection(row for row in ordered if row.size == size) for size in SIZES}
    sizes = tuple(size for size in SIZES if content[size]["features"])
    return publish(PORTS, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), sizes)


def publish(name: str, content: bytes, sizes: tuple[Size, ...] = ()) -> Published:
    """Publish JSON under a name; the same content gives the same address and is compressed once."""
    digest = _digest(content)
    return keep(_kept(name, digest) or Published(name, gzip.compress(content, 9, mtime=0), digest, sizes))


def keep(published: Published) -> Published:
    """Publish what was published before and may have been dropped since; of its name it is now the last to be dropped.

    Whoever remembers what it published calls this before it gives the address away once more.
    """
    key = published.name, published.digest
    with _LOCK:
        kept = _SHELF.pop(key, published)
        _SHELF[key] = kept
        same = [one for one in _SHELF if one[0] == published.name]
        for one in same[: -KEPT_OF.get(published.name, KEPT)]:
            del _SHELF[one]
    return kept


def rebuild_with(name: str, build: Callable[[], object]) -> None:
    """Say how to publish a name again in a process that has not yet done so, as after a restart."""
    _REBUILDERS[name] = build


def find(name: str, digest: str) -> Published | None:
    """Return what was published at an address, publishing it again if this process can."""
    found = _kept(name, digest)
    if found is None:
        _rebuild(name)
        found = _kept(name, digest)
    return found


def _kept(name: str, digest: str) -> Published | None:
    with _LOCK:
        return _SHELF.get((name, digest))


def _rebuild(name: str) -> None:
    for module in BUILDERS:
        import_module(module)
    if name in _REBUILDERS:
        _REBUILDERS[name]()


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


def _port_order(row: PortRow) -> tuple[str, str, str, float, float]:
    return row.territory, row.name, row.unlocode or "", row.lon, row.lat


def _collection(rows: Iterable[PortRow]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}


def _feature(row: PortRow) -> dict[str, Any]:
    """Three decimals are a hundred metres: finer than any port."""
    properties = {"n": row.name, "t": row.territory} | ({"u": row.unlocode} if row.unlocode else {})
    point = [round(to_frame(row.lon), 3), round(row.lat, 3)]
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": properties}


rebuild_with(BOUNDARIES, boundaries)
