"""When to call and when to travel: local time, the government's weekend, public holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.calendars import WEEKDAYS, national_holidays, weekday
from models.wording import day, plural

if TYPE_CHECKING:
    from models.settings import Office

HOLIDAYS_SHOWN = 5

MINUS = "\u2212"
"""The sign, not a hyphen."""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """The time at a place, and how it stands to the base."""

    at: datetime
    zone: str
    """IANA name."""
    offset: str
    """From UTC: `UTC+12:00`."""
    difference: str
    """To the base, in words."""

    @property
    def words(self) -> str:
        """Write the time with its day: `Sunday 22 Nov 2026, 23:05`."""
        return f"{weekday(self.at.date())} {day(self.at.date())}, {self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday."""

    on: date
    name: str


def local_time(now: datetime, zone: str | None, base: Office) -> LocalTime | None:
    """Tell the time in a zone at an instant; None if there is no such zone.

    Args:
        now: the instant; it carries its own zone.
        zone: IANA name.
        base: the office that the difference is measured from.
    """
    if not zone:
        return None
    try:
        at = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a name that is a folder of the zone files is an OSError
        return None
    offset = at.isoformat(timespec="minutes")[-6:].replace("-", MINUS)
    return LocalTime(at, zone, f"UTC{offset}", _difference(at, now.astimezone(ZoneInfo(base.time_zone)), base))


def weekend_words(digits: str | None) -> str:
    """Name the days on which a government does not work, given as ISO digits; blank if they are not on record."""
    return " and ".join(WEEKDAYS[int(digit) - 1] for digit in digits or "")


def is_weekend(value: date, digits: str | None) -> bool:
    """Tell whether a government does not work on a day, going by its weekend."""
    return str(value.isoweekday()) in (digits or "")


def next_holidays(alpha2: str | None, *, today: date, count: int = HOLIDAYS_SHOWN) -> list[Holiday] | None:
    """List the next public holidays of a territory, today's included; None where the table has none for it.

    Args:
        alpha2: ISO 3166-1 alpha-2.
        today: the day in the territory.
        count: how many at most.
    """
    years = [national_holidays(alpha2 or "", year) for year in (today.year, today.year + 1)]
    coming = [Holiday(on, name) for year in years for on, name in (year or {}).items() if on >= today]
    return coming[:count] if any(years) else None


def _difference(at: datetime, base_at: datetime, base: Office) -> str:
    ahead = (at.utcoffset() or timedelta()) - (base_at.utcoffset() or timedelta())
    if not ahead:
        return f"The same time as {base.name}"
    hours, minutes = divmod(int(abs(ahead).total_seconds()) // 60, 60)
    length = " ".join(
        part for part in (plural(hours, "hour") if hours else "", f"{minutes} min" if minutes else "") if part
    )
    days = (at.date() - base_at.date()).days
    other = {1: " (+1 day)", -1: f" ({MINUS}1 day)"}.get(days, "")
    return f"{length} {'ahead of' if ahead > timedelta() else 'behind'} {base.name}{other}"
