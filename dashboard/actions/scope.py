"""What an export takes in, and the line that marks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.actions.spellings import spoken, territory_names
from models.errors import InvalidRecordError
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from models.tables import Territory


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records are taken: all of them, unless narrowed."""

    territories: tuple[str, ...] = ()
    """Codes; every territory where there is none."""
    since: date | None = None
    """Only what lasts to this day or beyond."""
    until: date | None = None
    """Only what begins by this day."""

    def holds(self, code: str | None) -> bool:
        """Tell whether a territory is taken."""
        return not self.territories or code in self.territories

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        """Tell whether something that lasts from one day to another is taken; an open end lasts for ever."""
        ended = self.since is not None and ends_on is not None and ends_on < self.since
        return not ended and (self.until is None or starts_on <= self.until)

    def words(self) -> str:
        """Say what it was narrowed to; nothing where it was not."""
        parts = [", ".join(self.territories)] if self.territories else []
        if self.since:
            parts.append(f"from {day(self.since)}")
        if self.until:
            parts.append(f"to {day(self.until)}")
        return " ".join(parts)


def narrowed(
    known: Iterable[Territory], *, territories: Sequence[str] = (), since: date | None = None, until: date | None = None
) -> Scope:
    """Make a scope, with territories by code or by name.

    Raises:
        InvalidRecordError: if there is no such territory, or the days are in the wrong order.
    """
    if since and until and until < since:
        raise InvalidRecordError(f"--until: {until} lies before --since {since}")
    spellings = territory_names(known)
    codes = []
    for text in territories:
        if (code := spellings.get(spoken(text))) is None:
            raise InvalidRecordError(f"--territory: {text!r} is not a territory; use its ISO alpha-3 code, such as FJI")
        codes.append(code)
    return Scope(tuple(dict.fromkeys(codes)), since, until)


def marking_line(marking: str, *, demo: bool) -> str:
    """Word a marking with the announcement of demonstration data, as every page does."""
    return f"{marking} · DEMO DATA" if demo else marking
