"""The scripts that build the reference tables, on sources small enough to see through."""

from __future__ import annotations

import io
import itertools
import os
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geodata.errors import ReferenceDataError
from geodata.reference import build_boundaries, build_ports, topology
from geodata.reference.build import build, write_table
from geodata.reference.build_advisories import build_advisories
from geodata.reference.read import REFERENCE
from geodata.territories import Boundaries
from scripts import fetch_sources

TABLES = ("boundaries.json.gz", "territories.csv", "ports.csv", "advisories.csv")


def drawn(*rings: list[tuple[int, int]], kind: str = "Polygon", **transform: list[float]) -> list[shapely.Polygon]:
    """Read rings of whole degrees as one TopoJSON geometry, each ring an arc of its own."""
    arcs = [[ring[0], *((x - a, y - b) for (a, b), (x, y) in itertools.pairwise(ring))] for ring in rings]
    world = {"arcs": arcs, "transform": {"scale": [1.0, 1.0], "translate": [0.0, 0.0]} | transform}
    numbers = [[place] for place in range(len(rings))]
    arcs_of = numbers if kind == "Polygon" else [[number] for number in numbers]
    return topology.polygons_of(world, {"type": kind, "arcs": arcs_of})


def ring(west: int, south: int, east: int, north: int) -> list[tuple[int, int]]:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def test_a_ring_over_the_date_line_is_no_band() -> None:
    crossing = [(179, 0), (-179, 0), (-179, 1), (179, 1), (179, 0)]
    (polygon,) = drawn(crossing)
    assert polygon.bounds == (179, 0, 181, 1)


def test_halves_of_an_island_meet_at_the_date_line() -> None:
    east, west = drawn(ring(178, 0, 180, 1), ring(-180, 0, -178, 1), kind="MultiPolygon")
    assert shapely.union_all([east, west]).equals(shapely.box(178, 0, 182, 1))


def test_a_hole_goes_with_its_shell() -> None:
    (polygon,) = drawn(ring(-170, 0, -160, 10), ring(-167, 3, -163, 7))
    assert polygon.bounds == (190, 0, 200, 10)
    assert polygon.area == 100 - 16


def test_what_crosses_the_seam_is_cut_there() -> None:
    pieces = drawn(ring(-40, 60, -20, 70))
    assert sorted(piece.bounds for piece in pieces) == [(-30, 60, -20, 70), (320, 60, 330, 70)]


def test_a_ring_that_encloses_nothing_is_dropped() -> None:
    assert drawn([(0, 0), (0, 1), (0, 0)]) == []
    assert [polygon.area for polygon in drawn(ring(0, 0, 4, 4), [(1, 1), (2, 1), (1, 1)])] == [16]


def test_an_arc_backwards_and_joined() -> None:
    world = {
        "arcs": [[(0, 0), (2, 0), (0, 2)], [(0, 0), (0, 2), (2, 0)]],
        "transform": {"scale": [1.0, 1.0], "translate": [0.0, 0.0]},
    }
    (polygon,) = topology.polygons_of(world, {"type": "Polygon", "arcs": [[0, ~1]]})
    assert polygon.area == 4


def test_a_bow_tie_becomes_polygons_and_nothing_else() -> None:
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)])
    pieces = topology.pieces_of(bow_tie)
    assert [piece.geom_type for piece in pieces] == ["Polygon", "Polygon"]
    assert sum(piece.area for piece in pieces) == 2


def test_carving_moves_a_piece_and_leaves_the_rest() -> None:
    france, reunion = shapely.box(0, 45, 5, 50), shapely.box(55.2, -21.4, 55.8, -20.9)
    parents = {parent: [shapely.box(0, 80, 1, 81)] for _, parent, _ in build_boundaries.CARVED}
    carved = build_boundaries._carve(parents | {"FRA": [france, reunion]})
    assert carved["REU"] == [reunion]
    assert carved["FRA"] == [france]


