"""Airports: where they are, whose, and by what codes."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from geodata.geodesy import Point, distance_nm
from geodata.importers import airports
from geodata.importers.airports import Airport
from geodata.reference.read import read_territories

BY_ICAO = {airport.icao: airport for airport in airports.read()}


@pytest.mark.parametrize(
    ("icao", "iata", "territory", "zone", "lon", "lat"),
    [
        ("NFFN", "NAN", "FJI", "Pacific/Fiji", 177.44, -17.76),
        ("NSFA", "APW", "WSM", "Pacific/Apia", -172.0, -13.83),
        ("RJTY", "OKO", "JPN", "Asia/Tokyo", 139.35, 35.75),
        ("WSSS", "SIN", "SGP", "Asia/Singapore", 103.99, 1.36),
        ("PGUM", "GUM", "GUM", "Pacific/Guam", 144.80, 13.48),
    ],
)
def test_airports_that_are_known(icao: str, iata: str, territory: str, zone: str, lon: float, lat: float) -> None:
    airport = BY_ICAO[icao]
    assert (airport.iata, airport.territory, airport.time_zone) == (iata, territory, zone)
    assert distance_nm(Point(lon=airport.lon, lat=airport.lat), Point(lon=lon, lat=lat)) < 5


def test_every_partner_has_one_but_tokelau() -> None:
    served = {airport.territory for airport in BY_ICAO.values()}
    assert [row.territory for row in read_territories() if row.partner and row.territory not in served] == ["TKL"]


def test_codes_are_each_ones_own() -> None:
    assert len(BY_ICAO) == len(airports.read()) > 28_000
    iata = [airport.iata for airport in BY_ICAO.values() if airport.iata]
    assert len(set(iata)) == len(iata) > 7_000


def test_nothing_is_blank_that_must_not_be() -> None:
    assert all(airport.name and airport.icao and airport.iata != "" for airport in BY_ICAO.values())
    zones = {airport.time_zone for airport in BY_ICAO.values()} - {None}
    assert len(zones - available_timezones()) <= 2


@pytest.mark.parametrize("wrong", [{"country": "QQ"}, {"lat": 91.0}, {"lon": float("nan")}])
def test_what_cannot_be_placed_is_left_out(monkeypatch: pytest.MonkeyPatch, wrong: dict[str, object]) -> None:
    record = {"icao": "XXXX", "iata": "", "name": "Example", "city": "", "country": "FJ", "lat": 1, "lon": 2, "tz": ""}
    monkeypatch.setattr(airports.airportsdata, "load", lambda: {"XXXX": record, "YYYY": record | wrong})
    expected = Airport("XXXX", None, "Example", "", "FJI", 2, 1, None)
    assert airports.read.__wrapped__() == (expected,)
