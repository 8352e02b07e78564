"""Local time, weekends and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.territory_days import (
    WEEKDAYS,
    is_weekend,
    local_time,
    next_holidays,
    weekday,
    weekend_words,
)
from geodata.reference.read import Territory, read_territories
from models.settings import Office, Settings

BASE = Settings().base
NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
"""Noon at the base, a Sunday."""

MINUS = "\u2212"
PARTNERS = [row for row in read_territories() if row.partner]


@pytest.mark.parametrize(
    ("zone", "words", "offset", "difference"),
    [
        ("Asia/Tokyo", "Sunday 22 Nov 2026, 12:00", "UTC+09:00", "The same time as Yokota Air Base, Japan"),
        ("Pacific/Fiji", "Sunday 22 Nov 2026, 15:00", "UTC+12:00", "3 hours ahead of Yokota Air Base, Japan"),
        ("Asia/Kolkata", "Sunday 22 Nov 2026, 08:30", "UTC+05:30", "3 hours 30 min behind Yokota Air Base, Japan"),
        (
            "Pacific/Tahiti",
            "Saturday 21 Nov 2026, 17:00",
            f"UTC{MINUS}10:00",
            f"19 hours behind Yokota Air Base, Japan ({MINUS}1 day)",
        ),
        ("Asia/Seoul", "Sunday 22 Nov 2026, 12:00", "UTC+09:00", "The same time as Yokota Air Base, Japan"),
    ],
)
def test_local_time_names_its_zone_and_the_difference(zone: str, words: str, offset: str, difference: str) -> None:
    local = local_time(NOON, zone, BASE)
    assert local is not None
    assert (local.words, local.zone, local.offset, local.difference) == (words, zone, offset, difference)


def test_a_day_ahead_is_said_only_while_the_dates_differ() -> None:
    late = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)  # 22:00 at the base
    local = local_time(late, "Pacific/Fiji", BASE)
    assert local is not None
    assert local.difference.endswith("(+1 day)")


def test_half_an_hour_alone_is_said_without_hours() -> None:
    adelaide = Office("Adelaide", 138.6, -34.9, "Australia/Adelaide")
    local = local_time(datetime(2026, 7, 1, tzinfo=UTC), "Asia/Tokyo", adelaide)
    assert local is not None
    assert local.difference == "30 min behind Adelaide"


@pytest.mark.parametrize("zone", [None, "", "Pacific/Nowhere", "../etc/passwd", "Pacific"])
def test_an_unknown_zone_has_no_time(zone: str | None) -> None:
    assert local_time(NOON, zone, BASE) is None


@pytest.mark.parametrize("row", PARTNERS, ids=lambda row: row.territory)
def test_every_partner_has_a_time_a_weekend_and_holidays(row: Territory) -> None:
    assert local_time(NOON, row.time_zone, BASE) is not None
    assert weekend_words(row.weekend)
    found = next_holidays(row.alpha2, today=date(2026, 11, 22))
    assert found is not None
    assert 3 <= len(found) <= 5, "for some, next year's moon has not been announced"
    assert [one.on for one in found] == sorted(one.on for one in found)
    letters = "".join(one.name for one in found)
    assert not set(letters) - {*map(chr, range(0x250)), "\u2019", "\u02bb"}, "names are written in Latin letters"


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds take no zone
def test_an_instant_is_the_same_instant_everywhere(now: datetime) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu"):
        local = local_time(now, zone, BASE)
        assert local is not None
        assert local.at == now
        assert local.at.utcoffset() == now.astimezone(ZoneInfo(zone)).utcoffset()


@pytest.mark.parametrize(
    ("digits", "words"),
    [("67", "Saturday and Sunday"), ("56", "Friday and Saturday"), ("57", "Friday and Sunday"), ("7", "Sunday")],
)
def test_weekends_in_words(digits: str, words: str) -> None:
    assert weekend_words(digits) == words


def test_a_weekend_that_is_not_on_record_has_no_words_and_no_days() -> None:
    assert weekend_words(None) == weekend_words("") == ""
    assert not is_weekend(date(2026, 11, 22), None)


def test_weekend_days_are_iso_days() -> None:
    monday = date(2026, 11, 23)
    week = [monday + timedelta(days=day) for day in range(7)]
    assert [weekday(day) for day in week] == list(WEEKDAYS)
    assert [weekday(day) for day in week if is_weekend(day, "57")] == ["Friday", "Sunday"]


def test_todays_holiday_counts_and_yesterdays_does_not() -> None:
    for today, first in ((date(2026, 12, 25), date(2026, 12, 25)), (date(2026, 12, 26), date(2026, 12, 26))):
        found = next_holidays("FJ", today=today)
        assert found is not None
        assert found[0].on == first


def test_holidays_run_on_over_the_new_year() -> None:
    found = next_holidays("FJ", today=date(2026, 12, 29), count=2)
    assert found is not None
    assert [one.on.year for one in found] == [2027, 2027]
    assert (found[0].on, found[0].name) == (date(2027, 1, 1), "New Year's Day")


@pytest.mark.parametrize("alpha2", [None, "", "ZZ"])
def test_a_territory_without_holidays_is_told_from_one_with_none_ahead(alpha2: str | None) -> None:
    assert next_holidays(alpha2, today=date(2026, 11, 22)) is None
