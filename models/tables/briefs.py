"""Briefs: what one is made of time and again, and what each that was given out said."""

from datetime import date
from typing import Any, Self

from pydantic import model_validator
from sqlalchemy import JSON
from sqlmodel import Field
from typing_extensions import TypedDict

from models.tables.base import NEVER_REUSE_IDS, Code, Line, Recorded, Withdrawable
from models.vocabulary import BriefSection


class EditItem(TypedDict):
    """What a person wrote in the place of a generated sentence."""

    text: str
    """Blank leaves the sentence out."""
    instead_of: str
    """The sentence as it was generated. Once the figures make another of it, the edit no longer counts."""


class BriefBase(Withdrawable):
    """What a brief holds."""

    title: Line
    unit: str = Field(default="", max_length=300)
    regions: list[Line] = Field(default_factory=list, sa_type=JSON)
    """Names of the regions that get a map and a table, in their order."""
    sections: list[BriefSection] = Field(sa_type=JSON, min_length=1)
    """In their order."""
    territories: list[Code] = Field(default_factory=list, sa_type=JSON)
    """Those that get a page, in their order."""
    words: dict[str, EditItem] = Field(default_factory=dict, sa_type=JSON)
    """By the key of the sentence."""


class BriefTemplateBase(BriefBase):
    """A brief that is made time and again."""

    name: Line = Field(unique=True)
    brief_marking: str = Field(default="", max_length=300)
    """Which the brief is to bear; blank for the highest of what it contains."""


class BriefTemplateCreate(BriefTemplateBase):
    """The form of a template."""


class BriefTemplate(BriefTemplateBase, Recorded, table=True):
    """A stored template."""

    __tablename__ = "brief_template"
    __table_args__ = (NEVER_REUSE_IDS,)


class KeptBriefBase(BriefBase):
    """A brief that was given out: what it held, and the figures that the next one is compared with."""

    as_of: date
    compared_on: date | None = None
    figures: dict[str, Any] = Field(sa_type=JSON)
    """Where the partners stood, as `dashboard.actions.snapshot` writes it."""


class KeptBriefCreate(KeptBriefBase):
    """The form of a brief that is kept."""

    @model_validator(mode="after")
    def _looks_back(self) -> Self:
        if self.compared_on is not None and self.compared_on >= self.as_of:
            raise ValueError(f"compared_on: {self.compared_on} does not lie before the day of the brief, {self.as_of}")
        return self


class KeptBrief(KeptBriefBase, Recorded, table=True):
    """A brief that is kept."""

    __tablename__ = "kept_brief"
    __table_args__ = (NEVER_REUSE_IDS,)
