"""Layers: told apart by content, read in degrees, and refused in one line when hostile."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import TableFileError
from geodata.importers import layers, vector
from geodata.importers.layers import Layer, is_layer, read_layer

if TYPE_CHECKING:
    from pathlib import Path

PORTS = [("Suva", 1, shapely.Point(178.43, -18.13)), ("Apia", 2, shapely.Point(-171.76, -13.82))]
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>"""
PLACEMARK = "<Placemark><name>{}</name><Point><coordinates>{}</coordinates></Point></Placemark>"
VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
ANY_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def frame() -> gpd.GeoDataFrame:
    names, sizes, points = zip(*PORTS, strict=True)
    return gpd.GeoDataFrame({"name": names, "size": sizes}, geometry=list(points), crs="EPSG:4326")


def zipped(folder: Path, **more: bytes) -> Path:
    path = folder / "layer.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for member in sorted(folder.glob("ports.*")):
            archive.write(member, f"deep/{member.name}")
        for name, data in more.items():
            archive.writestr(name, data)
    return path


def saved(tmp_path: Path, data: bytes | str, name: str = "layer.dat") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def collection(*features: object, **more: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features} | more)


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def points(layer: Layer) -> list[tuple[float, float]]:
    found = [each.geometry for each in layer.features if isinstance(each.geometry, shapely.Point)]
    return [(round(point.x, 6), round(point.y, 6)) for point in found]


PLACES = [(178.43, -18.13), (-171.76, -13.82)]


def test_geojson(tmp_path: Path) -> None:
    suva = feature({"type": "Point", "coordinates": [178.43, -18.13, 5]}, name=" Suva ", open=True, more={"a": [1]})
    path = saved(tmp_path, "\ufeff  " + collection(suva, feature(None, name="Nowhere", size=2.5)))
    layer = read_layer(path)
    assert (layer.kind, layer.headers) == ("GeoJSON", ("name", "open", "more", "size"))
    first, second = layer.features
    assert first.values == ("Suva", "TRUE", '{"a": [1]}', None)
    assert (second.number, second.values, second.geometry) == (2, ("Nowhere", None, None, 2.5), None)
    assert first.geometry is not None
    assert not first.geometry.has_z
    assert points(layer) == PLACES[:1]


def test_control_characters_are_taken_out(tmp_path: Path) -> None:
    suva = feature(None, **{"na\x00me": "Bad\x00Na\x1bme", "note": "one\vtwo\x7f", "more": ["\ud800"], "list": "a\nb"})
    layer = read_layer(saved(tmp_path, collection(suva)))
    assert layer.headers == ("name", "note", "more", "list")
    assert layer.features[0].values == ("BadName", "one two", '["?"]', "a\nb")
    with pytest.raises(TableFileError, match="header 'name' stands over two columns"):
        read_layer(saved(tmp_path, collection(feature(None, **{"na\x00me": 1, "name": 2}))))


def test_geopackage(tmp_path: Path, frame: gpd.GeoDataFrame) -> None:
    frame.to_file(tmp_path / "ports.gpkg", driver="GPKG", layer="ports")
    layer = read_layer(tmp_path / "ports.gpkg")
    assert (layer.kind, layer.headers, points(layer)) == ("GeoPackage", ("name", "size"), PLACES)
    assert [each.values for each in layer.features] == [("Suva", 1), ("Apia", 2)]
    frame.to_file(tmp_path / "ports.gpkg", driver="GPKG", layer="others")
    with pytest.raises(TableFileError, match=r"^ports.gpkg has several layers. Choose one of: ports, others$"):
        read_layer(tmp_path / "ports.gpkg")
    assert len(read_layer(tmp_path / "ports.gpkg", layer="others").features) == 2
    with pytest.raises(TableFileError, match=r"has no layer 'towns'. Choose one of: ports, others"):
        read_layer(tmp_path / "ports.gpkg", layer="towns")


def test_a_shapefile_in_another_projection_comes_in_degrees(tmp_path: Path, frame: gpd.GeoDataFrame) -> None:
    frame.to_crs("EPSG:3832").to_file(tmp_path / "ports.shp")
    layer = read_layer(zipped(tmp_path))
    assert (layer.kind, layer.headers, points(layer)) == ("Shapefile", ("name", "size"), PLACES)


def test_a_shapefile_that_does_not_say_its_projection_is_refused(tmp_path: Path, frame: gpd.GeoDataFrame) -> None:
    frame.to_file(tmp_path / "ports.shp")
    (tmp_path / "ports.prj").unlink()
    with pytest.raises(TableFileError, match="does not say which coordinate system"):
        read_layer(zipped(tmp_path))


