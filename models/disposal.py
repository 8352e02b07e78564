"""What is left of a record whose content was disposed of: place, dates and kind, so that figures stay true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticUndefined

from models.errors import InvalidRecordError
from models.tables import (
    FORMS,
    AccessPeriod,
    Assessment,
    BriefTemplate,
    Engagement,
    FollowUp,
    KeptBrief,
    Marked,
    Officer,
    Organisation,
    Trip,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlmodel import SQLModel

GONE = "(disposed of)"
"""Stands where a field must say something."""

CONTENT: Mapping[type[SQLModel], tuple[str, ...]] = {
    Engagement: (
        *("place", "facilities", "organisations", "lead", "team", "agencies", "agenda", "topics", "summary"),
        *("observations", "good_practices", "recommendations", "course", "hosts", "delegation", "us_ports"),
        *("closing_reason", "source"),
    ),
    FollowUp: ("observation", "what", "who", "withdrawn", "source"),
    Assessment: ("note", "withdrawn", "source"),
    AccessPeriod: ("reason", "withdrawn", "source"),
    Organisation: ("name", "phone", "mail", "note", "withdrawn", "source"),
    Officer: ("name", "leave", "withdrawn", "source"),
    Trip: ("name", "officers", "checklist", "note", "withdrawn", "source"),
    BriefTemplate: ("name", "title", "unit", "words", "withdrawn", "source"),
    KeptBrief: ("title", "unit", "words", "withdrawn", "source"),
}
"""The fields of each table that are blanked."""


def blanked(row: Any, *, today: date) -> dict[str, Any]:  # noqa: ANN401 - any row
    """Return the facts that blank a record.

    Raises:
        InvalidRecordError: if the record is of a kind that is kept, has no disposal date, or it is still to come.
    """
    if not isinstance(row, Marked) or type(row) not in CONTENT:
        raise InvalidRecordError("dispose_after: records of this kind are kept")
    if row.dispose_after is None or row.dispose_after >= today:
        raise InvalidRecordError("dispose_after: content is disposed of after that day, not before")
    fields = FORMS[type(row)].model_fields
    blank = {name: _blank(fields[name], getattr(row, name)) for name in CONTENT[type(row)]}
    if isinstance(row, Officer | BriefTemplate):  # their names are unique
        blank["name"] = f"{GONE} {row.id}"
    return blank | {"disposed_on": today}


def _blank(field: Any, held: Any) -> Any:  # noqa: ANN401 - any field of a form
    if field.is_required():
        return GONE
    blank = field.get_default(call_default_factory=True)
    # A withdrawn record stays withdrawn, and a cancelled one says something.
    return blank if blank is not PydanticUndefined and not (blank == "" and held) else GONE
