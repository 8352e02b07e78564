"""How dates and counts are put into words, the same on screen, on paper and on the command line."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from models.vocabulary import EngagementKind, EngagementStatus

if TYPE_CHECKING:
    from datetime import date, datetime

DISCLAIMER = "Boundaries and names are not necessarily authoritative."
"""Carried by every map, export and brief."""

KIND_WORDS = {
    EngagementKind.GOVERNMENT: "government engagement",
    EngagementKind.PORT_VISIT: "port visit",
    EngagementKind.EMBASSY_CALL: "U.S. Embassy call",
    EngagementKind.TRAINING: "training",
    EngagementKind.ASSESSMENT: "assessment",
    EngagementKind.RECIPROCAL: "reciprocal visit",
    EngagementKind.LIAISON: "liaison contact",
}

RECIPROCAL_STATUS_WORDS = {
    EngagementStatus.PLANNED: "requested",
    EngagementStatus.CONFIRMED: "accepted",
    EngagementStatus.COMPLETED: "done",
    EngagementStatus.CANCELLED: "cancelled",
}
"""How far a reciprocal visit has come, in the words used of it."""

_WORDS = {
    **{kind.value: text[0].upper() + text[1:] for kind, text in KIND_WORDS.items()},
    "isps": "ISPS",
    "us_ports": "U.S. ports toured",
    "in_territory": "In the territory",
    "source_key": "Reference",
    "source_date": "Date of source",
    "starts_on": "First day",
    "ends_on": "Last day",
    "due_on": "Due",
    "done_on": "Done on",
    "trip_id": "Trip",
    "engagement_id": "Engagement",
    "port_id": "Port",
    "closing_reason": "Reason for closing",
    "dispose_after": "Dispose of after",
    "disposed_on": "Disposed of on",
    "agencies": "U.S. agencies",
    "unlocode": "UN/LOCODE",
    "imo_number": "IMO facility number",
    "hosts": "Hosts",
    "last_contact_on": "Last contact",
    "assessed_on": "Assessed on",
    "headquarters_days": "Days at headquarters",
    "withdrawn": "Withdrawn because",
    "alternate_names": "Other names",
    "wpi_number": "World Port Index number",
    "lon": "Longitude",
    "lat": "Latitude",
    "channel_m": "Channel depth (m)",
    "anchorage_m": "Anchorage depth (m)",
    "cargo_pier_m": "Cargo pier depth (m)",
    "oil_terminal_m": "Oil terminal depth (m)",
    "gas_terminal_m": "Gas terminal depth (m)",
    "vessel_length_m": "Longest vessel (m)",
    "vessel_beam_m": "Broadest vessel (m)",
    "vessel_draught_m": "Deepest vessel (m)",
    "located_territory": "Lies in or by",
    "located_nm": "Distance to it (nm)",
    "flag_notes": "What is doubtful",
    "plan_approved": "Security plan approved",
    "plan_withdrawn": "Security plan withdrawn",
}
"""Names whose words do not follow from the name."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """Write a date as `22 Nov 2026`, whatever the locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def span(first: date, last: date) -> str:
    """Write one day, or the first and the last: `5 to 8 Jan 2023`."""
    if first == last:
        return day(last)
    start = str(first.day) if (first.year, first.month) == (last.year, last.month) else day(first)
    return f"{start.removesuffix(f' {last.year}')} to {day(last)}"


def date_time_group(at: datetime) -> str:
    """Write an instant as a date-time group in UTC, to the minute: `220600Z NOV 26`."""
    utc = at.astimezone(UTC)
    return f"{utc:%d%H%M}Z {_MONTHS[utc.month - 1].upper()} {utc:%y}"


def plural(count: int, noun: str) -> str:
    """Write a count with its noun: `1 day`, `2 days`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def words(name: str) -> str:
    """Write a stored choice or the name of a field as words: `in_progress` becomes `In progress`."""
    return _WORDS.get(name) or name.replace("_", " ").capitalize()


def with_article(name: str) -> str:
    """Write the name of a territory as it stands within a sentence: `the Maldives`."""
    return f"the {name}" if name in _PLURAL or name.endswith(("Islands", "Kingdom", "States")) else name


_PLURAL = {"Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles"}
"""Territories, beside those named as islands, that take an article within a sentence."""
