"""What the staff chooses once: its base, its marking, how the database was started. Blank choices have a default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import select

from models.tables import Setting, SettingCreate

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from models.changes import Writer


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices, with their defaults."""

    base: str = "Yokota Air Base, Japan"
    base_time_zone: str = "Asia/Tokyo"
    marking: str = "UNCLASSIFIED"
    marking_colour: str = "#007a33"
    started: str = ""
    """How the first user began: `demo`, `empty`, or blank while nobody has chosen."""
    reference_digest: str = ""
    """Digest of the reference tables last loaded."""

    def today(self, now: datetime) -> date:
        """Tell the date at the base at an instant; the instant carries its zone."""
        return now.astimezone(ZoneInfo(self.base_time_zone)).date()


def read_settings(session: Session) -> Settings:
    """Read the stored choices over the defaults."""
    stored = {setting.name: setting.value for setting in session.exec(select(Setting))}
    return Settings(**{name: value for name, value in stored.items() if name in Settings.__dataclass_fields__})


def choose(writer: Writer, name: str, value: Any) -> None:  # noqa: ANN401 - a setting holds any JSON value
    """Store one choice; choosing what is already chosen writes nothing."""
    if name not in Settings.__dataclass_fields__:
        raise ValueError(f"{name}: no such setting")
    setting = writer.session.exec(select(Setting).where(Setting.name == name)).one_or_none()
    if setting is None:
        writer.create(SettingCreate(source="chosen in Seamark", name=name, value=value))
    elif setting.value != value:
        writer.update(Setting, setting.id or 0, {"value": value}, seen=setting.version)
