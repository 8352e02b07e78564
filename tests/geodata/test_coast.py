"""Places by the sea are told from those inland, also across the date line."""

from __future__ import annotations

import pytest

from geodata.coast import from_sea_nm
from geodata.geodesy import Point


@pytest.mark.parametrize(
    ("lon", "lat", "least", "most"),
    [
        (178.42, -18.13, 0, 2),  # Suva
        (-175.2, -21.13, 0, 2),  # Nuku'alofa
        (179.99, -16.5, 0, 20),  # by the date line
        (77.2, 28.6, 400, 500),  # New Delhi
        (116.0, 39.5, 60, 100),  # Zhuozhou
        (104.92, 11.57, 50, 90),  # Phnom Penh
    ],
)
def test_the_way_to_the_coast_is_measured(lon: float, lat: float, least: float, most: float) -> None:
    assert least <= from_sea_nm(Point(lon=lon, lat=lat)) <= most


def test_a_border_on_land_is_no_coast() -> None:
    lao_border = Point(lon=102.61, lat=17.96)
    assert from_sea_nm(lao_border) > 100
