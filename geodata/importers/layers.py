"""Any layer: GeoJSON, GeoPackage, zipped Shapefile or KML, told apart by content.

GeoJSON is parsed here; the others go through `geodata.importers.vector`. Whoever reads a layer checks its coordinates:
formats admit any number.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NoReturn
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - the library gives its error class a small letter

import shapely

from geodata.errors import TableFileError
from geodata.importers.archive import open_archive
from geodata.importers.table import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Value, without_controls
from geodata.importers.vector import read_titles, read_vector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geodata.importers.vector import Raw

SQLITE = b"SQLite format 3\x00"
"""How a GeoPackage begins, as every SQLite database does."""

GEOPACKAGE_AT = 68
"""Where a GeoPackage says that it is one."""

SHAPEFILE = b"\x00\x00\x27\x0a"
"""How the main file of a Shapefile begins."""

BESIDE = (".shx", ".dbf", ".prj", ".cpg")
"""Files beside the main one that are read."""

DEEPEST = 100
"""How deep objects of a GeoJSON file or elements of a KML file may nest."""

OF_EVERY_KML = {
    *("id", "description", "timestamp", "begin", "end", "altitudeMode"),
    *("tessellate", "extrude", "visibility", "drawOrder", "icon"),
}
"""Columns that GDAL makes of every KML file, beside the name and what the file's own data says."""

UNSAID = (None, "", "NaT", -1, 0)
"""What stands in them where the file says nothing."""

_ZIP = b"PK\x03\x04"
_KML = re.compile(rb"<(?:\w+:)?kml[\s>]")
_HEAD = 4096
_PLAIN_CRS = re.compile(r"CRS:?84\b|EPSG:[\d.:]*\b4326\b", re.IGNORECASE)


@dataclass(frozen=True)
class Feature:
    """One shape with what is said of it."""

    number: int
    """Its place in the layer, from 1."""

    geometry: BaseGeometry | None
    """Its geometry, EPSG:4326 degrees, longitude first; None where it has none."""

    values: tuple[Value, ...]
    """As many values as the layer has headers."""


@dataclass(frozen=True)
class Layer:
    """What a file holds."""

    headers: tuple[str, ...]
    """Names of its columns, each once."""

    features: tuple[Feature, ...]
    """Its shapes, in their order."""

    digest: str
    """SHA-256 of the file, in hexadecimal digits."""

    kind: str
    """What it was read from."""