def test_kml_with_folders_is_one_layer(tmp_path: Path) -> None:
    folders = [
        f"<Folder><name>{name}</name>{PLACEMARK.format(name, f'{point.x},{point.y},0')}</Folder>"
        for name, _, point in PORTS
    ]
    layer = read_layer(saved(tmp_path, KML.format("".join(folders))))
    assert (layer.kind, points(layer)) == ("KML", PLACES)
    assert [each.values[0] for each in layer.features] == ["Suva", "Apia"]


def test_what_a_kml_says_beside_name_and_description_becomes_columns(tmp_path: Path) -> None:
    schema = '<Schema name="s" id="s"><SimpleField type="int" name="Berths"/></Schema>'
    typed = '<SchemaData schemaUrl="#s"><SimpleData name="Berths">7</SimpleData></SchemaData>'
    plain = '<Data name="LOCODE"><displayName>Code</displayName><value>FJLTK</value></Data>'
    marks = [
        f"<Placemark><name>{name}</name><ExtendedData>{said}</ExtendedData>"
        "<Point><coordinates>177.4,-17.6</coordinates></Point></Placemark>"
        for name, said in (("Suva", typed), ("Lautoka", plain))
    ]
    folders = "".join(f"<Folder><name>{at}</name>{mark}</Folder>" for at, mark in enumerate(marks))
    layer = read_layer(saved(tmp_path, KML.format(schema + folders)))
    told = [dict(zip(layer.headers, each.values, strict=True)) for each in layer.features]
    assert {header for header in layer.headers if header not in {"Name", "Berths", "LOCODE"}} == set()
    assert [(one["Name"], one["Berths"], one["LOCODE"]) for one in told] == [
        ("Suva", 7, None),
        ("Lautoka", None, "FJLTK"),
    ]


def test_a_kml_that_points_elsewhere_is_not_followed(tmp_path: Path) -> None:
    secret = saved(tmp_path, KML.format(PLACEMARK.format("secret", "178,-18")), "secret.kml")
    link = f"<NetworkLink><Link><href>{secret.as_uri()}</href></Link></NetworkLink>"
    layer = read_layer(saved(tmp_path, KML.format(link + PLACEMARK.format("Suva", "178,-18"))))
    assert [each.values[0] for each in layer.features] == ["Suva"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("{", "is no GeoJSON"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "holds NaN"),
        ('{"type": "Point", "coordinates": [1, 2]}', "no collection of GeoJSON features"),
        ('{"type": "FeatureCollection", "features": {}}', "no collection"),
        ('{"type": "FeatureCollection", "features": [1]}', "no collection"),
        (collection(feature([1, 2])), "no collection"),
        (collection(feature({"type": "Point", "coordinates": ["a", "b"]})), "feature 1: its geometry cannot be read"),
        (collection(feature({"type": "Sphere"})), "feature 1: its geometry cannot be read"),
        (collection(crs={"type": "name", "properties": {"name": "EPSG:3857"}}), "coordinate system of its own"),
        ('{"a": ' * 100_000, "nests too deep"),
        (collection(feature(None, **{f"c{n}": n for n in range(201)})), "201 columns; at most 200"),
        (VRT.format("CSV:/etc/passwd"), "is no layer"),
        ("<kml>", "it is not XML"),
        ('<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>', "declares a document type"),
        ("<kml>" + "<a>" * 101, "nests too deep"),
        (b"SQLite format 3\x00" + bytes(100), "is a database but no GeoPackage"),
        ("", "is no layer"),
        ("Port,Territory", "is no layer"),
        (b"PK\x03\x04 no zip", "is damaged"),
    ],
)
def test_what_is_no_layer_is_refused_in_one_line(tmp_path: Path, data: bytes | str, reason: str) -> None:
    with pytest.raises(TableFileError, match=f"^layer.dat.*{reason}") as refused:
        read_layer(saved(tmp_path, data))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_geojson_may_say_that_it_is_in_degrees(tmp_path: Path, crs: str) -> None:
    path = saved(tmp_path, collection(crs={"type": "name", "properties": {"name": crs}}))
    assert read_layer(path).features == ()


def test_a_file_of_another_driver_is_not_opened_by_it(tmp_path: Path) -> None:
    secret = saved(tmp_path, "name\nsecret\n", "secret.csv")
    path = saved(tmp_path, "<!-- <kml > -->" + VRT.format(f"CSV:{secret}"))
    with pytest.raises(TableFileError, match="damaged or not what it seems to be") as refused:
        read_layer(path)
    assert "secret" not in str(refused.value)


def test_the_process_has_one_driver_and_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEAMARK_SECRET", "x")
    environment = vector._environment("GPKG")
    skipped = environment["GDAL_SKIP"].split(",")
    assert "GPKG" not in skipped
    assert {"OGR_VRT", "HTTP", "ESRI Shapefile", "GeoJSON", "CSV"} <= set(skipped)
    assert set(environment) <= {"GDAL_SKIP", "GDAL_DRIVER_PATH", "PROJ_NETWORK", *vector.KEPT}


