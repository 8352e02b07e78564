"""The one place that reads the clock for a rule; every rule takes the day as a parameter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.settings import Settings


def now() -> datetime:
    """Tell the present instant."""
    return datetime.now(UTC)


def today(settings: Settings) -> date:
    """Tell today's date at the base."""
    return settings.today(now())
