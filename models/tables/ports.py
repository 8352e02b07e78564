"""Ports and port facilities, and what each file says of them.

What a file says of a port is a port entry. A port's own facts are settled from the entries that are that port, field by
field, by the order of precedence; see `models.port_facts`.
"""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.tables.base import NEVER_REUSE_IDS, Code, Line, Recorded, Sourced, Unlocode, choice, in_range
from models.vocabulary import EntryState, HarbourSize, HarbourType


class Settled(Sourced):
    """What is settled from several sources, and may be withdrawn when none of them stands behind it any more."""

    provenance: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Source of each field that is known: `wpi`, `unlocode`, `gisis`, `table`, `reference` or `person`."""
    withdrawn: str = Field(default="", sa_type=Text)
    """Why the record is no longer in use; blank while it is."""


class Harbour(SQLModel):
    """What a port offers to a vessel. Depths and lengths are metres; None where unknown, never 0."""

    harbour_size: HarbourSize = Field(default=HarbourSize.UNKNOWN, sa_type=choice(HarbourSize))
    harbour_type: HarbourType = Field(default=HarbourType.UNKNOWN, sa_type=choice(HarbourType))
    channel_m: float | None = Field(default=None, gt=0)
    """Least depth of the channel at chart datum."""
    anchorage_m: float | None = Field(default=None, gt=0)
    cargo_pier_m: float | None = Field(default=None, gt=0)
    oil_terminal_m: float | None = Field(default=None, gt=0)
    gas_terminal_m: float | None = Field(default=None, gt=0)
    vessel_length_m: float | None = Field(default=None, gt=0)
    """Length, beam and draught of the largest vessel."""
    vessel_beam_m: float | None = Field(default=None, gt=0)
    vessel_draught_m: float | None = Field(default=None, gt=0)
    port_security: bool | None = None
    first_port_of_entry: bool | None = None


class PortBase(Settled, Harbour):
    """A port, with the territory it is declared in and the one it was found to lie in."""

    name: Line
    alternate_names: list[Line] = Field(default_factory=list, sa_type=JSON)
    unlocode: Unlocode | None = Field(default=None, unique=True)
    """Of several ports that claim one code the first has it; the others bear the flag `duplicate_code`."""
    wpi_number: str | None = Field(default=None, max_length=20, index=True)
    """World Port Index number; the Index gives some to two ports."""
    territory: Code = Field(foreign_key="territory.code", index=True)
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    located_territory: Code | None = None
    located_nm: float | None = Field(default=None, ge=0)
    """Distance to `located_territory`, nautical miles; 0 inside it, none when offshore."""
    flags: str = ""
    """What needs a person's eye: values of `PortFlag`, comma-separated."""
    flag_notes: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What exactly, by flag, in one line."""
    source_key: Line = Field(unique=True)


class PortCreate(PortBase):
    """The form of a port."""


class Port(PortBase, Recorded, table=True):
    """A stored port."""

    __table_args__ = (in_range("lon", 180), in_range("lat", 90), NEVER_REUSE_IDS)


class PortEntryBase(Sourced):
    """What one file says of one port, and which port that is."""

    importer: Line
    """Who read it: `wpi`, `unlocode`, `table`; or `person` for what somebody corrected by hand."""
    key: Line
    """What the file calls it, so that the same file again finds it."""
    name: Line
    territory: Code | None = None
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What it says of fields of `Port`, as JSON values; what it does not say is not there."""
    attributes: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Whatever else it says, by header as written."""
    creates: bool = True
    """Whether a port may be made of it; else it only adds to one that is known."""
    state: EntryState = Field(sa_type=choice(EntryState))
    port_id: int | None = Field(default=None, foreign_key="port.id", index=True)
    """The port that it is, while it is taken."""
    candidate_id: int | None = Field(default=None, foreign_key="port.id", index=True)
    """The port that it may be, while it is doubtful."""
    why: str = Field(default="", sa_type=Text)
    """What speaks for that port and against it, in one line."""
    decided: bool = False
    """Whether a person said so; no file changes that."""
    digest: str = Field(default="", max_length=64)
    """SHA-256 of the file that said it last."""
    withdrawn: str = Field(default="", sa_type=Text)
    """Why it no longer counts; blank while it does."""


class PortEntryCreate(PortEntryBase):
    """The form of a port entry."""


class PortEntry(PortEntryBase, Recorded, table=True):
    """A stored port entry."""

    __tablename__ = "port_entry"
    __table_args__ = (UniqueConstraint("importer", "key"), NEVER_REUSE_IDS)


class PortFacilityBase(Settled):
    """A port facility under the ISPS Code."""

    name: Line
    imo_number: str | None = Field(default=None, unique=True, max_length=20)
    port_id: int | None = Field(default=None, foreign_key="port.id", index=True)
    """Its port; None while it waits for a person to say which."""
    territory: Code | None = Field(default=None, index=True)
    """As declared by its source; None where that does not say."""
    port_name: str = Field(default="", max_length=300)
    """Name of its port as its source writes it."""
    lon: float | None = Field(default=None, ge=-180, le=180)
    lat: float | None = Field(default=None, ge=-90, le=90)
    description: str = Field(default="", sa_type=Text)
    plan_approved: bool | None = None
    """Whether its security plan is approved; None where unknown, like the other two-valued facts."""
    approved_on: date | None = None
    reviewed_on: date | None = None
    compliance_on: date | None = None
    """When its statement of compliance was issued."""
    plan_withdrawn: bool | None = None
    plan_withdrawn_on: date | None = None
    source_updated_on: date | None = None
    """When the record was last updated at its source."""
    attributes: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Whatever else its source says, by header as written."""


class PortFacilityCreate(PortFacilityBase):
    """The form of a port facility."""


class PortFacility(PortFacilityBase, Recorded, table=True):
    """A stored port facility."""

    __tablename__ = "port_facility"
    __table_args__ = (in_range("lon", 180), in_range("lat", 90), NEVER_REUSE_IDS)
