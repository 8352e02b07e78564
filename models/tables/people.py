"""Whom the staff works with, and the staff itself. Offices and duty titles; no more about a person than that."""

from datetime import date
from typing import Self

from pydantic import model_validator
from sqlalchemy import JSON, Text
from sqlmodel import Field
from typing_extensions import TypedDict

from models.tables.base import NEVER_REUSE_IDS, Code, IsoDay, Line, Recorded, Withdrawable, choice
from models.vocabulary import OrganisationKind


class OrganisationBase(Withdrawable):
    """A counterpart office: Designated Authority, port authority, port facility security office, embassy section."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    kind: OrganisationKind = Field(sa_type=choice(OrganisationKind))
    name: Line
    port_id: int | None = Field(default=None, foreign_key="port.id", index=True)
    phone: str = Field(default="", max_length=60)
    """Of the office."""
    mail: str = Field(default="", max_length=200)
    """Of the office."""
    last_contact_on: date | None = None
    note: str = Field(default="", sa_type=Text)


class OrganisationCreate(OrganisationBase):
    """The form of an organisation."""


class Organisation(OrganisationBase, Recorded, table=True):
    """A stored organisation."""

    __table_args__ = (NEVER_REUSE_IDS,)


class Leave(TypedDict):
    """Days on which an officer does not travel, both included."""

    starts_on: IsoDay
    ends_on: IsoDay


class OfficerBase(Withdrawable):
    """A liaison officer, by name or duty title, with the territories assigned."""

    name: Line = Field(unique=True)
    territories: list[Code] = Field(default_factory=list, sa_type=JSON)
    """Codes, in alphabetical order."""
    leave: list[Leave] = Field(default_factory=list, sa_type=JSON)


class OfficerCreate(OfficerBase):
    """The form of an officer."""

    @model_validator(mode="after")
    def _leave_ends_after_it_starts(self) -> Self:
        for leave in self.leave:
            if leave["ends_on"] < leave["starts_on"]:
                raise ValueError(f"leave: ends on {leave['ends_on']}, before it starts on {leave['starts_on']}")
        return self


class Officer(OfficerBase, Recorded, table=True):
    """A stored officer."""

    __table_args__ = (NEVER_REUSE_IDS,)
