"""Territories, and named sets of them."""

from typing import Self

from pydantic import model_validator
from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field

from models.tables.base import NEVER_REUSE_IDS, Code, Line, Recorded, Sourced, choice, in_range
from models.vocabulary import Subregion


class TerritoryBase(Sourced):
    """A partner nation or territory, or one that ports and advisories speak of."""

    code: Code = Field(unique=True, index=True)
    alpha2: str | None = Field(default=None, max_length=2)
    name: Line
    long_name: str | None = None
    partner: bool = False
    subregion: Subregion | None = Field(default=None, sa_type=choice(Subregion))
    sovereign: Code | None = None
    capital: str | None = None
    capital_lon: float | None = Field(default=None, ge=-180, le=180)
    capital_lat: float | None = Field(default=None, ge=-90, le=90)
    label_lon: float | None = Field(default=None, ge=-180, le=180)
    label_lat: float | None = Field(default=None, ge=-90, le=90)
    time_zone: str | None = None
    weekend: str | None = Field(default=None, regex=r"^[1-7]{1,2}$")
    """ISO weekday digits on which the government does not work: `67`, or `56` for Friday and Saturday."""
    embassy: str | None = None
    visit_interval_days: int = Field(default=365, ge=1)
    clearance_days: int | None = Field(default=None, ge=0, le=365)
    """So many days before arrival the country clearance is asked for; None where the staff has not said."""
    visa_days: int | None = Field(default=None, ge=0, le=365)
    """So many days before arrival a visa is applied for; None where the staff has not said, 0 where none is needed."""
    funding_days: int | None = Field(default=None, ge=0, le=365)
    """So many days before arrival the funds for a visit are asked for; None where the staff has not said."""


class TerritoryCreate(TerritoryBase):
    """The form of a territory; a partner says where it belongs and where its glyph stands."""

    @model_validator(mode="after")
    def _partner_is_placed(self) -> Self:
        if self.partner and None in {self.subregion, self.label_lon, self.label_lat}:
            raise ValueError("a partner needs subregion, label_lon and label_lat")
        return self


class Territory(TerritoryBase, Recorded, table=True):
    """A stored territory."""

    __table_args__ = (
        in_range("label_lon", 180),
        in_range("label_lat", 90),
        in_range("capital_lon", 180),
        in_range("capital_lat", 90),
        CheckConstraint("visit_interval_days >= 1", name="visit_interval_positive"),
        NEVER_REUSE_IDS,
    )


class TerritorySetBase(Sourced):
    """A named choice of territories, saved for everybody."""

    name: Line = Field(unique=True)
    territories: list[Code] = Field(sa_type=JSON, min_length=1)
    """Codes, in alphabetical order."""


class TerritorySetCreate(TerritorySetBase):
    """The form of a set."""


class TerritorySet(TerritorySetBase, Recorded, table=True):
    """A stored set."""

    __tablename__ = "territory_set"
    __table_args__ = (NEVER_REUSE_IDS,)
