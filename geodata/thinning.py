"""Boundaries thinned until a browser can fetch them in one go: partners finely, the rest of the world as context.

Lines are simplified as one coverage of single polygons, so that neighbours still share theirs, and since a
simplification may drop an island of a multipolygon, but never a polygon that stands alone.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.errors import TableFileError
from geodata.reference.topology import DECIMALS, pieces_of
from geodata.territories import FRAME_EAST, FRAME_WEST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

    Polygons = NDArray[np.object_]
    Progress = Callable[[int, int], None]

CLOSE_UP = frozenset({"ASM", "CCK", "CXR", "GUM", "IOT", "MNP", "NFK", "PCN", "PRK", "UMI"})
"""Not partners, but among them: drawn as finely."""

FINE = 0.011
"""Tolerance of a partner's lines, degrees: a vertex goes if the triangle it spans is smaller than this squared."""

BORDER = 0.03
"""Tolerance of land borders, degrees: no seaport stands on one, save at its end, which stays where it is."""

FINE_ISLAND = 0.004
"""Tolerance of a small island of a partner, degrees."""

SMALL_ISLAND = 0.004
"""Area below which an island counts as small, square degrees."""

TIERS: tuple[tuple[frozenset[str], float], ...] = ((frozenset({"RUS"}), 0.08), (frozenset(), 0.25))
"""Coarser and coarser tolerances of lines, degrees, and which partners each still applies to: Russia, most of it far
from any port of ours, and at last only what is not a partner's."""

SPECK = 0.15
"""Area below which an island that is not a partner's is dropped if it is close by a larger one, square degrees."""

CLOSE_BY = 0.6
"""How near counts as close by, degrees."""

GRAIN = 0.002
"""Area below which an island that is not a partner's is dropped wherever it lies, square degrees."""

ENCLAVE = 0.00001
"""Area from which on what lies inside another territory is cut out of it, square degrees: less is a slip."""

LIMIT = 400_000
"""Bytes, compressed, that the map's boundaries may have."""

ROUNDS = 12
"""How often lines are thinned further before a file is given up."""

FURTHER = 1.15
"""The least factor by which tolerances grow from one round to the next."""

MANY_ISLANDS = 200
"""From so many islands on, a partner's specks beside a larger island go where the limit cannot be kept otherwise."""

LEAST_SPECK = 0.0001
"""Area of those specks in the second round, square degrees: a square of a kilometre. It grows with the tolerances."""

EXACT_DECIMALS = 6
"""Of corners that are not thinned: a tenth of a metre."""

STAGES = 6
"""So many stages are told of as progress; rounds after the first are one stage together."""


@dataclass(frozen=True)
class Coverage:
    """Single polygons that share their lines, and whose each is."""

    polygons: Polygons
    """Valid polygons in the frame, degrees."""
    owners: NDArray[np.int64]
    """The place of each polygon's territory in `codes`."""
    codes: tuple[str, ...]
    """Alpha-3 codes."""
    partners: frozenset[str]
    """Those that are drawn finely."""

    @property
    def near(self) -> NDArray[np.bool_]:
        """Which polygons are drawn finely."""
        return self.of(self.partners | CLOSE_UP)

    def of(self, codes: Collection[str]) -> NDArray[np.bool_]:
        """Tell which polygons belong to one of some territories."""
        return np.array([code in codes for code in self.codes], dtype=bool)[self.owners]


def coverage(parts: Mapping[str, Sequence[Polygon]], partners: Collection[str]) -> Coverage:
    """Make the territories of the world one coverage.

    Where two territories overlap, the smaller polygon keeps what both hold, so that an enclave is not lost in what lies
    around it. A territory that is lost all the same has no place in the coverage.

    Args:
        parts: polygons by alpha-3 code; those of one territory do not overlap.
        partners: codes of those that are drawn finely.
    """
    owners = np.array([place for place, pieces in enumerate(parts.values()) for _ in pieces], dtype=np.int64)
    polygons = _clean(np.array([piece for pieces in parts.values() for piece in pieces], dtype=object))
    single, whose = shapely.get_parts(polygons, return_index=True)
    some = shapely.area(single) > 0
    left, own = np.unique(owners[whose][some], return_inverse=True)
    codes = list(parts)
    return Coverage(single[some], own, tuple(codes[place] for place in left), frozenset(partners))