def is_layer(path: Path) -> bool:
    """Tell by its content whether a file is a layer rather than a table."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(SQLITE) or bare[:1] in {b"{", b"<"} or (head.startswith(_ZIP) and _has_shapefile(path))


def _has_shapefile(path: Path) -> bool:
    if path.stat().st_size > MAX_BYTES:
        return False
    try:
        with ZipFile(path) as archive:
            return any(member.lower().endswith(".shp") for member in archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read_layer(path: Path, *, name: str | None = None, layer: str | None = None) -> Layer:
    """Read a layer.

    Args:
        path: where the file lies.
        name: what messages call it; its own name by default.
        layer: which layer of several; the only one by default, of KML all.

    Raises:
        TableFileError: it cannot be read, and the message says why and what to do.
    """
    name = name or path.name
    data = _bytes(path, name=name)
    digest = hashlib.sha256(data).hexdigest()
    bare = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"{"):
        return _from_geojson(bare, digest, name=name)
    kind, raws = _through_gdal(data, name=name, layer=layer)
    return _joined(raws, digest, kind, name=name)


def layer_titles(path: Path, *, name: str | None = None) -> tuple[str, ...]:
    """Return the names of the layers of a GeoPackage; none of another file, which is read as a whole.

    Raises:
        TableFileError: it cannot be read.
    """
    name = name or path.name
    data = _bytes(path, name=name)
    if not _is_geopackage(data):
        return ()
    return read_titles({"layer.gpkg": data}, driver="GPKG", name=name)


def _bytes(path: Path, *, name: str) -> bytes:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TableFileError(f"{name} is larger than {MAX_BYTES // 1024**2} MB. Simplify or split it")
    return data


def _is_geopackage(data: bytes) -> bool:
    return data.startswith(SQLITE) and data[GEOPACKAGE_AT : GEOPACKAGE_AT + 4].startswith(b"GP")


def _through_gdal(data: bytes, *, name: str, layer: str | None) -> tuple[str, list[Raw]]:
    if data.startswith(SQLITE):
        if not _is_geopackage(data):
            raise TableFileError(f"{name} is a database but no GeoPackage. Save the layer as a GeoPackage")
        return "GeoPackage", read_vector({"layer.gpkg": data}, driver="GPKG", name=name, layer=layer)
    if data.startswith(_ZIP):
        files = _shapefile(data, name=name)
        return "Shapefile", read_vector(files, driver="ESRI Shapefile", name=name)
    if _KML.search(data[:_HEAD]):
        _check_kml(data, name=name)
        files = {"layer.kml": data}
        raws = read_vector(files, driver="LIBKML", name=name, layer=layer, all_layers=True)
        return "KML", [_without_blanks(raw) for raw in raws]
    raise TableFileError(f"{name} is no layer. Save it as GeoJSON, GeoPackage, zipped Shapefile or KML")


def _without_blanks(raw: Raw) -> Raw:
    """Leave out the columns that GDAL makes of every KML file and that this one says nothing in."""
    kept = [
        at
        for at, header in enumerate(raw.headers)
        if header not in OF_EVERY_KML or any(row[at] not in UNSAID for row in raw.rows)
    ]
    rows = tuple(tuple(row[at] for at in kept) for row in raw.rows)
    return replace(raw, headers=tuple(raw.headers[at] for at in kept), rows=rows)


def _shapefile(data: bytes, *, name: str) -> dict[str, bytes]:
    """Take a Shapefile out of a zip archive, under names of our own."""
    archive = open_archive(io.BytesIO(data), len(data), name=name)
    mains = [each for each in archive.namelist() if each.lower().endswith(".shp") and not _is_hidden(each)]
    if len(mains) != 1:
        found = f"{len(mains)} Shapefiles" if mains else "no Shapefile"
        raise TableFileError(f"{name} holds {found}. Zip one Shapefile, with its .shx, .dbf and .prj files")
    stem = mains[0][: -len(".shp")]
    beside = {each.lower(): each for each in archive.namelist()}
    wanted = {f"layer{end}": beside.get((stem + end).lower()) for end in (".shp", *BESIDE)}
    files = {own: _unpacked(archive, member, name=name) for own, member in wanted.items() if member}
    if not files["layer.shp"].startswith(SHAPEFILE):
        raise TableFileError(f"{name} holds a file that ends in .shp but is no Shapefile. Save it again")
    return files


def _is_hidden(member: str) -> bool:
    return PurePosixPath(member).name.startswith(".") or member.startswith("__MACOSX")


def _unpacked(archive: ZipFile, member: str, *, name: str) -> bytes:
    try:
        return archive.read(member)
    except (BadZipFile, ZlibError, OSError, EOFError, ValueError, RuntimeError) as error:
        raise TableFileError(f"{name} is damaged in {member!r}. Save or download it again") from error


def _check_kml(data: bytes, *, name: str) -> None:
    """Refuse a KML file that is no whole XML, declares a document type, or nests too deep."""
    parser = expat.ParserCreate()
    depth = 0

    def start(_tag: str, _attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise TableFileError(f"{name} nests too deep and is refused")

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_declaration: object) -> NoReturn:
        raise TableFileError(f"{name} declares a document type, which no KML needs, and is refused")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the library's own signature
    except (expat.ExpatError, ValueError) as error:
        if isinstance(error, TableFileError):
            raise
        raise TableFileError(f"{name} is damaged: it is not XML. Save or download it again") from error


def _joined(raws: Iterable[Raw], digest: str, kind: str, *, name: str) -> Layer:
    """Join layers into one, under the columns of all."""
    raws = list(raws)
    headers = tuple(dict.fromkeys(header for raw in raws for header in raw.headers))
    _check_size(len(headers), sum(len(raw.shapes) for raw in raws), name=name)
    features: list[Feature] = []
    for raw in raws:
        for shape, row in zip(raw.shapes, raw.rows, strict=True):
            said = dict(zip(raw.headers, row, strict=True))
            values = tuple(_value(said.get(header)) for header in headers)
            features.append(Feature(len(features) + 1, shape, values))
    return Layer(_names(headers, name=name), tuple(features), digest, kind)


def _check_size(columns: int, rows: int, *, name: str) -> None:
    if columns > MAX_COLUMNS:
        raise TableFileError(f"{name} has {columns:,} columns; at most {MAX_COLUMNS} are read. Remove the others")
    if rows > MAX_ROWS:
        raise TableFileError(f"{name} has more than {MAX_ROWS:,} shapes. Split it")


def _value(value: Any) -> Value:  # noqa: ANN401 - whatever JSON has
    """Bring a value to a cell: text without blanks around it, number, or None."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return _text(value).strip() or None
    return value if value is None or isinstance(value, (int, float)) else _text(json.dumps(value, ensure_ascii=False))


