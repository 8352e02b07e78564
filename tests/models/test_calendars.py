"""On which days a host works."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from models.calendars import SEATS, HostCalendar, national_holidays, us_holiday, weekday
from models.tables import AccessPeriod
from models.vocabulary import AgendaPart
from models.wording import with_article
from tests.models.records import closed

MALDIVES = HostCalendar("Maldives", "MV", "56")
FIJI = HostCalendar("Fiji", "FJ", "67")
BRUNEI = HostCalendar("Brunei", "BN", "57")

FRIDAY, SATURDAY, SUNDAY = date(2027, 1, 15), date(2027, 1, 16), date(2027, 1, 17)


@pytest.mark.parametrize(
    ("calendar", "closed_days"),
    [(MALDIVES, {FRIDAY, SATURDAY}), (FIJI, {SATURDAY, SUNDAY}), (BRUNEI, {FRIDAY, SUNDAY})],
)
@pytest.mark.parametrize("part", AgendaPart)
def test_weekends_are_those_of_the_host(calendar: HostCalendar, closed_days: set[date], part: AgendaPart) -> None:
    days = {FRIDAY, SATURDAY, SUNDAY}
    assert {on for on in days if calendar.why_closed(on, part)} == closed_days


def test_a_closed_day_is_explained_in_words() -> None:
    government = AgendaPart.GOVERNMENT
    assert MALDIVES.why_closed(FRIDAY, government) == "Friday is not a working day in the Maldives"
    assert FIJI.why_closed(date(2026, 12, 25), government) == "Christmas Day is a public holiday in Fiji"


@pytest.mark.parametrize(
    ("alpha2", "on", "name"),
    [
        ("MO", date(2026, 12, 25), "Christmas"),
        ("MO", date(2027, 5, 13), "Buddha"),
        ("ID", date(2027, 3, 12), "Joint Holiday"),
        ("ID", date(2027, 3, 15), "Joint Holiday"),
        ("AU", date(2027, 6, 14), "King's Birthday"),
        ("AU", date(2027, 10, 4), "Lab"),
        ("MY", date(2027, 2, 1), "Federal Territory"),
        ("FM", date(2027, 11, 8), "Pohnpei"),
        ("NZ", date(2027, 1, 25), "Wellington"),
    ],
)
def test_a_government_keeps_its_own_holidays_and_those_of_its_seat(alpha2: str, on: date, name: str) -> None:
    assert name in (HostCalendar("There", alpha2, "67").why_closed(on, AgendaPart.GOVERNMENT) or "")


@pytest.mark.parametrize("alpha2", SEATS)
def test_each_seat_is_one_that_the_calendars_know(alpha2: str) -> None:
    assert SEATS[alpha2] in country_holidays(alpha2).subdivisions
    assert national_holidays(alpha2, 2027)


@pytest.mark.parametrize(("year", "known"), [(2000, False), (2001, True), (2035, True), (2036, False)])
def test_a_year_of_which_little_is_known_is_not_known(year: int, known: bool) -> None:  # noqa: FBT001 - a parameter
    assert HostCalendar("India", "IN").knows_holidays(year) is known


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2027, 1, 1), date(2027, 1, 9), None),
        (date(2027, 1, 1), date(2027, 1, 10), date(2027, 1, 10)),
        (date(2027, 1, 12), date(2027, 1, 30), date(2027, 1, 12)),
        (date(2027, 1, 20), date(2027, 1, 20), date(2027, 1, 20)),
        (date(2027, 1, 21), date(2027, 2, 28), None),
        (date(2027, 1, 21), date(2027, 3, 5), date(2027, 3, 1)),
        (date(2030, 1, 1), date(2030, 1, 1), date(2030, 1, 1)),
    ],
)
def test_the_first_day_that_is_not_accessible_is_found(first: date, last: date, found: date | None) -> None:
    periods = [closed(date(2027, 3, 1)), closed(date(2027, 1, 10), date(2027, 1, 20))]
    calendar = HostCalendar("There", "FJ", "67", periods)
    assert calendar.first_inaccessible(first, last) == found
    assert found is None or calendar.why_inaccessible(found)


def test_an_embassy_keeps_the_holidays_of_both() -> None:
    thanksgiving = date(2026, 11, 26)
    assert FIJI.why_closed(thanksgiving, AgendaPart.GOVERNMENT) is None
    assert FIJI.why_closed(thanksgiving, AgendaPart.PORT) is None
    assert FIJI.why_closed(thanksgiving, AgendaPart.EMBASSY) == "Thanksgiving Day is a holiday of the U.S. Embassy"
    assert FIJI.why_closed(date(2026, 12, 25), AgendaPart.EMBASSY) == "Christmas Day is a public holiday in Fiji"


def test_a_us_holiday_that_falls_on_a_weekend_is_kept_on_the_day_observed() -> None:
    assert us_holiday(date(2026, 7, 3)) is not None
    assert us_holiday(date(2026, 7, 6)) is None


@pytest.mark.parametrize(("days_from_start", "is_closed"), [(-1, False), (0, True), (10, True), (11, False)], ids=str)
def test_an_access_period_closes_both_its_days(days_from_start: int, is_closed: bool) -> None:  # noqa: FBT001 - a case
    start = date(2027, 2, 1)
    period = AccessPeriod(**closed(start, start + timedelta(days=10)).model_dump())
    calendar = HostCalendar("Fiji", weekend="", periods=[period])
    why = calendar.why_closed(start + timedelta(days=days_from_start), AgendaPart.PORT)
    assert (why == "Fiji is not accessible: unrest") is is_closed
    assert (why is None) is not is_closed


def test_without_a_table_no_holiday_is_known_and_it_is_told() -> None:
    nowhere = HostCalendar("Nowhere", "")
    assert not nowhere.knows_holidays(2027)
    assert nowhere.holiday(date(2027, 12, 25)) is None
    assert FIJI.knows_holidays(2027)


@pytest.mark.parametrize("alpha2", ["", "XX", "fj"])
def test_an_unknown_code_has_no_table(alpha2: str) -> None:
    assert national_holidays(alpha2, 2027) is None


def test_the_table_is_shared_and_cannot_be_changed() -> None:
    table = national_holidays("FJ", 2027)
    assert table is not None
    with pytest.raises(TypeError):
        table[FRIDAY] = "A day off"  # type: ignore[index]


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)))
def test_what_closes_the_government_closes_the_embassy(on: date) -> None:
    for calendar in (MALDIVES, FIJI, BRUNEI):
        if calendar.why_closed(on, AgendaPart.GOVERNMENT):
            assert calendar.why_closed(on, AgendaPart.EMBASSY)


def test_days_of_the_week_are_named() -> None:
    assert [weekday(FRIDAY), weekday(SATURDAY), weekday(SUNDAY)] == ["Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Maldives", "the Maldives"),
        ("Cook Islands", "the Cook Islands"),
        ("Fiji", "Fiji"),
        ("Philippines", "the Philippines"),
        ("United States", "the United States"),
    ],
)
def test_names_take_their_article(name: str, written: str) -> None:
    assert with_article(name) == written
