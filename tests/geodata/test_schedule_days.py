"""The days of journeys by hand: the date line, weekends, holidays, fixed days, several zones."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodata.schedule import schedule, travel
from models.trips import Pace
from models.vocabulary import AgendaPart, DayPart, TravelMode
from tests.geodata.journeys import (
    AUCKLAND,
    BALI,
    FAKAOFO,
    JAYAPURA,
    KIRITIMATI,
    LABASA,
    MUARA,
    POHNPEI,
    SUVA,
    TAIOHAE,
    TARAWA,
    VLADIVOSTOK,
    Period,
    halt,
    journey,
)

if TYPE_CHECKING:
    from geodata.journey import Leg, Schedule, ScheduledStop

GOVERNMENT, PORT, EMBASSY = AgendaPart.GOVERNMENT, AgendaPart.PORT, AgendaPart.EMBASSY


def written(leg: Leg) -> tuple[str, str, int]:
    return f"{leg.departs:%a %d %b %H:%M %z}", f"{leg.arrives:%a %d %b %H:%M %z}", leg.day_shift


def work(stop: ScheduledStop) -> list[tuple[str, AgendaPart]]:
    return [(f"{one.on:%a %d %b} {one.half.value}", one.part) for one in stop.sessions]


def idle(stop: ScheduledStop) -> dict[str, str]:
    return {f"{one.on:%a %d %b} {one.half.value}": one.why for one in stop.idle}


def words(made: Schedule) -> list[str]:
    return [conflict.words for conflict in made.conflicts]


def test_tokyo_apia_papeete_honolulu_and_back_by_hand() -> None:
    made = schedule(journey(halt("WSM"), halt("PYF"), halt("USA", government=1, embassy=0), leaves=date(2027, 2, 1)))
    assert [round(leg.nm) for leg in made.legs] == [4027, 1315, 2373, 3349]
    # 4,027 nm at 430 knots are 9 h 22 min, and 2 h 30 min besides: 1 Feb 08:00 in Tokyo is 31 Jan 23:00 UTC, and one
    # arrives at 10:52 UTC, which is 23:52 in Apia, on the same day.
    assert [written(leg) for leg in made.legs] == [
        ("Mon 01 Feb 08:00 +0900", "Mon 01 Feb 23:52 +1300", 0),
        ("Wed 03 Feb 17:00 +1300", "Tue 02 Feb 23:33 -1000", -1),
        ("Thu 04 Feb 12:00 -1000", "Thu 04 Feb 20:01 -1000", 0),
        ("Fri 05 Feb 17:00 -1000", "Sat 06 Feb 22:17 +0900", 1),
    ]
    assert made.days == 6


def test_crossing_the_line_a_day_is_worked_twice_or_not_at_all() -> None:
    samoa, polynesia = schedule(journey(halt("WSM"), halt("PYF"), leaves=date(2027, 2, 1))).stops
    assert samoa.last_day == polynesia.first_day == date(2027, 2, 3)
    polynesia, samoa = schedule(journey(halt("PYF"), halt("WSM"), leaves=date(2027, 2, 1))).stops
    assert (samoa.arrives.date() - polynesia.departs.date()).days == 1


@pytest.mark.parametrize(
    ("leaves", "arrives", "fold"),
    [
        ("2027-04-03 20:00", "02:11 +1300", 0),
        ("2027-04-03 21:00", "02:11 +1200", 1),  # the same hour again
        ("2027-09-25 20:30", "01:41 +1200", 0),
        ("2027-09-25 21:30", "03:41 +1300", 0),  # an hour is left out
    ],
)
def test_hours_last_while_the_clocks_of_auckland_change(leaves: str, arrives: str, fold: int) -> None:
    leg = schedule(journey(halt("NZL"), leaves=leaves, base=SUVA)).legs[0]
    assert f"{leg.arrives:%H:%M %z}" == arrives
    assert leg.arrives.fold == fold
    assert leg.arrives.astimezone(UTC) - leg.departs.astimezone(UTC) == timedelta(hours=leg.hours)
    assert leg.end == AUCKLAND


def test_friday_and_saturday_are_the_weekend_of_the_maldives() -> None:
    stop = schedule(journey(halt("MDV"), leaves=date(2027, 1, 20))).stops[0]
    assert f"{stop.arrives:%a %d %b %H:%M}" == "Wed 20 Jan 16:03"
    assert work(stop) == [
        ("Thu 21 Jan afternoon", GOVERNMENT),
        ("Sun 24 Jan morning", GOVERNMENT),
        ("Sun 24 Jan afternoon", EMBASSY),
    ]
    assert idle(stop) == {
        "Thu 21 Jan morning": "Rest after a long leg",
        "Fri 22 Jan morning": "Friday is not a working day in the Maldives",
        "Fri 22 Jan afternoon": "Friday is not a working day in the Maldives",
        "Sat 23 Jan morning": "Saturday is not a working day in the Maldives",
        "Sat 23 Jan afternoon": "Saturday is not a working day in the Maldives",
    }


def test_friday_and_sunday_are_the_weekend_of_brunei() -> None:
    stop = schedule(journey(halt("BRN", ports=1, government=1), leaves=date(2027, 1, 14))).stops[0]
    assert work(stop) == [
        ("Sat 16 Jan morning", GOVERNMENT),
        ("Sat 16 Jan afternoon", EMBASSY),
        ("Mon 18 Jan morning", PORT),
    ]
    assert {day[:3] for day in idle(stop)} == {"Fri", "Sun"}


def test_an_embassy_keeps_the_holidays_of_the_united_states_and_the_ports_do_not() -> None:
    # 15 Feb 2027 is Washington's Birthday.
    stop = schedule(journey(halt("FJI", ports=1, government=1), leaves="2027-02-13 08:00")).stops[0]
    assert work(stop)[-1] == ("Tue 16 Feb morning", EMBASSY)
    assert [part for _, part in work(stop)] == [GOVERNMENT, PORT, EMBASSY]


def test_the_embassy_goes_first_where_that_ends_the_stop_sooner() -> None:
    # The embassy is closed on Monday 15 Feb 2027, Washington's Birthday.
    usual = schedule(journey(halt("WSM", government=1), leaves="2027-02-08 08:00")).stops[0]
    assert [part for _, part in work(usual)] == [GOVERNMENT, EMBASSY]
    closed = (Period(date(2027, 2, 12), date(2027, 2, 14)),)
    from_thursday = halt("WSM", government=3, embassy=1, periods=closed, fixed_on=date(2027, 2, 11))
    stop = schedule(journey(from_thursday, leaves=date(2027, 2, 9))).stops[0]
    assert work(stop) == [
        ("Thu 11 Feb morning", EMBASSY),
        ("Thu 11 Feb afternoon", GOVERNMENT),
        ("Mon 15 Feb morning", GOVERNMENT),
        ("Mon 15 Feb afternoon", GOVERNMENT),
    ]


def test_a_way_on_the_ground_is_made_in_the_break_at_noon() -> None:
    stop = halt("BRN", ports=1, government=1, embassy=0)
    made = schedule(journey(stop, leaves=date(2027, 1, 15)))
    air, ground, _ = made.legs
    assert (air.mode, ground.mode) == (TravelMode.AIR, TravelMode.GROUND)
    assert ground.end == MUARA
    assert work(made.stops[0]) == [("Sat 16 Jan morning", GOVERNMENT), ("Sat 16 Jan afternoon", PORT)]
    assert f"{ground.departs:%H:%M} {ground.arrives:%H:%M}" == "12:34 13:00"


def test_a_way_that_the_break_is_too_short_for_costs_a_half_day() -> None:
    slow = Pace(ground_kn=5)
    made = schedule(journey(halt("BRN", ports=1, government=1, embassy=0), leaves=date(2027, 1, 15), pace=slow))
    assert [day for day, _ in work(made.stops[0])] == ["Sat 16 Jan morning", "Mon 18 Jan morning"]
    assert idle(made.stops[0])["Sat 16 Jan afternoon"] == "On the way to Muara Harbor"


def test_a_port_far_away_goes_by_its_own_airport() -> None:
    made = schedule(journey(halt("FJI", ports=2), leaves=date(2027, 2, 1)))
    within = made.legs[1]
    assert (within.mode, within.start, within.end) == (TravelMode.AIR, SUVA, LABASA)
    assert within.end.airport_label == "LBS Labasa Airport"
    assert len(made.legs) == 3


@pytest.mark.parametrize(
    ("code", "ports", "far", "shift"),
    [
        ("KIR", 1, KIRITIMATI, 2.0),
        ("PYF", 1, TAIOHAE, 0.5),
        ("FSM", 1, None, -1.0),
        ("IDN", 2, JAYAPURA, 2.0),
        ("AUS", 1, None, -3.0),
        ("RUS", 1, VLADIVOSTOK, 7.0),
    ],
)
def test_places_of_one_territory_have_their_own_clocks(code: str, ports: int, far: object, shift: float) -> None:
    one = halt(code, ports=ports)
    made = schedule(journey(one, leaves=date(2027, 2, 3)))
    seat, last = one.seat, one.ports[-1].place
    assert far in {None, last}
    offsets = {leg.end: leg.arrives.utcoffset() for leg in made.legs}
    ahead, home = offsets[last], offsets[seat]
    assert ahead is not None
    assert home is not None
    assert ahead - home == timedelta(hours=shift)


def test_a_stop_in_two_zones_goes_on_by_the_clocks_of_each() -> None:
    made = schedule(journey(halt("KIR", ports=1), leaves="2027-02-07 08:00"))
    assert written(made.legs[1]) == ("Tue 09 Feb 17:00 +1200", "Wed 10 Feb 01:37 +1400", 1)
    assert (made.legs[1].start, made.legs[1].end) == (TARAWA, KIRITIMATI)
    assert work(made.stops[0])[-1] == ("Wed 10 Feb morning", PORT)
    assert made.stops[0].departs.utcoffset() == timedelta(hours=14)


def test_indonesia_has_three_zones() -> None:
    stop = halt("IDN", ports=2)
    assert {stop.seat.zone, BALI.zone, JAYAPURA.zone} == {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}


def test_tokelau_is_reached_by_ship_from_samoa() -> None:
    made = schedule(journey(halt("TKL", embassy=0), leaves=date(2027, 2, 1)))
    assert [leg.mode for leg in made.legs] == [TravelMode.AIR, TravelMode.SEA, TravelMode.SEA, TravelMode.AIR]
    assert made.legs[0].end == made.legs[1].start
    assert made.legs[0].end.airport_label == "APW Faleolo International Airport"
    assert made.legs[1].end == made.legs[2].start == FAKAOFO
    assert made.legs[1].departs == made.legs[0].arrives


def test_from_samoa_to_tokelau_is_one_leg_by_ship() -> None:
    made = schedule(journey(halt("WSM"), halt("TKL", embassy=0), leaves=date(2027, 2, 1)))
    assert [leg.mode for leg in made.legs][:2] == [TravelMode.AIR, TravelMode.SEA]
    assert made.legs[1].start.name == "Apia"
    assert travel(POHNPEI, FAKAOFO, Pace()).mode is TravelMode.SEA


def test_a_ship_takes_its_distance_over_its_speed() -> None:
    leg = schedule(journey(halt("WSM"), halt("TKL", embassy=0), leaves=date(2027, 2, 1))).legs[1]
    assert leg.hours == pytest.approx(leg.nm / Pace().sea_kn, abs=1 / 60)
    assert leg.nm > 250


def test_a_fixed_day_is_waited_for() -> None:
    made = schedule(journey(halt("WSM", fixed_on=date(2027, 2, 5)), leaves=date(2027, 2, 1)))
    assert made.stops[0].first_day == date(2027, 2, 5)
    assert idle(made.stops[0])["Tue 02 Feb morning"] == "Rest after a long leg"
    assert idle(made.stops[0])["Thu 04 Feb morning"] == "The work is to begin on 5 Feb 2027"
    assert not made.conflicts


def test_a_fixed_day_on_which_the_host_rests_goes_to_the_next() -> None:
    made = schedule(journey(halt("MDV", fixed_on=date(2027, 1, 22)), leaves=date(2027, 1, 18)))
    assert words(made) == ["Friday is not a working day in the Maldives."]
    assert made.stops[0].first_day == date(2027, 1, 24)
    assert made.conflicts[0].stop == 0
    assert made.conflicts[0].serious


def test_a_fixed_day_that_one_comes_too_late_for() -> None:
    made = schedule(journey(halt("WSM"), halt("FJI", fixed_on=date(2027, 2, 3)), leaves=date(2027, 2, 1)))
    assert words(made) == [
        "The work in Fiji cannot begin on 3 Feb 2027: one arrives there on 3 Feb 2027 at 19:54 at the earliest."
    ]
    assert made.stops[1].first_day == date(2027, 2, 4)


def test_a_fixed_day_that_one_rests_on() -> None:
    slow = Pace(rest_half_days=2)
    stop = halt("WSM", fixed_on=date(2027, 2, 2))
    assert words(schedule(journey(stop, leaves=date(2027, 2, 1), pace=slow))) == [
        (
            "The work in Samoa cannot begin on 2 Feb 2027: one arrives there on 1 Feb 2027 at 23:52 at the earliest "
            "and rests before it."
        )
    ]
    assert not schedule(journey(stop, leaves=date(2027, 2, 1))).conflicts


def test_a_period_that_ends_is_waited_for() -> None:
    closed = (Period(date(2027, 1, 1), date(2027, 2, 10)),)
    stop = schedule(journey(halt("WSM", periods=closed), leaves=date(2027, 2, 1))).stops[0]
    assert stop.first_day == date(2027, 2, 11)
    assert set(idle(stop).values()) == {"Samoa is not accessible: Runway closed"}


@pytest.mark.parametrize(("last", "met"), [(date(2027, 4, 1), True), (date(2027, 4, 2), False), (None, False)])
def test_a_host_that_is_not_met_for_sixty_days_is_passed_by(last: date | None, *, met: bool) -> None:
    # One arrives late on 1 Feb; sixty days from 2 Feb on end on 2 Apr, a Friday.
    closed = halt("WSM", periods=(Period(date(2027, 2, 1), last),))
    made = schedule(journey(closed, halt("PYF"), leaves=date(2027, 2, 1), pace=Pace(rest_half_days=0)))
    assert bool(made.stops[0].sessions) is met
    assert made.stops[1].sessions
    assert len(made.legs) == 3
    if not met:
        assert made.stops[0].departs == made.stops[0].arrives
        assert words(made) == [
            (
                "Samoa is not accessible: Runway closed; no day from 2 Feb 2027 to 2 Apr 2027 is open, so this stop "
                "has no meetings."
            )
        ]


def test_a_stop_that_closes_while_one_is_there_has_no_meetings_at_all() -> None:
    closing = halt("WSM", periods=(Period(date(2027, 2, 3), None),))
    made = schedule(journey(closing, leaves=date(2027, 2, 1)))
    assert made.stops[0].sessions == ()
    assert words(made) == [
        (
            "Samoa is not accessible: Runway closed; no day from 3 Feb 2027 to 3 Apr 2027 is open, so this stop "
            "has no meetings."
        )
    ]


def test_a_stop_without_an_agenda_is_passed_through() -> None:
    made = schedule(journey(halt("WSM", government=0, embassy=0), leaves=date(2027, 2, 1)))
    assert made.stops[0].arrives == made.stops[0].departs
    assert (made.stops[0].first_day, made.stops[0].last_day) == (date(2027, 2, 1), date(2027, 2, 1))
    assert not made.conflicts


def test_who_has_come_far_without_a_stop_rests_wherever_the_work_begins() -> None:
    idle_stop = halt("WSM", government=0, embassy=0)
    made = schedule(journey(idle_stop, halt("WSM"), leaves=date(2027, 2, 1)))
    assert len(made.legs) == 2
    assert idle(made.stops[1]) == {"Tue 02 Feb morning": "Rest after a long leg"}
    # Each of the two flights takes less than ten hours, both together more.
    made = schedule(
        journey(
            halt("MHL", government=0, embassy=0), halt("KIR"), leaves="2027-01-31 20:00", pace=Pace(long_leg_hours=10)
        )
    )
    assert max(leg.hours for leg in made.legs[:2]) < 10 < sum(leg.hours for leg in made.legs[:2])
    assert made.stops[1].idle[0].why == "Rest after a long leg"


@pytest.mark.parametrize(("hours", "first"), [(11, DayPart.AFTERNOON), (12, DayPart.MORNING)])
def test_rest_begins_with_the_hours_that_make_a_leg_long(hours: int, first: DayPart) -> None:
    made = schedule(journey(halt("WSM"), leaves=date(2027, 2, 1), pace=Pace(long_leg_hours=hours)))
    assert 11 < made.legs[0].hours < 12
    assert made.stops[0].sessions[0].half is first


def test_of_orders_that_end_together_the_one_with_less_travel_is_taken() -> None:
    made = schedule(journey(halt("PYF", ports=1), leaves=date(2027, 2, 1)))
    assert [part for _, part in work(made.stops[0])] == [GOVERNMENT, GOVERNMENT, EMBASSY, PORT]
    assert [leg.end.name for leg in made.legs] == ["Papeete", "Taiohae", "Tokyo"]


def test_a_fixed_day_before_the_arrival_is_too_early_though_the_host_rests_on_it() -> None:
    made = schedule(journey(halt("MDV", fixed_on=date(2027, 1, 15)), leaves=date(2027, 1, 18)))
    (said,) = words(made)
    assert said.startswith("The work in the Maldives cannot begin on 15 Jan 2027: one arrives there on 18 Jan 2027")
