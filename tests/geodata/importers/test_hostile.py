"""Every importer against hostile files: each is read or refused in one line, and nothing else happens."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from geodata.errors import GeodataError
from geodata.importers import SOURCES, boundaries, layers, recognising, vector
from geodata.importers.territory_names import LONGEST, territory_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DATA = Path(__file__).parents[2] / "data"
ANY_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)

READERS: Mapping[str, Callable[..., Any]] = {
    **{name: source.importer().read for name, source in SOURCES.items()},
    "boundaries": lambda path: boundaries.read(path, partners=("FJI", "PYF")),
    "layers": layers.read_layer,
    "recognising": recognising.recognise,
}
"""Everything that reads a file of a user's."""

FIXTURES = {
    "wpi": "world_port_index.csv",
    "unlocode": "unlocode.csv",
    "gisis": "port_facilities.csv",
    "table": "world_port_index_old.csv",
}
"""A file that each source reads."""

LONG = 10_000_000
"""Bytes of a long line."""

CELLS = (
    *("NaN", "inf", "-inf", "1e400", "1e-9999", "9" * 5_000, "-0", "0x10", "1_0", "1,5", "1.5.5", "=1+1", "#N/A", ""),
    *(
        "\u0663",
        "\uff11\uff18",
        "\u2167",
        "\u00b2",
        "\u202e",
        "\u2028",
        "\ufeff",
        "\x1b",
        "\x85",
        "'",
        "\\",
        "A" * 40_000,
    ),
    *("31/02/2020", "00/00/0000", "12/31/9999", "99999999", "true", "FJ SUV", "\u0130", "\ufb03", "\U0001f419"),
)
"""What may stand in a cell where something else is due."""


def outcome(reader: str, path: Path) -> Any:  # noqa: ANN401 - whatever the reader returns
    """Read a file, or return in words why it is refused."""
    try:
        return READERS[reader](path)
    except GeodataError as error:
        refusal = str(error)
    assert len(refusal.splitlines()) == 1
    assert len(refusal) < 1_000
    return refusal


def saved(tmp_path: Path, data: bytes | str) -> Path:
    path = tmp_path / "hostile.dat"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return path


every_reader = pytest.mark.parametrize("reader", READERS)
every_source = pytest.mark.parametrize("source", FIXTURES)


def collection(geometry: object, **properties: object) -> str:
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\x00" * 1_000, b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n\r\n", b"# note\n", b"sep=\n", b'"', b"{", b"<"),
        *(b"null", b"[]", b"{}", b"PK\x03\x04", b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\x00" * 4_000),
        *(b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, b"GIF89a", b"\x1f\x8b\x08\x00"),
        *("Suva,Apia".encode(encoding) for encoding in ("utf-16", "utf-16-le", "utf-32", "utf-7", "cp037")),
    ],
    ids=lambda data: repr(data[:12]),
)
@every_reader
def test_what_is_no_table_and_no_layer_is_refused(tmp_path: Path, reader: str, data: bytes) -> None:
    outcome(reader, saved(tmp_path, data))


