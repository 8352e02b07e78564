"""Published facts about Port Security Advisories."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from sqlalchemy import Text
from sqlmodel import Field

from models.tables.base import NEVER_REUSE_IDS, Code, Line, Recorded, Sourced, choice
from models.vocabulary import AdvisoryAction, AdvisoryScheme, AdvisoryScope

MONTH = "2025-08"
"""How long a day is written where only its month was printed."""


def _day_or_month(text: str) -> str:
    date.fromisoformat(text if len(text) > len(MONTH) else f"{text}-01")
    return text


PsaNumber = Annotated[str, StringConstraints(pattern=r"^\d{1,3}-\d{2}$")]
"""The number within its year: `1-17` is the first of 2017."""

Published = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$"), AfterValidator(_day_or_month)]
"""The day, or only the month where no more was printed: `2017-03-31`, `2025-08`."""


class AdvisoryFactBase(Sourced):
    """One published fact about a Port Security Advisory, as it was printed. Intervals are derived from these."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    psa_number: PsaNumber | None = None
    notice: str = Field(default="", max_length=100)
    """The citation of the notice, `82 FR 16052`; blank where none was seen."""
    scheme: AdvisoryScheme = Field(sa_type=choice(AdvisoryScheme))
    action: AdvisoryAction = Field(sa_type=choice(AdvisoryAction))
    published_on: Published | None = None
    """When the notice was issued."""
    effective_on: date | None = None
    scope: AdvisoryScope = Field(default=AdvisoryScope.NOT_PRINTED, sa_type=choice(AdvisoryScope))
    exceptions: str = Field(default="", sa_type=Text)
    """Excepted facilities, as printed, with the facility numbers and the dates of their own that are printed."""
    conditions: str = Field(default="", sa_type=Text)
    """What the notice demands of vessels, where it was read; blank: the conditions that all advisories share."""
    full_list: bool = False
    """The fact stands on a list known to be whole: a territory not on it was not listed."""
    note: str = Field(default="", sa_type=Text)
    """What is uncertain, and the citation where one was seen."""
    reference_key: Line = Field(unique=True)
    withdrawn: str = Field(default="", sa_type=Text)
    """Why the fact no longer counts; blank while it does."""


class AdvisoryFactCreate(AdvisoryFactBase):
    """The form of an advisory fact."""


class AdvisoryFact(AdvisoryFactBase, Recorded, table=True):
    """A stored advisory fact."""

    __tablename__ = "advisory_fact"
    __table_args__ = (NEVER_REUSE_IDS,)
