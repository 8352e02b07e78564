"""Boundaries read in a process of their own: the same as without it, and refused where they cost too much."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
import shapely

from geodata.errors import TableFileError
from geodata.importers import boundaries_apart
from geodata.importers.boundaries import read
from geodata.importers.boundaries_apart import read_apart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

PARTNERS = ("FJI", "TON", "WSM")
FIJI = shapely.box(177, -19, 180, -16)
BOW_TIE = shapely.Polygon([(184, -22), (186, -20), (186, -22), (184, -20), (184, -22)])


def written(path: Path, shapes: Mapping[str, BaseGeometry]) -> Path:
    drawn = [
        {"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)), "properties": {"ISO_A3": code, "n": "x"}}
        for code, shape in shapes.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": drawn}), encoding="utf-8")
    return path


def comb(teeth: int) -> BaseGeometry:
    """Return two combs in one ring, each tooth of one across all of the other."""
    along = [(177 + 2 * (at // 2) / teeth, -18 if at % 4 in {0, 3} else -16) for at in range(teeth)]
    across = [(177 if at % 4 in {0, 3} else 179, -16 - 2 * (at // 2) / teeth) for at in range(teeth)]
    return shapely.Polygon([*along, *across])


def test_it_is_what_reading_without_a_process_gives(tmp_path: Path) -> None:
    path = written(tmp_path / "own.geojson", {"FJI": FIJI, "TON": BOW_TIE, "Z9": FIJI})
    apart, here = read_apart(path, partners=PARTNERS, name="own"), read(path, partners=PARTNERS, name="own")
    assert apart == here
    assert (apart.missing, apart.mended, len(apart.rejected)) == (("WSM",), ("TON",), 1)


def test_a_choice_of_column_arrives(tmp_path: Path) -> None:
    path = written(tmp_path / "own.geojson", {"FJI": FIJI})
    with pytest.raises(TableFileError, match=r"^borders has no polygon of a territory that is known"):
        read_apart(path, partners=PARTNERS, name="borders", column="n")
    with pytest.raises(TableFileError, match=r"^own\.geojson has no column 'é'"):
        read_apart(path, partners=PARTNERS, column="é")


def test_a_shape_that_takes_too_long_to_mend_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "comb.geojson", {"FJI": comb(6_000)})
    monkeypatch.setattr(boundaries_apart, "SECONDS", 2)
    with pytest.raises(TableFileError, match=r"comb\.geojson was refused: its shapes take more than 2 seconds"):
        read_apart(path, partners=PARTNERS)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_a_file_that_takes_too_much_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "own.geojson", {"FJI": FIJI})
    monkeypatch.setattr(boundaries_apart, "MEMORY", 64 * 1024**2)
    with pytest.raises(TableFileError, match="too much memory to read and mend"):
        read_apart(path, partners=PARTNERS)
