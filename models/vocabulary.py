"""The closed choices of the field, each a `StrEnum`."""

from __future__ import annotations

from enum import StrEnum


class EngagementKind(StrEnum):
    """What an engagement is."""

    GOVERNMENT = "government"
    PORT_VISIT = "port_visit"
    EMBASSY_CALL = "embassy_call"
    TRAINING = "training"
    ASSESSMENT = "assessment"
    RECIPROCAL = "reciprocal"
    LIAISON = "liaison"


class EngagementStatus(StrEnum):
    """How far an engagement has come."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class AdvisoryAction(StrEnum):
    """What a published advisory fact says was done.

    `listed` is a sighting of the territory on a published list, not an action of its own.
    """

    IMPOSED = "imposed"
    MODIFIED = "modified"
    REMOVED = "removed"
    LISTED = "listed"


class Subregion(StrEnum):
    """The subregions of the area of responsibility, west to east as the map is read."""

    WESTERN_INDIAN_OCEAN = "Western Indian Ocean"
    SOUTH_ASIA = "South Asia"
    SOUTHEAST_ASIA = "Southeast Asia"
    EAST_ASIA = "East Asia"
    AUSTRALIA_NEW_ZEALAND = "Australia and New Zealand"
    MELANESIA = "Melanesia"
    MICRONESIA = "Micronesia"
    POLYNESIA = "Polynesia"


class AdvisoryScheme(StrEnum):
    """Which measure a published fact belongs to."""

    CONDITIONS_OF_ENTRY = "conditions_of_entry"
    NON_REPORTING = "non_reporting"
    """The 2004 lists of governments that had not reported ISPS compliance: a different measure, never an advisory."""


class AdvisoryScope(StrEnum):
    """Which ports of a territory an advisory speaks of."""

    ALL_PORTS = "all_ports"
    ALL_BUT_EXCEPTED = "all_but_excepted"
    NOT_PRINTED = "not_printed"
    """What was read does not say."""


class AgendaPart(StrEnum):
    """The three usual parts of a visit."""

    GOVERNMENT = "government"
    PORT = "port"
    EMBASSY = "embassy"


class Topic(StrEnum):
    """What an engagement is about."""

    ISPS = "isps"
    GOVERNANCE = "governance"
    MARITIME_AWARENESS = "maritime_awareness"
    CAPABILITY = "capability"


class ContactChannel(StrEnum):
    """How a liaison contact is made."""

    CALL = "call"
    MAIL = "mail"
    MEETING = "meeting"


class AssessmentOutcome(StrEnum):
    """What a country assessment finds about anti-terrorism measures in the ports."""

    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"
    UNDETERMINED = "undetermined"


class TripState(StrEnum):
    """How far a trip has come."""

    DRAFT = "draft"
    """Being planned; nothing is booked."""
    CONFIRMED = "confirmed"
    """Its stops are confirmed bookings."""
    COMPLETED = "completed"


class DayPart(StrEnum):
    """A half-day of work, by local time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class TravelMode(StrEnum):
    """How a leg is travelled."""

    AIR = "air"
    GROUND = "ground"
    SEA = "sea"


class FollowUpState(StrEnum):
    """How far a follow-up has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


class OrganisationKind(StrEnum):
    """What a counterpart organisation is."""

    DESIGNATED_AUTHORITY = "designated_authority"
    PORT_AUTHORITY = "port_authority"
    FACILITY_SECURITY_OFFICE = "facility_security_office"
    EMBASSY_SECTION = "embassy_section"
    OTHER = "other"


class HarbourSize(StrEnum):
    """How large a harbour is, by the World Port Index."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    VERY_SMALL = "very small"
    UNKNOWN = "unknown"


class HarbourType(StrEnum):
    """What shelters a harbour, by the World Port Index."""

    COASTAL_NATURAL = "coastal, natural"
    COASTAL_BREAKWATER = "coastal, breakwater"
    COASTAL_TIDE_GATE = "coastal, tide gates"
    RIVER_NATURAL = "river, natural"
    RIVER_BASIN = "river, basins"
    RIVER_TIDE_GATE = "river, tide gates"
    CANAL_OR_LAKE = "canal or lake"
    OPEN_ROADSTEAD = "open roadstead"
    TYPHOON_HARBOUR = "typhoon harbour"
    UNKNOWN = "unknown"


class PortFlag(StrEnum):
    """What about a port needs a person's eye."""

    OUTSIDE_TERRITORY = "outside_territory"
    LIKELY_SLIP = "likely_slip"
    DUPLICATE_CODE = "duplicate_code"
    DUPLICATE_NUMBER = "duplicate_number"
    CODE_PREFIX = "code_prefix"


class EntryState(StrEnum):
    """What became of what a file says of a port."""

    TAKEN = "taken"
    """It is that port, and its facts count."""
    DOUBTFUL = "doubtful"
    """A person has to say whether it is the port that it may be."""
    SET_ASIDE = "set_aside"
    """A person said that it is no port of ours."""


class BriefSection(StrEnum):
    """A part of a brief, in the usual order."""

    BOTTOM_LINE = "bottom_line"
    MAP = "map"
    REGIONS = "regions"
    CHANGES = "changes"
    DUE = "due"
    ADVISORIES = "advisories"
    TRIPS = "trips"
    ENGAGEMENTS = "engagements"
    FOLLOW_UPS = "follow_ups"
    TERRITORIES = "territories"
    SOURCES = "sources"
