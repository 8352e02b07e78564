"""How dates and counts are put into words, the same on screen, on paper and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.vocabulary import EngagementKind

if TYPE_CHECKING:
    from datetime import date

KIND_WORDS = {
    EngagementKind.GOVERNMENT: "government engagement",
    EngagementKind.PORT_VISIT: "port visit",
    EngagementKind.EMBASSY_CALL: "U.S. Embassy call",
    EngagementKind.TRAINING: "training",
    EngagementKind.ASSESSMENT: "assessment",
    EngagementKind.RECIPROCAL: "reciprocal visit",
    EngagementKind.LIAISON: "liaison contact",
}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """Write a date as `22 Nov 2026`, whatever the locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def plural(count: int, noun: str) -> str:
    """Write a count with its noun: `1 day`, `2 days`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
