"""The days that a search reads are those of the schedule, to the minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geodesy import Point
from geodata.itinerary_days import Days, miles_of
from geodata.itinerary_improving import At, Task
from geodata.journey import Halt, Journey, Place, PortCall
from geodata.schedule import schedule
from models.calendars import HostCalendar
from models.tables import AccessPeriodCreate
from models.trips import Pace

TOKYO = ZoneInfo("Asia/Tokyo")


def place(name: str, lon: float, lat: float, zone: str, icao: str = "") -> Place:
    """Make a place in the town of its airport; without one it is reached by ship."""
    point = Point(lon=lon, lat=lat)
    return Place(name, point, zone, icao, icao and f"{icao} {name}", point if icao else None)


BASE = place("Yokota", 139.35, 35.75, "Asia/Tokyo", "RJTY")
SUVA = place("Suva", 178.44, -18.14, "Pacific/Fiji", "NFNA")
LAUTOKA = place("Lautoka", 177.45, -17.61, "Pacific/Fiji", "NFFN")
APIA = place("Apia", -171.76, -13.83, "Pacific/Apia", "NSFA")
MALE = place("Male", 73.51, 4.18, "Indian/Maldives", "VRMM")
GUAM = place("Guam", 144.8, 13.48, "Pacific/Guam", "PGUM")

FIJI = Halt("FJI", "Fiji", HostCalendar("Fiji", "FJ"), SUVA, [PortCall(1, SUVA), PortCall(2, LAUTOKA)])
SAMOA = Halt("WSM", "Samoa", HostCalendar("Samoa", "WS"), APIA, [PortCall(3, APIA)])
MALDIVES = Halt("MDV", "Maldives", HostCalendar("Maldives", "MV", "56"), MALE, government=1)
GUAM_STOP = Halt("GUM", "Guam", HostCalendar("Guam", "GU"), GUAM, embassy=0)
HALTS = [FIJI, SAMOA, MALDIVES, GUAM_STOP]

LEAVES = datetime(2027, 1, 10, 8, tzinfo=TOKYO)
JOURNEY = Journey(BASE, LEAVES, HALTS, Pace())


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Make journeys that leave on any day of some years, with work of any length, at another pace."""
    halts = [
        replace(
            halt,
            government=draw(st.integers(0, 3)),
            port=draw(st.integers(0, 2)),
            embassy=draw(st.integers(0, 1)),
            fixed_on=draw(st.sampled_from([None, None, date(2027, 1, 25)])),
        )
        for halt in HALTS
    ]
    pace = Pace(long_leg_hours=draw(st.sampled_from([4, 8])), rest_half_days=draw(st.integers(0, 2)))
    return Journey(BASE, LEAVES + timedelta(days=draw(st.integers(0, 700))), halts, pace)


def minute(at: datetime, journey: Journey) -> float:
    return (at - journey.leaves) / timedelta(minutes=1)


@settings(max_examples=60, deadline=None)
@given(journeys(), st.permutations([1, 2, 3, 4]), st.integers(0, 4))
def test_they_are_the_days_of_the_schedule(journey: Journey, places: list[int], count: int) -> None:
    order = places[:count]
    days = Days(journey)
    made = schedule(replace(journey, halts=[journey.halts[one - 1] for one in order]))
    here = At(0, 0, 0)
    for one, stop in zip(order, made.stops, strict=True):
        there = days.visited(here, one)
        if made.conflicts and there is None:
            return
        assert there is not None
        assert there.now == minute(stop.departs, journey)
        here = there
    assert not made.conflicts, "what the schedule objects to is not visited"
    back = days.back(here)
    assert back.now == minute(made.back, journey)
    assert back.travelled == round(sum(leg.hours for leg in made.legs) * 60)
    assert days.until(made.back.date()) >= back.now > days.until(made.back.date() - timedelta(days=1))


@settings(max_examples=30, deadline=None)
@given(journeys(), st.permutations([1, 2, 3, 4]))
def test_the_same_days_come_out_however_often_they_are_asked_for(journey: Journey, places: list[int]) -> None:
    asked = Days(journey)
    first = Task(asked, [0] * 5, 10**9).back(places)
    list(Task(asked, [0] * 5, 10**9).reached(places[::-1]))
    assert Task(asked, [0] * 5, 10**9).back(places) == first == Task(Days(journey), [0] * 5, 10**9).back(places)


def test_travel_can_be_measured_by_its_length() -> None:
    made = schedule(JOURNEY)
    back = Task(Days(JOURNEY, miles_of), [0] * 5, 10**9).back([1, 2, 3, 4])
    assert back is not None
    assert back.travelled / 10 == pytest.approx(made.distance_nm, abs=1)


def test_the_length_of_the_ways_is_at_hand_as_their_time_is() -> None:
    days = Days(JOURNEY, miles_of)
    far = days.far()
    assert far.shape == days.matrix().shape
    assert (far.diagonal() == 0).all()
    assert (far == far.T).all()
    assert all(days.back(At(place, 0, 0)).travelled == far[place, 0] for place in (0, 1))


