"""Ports and port facilities."""

from sqlmodel import Field

from models.tables.base import NEVER_REUSE_IDS, Code, Line, Recorded, Sourced, Unlocode, in_range


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

    __table_args__ = (in_range("lon", 180), in_range("lat", 90), NEVER_REUSE_IDS)


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
    __table_args__ = (in_range("lon", 180), in_range("lat", 90), NEVER_REUSE_IDS)
