"""Boundaries from a person's own polygon file, brought into the frame of `geodata.territories`.

Polygons may be split at 180°, or have rings that jump across it, or run from 0 to 360; each piece is put where the
frame has it and pieces of one territory are joined, so that no seam is left at 180°.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry import MultiPolygon, Polygon

from geodata.errors import TableFileError
from geodata.geodesy import LAT_LIMIT
from geodata.importers.layers import read_layer
from geodata.importers.layout import squashed
from geodata.importers.rows import Rejected
from geodata.importers.territory_names import territory_of
from geodata.importers.values import as_text
from geodata.territories import FRAME_EAST, FRAME_WEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.importers.layers import Feature, Layer

    Ring = NDArray[np.float64]

SOURCE = "boundaries"
"""Name in the registry."""

LABEL = "Boundaries"
"""Name on screen."""

CODE_HEADERS = (
    "isoa3eh",
    "isoa3",
    "iso3",
    "adm0a3",
    "a3",
    "alpha3",
    "territory",
    "t",
    "countryna",
    "countryname",
    "country",
    "admin",
    "nameen",
    "namelong",
    "name",
    "isoa2eh",
    "isoa2",
    "iso2",
    "countrycode",
    "code",
    "iso",
    "cc",
)
"""Headers, squashed, that may name a territory, in the order in which they are believed: codes of three letters, which
are ISO's; names; codes of two, which may be ISO's or others."""

LON_LIMIT = 540.0
"""How far east or west a longitude may lie: one and a half turns of the globe."""

DECIMALS = 6
"""Decimals of a degree that corners are rounded to: a tenth of a metre, halves of a cut island meet again."""

GRAIN = 10.0**-DECIMALS
"""The same in degrees."""

MAX_CORNERS = 3_000_000
"""So many corners are read: twice what GeoJSON of 25 MB holds."""

CLOSED = 4
"""Positions in the shortest ring that encloses anything."""


@dataclass(frozen=True)
class ReadBoundaries:
    """What a boundary file holds."""

    geometries: Mapping[str, MultiPolygon]
    """Valid multipolygons in the frame, by alpha-3 code; longitudes in [-30, 330], degrees."""

    missing: tuple[str, ...]
    """Partners that it has no polygon for."""

    rejected: tuple[Rejected, ...]
    """Shapes that are not taken, by their place in the file."""

    mended: tuple[str, ...]
    """Territories of which a polygon was invalid and was made valid."""

    digest: str
    """SHA-256 of the file, in hexadecimal digits."""

    columns: tuple[str, ...] = ()
    """All columns of the file, to choose from."""

    shapes: Mapping[str, int] = field(default_factory=dict)
    """How many shapes were taken for each territory."""


def read(
    path: Path,
    *,
    partners: Sequence[str],
    column: str | None = None,
    name: str | None = None,
    layer: str | None = None,
) -> ReadBoundaries:
    """Read boundaries.

    Args:
        path: a GeoJSON, GeoPackage, zipped Shapefile or KML file of polygons.
        partners: alpha-3 codes of the territories that it should have.
        column: which column has the territory's code or name; the first that is believed by default.
        name: what messages call the file; its own name by default.
        layer: which layer of several.

    Raises:
        TableFileError: it cannot be read, or has no polygon of a territory that is known.
    """
    name = name or path.name
    found = read_layer(path, name=name, layer=layer)
    columns = _columns(found, column, name=name)
    shapes: dict[str, list[BaseGeometry]] = defaultdict(list)
    rejected = []
    for feature in found.features:
        code = _territory(feature, columns)
        if code is None:
            said = found.headers[columns[0]]
            rejected.append(Rejected(feature.number, said, "names no territory that is known. Write its ISO code"))
        elif fault := _fault(feature.geometry) or _encloses_nothing(feature.geometry):
            rejected.append(Rejected(feature.number, "geometry", fault))
        elif feature.geometry is not None:
            shapes[code].append(feature.geometry)
    corners = sum(int(shapely.get_num_coordinates(shape)) for own in shapes.values() for shape in own)
    if corners > MAX_CORNERS:
        raise TableFileError(f"{name} has {corners:,} corners; at most {MAX_CORNERS:,} are read. Simplify it")
    if not shapes:
        raise TableFileError(f"{name} has no polygon of a territory that is known. Choose the column of its codes")
    return _gathered(shapes, partners, tuple(rejected), found)


def _gathered(
    shapes: Mapping[str, Sequence[BaseGeometry]], partners: Sequence[str], rejected: tuple[Rejected, ...], layer: Layer
) -> ReadBoundaries:
    joined = {code: _joined([piece for shape in own for piece in in_frame(shape)]) for code, own in shapes.items()}
    geometries = {code: shape for code, shape in sorted(joined.items()) if not shape.is_empty}
    return ReadBoundaries(
        geometries=geometries,
        missing=tuple(code for code in partners if code not in geometries),
        rejected=rejected,
        mended=tuple(code for code, own in sorted(shapes.items()) if not all(map(shapely.is_valid, own))),
        digest=layer.digest,
        columns=layer.headers,
        shapes={code: len(own) for code, own in shapes.items()},
    )


def _columns(layer: Layer, column: str | None, *, name: str) -> list[int]:
    """Return the places of the columns that may name a territory, the likeliest first."""
    if column is not None:
        if column not in layer.headers:
            raise TableFileError(f"{name} has no column {column!r}. Choose one of: {', '.join(layer.headers)}")
        return [layer.headers.index(column)]
    by_name = {squashed(header): place for place, header in enumerate(layer.headers)}
    places = [by_name[header] for header in CODE_HEADERS if header in by_name]
    if not places:
        raise TableFileError(f"{name} has no column that names territories. Call one ISO_A3, with codes such as FJI")
    return places


def _territory(feature: Feature, places: Sequence[int]) -> str | None:
    said = (territory_of(as_text(feature.values[place])) for place in places)
    return next((code for code in said if code is not None), None)


def _fault(geometry: BaseGeometry | None) -> str:
    """Say why a geometry cannot be a boundary, nothing if it can."""
    if geometry is None or geometry.is_empty:
        return "has no shape"
    if not isinstance(geometry, (Polygon, MultiPolygon)):
        return f"is a {geometry.geom_type}, not a polygon"
    corners = shapely.get_coordinates(geometry)
    if not np.isfinite(corners).all():
        return "has a corner that is no number"
    if np.abs(corners[:, 1]).max() > LAT_LIMIT or np.abs(corners[:, 0]).max() > LON_LIMIT:
        return "has a corner that is not on Earth. Save the file in EPSG:4326, longitude first"
    return ""


def _encloses_nothing(geometry: BaseGeometry | None) -> str:
    """Say that a shape is but a line, or a ring round the globe; nothing if there is land in it."""
    return "" if any(piece.area > 0 for piece in in_frame(geometry)) else "encloses no land"


def in_frame(geometry: BaseGeometry | None) -> list[Polygon]:
    """Return the polygons of a geometry as they lie in the frame, valid; what crosses its seam is cut there."""
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
    return [piece for part in parts for piece in _cut_at_seam(_unwrapped(part))]


def _unwrapped(polygon: Polygon) -> BaseGeometry:
    """Return a polygon without jumps across 180°, valid."""
    shell = _without_jumps(np.asarray(polygon.exterior.coords))
    middle = (shell[:, 0].min() + shell[:, 0].max()) / 2
    holes = [_beside(_without_jumps(np.asarray(ring.coords)), middle) for ring in polygon.interiors]
    whole = Polygon(shell, [hole for hole in holes if len(hole) >= CLOSED])
    return shapely.make_valid(whole, method="structure", keep_collapsed=False)


def _without_jumps(ring: Ring) -> Ring:
    """Undo the jumps of a ring across 180°; one that goes round a pole is left as it is."""
    drawn = np.column_stack([np.unwrap(ring[:, 0], period=360.0), ring[:, 1]])
    return drawn if abs(drawn[0, 0] - drawn[-1, 0]) < GRAIN else ring[:, :2]


def _beside(hole: Ring, middle: float) -> Ring:
    """Bring a hole to the turn of the globe that its shell lies on."""
    own = (hole[:, 0].min() + hole[:, 0].max()) / 2
    moved: Ring = hole + np.array([360.0 * round((middle - own) / 360.0), 0.0])
    return moved


def _cut_at_seam(geometry: BaseGeometry) -> Iterator[Polygon]:
    frame = shapely.box(FRAME_WEST, -LAT_LIMIT, FRAME_EAST, LAT_LIMIT)
    for turn in (-720.0, -360.0, 0.0, 360.0, 720.0):
        moved = shapely.affinity.translate(geometry, xoff=turn)
        west, _, east, _ = moved.bounds
        if east > FRAME_WEST and west < FRAME_EAST:
            yield from _polygons(shapely.intersection(moved, frame))


def _polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    for part in shapely.get_parts(geometry):
        if isinstance(part, Polygon) and not part.is_empty:
            yield part
        elif isinstance(part, MultiPolygon):
            yield from part.geoms


def _joined(pieces: Sequence[Polygon]) -> MultiPolygon:
    """Join what touches, on corners rounded so that halves cut at 180° meet again; islands stay as they are."""
    rounded = shapely.transform(np.array(pieces, dtype=object), lambda corners: np.round(corners, DECIMALS))
    rounded = rounded[shapely.area(rounded) > 0]
    touching = ~shapely.is_valid(rounded)
    one, other = shapely.STRtree(rounded).query(rounded, predicate="intersects")
    touching[one[one != other]] = True
    joined = shapely.union_all(shapely.make_valid(rounded[touching]), grid_size=GRAIN)
    return shapely.orient_polygons(MultiPolygon([*rounded[~touching], *_polygons(joined)]))
