"""Published facts about Port Security Advisories."""

from datetime import date

from sqlalchemy import Text
from sqlmodel import Field

from models.tables.base import NEVER_REUSE_IDS, Code, Line, Recorded, Sourced, choice
from models.vocabulary import AdvisoryAction, AdvisoryScheme


class AdvisoryFactBase(Sourced):
    """One published fact about a Port Security Advisory, as it was printed. Intervals are derived from these."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    psa_number: str | None = None
    scheme: AdvisoryScheme = Field(sa_type=choice(AdvisoryScheme))
    action: AdvisoryAction = Field(sa_type=choice(AdvisoryAction))
    published_on: str | None = Field(default=None, regex=r"^\d{4}-\d{2}(-\d{2})?$")
    """The day, or only the month where no more was printed: `2017-03-31`, `2025-08`."""
    effective_on: date | None = None
    exceptions: str = Field(default="", sa_type=Text)
    """Excepted facilities, as printed."""
    full_list: bool = False
    """The fact stands on a list known to be whole: a territory not on it was not listed."""
    note: str = Field(default="", sa_type=Text)
    """What is uncertain, and the citation where one was seen."""
    reference_key: Line = Field(unique=True)


class AdvisoryFactCreate(AdvisoryFactBase):
    """The form of an advisory fact."""


class AdvisoryFact(AdvisoryFactBase, Recorded, table=True):
    """A stored advisory fact."""

    __tablename__ = "advisory_fact"
    __table_args__ = (NEVER_REUSE_IDS,)
