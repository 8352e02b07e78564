"""What the pages of a brief are derived from, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.actions.advisory_list import Listed, listed_on
from dashboard.actions.brief_choice import find_region
from dashboard.actions.coverage import CoverageRow, coverage_rows
from dashboard.actions.figures import Facet, holds
from dashboard.actions.snapshot import Snapshot, taken
from models.follow_up_listing import FollowUpListed, FollowUpsWanted, page
from models.queries import UNDONE
from models.vocabulary import FollowUpState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlmodel import Session

    from dashboard.actions.brief_choice import BriefChoice
    from dashboard.actions.records import Records
    from models.tables import Territory


@dataclass(frozen=True)
class Ground:
    """What is known, and what was asked for."""

    records: Records
    choice: BriefChoice
    known_on: date
    """The day up to which completed visits are known, as in `coverage_status`."""
    follow_ups: Sequence[FollowUpListed]
    """All that were still to be done on the day, the earliest due first."""
    kept: Snapshot | None = None
    """What the brief it is compared with said; None compares with the records as they are known now."""
    kept_marking: str = ""
    """Of that brief; blank where there is none."""
    within: frozenset[str] | None = None
    """Codes of the only partners that are spoken of; None for all."""

    @cached_property
    def rows(self) -> list[CoverageRow]:
        """Return the partners on the day, by code."""
        rows = coverage_rows(self.records, as_of=self.choice.as_of, known_on=self.known_on)
        return rows if self.within is None else [row for row in rows if row.territory.code in self.within]

    @cached_property
    def before(self) -> Snapshot | None:
        """Return where the partners stood on the comparison date; None where nothing is compared."""
        if self.kept is not None:
            return self.kept
        on = self.choice.compared_on
        return None if on is None else taken(coverage_rows(self.records, as_of=on, known_on=self.known_on), on=on)

    @cached_property
    def advisories(self) -> list[Listed]:
        """Return the list of advisories on the day."""
        return self.listed(self.choice.as_of)

    def listed(self, on: date) -> list[Listed]:
        """Return the list of advisories on a day, with the answer for every partner."""
        partners = (partner.code for partner in self.records.partners)
        return listed_on(self.records.facts, self.records.territories, as_of=on, besides=partners)

    def of(self, codes: Iterable[str]) -> list[CoverageRow]:
        """Return the rows of some partners, by name."""
        wanted = frozenset(codes)
        return sorted((row for row in self.rows if row.territory.code in wanted), key=lambda row: row.territory.name)

    def region(self, region: str) -> tuple[str, list[CoverageRow]]:
        """Return the name of a region, as it is written, and the rows of its partners by name."""
        name, codes = find_region(self.records, region)
        return name, self.of(codes)

    def where(self, facet: Facet) -> list[CoverageRow]:
        """Return the partners of which a facet holds on the day, by name."""
        found = [row for row in self.rows if holds(facet, row, as_of=self.choice.as_of)]
        return sorted(found, key=lambda row: row.territory.name)

    def name(self, code: str) -> str:
        """Name a territory."""
        territory: Territory | None = self.records.territories.get(code)
        return territory.name if territory else code


def read_ground(
    records: Records,
    choice: BriefChoice,
    *,
    session: Session,
    known_on: date,
    kept: Snapshot | None = None,
    kept_marking: str = "",
) -> Ground:
    """Read what the records in memory do not hold."""
    states = UNDONE if choice.as_of >= known_on else (*UNDONE, FollowUpState.DONE)
    read = page(FollowUpsWanted(states), session=session, size=None)
    follow_ups = [one for one in read if _open_on(one, choice.as_of, known_on)]
    return Ground(records, choice, known_on, follow_ups, kept, kept_marking)


def _open_on(one: FollowUpListed, on: date, known_on: date) -> bool:
    """Tell whether a follow-up was agreed and not done on a day; of one that was dropped no day is known."""
    agreed_later = one.ends_on is not None and on < one.ends_on <= known_on
    done_on = one.follow_up.done_on
    return not agreed_later and (done_on is None or done_on > on)
