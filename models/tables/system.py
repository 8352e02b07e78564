"""What the program keeps about itself: settings, remembered column mappings, drafts and the audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.tables.base import NEVER_REUSE_IDS, Line, Recorded, Sourced


class SettingBase(Sourced):
    """One choice of the staff: the base, the marking, how the database was started."""

    name: Line = Field(unique=True)
    value: Any = Field(sa_type=JSON)


class SettingCreate(SettingBase):
    """The form of a setting."""


class Setting(SettingBase, Recorded, table=True):
    """A stored setting."""

    __table_args__ = (NEVER_REUSE_IDS,)


class ColumnMappingBase(Sourced):
    """Which column of a file means which field, remembered for the next file with the same headers."""

    kind: Line
    """What is imported: `engagements`, `organisations`, ..."""
    signature: Line
    """Stands for the set of headers; see `geodata.importers.columns`."""
    columns: dict[str, str] = Field(sa_type=JSON)
    """Field name to header."""


class ColumnMappingCreate(ColumnMappingBase):
    """The form of a column mapping."""


class ColumnMapping(ColumnMappingBase, Recorded, table=True):
    """A stored column mapping."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("kind", "signature"), NEVER_REUSE_IDS)


class Draft(SQLModel, table=True):
    """An entry that somebody has begun and not saved. Not a record: unaudited, and gone once it is saved."""

    key: str = Field(primary_key=True, max_length=40)
    """Names the draft in the page's address."""
    kind: str
    """What it will be: a table's name."""
    record_id: int | None = None
    """The record it changes; None for a new one."""
    seen: int | None = None
    """The version that its writer saw."""
    content: dict[str, Any] = Field(sa_type=JSON)
    """The fields that were filled in, as JSON values; they need not be valid yet."""
    updated_at: datetime


class BoundaryFile(SQLModel, table=True):
    """Boundaries that were imported, under the digest of what they are. Never changed.

    Which of them is in use is a setting, `boundaries`: versioned, audited, and taken back like any other.
    """

    __tablename__ = "boundary_file"

    digest: str = Field(primary_key=True, max_length=64)
    """SHA-256 of `drawn` before it is compressed. That bears the one of `detailed`, so it stands for both."""
    name: str
    """Name of that file."""
    detailed: bytes = Field(sa_type=LargeBinary)
    """Every corner: gzipped GeoJSON in the frame of `geodata.territories`. Places are looked up in it."""
    drawn: bytes = Field(sa_type=LargeBinary)
    """The same, thinned for the map."""
    created_at: datetime


class AuditEntry(SQLModel, table=True):
    """One change: who, when, what and why, chained by hash to the one before it. Append-only.

    It bears the hashes of what the record was before and after; the content itself stands in `AuditContent`, so that it
    can be disposed of while the chain still verifies.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("record_table", "record_id", "version"), NEVER_REUSE_IDS)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    who: str
    action: str
    record_table: str
    record_id: int
    version: int
    before_hash: str | None = None
    after_hash: str | None = None
    why: str = Field(sa_type=Text)
    previous_hash: str
    hash: str = Field(unique=True)


class AuditContent(SQLModel, table=True):
    """What a record was before and after one change, as canonical JSON. Gone once the record was disposed of."""

    __tablename__ = "audit_content"

    entry_id: int = Field(primary_key=True, foreign_key="audit_entry.id")
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
