"""What a visit to a territory is worth, in points: how overdue it is, and what else waits there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.coverage import VISIT_INTERVAL_DAYS, Status
from models.vocabulary import HarbourSize
from models.wording import plural

if TYPE_CHECKING:
    from models.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for each reason to go. A planner adjusts them; the usual ones put coverage before everything else."""

    never: int = 400
    """Never visited."""
    overdue: int = 200
    """The visit is overdue."""
    overdue_day: int = 1
    """For each day that it is overdue, up to a year."""
    due_soon: int = 100
    """The visit falls due soon; without a visit on this trip another trip is needed."""
    current: int = 5
    """Visited within the interval: a visit now winds the clock again, and little more."""
    assessment: int = 60
    """A country assessment is due."""
    advisory: int = 80
    """A Port Security Advisory is in force."""
    follow_up: int = 15
    """For each follow-up that falls due before the trip ends, up to five."""
    port_size: int = 10
    """A large port; a medium one half of it."""
    travel: int = 40
    """Lost for each 1,000 nautical miles of a trip; with 0 travel only decides between trips of equal worth."""


MOST_FOLLOW_UPS = 5

_SIZES = {HarbourSize.LARGE: 1.0, HarbourSize.MEDIUM: 0.5}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to go, and what it counts."""

    words: str
    points: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What a visit is worth, and why."""

    reasons: tuple[Reason, ...] = ()

    @property
    def points(self) -> int:
        """The sum."""
        return sum(reason.points for reason in self.reasons)


def worth(
    coverage: Coverage,
    *,
    advisory: bool = False,
    follow_ups: int = 0,
    size: HarbourSize = HarbourSize.UNKNOWN,
    weights: Weights,
) -> Worth:
    """Add up what speaks for a visit.

    Args:
        coverage: where the territory stands on the day the trip would end, without the trip.
        advisory: whether a Port Security Advisory is in force.
        follow_ups: how many fall due before the trip ends.
        size: of the largest port that would be visited.
        weights: points for each reason.
    """
    reasons = [_visit_reason(coverage, weights)]
    if coverage.assessment.status in {Status.NEVER, Status.OVERDUE, Status.DUE_SOON}:
        reasons.append(Reason("A country assessment is due", weights.assessment))
    if advisory:
        reasons.append(Reason("A Port Security Advisory is in force", weights.advisory))
    if follow_ups:
        counted = min(follow_ups, MOST_FOLLOW_UPS)
        reasons.append(Reason(f"{plural(follow_ups, 'follow-up')} due", counted * weights.follow_up))
    if size in _SIZES:
        reasons.append(Reason(f"A {size.value} port", round(_SIZES[size] * weights.port_size)))
    return Worth(tuple(reason for reason in reasons if reason.points))


def _visit_reason(coverage: Coverage, weights: Weights) -> Reason:
    visit = coverage.visit
    if visit.status is Status.NEVER:
        return Reason("Never visited", weights.never)
    if visit.status is Status.OVERDUE:
        days = min(visit.days_overdue, VISIT_INTERVAL_DAYS)
        return Reason(f"{plural(visit.days_overdue, 'day')} overdue", weights.overdue + days * weights.overdue_day)
    if visit.status is Status.DUE_SOON:
        return Reason("A visit is due soon", weights.due_soon)
    return Reason("Visited within the interval", weights.current)
