"""Generated records around the demonstration engagements: officers, organisations, trips, follow-ups, assessments.

Offices and duty titles only; nobody who is named here exists.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from models.coverage import VISIT_KINDS
from models.demo import SOURCE
from models.tables import AssessmentCreate, FollowUpCreate, Leave, OfficerCreate, OrganisationCreate, TripCreate
from models.vocabulary import AssessmentOutcome, EngagementKind, EngagementStatus, FollowUpState, OrganisationKind
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from models.settings import Office
    from models.tables import Engagement, EngagementCreate

OFFICERS = 6
"""Among so many officers the partners are shared out."""

LEAVE_IN = timedelta(days=30)
"""The first officer goes on leave so soon after the day of the demonstration, for two weeks."""

TRIP_GAP = timedelta(days=21)
"""Visits of one officer that lie no further apart belong to one trip."""

FOLLOW_UP_AFTER = timedelta(days=180)
"""A recommendation is due so long after the visit."""


def officers(codes: Sequence[str], *, as_of: date) -> list[OfficerCreate]:
    """Share the partners out among officers, by duty title."""
    share = -(-len(codes) // OFFICERS)
    groups = [sorted(codes)[start : start + share] for start in range(0, len(codes), share)]
    starts_on = as_of + LEAVE_IN
    leave: list[Leave] = [{"starts_on": starts_on.isoformat(), "ends_on": (starts_on + timedelta(days=13)).isoformat()}]
    return [
        OfficerCreate(
            source=SOURCE,
            demo=True,
            name=f"DEMO Liaison Officer {number}",
            territories=group,
            leave=leave if number == 1 else [],
        )
        for number, group in enumerate(groups, start=1)
    ]


def organisations(codes: Iterable[str], *, as_of: date) -> list[OrganisationCreate]:
    """Give every partner a Designated Authority and an embassy section."""
    offices = {
        OrganisationKind.DESIGNATED_AUTHORITY: "DEMO Designated Authority",
        OrganisationKind.EMBASSY_SECTION: "DEMO U.S. Embassy, economic section",
    }
    return [
        OrganisationCreate(
            source=SOURCE,
            demo=True,
            territory=code,
            kind=kind,
            name=name,
            last_contact_on=as_of - timedelta(days=40) if kind is OrganisationKind.DESIGNATED_AUTHORITY else None,
        )
        for code in sorted(codes)
        for kind, name in offices.items()
    ]


def trips(engagements: Sequence[EngagementCreate], base: Office) -> tuple[list[TripCreate], Mapping[int, int]]:
    """Join the visits of one officer that lie close together.

    Returns:
        The trips, and for each engagement on one, by its place in `engagements`, the place of its trip.
    """
    made: list[TripCreate] = []
    joined: dict[int, int] = {}
    visits = [
        (place, one)
        for place, one in enumerate(engagements)
        if one.kind in VISIT_KINDS and one.status is not EngagementStatus.CANCELLED
    ]
    for _, group in groupby(sorted(visits, key=lambda pair: (pair[1].lead, pair[1].starts_on)), lambda p: p[1].lead):
        for run in _runs(list(group)):
            joined |= dict.fromkeys((place for place, _ in run), len(made))
            made.append(_trip(run[0][1], base))
    return made, joined


def _runs(visits: list[tuple[int, EngagementCreate]]) -> list[list[tuple[int, EngagementCreate]]]:
    """Part a row of visits where the gap between two is long; a visit alone is no trip."""
    runs: list[list[tuple[int, EngagementCreate]]] = []
    for visit in visits:
        if runs and visit[1].starts_on - runs[-1][-1][1].ends_on <= TRIP_GAP:
            runs[-1].append(visit)
        else:
            runs.append([visit])
    return [run for run in runs if len(run) > 1]


def _trip(first: EngagementCreate, base: Office) -> TripCreate:
    name = f"DEMO trip from {day(first.starts_on)}"
    return TripCreate(source=SOURCE, demo=True, name=name, base=base.name, base_lon=base.lon, base_lat=base.lat)


def follow_ups(engagements: Iterable[Engagement], *, as_of: date) -> list[FollowUpCreate]:
    """Follow up the recommendations of the reports; the older ones are done."""
    made = []
    for one in engagements:
        for what in one.recommendations:
            due_on = one.ends_on + FOLLOW_UP_AFTER
            done_on = due_on - timedelta(days=10) if due_on < as_of - timedelta(days=60) else None
            made.append(
                FollowUpCreate(
                    source=SOURCE,
                    demo=True,
                    territory=one.territory,
                    engagement_id=one.id,
                    observation=next(iter(one.observations), ""),
                    what=what,
                    who="Port facility security officer",
                    due_on=due_on,
                    state=FollowUpState.DONE if done_on else FollowUpState.OPEN,
                    done_on=done_on,
                )
            )
    return made


def assessments(engagements: Iterable[Engagement]) -> list[AssessmentCreate]:
    """Give every assessment that was made its result."""
    return [
        AssessmentCreate(
            source=SOURCE,
            demo=True,
            territory=one.territory,
            engagement_id=one.id,
            assessed_on=one.ends_on,
            outcome=AssessmentOutcome.EFFECTIVE,
            note="DEMO. Generated result.",
        )
        for one in engagements
        if one.kind is EngagementKind.ASSESSMENT and one.status is EngagementStatus.COMPLETED
    ]
