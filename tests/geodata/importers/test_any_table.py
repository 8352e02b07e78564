"""Ports from any table or layer, by columns that are guessed or chosen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import MappingError, TableFileError
from geodata.exporters.workbook import SheetOut, to_xlsx
from geodata.geodesy import Point, lat_lon_text
from geodata.importers.any_table import FIELDS, read, read_any, titles
from models.vocabulary import HarbourSize, HarbourType

if TYPE_CHECKING:
    from pathlib import Path


def saved(tmp_path: Path, text: str, name: str = "ports.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_columns_are_guessed(tmp_path: Path) -> None:
    text = (
        "Port name;Other names;LOCODE;Country;Lat;Lon;Size;Harbor type;Berths\n"
        "Suva;Rewa, Suva Bay;FJ SUV;Fiji;-18,13;178,43;Very small;Open roadstead;7\n"
    )
    (row,) = read(saved(tmp_path, text)).rows
    assert (row.name, row.alternate_names, row.unlocode) == ("Suva", ("Rewa, Suva Bay",), "FJSUV")
    assert (row.territory, row.territory_said, row.lon, row.lat) == ("FJI", "Fiji", 178.43, -18.13)
    assert (row.harbour_size, row.harbour_type) == (HarbourSize.VERY_SMALL, HarbourType.OPEN_ROADSTEAD)
    assert (row.attributes, row.number, row.creates) == ({"Berths": "7"}, 2, True)


def test_columns_are_chosen(tmp_path: Path) -> None:
    path = saved(tmp_path, 'a,b,c\nSuva,"18°07.8′S 178°25.8′E",Nan\n')
    (row,) = read(path, mapping={"name": "a", "position": "b", "alternate_names": "c"}).rows
    assert (row.lon, row.lat, row.territory) == (pytest.approx(178.43), pytest.approx(-18.13), None)
    assert row.alternate_names == ("Nan",)
    with pytest.raises(MappingError, match="Choose a column for: Name"):
        read(path)
    with pytest.raises(MappingError, match="no column 'd'"):
        read(path, mapping={"name": "d"})


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "ports.xlsx"
    rows = [{"Name": "Suva", "Lat": -18.13, "Lon": 178.43}]
    path.write_bytes(to_xlsx([SheetOut("Ports", rows)], note="# DEMO DATA"))
    (row,) = read(path).rows
    assert (row.name, row.lat, row.lon) == ("Suva", -18.13, 178.43)


def test_a_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "ports.xlsx"
    sheets = [SheetOut(name, [{"Name": name, "Lat": 1, "Lon": 2}]) for name in ("First", "Second")]
    path.write_bytes(to_xlsx(sheets, note=""))
    assert titles(path) == ("First", "Second")
    assert [row.name for row in read(path).rows] == ["First"]
    assert [row.name for row in read(path, sheet="second").rows] == ["Second"]
    with pytest.raises(TableFileError, match=r"has no sheet 'Nope'. Choose one of: First, Second"):
        read(path, sheet="Nope")
    assert titles(saved(tmp_path, "Name\nSuva\n")) == ()


def test_a_layer_is_chosen_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "ports.gpkg"
    for name in ("one", "two"):
        gpd.GeoDataFrame({"name": [name]}, geometry=[shapely.Point(2, 1)], crs="EPSG:4326").to_file(path, layer=name)
    assert titles(path) == ("one", "two")
    assert [row.name for row in read(path, sheet="two").rows] == ["two"]
    with pytest.raises(TableFileError, match=r"has several layers. Choose one of: one, two"):
        read(path)
    assert titles(saved(tmp_path, '{"type": "FeatureCollection", "features": []}')) == ()


def test_points_of_a_layer(tmp_path: Path) -> None:
    shapes = [
        {"type": "Point", "coordinates": [178.43, -18.13]},
        {"type": "Point", "coordinates": [181, -18.13]},
        {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
        None,
    ]
    features = [
        {
            "type": "Feature",
            "geometry": shape,
            "properties": {"name": f"Port {number}", "latitude": 5, "longitude": 6, "iso code": "FJ"},
        }
        for number, shape in enumerate(shapes, start=1)
    ]
    path = saved(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "ports.geojson")
    found = read(path)
    assert [(row.name, row.lon, row.lat, row.creates) for row in found.rows] == [
        ("Port 1", 178.43, -18.13, True),
        ("Port 4", 6, 5, True),
    ]
    assert [(row.number, row.column) for row in found.rejected] == [(2, "Longitude"), (3, "Geometry")]
    assert found.rejected[1].reason.startswith("is a LineString, not a point")
    assert read_any(path).headers == ("name", "iso code", "Longitude", "Latitude")


@pytest.mark.parametrize(
    ("shape", "lon"),
    [
        ({"type": "MultiPoint", "coordinates": [[178.43, -18.13]]}, 178.43),
        (
            {
                "type": "GeometryCollection",
                "geometries": [{"type": "MultiPoint", "coordinates": [[178.43, -18.13]]}],
            },
            178.43,
        ),
        ({"type": "MultiPoint", "coordinates": [[178.43, -18.13], [1, 2]]}, None),
        ({"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]]]}, None),
        ({"type": "Point", "coordinates": []}, 6),
    ],
)
def test_a_collection_of_one_point_is_a_point(tmp_path: Path, shape: dict[str, object], lon: float | None) -> None:
    said = {"name": "Suva", "Latitude": 5, "Longitude": 6}
    one = {"type": "Feature", "geometry": shape, "properties": said}
    found = read(saved(tmp_path, json.dumps({"type": "FeatureCollection", "features": [one]})))
    assert [row.lon for row in found.rows] == ([] if lon is None else [lon])
    assert all("not a point" in row.reason for row in found.rejected)
    assert found.total == 1


def test_a_point_inside_a_multigeometry_of_kml(tmp_path: Path) -> None:
    text = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Suva</name><MultiGeometry><Point>'
        "<coordinates>178.43,-18.13</coordinates></Point></MultiGeometry></Placemark></Document></kml>"
    )
    (row,) = read(saved(tmp_path, text, "ports.kml")).rows
    assert (row.name, row.lon, row.lat) == ("Suva", 178.43, -18.13)


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        ("179.5", "-17.3", "Correct it; latitude and longitude may be swapped: 17.3 S, 179.5 E"),
        ("-171,76", "13.82", "swapped: 13.82 N, 171.76 W"),
        ("179.5", "100", "Correct it"),
        ("181", "10", "Correct it"),
    ],
)
def test_a_swap_that_would_be_a_place_is_told(tmp_path: Path, lat: str, lon: str, said: str) -> None:
    (rejected,) = read(saved(tmp_path, f"Name;Latitude;Longitude\nSuva;{lat};{lon}\n")).rejected
    assert rejected.column == "Latitude"
    assert rejected.reason.endswith(said)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (",FJSUV,Fiji,1,2,1", "Name"),
        ("Suva,FJ,Fiji,1,2,1", "UN/LOCODE"),
        ("Suva,FJSUV,Mars,1,2,1", "Territory"),
        ("Suva,FJSUV,Fiji,91,2,1", "Latitude"),
        ("Suva,FJSUV,Fiji,1,,1", "Longitude"),
        ("Suva,FJSUV,Fiji,1,east,1", "Longitude"),
        ("Suva,FJSUV,Fiji,1,2,one", "World Port Index number"),
    ],
)
def test_what_is_wrong_names_its_column(tmp_path: Path, cells: str, column: str) -> None:
    header = "Name,UN/LOCODE,Territory,Latitude,Longitude,World Port Index number"
    read_in = read(saved(tmp_path, f"{header}\n{cells}\nApia,WSAPW,Samoa,-13.8,-171.8,56080\n"))
    assert [(row.number, row.column) for row in read_in.rejected] == [(2, column)]
    assert [row.name for row in read_in.rows] == ["Apia"]


@pytest.mark.parametrize("position", ["18.1S, 178.4S", "somewhere", "91, 0", "1e9, 3"])
def test_a_position_that_is_none_is_rejected(tmp_path: Path, position: str) -> None:
    (rejected,) = read(saved(tmp_path, f'Name,Position\nSuva,"{position}"\n')).rejected
    assert rejected.column == "Position"


def test_a_table_without_rows_has_none(tmp_path: Path) -> None:
    assert read(saved(tmp_path, "Name,Latitude,Longitude\n")).total == 0
    with pytest.raises(TableFileError, match="is empty"):
        read(saved(tmp_path, ""))


def test_fields_have_names_of_their_own() -> None:
    labels = [field.label.casefold() for field in FIELDS]
    assert len(set(labels)) == len(labels)
    assert [field.name for field in FIELDS if field.required] == ["name"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(-1800, 1800), st.integers(-900, 900), st.booleans())
def test_what_is_accepted_comes_back(tmp_path: Path, lon: int, lat: int, words: bool) -> None:  # noqa: FBT001 - drawn
    place = Point(lon=lon / 10, lat=lat / 10)
    text = (
        f'Name,Position\nSuva,"{lat_lon_text(place)}"' if words else f"Name,Lat,Lon\nSuva,{place.lat!r},{place.lon!r}"
    )
    (row,) = read(saved(tmp_path, text + "\n")).rows
    assert (row.lon, row.lat) == (pytest.approx(place.lon), pytest.approx(place.lat))


@pytest.mark.parametrize(("written", "degrees"), [("1e-07", 1e-07), ("-1.5e+1", -15.0), (".5", 0.5), ("5.", 5.0)])
def test_numbers_as_programs_write_them(tmp_path: Path, written: str, degrees: float) -> None:
    (row,) = read(saved(tmp_path, f"Name,Lat,Lon\nSuva,{written},1\n")).rows
    assert row.lat == degrees
