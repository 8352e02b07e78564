"""GeoPackage: one layer of points, EPSG:4326, and a table `about` with marking, disclaimer and dates.

The same content at the same data gives the same bytes: the format's own dates are those of the data.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import geopandas
import pandas as pd
import pyogrio
import shapely

from geodata.exporters.placed import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geodata.exporters.placed import Column, PlacedLayer

ABOUT = "about"
"""The table that says what the file is."""

_KINDS = {str: "string", int: "Int64", float: "Float64", bool: "boolean", date: "string"}
"""Kinds of columns that know what is not known."""

_DATING = Lock()
"""Held while the library's one clock is set to the date of the data."""


def to_geopackage(layer: PlacedLayer, *, note: Mapping[str, str], stamp: datetime) -> bytes:
    """Write a layer of points.

    Args:
        layer: what to write.
        note: marking, disclaimer and dates: a table of their own, and the description of the layer.
        stamp: when the data was changed last, in UTC; the format asks for a date.
    """
    frame = geopandas.GeoDataFrame(
        {column.name: _values(layer, column) for column in layer.columns}, geometry=_points(layer), crs="EPSG:4326"
    )
    about = pd.DataFrame({"what": list(note), "said": list(note.values())}, dtype="string")
    described = {"IDENTIFIER": layer.title, "DESCRIPTION": ". ".join(note.values()) + "."}
    with _DATING, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
        try:
            pyogrio.write_dataframe(frame, path, layer=layer.name, geometry_type="Point", layer_options=described)
            pyogrio.write_dataframe(about, path, layer=ABOUT, append=True)
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        return path.read_bytes()


def _values(layer: PlacedLayer, column: Column) -> pd.Series[Any]:
    said = [row.cells.get(column.name) for row in layer.rows]
    written = [plain_text(value) if isinstance(value, (str, date)) else value for value in said]
    return pd.Series(written, dtype=_KINDS[column.kind])


def _points(layer: PlacedLayer) -> list[shapely.Point | None]:
    return [None if row.place is None else shapely.Point(row.place.lon, row.place.lat) for row in layer.rows]
