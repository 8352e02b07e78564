"""The days of a journey, whatever the journey."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geodata.errors import ItineraryError
from geodata.geodesy import distance_nm
from geodata.schedule import schedule, travel
from geodata.ways import IN_TOWN_NM
from models.calendars import SEATS
from models.trips import Pace
from models.vocabulary import AgendaPart, DayPart, TravelMode
from tests.geodata.journeys import PLACES, PORTS, Period, halt, journey

if TYPE_CHECKING:
    from geodata.journey import Halt, Journey, Leg, Place, Schedule, ScheduledStop, Session

GEOD = Geod(ellps="WGS84")
HOURS = {DayPart.MORNING: (time(8), time(12)), DayPart.AFTERNOON: (time(13), time(17))}
LEAVES = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@st.composite
def halts(draw: st.DrawFn, leaves: date) -> Halt:
    code = draw(st.sampled_from(sorted(PLACES)))
    days = st.integers(0, 40).map(lambda ahead: leaves + timedelta(days=ahead))
    first = draw(days)
    ends = st.integers(0, 90).map(lambda more: first + timedelta(days=more))
    period = Period(first, draw(st.none() | ends))
    return halt(
        code,
        ports=draw(st.integers(0, len(PORTS.get(code, ())))),
        government=draw(st.integers(0, 3)),
        port=draw(st.integers(0, 2)),
        embassy=draw(st.integers(0, 2)),
        fixed_on=draw(st.none() | days),
        periods=draw(st.sampled_from([(), (), (period,)])),
    )


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    leaves = draw(LEAVES)
    pace = Pace(
        long_leg_hours=draw(st.integers(4, 14)),
        rest_half_days=draw(st.integers(0, 3)),
        overhead_min=draw(st.sampled_from([0, 150, 300])),
    )
    at = datetime.combine(leaves, time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 1, 30]))))
    return journey(*draw(st.lists(halts(leaves), max_size=4)), leaves=at, pace=pace)


def place_of(session: Session, at: Halt) -> Place:
    return next((call.place for call in at.ports if call.port == session.port), at.seat)


def hours_of(session: Session, at: Halt) -> tuple[datetime, datetime]:
    clocks = ZoneInfo(place_of(session, at).zone)
    begins, ends = (datetime.combine(session.on, hour, clocks).astimezone(UTC) for hour in HOURS[session.half])
    return begins, ends


def halves(on: date, half: DayPart) -> int:
    return on.toordinal() * 2 + (half is DayPart.AFTERNOON)


def worked(one: Schedule) -> list[tuple[ScheduledStop, Session]]:
    return [(stop, session) for stop in one.stops for session in stop.sessions]


def geod_nm(leg: Leg) -> float:
    a, b = leg.start.point, leg.end.point
    if leg.mode is TravelMode.AIR:
        assert leg.start.gate
        assert leg.end.gate
        a, b = leg.start.gate, leg.end.gate
    metres: float = GEOD.inv(a.lon, a.lat, b.lon, b.lat)[2]
    return metres / 1852


@given(journeys())
def test_nobody_is_met_on_a_day_off(given_journey: Journey) -> None:
    for stop, session in worked(schedule(given_journey)):
        host = stop.halt.calendar
        assert str(session.on.isoweekday()) not in host.weekend
        years = session.on.year
        kept = [host.alpha2, "US"] if session.part is AgendaPart.EMBASSY else [host.alpha2]
        for code in kept:
            if code in holidays.list_supported_countries():
                known = holidays.country_holidays(code, subdiv=SEATS.get(code))
                kinds = {"public", "government"}.intersection(known.supported_categories)
                assert session.on not in holidays.country_holidays(
                    code, subdiv=SEATS.get(code), years=years, expand=False, categories=kinds
                )
        for period in host.periods:
            assert session.on < period.starts_on or (period.ends_on is not None and session.on > period.ends_on)


@given(journeys())
def test_a_fixed_day_is_kept_or_it_is_said_why_not(given_journey: Journey) -> None:
    made = schedule(given_journey)
    for number, stop in enumerate(made.stops):
        said = [conflict.words for conflict in made.conflicts if conflict.stop == number]
        fixed_on, days = stop.halt.fixed_on, [session.on for session in stop.sessions]
        if fixed_on is None or not stop.halt.half_days:
            continue
        assert all(day >= fixed_on for day in days)
        assert len(said) == (days[:1] != [fixed_on])
        assert all(words.endswith(".") and words[0].isupper() for words in said)


@given(journeys())
def test_the_whole_agenda_takes_place_or_none_of_it(given_journey: Journey) -> None:
    made = schedule(given_journey)
    assert [stop.halt for stop in made.stops] == list(given_journey.halts)
    for number, stop in enumerate(made.stops):
        wanted = Counter({AgendaPart.GOVERNMENT: stop.halt.government, AgendaPart.EMBASSY: stop.halt.embassy})
        wanted += Counter({AgendaPart.PORT: stop.halt.port * len(stop.halt.ports)})
        held = Counter(session.part for session in stop.sessions)
        if held != wanted:
            assert not held
            assert any(conflict.stop == number for conflict in made.conflicts)
        ports = [session.port for session in stop.sessions if session.port]
        assert ports == sorted(ports)


@given(journeys())
def test_every_half_day_from_the_arrival_to_the_last_session_is_accounted_for(given_journey: Journey) -> None:
    for stop in schedule(given_journey).stops:
        if not stop.sessions:
            assert not stop.idle
            continue
        met = [halves(one.on, one.half) for one in stop.sessions]
        taken = met + [halves(one.on, one.half) for one in stop.idle]
        at = stop.arrives.time()
        first = stop.arrives.toordinal() * 2 + (at > time(8)) + (at > time(13))
        assert sorted(taken) == list(range(first, met[-1] + 1))
        assert met == sorted(met)
        assert all(one.why and not one.why.endswith(".") for one in stop.idle)


@given(journeys())
def test_distances_are_those_of_the_ellipsoid(given_journey: Journey) -> None:
    for leg in schedule(given_journey).legs:
        assert leg.nm > 0
        if leg.mode is not TravelMode.SEA:
            assert leg.nm == pytest.approx(geod_nm(leg), rel=1e-9)
        elif leg.nm < geod_nm(leg):
            assert leg.nm == pytest.approx(geod_nm(leg), rel=1e-6)


@given(journeys())
def test_times_are_local_and_make_up_the_hours(given_journey: Journey) -> None:
    made = schedule(given_journey)
    now = made.leaves
    for leg in made.legs:
        assert leg.departs.astimezone(UTC) + timedelta(hours=leg.hours) == leg.arrives.astimezone(UTC)
        assert leg.departs.utcoffset() == leg.departs.astimezone(ZoneInfo(leg.start.zone)).utcoffset()
        assert leg.arrives.utcoffset() == leg.arrives.astimezone(ZoneInfo(leg.end.zone)).utcoffset()
        assert leg.departs >= now
        now = leg.arrives
    assert made.back >= now
    assert made.back.tzinfo is ZoneInfo(given_journey.base.zone)
    assert made.distance_nm == sum(leg.nm for leg in made.legs)


@given(journeys())
def test_legs_join_and_end_where_the_work_is(given_journey: Journey) -> None:
    made = schedule(given_journey)
    for stop, session in worked(made):
        begins, ends = hours_of(session, stop.halt)
        assert stop.arrives <= begins < ends <= stop.departs
        assert not any(leg.departs < ends and leg.arrives > begins for leg in made.legs)
        here = next((leg.end for leg in reversed(made.legs) if leg.arrives <= begins), given_journey.base)
        assert distance_nm(here.point, place_of(session, stop.halt).point) < IN_TOWN_NM
    here = given_journey.base
    for leg in made.legs:
        assert distance_nm(here.point, leg.start.point) < IN_TOWN_NM
        here = leg.end
    assert distance_nm(here.point, given_journey.base.point) < IN_TOWN_NM


@given(journeys())
def test_one_rests_after_a_long_way(given_journey: Journey) -> None:
    made = schedule(given_journey)
    pace = given_journey.pace
    for stop, session in worked(made):
        begins, _ = hours_of(session, stop.halt)
        before = [leg for leg in made.legs if leg.arrives <= begins]
        if not before or before[-1].hours < pace.long_leg_hours:
            continue
        arrival = before[-1].arrives
        at = arrival.time()
        first = arrival.toordinal() * 2 + (at > time(8)) + (at > time(13))
        assert halves(session.on, session.half) >= first + pace.rest_half_days


@given(journeys())
def test_a_stop_is_left_when_its_work_is_done_and_never_by_night(given_journey: Journey) -> None:
    for stop in schedule(given_journey).stops:
        if stop.sessions:
            assert stop.departs.astimezone(UTC) == hours_of(stop.sessions[-1], stop.halt)[1]
            assert time(6) <= stop.departs.time() <= time(22)
        else:
            assert stop.departs == stop.arrives


@given(journeys())
@settings(max_examples=20)
def test_the_same_journey_has_the_same_days(given_journey: Journey) -> None:
    assert schedule(given_journey) == schedule(given_journey)


@given(st.sampled_from(sorted(PLACES)), st.sampled_from(sorted(PLACES)))
def test_a_way_takes_as_long_there_as_back(one: str, other: str) -> None:
    there, back = (travel(PLACES[a][0], PLACES[b][0], Pace()) for a, b in ((one, other), (other, one)))
    assert (there.mode, there.minutes) == (back.mode, back.minutes)
    assert there.nm == pytest.approx(back.nm)
    assert (there.minutes == 0) is (one == other)


def test_a_journey_to_nowhere_is_a_day_at_home() -> None:
    made = schedule(journey(leaves=date(2027, 2, 1)))
    assert (made.stops, made.legs, made.conflicts) == ([], [], [])
    assert made.back == made.leaves
    assert (made.days, made.distance_nm) == (1, 0)


@pytest.mark.parametrize("leaves", [date.min, date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_a_journey_at_the_end_of_the_calendar_is_refused(leaves: date) -> None:
    with pytest.raises(ItineraryError, match=r"leaves_on: .*; give a day from 1 Jan 2000 to 31 Dec 2100"):
        schedule(journey(halt("FJI"), leaves=leaves))


@pytest.mark.parametrize("fixed_on", [date.min, date.max, date(1999, 12, 31), date(2028, 1, 2)])
def test_a_fixed_day_that_no_trip_can_have_is_refused_by_its_stop(fixed_on: date) -> None:
    with pytest.raises(ItineraryError, match="fixed_on of Fiji: "):
        schedule(journey(halt("FJI", fixed_on=fixed_on), leaves=date(2026, 12, 31)))


@pytest.mark.parametrize("leaves", [date(2000, 1, 1), date(2100, 12, 31)])
def test_the_first_and_the_last_day_of_a_trip_have_a_schedule(leaves: date) -> None:
    made = schedule(journey(halt("FJI"), leaves=leaves))
    assert made.leaves.date() == leaves < made.back.date()
