"""Boundaries of one's own: named by any code, put in the frame, joined over 180°, made valid."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import TableFileError
from geodata.importers.boundaries import ReadBoundaries, in_frame, read
from geodata.importers.rows import Rejected
from geodata.locate import locate
from geodata.territories import FRAME_EAST, FRAME_WEST, Boundaries

if TYPE_CHECKING:
    from pathlib import Path

PARTNERS = ["FJI", "TON"]
FIJI_WEST, FIJI_EAST = shapely.box(177, -19, 180, -16), shapely.box(-180, -18, -178, -17)
TONGA = shapely.box(-176, -22, -173, -18)
BOW_TIE = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)])


def written(tmp_path: Path, *features: tuple[Any, dict[str, Any]]) -> Path:
    path = tmp_path / "borders.geojson"
    drawn = [
        {
            "type": "Feature",
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
            "properties": said,
        }
        for shape, said in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": drawn}), encoding="utf-8")
    return path


def read_all(tmp_path: Path, *features: tuple[Any, dict[str, Any]], **options: Any) -> ReadBoundaries:  # noqa: ANN401
    return read(written(tmp_path, *features), partners=PARTNERS, **options)


def test_halves_cut_at_180_are_joined_without_a_seam(tmp_path: Path) -> None:
    found = read_all(
        tmp_path, (FIJI_WEST, {"ISO_A3": "FJI"}), (FIJI_EAST, {"ISO_A3": "FJI"}), (TONGA, {"ISO_A3": "TON"})
    )
    fiji = found.geometries["FJI"]
    assert (len(fiji.geoms), fiji.bounds) == (1, (177, -19, 182, -16))
    assert found.geometries["TON"].bounds == (184, -22, 187, -18)
    assert (found.missing, found.rejected, found.mended) == ((), (), ())


def test_halves_that_do_not_quite_meet_are_joined(tmp_path: Path) -> None:
    near = shapely.box(177, -19, 179.99999999, -16)
    found = read_all(tmp_path, (near, {"ISO_A3": "FJI"}), (FIJI_EAST, {"ISO_A3": "FJI"}))
    assert len(found.geometries["FJI"].geoms) == 1


@pytest.mark.parametrize(
    "ring",
    [
        [(177, -19), (-178, -19), (-178, -16), (177, -16), (177, -19)],
        [(177, -19), (182, -19), (182, -16), (177, -16), (177, -19)],
        [(-183, -19), (-178, -19), (-178, -16), (-183, -16), (-183, -19)],
    ],
)
def test_a_ring_over_180_is_narrow_however_it_is_written(tmp_path: Path, ring: list[tuple[float, float]]) -> None:
    found = read_all(tmp_path, (shapely.Polygon(ring), {"ISO_A3": "FJI"}))
    assert found.geometries["FJI"].bounds == (177, -19, 182, -16)
    assert found.missing == ("TON",)


def test_a_hole_stays_in_its_shell_over_180(tmp_path: Path) -> None:
    shell = [(170, -20), (-170, -20), (-170, -10), (170, -10), (170, -20)]
    hole = [(-179, -16), (-177, -16), (-177, -14), (-179, -14), (-179, -16)]
    found = read_all(tmp_path, (shapely.Polygon(shell, [hole]), {"ISO_A3": "FJI"}))
    fiji = found.geometries["FJI"]
    assert fiji.area == pytest.approx(20 * 10 - 2 * 2)
    assert not fiji.contains(shapely.Point(182, -15))
    assert fiji.contains(shapely.Point(180, -15))


def test_what_lies_across_the_seam_of_the_frame_is_cut_there() -> None:
    pieces = in_frame(shapely.box(-50, 60, -20, 80))
    assert sorted(piece.bounds for piece in pieces) == [(-30, 60, -20, 80), (310, 60, 330, 80)]


def test_a_cap_round_the_pole_keeps_its_width() -> None:
    cap = shapely.Polygon([(-180, -90), (-180, -70), (0, -65), (180, -70), (180, -90), (-180, -90)])
    pieces = in_frame(cap)
    assert sum(piece.area for piece in pieces) == pytest.approx(cap.area)


def test_an_invalid_polygon_is_mended_and_named(tmp_path: Path) -> None:
    found = read_all(tmp_path, (BOW_TIE, {"ISO_A3": "FJI"}), (TONGA, {"ISO_A3": "TON"}))
    assert found.mended == ("FJI",)
    assert all(shapely.is_valid(shape) for shape in found.geometries.values())
    assert found.geometries["FJI"].area == pytest.approx(2)


@pytest.mark.parametrize(
    "said",
    [
        {"ISO_A3": "FJI"},
        {"iso3": "fji"},
        {"ISO_A3": "-99", "ADM0_A3": "FJI"},
        {"ISO_A3": "-99", "NAME": "Fiji"},
        {"country_na": "Fiji", "country_co": "TO"},
        {"NAME_EN": "Republic of Fiji", "ISO_A2": "-99"},
        {"ISO_A2": "FJ"},
        {"Country": "FIJI"},
    ],
)
def test_codes_of_three_letters_then_names_then_codes_of_two(tmp_path: Path, said: dict[str, str]) -> None:
    assert list(read_all(tmp_path, (FIJI_WEST, said)).geometries) == ["FJI"]


def test_taiwan_by_an_unusual_code(tmp_path: Path) -> None:
    found = read_all(tmp_path, (shapely.box(120, 22, 122, 25), {"ISO_A2": "CN-TW"}))
    assert list(found.geometries) == ["TWN"]


def test_a_column_of_the_users_choice(tmp_path: Path) -> None:
    path = written(tmp_path, (FIJI_WEST, {"ISO_A3": "TON", "owner": "Fiji"}))
    assert list(read(path, partners=PARTNERS, column="owner").geometries) == ["FJI"]
    with pytest.raises(TableFileError, match=r"has no column 'x'. Choose one of: ISO_A3, owner"):
        read(path, partners=PARTNERS, column="x")


def test_shapes_that_cannot_be_boundaries_are_rejected(tmp_path: Path) -> None:
    found = read_all(
        tmp_path,
        (FIJI_WEST, {"ISO_A3": "FJI"}),
        (TONGA, {"ISO_A3": "ZZZ"}),
        (None, {"ISO_A3": "TON"}),
        (shapely.Point(1, 2), {"ISO_A3": "TON"}),
        (shapely.box(0, 80, 10, 95), {"ISO_A3": "TON"}),
        (shapely.box(500_000, 0, 600_000, 10), {"ISO_A3": "TON"}),
    )
    assert found.rejected == (
        Rejected(2, "ISO_A3", "names no territory that is known. Write its ISO code"),
        Rejected(3, "geometry", "has no shape"),
        Rejected(4, "geometry", "is a Point, not a polygon"),
        Rejected(5, "geometry", "has a corner that is not on Earth. Save the file in EPSG:4326, longitude first"),
        Rejected(6, "geometry", "has a corner that is not on Earth. Save the file in EPSG:4326, longitude first"),
    )
    assert found.missing == ("TON",)


@pytest.mark.parametrize(
    "ring",
    [
        [(1, 1), (2, 2), (3, 3), (1, 1)],
        [(1, 1), (2, 2), (1, 1), (1, 1)],
        [(-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90)],
    ],
)
def test_a_shape_without_land_is_rejected_and_counts_for_nothing(
    tmp_path: Path, ring: list[tuple[float, float]]
) -> None:
    found = read_all(tmp_path, (shapely.Polygon(ring), {"ISO_A3": "FJI"}), (TONGA, {"ISO_A3": "TON"}))
    assert found.rejected == (Rejected(1, "geometry", "encloses no land"),)
    assert (found.missing, found.shapes, found.columns) == (("FJI",), {"TON": 1}, ("ISO_A3",))
    with pytest.raises(TableFileError, match="has no polygon of a territory that is known"):
        read_all(tmp_path, (shapely.Polygon(ring), {"ISO_A3": "FJI"}))


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        ([], "has no column that names territories"),
        ([(FIJI_WEST, {"size": 1})], "has no column that names territories. Call one ISO_A3"),
        ([(FIJI_WEST, {"ISO_A3": "ZZZ"})], "has no polygon of a territory that is known"),
        ([(shapely.Point(1, 2), {"ISO_A3": "FJI"})], "has no polygon of a territory that is known"),
    ],
)
def test_a_file_without_boundaries_is_refused(tmp_path: Path, features: list[Any], reason: str) -> None:
    with pytest.raises(TableFileError, match=f"^borders.geojson {reason}"):
        read_all(tmp_path, *features)


def test_all_that_ships_comes_back_as_it_was(tmp_path: Path, boundaries: Boundaries) -> None:
    partners = list(boundaries.codes[:47])
    drawn = [(boundaries.geometry(code), {"iso_a3": code}) for code in partners]
    found = read(written(tmp_path, *drawn), partners=partners)
    assert (found.missing, found.rejected) == ((), ())
    shapes = np.array([found.geometries[code] for code in partners])
    own = Boundaries(tuple(partners), tuple(partners), shapes)
    assert shapely.area(shapes) == pytest.approx(shapely.area(boundaries.geometries[:47]), rel=1e-6)
    suva, atoll = locate([178.43, -171.2], [-18.13, -9.34], boundaries=own)
    assert (suva.territory, atoll.territory) == ("FJI", "TKL")


@settings(deadline=None)
@given(
    st.floats(-180, 180), st.floats(-80, 70), st.floats(0.01, 100), st.floats(0.01, 20), st.sampled_from([-360, 0, 360])
)
def test_every_box_lies_in_the_frame_with_its_own_area(
    west: float, south: float, width: float, height: float, turn: float
) -> None:
    box = shapely.box(west + turn, south, west + turn + width, south + height)
    pieces = in_frame(box)
    assert sum(piece.area for piece in pieces) == pytest.approx(box.area)
    for piece in pieces:
        assert piece.is_valid
        assert FRAME_WEST <= piece.bounds[0] <= piece.bounds[2] <= FRAME_EAST
