"""Save a named set of territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from dashboard.actions.spellings import spoken
from models.changes import writing
from models.errors import InvalidRecordError
from models.tables import TerritorySet, TerritorySetCreate
from models.vocabulary import Subregion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Engine

AOR = "AOR"
"""The region of all partners."""

MINE = "My territories"
"""The region of the user's own territories."""

OFFICER = "Officer: "
"""Begins the name of the region of an officer's territories."""


def save_set(engine: Engine, *, name: str, territories: Iterable[str], who: str) -> None:
    """Save a set; one of the same name is replaced.

    Raises:
        InvalidRecordError: if the name is blank or that of another region, however it is spelt, or the set is empty.
    """
    name, codes = name.strip(), sorted(set(territories))
    _check_name(name)
    if not codes:
        raise InvalidRecordError("Territories: choose at least one")
    with writing(engine, who=who, why=f"Set of territories saved: {name}") as writer:
        sets = writer.session.exec(select(TerritorySet)).all()
        held = next((one for one in sets if one.name == name), None)
        if held is None:
            _check_other_sets(name, [one.name for one in sets])
            writer.create(TerritorySetCreate(source="saved in Seamark", name=name, territories=codes))
        elif held.territories != codes:
            writer.update(TerritorySet, held.id or 0, {"territories": codes}, seen=held.version)


def _check_name(name: str) -> None:
    """Refuse a name that stands for another region."""
    if not name:
        raise InvalidRecordError("Name: give the set a name")
    said = spoken(name)
    if said == spoken(AOR):
        raise InvalidRecordError(f"Name: {AOR} stands for all partners; choose another name")
    if subregion := next((one for one in Subregion if spoken(one) == said), None):
        raise InvalidRecordError(f"Name: {subregion} is a subregion; choose another name")
    if said == spoken(MINE) or name.casefold().startswith(OFFICER.strip().casefold()):
        raise InvalidRecordError(f"Name: {name} stands for the territories of an officer; choose another name")


def _check_other_sets(name: str, others: Iterable[str]) -> None:
    """Refuse a new name that differs from one in use by its spelling only: nobody would know which is meant."""
    if taken := next((one for one in others if spoken(one) == spoken(name) != ""), None):
        raise InvalidRecordError(f"Name: there is a set {taken}; write it so to replace it, or choose another name")
