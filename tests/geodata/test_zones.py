"""Time zones by coordinate."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

import pytest
import tzfpy
from hypothesis import given
from hypothesis import strategies as st

from geodata import zones
from geodata.geodesy import Point
from geodata.importers.airports import read
from geodata.zones import HIGH_SEAS, zone_at


@pytest.mark.parametrize(
    ("lon", "lat", "zone"),
    [
        (173.02, 1.33, "Pacific/Tarawa"),
        (-157.47, 1.98, "Pacific/Kiritimati"),
        (-149.57, -17.53, "Pacific/Tahiti"),
        (-140.1, -8.91, "Pacific/Marquesas"),
        (106.83, -6.18, "Asia/Jakarta"),
        (115.17, -8.75, "Asia/Makassar"),
        (140.72, -2.53, "Asia/Jayapura"),
        (158.16, 6.92, "Pacific/Pohnpei"),
        (151.85, 7.45, "Pacific/Chuuk"),
        (115.86, -31.95, "Australia/Perth"),
        (153.03, -27.47, "Australia/Brisbane"),
        (131.89, 43.12, "Asia/Vladivostok"),
        (37.62, 55.75, "Europe/Moscow"),
        (-171.77, -13.83, "Pacific/Apia"),
        (-171.22, -9.37, "Pacific/Fakaofo"),
        (178.44, -18.14, "Pacific/Fiji"),
        (-179.99, -16.8, "Pacific/Fiji"),
        (139.35, 35.75, "Asia/Tokyo"),
    ],
)
def test_a_place_has_the_zone_of_its_own_clocks(lon: float, lat: float, zone: str) -> None:
    assert zone_at(Point(lon=lon, lat=lat)) == zone


def test_a_harbour_that_the_borders_leave_at_sea_has_the_clocks_ashore() -> None:
    yaren = Point(lon=166.55, lat=-0.32)
    assert tzfpy.get_tz(yaren.lon, yaren.lat) == "Etc/GMT-11"
    assert zone_at(yaren) == "Pacific/Nauru"


def test_the_high_seas_go_by_longitude() -> None:
    assert zone_at(Point(lon=-130, lat=-45)) == "Etc/GMT+9"


def test_where_nothing_is_known_time_is_universal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "get_tz", lambda _lon, _lat: "")
    assert zone_at.__wrapped__(Point(lon=-130, lat=-45)) == HIGH_SEAS


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_every_place_has_a_zone_with_clocks(lon: float, lat: float) -> None:
    assert ZoneInfo(zone_at(Point(lon=lon, lat=lat))).key


def test_every_zone_that_may_be_told_is_known() -> None:
    told = {*tzfpy.timezonenames(), *(one.time_zone for one in read() if one.time_zone)}
    assert told <= available_timezones()
