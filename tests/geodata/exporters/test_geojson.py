"""GeoJSON that any reader draws right across the date line."""

from __future__ import annotations

import json

import shapely

from geodata.exporters.geojson import cut_at_date_line, to_geojson

ACROSS_180 = shapely.box(175, -20, 185, -10)
ACROSS_GREENWICH = shapely.box(-10, 40, 10, 50)


def test_what_crosses_the_date_line_is_cut_and_keeps_its_area() -> None:
    cut = cut_at_date_line(ACROSS_180)
    assert sorted(part.bounds for part in cut.geoms) == [(-180, -20, -175, -10), (175, -20, 180, -10)]
    assert cut.area == ACROSS_180.area


def test_what_lies_across_greenwich_is_whole() -> None:
    assert cut_at_date_line(ACROSS_GREENWICH).bounds == (-10, 40, 10, 50)


def test_a_point_is_brought_to_standard_longitudes() -> None:
    assert cut_at_date_line(shapely.Point(210, -17)).equals(shapely.Point(-150, -17))


def test_the_file_carries_its_marking_and_runs_no_script_when_embedded() -> None:
    written = to_geojson([(ACROSS_180, {"name": "</script>"})], metadata={"marking": "DEMO DATA"})
    assert "</script>" not in written
    read = json.loads(written)
    assert read["metadata"] == {"marking": "DEMO DATA"}
    assert read["features"][0]["properties"] == {"name": "</script>"}
    lons = [lon for polygon in read["features"][0]["geometry"]["coordinates"] for ring in polygon for lon, _ in ring]
    assert -180 <= min(lons) <= max(lons) <= 180
