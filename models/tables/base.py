"""What the forms and rows of all tables share.

`XBase` holds the facts, `XCreate` is what a writer hands in, `X` is the stored row. A table's constructor does not
validate (SQLModel), so every row is made from its Create form, by `models.changes`. Postponed annotations would break
SQLModel's field types; the files of this package do without them.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, StringConstraints
from sqlalchemy import CheckConstraint, Enum, Text
from sqlmodel import Field, SQLModel

NEVER_REUSE_IDS = {"sqlite_autoincrement": True}
"""The audit speaks of a record by its id, so an id once given is never given again."""


def in_range(column: str, limit: int) -> CheckConstraint:
    """Guard a coordinate, degrees."""
    return CheckConstraint(f"{column} BETWEEN -{limit} AND {limit}", name=f"{column}_in_range")


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


def _iso_day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3, or a user-assigned code of that form (XKX)."""

Unlocode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[A-Z0-9]{3}$")]
"""UN/LOCODE without its space: `PFPPT`."""

Line = Annotated[str, AfterValidator(_not_blank), StringConstraints(max_length=300)]
"""A line of text that must say something."""

IsoDay = Annotated[str, AfterValidator(_iso_day)]
"""A day inside a JSON column: `2026-11-22`."""


def choice(choices: type[StrEnum]) -> Enum:
    """Store a closed choice by value, guarded by a CHECK constraint."""
    return Enum(
        choices,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
        name=choices.__name__.lower(),
    )


def in_order(starts_on: date, ends_on: date | None) -> None:
    """Refuse dates that end before they start."""
    if ends_on is not None and ends_on < starts_on:
        raise ValueError(f"ends_on {ends_on} lies before starts_on {starts_on}")


def _now() -> datetime:
    return datetime.now(UTC)


class Sourced(SQLModel):
    """Where a record comes from. Every form carries it."""

    model_config = ConfigDict(extra="forbid")  # type: ignore[assignment] # SQLModel narrows pydantic's own type

    source: Line
    source_date: date | None = None
    demo: bool = False
    """Generated for demonstration; marked wherever it is shown and removed by `seamark demo remove`."""


class Marked(Sourced):
    """What the staff writes itself: it bears a marking, and its content may have to be disposed of one day."""

    marking: Line = "UNCLASSIFIED"
    """One of `models.markings`, not above the maximum of the database."""
    dispose_after: date | None = None
    """After this day the content may be blanked; see `Writer.dispose`."""
    disposed_on: date | None = None
    source_key: str | None = Field(default=None, unique=True, index=True, max_length=200)
    """What an imported file calls the record, so that the same file again finds it."""


class Withdrawable(Marked):
    """A record that is never deleted: it is withdrawn, with the reason."""

    withdrawn: str = Field(default="", sa_type=Text)
    """Why the record no longer counts; blank while it does."""


class Recorded(SQLModel):
    """What every stored row carries beside its facts."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    created_at: datetime = Field(default_factory=_now)
    updated_at: datetime = Field(default_factory=_now)