def test_a_process_with_other_drivers_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector, "_drivers", lambda: ("HTTP",))
    with pytest.raises(TableFileError, match="cannot be read safely"):
        read_layer(saved(tmp_path, KML.format("")))


def test_what_takes_too_long_or_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, KML.format(PLACEMARK.format("Suva", "178,-18")))
    vector._drivers()
    if os.name == "posix":
        monkeypatch.setattr(vector, "MEMORY", 64 * 1024**2)
        with pytest.raises(TableFileError, match="needs too much memory"):
            read_layer(path)
        monkeypatch.undo()
    monkeypatch.setattr(vector, "SECONDS", 0.01)
    with pytest.raises(TableFileError, match="takes too long to read"):
        read_layer(path)


def test_more_shapes_than_there_may_be_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector, "MAX_FEATURES", 1)
    marks = "".join(PLACEMARK.format(name, f"{point.x},{point.y}") for name, _, point in PORTS)
    with pytest.raises(TableFileError, match="has more than 1 shapes"):
        read_layer(saved(tmp_path, KML.format(marks)))


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MAX_BYTES", 10)
    with pytest.raises(TableFileError, match="is larger than 0 MB"):
        read_layer(saved(tmp_path, "{" * 11))


def archive_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (archive_of(**{"notes.txt": b"x"}), "holds no Shapefile"),
        (archive_of(**{"a.shp": b"x", "b.shp": b"x"}), "holds 2 Shapefiles"),
        (archive_of(**{"a.shp": b"x" * 30}), "ends in .shp but is no Shapefile"),
        (archive_of(**{"../a.shp": b"x"}), "leads elsewhere"),
        (archive_of(**{f"{n}.txt": b"x" for n in range(21)}), "holds 21 files"),
        (archive_of(**{"a.shp": bytes(5_000_000)}), "more than 100 times its size"),
        (archive_of(**{"a.shp": layers.SHAPEFILE + bytes(96)}), "damaged"),
    ],
)
def test_archives_that_are_no_shapefile_are_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(TableFileError, match=reason):
        read_layer(saved(tmp_path, data))


def test_a_shapefile_cut_short_is_refused(tmp_path: Path, frame: gpd.GeoDataFrame) -> None:
    frame.to_file(tmp_path / "ports.shp")
    whole = (tmp_path / "ports.shp").read_bytes()
    (tmp_path / "ports.shx").unlink()
    (tmp_path / "ports.shp").write_bytes(whole[:24] + struct.pack(">i", 10**8) + whole[28:60])
    with pytest.raises(TableFileError, match="damaged"):
        read_layer(zipped(tmp_path))


@pytest.mark.parametrize(
    ("data", "layer"),
    [
        (b" {}", True),
        (b"\xef\xbb\xbf{", True),
        (b"<kml>", True),
        (layers.SQLITE, True),
        (archive_of(**{"x/a.SHP": b""}), True),
        (archive_of(**{"xl/workbook.xml": b""}), False),
        (b"PK\x03\x04", False),
        (b"Port,Territory", False),
        (b"", False),
    ],
)
def test_a_layer_is_known_by_its_content(tmp_path: Path, data: bytes, layer: bool) -> None:  # noqa: FBT001 - expected
    assert is_layer(saved(tmp_path, data)) is layer


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@ANY_FILE
@given(st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection", "x"]), json_values)
def test_no_geometry_crashes_the_reader(tmp_path: Path, kind: str, coordinates: object) -> None:
    shape = {"type": kind, "coordinates": coordinates, "geometries": coordinates}
    try:
        layer = read_layer(saved(tmp_path, collection(feature(shape, name="x"))))
    except TableFileError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right
    else:
        assert len(layer.features) == 1


@ANY_FILE
@given(st.dictionaries(st.text(max_size=8), json_values, max_size=4))
def test_any_property_becomes_a_cell(tmp_path: Path, properties: dict[str, Any]) -> None:
    text = json.dumps(feature(None, **{"name": "Suva"} | properties)).replace("NaN", "1").replace("Infinity", "2")
    (found,) = read_layer(saved(tmp_path, text)).features
    assert all(value is None or isinstance(value, (str, int, float)) for value in found.values)
    "".join(str(value) for value in found.values).encode()


@ANY_FILE
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=5))
def test_what_is_accepted_comes_back(tmp_path: Path, places: list[tuple[float, float]]) -> None:
    features = [feature({"type": "Point", "coordinates": place}, n=n) for n, place in enumerate(places)]
    layer = read_layer(saved(tmp_path, collection(*features)))
    assert [
        (point.x, point.y) for each in layer.features if isinstance(point := each.geometry, shapely.Point)
    ] == places
