"""Named reads for the list of follow-ups: filtered, counted and paged by the database, the earliest due first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func
from sqlmodel import col, select

from models.listings import PAGE
from models.queries import UNDONE
from models.tables import Engagement, FollowUp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from models.vocabulary import EngagementKind, FollowUpState


@dataclass(frozen=True, slots=True)
class FollowUpsWanted:
    """Which follow-ups are listed. An empty choice asks for all."""

    states: tuple[FollowUpState, ...] = UNDONE
    territories: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUpListed:
    """A follow-up, and the engagement it comes from."""

    follow_up: FollowUp
    kind: EngagementKind | None
    """Of the engagement."""
    ends_on: date | None
    """Its last day."""


def count(wanted: FollowUpsWanted, *, session: Session) -> int:
    """Tell how many follow-ups there are."""
    return session.exec(select(func.count(col(FollowUp.id))).where(*_conditions(wanted))).one()


def page(
    wanted: FollowUpsWanted, *, session: Session, number: int = 1, size: int | None = PAGE
) -> list[FollowUpListed]:
    """Read one page, from 1; all rows where no size is given."""
    query: Any = select(FollowUp, Engagement.kind, Engagement.ends_on)
    query = query.outerjoin(Engagement, col(Engagement.id) == FollowUp.engagement_id).where(*_conditions(wanted))
    query = query.order_by(col(FollowUp.due_on), col(FollowUp.id))
    if size is not None:
        query = query.offset((number - 1) * size).limit(size)
    return [FollowUpListed(*row) for row in session.exec(query)]


def doers(*, session: Session) -> Sequence[str]:
    """List who has something to follow up, by name."""
    named = select(FollowUp.who).where(FollowUp.who != "", FollowUp.withdrawn == "").distinct()
    return session.exec(named.order_by(col(FollowUp.who))).all()


def _conditions(wanted: FollowUpsWanted) -> list[ColumnElement[bool]]:
    chosen: dict[Any, Sequence[Any]] = {
        FollowUp.state: wanted.states,
        FollowUp.territory: wanted.territories,
        FollowUp.who: wanted.who,
    }
    found: list[ColumnElement[bool]] = [col(column).in_(values) for column, values in chosen.items() if values]
    if wanted.due_before:
        found.append(col(FollowUp.due_on) < wanted.due_before)
    return [col(FollowUp.withdrawn) == "", *found]
