"""Notes of a brief: the records behind its figures, for whoever speaks to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.actions.figures import Facet
from models.coverage import is_visit
from models.queries import Held
from models.tables import AccessPeriod
from models.vocabulary import EngagementStatus
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.actions.advisory_list import Listed
    from dashboard.actions.brief_ground import Ground
    from dashboard.actions.coverage import CoverageRow
    from models.coverage import Coverage
    from models.follow_up_listing import FollowUpListed


def partner_notes(rows: Iterable[CoverageRow]) -> list[str]:
    """Tell why each partner stands as it does, and by which record."""
    ordered = sorted(rows, key=lambda row: row.territory.name)
    return [f"{row.territory.name}: {row.coverage.why}{_deciding(row.coverage)}" for row in ordered]


def _deciding(coverage: Coverage) -> str:
    record = coverage.deciding
    if isinstance(record, Held):
        return f" By {numbers([record])}."
    return f" By access period {record.id}." if isinstance(record, AccessPeriod) else ""


def booked_notes(ground: Ground) -> Iterator[str]:
    """Name the visits that are counted as booked."""
    for row in ground.where(Facet.BOOKED):
        found = [
            one
            for one in ground.records.engagements[row.territory.code]
            if one.starts_on == row.coverage.next_visit and is_visit(one) and one.status != EngagementStatus.CANCELLED
        ]
        yield f"{row.territory.name}: booked, {numbers(found)}."


def advisory_notes(listed: Iterable[Listed]) -> list[str]:
    """Tell by what the answer on an advisory stands."""
    told = ((f"{one.name}: {one.state.why}", ", ".join(one.citations)) for one in listed)
    return [f"{why} By {cited}." if cited else why for why, cited in told]


def follow_up_note(ground: Ground, one: FollowUpListed) -> str:
    """Name a follow-up, and what it comes from."""
    row = one.follow_up
    comes = f", from engagement {row.engagement_id}" if row.engagement_id else ""
    return f"{ground.name(row.territory)}, due {day(row.due_on)}: follow-up {row.id}{comes}."


def numbers(engagements: Sequence[Held]) -> str:
    """Name engagements by their numbers."""
    noun = "engagement" if len(engagements) == 1 else "engagements"
    return f"{noun} {', '.join(str(number) for number in sorted(one.id for one in engagements))}"