@pytest.mark.parametrize(
    "data",
    [
        *(sign * LONG for sign in (b"a", b"\n", b'"', b"<")),
        *(b",\n" * (LONG // 2), b"# note\n" * (LONG // 7), b"a;" * (LONG // 2)),
        b"name,lat,lon\n" + b"x" * LONG + b",1,2\n",
        *(b'{"a":' + b"[" * LONG, b'{"a":' * (LONG // 5), b"<kml>" * (LONG // 5)),
        collection(None, name="x" * LONG).encode(),
    ],
    ids=lambda data: repr(data[:12]),
)
@every_reader
def test_ten_megabytes_of_one_thing_are_refused_or_read(tmp_path: Path, reader: str, data: bytes) -> None:
    outcome(reader, saved(tmp_path, data))


def test_a_text_of_megabytes_is_no_territory() -> None:
    assert territory_of("Fiji") == "FJI"
    assert territory_of("Fiji" + " " * LONGEST) is None


@every_source
def test_headers_alone_have_no_rows(tmp_path: Path, source: str) -> None:
    first = (DATA / FIXTURES[source]).read_bytes().split(b"\n", 1)[0]
    found = outcome(source, saved(tmp_path, first + b"\n"))
    assert isinstance(found, str) or found.total <= 1


@every_source
@ANY_FILE
@given(cut=st.floats(0, 1))
def test_a_file_cut_off_anywhere_is_refused_or_read(tmp_path: Path, source: str, cut: float) -> None:
    data = (DATA / FIXTURES[source]).read_bytes()
    outcome(source, saved(tmp_path, data[: int(cut * len(data))]))


@every_source
@ANY_FILE
@given(bytes_=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_file_is_refused_or_read(tmp_path: Path, source: str, bytes_: list[tuple[float, int]]) -> None:
    data = bytearray((DATA / FIXTURES[source]).read_bytes())
    for place, byte in bytes_:
        data[int(place * len(data))] = byte
    outcome(source, saved(tmp_path, bytes(data)))


@every_source
def test_text_decoded_as_another_is_refused_or_read(tmp_path: Path, source: str) -> None:
    data = (DATA / FIXTURES[source]).read_bytes()
    for mangled in (data.decode("latin-1").encode(), data.decode(errors="replace").encode("cp1252", "replace")):
        outcome(source, saved(tmp_path, mangled))


@every_source
@ANY_FILE
@given(data=st.data())
def test_any_cell_may_hold_anything(tmp_path: Path, source: str, data: st.DataObject) -> None:
    text = (DATA / FIXTURES[source]).read_bytes().decode(errors="replace")
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    for _ in range(data.draw(st.integers(1, 6))):
        row = data.draw(st.sampled_from(rows[1:]))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(st.sampled_from(CELLS))
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    found = outcome(source, saved(tmp_path, out.getvalue()))
    if not isinstance(found, str):
        assert found.total <= len(rows)
        places = [(row.lon, row.lat) for row in found.rows if row.lon is not None]
        assert all(-180 <= lon <= 180 and -90 <= (lat if lat is not None else 99) <= 90 for lon, lat in places)


@every_source
def test_a_nul_in_a_cell_is_refused(tmp_path: Path, source: str) -> None:
    data = (DATA / FIXTURES[source]).read_bytes()
    assert isinstance(outcome(source, saved(tmp_path, data[:-40] + b"\x00" + data[-40:])), str)


# GeoJSON


@pytest.mark.parametrize(
    "position", [[181, 95], [178, -91], [-180.0001, 0], [1e308, 0], ["178", "-18"], [True, False], [], [178]]
)
def test_a_place_off_the_earth_is_rejected_with_its_row(tmp_path: Path, position: list[object]) -> None:
    path = saved(tmp_path, collection({"type": "Point", "coordinates": position}, name="Suva"))
    found = outcome("table", path)
    if not isinstance(found, str):
        assert not any(row.lon for row in found.rows)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
@pytest.mark.parametrize("where", ["[178, {}]", '{{"name": {}}}'])
def test_numbers_that_are_none_are_refused_or_rejected(tmp_path: Path, number: str, where: str) -> None:
    said = where.format(number)
    geometry = f'{{"type": "Point", "coordinates": {said if said[0] == "[" else "[178, -18]"}}}'
    properties = said if said[0] == "{" else '{"name": "Suva"}'
    feature = f'{{"type": "Feature", "geometry": {geometry}, "properties": {properties}}}'
    for reader in READERS:
        found = outcome(reader, saved(tmp_path, f'{{"type": "FeatureCollection", "features": [{feature}]}}'))
        rows = getattr(found, "rows", ())
        assert all(getattr(row, "lat", None) in {None, -18.0} for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": ' + "9" * 5_000 + "}",
        '{"type": "FeatureCollection", "features": null}',
        '{"type": "FeatureCollection", "features": {"a": 1}}',
        '{"type": ["FeatureCollection"], "features": []}',
        '{"type": "Feature", "geometry": {"type": "Point"}, "properties": null}',
        '{"type": "Feature", "geometry": {"coordinates": [1, 2]}, "properties": {}}',
        '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[1, 2]]]}, "properties": {"t": "FJI"}}',
        '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": {"t": "FJI"}}',
        '{"type": "Feature", "geometry": null, "properties": {"": "", "\\u0000": 1, "\\ud800": "\\udfff"}}',
        '{"crs": {"a": {"b": [null]}}, "type": "Feature", "geometry": null, "properties": {}}',
        '{"type": "Topology", "objects": {}}',
        collection({"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection"}] * 50}, t="FJI"),
    ],
)
@every_reader
def test_strange_json_is_refused_or_read(tmp_path: Path, reader: str, text: str) -> None:
    outcome(reader, saved(tmp_path, text))


def test_deep_geometries_are_refused(tmp_path: Path) -> None:
    geometry: dict[str, object] = {"type": "Point", "coordinates": [178, -18]}
    for _ in range(200):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    for reader in READERS:
        outcome(reader, saved(tmp_path, collection(geometry, t="FJI", name="Fiji")))


def test_a_vrt_is_never_opened_whatever_it_is_called(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("name,lon,lat\nSecret,1,2\n")
    layer = f'<OGRVRTLayer name="s"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
    vrt = f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"
    for name in ("ports.geojson", "ports.kml", "ports.gpkg", "ports.zip"):
        path = tmp_path / name
        path.write_text(vrt)
        for reader in READERS:
            found = outcome(reader, path)
            assert isinstance(found, str) or reader == "recognising"
            assert "Secret" not in str(found)


# KML

POINT = "<Placemark><name>{}</name><Point><coordinates>{}</coordinates></Point></Placemark>"


def kml(body: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE kml [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
    ],
)
def test_entities_of_kml_are_refused(tmp_path: Path, head: str) -> None:
    path = saved(tmp_path, kml(POINT.format("&a;&c;", "1,2"), head))
    for reader in ("table", "boundaries", "layers"):
        assert isinstance(outcome(reader, path), str)


@pytest.mark.parametrize(
    "place", ["181,95", "nan,nan", "inf,0", "1e400,1", "", "a,b", "178", "178,-18,9e999", "178 -18"]
)
def test_places_of_kml_are_checked(tmp_path: Path, place: str) -> None:
    found = outcome("table", saved(tmp_path, kml(POINT.format("Suva", place))))
    if not isinstance(found, str):
        assert all(row.lon is None or (abs(row.lon) <= 180 and abs(row.lat) <= 90) for row in found.rows)


def test_links_of_kml_lead_nowhere(tmp_path: Path) -> None:
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>"
    found = outcome("layers", saved(tmp_path, kml(link + POINT.format("Suva", "178,-18"))))
    assert isinstance(found, str) or len(found.features) == 1


# GeoPackage


@pytest.fixture
def geopackage(tmp_path: Path) -> Path:
    path = tmp_path / "ports.gpkg"
    frame = gpd.GeoDataFrame({"name": ["Suva"], "t": ["FJI"]}, geometry=[shapely.box(1, 1, 2, 2)], crs=4326)
    frame.to_file(path, driver="GPKG", layer="ports")
    return path


def altered(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    connection.create_function("ST_IsEmpty", 1, lambda _shape: 0)
    for axis in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
        connection.create_function(axis, 1, lambda _shape: 1.0)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


ENDLESS = (
    "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT i AS fid, NULL AS geom FROM n"
)
AS_LAYER = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('endless', 'features', 'e', 4326)",
    "INSERT INTO gpkg_geometry_columns VALUES ('endless', 'geom', 'POINT', 4326, 0, 0)",
)


def test_a_view_that_never_ends_is_ended(tmp_path: Path, geopackage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector, "SECONDS", 5)
    monkeypatch.setattr(vector, "MAX_FEATURES", 1_000)
    path = altered(geopackage, ENDLESS, *AS_LAYER, "DELETE FROM gpkg_contents WHERE table_name = 'ports'")
    assert isinstance(outcome("layers", path), str)
    assert list(tmp_path.iterdir()) == [geopackage]


def test_triggers_and_attached_files_do_nothing(tmp_path: Path, geopackage: Path) -> None:
    target = tmp_path / "written.txt"
    path = altered(
        geopackage,
        "CREATE TRIGGER t AFTER INSERT ON ports BEGIN DELETE FROM ports; END",
        f"CREATE VIEW v AS SELECT writefile('{target}', 'x') AS a, load_extension('x') AS b",
        "CREATE TABLE other (a TEXT DEFAULT (load_extension('x')))",
    )
    before = path.read_bytes()
    for reader in ("table", "boundaries"):
        outcome(reader, path)
    assert not target.exists()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ports SET geom = x'00'",
        "UPDATE ports SET geom = NULL",
        "UPDATE ports SET geom = zeroblob(1000000)",
        "UPDATE ports SET name = zeroblob(1000)",
        "UPDATE ports SET name = CAST(x'ff00fe' AS TEXT)",
        "UPDATE gpkg_geometry_columns SET srs_id = -99",
        "UPDATE gpkg_spatial_ref_sys SET definition = 'x' WHERE srs_id = 4326",
        "DELETE FROM gpkg_spatial_ref_sys",
        "DELETE FROM gpkg_contents",
        "DROP TABLE ports",
        "UPDATE gpkg_contents SET table_name = '../../etc/passwd'",
    ],
)
def test_a_geopackage_with_wrong_contents_is_refused_or_read(geopackage: Path, statement: str) -> None:
    path = altered(
        geopackage, "PRAGMA foreign_keys = OFF", "DROP TRIGGER IF EXISTS rtree_ports_geom_update3", statement
    )
    outcome("boundaries", path)


