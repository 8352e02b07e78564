"""The tables and their forms: `XBase` holds the facts, `XCreate` is what a writer hands in, `X` is the stored row.

A table's constructor does not validate (SQLModel), so every row is made from its Create form, by `models.changes`.
Postponed annotations would break SQLModel's field types; this file does without them.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, ConfigDict, StringConstraints, model_validator
from sqlalchemy import JSON, CheckConstraint, Enum, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.vocabulary import AdvisoryAction, AdvisoryScheme, EngagementKind, EngagementStatus, Subregion

NEVER_REUSE_IDS = {"sqlite_autoincrement": True}
"""The audit speaks of a record by its id, so an id once given is never given again."""


def _range(column: str, limit: int) -> CheckConstraint:
    """Guard a coordinate, degrees."""
    return CheckConstraint(f"{column} BETWEEN -{limit} AND {limit}", name=f"{column}_in_range")


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3, or a user-assigned code of that form (XKX)."""

Unlocode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[A-Z0-9]{3}$")]
"""UN/LOCODE without its space: `PFPPT`."""

Line = Annotated[str, AfterValidator(_not_blank), StringConstraints(max_length=300)]
"""A line of text that must say something."""


def _choice(choices: type[StrEnum]) -> Enum:
    """Store a closed choice by value, guarded by a CHECK constraint."""
    return Enum(
        choices,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
        name=choices.__name__.lower(),
    )


def _now() -> datetime:
    return datetime.now(UTC)


class Sourced(SQLModel):
    """Where a record comes from. Every form carries it."""

    model_config = ConfigDict(extra="forbid")  # type: ignore[assignment] # SQLModel narrows pydantic's own type

    source: Line
    source_date: date | None = None
    demo: bool = False
    """Generated for demonstration; marked wherever it is shown and removed by `seamark demo remove`."""


class Recorded(SQLModel):
    """What every stored row carries beside its facts."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    created_at: datetime = Field(default_factory=_now)
    updated_at: datetime = Field(default_factory=_now)


class TerritoryBase(Sourced):
    """A partner nation or territory, or one that ports and advisories speak of."""

    code: Code = Field(unique=True, index=True)
    alpha2: str | None = Field(default=None, max_length=2)
    name: Line
    long_name: str | None = None
    partner: bool = False
    subregion: Subregion | None = Field(default=None, sa_type=_choice(Subregion))
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
        _range("label_lon", 180),
        _range("label_lat", 90),
        _range("capital_lon", 180),
        _range("capital_lat", 90),
        CheckConstraint("visit_interval_days >= 1", name="visit_interval_positive"),
        NEVER_REUSE_IDS,
    )


class PortBase(Sourced):
    """A port, with the territory it is declared in and the one it was found to lie in."""

    name: Line
    unlocode: Unlocode | None = Field(default=None, unique=True)
    territory: Code = Field(foreign_key="territory.code", index=True)
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    located_territory: Code | None = None
    located_nm: float | None = Field(default=None, ge=0)
    """Distance to `located_territory`, nautical miles; 0 inside it, none when offshore."""
    flags: str = ""
    """What needs a person's eye, comma-separated: `declared_elsewhere`, `offshore`, `duplicate_code`."""
    source_key: Line = Field(unique=True)


class PortCreate(PortBase):
    """The form of a port."""


class Port(PortBase, Recorded, table=True):
    """A stored port."""

    __table_args__ = (_range("lon", 180), _range("lat", 90), NEVER_REUSE_IDS)


class PortFacilityBase(Sourced):
    """A port facility under the ISPS Code."""

    name: Line
    imo_number: str | None = Field(default=None, unique=True, max_length=20)
    port_id: int = Field(foreign_key="port.id", index=True)
    lon: float | None = Field(default=None, ge=-180, le=180)
    lat: float | None = Field(default=None, ge=-90, le=90)


