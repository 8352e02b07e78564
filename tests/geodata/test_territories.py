"""The boundaries: all there, in the frame, none wider than it is."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ReferenceDataError, UnknownTerritoryError
from geodata.reference.written import partner_codes
from geodata.territories import (
    BOUNDARIES_PATH,
    FRAME_CENTRE,
    FRAME_EAST,
    FRAME_WEST,
    Boundaries,
    from_frame,
    load_boundaries,
    to_frame,
)

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 400_000

# Degrees of longitude that each territory across 180° truly spans, a little more allowed than less.
WIDTHS = {"FJI": 7.2, "KIR": 38.7, "NZL": 18.0, "RUS": 171.4, "USA": 120.4}

# A point of one territory, drawn in another by the source, and the parent that must have lost it.
CARVED = {
    "REU": ("FRA", 55.5, -21.1),
    "MYT": ("FRA", 45.15, -12.8),
    "GUF": ("FRA", -53.0, 4.0),
    "CXR": ("CCK", 105.64, -10.49),
    "TKL": ("NZL", -171.2, -9.34),
    "SJM": ("NOR", 16.0, 78.5),
    "UKR": ("RUS", 34.3, 45.2),
}

ATOLLS = {"MDV": 170, "PYF": 90, "KIR": 35, "TUV": 9, "MHL": 24, "FSM": 20, "COK": 13, "PLW": 9, "TKL": 2, "WLF": 2}

longitudes = st.floats(-1e4, 1e4)


@given(longitudes)
def test_the_frame_holds_every_longitude_and_gives_it_back(lon: float) -> None:
    framed = to_frame(lon)
    assert FRAME_WEST <= framed < FRAME_EAST
    assert -180 <= from_frame(framed) < 180
    turns = (framed - lon) / 360
    assert turns == pytest.approx(round(turns), abs=1e-9)
    assert np.cos(np.radians(from_frame(framed))) == pytest.approx(np.cos(np.radians(lon)), abs=1e-6)


@pytest.mark.parametrize(
    ("lon", "framed"), [(-30.0, -30.0), (330.0, -30.0), (-30.1, 329.9), (180.0, 180.0), (-180, 180)]
)
def test_the_frame_at_its_edges(lon: float, framed: float) -> None:
    assert to_frame(lon) == pytest.approx(framed)


def test_the_frame_takes_arrays() -> None:
    assert to_frame(np.array([[-170.0, 10.0]])).tolist() == [[190.0, 10.0]]
    assert from_frame([190.0, 10.0]).tolist() == [-170.0, 10.0]
    assert FRAME_CENTRE == 150


def test_a_longitude_a_hair_west_of_the_seam_stays_in_the_frame() -> None:
    assert to_frame(np.nextafter(FRAME_WEST, -np.inf)) < FRAME_EAST


def test_47_partners_come_first_in_order(boundaries: Boundaries) -> None:
    assert boundaries.codes[:47] == tuple(partner_codes())
    assert list(boundaries.codes[47:]) == sorted(boundaries.codes[47:])
    assert len(set(boundaries.codes)) == len(boundaries.codes)


def test_every_geometry_is_whole(boundaries: Boundaries) -> None:
    assert shapely.is_valid(boundaries.geometries).all()
    assert not shapely.is_empty(boundaries.geometries).any()
    assert set(shapely.get_type_id(boundaries.geometries)) <= {3, 6}


def test_every_geometry_lies_in_the_frame(boundaries: Boundaries) -> None:
    west, south, east, north = shapely.total_bounds(boundaries.geometries)
    assert west >= FRAME_WEST
    assert east <= FRAME_EAST
    assert south > -70
    assert north < 85


def test_every_territory_has_a_point_inside(boundaries: Boundaries) -> None:
    for code in boundaries.codes:
        point = boundaries.inner_point(code)
        assert point is not None
        assert -180 <= point[0] < 180
        # Rounded to a kilometre, the point of a very small island may lie just off it.
        assert boundaries.geometry(code).distance(shapely.Point(to_frame(point[0]), point[1])) < 0.01
    assert boundaries.inner_point("VAT") is None


def test_what_has_no_boundary_is_a_point(boundaries: Boundaries) -> None:
    assert boundaries.geometry_or_point("FJI", lon=0, lat=0) is boundaries.geometry("FJI")
    assert boundaries.geometry_or_point("VAT", lon=-170, lat=41.9) == shapely.Point(190, 41.9)


@pytest.mark.parametrize(("code", "width"), WIDTHS.items())
def test_nobody_is_wider_than_the_truth(code: str, width: float, boundaries: Boundaries) -> None:
    west, _, east, _ = boundaries.geometry(code).bounds
    assert width - 0.5 < east - west < width + 0.5


def test_only_those_on_both_sides_of_the_seam_span_the_frame(boundaries: Boundaries) -> None:
    bounds = shapely.bounds(boundaries.geometries)
    wide = {boundaries.codes[place] for place in np.flatnonzero(bounds[:, 2] - bounds[:, 0] > 172)}
    assert wide == {"GRL", "PRT", "SGS"}  # Greenland is cut; the Azores and the South Sandwich Islands lie either side


def test_no_land_but_greenland_is_cut_at_the_seam(boundaries: Boundaries) -> None:
    seam = shapely.linestrings([[(lon, -90.0), (lon, 90.0)] for lon in (FRAME_WEST, FRAME_EAST)])
    touching = shapely.intersects(boundaries.geometries, shapely.multilinestrings(seam))
    assert [boundaries.codes[place] for place in np.flatnonzero(touching)] == ["GRL"]


@pytest.mark.parametrize("code", ["FJI", "RUS", "KIR", "NZL"])
def test_no_line_is_drawn_along_the_date_line(code: str, boundaries: Boundaries) -> None:
    meridian = shapely.linestrings([(180.0, -90.0), (180.0, 90.0)])
    along = shapely.intersection(shapely.boundary(boundaries.geometry(code)), meridian)
    assert along.length == 0


@pytest.mark.parametrize("code", CARVED)
def test_a_carved_piece_has_changed_hands(code: str, boundaries: Boundaries) -> None:
    parent, lon, lat = CARVED[code]
    point = shapely.Point(to_frame(lon), lat)
    assert shapely.distance(boundaries.geometry(code), point) < 0.05
    assert shapely.distance(boundaries.geometry(parent), point) > 0.3


@pytest.mark.parametrize("code", ATOLLS)
def test_no_island_of_an_atoll_state_is_lost(code: str, boundaries: Boundaries) -> None:
    assert len(shapely.get_parts(boundaries.geometry(code))) >= ATOLLS[code]


def test_neighbours_share_their_border(boundaries: Boundaries) -> None:
    for one, other in [("CHN", "VNM"), ("IDN", "TLS"), ("MYS", "BRN"), ("CHN", "MNG"), ("RUS", "UKR"), ("CHN", "HKG")]:
        shared = shapely.intersection(boundaries.geometry(one), boundaries.geometry(other))
        assert shared.length > 0.1, (one, other)


def test_polygons_do_not_overlap(boundaries: Boundaries) -> None:
    tree = shapely.STRtree(boundaries.geometries)
    left, right = tree.query(boundaries.geometries, predicate="overlaps")
    overlap = shapely.area(shapely.intersection(boundaries.geometries[left], boundaries.geometries[right]))
    assert overlap.max(initial=0) < 1e-4


def test_the_file_is_small_and_says_no_more_than_it_should() -> None:
    packed = BOUNDARIES_PATH.read_bytes()
    assert len(packed) <= MOST_BYTES
    collection = json.loads(gzip.decompress(packed))
    assert [feature["properties"]["i"] for feature in collection["features"]] == list(
        range(len(collection["features"]))
    )
    assert all(set(feature["properties"]) == {"i", "t", "n"} for feature in collection["features"])
    corners = shapely.get_coordinates(load_boundaries().geometries)
    assert np.abs(corners * 1000 - np.round(corners * 1000)).max() < 1e-6


def test_an_unknown_territory_is_refused(boundaries: Boundaries) -> None:
    with pytest.raises(UnknownTerritoryError):
        boundaries.geometry("ZZZ")


@pytest.mark.parametrize(
    "content", [b"not gzip", *(gzip.compress(text, mtime=0) for text in (b"not json", b"[]", b"{}"))]
)
def test_a_file_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "boundaries.json.gz"
    path.write_bytes(content)
    with pytest.raises(ReferenceDataError):
        load_boundaries(path)


def test_boundaries_refuse_what_does_not_fit() -> None:
    square = np.array([shapely.box(0, 0, 1, 1)] * 2, dtype=object)
    with pytest.raises(ReferenceDataError, match="number"):
        Boundaries(("AAA",), ("A",), square)
    with pytest.raises(ReferenceDataError, match="more than one"):
        Boundaries(("AAA", "AAA"), ("A", "A"), square)
