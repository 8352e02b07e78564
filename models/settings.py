"""What the staff chooses once: its offices, its markings, how it began. Blank choices have a default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import select

from models.tables import Setting, SettingCreate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlmodel import Session

    from models.changes import Writer


@dataclass(frozen=True, slots=True)
class Office:
    """A place the staff works from."""

    name: str
    lon: float
    lat: float
    time_zone: str
    """IANA name."""


@dataclass(frozen=True, slots=True)
class MarkingLevel:
    """A marking that records may bear, and the colour of its banner."""

    name: str
    colour: str
    """`#rrggbb`, dark enough for white letters."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices, with their defaults."""

    offices: tuple[Office, ...] = (Office("Yokota Air Base, Japan", 139.35, 35.75, "Asia/Tokyo"),)
    """The first one is the base."""
    markings: tuple[MarkingLevel, ...] = (MarkingLevel("UNCLASSIFIED", "#007a33"), MarkingLevel("CUI", "#502b85"))
    """Every marking known, the lowest first."""
    marking: str = "UNCLASSIFIED"
    """The highest marking that a record of this database may bear; every page carries it."""
    officer_id: int | None = None
    """Who the local user is among the officers."""
    started: str = ""
    """How the first user began: `demo`, `empty`, or blank while nobody has chosen."""
    reference_digest: str = ""
    """Digest of the reference tables last loaded."""

    @property
    def base(self) -> Office:
        """The office that trips start from, and whose day is today."""
        return self.offices[0]

    @property
    def marking_colour(self) -> str:
        """The colour of the maximum marking; of the highest one known if it is not among them."""
        return next((level.colour for level in self.markings if level.name == self.marking), self.markings[-1].colour)

    @property
    def allowed_markings(self) -> list[str]:
        """The markings that a record of this database may bear, the lowest first."""
        names = [level.name for level in self.markings]
        return names[: names.index(self.marking) + 1] if self.marking in names else [self.marking]

    def highest(self, markings: Iterable[str]) -> str:
        """Return the highest of some markings: what an export of such records must carry.

        Without any it is the lowest; one that is not known counts as the maximum.
        """
        allowed = self.allowed_markings
        ranks = [allowed.index(marking) if marking in allowed else len(allowed) - 1 for marking in markings]
        return allowed[max(ranks, default=0)]

    def today(self, now: datetime) -> date:
        """Tell the date at the base at an instant; the instant carries its zone."""
        return now.astimezone(ZoneInfo(self.base.time_zone)).date()


_READ: dict[str, type] = {"offices": Office, "markings": MarkingLevel}
"""Choices that are lists of something, and what each is a list of."""


def read_settings(session: Session) -> Settings:
    """Read the stored choices over the defaults."""
    stored = {setting.name: setting.value for setting in session.exec(select(Setting))}
    known = {name: value for name, value in stored.items() if name in Settings.__dataclass_fields__}
    return Settings(**{name: _read(name, value) for name, value in known.items()})


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 - a setting holds any JSON value
    return tuple(_READ[name](**one) for one in value) if name in _READ else value


def choose(writer: Writer, name: str, value: Any) -> None:  # noqa: ANN401 - a setting holds any JSON value
    """Store one choice; choosing what is already chosen writes nothing."""
    if name not in Settings.__dataclass_fields__:
        raise ValueError(f"{name}: no such setting")
    setting = writer.session.exec(select(Setting).where(Setting.name == name)).one_or_none()
    if setting is None:
        writer.create(SettingCreate(source="chosen in Seamark", name=name, value=value))
    elif setting.value != value:
        writer.update(Setting, setting.id or 0, {"value": value}, seen=setting.version)
