"""Save a named set of territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

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
        InvalidRecordError: if the name is blank or already that of a region, or the set is empty.
    """
    name, codes = name.strip(), sorted(set(territories))
    if not name:
        raise InvalidRecordError("Name: give the set a name")
    if name in {subregion.value for subregion in Subregion}:
        raise InvalidRecordError(f"Name: {name} is a subregion; choose another name")
    if name == MINE or name.startswith(OFFICER.strip()):
        raise InvalidRecordError(f"Name: {name} stands for the territories of an officer; choose another name")
    if not codes:
        raise InvalidRecordError("Territories: choose at least one")
    with writing(engine, who=who, why=f"Set of territories saved: {name}") as writer:
        held = writer.session.exec(select(TerritorySet).where(TerritorySet.name == name)).one_or_none()
        if held is None:
            writer.create(TerritorySetCreate(source="saved in Seamark", name=name, territories=codes))
        elif held.territories != codes:
            writer.update(TerritorySet, held.id or 0, {"territories": codes}, seen=held.version)
