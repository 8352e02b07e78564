"""GeoJSON (RFC 7946): EPSG:4326, longitudes -180 to 180, geometry cut at the date line."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely
from shapely.affinity import translate

from geodata.exporters.placed import line_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from geodata.exporters.placed import PlacedLayer, PlacedRow

_WORLDS = ((-360, -180), (-180, 180), (180, 540))
"""Longitude ranges of the frame's own world and its neighbours, west to east."""


def cut_at_date_line(geometry: BaseGeometry) -> BaseGeometry:
    """Bring a geometry of the Pacific-centred frame to longitudes -180 to 180; what crosses the date line is cut."""
    pieces = []
    for west, east in _WORLDS:
        piece = shapely.intersection(geometry, shapely.box(west, -90, east, 90))
        if not piece.is_empty:
            pieces.append(translate(piece, xoff=-(west + east) / 2))
    polygons = [part for part in shapely.get_parts(shapely.get_parts(pieces)) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(polygons) if polygons else shapely.union_all(pieces)


def to_geojson(features: Iterable[tuple[BaseGeometry, Mapping[str, Any]]], *, metadata: Mapping[str, Any]) -> str:
    """Write features as a FeatureCollection.

    Args:
        features: geometry in the Pacific-centred frame, EPSG:4326 degrees, and its properties.
        metadata: marking, disclaimer, dates; written beside the features.
    """
    collection = {
        "type": "FeatureCollection",
        "metadata": dict(metadata),
        "features": [
            {
                "type": "Feature",
                "properties": dict(properties),
                "geometry": json.loads(shapely.to_geojson(shapely.set_precision(cut_at_date_line(geometry), 0.001))),
            }
            for geometry, properties in features
        ],
    }
    return _written(collection)


def points_to_geojson(layer: PlacedLayer, *, metadata: Mapping[str, str]) -> str:
    """Write a layer of points as a FeatureCollection, each with its cells and the source of each as properties.

    Args:
        layer: what to write; its coordinates are kept as they are.
        metadata: marking, disclaimer, dates; written beside the features.
    """
    features = [
        {
            "type": "Feature",
            "properties": {**row.cells, "provenance": dict(row.provenance)},
            "geometry": _geometry(row),
        }
        for row in layer.rows
    ]
    named = {"type": "FeatureCollection", "name": layer.name, "metadata": dict(metadata), "features": features}
    return _written(named)


def layers_to_geojson(layers: Iterable[PlacedLayer], *, name: str, metadata: Mapping[str, Any]) -> str:
    """Write layers of points and lines as one FeatureCollection; the property `layer` tells them apart.

    Args:
        layers: what to write; lines are cut at the date line.
        name: of the collection.
        metadata: marking, disclaimer, dates; written beside the features.
    """
    features = [
        {"type": "Feature", "properties": {"layer": layer.name, **row.cells}, "geometry": _geometry(row)}
        for layer in layers
        for row in layer.rows
    ]
    return _written({"type": "FeatureCollection", "name": name, "metadata": dict(metadata), "features": features})


def _geometry(row: PlacedRow) -> dict[str, Any] | None:
    if not row.path:
        return None if row.place is None else {"type": "Point", "coordinates": [row.place.lon, row.place.lat]}
    lines = line_parts(row.path)
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _written(collection: Mapping[str, Any]) -> str:
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False)
    return text.replace("<", "\\u003c")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as GeoJSON")
