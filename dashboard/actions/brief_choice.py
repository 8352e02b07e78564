"""What a brief is to hold: days, regions, sections, and the words that a person wrote over the generated ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.actions.regions import regions as regions_of
from dashboard.actions.sets import AOR
from dashboard.actions.spellings import spoken
from models.errors import InvalidRecordError
from models.vocabulary import BriefSection, Subregion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dashboard.actions.records import Records

TITLE = "Port security liaison: regional status"


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wrote in the place of a generated sentence."""

    text: str
    """On one line, as every sentence; blank leaves the sentence out."""
    instead_of: str
    """The sentence as it was generated: once the figures make another of it, the edit no longer counts."""

    def __post_init__(self) -> None:
        """Take line breaks for spaces, whether it was typed just now or stored before."""
        object.__setattr__(self, "text", one_line(self.text))


@dataclass(frozen=True, slots=True)
class BriefChoice:
    """What a brief is to hold."""

    as_of: date
    compared_on: date | None = None
    """The day with which it is compared; None compares nothing."""
    title: str = TITLE
    unit: str = ""
    regions: tuple[str, ...] = tuple(subregion.value for subregion in Subregion)
    """What gets a map and a table of its own, beside all partners."""
    sections: tuple[BriefSection, ...] = tuple(BriefSection)
    """In their order."""
    territories: tuple[str, ...] = ()
    """Codes of the territories that get a page."""
    marking: str = ""
    """Blank for the highest that the brief contains."""
    words: Mapping[str, Edit] = field(default_factory=dict)
    """What a person wrote, by the key of the sentence."""
    words_marking: str = ""
    """Of what those words say; blank for the lowest."""


def one_line(text: str) -> str:
    """Write a text on one line, with single spaces."""
    return " ".join(text.split())


def find_region(records: Records, region: str) -> tuple[str, frozenset[str]]:
    """Return the name of a region, as it is written, and the codes of its partners.

    A region of exactly this name goes before one that is only spelt another way.

    Raises:
        InvalidRecordError: if there is no such region; the message lists them.
    """
    partners = frozenset(partner.code for partner in records.partners)
    known = {AOR: partners, **regions_of(records)}
    known[AOR] = partners  # no set that is called so replaces it
    alike = (name for name in known if spoken(name) == spoken(region) != "")
    name = region if region in known else next(alike, None)
    if name is None:
        raise InvalidRecordError(f"region: {region!r} is no region; choose one of: {', '.join(known)}")
    return name, known[name] & partners


def check_marking(records: Records, contained: Iterable[str], wanted: str) -> str:
    """Return the marking that a brief bears: the one wanted, unless what it contains demands a higher one.

    Raises:
        InvalidRecordError: if the marking is not one of the database, or lies below what the brief contains.
    """
    allowed = records.settings.allowed_markings
    needed = records.settings.highest(contained)
    if not wanted:
        return needed
    if wanted not in allowed:
        raise InvalidRecordError(f"marking: {wanted!r} is not allowed here; choose one of: {', '.join(allowed)}")
    if allowed.index(wanted) < allowed.index(needed):
        raise InvalidRecordError(f"marking: the brief contains {needed} records; it cannot be marked {wanted}")
    return wanted
