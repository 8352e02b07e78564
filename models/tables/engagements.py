"""Engagements, and what belongs to them: follow-ups, assessments and access periods."""

from datetime import date
from typing import Self

from pydantic import model_validator
from sqlalchemy import JSON, CheckConstraint, Index, Text
from sqlmodel import Field
from typing_extensions import TypedDict

from models.tables.base import (
    NEVER_REUSE_IDS,
    Code,
    Line,
    Marked,
    Recorded,
    Withdrawable,
    choice,
    in_order,
)
from models.vocabulary import (
    AgendaPart,
    AssessmentOutcome,
    ContactChannel,
    EngagementKind,
    EngagementStatus,
    FollowUpState,
    Topic,
)


class AgendaItem(TypedDict):
    """One item of an agenda, under the part of the visit it belongs to."""

    part: AgendaPart
    item: Line


class EngagementBase(Marked):
    """A visit or another contact with a partner, planned or past.

    Of a reciprocal visit, `planned` means requested, `confirmed` accepted and `completed` done.
    """

    territory: Code = Field(foreign_key="territory.code", index=True)
    kind: EngagementKind = Field(sa_type=choice(EngagementKind))
    status: EngagementStatus = Field(sa_type=choice(EngagementStatus))
    starts_on: date
    ends_on: date
    in_territory: bool = True
    """False for what takes place elsewhere (a training course abroad); it is then shown, never counted."""
    place: str = Field(default="", max_length=300)
    """Where, in words, when it is not in the territory or at a port."""
    ports: list[int] = Field(default_factory=list, sa_type=JSON)
    """Ids of the ports visited. Kept in the row so that one version of the record is one whole visit."""
    facilities: list[int] = Field(default_factory=list, sa_type=JSON)
    """Ids of the port facilities visited."""
    organisations: list[int] = Field(default_factory=list, sa_type=JSON)
    """Ids of the counterpart organisations met."""
    lead: str = Field(default="", max_length=120)
    """Name or duty title; nothing more about a person is kept."""
    team: list[Line] = Field(default_factory=list, sa_type=JSON)
    """Names or duty titles."""
    agencies: list[Line] = Field(default_factory=list, sa_type=JSON)
    """U.S. agencies that took part."""
    agenda: list[AgendaItem] = Field(default_factory=list, sa_type=JSON)
    topics: list[Topic] = Field(default_factory=list, sa_type=JSON)
    summary: str = Field(default="", sa_type=Text)
    observations: list[Line] = Field(default_factory=list, sa_type=JSON)
    good_practices: list[Line] = Field(default_factory=list, sa_type=JSON)
    recommendations: list[Line] = Field(default_factory=list, sa_type=JSON)
    course: str = Field(default="", max_length=300)
    """Of a training: what was taught."""
    hosts: list[Line] = Field(default_factory=list, sa_type=JSON)
    """Of a training: who held it (APEC, OAS and others)."""
    delegation: str = Field(default="", max_length=300)
    """Of a reciprocal visit: who came, by office, not by person."""
    headquarters_days: int | None = Field(default=None, ge=0, le=365)
    """Of a reciprocal visit: days spent at headquarters."""
    us_ports: list[Line] = Field(default_factory=list, sa_type=JSON)
    """Of a reciprocal visit: U.S. ports toured."""
    channel: ContactChannel | None = Field(default=None, sa_type=choice(ContactChannel))
    """Of a liaison contact: how it was made."""
    trip_id: int | None = Field(default=None, foreign_key="trip.id", index=True)
    closing_reason: str = Field(default="", sa_type=Text)
    """Why it was cancelled or superseded."""
    replaced_by: int | None = Field(default=None, foreign_key="engagement.id")
    """Id of the engagement that supersedes this one."""


class EngagementCreate(EngagementBase):
    """The form of an engagement."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        in_order(self.starts_on, self.ends_on)
        return self

    @model_validator(mode="after")
    def _says_why_it_was_closed(self) -> Self:
        if self.replaced_by is not None and self.status is not EngagementStatus.CANCELLED:
            raise ValueError("replaced_by: a superseded engagement is cancelled; choose that status")
        if self.status is EngagementStatus.CANCELLED and not self.closing_reason.strip() and self.disposed_on is None:
            raise ValueError("closing_reason: say why the engagement was cancelled or superseded")
        return self


class Engagement(EngagementBase, Recorded, table=True):
    """A stored engagement."""

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        Index("ix_engagement_days", "starts_on", "ends_on"),
        Index("ix_engagement_waiting", "status", "ends_on"),
        Index("ix_engagement_counted", "territory", "ends_on", "kind", "status", "in_territory"),
        NEVER_REUSE_IDS,
    )


class FollowUpBase(Withdrawable):
    """What was agreed or recommended, and is still to be done."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    engagement_id: int | None = Field(default=None, foreign_key="engagement.id", index=True)
    observation: str = Field(default="", sa_type=Text)
    """The observation it comes from, as it was written."""
    what: str = Field(min_length=1, sa_type=Text)
    who: str = Field(default="", max_length=300)
    """Who does it: an office or a duty title."""
    due_on: date = Field(index=True)
    state: FollowUpState = Field(default=FollowUpState.OPEN, sa_type=choice(FollowUpState))
    done_on: date | None = None


class FollowUpCreate(FollowUpBase):
    """The form of a follow-up."""

    @model_validator(mode="after")
    def _is_done_on_a_day(self) -> Self:
        if (self.state is FollowUpState.DONE) is (self.done_on is None):
            raise ValueError("done_on: give the day for a follow-up that is done, and only then")
        return self


class FollowUp(FollowUpBase, Recorded, table=True):
    """A stored follow-up."""

    __tablename__ = "follow_up"
    __table_args__ = (NEVER_REUSE_IDS,)


class AssessmentBase(Withdrawable):
    """A country assessment: what was found, on which day. It winds the second clock."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    engagement_id: int | None = Field(default=None, foreign_key="engagement.id", index=True)
    """The engagement it was made on, if any."""
    assessed_on: date
    outcome: AssessmentOutcome = Field(sa_type=choice(AssessmentOutcome))
    note: str = Field(default="", sa_type=Text)


class AssessmentCreate(AssessmentBase):
    """The form of an assessment."""


class Assessment(AssessmentBase, Recorded, table=True):
    """A stored assessment."""

    __table_args__ = (NEVER_REUSE_IDS,)


class AccessPeriodBase(Withdrawable):
    """Days on which a territory cannot be visited: access refused, unrest. An open end lasts until further notice."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    starts_on: date
    ends_on: date | None = None
    reason: Line


class AccessPeriodCreate(AccessPeriodBase):
    """The form of an access period."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        in_order(self.starts_on, self.ends_on)
        return self


class AccessPeriod(AccessPeriodBase, Recorded, table=True):
    """A stored access period."""

    __tablename__ = "access_period"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates_in_order"),
        NEVER_REUSE_IDS,
    )