# Archives


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "name", ["../../layer.shp", "/etc/layer.shp", "C:\\layer.shp", "a/../../layer.shp", "..\\layer.shp"]
)
def test_archives_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path, archive(**{name: layers.SHAPEFILE + bytes(96)}))
    for reader in ("table", "boundaries", "layers"):
        assert isinstance(outcome(reader, path), str)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_bomb_as_a_shapefile_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, archive(**{"layer.shp": layers.SHAPEFILE + bytes(200_000_000)}))
    for reader in ("table", "boundaries", "layers"):
        assert isinstance(outcome(reader, path), str)


# Workbooks


def workbook(cells: list[list[Any]]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in cells:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


PORTS = workbook([["Name", "Latitude", "Longitude"], ["Suva", -18.1, 178.4]])
SHEET = "xl/worksheets/sheet1.xml"


def sheet(body: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{before}<sheetData>{body}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/workbook.xml", b""),
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/sharedStrings.xml", b"<sst><si/></sst>"),
        ("xl/styles.xml", b"<styleSheet/>"),
        (SHEET, b""),
        (SHEET, b"<a/>"),
        (SHEET, sheet("", '<dimension ref="A1:XFD1048576"/>')),
        (SHEET, sheet('<row r="1"><c r="ZZZZ1" t="s"><v>0</v></c></row>')),
        (SHEET, sheet('<row r="99999999999"><c r="A1"><v>1</v></c></row>')),
        (SHEET, sheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')),
        (SHEET, sheet('<row r="1"><c r="A1" t="d"><v>x</v></c><c r="B1" t="e"><v>#REF!</v></c></row>')),
        (SHEET, sheet('<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1:9")</f><v>1</v></c></row>')),
        (SHEET, sheet('<row r="1"><c r="A1" t="n"><v>1e999</v></c><c r="A1"><v>nan</v></c></row>')),
    ],
)
@every_reader
def test_a_strange_workbook_is_refused_or_read(tmp_path: Path, reader: str, name: str, content: bytes) -> None:
    outcome(reader, saved(tmp_path, with_part(PORTS, name, content)))


def test_the_workbook_without_anything_strange_is_read(tmp_path: Path) -> None:
    assert [row.name for row in outcome("table", saved(tmp_path, PORTS)).rows] == ["Suva"]