def _text(text: str) -> str:
    return without_controls(text.encode(errors="replace").decode())


def _names(headers: Iterable[str], *, name: str) -> tuple[str, ...]:
    """Bring headers to text that can be kept; two that become one are refused."""
    names = tuple(_text(header) for header in headers)
    if twice := next((each for place, each in enumerate(names) if each in names[:place]), None):
        raise TableFileError(f"{name}: the header {twice!r} stands over two columns. Rename one of them")
    return names


def _from_geojson(data: bytes, digest: str, *, name: str) -> Layer:
    try:
        features = _features(data, name=name)
        said = [feature.get("properties") or {} for feature in features]
        headers = tuple(dict.fromkeys(header for properties in said for header in properties))
        _check_size(len(headers), len(features), name=name)
        read = [
            Feature(number, _geometry(feature, number, name=name), tuple(_value(row.get(key)) for key in headers))
            for number, (feature, row) in enumerate(zip(features, said, strict=True), start=1)
        ]
    except RecursionError as error:
        raise TableFileError(f"{name} nests too deep and is refused") from error
    return Layer(_names(headers, name=name), tuple(read), digest, "GeoJSON")


def _features(data: bytes, *, name: str) -> list[Mapping[str, Any]]:
    try:
        parsed = json.loads(data, parse_constant=_refuse_constant)
    except ValueError as error:
        raise TableFileError(f"{name} is no GeoJSON: it is damaged or holds NaN. Save it again") from error
    if parsed.get("crs") is not None and not _PLAIN_CRS.search(json.dumps(parsed["crs"])):
        raise TableFileError(f"{name} is in a coordinate system of its own. Save it in EPSG:4326")
    features = parsed.get("features") if parsed.get("type") == "FeatureCollection" else [parsed]
    if not isinstance(features, list) or not all(_is_feature(feature) for feature in features):
        raise TableFileError(f"{name} is JSON but no collection of GeoJSON features. Save it as a FeatureCollection")
    return features


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def _is_feature(feature: object) -> bool:
    return (
        isinstance(feature, dict)
        and feature.get("type") == "Feature"
        and isinstance(feature.get("properties"), (dict, type(None)))
        and isinstance(feature.get("geometry"), (dict, type(None)))
    )


def _geometry(feature: Mapping[str, Any], number: int, *, name: str) -> BaseGeometry | None:
    if feature.get("geometry") is None:
        return None
    try:
        geometry: BaseGeometry = shapely.from_geojson(json.dumps(feature["geometry"]))
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise TableFileError(f"{name}, feature {number}: its geometry cannot be read. Repair it") from error
    return shapely.force_2d(geometry)
