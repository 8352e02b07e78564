"""How one gets from one place to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.airports import overseas
from geodata.errors import ItineraryError
from geodata.geodesy import Point, distance_nm
from geodata.journey import Place
from geodata.sea_routes import sea_route
from geodata.ways import TOWN_NM, _sea_nm, airport_place, clocks, hops, legs, travel
from models.trips import Pace
from models.vocabulary import TravelMode
from tests.geodata.journeys import (
    APIA,
    BANDAR,
    FAKAOFO,
    HONOLULU,
    LABASA,
    LAUTOKA,
    MUARA,
    PLACES,
    SUVA,
    SYDNEY,
    TOKYO,
    place,
)

AIR, GROUND, SEA = TravelMode.AIR, TravelMode.GROUND, TravelMode.SEA
PACE = Pace()
NUKUNONU = place("Nukunonu", -171.8, -9.17, "TKL")
BANABA = place("Banaba", 169.53, -0.89, "KIR")
HONG_KONG = place("Hong Kong", 114.16, 22.28, "HKG")
MACAU = place("Macau", 113.54, 22.19, "MAC")
MORONI = place("Moroni", 43.25, -11.7, "COM")
FOMBONI = place("Fomboni", 43.74, -12.28, "COM")
CANBERRA = place("Canberra", 149.13, -35.28, "AUS")
NEWCASTLE = place("Newcastle", 151.78, -32.93, "AUS")
LEVUKA = place("Levuka", 178.84, -17.68, "FJI")


def test_a_flight_takes_its_distance_over_a_speed_and_an_overhead() -> None:
    assert TOKYO.gate
    assert APIA.gate
    nm = distance_nm(TOKYO.gate, APIA.gate)
    assert travel(TOKYO, APIA, PACE) == (AIR, nm, round(nm / 430 * 60) + 150)
    assert travel(TOKYO, APIA, Pace(speed_kn=215, overhead_min=0)).minutes == round(nm / 215 * 60)


@pytest.mark.parametrize(
    ("start", "end", "modes"),
    [
        (BANDAR, MUARA, [GROUND]),
        (SUVA, LEVUKA, [GROUND]),  # one airport serves both
        (HONG_KONG, MACAU, [GROUND]),  # two airports, close together
        (SUVA, LAUTOKA, [GROUND]),  # two airports on one island
        (SUVA, LABASA, [AIR]),  # on another island
        (MORONI, FOMBONI, [AIR]),
        (SYDNEY, NEWCASTLE, [GROUND]),
        (SYDNEY, CANBERRA, [AIR]),  # too far
        (APIA, FAKAOFO, [SEA]),
        (FAKAOFO, APIA, [SEA]),
        (FAKAOFO, NUKUNONU, [SEA]),
        (SUVA, FAKAOFO, [AIR, SEA]),
        (FAKAOFO, HONOLULU, [SEA, AIR]),
        (FAKAOFO, BANABA, [SEA, AIR, SEA]),
        (SUVA, SUVA, []),
    ],
)
def test_the_parts_of_a_way(start: Place, end: Place, modes: list[TravelMode]) -> None:
    parts = hops(start, end, PACE)
    assert [part.mode for part in parts] == modes
    assert all(one.end == other.start for one, other in pairwise(parts))
    if parts:
        assert (parts[0].start, parts[-1].end) == (start, end)


def test_an_airport_outside_the_town_is_reached_by_a_leg_of_its_own() -> None:
    by_nadi = replace(SUVA, airport=LAUTOKA.airport, airport_label=LAUTOKA.airport_label, gate=LAUTOKA.gate)
    assert by_nadi.gate
    assert distance_nm(by_nadi.point, by_nadi.gate) > TOWN_NM
    out, there = hops(by_nadi, APIA, PACE)
    back, home = hops(APIA, by_nadi, PACE)
    assert (out.mode, there.mode, back.mode, home.mode) == (GROUND, AIR, AIR, GROUND)
    assert out.end.name == "NAN Nadi International Airport"
    assert (out.nm, out.minutes) == (home.nm, home.minutes)
    assert [part.mode for part in hops(by_nadi, LAUTOKA, PACE)] == [GROUND]


def test_close_by_one_stays_in_town() -> None:
    assert hops(SUVA, place("King's Wharf", 178.43, -18.13, "FJI"), PACE) == ()
    assert travel(SUVA, SUVA, PACE) == (GROUND, 0, 0)


def test_the_longest_part_names_the_way() -> None:
    assert travel(SUVA, FAKAOFO, PACE).mode is SEA
    assert travel(SUVA, FAKAOFO, Pace(sea_kn=200)).mode is AIR


def test_over_open_water_a_ship_goes_straight() -> None:
    assert _sea_nm(APIA.point, FAKAOFO.point) == distance_nm(APIA.point, FAKAOFO.point)
    assert _sea_nm(BANABA.point, Point(lon=166.92, lat=-0.53)) == pytest.approx(158, abs=1)


def test_around_land_a_ship_keeps_to_the_lanes() -> None:
    penang, kuantan = Point(lon=100.3, lat=5.4), Point(lon=103.4, lat=4.2)
    assert _sea_nm(penang, kuantan) == sea_route(penang, kuantan).distance_nm
    assert _sea_nm(penang, kuantan) > 2 * distance_nm(penang, kuantan)


def test_where_the_lanes_cannot_tell_a_ship_goes_straight() -> None:
    one, other = Point(lon=-149.4, lat=-17.4), Point(lon=-149.4, lat=-17.9)  # with Tahiti between
    assert sea_route(one, other).distance_nm is None
    assert _sea_nm(one, other) == distance_nm(one, other)


def test_a_way_goes_on_without_a_pause() -> None:
    departs = datetime(2027, 2, 2, 17, 0, tzinfo=UTC)
    air, sea = legs(hops(SUVA, FAKAOFO, PACE), departs)
    assert air.departs == departs
    assert air.arrives == sea.departs
    assert sea.arrives == departs + timedelta(hours=air.hours + sea.hours)
    assert [f"{time:%z}" for time in (air.departs, sea.departs, sea.arrives)] == ["+1200", "+1300", "+1300"]


def test_an_airport_on_the_way_has_its_own_clocks() -> None:
    faleolo = airport_place(overseas(FAKAOFO.point))
    assert (faleolo.airport, faleolo.zone) == ("NSFA", "Pacific/Apia")
    assert faleolo.gate == faleolo.point


@given(st.sampled_from(sorted(PLACES)), st.sampled_from(sorted(PLACES)), st.integers(100, 900), st.integers(5, 60))
def test_no_part_is_without_length_and_all_join(one: str, other: str, speed: int, ground: int) -> None:
    start, end = PLACES[one][0], PLACES[other][0]
    pace = Pace(speed_kn=speed, ground_kn=ground)
    parts = hops(start, end, pace)
    assert all(part.nm > 0 and part.minutes > 0 for part in parts)
    assert all(first.end == second.start for first, second in pairwise(parts))
    assert travel(start, end, pace).minutes == sum(part.minutes for part in parts)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "../UTC", ""])
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(ItineraryError, match="is no time zone; give an IANA name"):
        clocks(zone)
