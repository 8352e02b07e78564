"""The registry of what is imported and exported: every kind of record, and its columns.

`labelled(kind, row, known)` is a row of an export; the import reads the same columns back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.cells import Choice, Day, EngagementCell, NamedCell, Passage
from dashboard.actions.column_types import DATED, LAST, NAMED_BY, REFERENCE, TERRITORY, Column, Kind
from dashboard.actions.engagement_columns import ENGAGEMENTS
from dashboard.actions.naming import reference_of
from models.tables import AccessPeriod, FollowUp, Organisation
from models.vocabulary import FollowUpState, OrganisationKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.actions.naming import Known
    from geodata.importers.table import Value

FOLLOW_UPS = Kind(
    "follow-ups",
    "follow-up",
    "follow-ups",
    FollowUp,
    (
        TERRITORY,
        Column(
            "what",
            "What",
            ("Action", "Task", "Follow-up", "Action item", "Description", "Recommendation"),
            required=True,
            help="What is to be done.",
            cell=Passage(),
        ),
        Column(
            "due_on",
            "Due",
            ("Due date", "Due by", "Deadline", "Target date", "Suspense"),
            required=True,
            help=DATED,
            cell=Day(),
        ),
        NAMED_BY,
        Column(
            "who", "Who", ("Responsible", "Owner", "Action officer", "Assigned to"), help="An office or a duty title."
        ),
        Column(
            "state",
            "State",
            ("Status", "Progress"),
            help="Blank for open.",
            cell=Choice(
                FollowUpState,
                {"closed": FollowUpState.DONE, "completed": FollowUpState.DONE},
                FollowUpState.OPEN,
            ),
        ),
        Column(
            "done_on",
            "Done on",
            ("Date done", "Completed on", "Closed on", "Completion date"),
            help=f"{DATED} Required of one that is done.",
            cell=Day(),
        ),
        Column("observation", "Observation", ("Finding",), help="What it comes from.", cell=Passage()),
        Column(
            "engagement_id",
            "Engagement",
            ("Engagement reference", "Visit reference", "Visit"),
            help="Reference of the engagement it comes from.",
            cell=EngagementCell(),
        ),
        *LAST,
    ),
    ("territory", "what"),
)

ORGANISATIONS = Kind(
    "organisations",
    "organisation",
    "organisations",
    Organisation,
    (
        TERRITORY,
        Column(
            "kind",
            "Kind",
            ("Type", "Organisation type", "Organization type", "Category"),
            required=True,
            help="What it is.",
            cell=Choice(OrganisationKind),
        ),
        Column(
            "name",
            "Name",
            ("Organisation", "Organization", "Office", "Agency", "Organisation name", "Organization name"),
            required=True,
            help="Of the office, not of a person.",
        ),
        NAMED_BY,
        Column("port_id", "Port", ("UN/LOCODE", "LOCODE"), help="UN/LOCODE or name.", cell=NamedCell("ports")),
        Column("phone", "Phone", ("Telephone", "Tel", "Office phone"), help="Of the office."),
        Column("mail", "Mail", ("Email", "E-mail", "Email address", "Office mail"), help="Of the office."),
        Column(
            "last_contact_on",
            "Last contact",
            ("Last contacted", "Date of last contact"),
            help=DATED,
            cell=Day(),
        ),
        Column("note", "Note", ("Notes", "Remarks", "Comments"), help="In words.", cell=Passage()),
        *LAST,
    ),
    ("territory", "name"),
)

ACCESS_PERIODS = Kind(
    "access-periods",
    "access period",
    "access periods",
    AccessPeriod,
    (
        TERRITORY,
        Column(
            "starts_on",
            "First day",
            ("Start date", "Start", "From", "Begins", "Date", "Closed from"),
            required=True,
            help=DATED,
            cell=Day(),
        ),
        Column(
            "reason",
            "Reason",
            ("Cause", "Why", "Description", "Remarks"),
            required=True,
            help="Why the territory cannot be visited.",
        ),
        Column(
            "ends_on",
            "Last day",
            ("End date", "End", "To", "Until", "Ends", "Closed until"),
            help=f"{DATED} Blank until further notice.",
            cell=Day(),
        ),
        NAMED_BY,
        *LAST,
    ),
    ("territory", "starts_on"),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (ENGAGEMENTS, FOLLOW_UPS, ORGANISATIONS, ACCESS_PERIODS)}
"""Every kind that is imported and exported, by name."""


def labelled(kind: Kind, row: Any, known: Known) -> dict[str, Value]:  # noqa: ANN401 - a row of the kind's table
    """Write a record as the row of a file: cell by label of its column, every column of the kind."""
    return {column.label: written(column, row, known) for column in kind.columns}


def written(column: Column, row: Any, known: Known) -> Value:  # noqa: ANN401 - as above
    """Write one field of a record as a cell."""
    return reference_of(row) if column.name == REFERENCE else column.cell.write(getattr(row, column.name), known)