def test_a_window_tells_for_each_half_day_how_long_the_work_takes_from_it() -> None:
    """Two days of work that begin on a Thursday morning last two days; else a weekend or a holiday lies between."""
    days = Days(replace(JOURNEY, halts=[replace(GUAM_STOP, government=4, embassy=0)]))
    windows = days.windows(1, 14 * 24 * 60)
    guam = ZoneInfo("Pacific/Guam")
    begun = {LEAVES.astimezone(UTC) + timedelta(minutes=one.earliest): one.service / 60 for one in windows}
    local = {at.astimezone(guam).strftime("%a %d %H"): hours for at, hours in begun.items()}
    assert local["Thu 14 08"] == 33
    assert local["Thu 14 13"] == 5 * 24 - 1, "Friday, then Tuesday morning: Monday is Martin Luther King Jr. Day"
    assert not local.keys() & {"Sat 16 08", "Sun 17 08", "Mon 18 08"}, "nobody has to be there before Tuesday"
    assert local["Tue 19 08"] == 33


@settings(max_examples=30, deadline=None)
@given(journeys(), st.integers(1, 4), st.integers(0, 20 * 24 * 60))
def test_windows_are_as_short_as_what_follows_from_them(journey: Journey, one: int, arrives: int) -> None:
    """Whoever is at the seat at some time is done when the first window from then on says so."""
    days = Days(replace(journey, halts=[replace(halt, ports=(), government=2) for halt in journey.halts]))
    horizon = 40 * 24 * 60
    windows = days.windows(one, horizon)
    assert all(window.earliest == window.latest for window in windows)
    ends = [window.latest + window.service for window in windows]
    assert all(before < after for before, after in pairwise(ends)), "none that is no better than a later one"
    seat = days.matrix()
    found = days.visited(At(one, arrives, 0), one)
    begun = next((end for window, end in zip(windows, ends, strict=True) if window.latest >= arrives), None)
    if begun is not None and arrives >= seat[0, one]:
        assert found is not None
        assert found.now == begun


def test_who_has_no_work_goes_on_at_once() -> None:
    days = Days(replace(JOURNEY, halts=[replace(SAMOA, ports=(), government=0, embassy=0)]))
    assert days.windows(1, 99_999) == [(0, 99_999, 0)]
    there = days.visited(At(0, 500, 7), 1)
    assert there is not None
    assert there.now - 500 == there.travelled - 7 == days.back(there).travelled - there.travelled


def test_a_host_that_cannot_be_met_has_no_window() -> None:
    for_good = AccessPeriodCreate(territory="WSM", starts_on=date(2026, 1, 1), reason="unrest", source="a test")
    closed = replace(SAMOA, calendar=HostCalendar("Samoa", "WS", periods=[for_good]))
    days = Days(replace(JOURNEY, halts=[closed]))
    assert days.windows(1, 60 * 24 * 60) == []
    assert days.visited(At(0, 0, 0), 1) is None


def test_nobody_waits_where_nobody_may_be() -> None:
    """Samoa is closed up to Wednesday 13 January: who leaves on Sunday would wait there, who leaves later need not."""
    period = AccessPeriodCreate(
        territory="WSM", starts_on=date(2027, 1, 1), ends_on=date(2027, 1, 13), reason="curfew", source="a test"
    )
    days = Days(replace(JOURNEY, halts=[replace(SAMOA, calendar=HostCalendar("Samoa", "WS", periods=[period])), SAMOA]))
    open_there = days.visited(At(0, 0, 0), 2)
    assert open_there is not None
    assert days.visited(At(0, 0, 0), 1) is None
    later = 4 * 24 * 60
    assert days.visited(At(0, later, 0), 1) == days.visited(At(0, later, 0), 2) is not None
    apia = ZoneInfo("Pacific/Apia")
    first = min(timedelta(minutes=one.earliest) for one in days.windows(1, 20_000))
    assert (LEAVES.astimezone(UTC) + first).astimezone(apia).date() == date(2027, 1, 14)


def test_work_that_has_to_begin_on_a_day_has_the_windows_of_that_day() -> None:
    days = Days(replace(JOURNEY, halts=[replace(SAMOA, fixed_on=date(2027, 1, 20))]))
    apia = ZoneInfo("Pacific/Apia")
    begins = [(LEAVES + timedelta(minutes=one.latest)).astimezone(apia) for one in days.windows(1, 28 * 24 * 60)]
    assert [(at.date(), at.hour) for at in begins] == [(date(2027, 1, 20), 8), (date(2027, 1, 20), 13)]


def test_a_fixed_day_without_an_hour_left_is_not_kept() -> None:
    days = Days(replace(JOURNEY, halts=[replace(SAMOA, fixed_on=date(2027, 1, 10))]))
    assert days.visited(At(0, 0, 0), 1) is None


def test_rest_after_a_long_leg_counts_as_travel_on_the_way_out_only() -> None:
    tireless = Days(replace(JOURNEY, pace=Pace(rest_half_days=0))).matrix()
    resting = Days(replace(JOURNEY, pace=Pace(rest_half_days=2))).matrix()
    long = tireless >= 8 * 60
    assert long[0, 1]
    assert not long[0, 4]
    assert (resting - tireless == 600)[:, 1:][long[:, 1:]].all()
    assert (resting == tireless)[:, 0].all()
    assert (resting == tireless)[~long].all()


def test_the_last_minute_of_a_day_is_that_of_the_base() -> None:
    assert Days(JOURNEY).until(date(2027, 1, 10)) == 16 * 60 - 1
    assert Days(JOURNEY).until(date(2027, 1, 11)) == 40 * 60 - 1
