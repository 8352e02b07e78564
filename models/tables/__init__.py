"""The tables and their forms, one file for each subject."""

from sqlmodel import SQLModel

from models.tables.advisories import AdvisoryFact, AdvisoryFactCreate
from models.tables.base import Marked, Recorded, Sourced, Withdrawable
from models.tables.briefs import (
    BriefTemplate,
    BriefTemplateCreate,
    EditItem,
    KeptBrief,
    KeptBriefCreate,
)
from models.tables.engagements import (
    AccessPeriod,
    AccessPeriodCreate,
    AgendaItem,
    Assessment,
    AssessmentCreate,
    Engagement,
    EngagementCreate,
    FollowUp,
    FollowUpCreate,
)
from models.tables.people import Leave, Officer, OfficerCreate, Organisation, OrganisationCreate
from models.tables.ports import (
    Port,
    PortCreate,
    PortEntry,
    PortEntryCreate,
    PortFacility,
    PortFacilityCreate,
)
from models.tables.system import (
    AuditContent,
    AuditEntry,
    BoundaryFile,
    ColumnMapping,
    ColumnMappingCreate,
    Draft,
    Setting,
    SettingCreate,
)
from models.tables.territories import Territory, TerritoryCreate, TerritorySet, TerritorySetCreate
from models.tables.trips import ChecklistItem, PaceItem, StopItem, Trip, TripCreate

FORMS: dict[type[SQLModel], type[SQLModel]] = {
    Territory: TerritoryCreate,
    Port: PortCreate,
    PortEntry: PortEntryCreate,
    PortFacility: PortFacilityCreate,
    Officer: OfficerCreate,
    Organisation: OrganisationCreate,
    Trip: TripCreate,
    Engagement: EngagementCreate,
    FollowUp: FollowUpCreate,
    Assessment: AssessmentCreate,
    AccessPeriod: AccessPeriodCreate,
    AdvisoryFact: AdvisoryFactCreate,
    TerritorySet: TerritorySetCreate,
    BriefTemplate: BriefTemplateCreate,
    KeptBrief: KeptBriefCreate,
    ColumnMapping: ColumnMappingCreate,
    Setting: SettingCreate,
}
"""Every table that is written, and the form it is written by. Tables stand before those that refer to them."""

TABLES: dict[str, type[SQLModel]] = {str(table.__tablename__): table for table in FORMS}
"""The same tables by the name that the audit and an address use."""

__all__ = [
    "FORMS",
    "TABLES",
    "AccessPeriod",
    "AccessPeriodCreate",
    "AdvisoryFact",
    "AdvisoryFactCreate",
    "AgendaItem",
    "Assessment",
    "AssessmentCreate",
    "AuditContent",
    "AuditEntry",
    "BoundaryFile",
    "BriefTemplate",
    "BriefTemplateCreate",
    "ChecklistItem",
    "ColumnMapping",
    "ColumnMappingCreate",
    "Draft",
    "EditItem",
    "Engagement",
    "EngagementCreate",
    "FollowUp",
    "FollowUpCreate",
    "KeptBrief",
    "KeptBriefCreate",
    "Leave",
    "Marked",
    "Officer",
    "OfficerCreate",
    "Organisation",
    "OrganisationCreate",
    "PaceItem",
    "Port",
    "PortCreate",
    "PortEntry",
    "PortEntryCreate",
    "PortFacility",
    "PortFacilityCreate",
    "Recorded",
    "Setting",
    "SettingCreate",
    "Sourced",
    "StopItem",
    "Territory",
    "TerritoryCreate",
    "TerritorySet",
    "TerritorySetCreate",
    "Trip",
    "TripCreate",
    "Withdrawable",
]