def test_the_same_collection_gives_the_same_bytes(tmp_path: Path) -> None:
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    for name in ("one", "two"):
        build_boundaries.write_boundaries(collection, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_tables_end_their_lines_alike(tmp_path: Path) -> None:
    write_table(tmp_path / "table.csv", ("a", "b"), [{"a": "1", "b": "x, y"}])
    assert (tmp_path / "table.csv").read_bytes() == b'a,b\n1,"x, y"\n'


def test_an_advisory_about_nowhere_is_refused() -> None:
    with pytest.raises(ReferenceDataError, match="Atlantis"):
        build_advisories([{"country": "Atlantis"}])


def square_world() -> Boundaries:
    squares = [shapely.box(177, -20, 180, -16), shapely.box(120, 0, 125, 5)]
    return Boundaries(("FJI", "IDN"), ("Fiji", "Indonesia"), np.array(squares, dtype=object))


def searoute_port(code: str, name: str, lon: float, lat: float) -> dict[str, Any]:
    return {"properties": {"port": code, "name": name}, "geometry": {"coordinates": [lon, lat]}}


def test_of_two_with_a_code_the_one_at_home_keeps_it() -> None:
    ports = [searoute_port("IDAAA", "Away", 60, 0), searoute_port("IDAAA", "Home", 121, 1)]
    rows = {row["name"]: row for row in build_ports.build_ports(ports, {}, square_world())}
    assert rows["Home"]["unlocode"] == "IDAAA"
    assert (rows["Away"]["unlocode"], rows["Away"]["flags"]) == ("", "offshore;duplicate_code")


def test_of_two_at_home_the_one_the_other_source_bears_out_keeps_it() -> None:
    ports = [searoute_port("IDAAA", "Alpha", 121, 1), searoute_port("IDAAA", "Beta", 124, 4)]
    other = {"IDAAA": {"name": "Beta", "coordinates": [124, 4.1]}}
    rows = {row["name"]: row for row in build_ports.build_ports(ports, other, square_world())}
    assert rows["Beta"]["unlocode"] == "IDAAA"
    assert rows["Alpha"]["flags"] == "duplicate_code"


def test_the_same_place_twice_is_one_port() -> None:
    ports = [searoute_port("IDAAA", "Beta", 121, 1), searoute_port("IDAAA", "Alpha", 121.1, 1)]
    rows = [row for row in build_ports.build_ports(ports, {}, square_world()) if row["territory"] == "IDN"]
    assert [row["name"] for row in rows] == ["Alpha"]


def test_of_the_second_source_only_seaports_that_are_missing() -> None:
    others = {
        "IDAAA": {"name": "Shore", "coordinates": [120.05, 2]},
        "IDBBB": {"name": "Inland", "coordinates": [122.5, 2.5]},
        "IDCCC": {"name": "Known Port", "coordinates": [120.0, 4.1]},
        "IDDDD": {"name": "Shore Apt", "coordinates": [120.05, 2]},
        "IDEEE": {"name": "Nowhere"},
        "IDFFF": {"name": "Abroad", "coordinates": [178, -16]},
        "ANGGG": {"name": "Of a state that is no more", "coordinates": [120.05, 2]},
    }
    rows = build_ports.build_ports([searoute_port("IDZZZ", "Known", 120, 4)], others, square_world())
    assert [row["name"] for row in rows if row["territory"] == "IDN"] == ["Known", "Shore"]


def test_a_wrong_code_is_dropped_and_its_correction_declared() -> None:
    rows = build_ports.build_ports([searoute_port("CHERN", "Chernihiv", 31.29, 51.49)], {}, square_world())
    (row,) = [row for row in rows if row["source"].startswith("searoute")]
    assert (row["territory"], row["unlocode"], row["flags"]) == ("UKR", "", "offshore")


def test_keys_stay_unique_and_half_a_code_is_none() -> None:
    ports = [searoute_port("ID", "Twin", 121, 1), searoute_port("ID", "Twin", 124, 1)]
    rows = [row for row in build_ports.build_ports(ports, {}, square_world()) if row["territory"] == "IDN"]
    assert [(row["unlocode"], row["source_key"]) for row in rows] == [("", "ID:twin"), ("", "ID:twin:2")]


def test_unpacking_refuses_to_write_elsewhere(tmp_path: Path) -> None:
    archive = tmp_path / "bad.tar"
    with tarfile.open(archive, "w") as tar:
        tar.addfile(tarfile.TarInfo("../outside"), io.BytesIO(b""))
    with pytest.raises(tarfile.OutsideDestinationError):
        fetch_sources.unpack(archive, tmp_path / "in")
    assert not (tmp_path / "outside").exists()


@pytest.mark.skipif("SEAMARK_SOURCES" not in os.environ, reason="SEAMARK_SOURCES names no folder of fetched packages")
def test_the_tables_can_be_built_again_to_the_byte(tmp_path: Path) -> None:
    psa = os.environ.get("SEAMARK_PSA")
    build(Path(os.environ["SEAMARK_SOURCES"]), Path(psa) if psa else None, tmp_path)
    for table in TABLES[: 4 if psa else 3]:
        assert (tmp_path / table).read_bytes() == (REFERENCE / table).read_bytes(), table