def fitted(
    world: Coverage,
    names: Mapping[str, str],
    *,
    members: Mapping[str, Any] | None = None,
    limit: int = LIMIT,
    progress: Progress | None = None,
) -> bytes:
    """Thin a coverage until it is light enough.

    Args:
        world: the territories, each in the place that its feature will have.
        names: what each is called, by code.
        members: what the collection says besides.
        limit: bytes that the result may have.
        progress: is told how many of how many stages are done, and may raise to cancel.

    Returns:
        A gzipped GeoJSON FeatureCollection in the frame, each feature with properties `i`, `t` and `n`.

    Raises:
        TableFileError: it cannot be made light enough.
    """
    times = 1.0
    for attempt in range(ROUNDS):
        world = thinned(world, times=times, progress=progress if attempt == 0 else None)
        keep = None if attempt == 0 else LEAST_SPECK * times**2
        body = compressed({**collection(world, names, keep=keep), **(members or {})})
        if len(body) <= limit:
            return body
        times *= max(FURTHER, len(body) / limit)
    raise TableFileError("The boundaries have too many islands to be drawn. Leave the smallest ones out of the file")


def thinned(world: Coverage, *, times: float = 1.0, progress: Progress | None = None) -> Coverage:
    """Simplify a coverage, partners finely and the rest of the world coarsely.

    Args:
        world: the coverage.
        times: how many times the usual tolerances.
        progress: is told how many of how many stages are done.
    """
    tell = progress or (lambda _done, _total: None)
    tell(0, STAGES)
    fine = shapely.coverage_simplify(world.polygons, FINE * times)
    tell(1, STAGES)
    fine = shapely.coverage_simplify(fine, BORDER * times, simplify_boundary=False)
    islands = world.near & (shapely.area(world.polygons) < SMALL_ISLAND) & _alone(fine)
    fine[islands] = shapely.coverage_simplify(world.polygons[islands], FINE_ISLAND * times)
    for stage, (partners_too, tolerance) in enumerate(TIERS, start=2):
        tell(stage, STAGES)
        far = ~world.near | world.of(partners_too)
        fine[far] = _coarsen(fine, far, tolerance * times)
    tell(len(TIERS) + 2, STAGES)
    return replace(world, polygons=fine)


