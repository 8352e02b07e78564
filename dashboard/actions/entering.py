"""Entering an engagement: what a new one begins with, what is taken from the last visit, and what is wrong so far."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models.audit import state
from models.coverage import is_visit
from models.errors import InvalidRecordError
from models.forms import checked
from models.tables import EngagementCreate
from models.vocabulary import EngagementKind, EngagementStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dashboard.actions.records import Records
    from models.queries import Held
    from models.tables import Engagement

Content = dict[str, Any]
"""The fields of an engagement as JSON values; they need not be valid yet."""

SOURCE = "entered in Seamark"

COPIED = (
    *("kind", "in_territory", "place", "ports", "facilities", "organisations", "lead", "team", "agencies", "agenda"),
    *("topics", "course", "hosts"),
)
"""What "same as last visit" takes over. Words and dates are left: they belong to the other visit."""


def begin(
    records: Records,
    *,
    territory: str | None,
    today: date,
    kind: EngagementKind = EngagementKind.PORT_VISIT,
    status: EngagementStatus = EngagementStatus.COMPLETED,
) -> Content:
    """Return what a new engagement begins with: today, led by the officer of the territory, of the lowest marking."""
    return content_of_facts(
        {
            "territory": territory,
            "kind": kind,
            "status": status,
            "starts_on": today,
            "ends_on": today,
            "in_territory": kind is not EngagementKind.RECIPROCAL,
            "lead": lead_for(records, territory),
            "marking": records.settings.allowed_markings[0],
            "source": SOURCE,
        }
    )


def lead_for(records: Records, territory: str | None) -> str:
    """Name the officer a territory is assigned to, else the local user among the officers, else nobody."""
    assigned = next((officer for officer in records.officers if territory in officer.territories), None)
    known = assigned or records.officer()
    return known.name if known else ""


def content_of(row: Engagement) -> Content:
    """Return the content of a stored engagement."""
    return dict(json.loads(state(row)))


def content_of_facts(facts: Mapping[str, Any]) -> Content:
    """Fill the facts that are known into an otherwise empty content."""
    empty = EngagementCreate.model_construct(**facts)  # it need not be valid yet
    return dict(json.loads(empty.model_dump_json(warnings=False)))


def last_visit(records: Records, territory: str | None, *, before: int | None = None) -> Held | None:
    """Find the last visit made to a territory, other than engagement `before`."""
    held = records.engagements.get(territory or "", ())
    made = (one for one in held if is_visit(one) and one.status is EngagementStatus.COMPLETED and one.id != before)
    return next(made, None)


def same_as(content: Mapping[str, Any], last: Engagement) -> Content:
    """Take over from another engagement what is usually the same."""
    other = content_of(last)
    return {**content, **{field: other[field] for field in COPIED}}


def completed(content: Mapping[str, Any]) -> Content:
    """Turn a booking into a report: it was made, and its words are to be written."""
    return {**content, "status": EngagementStatus.COMPLETED.value}


def problems(content: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what is wrong with each field; nothing where the content can be saved."""
    found = _problems(content)
    if content.get("territory") is None:
        # Rules over several fields are looked at once each field is sound: a missing territory must not hide them.
        found = {**found, **_problems({**content, "territory": "ZZZ"})}
    return found


def _problems(content: Mapping[str, Any]) -> Mapping[str, str]:
    try:
        checked(EngagementCreate, content)
    except InvalidRecordError as error:
        return error.fields
    return {}
