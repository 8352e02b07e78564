"""The days of a trip as they are lived, over the date line both ways."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.trip_days import LivedDay, Use, clock, day_title, lived_days, shift_words, zone_offset
from dashboard.parts.trip_timeline import day_columns, in_lines
from geodata.geodesy import Point
from geodata.journey import Halt, IdleHalf, Leg, Place, PortCall, Schedule, ScheduledStop, Session
from models.calendars import HostCalendar
from models.vocabulary import AgendaPart, DayPart, TravelMode

TOKYO = Place("Yokota", Point(139.35, 35.75), "Asia/Tokyo", "RJTY", "OKO Yokota Air Base", Point(139.35, 35.75))
APIA = Place("Apia", Point(-171.76, -13.83), "Pacific/Apia", "NSFA", "APW Faleolo", Point(-172.0, -13.83))
HONOLULU = Place("Honolulu", Point(-157.86, 21.31), "Pacific/Honolulu", "PHNL", "HNL Honolulu", Point(-157.92, 21.32))


def at(place: Place, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZoneInfo(place.zone))


def halt(code: str, name: str, seat: Place, weekend: str = "67", alpha2: str = "") -> Halt:
    return Halt(code, name, HostCalendar(name, alpha2, weekend), seat, (PortCall(7, seat),))


def leg(start: Place, departs: datetime, end: Place, arrives: datetime) -> Leg:
    hours = (arrives - departs) / timedelta(hours=1)
    return Leg(TravelMode.AIR, start, end, departs, arrives, 4_000.0, hours)


def there_and_back() -> Schedule:
    """Leave Tokyo on Monday 7 December, Samoa on Tuesday and Wednesday, Honolulu on Tuesday again, and home."""
    apia = ScheduledStop(
        halt("WSM", "Samoa", APIA),
        at(APIA, 8, 9, 10),
        at(APIA, 9, 14),
        [
            Session(AgendaPart.GOVERNMENT, date(2026, 12, 8), DayPart.AFTERNOON),
            Session(AgendaPart.PORT, date(2026, 12, 9), DayPart.MORNING, 7),
        ],
        [],
    )
    honolulu = ScheduledStop(
        halt("USA", "Hawaii", HONOLULU),
        at(HONOLULU, 8, 21),
        at(HONOLULU, 10, 9),
        [Session(AgendaPart.EMBASSY, date(2026, 12, 9), DayPart.AFTERNOON)],
        [IdleHalf(date(2026, 12, 9), DayPart.MORNING, "Rest after a long leg")],
    )
    legs = [
        leg(TOKYO, at(TOKYO, 7, 20), APIA, at(APIA, 8, 9, 10)),
        leg(APIA, at(APIA, 9, 14), HONOLULU, at(HONOLULU, 8, 21)),
        leg(HONOLULU, at(HONOLULU, 10, 9), TOKYO, at(TOKYO, 11, 13)),
    ]
    return Schedule([apia, honolulu], legs, at(TOKYO, 7, 20), at(TOKYO, 11, 13))


def lived() -> list[LivedDay]:
    return lived_days(there_and_back(), {7: "Apia"})


def test_a_day_over_the_line_is_lived_twice_and_the_way_back_takes_one() -> None:
    assert [(one.on.day, one.stop, one.shift) for one in lived()] == [
        (7, None, 0),
        (8, 0, 0),
        (9, 0, 0),
        (8, 1, -1),
        (9, 1, 0),
        (10, 1, 0),
        (11, None, 0),
    ]
    assert not any(one.under_way for one in lived())


def test_each_half_says_what_takes_place() -> None:
    uses = [(one.halves[DayPart.MORNING].use, one.halves[DayPart.AFTERNOON].use) for one in lived()]
    assert uses == [
        (Use.FREE, Use.TRAVEL),
        (Use.TRAVEL, Use.GOVERNMENT),
        (Use.PORT, Use.TRAVEL),
        (Use.FREE, Use.TRAVEL),
        (Use.IDLE, Use.EMBASSY),
        (Use.TRAVEL, Use.FREE),
        (Use.FREE, Use.TRAVEL),
    ]
    days = lived()
    assert days[2].halves[DayPart.MORNING].words == "Port visit: Apia"
    assert days[4].halves[DayPart.MORNING].words == "Rest after a long leg"
    assert days[0].halves[DayPart.AFTERNOON].words == (
        "Flight OKO Yokota Air Base to APW Faleolo, 20:00 JST to 09:10 UTC+13 (+1 day), 4,000 nm"
    )


def test_westward_over_the_line_a_day_is_left_out_and_its_column_says_so() -> None:
    stop = ScheduledStop(halt("JPN", "Japan", TOKYO), at(TOKYO, 9, 15), at(TOKYO, 9, 15), [], [])
    made = Schedule(
        [stop],
        [leg(HONOLULU, at(HONOLULU, 7, 23), TOKYO, at(TOKYO, 9, 15))],
        at(HONOLULU, 7, 23),
        at(HONOLULU, 9, 8),
    )
    days = lived_days(made, {})
    assert [(one.on.day, one.shift, one.under_way) for one in days] == [
        (7, 0, False),
        (8, 1, True),
        (9, 0, False),
        (9, -1, False),
    ]
    assert {half.words for half in days[1].halves.values()} == {"Left out at the date line"}
    assert day_columns(days, ["Japan"])["Day"][1] == "Tue 8 Dec 2026 (left out at the date line)"


def test_leaving_and_arriving_on_one_local_day_share_it_unless_the_line_gives_it_back() -> None:
    fiji = Place("Suva", Point(178.4, -18.1), "Pacific/Fiji")
    near = ScheduledStop(halt("FJI", "Fiji", fiji), at(fiji, 7, 15), at(fiji, 7, 17), [], [])
    made = Schedule([near], [], at(TOKYO, 7, 3), at(TOKYO, 7, 20))
    assert [one.on.day for one in lived_days(made, {})] == [7]
    far = ScheduledStop(halt("USA", "Hawaii", HONOLULU), at(HONOLULU, 7, 8), at(HONOLULU, 7, 17), [], [])
    home = leg(HONOLULU, at(HONOLULU, 7, 17), TOKYO, at(TOKYO, 9, 20))
    again = Schedule([far], [home], at(TOKYO, 7, 20), at(TOKYO, 9, 20))
    assert [(one.on.day, one.shift) for one in lived_days(again, {})] == [(7, 0), (7, -1), (8, 1), (9, 0)]


def test_a_day_under_way_has_its_column_and_is_none_that_the_date_line_took() -> None:
    male = Place("Male", Point(73.5, 4.2), "Indian/Maldives")
    stop = ScheduledStop(halt("MDV", "Maldives", male), at(male, 9, 3), at(male, 10, 17), [], [])
    made = Schedule([stop], [], at(TOKYO, 7, 20), at(TOKYO, 12, 6))
    days = lived_days(made, {})
    assert [one.on.day for one in days] == [7, 8, 9, 10, 11, 12]
    assert [one.on.day for one in days if one.under_way] == [8, 11]
    assert {one.shift for one in days} == {0}
    assert [one.where("Base", ["Maldives"]) for one in days] == [
        "Base",
        "Under way",
        "Maldives",
        "Maldives",
        "Under way",
        "Base",
    ]
    assert {days[1].halves[half].use for half in DayPart} == {Use.TRAVEL}


def test_by_plane_over_the_line_and_on_by_ship_only_the_first_day_is_left_out() -> None:
    atoll = Place("Fakaofo", Point(-171.2, -9.4), "Pacific/Fakaofo")
    stop = ScheduledStop(halt("TKL", "Tokelau", atoll), at(atoll, 11, 9), at(atoll, 11, 17), [], [])
    ways = [
        leg(HONOLULU, at(HONOLULU, 7, 23), APIA, at(APIA, 9, 5)),
        leg(APIA, at(APIA, 9, 5), atoll, at(atoll, 11, 9)),
    ]
    days = lived_days(Schedule([stop], ways, at(HONOLULU, 7, 23), at(HONOLULU, 12, 9)), {})
    assert [(one.on.day, one.shift) for one in days] == [(7, 0), (8, 1), (9, 0), (10, 0), (11, 0), (12, 0)]
    assert days[2].halves[DayPart.MORNING].words.startswith("Flight")
    assert days[3].halves[DayPart.MORNING].words == "Under way"


@given(
    st.lists(st.tuples(st.sampled_from([TOKYO, APIA, HONOLULU]), st.integers(1, 70), st.integers(0, 60)), max_size=5)
)
def test_every_calendar_day_from_leaving_to_the_return_has_its_column(
    visits: list[tuple[Place, int, int]],
) -> None:
    here, now, stops, ways = TOKYO, at(TOKYO, 1, 8), [], []
    for place, hours, stay in [*visits, (TOKYO, 9, 0)]:
        arrives = (now + timedelta(hours=hours)).astimezone(ZoneInfo(place.zone))
        ways.append(leg(here, now, place, arrives))
        here, now = place, (arrives + timedelta(hours=stay)).astimezone(ZoneInfo(place.zone))
        stops.append(ScheduledStop(halt("XXX", "There", place), arrives, now, [], []))
    days = lived_days(Schedule(stops[:-1], ways, at(TOKYO, 1, 8), now), {})
    assert (days[0].on, days[-1].on) == (date(2026, 12, 1), now.date())
    for one, other in pairwise(days):
        assert (other.on - one.on).days == 1 or (other.shift == -1 and (other.on - one.on).days in {0, -1})


@pytest.mark.parametrize(
    ("weekend", "on", "closed"),
    [("56", date(2026, 12, 11), "Friday is not a working day in the Maldives"), ("67", date(2026, 12, 11), "")],
)
def test_what_closes_the_host_is_said(weekend: str, on: date, closed: str) -> None:
    place = Place("Male", Point(73.5, 4.2), "Indian/Maldives")
    when = datetime(on.year, on.month, on.day, 9, tzinfo=ZoneInfo(place.zone))
    stop = ScheduledStop(halt("MDV", "Maldives", place, weekend), when, when, [], [])
    made = Schedule([stop], [], when - timedelta(days=1), when + timedelta(days=1))
    assert [one.closed for one in lived_days(made, {}) if one.stop == 0] == [closed]


def test_a_holiday_of_the_embassy_is_said_beside() -> None:
    when = datetime(2026, 12, 25, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
    stop = ScheduledStop(halt("JPN", "Japan", TOKYO, alpha2="JP"), when, when, [], [])
    one = lived_days(Schedule([stop], [], when, when), {})[0]
    assert (one.closed, one.embassy_closed) == ("", "Christmas Day")


def test_the_table_says_what_the_timeline_shows() -> None:
    columns = day_columns(lived(), ["Samoa", "Hawaii"])
    assert columns["Day"][3] == "Tue 8 Dec 2026 (a day is lived again)"
    assert columns["Where"] == ["Base", *["Samoa, stop 1"] * 2, *["Hawaii, stop 2"] * 3, "Base"]
    assert columns["Afternoon"][1] == "Government"
    assert {len(cells) for cells in columns.values()} == {7}


@given(st.integers(1, 200), st.integers(1, 40))
def test_lines_hold_every_day_once_and_none_is_too_long(count: int, across: int) -> None:
    day = lived()[0]
    days = [LivedDay(day.on + timedelta(days=number), None, day.halves) for number in range(count)]
    lines = in_lines(days, across)
    assert [one for line in lines for one in line] == days
    assert max(map(len, lines)) <= across
    assert all(len(one) >= len(other) for one, other in pairwise(lines))


@pytest.mark.parametrize(
    ("zone", "text"),
    [("Asia/Tokyo", "UTC+9"), ("Asia/Kathmandu", "UTC+5:45"), ("Pacific/Honolulu", "UTC\N{MINUS SIGN}10")],
)
def test_an_offset_is_written_in_hours_and_minutes(zone: str, text: str) -> None:
    assert zone_offset(datetime(2026, 12, 1, 9, tzinfo=ZoneInfo(zone))) == text


def test_a_zone_without_letters_is_written_as_an_offset() -> None:
    assert clock(at(TOKYO, 7, 9, 5)) == "09:05 JST"
    assert clock(at(APIA, 7, 9, 5)) == "09:05 UTC+13"


@pytest.mark.parametrize(
    ("days", "text"), [(0, ""), (1, " (+1 day)"), (-1, " (\N{MINUS SIGN}1 day)"), (2, " (+2 days)")]
)
def test_the_day_of_arrival_is_told_from_the_day_of_leaving(days: int, text: str) -> None:
    assert shift_words(days) == text


def test_a_day_bears_its_weekday() -> None:
    assert day_title(date(2026, 12, 7)) == "Mon 7 Dec 2026"
