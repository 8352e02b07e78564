"""What the staff chooses once: its offices, its markings, how it began. Blank choices have a default."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import func
from sqlmodel import select

from models.errors import InvalidRecordError
from models.tables import FORMS, BoundaryFile, Marked, Setting, SettingCreate
from models.wording import plural

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
    precedence: tuple[str, ...] = ("table", "wpi", "reference", "unlocode")
    """Sources of ports, the most trusted first; what a person corrected goes before all of them."""
    boundaries: str = ""
    """Digest of the boundary file in use; blank for the boundaries that ship."""

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
    if name in _READ:
        return tuple(_READ[name](**one) for one in value)
    return tuple(value) if isinstance(value, list) else value


def borne_markings(*, session: Session) -> Counter[str]:
    """Count the records that bear each marking, whether they still count or not."""
    borne: Counter[str] = Counter()
    for table in FORMS:
        if issubclass(table, Marked):
            borne.update(dict(session.exec(select(table.marking, func.count()).group_by(table.marking)).all()))
    return borne


def check_choice(name: str, value: Any, *, session: Session) -> None:  # noqa: ANN401 - a setting holds any JSON value
    """Refuse a choice that the app or the records could not live with.

    Raises:
        InvalidRecordError: if no office or marking is left, a time zone is unknown, the maximum is not among the
            markings, or records bear one that would no longer be allowed, or boundaries were never imported.
    """
    if name in _READ and not value:
        raise InvalidRecordError(f"{name}: at least one must stay")
    if name == "offices":
        _check_zones(_read(name, value))
    if name == "boundaries" and value:
        _check_imported(str(value), session=session)
    if name in {"markings", "marking"}:
        _check_borne(replace(read_settings(session), **{name: _read(name, value)}), borne_markings(session=session))


def _check_zones(offices: Iterable[Office]) -> None:
    known = available_timezones()
    for office in offices:
        if office.time_zone not in known:
            raise InvalidRecordError(f"time_zone: {office.time_zone!r} is no time zone; choose one, such as Asia/Tokyo")


def _check_imported(digest: str, *, session: Session) -> None:
    if session.exec(select(BoundaryFile.digest).where(BoundaryFile.digest == digest)).first() is None:
        raise InvalidRecordError(f"boundaries: no file was imported under {digest!r}; import it")


def _check_borne(chosen: Settings, borne: Counter[str]) -> None:
    if chosen.marking not in {level.name for level in chosen.markings}:
        raise InvalidRecordError(
            f"markings: {chosen.marking} is the maximum of this database; choose another one first"
        )
    above = {marking: count for marking, count in borne.items() if marking not in chosen.allowed_markings}
    if above:
        marking, count = max(above.items(), key=lambda one: (one[1], one[0]))
        bear = "bears" if count == 1 else "bear"
        raise InvalidRecordError(
            f"marking: {plural(count, 'record')} {bear} {marking}, which would no longer be allowed; "
            "change their marking first, or dispose of them when their date has come"
        )


def choose(writer: Writer, name: str, value: Any) -> None:  # noqa: ANN401 - a setting holds any JSON value
    """Store one choice; choosing what is already chosen writes nothing."""
    if name not in Settings.__dataclass_fields__:
        raise ValueError(f"{name}: no such setting")
    setting = writer.session.exec(select(Setting).where(Setting.name == name)).one_or_none()
    if setting is None:
        writer.create(SettingCreate(source="chosen in Seamark", name=name, value=value))
    elif setting.value != value:
        writer.update(Setting, setting.id or 0, {"value": value}, seen=setting.version)
