"""Which territory a coordinate belongs to, over the date line, the seam and the poles."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import CoordinateError
from geodata.geodesy import METRES_PER_NM, distances_nm
from geodata.locate import REACH_NM, TOLERANCE_NM, Location, locate, locate_once
from geodata.territories import Boundaries, to_frame

SQUARES = {
    "AAA": shapely.box(179, -1, 181, 1),  # on the date line
    "BBB": shapely.box(-30, 60, -20, 70),  # east of the seam
    "CCC": shapely.box(300, 60, 320, 70),  # west of it
    "DDD": shapely.box(0, 85, 90, 88),  # by the pole
    "EEE": shapely.box(181, -1, 183, 1),  # beside AAA
}

PLACES = {
    "FJI": [(178.0, -17.8), (-179.9, -16.85), (180.0, -16.8), (-178.8, -18.2)],
    "KIR": [(173.02, 1.35), (-157.4, 1.87), (-171.7, -2.82)],
    "NZL": [(174.76, -36.9), (-176.5, -43.95), (169.15, -52.55)],
    "RUS": [(178.0, 66.5), (-175.0, 66.5), (37.6, 55.75), (131.9, 43.2), (180.0, 68.0)],
    "USA": [(-100.0, 40.0), (-155.5, 19.6), (172.9, 52.9), (-157.86, 21.31)],
    "TON": [(-175.2, -21.15)],
    "TUV": [(179.2, -8.52)],
    "MYT": [(45.15, -12.8)],
    "GRL": [(-29.9, 70.0), (-30.1, 70.0), (-45.0, 70.0)],
    "HKG": [(114.17, 22.3)],
    "MAC": [(113.55, 22.2)],
    "SGP": [(103.85, 1.29)],
}


def squares() -> Boundaries:
    return Boundaries(tuple(SQUARES), tuple(SQUARES), np.array(list(SQUARES.values()), dtype=object))


def one(lon: float, lat: float, declared: str | None = None) -> Location:
    return locate([lon], [lat], boundaries=squares(), declared=[declared])[0]


@pytest.mark.parametrize("code", PLACES)
def test_places_on_both_sides_of_the_date_line_and_the_seam(code: str, boundaries: Boundaries) -> None:
    lons, lats = zip(*PLACES[code], strict=True)
    assert [location.territory for location in locate(lons, lats, boundaries=boundaries)] == [code] * len(lons)


@pytest.mark.parametrize("lon", [179.5, 180.0, -180.0, -179.5, 180.5, 540.0])
def test_inside_is_no_distance(lon: float) -> None:
    assert one(lon, 0.0) == Location("AAA", 0.0, None)


def test_near_is_measured_on_the_ellipsoid() -> None:
    location = one(178.0, 0.0)
    assert location.territory == "AAA"
    assert location.distance_nm == pytest.approx(111_319.49 / METRES_PER_NM, rel=1e-6)


def test_the_reach_ends_at_250_km() -> None:
    assert one(179 - 249.9 / 111.31949, 0.0).territory == "AAA"
    assert one(179 - 250.1 / 111.31949, 0.0) == Location(None, None, None)


def test_the_nearest_in_degrees_is_not_the_nearest() -> None:
    north = shapely.box(10, 71.5, 11, 72)  # 1.5 degrees of latitude away: 167 km
    east = shapely.box(13, 69.9, 14, 70.1)  # 2.5 degrees of longitude away: 95 km
    pair = Boundaries(("NNN", "EEE"), ("N", "E"), np.array([north, east], dtype=object))
    assert locate([10.5], [70.0], boundaries=pair)[0].territory == "EEE"


@pytest.mark.parametrize(("lon", "code"), [(-30.5, "BBB"), (329.0, "BBB"), (-39.5, "CCC"), (321.0, "CCC")])
def test_the_seam_is_no_border(lon: float, code: str) -> None:
    assert one(lon, 65.0).territory == code


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 90.0), (-135.0, 89.9), (200.0, 89.0), (45.0, 88.5), (-170.0, 90.0)])
def test_the_pole_is_no_obstacle(lon: float, lat: float) -> None:
    location = one(lon, lat)
    nearest = shapely.get_coordinates(shapely.segmentize(SQUARES["DDD"], 0.01))
    away = distances_nm(lon, lat, nearest[:, 0], nearest[:, 1]).min()
    assert location.territory == ("DDD" if away <= REACH_NM else None)
    if location.distance_nm is not None:
        assert location.distance_nm == pytest.approx(away, rel=1e-3)


def test_a_declared_territory_within_the_tolerance_stands() -> None:
    location = one(180.97, 0.0, "EEE")  # 3.3 km inside AAA
    assert location.territory == "EEE"
    assert location.distance_nm == pytest.approx(0.03 * 111_319.49 / METRES_PER_NM, rel=1e-6)
    assert location.agrees is True


def test_a_declared_territory_out_of_tolerance_is_contradicted_not_obeyed() -> None:
    location = one(180.9, 0.0, "EEE")  # 11 km inside AAA
    assert (location.territory, location.declared, location.agrees) == ("AAA", "EEE", False)


def test_offshore_contradicts_a_declaration() -> None:
    assert one(90.0, 0.0, "AAA").agrees is False
    assert one(90.0, 0.0).agrees is None


def test_a_territory_without_a_polygon_is_contradicted() -> None:
    assert one(180.0, 0.0, "ZZZ") == Location("AAA", 0.0, "ZZZ")


def test_a_point_on_a_shared_border_goes_to_the_first_unless_declared() -> None:
    assert one(181.0, 0.0).territory == "AAA"
    assert one(181.0, 0.0, "EEE").territory == "EEE"


def test_nothing_to_locate_and_nowhere_to_be() -> None:
    nobody = Boundaries((), (), np.array([], dtype=object))
    assert locate([], [], boundaries=squares()) == []
    assert locate([0.0], [0.0], boundaries=nobody, declared=["AAA"]) == [Location(None, None, "AAA")]


@pytest.mark.parametrize(
    ("lons", "lats"), [([0.0], [0.0, 1.0]), ([float("nan")], [0.0]), ([0.0], [90.1]), ([[0.0]], [[0.0]])]
)
def test_what_is_no_place_is_refused(lons: list[float], lats: list[float]) -> None:
    with pytest.raises(CoordinateError):
        locate(lons, lats, boundaries=squares())


def test_declarations_must_match_the_points() -> None:
    with pytest.raises(CoordinateError, match="1 points and 2"):
        locate([0.0], [0.0], boundaries=squares(), declared=["AAA", None])


def brute_force(lon: float, lat: float, corners: dict[str, np.ndarray]) -> tuple[str, float]:
    """Return the nearest square and its distance, measured to every hundredth of a degree of its rim."""
    away = {code: distances_nm(lon, lat, rim[:, 0], rim[:, 1]).min() for code, rim in corners.items()}
    nearest = min(away, key=lambda code: away[code])
    return nearest, float(away[nearest])


RIMS = {code: shapely.get_coordinates(shapely.segmentize(square, 0.01)) for code, square in SQUARES.items()}


@settings(max_examples=60, deadline=None)
@given(st.floats(-180, 180), st.floats(-90, 90))
def test_the_choice_is_that_of_brute_force_anywhere(lon: float, lat: float) -> None:
    check_against_brute_force(lon, lat)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(RIMS)), st.integers(0, 10_000), st.floats(-3, 3), st.floats(-2.5, 2.5))
def test_the_choice_is_that_of_brute_force_near_shores(code: str, step: int, east: float, north: float) -> None:
    lon, lat = RIMS[code][step % len(RIMS[code])]
    check_against_brute_force(lon + east / np.cos(np.radians(min(lat, 88))), np.clip(lat + north, -90, 90))


def check_against_brute_force(lon: float, lat: float) -> None:
    location = one(lon, lat)
    inside = [code for code, square in SQUARES.items() if square.intersects(shapely.Point(to_frame(lon), lat))]
    if inside:
        assert (location.territory, location.distance_nm) == (inside[0], 0.0)
        return
    nearest, away = brute_force(lon, lat, RIMS)
    if away > REACH_NM + 0.7:
        assert location.territory is None
    elif away < REACH_NM - 0.7:
        assert location.distance_nm == pytest.approx(away, abs=0.7)
        assert location.territory == nearest or (location.distance_nm or 0) <= away


def test_the_tolerance_is_less_than_the_reach() -> None:
    assert pytest.approx(2.7, abs=0.01) == TOLERANCE_NM
    assert pytest.approx(135, abs=0.1) == REACH_NM


@pytest.mark.skipif("SEAMARK_WPI" not in os.environ, reason="SEAMARK_WPI names no copy of the World Port Index")
def test_the_world_port_index_agrees_for_nearly_all_ports(boundaries: Boundaries) -> None:
    with Path(os.environ["SEAMARK_WPI"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {"Fiji": "FJI", "Japan": "JPN", "Indonesia": "IDN", "Australia": "AUS", "New Zealand": "NZL"}
    chosen = [(row, codes[row["Country Code"]]) for row in rows if row["Country Code"] in codes]
    lons = [float(row["Longitude"]) for row, _ in chosen]
    lats = [float(row["Latitude"]) for row, _ in chosen]
    found = locate(lons, lats, boundaries=boundaries, declared=[code for _, code in chosen])
    assert sum(bool(location.agrees) for location in found) / len(found) > 0.98


SHARED = squares()


@given(st.lists(st.tuples(st.sampled_from([179.5, -179.0, 0.0]), st.sampled_from([0.0, 86.0, -40.0])), min_size=1))
def test_places_located_once_are_as_located_anew(points: list[tuple[float, float]]) -> None:
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    declared = ["EEE" if lat else None for lat in lats]
    anew = locate(lons, lats, boundaries=SHARED, declared=declared)
    for _ in range(2):
        assert locate_once(lons, lats, boundaries=SHARED, declared=declared) == anew


def test_a_place_is_looked_up_again_by_other_boundaries() -> None:
    square = Boundaries(("AAA",), ("A",), np.array([shapely.box(0, 0, 2, 2)], dtype=object))
    other = Boundaries(("BBB",), ("B",), np.array([shapely.box(0, 0, 2, 2)], dtype=object))
    found = [locate_once([1.0], [1.0], boundaries=one, declared=[None])[0].territory for one in (square, other)]
    assert found == ["AAA", "BBB"]


def test_no_places_are_located_at_once() -> None:
    assert locate_once([], [], boundaries=SHARED, declared=[]) == []
