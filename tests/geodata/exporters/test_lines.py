"""Lines as GeoJSON and KML: cut at the date line, read back by another reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest
import shapely

from geodata.exporters.geojson import layers_to_geojson
from geodata.exporters.kml import NAMESPACE, layers_to_kml
from geodata.exporters.placed import Column, PlacedLayer, PlacedRow
from geodata.geodesy import Point, great_circle

if TYPE_CHECKING:
    from pathlib import Path

TARAWA, APIA, SUVA = Point(173.1, 1.4), Point(-171.8, -13.8), Point(178.4, -18.1)
NOTE = {"marking": "CUI · DEMO DATA", "disclaimer": "Names are <not> authoritative"}
COLUMNS = (Column("name", "Name"), Column("nm", "Distance", float))
OVER = PlacedRow(None, {"name": "Tarawa to Apia </Folder>", "nm": 1268.0}, path=great_circle(TARAWA, APIA))
WITHIN = PlacedRow(None, {"name": "Tarawa to Suva", "nm": 1215.5}, path=great_circle(TARAWA, SUVA))
STOP = PlacedRow(APIA, {"name": "Samoa", "nm": None})
LAYERS = [PlacedLayer("stops", "Stops", COLUMNS, [STOP]), PlacedLayer("legs", "Legs", COLUMNS, [OVER, WITHIN])]


def features() -> list[dict[str, Any]]:
    written: dict[str, Any] = json.loads(layers_to_geojson(LAYERS, name="Trip", metadata=NOTE))
    assert (written["type"], written["name"], written["metadata"]) == ("FeatureCollection", "Trip", NOTE)
    return list(written["features"])


def test_geojson_is_cut_where_a_line_crosses_the_date_line_and_nowhere_else() -> None:
    stop, over, within = features()
    assert [one["properties"]["layer"] for one in (stop, over, within)] == ["stops", "legs", "legs"]
    assert stop["geometry"] == {"type": "Point", "coordinates": [-171.8, -13.8]}
    assert (over["geometry"]["type"], within["geometry"]["type"]) == ("MultiLineString", "LineString")
    first, last = over["geometry"]["coordinates"]
    assert (first[0], last[-1]) == ([173.1, 1.4], [-171.8, -13.8])
    assert (first[-1][0], last[0][0]) == (180, -180)
    assert first[-1][1] == last[0][1]


def test_geojson_is_valid_geometry_within_the_world() -> None:
    for feature in features():
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shapely.is_valid(shape)
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


def test_a_row_without_place_or_line_is_a_feature_without_geometry() -> None:
    layer = PlacedLayer("stops", "Stops", COLUMNS, [PlacedRow(None, {"name": "Nowhere"})])
    written = json.loads(layers_to_geojson([layer], name="Trip", metadata={}))
    assert written["features"][0]["geometry"] is None


def test_kml_is_cut_too_and_says_that_lines_follow_the_ground() -> None:
    root = ET.fromstring(layers_to_kml(LAYERS, title="Trip", note=NOTE, told="name"))  # noqa: S314 - our own text
    names = {"k": NAMESPACE}
    assert root.findtext("k:Document/k:name", namespaces=names) == "Trip · CUI · DEMO DATA"
    folders = root.findall("k:Document/k:Folder", names)
    assert [folder.findtext("k:name", namespaces=names) for folder in folders] == ["Stops", "Legs"]
    over, within = folders[1].findall("k:Placemark", names)
    assert len(over.findall("k:MultiGeometry/k:LineString", names)) == 2
    assert within.find("k:MultiGeometry", names) is None
    for line in root.iter(f"{{{NAMESPACE}}}LineString"):
        assert line.findtext("k:tessellate", namespaces=names) == "1"
        lons = [float(pair.split(",")[0]) for pair in (line.findtext("k:coordinates", "", names)).split()]
        assert max(lons) - min(lons) < 180
    styles = {style.get("id") for style in root.iter(f"{{{NAMESPACE}}}Style")}
    assert {one.text for one in root.iter(f"{{{NAMESPACE}}}styleUrl")} == {f"#{style}" for style in styles}


@pytest.mark.parametrize(("layer", "kinds"), [("Stops", {"Point"}), ("Legs", {"MultiLineString", "LineString"})])
def test_gdal_reads_the_kml(tmp_path: Path, layer: str, kinds: set[str]) -> None:
    path = tmp_path / "trip.kml"
    path.write_bytes(layers_to_kml(LAYERS, title="Trip", note=NOTE, told="name"))
    frame = pyogrio.read_dataframe(path, layer=layer)
    assert set(frame.geometry.geom_type) <= kinds
    assert set(frame["Name"]) <= {"Samoa", "Tarawa to Apia </Folder>", "Tarawa to Suva"}


def test_points_alone_have_no_style_of_lines() -> None:
    assert b"<Style" not in layers_to_kml(LAYERS[:1], title="Trip", note=NOTE, told="name")
