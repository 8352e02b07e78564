"""On which days a host works: its weekend, its public holidays, the days on which it cannot be visited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import holidays

from models.coverage import closure
from models.vocabulary import AgendaPart
from models.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.coverage import Closed

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""By ISO number, from 1."""

LANGUAGE = "en_US"
"""Of the names of holidays."""

USUAL_WEEKEND = "67"
"""Where no weekend is on record: Saturday and Sunday."""


def weekday(value: date) -> str:
    """Name the day of the week."""
    return WEEKDAYS[value.weekday()]


SEATS: Mapping[str, str] = MappingProxyType(
    {
        "AU": "ACT",  # Canberra
        "FM": "PNI",  # Palikir, on Pohnpei
        "IN": "DL",
        "MO": "M",
        "MY": "14",  # Kuala Lumpur
        "NZ": "WGN",
        "SB": "CT",  # Honiara
        "TV": "FUN",
    }
)
"""Where a government has its seat, as `holidays` calls that part of the territory, if some holidays are of parts."""

KINDS = ("public", "government")
"""Holidays on which a government does not work, as `holidays` calls them."""

KNOWN_YEARS: Mapping[str, range] = MappingProxyType({"IN": range(2001, 2036)})
"""Of India `holidays` has no more years than these; of others it would give but a part, with a warning."""


@lru_cache(maxsize=512)
def national_holidays(alpha2: str, year: int) -> Mapping[date, str] | None:
    """Return the names of the holidays of a government in a year by day, in order; None where no table has any.

    They are those of the whole territory and of the part in which the government has its seat.

    Args:
        alpha2: ISO 3166-1 alpha-2; blank has no table.
        year: the year.
    """
    if year not in KNOWN_YEARS.get(alpha2, (year,)):
        return None
    try:
        known = holidays.country_holidays(alpha2).supported_categories
    except NotImplementedError:
        return None
    found = holidays.country_holidays(
        alpha2,
        subdiv=SEATS.get(alpha2),
        years=year,
        expand=False,
        language=LANGUAGE,
        categories=[kind for kind in KINDS if kind in known],
    )
    return MappingProxyType(dict(sorted(found.items()))) if found else None


@dataclass(frozen=True, slots=True)
class HostCalendar:
    """The days on which a host can be met."""

    territory: str
    """Its name."""
    alpha2: str = ""
    """ISO 3166-1 alpha-2, for its public holidays; blank where none are known."""
    weekend: str = USUAL_WEEKEND
    """ISO digits of the days on which the government does not work."""
    periods: Sequence[Closed] = ()
    """Access periods: days on which the territory cannot be visited."""

    def knows_holidays(self, year: int) -> bool:
        """Tell whether the public holidays of a year are known."""
        return national_holidays(self.alpha2, year) is not None

    def why_inaccessible(self, on: date) -> str | None:
        """Say why the territory cannot be visited on a day; None if it can."""
        closed = closure(self.periods, as_of=on)
        return f"{self.territory} is not accessible: {closed.reason.rstrip('.')}" if closed else None

    def first_inaccessible(self, first: date, last: date) -> date | None:
        """Return the first of the days from one to another on which the territory cannot be visited, if any is."""
        met = (one for one in self.periods if one.starts_on <= last and (one.ends_on is None or first <= one.ends_on))
        return min((max(first, one.starts_on) for one in met), default=None)

    def why_closed(self, on: date, part: AgendaPart) -> str | None:
        """Say why no such meeting takes place on a day, in one sentence without a full stop; None if one can.

        An embassy keeps the weekend and the holidays of its host, and those of the United States besides.
        """
        holiday = self.holiday(on)
        if refused := self.why_inaccessible(on):
            return refused
        if str(on.isoweekday()) in self.weekend:
            return f"{weekday(on)} is not a working day in {with_article(self.territory)}"
        if holiday:
            return f"{holiday} is a public holiday in {with_article(self.territory)}"
        american = us_holiday(on) if part is AgendaPart.EMBASSY else None
        return f"{american} is a holiday of the U.S. Embassy" if american else None

    def is_weekend(self, on: date) -> bool:
        """Tell whether a day belongs to the host's weekend."""
        return str(on.isoweekday()) in self.weekend

    def holiday(self, on: date) -> str | None:
        """Name the host's public holiday on a day, if it is one."""
        return (national_holidays(self.alpha2, on.year) or {}).get(on)


def us_holiday(on: date) -> str | None:
    """Name the U.S. federal holiday on a day, if it is one."""
    return (national_holidays("US", on.year) or {}).get(on)
