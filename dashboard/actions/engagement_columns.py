"""The columns of engagements."""

from __future__ import annotations

from dashboard.actions.cells import Agenda, Choice, Choices, Day, Lines, NamedCells, Passage, Whole, YesNo
from dashboard.actions.column_types import DATED, LAST, NAMED_BY, SEVERAL, TERRITORY, Column, Kind
from models.tables import Engagement
from models.vocabulary import AgendaPart, ContactChannel, EngagementKind, EngagementStatus, Topic
from models.wording import RECIPROCAL_STATUS_WORDS

ENGAGEMENTS = Kind(
    "engagements",
    "engagement",
    "engagements",
    Engagement,
    (
        TERRITORY,
        Column(
            "kind",
            "Kind",
            ("Type", "Engagement type", "Visit type", "Activity type", "Activity", "Category", "Engagement kind"),
            required=True,
            help="What it is.",
            cell=Choice(EngagementKind, {"embassy": EngagementKind.EMBASSY_CALL, "visit": EngagementKind.PORT_VISIT}),
        ),
        Column(
            "status",
            "Status",
            ("State of engagement", "Engagement status", "Visit status", "Progress"),
            required=True,
            help="How far it has come.",
            cell=Choice(
                EngagementStatus,
                {"canceled": EngagementStatus.CANCELLED, "complete": EngagementStatus.COMPLETED}
                | {text: status for status, text in RECIPROCAL_STATUS_WORDS.items()},
            ),
        ),
        Column(
            "starts_on",
            "First day",
            ("Start date", "Start", "From", "Begins", "Start day", "Date", "Visit date", "Date of visit", "Arrival"),
            required=True,
            help=DATED,
            cell=Day(),
        ),
        Column(
            "ends_on",
            "Last day",
            ("End date", "End", "To", "Until", "Ends", "End day", "Departure", "Finish"),
            help=f"{DATED} Blank if it is one day.",
            cell=Day(),
        ),
        NAMED_BY,
        Column(
            "ports",
            "Ports",
            ("Port", "Ports visited", "Port visited", "UN/LOCODE", "LOCODE"),
            help=f"UN/LOCODE or name. {SEVERAL}",
            cell=NamedCells("ports"),
        ),
        Column(
            "facilities",
            "Facilities",
            ("Port facilities", "Port facility", "Facility", "Facilities visited"),
            help=f"IMO number or name. {SEVERAL}",
            cell=NamedCells("facilities"),
        ),
        Column(
            "organisations",
            "Organisations",
            ("Organizations", "Counterparts", "Counterpart", "Host organisation", "Organisation", "Agencies met"),
            help=f"Names of organisations that are held for the territory. {SEVERAL}",
            cell=NamedCells("organisations"),
        ),
        Column("lead", "Lead", ("Team lead", "Lead officer", "Liaison officer"), help="Name or duty title."),
        Column("team", "Team", ("Team members", "Members", "Participants"), help=SEVERAL, cell=Lines()),
        Column(
            "agencies",
            "U.S. agencies",
            ("US agencies", "Participating agencies", "Agencies"),
            help=SEVERAL,
            cell=Lines(),
        ),
        Column(
            "topics",
            "Topics",
            ("Topic", "Subjects", "Focus"),
            help=SEVERAL,
            cell=Choices(Topic),
        ),
        Column(
            "agenda",
            "Agenda",
            ("Programme", "Program"),
            help=f"Each item after its part and a colon: `Port: meeting`. {SEVERAL}",
            cell=Agenda(AgendaPart),
        ),
        Column(
            "summary",
            "Summary",
            ("Description", "Narrative", "Notes", "Remarks", "Comments", "Purpose"),
            help="In words.",
            cell=Passage(),
        ),
        Column("observations", "Observations", ("Observation", "Findings"), help=SEVERAL, cell=Lines()),
        Column("good_practices", "Good practices", ("Best practices", "Good practice"), help=SEVERAL, cell=Lines()),
        Column("recommendations", "Recommendations", ("Recommendation",), help=SEVERAL, cell=Lines()),
        Column(
            "in_territory",
            "In the territory",
            ("In country",),
            help="no for what takes place elsewhere, such as a course abroad.",
            cell=YesNo(blank=True),
        ),
        Column("place", "Place", ("Location", "Venue", "City"), help="Where, if not at a port."),
        Column("course", "Course", ("Course title", "Training course"), help="Of a training: what was taught."),
        Column("hosts", "Hosts", ("Host", "Sponsor"), help=f"Of a training: who held it. {SEVERAL}", cell=Lines()),
        Column("delegation", "Delegation", help="Of a reciprocal visit: who came, by office."),
        Column(
            "headquarters_days",
            "Days at headquarters",
            ("Headquarters days", "HQ days"),
            help="Of a reciprocal visit.",
            cell=Whole(),
        ),
        Column("us_ports", "U.S. ports toured", ("US ports",), help=f"Of a reciprocal visit. {SEVERAL}", cell=Lines()),
        Column(
            "channel",
            "Channel",
            ("Contact method", "Means of contact"),
            help="Of a liaison contact.",
            cell=Choice(ContactChannel),
        ),
        Column(
            "closing_reason",
            "Reason for closing",
            ("Cancellation reason", "Reason cancelled", "Reason for cancellation"),
            help="Required of one that was cancelled.",
            cell=Passage(),
        ),
        *LAST,
    ),
    ("territory", "kind", "starts_on"),
)