class PortFacilityCreate(PortFacilityBase):
    """The form of a port facility."""


class PortFacility(PortFacilityBase, Recorded, table=True):
    """A stored port facility."""

    __tablename__ = "port_facility"
    __table_args__ = (_range("lon", 180), _range("lat", 90), NEVER_REUSE_IDS)


class EngagementBase(Sourced):
    """A visit or another contact with a partner, planned or past."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    kind: EngagementKind = Field(sa_type=_choice(EngagementKind))
    status: EngagementStatus = Field(sa_type=_choice(EngagementStatus))
    starts_on: date = Field(index=True)
    ends_on: date
    in_territory: bool = True
    """False for what takes place elsewhere (a training course abroad); it is then shown, never counted."""
    ports: list[int] = Field(default_factory=list, sa_type=JSON)
    """Ids of the ports visited. Kept in the row so that one version of the record is one whole visit."""
    summary: str = Field(default="", sa_type=Text)


class EngagementCreate(EngagementBase):
    """The form of an engagement."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.starts_on, self.ends_on)
        return self


class Engagement(EngagementBase, Recorded, table=True):
    """A stored engagement."""

    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="dates_in_order"), NEVER_REUSE_IDS)


class AccessPeriodBase(Sourced):
    """Days on which a territory cannot be visited: access refused, unrest. An open end lasts until further notice."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    starts_on: date
    ends_on: date | None = None
    reason: Line


class AccessPeriodCreate(AccessPeriodBase):
    """The form of an access period."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.starts_on, self.ends_on)
        return self


class AccessPeriod(AccessPeriodBase, Recorded, table=True):
    """A stored access period."""

    __tablename__ = "access_period"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates_in_order"),
        NEVER_REUSE_IDS,
    )


class AdvisoryFactBase(Sourced):
    """One published fact about a Port Security Advisory, as it was printed. Intervals are derived from these."""

    territory: Code = Field(foreign_key="territory.code", index=True)
    psa_number: str | None = None
    scheme: AdvisoryScheme = Field(sa_type=_choice(AdvisoryScheme))
    action: AdvisoryAction = Field(sa_type=_choice(AdvisoryAction))
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


class SettingBase(Sourced):
    """One choice of the staff: the base, the marking, how the database was started."""

    name: Line = Field(unique=True)
    value: Any = Field(sa_type=JSON)


class SettingCreate(SettingBase):
    """The form of a setting."""


class Setting(SettingBase, Recorded, table=True):
    """A stored setting."""

    __table_args__ = (NEVER_REUSE_IDS,)


class AuditEntry(SQLModel, table=True):
    """One change: who, when, what, before, after and why, chained by hash to the one before it. Append-only."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("record_table", "record_id", "version"), NEVER_REUSE_IDS)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    who: str
    action: str
    record_table: str
    record_id: int
    version: int
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
    why: str = Field(sa_type=Text)
    previous_hash: str
    hash: str = Field(unique=True)


Record = Territory | Port | PortFacility | Engagement | AccessPeriod | AdvisoryFact | TerritorySet | Setting
Form = (
    TerritoryCreate
    | PortCreate
    | PortFacilityCreate
    | EngagementCreate
    | AccessPeriodCreate
    | AdvisoryFactCreate
    | TerritorySetCreate
    | SettingCreate
)

FORMS: dict[type[SQLModel], type[SQLModel]] = {
    Territory: TerritoryCreate,
    Port: PortCreate,
    PortFacility: PortFacilityCreate,
    Engagement: EngagementCreate,
    AccessPeriod: AccessPeriodCreate,
    AdvisoryFact: AdvisoryFactCreate,
    TerritorySet: TerritorySetCreate,
    Setting: SettingCreate,
}
"""Every table that is written, and the form it is written by. Tables stand before those that refer to them."""


def _in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise ValueError(f"ends_on {ends_on} lies before starts_on {starts_on}")