def collection(
    world: Coverage, names: Mapping[str, str], *, keep: float | None = None, islets: bool = True
) -> dict[str, Any]:
    """Write a thinned coverage as a GeoJSON FeatureCollection with corners on whole thousandths.

    Args:
        world: the coverage.
        names: what each territory is called, by code.
        keep: from which area on a partner's islands are kept where they are very many; all by default.
        islets: whether what is narrower than a thousandth is an islet, to be drawn as a square, or a slip of a coarse
            source, to be left out.
    """
    shapes = _gathered(world, keep, islets=islets)
    features = [
        {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}
        for properties, shape in zip(_properties(world, names), shapes, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def every_corner(world: Coverage, names: Mapping[str, str]) -> str:
    """Write a coverage as it is, as JSON of the same form as `collection`; corners keep six decimals."""
    features = ",".join(
        f'{{"type":"Feature","properties":{_json(properties)},"geometry":{shapely.to_geojson(shape)}}}'
        for properties, shape in zip(_properties(world, names), _whole(world), strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'


def _properties(world: Coverage, names: Mapping[str, str]) -> list[dict[str, object]]:
    return [{"i": place, "t": code, "n": names[code]} for place, code in enumerate(world.codes)]


def _whole(world: Coverage) -> Iterator[BaseGeometry]:
    """Gather each territory's polygons into one geometry, as they are."""
    rounded = shapely.transform(world.polygons, lambda corners: np.round(corners, EXACT_DECIMALS))
    for place in range(len(world.codes)):
        yield _valid(shapely.MultiPolygon(list(rounded[world.owners == place])))


def compressed(content: Mapping[str, Any]) -> bytes:
    """Write gzipped JSON, byte for byte the same for the same content."""
    return gzip.compress(_json(content).encode(), compresslevel=9, mtime=0)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _clean(polygons: Polygons) -> Polygons:
    """Settle the few edges where neighbours overlap; the other polygons stay as they are, specks and all."""
    beside = np.flatnonzero(~_alone(polygons))
    faulty = beside[~shapely.is_empty(shapely.coverage_invalid_edges(polygons[beside]))]
    enclaves = polygons[faulty[shapely.area(polygons[faulty]) > ENCLAVE]]
    _, around = shapely.STRtree(polygons).query(enclaves, predicate="within")
    torn = np.union1d(faulty, around)
    cleaned = polygons.copy()
    cleaned[torn] = shapely.coverage_clean(  # type: ignore[attr-defined]  # newer than the stubs
        polygons[torn], merge_strategy="min_area"
    )
    return cleaned


def _alone(polygons: Polygons) -> NDArray[np.bool_]:
    """Tell which polygons touch no other."""
    tree = shapely.STRtree(polygons)
    left, right = tree.query(polygons, predicate="intersects")
    alone = np.ones(len(polygons), dtype=bool)
    alone[left[left != right]] = False
    return alone


def _coarsen(polygons: Polygons, far: NDArray[np.bool_], tolerance: float) -> Polygons:
    """Simplify the far polygons, leaving their borders with the near ones as they are.

    The ocean takes part as one more polygon of the coverage. So every line between two far polygons or between one
    and the sea is inside the coverage and is simplified; every line shared with a near polygon is its outer boundary,
    which is left alone.
    """
    world = shapely.box(FRAME_WEST, -70.0, FRAME_EAST, 85.0)
    ocean = shapely.difference(world, shapely.union_all(polygons))
    whole = np.array([*polygons[far], ocean], dtype=object)
    return np.array(shapely.coverage_simplify(whole, tolerance, simplify_boundary=False))[:-1]


def _gathered(world: Coverage, keep: float | None, *, islets: bool) -> Iterator[BaseGeometry]:
    """Gather each territory's polygons into one geometry, without the specks of those far off."""
    kept = world.near | ~_specks(world.polygons, world.owners)
    if keep is not None:
        kept &= ~(world.near & _crowded(world) & _specks(world.polygons, world.owners, speck=keep, grain=0.0))
    for place in range(len(world.codes)):
        own = world.polygons[kept & (world.owners == place) & ~shapely.is_empty(world.polygons)]
        yield _valid(shapely.MultiPolygon([_rounded(polygon, islets=islets) for polygon in own]))


def _crowded(world: Coverage) -> NDArray[np.bool_]:
    """Tell which polygons belong to a territory of very many."""
    counts = np.bincount(world.owners, minlength=len(world.codes))
    crowded: NDArray[np.bool_] = (counts > MANY_ISLANDS)[world.owners]
    return crowded


def _specks(
    polygons: Polygons, owners: NDArray[np.int64], *, speck: float = SPECK, grain: float = GRAIN
) -> NDArray[np.bool_]:
    """Tell which polygons nobody would miss: small islands close by a larger piece of their own territory.

    A territory's largest piece is none, nor is an enclave that borders on another territory.
    """
    areas = shapely.area(polygons)
    largest = np.zeros(owners.max() + 1)
    np.maximum.at(largest, owners, areas)
    small = np.flatnonzero((areas < speck) & (areas < largest[owners]) & _alone(polygons))
    large = np.flatnonzero((areas >= speck) | (areas == largest[owners]))
    by, beside = shapely.STRtree(polygons[large]).query(polygons[small], predicate="dwithin", distance=CLOSE_BY)
    own = owners[small[by]] == owners[large[beside]]
    specks = np.zeros(len(polygons), dtype=bool)
    specks[small[by[own]]] = True
    specks[small] |= areas[small] < grain
    return specks


def _rounded(polygon: Polygon, *, islets: bool) -> Polygon:
    """Put corners on whole thousandths; an islet that would vanish becomes the least square that holds its middle."""
    rounded: Polygon = shapely.transform(polygon, lambda xy: np.round(xy, DECIMALS))
    if shapely.area(rounded) > 0 or not islets:
        return rounded
    middle = polygon.representative_point()
    west, south = round(middle.x, DECIMALS), round(middle.y, DECIMALS)
    grain = 10.0**-DECIMALS
    return shapely.box(west, south, round(west + grain, DECIMALS), round(south + grain, DECIMALS))


def _valid(geometry: BaseGeometry) -> BaseGeometry:
    """Return a valid multipolygon, shells counter-clockwise."""
    if not shapely.is_valid(geometry):
        geometry = shapely.multipolygons(pieces_of(geometry))
    return shapely.orient_polygons(geometry)
