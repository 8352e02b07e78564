"""Which airport serves a place, and airports by what somebody types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.airports import (
    CHOICE_NM,
    FOUND,
    REACH_NM,
    airport,
    found,
    here,
    label,
    nearest,
    overseas,
    point_of,
    serving,
)
from geodata.geodesy import Point, distance_nm
from geodata.importers.airports import read

APIA = Point(lon=-171.77, lat=-13.83)
FAKAOFO = Point(lon=-171.22, lat=-9.37)
NOUMEA = Point(lon=166.45, lat=-22.27)
MORONI = Point(lon=43.25, lat=-11.7)
KIRITIMATI = Point(lon=-157.47, lat=1.98)
YOKOTA = Point(lon=139.35, lat=35.75)
BANABA = Point(lon=169.53, lat=-0.89)

places = st.builds(Point, lon=st.floats(-180, 180), lat=st.floats(-90, 90))


@pytest.mark.parametrize("code", ["NFFN", "NAN", " nan ", "nffn"])
def test_an_airport_answers_to_both_its_codes(code: str) -> None:
    one = airport(code)
    assert one is not None
    assert (one.icao, label(one)) == ("NFFN", "NAN Nadi International Airport")


@pytest.mark.parametrize("code", ["", "QQQQQ", "no airport"])
def test_what_is_no_code_is_no_airport(code: str) -> None:
    assert airport(code) is None


def test_every_airport_answers_to_its_icao_indicator() -> None:
    assert all(airport(one.icao) == one for one in read())


def test_a_strip_is_labelled_without_a_code() -> None:
    strip = next(one for one in read() if not one.iata)
    assert label(strip) == strip.name


@pytest.mark.parametrize(
    ("point", "territory", "name", "iata"),
    [
        (APIA, "WSM", "Apia", "APW"),  # Fagali'i lies nearer
        (NOUMEA, "NCL", "Nouméa", "NOU"),  # Magenta lies nearer
        (MORONI, "COM", "Moroni", "HAH"),  # Iconi lies nearer
        (Point(lon=139.69, lat=35.69), "JPN", "Tokyo", "HND"),
        (Point(lon=101.69, lat=3.14), "MYS", "Kuala Lumpur", "KUL"),  # Subang lies nearer
        (Point(lon=126.98, lat=37.57), "KOR", "Seoul", "ICN"),  # Gimpo is called international too, and lies nearer
        (Point(lon=106.83, lat=-6.17), "IDN", "Jakarta", "CGK"),  # so is Halim
        (Point(lon=121.47, lat=31.23), "CHN", "Shanghai", "PVG"),  # so is Hongqiao
        (Point(lon=37.62, lat=55.75), "RUS", "Moscow", "DME"),  # so is Ostafyevo
        (Point(lon=101.4, lat=3.0), "MYS", "Port Kelang", "SZB"),  # of another city the nearest stays
        (Point(lon=166.92, lat=-0.55), "NRU", "Yaren", "INU"),
        (KIRITIMATI, "KIR", "London", "CXI"),
        (Point(lon=-176.17, lat=-13.28), "WLF", "Mata-Utu", "WLS"),  # neither international nor of that city
        (Point(lon=-140.1, lat=-8.91), "PYF", "Taiohae", "NHV"),
    ],
)
def test_a_place_is_served_by_the_airport_that_travellers_use(
    point: Point, territory: str, name: str, iata: str
) -> None:
    one = serving(point, territory, name)
    assert one is not None
    assert one.iata == iata


def test_no_airport_of_another_territory_serves_a_place() -> None:
    assert serving(FAKAOFO, "TKL", "Fakaofo") is None
    assert serving(APIA, "TKL") is None
    assert serving(APIA, "NO TERRITORY") is None


def test_an_airport_out_of_reach_serves_nothing() -> None:
    assert serving(BANABA, "KIR", "Banaba") is None
    assert nearest(BANABA, territory="KIR")[0].nm > REACH_NM


def test_without_a_territory_any_airport_serves() -> None:
    one = serving(Point(lon=144.79, lat=13.45), "")
    assert one is not None
    assert one.iata == "GUM"


def test_the_airport_at_a_point_is_the_one_that_is_meant() -> None:
    one = here(YOKOTA)
    assert one is not None
    assert one.iata == "OKO"
    assert here(FAKAOFO) is None


def test_ships_leave_from_the_nearest_international_airport() -> None:
    assert [one.iata for one in (overseas(FAKAOFO), overseas(BANABA))] == ["APW", "INU"]


@given(places)
def test_the_nearest_stand_in_order_and_have_codes(point: Point) -> None:
    near = nearest(point, most=FOUND)
    assert len(near) == FOUND
    assert all(one.airport.iata for one in near)
    assert [one.nm for one in near] == sorted(one.nm for one in near)
    for one in near:
        assert one.nm == pytest.approx(distance_nm(point, point_of(one.airport)))


@given(places, st.sampled_from(["", "FJI", "KIR", "RUS", "AUS", "PYF"]))
def test_what_serves_lies_within_reach_and_in_the_territory(point: Point, territory: str) -> None:
    one = serving(point, territory)
    near = nearest(point, territory=territory)[0]
    assert (one is None) is (near.nm > REACH_NM)
    if one:
        assert one.iata
        assert territory in {"", one.territory}
        assert distance_nm(point, point_of(one)) <= max(CHOICE_NM, near.nm) + 1e-6


@pytest.mark.parametrize(
    ("text", "iata"),
    [
        ("NFFN", "NAN"),
        ("nan", "NAN"),
        ("Papeete", "PPT"),
        ("papeéte", "PPT"),
        ("Papete", "PPT"),
        ("Nukualofa", "TBU"),
        ("yokota", "OKO"),
        ("Pohnpei", "PNI"),
        ("faleolo", "APW"),
        ("Hong Kong", "HKG"),
        ("kuala lumpur international", "KUL"),
    ],
)
def test_an_airport_is_found_by_code_name_and_city(text: str, iata: str) -> None:
    assert found(text)[0].iata == iata


def test_of_one_city_international_airports_stand_first() -> None:
    assert {one.iata for one in found("Tokyo")[:2]} == {"HND", "NRT"}


@pytest.mark.parametrize("text", ["", "  ", "'", "xqzzwvjk"])
def test_nothing_answers_to_nothing(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=20))
def test_any_text_has_few_answers_each_once(text: str) -> None:
    answers = found(text)
    assert len(answers) == len({one.icao for one in answers}) <= FOUND
