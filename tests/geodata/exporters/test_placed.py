"""Layers of points: what is written reads back in another reader, whatever the text."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.exporters.geojson import points_to_geojson
from geodata.exporters.geopackage import to_geopackage
from geodata.exporters.kml import NAMESPACE, to_kml
from geodata.exporters.placed import Column, PlacedLayer, PlacedRow, plain_text
from geodata.geodesy import Point
from geodata.importers.layers import read_layer

if TYPE_CHECKING:
    from pathlib import Path

STAMP = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
NOTE = {"marking": "UNCLASSIFIED · DEMO DATA", "disclaimer": "Names are <not> authoritative"}
COLUMNS = (
    Column("name", "Name"),
    Column("size", "Size"),
    Column("count", "Count", int),
    Column("depth", "Depth", float),
    Column("secure", "Secure", bool),
    Column("on", "On", date),
)
FULL = PlacedRow(
    Point(lon=180.0, lat=-18.123456789),
    {"name": "A & <b>", "size": "=1+1", "count": 3, "depth": 0.1, "secure": True, "on": date(2026, 1, 2)},
    {"name": "wpi"},
)
BARE = PlacedRow(Point(lon=-180.0, lat=90.0), {"name": "]]>", "secure": False, "depth": 0.0, "count": 0})
PLACELESS = PlacedRow(None, {"name": "Nowhere"})


def layer(*rows: PlacedRow) -> PlacedLayer:
    return PlacedLayer("ports", "Ports", COLUMNS, rows)


def gpkg(tmp_path: Path, *rows: PlacedRow) -> Path:
    path = tmp_path / "ports.gpkg"
    path.write_bytes(to_geopackage(layer(*rows), note=NOTE, stamp=STAMP))
    return path


def kml(tmp_path: Path, *rows: PlacedRow) -> Path:
    path = tmp_path / "ports.kml"
    path.write_bytes(to_kml(layer(*rows), note=NOTE, told="size"))
    return path


def read(path: Path, name: str) -> list[dict[str, Any]]:
    frame = pyogrio.read_dataframe(path, layer=name)
    return [{key: None if value != value else value for key, value in row.items()} for row in frame.to_dict("records")]  # noqa: PLR0124 - NaN


def test_a_geopackage_reads_back_in_full(tmp_path: Path) -> None:
    path = gpkg(tmp_path, FULL, BARE, PLACELESS)
    full, bare, placeless = read(path, "ports")
    assert {key: full[key] for key in ("name", "size", "count", "depth", "secure", "on")} == {
        **FULL.cells,
        "on": "2026-01-02",
    }
    assert (full["geometry"].x, full["geometry"].y) == (180.0, -18.123456789)
    assert (bare["count"], bare["depth"], bare["secure"], bare["size"]) == (0, 0.0, False, None)
    assert placeless["geometry"] is None
    info = pyogrio.read_info(path, layer="ports")
    assert (info["crs"], info["geometry_type"]) == ("EPSG:4326", "Point")
    assert info["layer_metadata"]["DESCRIPTION"] == "UNCLASSIFIED · DEMO DATA. Names are <not> authoritative."
    assert info["layer_metadata"]["IDENTIFIER"] == "Ports"


def test_a_geopackage_says_what_it_is_in_a_table_of_its_own(tmp_path: Path) -> None:
    path = gpkg(tmp_path, FULL)
    assert read(path, "about") == [{"what": what, "said": said} for what, said in NOTE.items()]
    with sqlite3.connect(path) as connection:
        stamps = {row[0] for row in connection.execute("SELECT last_change FROM gpkg_contents")}
    connection.close()
    assert stamps == {"2026-11-22T03:04:05.000Z"}


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert gpkg(tmp_path, FULL, BARE).read_bytes() == gpkg(tmp_path, FULL, BARE).read_bytes()
    assert kml(tmp_path, FULL, BARE).read_bytes() == kml(tmp_path, FULL, BARE).read_bytes()


def test_the_clock_of_the_library_is_set_back(tmp_path: Path) -> None:
    gpkg(tmp_path, FULL)
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_without_rows_the_columns_are_still_there(tmp_path: Path) -> None:
    info = pyogrio.read_info(gpkg(tmp_path), layer="ports")
    assert list(info["fields"]) == [column.name for column in COLUMNS]
    assert info["features"] == 0
    assert ET.fromstring(kml(tmp_path).read_bytes()).tag == f"{{{NAMESPACE}}}kml"  # noqa: S314 - our own file
    assert json.loads(points_to_geojson(layer(), metadata=NOTE))["features"] == []


def test_a_kml_reads_back_with_its_data(tmp_path: Path) -> None:
    path = kml(tmp_path, FULL, BARE, PLACELESS)
    full, bare = read(path, "Ports")[:2]
    assert full["Name"] == "A & <b>"
    assert (full["size"], full["count"], full["depth"], full["on"]) == ("=1+1", 3, 0.1, "2026-01-02")
    assert bool(full["secure"])
    assert (full["geometry"].x, full["geometry"].y) == (180.0, -18.123456789)
    assert bare["Name"] == "]]>"
    assert (bare["size"], bare["count"]) == (None, 0)


def test_a_kml_says_what_it_is_in_its_name_its_description_and_its_data(tmp_path: Path) -> None:
    document = ET.fromstring(kml(tmp_path, FULL).read_bytes()).find(f"{{{NAMESPACE}}}Document")  # noqa: S314 - our own file
    assert document is not None
    assert document.findtext(f"{{{NAMESPACE}}}name") == "Ports · UNCLASSIFIED · DEMO DATA"
    description = document.findtext(f"{{{NAMESPACE}}}description") or ""
    assert description == "UNCLASSIFIED · DEMO DATA. Names are &lt;not&gt; authoritative."
    assert NOTE["disclaimer"] in [one.text for one in document.iter(f"{{{NAMESPACE}}}value")]


def test_what_a_program_shows_as_html_holds_no_mark_up(tmp_path: Path) -> None:
    hostile = PlacedRow(Point(lon=0.0, lat=0.0), {"name": "<script>x</script>", "size": "<img src=x onerror=y>"})
    root = ET.fromstring(kml(tmp_path, hostile).read_bytes())  # noqa: S314 - our own file
    told = [one.text or "" for one in root.iter(f"{{{NAMESPACE}}}description")]
    assert told[1] == "&lt;img src=x onerror=y&gt;"


def test_a_geojson_reads_back_with_sources_and_exact_places() -> None:
    read_back = json.loads(points_to_geojson(layer(FULL, PLACELESS), metadata=NOTE))
    assert read_back["metadata"] == NOTE
    full, placeless = read_back["features"]
    assert full["geometry"] == {"type": "Point", "coordinates": [180.0, -18.123456789]}
    assert full["properties"] == {**FULL.cells, "on": "2026-01-02", "provenance": {"name": "wpi"}}
    assert placeless["geometry"] is None


def test_a_geojson_holds_nothing_that_ends_a_script() -> None:
    hostile = PlacedRow(None, {"name": "</script><script>alert(1)</script>"})
    text = points_to_geojson(layer(hostile), metadata={"marking": "</script>"})
    assert "<" not in text
    assert json.loads(text)["features"][0]["properties"]["name"] == hostile.cells["name"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_a_geojson_refuses_what_json_has_not(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        points_to_geojson(layer(PlacedRow(None, {"depth": value})), metadata={})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (date(2026, 1, 2), "2026-01-02"),
        ("a\x00b\x1b\ud800\uffff", "a\ufffdb\ufffd\ufffd\ufffd"),
        ("tab\tline\n", "tab\tline\n"),
    ],
)
def test_text_is_what_xml_can_hold(value: object, text: str | None) -> None:
    assert plain_text(value) == text


TEXTS = st.text(min_size=1, max_size=20).map(lambda text: f"x{text}x")


@settings(max_examples=20)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_every_text_survives_each_format(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("texts")
    rows = [PlacedRow(Point(lon=1.0, lat=2.0), {"name": text, "size": text}) for text in texts]
    expected = [plain_text(text) for text in texts]
    assert [row["name"] for row in read(gpkg(folder, *rows), "ports")] == expected
    root = ET.fromstring(kml(folder, *rows).read_bytes())  # noqa: S314 - our own file
    said = [one.text for one in root.iter(f"{{{NAMESPACE}}}SimpleData")]
    assert said == [(text or "").replace("\r\n", "\n").replace("\r", "\n") for text in expected]


@pytest.mark.parametrize("write", [gpkg, kml])
def test_our_own_importer_reads_what_is_written(tmp_path: Path, write: Any) -> None:  # noqa: ANN401 - either writer
    found = read_layer(write(tmp_path, FULL, BARE), layer="Ports" if write is kml else "ports")
    assert [feature.values[0] for feature in found.features] == ["A & <b>", "]]>"]
    first = found.features[0].geometry
    assert first is not None
    assert list(first.coords) == [(180.0, -18.123456789)]
